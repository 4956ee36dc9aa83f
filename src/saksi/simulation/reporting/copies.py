"""Who prints it again: translations, copies by other outlets, what the archive receives twice (M39, M43)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl

from saksi.simulation.reporting.desks import NOTHING, Draft
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.tables import CLAIM_ROWS, HOWS, REPORTS, STYLES, Arrow
from saksi.simulation.streams import stream
from saksi.simulation.texts.copying import OTHER
from saksi.simulation.texts.story import Language

DEEPEST = 4  # a copy of a copy of a copy
KINDS = ("verbatim", "light", "reworded", "translated")
TOLD_ANEW = ("reworded", "translated")


def numbered(truth: Truth, drafts: Sequence[Draft]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return all reports with their copies, columns `REPORTS`, and the claims of the originals, `CLAIM_ROWS`.

    Reports are numbered by day of publication. A share of the originals at random has a text, where there are
    more than the scenario wants written.
    """
    rng = stream(truth.seed, Arrow.COPYING, replicate=truth.replicate)
    order = sorted(range(len(drafts)), key=lambda i: (drafts[i].day, drafts[i].outlet, i))
    limit = truth.scenario.text.reports
    written = np.zeros(len(drafts), bool)
    written[rng.permutation(len(drafts))[:limit]] = True
    table = _Table(truth, rng)
    for index in order:
        drafts[index].number = table.original(drafts[index], written=bool(written[index]))
    reports = pl.DataFrame(table.rows, schema=dict(REPORTS), orient="row")
    new = reports.sort("day", "report").select("report").with_row_index("new")
    numbers = np.zeros(len(reports) + 1, np.int32)
    numbers[new["report"].to_numpy()] = new["new"].to_numpy()
    renamed = [pl.Series(name, numbers[reports[name].to_numpy()]) for name in ("report", "of", "root_report")]
    rows = [
        (
            int(numbers[draft.number]), position, row.transmission, row.observation, row.second, row.order,
            row.kind, row.modality, row.name_printed,
        )
        for draft in drafts
        for position, row in enumerate(draft.rows, start=1)
    ]  # fmt: skip
    claims = pl.DataFrame(rows, schema=dict(CLAIM_ROWS), orient="row")
    return reports.with_columns(renamed).sort("report"), claims.sort("report", "position")


class _Table:
    """Grows a row a report."""

    def __init__(self, truth: Truth, rng: np.random.Generator) -> None:
        self._outlets, self._rng = truth.scenario.outlets, rng
        self._languages = truth.scenario.text.languages
        weights = np.array([getattr(self._outlets, name) for name in KINDS])
        self._kinds = weights / weights.sum() if weights.sum() > 0 else np.full(len(KINDS), 1 / len(KINDS))
        self.rows: list[tuple[object, ...]] = []

    def original(self, draft: Draft, *, written: bool) -> int:
        """Add a report, its translation, its copies; return its provisional number."""
        number = len(self.rows)
        of = draft.of.number if draft.of and draft.of.number != NOTHING else number
        first = _Print(number, draft.outlet, draft.day, "original", of, self._languages[0])
        story = _Story(number, draft.style, written)
        self._add(story, first)
        if len(self._languages) > 1:
            day = draft.day + int(self._rng.integers(0, 3))
            tongue = OTHER[self._languages[0]]
            self._add(story, _Print(len(self.rows), draft.outlet, day, "own_translation", number, tongue))
        if draft.style != "retraction":
            self._copied(story, first, (draft.outlet,))
        return number

    def _copied(self, story: "_Story", of: "_Print", seen: tuple[int, ...]) -> None:
        """Add the copies that others make of a print, the copies of these, and what comes in twice."""
        for other in self._readers(of.outlet):
            if other in seen or len(seen) > DEEPEST or self._rng.random() >= self._outlets.copy_:
                continue
            how = KINDS[int(self._rng.choice(len(KINDS), p=self._kinds))]
            later = of.day + 1 + int(self._rng.poisson(self._outlets.copy_lag_days))
            tongue = OTHER[of.language] if how == "translated" else of.language
            again = _Print(len(self.rows), other, later, how, of.number, tongue)
            self._add(story, again)
            self._copied(story, again, (*seen, other))
        if self._rng.random() < self._outlets.duplicates:
            self._add(story, of._replace(number=len(self.rows), how="duplicate", of=of.number))

    def _readers(self, outlet: int) -> list[int]:
        n = self._outlets.n
        if outlet >= n or self._outlets.matrix == "any":
            return [other for other in range(n) if other != outlet]
        return [(outlet + 1) % n] if n > 1 else []

    def _add(self, story: "_Story", made: "_Print") -> None:
        credited = made.how in KINDS and bool(self._rng.random() < self._outlets.credited)
        sure = made.how in TOLD_ANEW and bool(self._rng.random() < self._outlets.sure)
        self.rows.append(
            (
                made.number, made.outlet, min(made.day, 2**15 - 1), STYLES.index(story.style),
                HOWS.index(made.how), made.of, story.root, credited, sure, made.language, story.written,
            )
        )  # fmt: skip


class _Story(NamedTuple):
    root: int
    style: str
    written: bool


class _Print(NamedTuple):
    number: int
    outlet: int
    day: int
    how: str
    of: int
    language: Language
