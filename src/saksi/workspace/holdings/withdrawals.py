"""Reports that their outlet has withdrawn: found by the notice, marked once both are here."""

from datetime import date

from django.db import transaction

from saksi import record
from saksi.reading import find_withdrawals
from saksi.record import InvalidInput
from saksi.workflows.reading import mark_retracted
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.frames import report_record
from saksi.workspace.holdings.models import Report
from saksi.workspace.session import Archive


def withdraws(report: record.Report) -> bool:
    """Return whether a report says that another is withdrawn."""
    return bool(find_withdrawals(report))


def mark_withdrawn(archive: Archive) -> int:
    """Mark the reports that notices withdraw, whichever came first; return how many are newly marked.

    The rule is that of the workflow on files, over the few reports that any notice could mean.
    """
    notices = list(Report.objects.filter(withdraws=True))
    named = [found for notice in notices for found in find_withdrawals(report_record(notice))]
    if not named:
        return 0
    with transaction.atomic():
        meant = Report.objects.filter(
            outlet__in={found.outlet for found in named}, published__in={found.published for found in named}
        )
        texts = {row.report_id: row for row in (*meant, *notices)}
        copies = Report.objects.filter(duplicate_of__in=list(texts))
        rows = {row.report_id: row for row in (*texts.values(), *copies)}
        marked = mark_retracted([report_record(row) for row in sorted(rows.values(), key=lambda r: r.pk)])
        changed = []
        for report in marked:
            row = rows[report.id]
            if report.retracted is not None and row.retracted_by is None:
                row.retracted_by, row.retracted_at = report.retracted.by, report.retracted.at
                changed.append(row)
        if changed:
            Report.objects.bulk_update(changed, ["retracted_by", "retracted_at"])
            about = f"{len(changed)} reports withdrawn by their outlet"
            log.record(archive, action="marked", about=about, states=[state_of(row) for row in changed])
    return len(changed)


def retract(archive: Archive, *, report: Report, by: str | None, at: date | None, reason: str) -> None:
    """Mark a report as withdrawn, because somebody saw that it is; its claims stay, and leave the findings.

    Parameters
    ----------
    by
        The report that withdraws it; None = its outlet did, without one.
    at
        The day on which it was withdrawn; None = not known.
    reason
        How that is known: for the log.

    Raises
    ------
    InvalidInput
        There is no reason, or the report is withdrawn already.
    """
    if not reason.strip():
        raise InvalidInput("say how it is known that the report was withdrawn; nothing was changed")
    with transaction.atomic():
        row = Report.objects.select_for_update().get(pk=report.pk)
        if row.retracted_by is not None:
            raise InvalidInput(f"report {row.report_id} is withdrawn already; nothing was changed")
        row.retracted_by, row.retracted_at = by or row.outlet or "outlet", at
        row.save(update_fields=["retracted_by", "retracted_at"])
        about = f"report {row.pk} withdrawn"
        log.record(archive, action="marked", about=about, reason=reason.strip(), states=[state_of(row)])
