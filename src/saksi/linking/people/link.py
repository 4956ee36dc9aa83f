"""Records to persons: prepare, block, compare, learn, decide; or say why nothing can be decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.components import same_label
from saksi.linking.people.bare import PAIRS, bare_pairs, is_bare
from saksi.linking.people.blocking import Blocks, block, list_codes
from saksi.linking.people.calibrate import WIDEST, recalibrate
from saksi.linking.people.clusters import cluster, form_persons
from saksi.linking.people.comparisons import Comparison, comparisons_for
from saksi.linking.people.constraints import Constraints, lives_of
from saksi.linking.people.engine import SAMPLED_PAIRS, Pairs, chance_of_agreement, engine_of
from saksi.linking.people.explain import explain
from saksi.linking.people.model import TRAINING_PAIRS, Model, probability, train
from saksi.linking.people.overlap import raised
from saksi.linking.people.prepare import prepare
from saksi.linking.people.roles import Roles
from saksi.linking.people.terms import Terms, levels_and_terms, terms_of
from saksi.linking.people.weighing import check_fields, weigh

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Progress = Callable[[str, int, int], None]

WORTH_SHOWING: Final = -4.6  # log odds from which a pair is shown: one in a hundred
SEED: Final = 20261122
USUAL_PAIRS: Final = 500.0  # pairs' worth of belief in what is usual among strangers
STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer said of two records."""

    row_a: int
    row_b: int
    same: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """Who is one person, as far as the records say.

    ``labels``: shape (records,), equal for records of one person. ``pairs``: those worth a look, columns
    `saksi.linking.people.bare.PAIRS`, surest first. ``rows_a``, ``rows_b``, ``odds``: every pair compared and
    its natural log odds, for draws. ``refused``: rows with no name and no distinguishing fact, joined to
    nothing. ``constraints``: those that were kept.
    """

    labels: Ints
    pairs: pl.DataFrame
    rows_a: Ints
    rows_b: Ints
    odds: Floats
    refused: Ints
    constraints: Constraints
    model: Model | None
    comparisons: tuple[Comparison, ...]
    blocks: Blocks

    @property
    def untrained(self) -> list[str]:
        """Return the levels that too few pairs show, as "field: level"."""
        by_name = {one.name: one for one in self.comparisons}
        if self.model is None:
            return []
        return [
            f"{by_name[name].label}: {by_name[name].words(level)}" for name, level in self.model.untrained
        ]


def link_people(
    table: pl.DataFrame,
    roles: Roles,
    decisions: Sequence[Decision] = (),
    model: Model | None = None,
    engine: str = "duckdb",
    on_progress: Progress = lambda *_: None,
) -> Linked:
    """Find the records of one person, learning from the table alone.

    Parameters
    ----------
    table
        A row a record.
    roles
        Role -> column; see `saksi.linking.people.roles.ROLES`.
    decisions
        Of reviewers: kept always, and from twenty on they correct the probabilities.
    model
        Of an earlier run on records of the same kind, instead of learning anew.
    engine
        ``duckdb``, or ``spark``: the model is learned on DuckDB and the pairs are compared on Spark.
    on_progress
        Told step, done, of all.

    Raises
    ------
    InvalidInput
        Decisions and lists contradict one another; the engine is unknown or not installed; the model was
        learned on other fields.
    """
    compare = engine_of(engine)
    on_progress("Linking people", 0, STEPS)
    records = prepare(table, roles)
    bare = is_bare(records)
    told = records.filter(~bare)
    comparisons = comparisons_for(told) if told.height > 1 else ()
    blocks = block(told)
    on_progress("Linking people", 1, STEPS)
    job = _Job(told, comparisons, blocks, records.height, decisions, _constraints(records, decisions))
    found = _nothing_to_compare(job)
    if comparisons and blocks.pairs:
        with compare(told, comparisons, blocks) as pairs:
            found = _found(job, pairs, model, on_progress) if len(pairs.a) else found
    everything = pl.concat([found.shown, bare_pairs(records, bare)])
    on_progress("Linking people", STEPS, STEPS)
    refused = np.flatnonzero(bare.to_numpy())
    return Linked(
        found.labels,
        everything,
        found.a,
        found.b,
        found.odds,
        refused,
        job.constraints,
        found.model,
        comparisons,
        blocks,
    )


class _Job(NamedTuple):
    told: pl.DataFrame
    comparisons: tuple[Comparison, ...]
    blocks: Blocks
    size: int
    decisions: Sequence[Decision]
    constraints: Constraints


class _Found(NamedTuple):
    labels: Ints
    shown: pl.DataFrame
    a: Ints
    b: Ints
    odds: Floats
    model: Model | None


def _nothing_to_compare(job: _Job) -> _Found:
    no_rows, no_odds = np.zeros(0, dtype=np.int64), np.zeros(0)
    labels = cluster(job.size, no_rows, no_rows, no_odds, job.constraints)
    return _Found(labels, pl.DataFrame(schema=PAIRS), no_rows, no_rows, no_odds, None)


def _found(job: _Job, pairs: Pairs, model: Model | None, on_progress: Progress) -> _Found:
    """Learn, weigh every pair, form persons, and say why."""
    terms = terms_of(job.told, job.comparisons)
    if model is None:
        model = _learned(job, pairs, terms)
    else:
        check_fields(model, job.comparisons)
    on_progress("Linking people", 2, STEPS)
    a, b = _rows(job, pairs)
    odds = raised(job.constraints.groups, a, b, weigh(pairs, job.told, job.comparisons, terms, model))
    reviewed = _reviewed(a, b, job.decisions)
    on_progress("Linking people", 3, STEPS)
    persons = form_persons(job.size, a, b, odds, job.constraints)
    together = _corrected(job, a, b, odds, persons.odds, reviewed)
    on_progress("Linking people", 4, STEPS)
    labels = persons.labels
    worth = np.flatnonzero((together >= WORTH_SHOWING) | same_label(labels, a, b))
    said = explain(levels_and_terms(pairs, worth, terms), job.comparisons, model)
    shown = _shown(a[worth], b[worth], together[worth], said)
    return _Found(labels, shown, a, b, odds, model)


def _rows(job: _Job, pairs: Pairs) -> tuple[Ints, Ints]:
    """Return the pairs as rows of the table; not copied where every record can be linked."""
    if job.told.height == job.size:
        return pairs.a, pairs.b
    rows = job.told["row"].to_numpy()
    return rows[pairs.a], rows[pairs.b]


def _learned(job: _Job, pairs: Pairs, terms: Terms) -> Model:
    every = len(pairs.a)
    chosen = np.arange(every)
    if every > TRAINING_PAIRS:
        chosen = np.sort(np.random.default_rng(SEED).choice(every, TRAINING_PAIRS, replace=False))
    seen = _exact(job.told, chance_of_agreement(job.told, job.comparisons))
    known = min(SAMPLED_PAIRS, job.told.height * (job.told.height - 1) / 2)
    chance = {one.name: _with_the_usual(seen[one.name], known, one.usual_shares()) for one in job.comparisons}
    sample = levels_and_terms(pairs, chosen, terms)
    return train(sample, chance, job.told.height, possible_pairs(job.told), len(chosen) / every)


def possible_pairs(records: pl.DataFrame) -> float:
    """Return how many pairs could be one person: all but those on one list."""
    size = records.height
    lists = records["list"].drop_nulls().value_counts(name="n")["n"]
    within = float(sum(n * (n - 1) / 2 for n in lists))
    return max(1.0, size * (size - 1) / 2 - within)


def _with_the_usual(seen: list[float], pairs: float, usual: list[float]) -> list[float]:
    """Mix what a table's pairs say with what is usual: ten records say nearly nothing of strangers."""
    both = zip(seen, usual, strict=True)
    return [(pairs * own + USUAL_PAIRS * one) / (pairs + USUAL_PAIRS) for own, one in both]


def _exact(records: pl.DataFrame, chance: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Put the exact share of pairs that agree in the sampled one's place, where agreement is equality."""
    found = {}
    for name, levels in chance.items():
        counts = records[name].drop_nulls().value_counts(name="n")["n"].cast(pl.Float64)
        known = float(counts.sum())
        equal = float((counts * (counts - 1)).sum()) / max(1.0, known * (known - 1))
        found[name] = [*levels[:-1], equal] if name in ("given", "family", "place") and equal > 0 else levels
    return found


class _Reviewed(NamedTuple):
    pairs: Ints  # their numbers among the candidates
    same: NDArray[np.bool_]


def _reviewed(a: Ints, b: Ints, decisions: Sequence[Decision]) -> _Reviewed:
    """Find the decided pairs among the candidates, which are in order."""
    known = sorted((min(one.row_a, one.row_b), max(one.row_a, one.row_b), one.same) for one in decisions)
    pairs, same = [], []
    for low, high, word in known:
        start, end = np.searchsorted(a, [low, low + 1])
        place = start + int(np.searchsorted(b[start:end], high))
        if place < end and b[place] == high:
            pairs.append(place)
            same.append(word)
    return _Reviewed(np.array(pairs, dtype=np.int64), np.array(same, dtype=bool))


def _corrected(job: _Job, a: Ints, b: Ints, odds: Floats, together: Floats, reviewed: _Reviewed) -> Floats:
    """Correct the odds of pairs in company by what reviewers said; what they said is certain.

    Pairs' own odds stay: reviewers see pairs that are unsure in company, and of two that are as likely by
    themselves these are no fair sample.
    """
    if not len(reviewed.pairs):
        return together
    # Reviewers' own words bind the persons: how right the odds are is seen where they do not.
    free = replace(job.constraints, must=frozenset(), cannot=frozenset())
    unbound = form_persons(job.size, a, b, odds, free).odds
    found = recalibrate(together, unbound[reviewed.pairs], reviewed.same).copy()
    found[reviewed.pairs] = np.where(reviewed.same, WIDEST, -WIDEST)
    return found


def _constraints(records: pl.DataFrame, decisions: Sequence[Decision]) -> Constraints:
    must = frozenset((one.row_a, one.row_b) for one in decisions if one.same)
    cannot = frozenset((one.row_a, one.row_b) for one in decisions if not one.same)
    return Constraints(must, cannot, list_codes(records), lives_of(records))


def _shown(a: Ints, b: Ints, odds: Floats, explanations: pl.Series) -> pl.DataFrame:
    columns: dict[str, Any] = {
        "row_a": a,
        "row_b": b,
        "probability": probability(odds),
        "weight": odds / np.log(2),
        "explanation": explanations,
    }
    found = pl.DataFrame(columns, schema=PAIRS)
    return found.sort(["probability", "row_a", "row_b"], descending=[True, False, False])
