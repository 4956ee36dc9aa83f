"""How much two claims speak for one occurrence: the sum of what each field says, as log odds.

After Fellegi and Sunter (1969): a field that agrees counts the more, the rarer its value is, and a field that
is not told counts nothing. Places, days and numbers are compared as what they are: nested places, intervals,
bounds. The weights are read off reports, see docs/methods/events.md; they are not fitted to one archive.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from saksi.linking.events.columns import FAR, MODALITY, Columns, Floats, Ints
from saksi.linking.names import SAME, name_similarity
from saksi.linking.texts.sound import is_hangul, sound
from saksi.record import vocabulary

SAME_ACT, AKIN = 2, 1
KIN: Final = (
    ("execution", "killing_other", "death_in_custody"),
    ("detention_other", "detention_political_camp", "disappearance"),
    ("detention_other", "forced_labour"),
    ("detention_other", "screening"),
    ("crackdown", "screening", "restriction"),
    ("torture", "violence"),
    ("confiscation", "deprivation"),
    ("confiscation", "fine"),
    ("screening", "surveillance"),
    ("punishment_unspecified", "detention_other", "detention_political_camp", "forced_labour", "banishment",
     "dismissal", "fine", "public_shaming", "execution"),
)  # fmt: skip
WEIGHTS: Mapping[str, float] = {
    "prior": -7.5,
    "act": 1.0,  # times its rarity
    "akin": -0.8,
    "kind": -2.5,
    "spot": 1.0,  # times its rarity
    "spot holds": 1.2,
    "spot differs": -4.5,
    "admin1": 1.0,  # times its rarity; where no spot is known on one side
    "admin1 differs": -4.0,
    "days": 1.0,  # times the log of how seldom such intervals meet
    "days apart": -0.35,  # a day between the intervals, up to MOST_APART
    "number": 1.0,  # times its rarity
    "number overlaps": 0.5,
    "number differs": -0.8,
    "number far": -1.0,  # times the log of the ratio of the nearest bounds
    "name": 6.0,
    "name differs": -4.5,
    "status": 0.4,
    "status differs": -1.0,
    "roles": 1.6,
    "roles differ": -0.7,
    "sex": 0.3,
    "sex differs": -2.0,
    "age": 1.4,
    "age differs": -1.5,
    "grounds": 0.9,
    "grounds differ": -0.9,
    "institution": 0.6,
    "institution differs": -0.3,
    "penalty": 1.5,
    "penalty differs": -0.5,
    "general": -0.6,  # a side that tells no particular episode
    "hope against fact": -3.0,  # planned or feared on one side only
}
OF_VICTIMS = (
    "number differs", "number far", "status differs", "roles differ", "sex differs",
    "age differs", "grounds differ", "institution differs",
)  # fmt: skip
MOST_APART = 30  # days, beyond which more apart says no more
BLUR = 4  # days by which tellers commonly err
RARE_NUMBER = {1: 0.6, 2: 1.6, 3: 2.0, 4: 2.3, 5: 2.6}  # log of 1 / share among told numbers
LARGE_NUMBER = 3.2
NAME_OTHER = 0.2  # likeness below which two names are two; between it and `SAME` it is open
SOUNDS_ALIKE = 0.88  # for names across scripts
HOPELESS = 0.55  # likeness of sound


def kinship() -> NDArray[np.int64]:
    """Return how akin two acts are, shape (acts, acts) in the order of the vocabulary."""
    order = {act: i for i, act in enumerate(vocabulary("act").terms)}
    table = np.zeros((len(order), len(order)), np.int64)
    for family in KIN:
        places = [order[act] for act in family]
        hub = family[0] == "punishment_unspecified"
        for a in places:
            for b in places:
                if not hub or places[0] in (a, b):
                    table[a, b] = AKIN
    np.fill_diagonal(table, SAME_ACT)
    return table


class Agreement(NamedTuple):
    """Log odds of each pair: that both tell of one event, and of one occurrence, be it of other victims.

    Two people taken from one town in one night are two victims of one occurrence: what tells victims apart
    is left out of it. It is -inf where no place is shared or one claim tells no particular episode.
    """

    event: Floats
    occurrence: Floats


def agreement(claims: Columns, left: Ints, right: Ints, given: Floats | None = None) -> Agreement:
    """Return how much each pair of claims speaks for one event, shape (pairs,) each.

    Parameters
    ----------
    claims
        All claims.
    left, right
        Positions of the pairs, each shape (pairs,).
    given
        What is known of the pair beforehand, in log odds: say, that one report is a copy of the other.
    """
    fields = compared(claims, left, right)
    event = np.full(len(left), float(WEIGHTS["prior"])) if given is None else WEIGHTS["prior"] + given
    occurrence = np.full(len(left), float(WEIGHTS["prior"]))
    for name, value in fields.items():
        event += WEIGHTS[name] * value
        if name not in OF_VICTIMS:
            occurrence += WEIGHTS[name] * value
    same, other = _names(claims, left, right, np.maximum(event, occurrence) > -WEIGHTS["name"])
    event += WEIGHTS["name"] * same + WEIGHTS["name differs"] * other
    placed = (fields["spot"] > 0) | (fields["spot holds"] > 0)
    told = placed & claims.particular[left] & claims.particular[right]
    return Agreement(event, np.where(told, occurrence + WEIGHTS["name"] * same, -np.inf))


def compared(claims: Columns, left: Ints, right: Ints) -> dict[str, Floats]:
    """Return what each field but the name says of each pair, to be multiplied with `WEIGHTS`."""
    of: dict[str, NDArray[np.generic]] = {}
    kin = kinship()[claims.act[left], claims.act[right]]
    of["act"] = np.where(kin == SAME_ACT, claims.rare_act[left], 0)
    of["akin"] = kin == AKIN
    of["kind"] = claims.kind[left] != claims.kind[right]
    _places(of, claims, left, right)
    _days(of, claims, left, right)
    _numbers(of, claims, left, right)
    for name, column, differs in (
        ("status", claims.status, "status differs"),
        ("sex", claims.sex, "sex differs"),
        ("institution", claims.institution, "institution differs"),
    ):
        both = (column[left] >= 0) & (column[right] >= 0)
        of[name], of[differs] = both & (column[left] == column[right]), both & (column[left] != column[right])
    of["roles"], of["roles differ"] = _sets(claims.roles, claims.role_sets, left, right)
    of["penalty"], of["penalty differs"] = _sets(claims.penalty, claims.penalties, left, right)
    _ages(of, claims, left, right)
    shared, told = (
        claims.grounds[left] & claims.grounds[right],
        (claims.grounds[left] > 0) & (claims.grounds[right] > 0),
    )
    of["grounds"], of["grounds differ"] = told & (shared > 0), told & (shared == 0)
    of["general"] = (~claims.particular[left]).astype(float) + ~claims.particular[right]
    hope = np.isin(claims.modality, [MODALITY.index("planned"), MODALITY.index("feared")])
    of["hope against fact"] = hope[left] != hope[right]
    return {name: value.astype(np.float64) for name, value in of.items()}


Said = dict[str, NDArray[np.generic]]


def _places(of: Said, claims: Columns, left: Ints, right: Ints) -> None:
    a, b = claims.spot[left], claims.spot[right]
    both, same = (a >= 0) & (b >= 0), (a == b) & (a >= 0)
    pairs = np.array(sorted(claims.holds), np.int64).reshape(-1, 2)
    code, size = a * (claims.spot.max(initial=0) + 2) + b, claims.spot.max(initial=0) + 2
    inside = np.isin(code, np.concatenate([pairs @ (size, 1), pairs @ (1, size)])) & both
    of["spot"] = np.where(same, claims.rare_spot[left], 0)
    of["spot holds"] = inside
    p, q = claims.admin1[left], claims.admin1[right]
    provinces = (p >= 0) & (q >= 0)
    of["admin1 differs"] = provinces & (p != q) & ~same & ~inside
    of["spot differs"] = both & ~same & ~inside & ~(provinces & (p != q))
    of["admin1"] = np.where(provinces & (p == q) & ~both, claims.rare_admin1[left], 0)


def _days(of: Said, claims: Columns, left: Ints, right: Ints) -> None:
    first = np.maximum(claims.first[left], claims.first[right])
    last = np.minimum(claims.last[left], claims.last[right])
    wide = (claims.last - claims.first + 1)[left] + (claims.last - claims.first + 1)[right] + 2 * BLUR
    dated = claims.dated[left] & claims.dated[right]
    of["days"] = np.where(dated, np.clip(np.log(claims.span / wide), 0, 5), 0)
    of["days apart"] = np.clip(first - last, 0, MOST_APART)


def _numbers(of: Said, claims: Columns, left: Ints, right: Ints) -> None:
    a, b, c, d = claims.n_min[left], claims.n_max[left], claims.n_min[right], claims.n_max[right]
    told = (a >= 0) & (c >= 0) & (claims.unit[left] == claims.unit[right])
    exact = told & (a == c) & (b == d)
    meet = told & (np.maximum(a, c) <= np.minimum(b, d))
    rare = np.full(len(left), LARGE_NUMBER)
    for number, value in RARE_NUMBER.items():
        rare[a == number] = value
    rare[(b == FAR) & (a <= 2)] = 0.3
    of["number"] = np.where(exact, rare, 0)
    of["number overlaps"] = meet & ~exact
    of["number differs"] = told & ~meet
    high, low = np.maximum(a, c), np.maximum(1, np.minimum(b, d))
    of["number far"] = np.where(told & ~meet, np.log(np.maximum(high / low, 1)), 0)


def _ages(of: Said, claims: Columns, left: Ints, right: Ints) -> None:
    a, b, c, d = (claims.age_low[left], claims.age_high[left], claims.age_low[right], claims.age_high[right])
    told = (a >= 0) & (c >= 0)
    meet = np.maximum(a, c) <= np.minimum(b, d) + 1  # a birthday may lie between two reports
    of["age"], of["age differs"] = told & meet, told & ~meet


def _names(
    claims: Columns, left: Ints, right: Ints, wanted: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Compare the names of the pairs that one name could make an event; names cost more than all else."""
    a, b = claims.name[left], claims.name[right]
    told = (a >= 0) & (b >= 0) & wanted
    alike = np.full(len(left), np.nan)
    if told.any():
        codes, where = np.unique(np.stack([a[told], b[told]]), axis=1, return_inverse=True)
        likeness = [name_likeness(claims.names[i], claims.names[j]) for i, j in codes.T.tolist()]
        alike[told] = np.array(likeness)[where.reshape(-1)]
    return alike >= SAME, alike < NAME_OTHER


@lru_cache(maxsize=100_000)
def name_likeness(one: str, other: str) -> float:
    """Return how likely two names are one, 0 to 1, in any script and order; a surname fits its bearer.

    Hangul also writes names that are not Korean; across scripts such names are compared by their sound.
    Names that do not even sound alike are not compared further.
    """
    alike = fuzz.token_set_ratio(*(" ".join(map(sound, name.split())) for name in (one, other))) / 100
    if alike < HOPELESS:
        return 0.0
    likely = name_similarity(one, other)
    if likely < SAME and is_hangul(one) != is_hangul(other) and alike >= SOUNDS_ALIKE:
        return alike
    return likely


def _sets(
    codes: Ints, sets: tuple[frozenset[str], ...], left: Ints, right: Ints
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    a, b = codes[left], codes[right]
    told, shared = (a >= 0) & (b >= 0), np.zeros(len(left), bool)
    if told.any():
        pairs, where = np.unique(np.stack([a[told], b[told]]), axis=1, return_inverse=True)
        meets = [not sets[i].isdisjoint(sets[j]) for i, j in pairs.T.tolist()]
        shared[told] = np.array(meets)[where.reshape(-1)]
    return shared, told & ~shared
