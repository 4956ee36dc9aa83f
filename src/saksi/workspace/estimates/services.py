"""Estimating from the linked record: frozen with its choice, settings, table and the log's head."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from saksi.estimation import CaptureHistories, Estimates, EstimationSettings
from saksi.estimation import estimate as run
from saksi.workflows import Progress
from saksi.workflows.linking_lists import Choice, tables
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.estimates.lists import appearances, near
from saksi.workspace.estimates.models import Estimate
from saksi.workspace.holdings.models import Report
from saksi.workspace.session import Archive


class Made(NamedTuple):
    """An estimate as it is kept, what it was made of, and what came of it."""

    row: Estimate
    found: Estimates
    table: CaptureHistories


def make_estimate(
    archive: Archive,
    *,
    choice: Choice,
    settings: EstimationSettings,
    method: str = "all",
    reports: QuerySet[Report] | None = None,
    on_progress: Progress | None = None,
) -> Made:
    """Estimate how many people were never reported, or say why that cannot be told; keep it as it is.

    Parameters
    ----------
    choice
        Lists, strata, acts and years.
    settings, method
        Of estimation.
    reports
        Only what these tell; null = all in use.

    Raises
    ------
    InvalidInput
        The record gives no two lists, a method is not known.
    """
    histories = tables(appearances(reports), near(), choice, seed=settings.seed)
    found = run(histories, method, settings=settings, on_progress=on_progress)
    last = log.last()
    row = Estimate(
        choice={**choice.as_dict(), "seen": reports is not None},
        settings=_plain(found.settings),
        table=patterns(histories),
        results=_plain([one.as_dict() for one in found]),
        versions=dict(found.versions),
        input_sha256=found.input_sha256,
        log_head=bytes(last.hash).hex() if last else "",
        documented=histories[0].documented,
        made_by=archive.actor,
        made_at=datetime.now(UTC),
    )
    with transaction.atomic():
        row.save(force_insert=True)
        log.record(archive, action="estimated", about=f"estimate {row.pk}", states=[state_of(row)])
    return Made(row, found, histories[0])


def patterns(histories: Sequence[CaptureHistories]) -> dict[str, Any]:
    """Return the first table as JSON: lists, patterns with their people, and the same by stratum."""
    first = histories[0]
    return {
        "lists": list(first.lists),
        "draws": len(histories),
        "patterns": _rows(first),
        "strata": [
            {"stratum": part.stratum, "lists": list(part.lists), "patterns": _rows(part)}
            for part in first.parts
        ],
    }


def _rows(table: CaptureHistories) -> list[list[Any]]:
    return [[list(map(int, member)), people] for member, people in table]


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))
