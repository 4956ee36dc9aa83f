"""Runs methods on tables: strata one by one, draws mixed, every refusal a row."""

import platform
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from importlib.metadata import version
from time import monotonic

import polars as pl

from saksi.estimation.arrivals import histories_from_frame, mixed
from saksi.estimation.checks import checks
from saksi.estimation.combined import FAMILIES, combined
from saksi.estimation.draws import completed, mix
from saksi.estimation.estimators import Estimator, estimator, known
from saksi.estimation.histories import CaptureHistories
from saksi.estimation.refusals import Tidy, tidied
from saksi.estimation.results import Estimate, Estimates, Refused
from saksi.estimation.settings import EstimationSettings
from saksi.estimation.strata import totals
from saksi.record import InvalidInput, RefusedEstimate, SaksiError

ALL = "all"
COMBINED = "combined"
FOR_METHODS = 0.9  # of a table's time; the rest is for looking twice and putting together
PACKAGES = ("saksi", "numpy", "scipy", "numba")
Progress = Callable[[str, int, int], None]
Histories = CaptureHistories | pl.DataFrame | Iterable[CaptureHistories]


def estimate(
    histories: Histories, method: str | Sequence[str] = ALL, *, settings: EstimationSettings | None = None,
    on_progress: Progress | None = None,
) -> Estimates:  # fmt: skip
    """Estimate how many people there were, or say why that cannot be told.

    Parameters
    ----------
    histories
        One table, a frame of patterns, or several draws of the same data (linkages, imputations), each with
        its weight. Strata of the table are estimated one by one and summed.
    method
        Names of estimators, or ``"all"``: every family that takes so many lists, then ``combined``. With
        names of families, ``combined`` is made of those.
    settings
        Null = the defaults.
    on_progress
        Told of what is done, how many of all.

    Returns
    -------
    Estimates
        A row a stratum and method. A refusal is a row.

    Raises
    ------
    InvalidInput
        A method is not known, or the draws do not fit together.

    Examples
    --------
    >>> from saksi.estimation import estimate
    >>> table = pl.DataFrame({"police": [1, 0, 1], "press": [0, 1, 1], "count": [40, 30, 12]})
    >>> round(estimate(table, "chapman")["chapman"].total)
    174
    """
    made = settings or EstimationSettings()
    draws = _draws(histories)
    names = _names(method)
    first = draws[0]
    run = _Run(
        names, made, monotonic() + made.budget_seconds, (len(first.parts) + 1) * len(draws), on_progress
    )
    rows: list[Estimate] = []
    if first.parts:
        by_part = [[_as_draw(draw, i) for draw in draws] for i in range(len(first.parts))]
        for parts in by_part:
            rows += run.mixed(parts)
        rows += totals(rows, run.mixed([replace(draw, parts=()) for draw in draws]), made)
    else:
        rows += run.mixed(draws)
    digest = sha256("".join(f"{draw.content_hash}{draw.weight!r}" for draw in draws).encode()).hexdigest()
    one = first.content_hash if len(draws) == 1 else digest
    versions = {"python": platform.python_version()} | {name: version(name) for name in PACKAGES}
    return Estimates(tuple(rows), {"method": list(names), **asdict(made)}, versions, one)


class _Run:
    """One run over tables that share a budget."""

    def __init__(
        self, names: Sequence[str], settings: EstimationSettings, ends: float, tables: int,
        on_progress: Progress | None,
    ) -> None:  # fmt: skip
        self.names, self.settings, self.ends = tuple(names), settings, ends
        self.left = self.all = tables
        self.on_progress = on_progress

    def mixed(self, draws: Sequence[CaptureHistories]) -> list[Estimate]:
        """Return the rows of one stratum over all draws of its data."""
        ready = [one for draw in draws for one in completed(draw, self.settings.seed)]
        self.left += len(ready) - len(draws)
        return mix([(self.table(one), one.weight) for one in ready], self.settings)

    def table(self, table: CaptureHistories) -> list[Estimate]:
        """Return the rows of one table without unknown memberships."""
        tidy = tidied(table)
        share = max(self.ends - monotonic(), 0.0) / max(self.left, 1)
        names = _chosen(self.names, tidy.table)
        ends = monotonic() + share * FOR_METHODS
        methods = [name for name in names if name != COMBINED]
        rows = []
        for at, name in enumerate(methods):  # what a quick method leaves is the next one's
            rows.append(self._row(name, tidy, max(ends - monotonic(), 0.0) / (len(methods) - at)))
        if COMBINED in names:
            rows.append(self._combined(tidy, rows, ends + share * (1 - FOR_METHODS)))
        self.left -= 1
        if self.on_progress:
            self.on_progress("tables", max(self.all - self.left, 0), max(self.all, self.all - self.left))
        shown = {"empty_lists": list(tidy.empty), "inactive_lists": list(table.inactive)}
        return [replace(row, stratum=table.stratum, diagnostics={**row.diagnostics, **shown}) for row in rows]

    def _row(self, name: str, tidy: Tidy, seconds: float) -> Estimate:
        said = tuple(verdict.says for verdict in tidy.verdicts)
        try:
            run: Estimator = estimator(name)
            row = run(tidy.table, seed=self.settings.seed, budget_seconds=seconds, settings=self.settings)
        except (RefusedEstimate, InvalidInput) as why:  # a broken plugin must not cost the other answers
            return Estimate.refusal(
                name, tidy.table.documented, _with_rule(why), level=self.settings.level, warnings=said
            )
        return replace(row, warnings=(*said, *row.warnings))

    def _combined(self, tidy: Tidy, rows: Sequence[Estimate], ends: float) -> Estimate:
        said = tuple(verdict.says for verdict in tidy.verdicts)
        own = [replace(row, warnings=row.warnings[len(said) :]) for row in rows]
        shown = checks(tidy.table, rows, ends=ends)
        try:
            row = combined(tidy.table, own, seed=self.settings.seed, settings=self.settings)
        except Refused as why:
            return Estimate.refusal(
                COMBINED,
                tidy.table.documented,
                why,
                level=self.settings.level,
                warnings=said,
                diagnostics=shown,
            )
        return replace(row, warnings=(*said, *row.warnings), diagnostics={**row.diagnostics, **shown})


def _with_rule(why: SaksiError) -> Refused:
    return why if isinstance(why, Refused) else Refused(str(why), rule="estimator")


def _draws(histories: Histories) -> tuple[CaptureHistories, ...]:
    if isinstance(histories, CaptureHistories):
        return (histories,)
    if isinstance(histories, pl.DataFrame):
        return (histories_from_frame(histories),)
    return mixed((table, table.weight) for table in histories)


def _as_draw(draw: CaptureHistories, at: int) -> CaptureHistories:
    if at >= len(draw.parts):
        raise InvalidInput("the draws have different strata; needed the same in each")
    return replace(draw.parts[at], weight=draw.weight)


def _names(method: str | Sequence[str]) -> tuple[str, ...]:
    asked = [part.strip() for part in method.split(",")] if isinstance(method, str) else list(method)
    for name in asked:
        if name not in {ALL, COMBINED}:
            estimator(name)
    return tuple(dict.fromkeys(asked))


def _chosen(names: Sequence[str], table: CaptureHistories) -> tuple[str, ...]:
    named = [name for name in names if name not in {ALL, COMBINED}]
    if ALL not in names and (COMBINED not in names or set(named) & set(FAMILIES)):
        return (*named, *([COMBINED] if COMBINED in names else []))
    fitting = ("chapman",) if len(table.lists) == 2 else ("chao", *FAMILIES)
    return (*(name for name in fitting if name in known()), COMBINED)
