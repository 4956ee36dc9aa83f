"""Keeping what is typed, and forgetting it: no entry in the log, for a draft is no part of the record.

Why: docs/decisions/0076-drafts-lie-sealed.md
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.db import transaction

from saksi.record import InvalidInput
from saksi.workspace.drafts.models import OF_REPORTS, PASTED, Draft
from saksi.workspace.holdings.models import Report
from saksi.workspace.session import Archive

LONGEST = 4_000_000  # characters of a draft: the longest report that somebody would paste
LONGEST_PLACE = 200
LEFT_OUT = frozenset(("csrfmiddlewaretoken", "draft"))


def keep_draft(
    archive: Archive,
    *,
    kind: str,
    fields: Mapping[str, Sequence[str]],
    report: Report | None = None,
    place: str = "",
) -> Draft:
    """Keep what a member typed into a form, instead of what was kept of it before.

    Parameters
    ----------
    kind
        Of `OF_REPORTS`, or `PASTED`, which has no report.
    fields
        The inputs by name with their values, as a form sends them.
    place
        What of the report: see `Draft`.

    Raises
    ------
    InvalidInput
        There is no such form, or it is too long; what was kept before stays.
    """
    if kind not in ((PASTED,) if report is None else OF_REPORTS) or len(place) > LONGEST_PLACE:
        raise InvalidInput("there is no such form to keep a draft of; nothing was kept")
    kept = {name: list(values) for name, values in fields.items() if name not in LEFT_OUT}
    length = sum(len(value) for values in kept.values() for value in values)
    if length > LONGEST:
        raise InvalidInput(f"{length:,} characters are no draft: {LONGEST:,} at most are kept")
    with transaction.atomic():
        draft, _ = Draft.objects.update_or_create(
            coder=archive.actor,
            report=report,
            kind=kind,
            place=place,
            defaults={"fields": kept, "at": datetime.now(UTC)},
        )
    return draft


def forget_draft(
    archive: Archive, *, kinds: Sequence[str], report_id: int | None = None, place: str = ""
) -> None:
    """Remove a member's drafts of these kinds at one place; in the transaction of what makes them needless.

    Parameters
    ----------
    report_id
        Key of the report; None for what was pasted.
    """
    Draft.objects.filter(coder=archive.actor, report=report_id, kind__in=kinds, place=place).delete()
