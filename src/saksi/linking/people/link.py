"""Records to persons: prepare, block, compare, learn, decide; or say why nothing can be decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.linking.people.bare import PAIRS, bare_pairs, is_bare
from saksi.linking.people.blocking import Blocks, block
from saksi.linking.people.calibrate import recalibrate
from saksi.linking.people.clusters import Constraints, cluster
from saksi.linking.people.comparisons import Comparison, comparisons_for
from saksi.linking.people.engine import Scorer, scorer
from saksi.linking.people.explain import explain
from saksi.linking.people.model import TRAINING_PAIRS, Model, log_odds, probability, train
from saksi.linking.people.prepare import prepare
from saksi.linking.people.roles import Roles

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Progress = Callable[[str, int, int], None]

WORTH_SHOWING: Final = 0.01  # probability from which a pair is shown
SEED: Final = 20261122
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
        Decisions and lists contradict one another; the engine is unknown or not installed.
    """
    engine_score = scorer(engine)
    on_progress("Linking people", 0, STEPS)
    records = prepare(table, roles)
    bare = is_bare(records)
    told = records.filter(~bare)
    comparisons = comparisons_for(told) if told.height > 1 else ()
    blocks = block(told)
    on_progress("Linking people", 1, STEPS)
    pairs, learned = _compare(told, comparisons, blocks, model, engine_score)
    on_progress("Linking people", 2, STEPS)
    a, b = (pairs[column].to_numpy().astype(np.int64) for column in ("row_a", "row_b"))
    odds = log_odds(pairs, learned) if learned else np.zeros(0)
    odds = _corrected(a, b, odds, decisions)
    constraints = _constraints(records, decisions)
    on_progress("Linking people", 3, STEPS)
    labels = cluster(records.height, a, b, odds, constraints)
    on_progress("Linking people", 4, STEPS)
    shown = _shown(pairs, a, b, odds, labels, comparisons, learned)
    everything = pl.concat([shown, bare_pairs(records, bare)])
    on_progress("Linking people", 5, STEPS)
    refused = np.flatnonzero(bare.to_numpy())
    return Linked(labels, everything, a, b, odds, refused, constraints, learned, comparisons, blocks)


def _compare(
    records: pl.DataFrame,
    comparisons: tuple[Comparison, ...],
    blocks: Blocks,
    model: Model | None,
    compare: Scorer,
) -> tuple[pl.DataFrame, Model | None]:
    if not comparisons or not blocks.pairs:
        return pl.DataFrame(schema={"row_a": pl.Int64(), "row_b": pl.Int64()}), None
    found = compare(records, comparisons, blocks, model is not None)
    if found.pairs.is_empty():
        return found.pairs, None
    if model is None:
        sample = found.pairs.sample(min(found.pairs.height, TRAINING_PAIRS), seed=SEED)
        chance = _exact(records, found.chance)
        model = train(
            sample, chance, records.height, possible_pairs(records), sample.height / found.pairs.height
        )
    return found.pairs, model


def possible_pairs(records: pl.DataFrame) -> float:
    """Return how many pairs could be one person: all but those on one list."""
    size = records.height
    lists = records["list"].drop_nulls().value_counts(name="n")["n"]
    within = float(sum(n * (n - 1) / 2 for n in lists))
    return max(1.0, size * (size - 1) / 2 - within)


def _exact(records: pl.DataFrame, chance: Mapping[str, list[float]]) -> dict[str, list[float]]:
    """Put the exact share of pairs that agree in the sampled one's place, where agreement is equality."""
    found = {}
    for name, levels in chance.items():
        counts = records[name].drop_nulls().value_counts(name="n")["n"].cast(pl.Float64)
        known = float(counts.sum())
        equal = float((counts * (counts - 1)).sum()) / max(1.0, known * (known - 1))
        found[name] = [*levels[:-1], equal] if name in ("given", "family", "place") and equal > 0 else levels
    return found


def _corrected(a: Ints, b: Ints, odds: Floats, decisions: Sequence[Decision]) -> Floats:
    if not decisions or not len(odds):
        return odds
    place = {pair: number for number, pair in enumerate(zip(a.tolist(), b.tolist(), strict=True))}
    known = [
        (place[pair], one.same)
        for one in decisions
        if (pair := (min(one.row_a, one.row_b), max(one.row_a, one.row_b))) in place
    ]
    numbers = np.array([number for number, _ in known], dtype=np.int64)
    return recalibrate(odds, odds[numbers], np.array([same for _, same in known], dtype=bool))


def _constraints(records: pl.DataFrame, decisions: Sequence[Decision]) -> Constraints:
    groups = None
    if records["list"].null_count() < records.height:
        codes = records["list"].cast(pl.Categorical).to_physical().cast(pl.Int64).fill_null(-1)
        groups = codes.to_numpy()
    must = frozenset((one.row_a, one.row_b) for one in decisions if one.same)
    cannot = frozenset((one.row_a, one.row_b) for one in decisions if not one.same)
    return Constraints(must, cannot, groups)


def _shown(
    pairs: pl.DataFrame,
    a: Ints,
    b: Ints,
    odds: Floats,
    labels: Ints,
    comparisons: tuple[Comparison, ...],
    model: Model | None,
) -> pl.DataFrame:
    """Return the pairs worth a look: likely enough, or put together by others."""
    if model is None:
        return pl.DataFrame(schema=PAIRS)
    sure = probability(odds)
    worth = (sure >= WORTH_SHOWING) | (labels[a] == labels[b])
    chosen = pairs.filter(pl.Series(worth))
    columns: dict[str, Any] = {
        "row_a": a[worth],
        "row_b": b[worth],
        "probability": sure[worth],
        "weight": odds[worth] / np.log(2),
        "explanation": explain(chosen, comparisons, model),
    }
    found = pl.DataFrame(columns, schema=PAIRS)
    return found.sort(["probability", "row_a", "row_b"], descending=[True, False, False])
