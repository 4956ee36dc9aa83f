"""Codes of the truth: small integers in columns, words everywhere else.

A code is the position in its tuple. Tuples only grow at the end, so that older runs stay readable.
Grounds, statuses and most acts are words of the record's vocabularies; a few acts are steps of the campaign
that no report would call an act (`CLAIM_ACTS` says which).
"""

from typing import Final

from saksi.record.errors import UnknownCode

STATUSES: Final = ("elite", "official", "ordinary")  # by rank: the first is the most powerful
OCCUPATIONS: Final = ("worker", "farmer", "trader", "student", "soldier", "jobless", "child")
SEXES: Final = ("female", "male")
STATES: Final = (
    "free", "watched", "summoned", "accused", "detained", "camp", "banished", "dismissed", "dead", "abroad",
    "repatriated",
)  # fmt: skip
ACTS: Final = (
    "surveillance", "screening", "accusation", "release", "cleared", "watch_ends", "dismissal",
    "detention_other", "detention_political_camp", "banishment", "execution", "death_in_custody",
    "deprivation", "public_shaming", "fine", "confiscation", "torture", "forced_labour",
    "forced_repatriation", "disappearance", "killing_other", "punishment_unspecified", "other",
)  # fmt: skip
GROUNDS: Final = (
    "foreign_media", "religion", "border_crossing", "contact_abroad", "criticism", "factionalism",
    "secrecy_breach", "economic", "superstition", "prostitution", "drugs", "unemployment",
    "policy_disagreement", "ordinary_crime", "protest", "resistance_links",
    "association", "none_given",
)  # fmt: skip
N_INVOLVED: Final = 16  # the first grounds are bits of `involved`; association is no deed of one's own
ORDER_KINDS: Final = ("briefing", "campaign", "party_purge", "law")
PULSES: Final = ("campaign", "party_purge")  # carried out by provincial plans
CONDITION_KINDS: Final = ("fear", "deprivation")
INSTITUTIONS: Final = ("party", "court", "government")  # who sends members to a joint team (M7)
PLACE_KINDS: Final = ("province", "county", "city", "camp")

_NO_CLAIM: Final[dict[str, str | None]] = {
    "accusation": "false_accusation",  # only where `true_ground` is false; else the ground of what follows
    "cleared": None,
    "watch_ends": None,
}
CLAIM_ACTS: Final[dict[str, str | None]] = {act: _NO_CLAIM.get(act, act) for act in ACTS}
SEVERE: Final = ("detention_political_camp", "banishment", "execution", "death_in_custody")


def code(word: str, words: tuple[str, ...]) -> int:
    """Return the position of a word in its tuple.

    Raises
    ------
    UnknownCode
        The tuple does not hold it.
    """
    if word not in words:
        raise UnknownCode(f"{word!r} is no code of the simulation: needed one of {', '.join(words)}")
    return words.index(word)


def mask(words: tuple[str, ...], among: tuple[str, ...]) -> int:
    """Return words as a bitmask over their tuple; an unknown word raises `UnknownCode`."""
    return sum(1 << code(word, among) for word in words)


SEVERE_CODES: Final = tuple(code(name, ACTS) for name in SEVERE)
