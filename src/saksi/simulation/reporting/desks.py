"""What becomes of what arrives: reports of one source or two, selection by the editor (M34, M39, M44)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import polars as pl

from saksi.simulation.codes import SEVERE_CODES
from saksi.simulation.reporting.ground import ELITE, Truth
from saksi.simulation.reporting.tables import MODALITIES, Arrow
from saksi.simulation.streams import stream

NOTHING = -1
NEWS = 60  # days: an older order is no news


class Item(NamedTuple):
    """One thing told to one outlet."""

    transmission: int
    observation: int
    source: int
    outlet: int
    arrived: int
    episode: int
    act_said: int
    province: int
    modality: int
    elite: bool
    invented: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of a report; `saksi.simulation.reporting.tables.CLAIM_ROWS` without its report."""

    transmission: int = NOTHING
    observation: int = NOTHING
    second: int = NOTHING
    order: int = NOTHING
    kind: str = "act"
    modality: str = "happened"
    name_printed: bool = False


@dataclass(slots=True)
class Draft:
    """A report before it has a number. ``of`` points at the draft that it denies or withdraws."""

    outlet: int
    day: int
    style: str
    rows: list[Row]
    invented: bool = False
    of: "Draft | None" = None
    number: int = NOTHING
    tags: dict[str, int] = field(default_factory=dict)


def items(told: pl.DataFrame, transmissions: pl.DataFrame, persons: pl.DataFrame) -> list[Item]:
    """Return what arrived, by outlet, source and day of arrival."""
    elite = persons.filter(pl.col("status") == ELITE)["person"]
    columns = ["episode", "act_said", "modality", "person", "act_id"]
    table = (
        transmissions.join(
            told.select("observation", pl.col("province_said").alias("province"), *columns),
            on="observation",
            how="left",
        )
        .with_columns(elite=pl.col("person").is_in(elite.implode()), invented=pl.col("act_id") < 0)
        .sort("outlet", "source", "arrived", "transmission")
        .select(list(Item._fields))
    )
    return [Item(*row) for row in table.iter_rows()]


def edit(truth: Truth, arrived: Sequence[Item]) -> list[Draft]:
    """Return the reports that outlets print of what arrived, in no particular order."""
    rng = stream(truth.seed, Arrow.DESKS, replicate=truth.replicate)
    settings = truth.scenario.desks
    desk = _Desk(truth, arrived, rng)
    batches = _batches(arrived, settings.claims_per_report, settings.gather_days)
    return [desk.report(batch) for batch in batches if rng.random() < _chance(truth, batch)]


def _batches(arrived: Sequence[Item], most: int, days: float) -> Iterator[list[Item]]:
    """Put together what one source told one outlet within some days."""
    batch: list[Item] = []
    for item in arrived:
        first = batch[0] if batch else item
        same = (item.outlet, item.source) == (first.outlet, first.source)
        if batch and not (same and item.arrived - first.arrived <= days and len(batch) < most):
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _chance(truth: Truth, batch: Sequence[Item]) -> float:
    """Return the chance to be printed: 1 - (1 - publish) to the power of what the editor prefers."""
    settings = truth.scenario.desks
    weight = 1.0
    if any(item.elite for item in batch):
        weight *= settings.elite_preference
    if any(item.act_said in SEVERE_CODES for item in batch):
        weight *= settings.severe_preference
    chance: float = 1 - (1 - settings.publish) ** weight
    return chance


class _Desk:
    """The desks of all outlets: they know what else arrived, and so may find a second source."""

    def __init__(self, truth: Truth, arrived: Sequence[Item], rng: np.random.Generator) -> None:
        self._settings, self._rng = truth.scenario.desks, rng
        self._orders: list[tuple[int, int]] = list(truth.orders.select("order", "day").iter_rows())
        self._about: dict[tuple[int, int], list[Item]] = defaultdict(list)
        self._near: dict[tuple[int, int], list[Item]] = defaultdict(list)
        for item in sorted(arrived, key=lambda item: (item.arrived, item.transmission)):
            if item.episode >= 0:
                self._about[item.outlet, item.episode].append(item)
            self._near[item.outlet, item.province].append(item)

    def report(self, batch: Sequence[Item]) -> Draft:
        """Return one source's report, with a second source where one was sought and found."""
        settings, rng = self._settings, self._rng
        rows = [self._row(item) for item in batch]
        last = batch[-1].arrived
        invented = any(item.invented for item in batch)
        if rng.random() < settings.second_source:
            confirming = [self._confirms(item, last) for item in batch]
            if any(other for other in confirming):
                rows = [
                    self._row(item, other.observation if other else NOTHING)
                    for item, other in zip(batch, confirming, strict=True)
                ]
            else:
                rows += [self._row(item) for item in self._another(batch[0], last)]
        rows += self._not_happened(last)
        day = last + 1 + int(rng.poisson(settings.editing_days))
        return Draft(batch[0].outlet, day, "inside_source", rows, invented)

    def _not_happened(self, day: int) -> Iterator[Row]:
        """Yield what is said of no single act: a habit, an order or expected punishment, a fear (M38).

        The order is one that came down lately, perhaps a secret one (M2).
        """
        settings, rng = self._settings, self._rng
        if rng.random() < settings.habitual:
            yield Row(kind="act", modality="ongoing")
        if rng.random() < settings.planned:
            recent = [order for order, came in self._orders if 0 <= day - came <= NEWS]
            if recent:
                order = recent[int(rng.integers(len(recent)))]
                yield Row(order=order, kind="order", modality="planned")
            else:
                yield Row(kind="act", modality="planned")
        if rng.random() < settings.feared:
            yield Row(kind="act", modality="feared")

    def _row(self, item: Item, second: int = NOTHING) -> Row:
        return Row(
            transmission=item.transmission,
            observation=item.observation,
            second=second,
            modality=MODALITIES[item.modality],
            name_printed=bool(self._rng.random() < self._settings.names_printed),
        )

    def _confirms(self, item: Item, last: int) -> Item | None:
        """Return what another source told of the same episode and kind of act, by then."""
        days = self._settings.second_days
        for other in self._about.get((item.outlet, item.episode), ()):
            near = last - days <= other.arrived <= last
            if near and other.source != item.source and other.act_said == item.act_said:
                return other
        return None

    def _another(self, item: Item, last: int) -> list[Item]:
        """Return what another source of the province told last: the second source tells of something else."""
        pool = self._near[item.outlet, item.province]
        index = bisect_left(pool, last + 1, key=lambda other: other.arrived)
        for other in reversed(pool[max(index - 40, 0) : index]):
            if other.arrived < last - self._settings.second_days:
                return []
            if other.source != item.source and other.episode != item.episode:
                return [other]
        return []


def answers(truth: Truth, drafts: Sequence[Draft], state: int) -> list[Draft]:
    """Return what follows some reports: denials by an official voice, retractions of what was invented."""
    rng = stream(truth.seed, Arrow.DESKS, replicate=truth.replicate, day=1)
    settings, made = truth.scenario.desks, []
    for draft in drafts:
        told = [row for row in draft.rows if row.observation >= 0 and row.modality == "happened"]
        denied, withdrawn = rng.random() < settings.denied, rng.random() < settings.retracted
        day = draft.day + 2 + int(rng.poisson(6))
        refused = [
            Row(row.transmission, row.observation, modality="denied", name_printed=row.name_printed)
            for row in told[:2]
        ]
        if denied and refused:
            made.append(Draft(state, day, "denial", refused, of=draft))
        elif withdrawn and draft.invented and refused:
            made.append(Draft(draft.outlet, day, "retraction", refused, of=draft))
    return made
