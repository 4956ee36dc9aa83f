"""The model of Fellegi and Sunter with relatives and namesakes, trained without labels.

A pair of records is of one person, of strangers, of relatives (people who share family name, place or
calling, but not given name and birth) or of namesakes (people who share nothing else). Fields
of one person need not err by themselves: see `saksi.linking.people.mistakes`. Chances of agreement
among strangers come from random pairs and from how common a term is; the others, and how many pairs of each
kind there are, from expectation and maximisation over the candidates: what agrees more often than strangers
would must be something else. Random pairs hold some of one person, and a name that one person repeats is
not common: both are taken out.

References
----------
Fellegi and Sunter (1969), A theory for record linkage. Winkler (1988, 2006). Linacre et al. (2022), Splink.
docs/methods/people.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.people.mistakes import Differences, Mistakes

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Chances = Floats  # shape (levels,), from "different" to equal

ROUNDS: Final = 80
SETTLED: Final = 2e-4  # change of every chance below which training ends
PRIOR_STRENGTH: Final = 4.0  # pairs' worth of belief in the starting values
LEAST_CHANCE: Final = 1e-7
TRAINED: Final = 10.0  # pairs of one person that must show a level before it counts as trained
TRAINING_PAIRS: Final = 400_000
# What people who are two may share beyond chance; in the rest they are strangers.
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "relatives": ("family", "place", "postcode", "occupation", "day", "act", "middle"),
    "namesakes": ("family", "given", "sex"),
}
KINDS_BELIEF: Final = 40.0  # pairs' worth of belief in the starting values for these
LEAST_OF_A_KIND: Final = 1.0  # pairs


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: chances by comparison and level (0 = different), and how many pairs of each kind.

    ``same`` are chances within one person where all other fields are equal, ``seldom`` says how much seldomer
    than by themselves two differ (`Mistakes`). ``chance`` are chances among strangers, ``kinds`` among each
    of `KINDS` for what they share. ``expected`` and ``of_kinds`` count pairs among the candidates;
    ``untrained`` names levels that too few pairs of one person show: their chances rest on starting values.
    """

    same: Mapping[str, Chances]
    seldom: float
    chance: Mapping[str, Chances]
    kinds: Mapping[str, Mapping[str, Chances]]
    expected: float
    of_kinds: Mapping[str, float]
    possible: float
    records: int
    untrained: tuple[tuple[str, int], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the model as it is written to a file: no record's value is in it."""

        def plain(value: Any) -> Any:
            if isinstance(value, Mapping):
                return {key: plain(one) for key, one in value.items()}
            return value.tolist() if isinstance(value, np.ndarray) else value

        return {key: plain(value) for key, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> "Model":
        """Return the model that `as_dict` made.

        Raises
        ------
        KeyError, TypeError, ValueError
            It is anything else.
        """

        def chances(values: Mapping[str, Sequence[float]]) -> dict[str, Chances]:
            return {str(name): np.array(shares, dtype=np.float64) for name, shares in values.items()}

        return cls(
            chances(said["same"]),
            float(said["seldom"]),
            chances(said["chance"]),
            {str(kind): chances(values) for kind, values in said["kinds"].items()},
            float(said["expected"]),
            {str(kind): float(count) for kind, count in said["of_kinds"].items()},
            float(said["possible"]),
            int(said["records"]),
            tuple((str(name), int(level)) for name, level in said["untrained"]),
        )


def starting_chances(levels: int) -> Floats:
    """Return chances within one person to start from: equal most of the time, the rest falls off."""
    middle = np.geomspace(0.03, 0.08, levels - 2) if levels > 2 else np.array([])
    weights = np.array([0.12, *middle, 0.8])
    return np.asarray(weights / weights.sum())


def train(
    pairs: pl.DataFrame,
    chance: Mapping[str, Sequence[float]],
    records: int,
    possible: float,
    share: float = 1.0,
) -> Model:
    """Learn from candidate pairs.

    Parameters
    ----------
    pairs
        ``gamma_<comparison>`` levels (-1 = not known), ``tf_<comparison>`` the frequency of the shared term.
    chance
        For each comparison the share of random pairs on each level.
    records, possible
        Records, and pairs that could be one person at all (not within one list).
    share
        Of the candidates that `pairs` holds: a sample teaches as well.
    """
    names = tuple(chance)
    random = {name: np.maximum(np.asarray(chance[name]), LEAST_CHANCE) for name in names}
    start = {name: starting_chances(len(random[name])) for name in names}
    kin = {
        kind: {name: _mixed(start[name], random[name]) for name in shared if name in names}
        for kind, shared in KINDS.items()
    }
    levels = _Levels(pairs, {name: len(chances) - 1 for name, chances in random.items()})
    few = dict.fromkeys(KINDS, 0.02 * records)
    model = Model(start, 0.0, random, kin, 0.1 * records, few, possible, records, ())
    for _ in range(ROUNDS):
        sure, others = levels.shares(model)
        expected = _counted(sure, share, possible)
        seen = levels.seen(sure)
        shown = {name: _shares(seen[name], start[name], PRIOR_STRENGTH) for name in names}
        known = {name: seen[name].sum() + PRIOR_STRENGTH for name in names}
        same, seldom = levels.chances_of_one(model, sure, shown, known)
        change = max(float(np.abs(same[name] - model.same[name]).max()) for name in names)
        model = Model(
            same,
            seldom,
            {name: _freed(random[name], shown[name], expected / possible) for name in names},
            {kind: _learned(levels, others[kind], kin[kind]) for kind in KINDS},
            expected,
            {kind: _counted(others[kind], share, possible) for kind in KINDS},
            possible,
            records,
            tuple((name, level) for name in names for level in np.flatnonzero(seen[name] < TRAINED).tolist()),
        )
        if change < SETTLED:
            break
    return model


def _learned(levels: "_Levels", weights: Floats, start: Mapping[str, Floats]) -> dict[str, Floats]:
    seen = levels.seen(weights)
    return {name: _shares(seen[name], chances, KINDS_BELIEF) for name, chances in start.items()}


def _counted(weights: Floats, share: float, possible: float) -> float:
    return float(np.clip(weights.sum() / share, LEAST_OF_A_KIND, 0.4 * possible))


def log_odds(pairs: pl.DataFrame, model: Model) -> Floats:
    """Return each pair's natural log odds of being one person, shape (pairs,)."""
    levels = _levels(pairs, model)
    same, others = levels.worths(model)
    return np.asarray(same - np.logaddexp.reduce(list(others.values())))


def probability(odds: Floats) -> Floats:
    """Return the probability of log odds."""
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))


def evidence(pairs: pl.DataFrame, model: Model) -> dict[str, Floats]:
    """Return what each comparison adds to the log odds of a pair against strangers, for explanations."""
    levels = _levels(pairs, model)
    return {name: levels.against_strangers(name, model) for name in model.same}


def company_of_differences(pairs: pl.DataFrame, model: Model) -> tuple[Codes, Floats]:
    """Return in how many fields each pair differs, and what this adds to its log odds."""
    counts = _levels(pairs, model).differing
    return counts.astype(np.int8), -model.seldom * counts * (counts - 1) / 2


class _Levels:
    """The levels of pairs, and the frequency of the term where they agree."""

    def __init__(self, pairs: pl.DataFrame, tops: Mapping[str, int]) -> None:
        """Read; ``tops``: the level of each comparison that means equal."""
        self._names, self._size = tuple(tops), pairs.height
        self._codes = {name: pairs[f"gamma_{name}"].to_numpy().astype(np.int8) for name in tops}
        self._terms = {
            name: pairs[f"tf_{name}"].to_numpy().astype(np.float64) if f"tf_{name}" in pairs.columns else None
            for name in tops
        }
        self._apart = Differences(list(self._codes.values()), list(tops.values()))

    @property
    def differing(self) -> NDArray[np.int64]:
        """Return in how many known fields each pair differs."""
        return self._apart.count

    def seen(self, weights: Floats) -> dict[str, Floats]:
        """Return how much weight is on each level."""
        return {name: _weight_by_level(code, weights) for name, code in self._codes.items()}

    def shares(self, model: Model) -> tuple[Floats, dict[str, Floats]]:
        """Return each pair's probability of one person, and of each of `KINDS`."""
        same, others = self.worths(model)
        total = np.logaddexp(same, np.logaddexp.reduce(list(others.values())))
        return np.exp(same - total), {kind: np.exp(others[kind] - total) for kind in KINDS}

    def worths(self, model: Model) -> tuple[Floats, dict[str, Floats]]:
        """Return the log of number times likelihood: of one person, and of each way to be two.

        Likelihoods are relative to strangers.
        """
        rest = max(model.possible - model.expected - sum(model.of_kinds.values()), 1.0)
        same = np.log(model.expected) + self._apart.worth(_mistakes(model))
        others = {kind: np.full(self._size, np.log(count)) for kind, count in model.of_kinds.items()}
        for name in self._names:
            same += self.against_strangers(name, model)
        for kind, chances in model.kinds.items():
            for name, shares in chances.items():
                others[kind] += self._ratio(name, shares, model)
        return same, others | {"strangers": np.full(self._size, np.log(rest))}

    def chances_of_one(
        self, model: Model, sure: Floats, shown: Mapping[str, Chances], known: Mapping[str, float]
    ) -> tuple[dict[str, Chances], float]:
        """Return the chances of levels where all other fields are equal, and how seldom two differ.

        ``sure``: how surely each pair is of one person; ``shown``: the levels of these; ``known``: how many
        of them know the field.
        """
        whole = np.array([known[name] for name in self._names])
        apart = np.array([1 - shown[name][-1] for name in self._names])
        found = self._apart.learned(_mistakes(model), sure, apart * whole, whole, PRIOR_STRENGTH)
        chances = {
            name: np.append(shown[name][:-1] * share / (1 - shown[name][-1]), 1 - share)
            for name, share in zip(self._names, found.apart.tolist(), strict=True)
        }
        return chances, found.seldom

    def against_strangers(self, name: str, model: Model) -> Floats:
        """Return the log of how much likelier a level is within one person than among strangers."""
        return self._ratio(name, model.same[name], model)

    def _ratio(self, name: str, chances: Chances, model: Model) -> Floats:
        code, term = self._codes[name], self._terms[name]
        by_level = np.append(np.log(chances / model.chance[name]), 0.0)
        found = np.asarray(by_level[code])  # the last answers to -1: not known
        if term is not None:
            top = len(chances) - 1
            own = 2 * model.expected / model.records  # how often a person's other records repeat their name
            rarity = np.maximum(term - own / model.records, np.minimum(1.0 / model.records, term / 2))
            known = (code == top) & np.isfinite(term)
            found = np.where(known, np.log(chances[top]) - np.log(np.where(known, rarity, 1.0)), found)
        return found


def _levels(pairs: pl.DataFrame, model: Model) -> _Levels:
    return _Levels(pairs, {name: len(chances) - 1 for name, chances in model.same.items()})


def _mistakes(model: Model) -> Mistakes:
    return Mistakes(np.array([1 - chances[-1] for chances in model.same.values()]), model.seldom)


def _weight_by_level(code: Codes, weights: Floats) -> Floats:
    counted = np.bincount(code + 1, weights=weights, minlength=2)
    return np.asarray(counted[1:], dtype=np.float64)


def _mixed(start: Floats, random: Floats) -> Floats:
    return np.asarray(0.6 * start + 0.4 * random)


def _shares(seen: Floats, prior: Floats, strength: float) -> Floats:
    padded = np.zeros(len(prior))
    padded[: len(seen)] = seen
    return np.asarray((padded + strength * prior) / (padded.sum() + strength))


def _freed(random: Floats, same: Floats, share: float) -> Floats:
    """Take the pairs of one person out of the random pairs."""
    return np.maximum((random - share * same) / (1 - share), np.maximum(0.02 * random, LEAST_CHANCE))
