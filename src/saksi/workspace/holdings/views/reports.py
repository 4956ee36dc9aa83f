"""The list of reports, and one report with its text, original and custody."""

from datetime import UTC, date, datetime
from typing import cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from saksi.record import InvalidInput, SaksiError
from saksi.workspace.accounts.cases import put_into_case, take_out_of_case
from saksi.workspace.accounts.seeing import open_cases, reports_seen, seen_report
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.custody import holders, lend_original, steps_of
from saksi.workspace.holdings.listing import (
    STATES,
    Filter,
    count_reports,
    find_reports,
    languages,
    list_reports,
    outlets,
    rows_of,
)
from saksi.workspace.holdings.models import Original
from saksi.workspace.holdings.text import paragraphs
from saksi.workspace.holdings.views.adding import READS
from saksi.workspace.holdings.withdrawals import retract
from saksi.workspace.web.access import CODERS, EVERY, Request, Role, action, confirmed, page, said, tell
from saksi.workspace.web.asking import number_in, page_asked
from saksi.workspace.web.refusals import refusal

MOST_COUNTED = 1_000
FILES = CODERS | {Role.ADMINISTRATOR}
TAKES_OUT = CODERS | {Role.ANALYST}


@page(*EVERY)
def listed(request: Request) -> HttpResponse:
    """List the reports that a member may see: filtered, or found by their words."""
    question, problem = request.GET.get("q", "").strip(), ""
    wanted = Filter()
    try:
        wanted = Filter.of(request.GET.dict())
        found = find_reports(request.member, wanted, question) if question else None
    except InvalidInput as error:
        problem, found = refusal(request, error), None
    context = {
        "question": question,
        "problem": problem,
        "found": found,
        "listed": list_reports(request.member, wanted, before=page_asked(request)),
        "total": count_reports(request.member, wanted, most=MOST_COUNTED + 1),
        "most_counted": MOST_COUNTED,
        "wanted": wanted,
        "states": list(STATES),
        "outlets": outlets(request.member),
        "languages": languages(request.member),
        "unread": count_reports(request.member, Filter(state="unread"), most=MOST_COUNTED + 1),
        "may_add": Role.DOCUMENTER in request.roles,
        "may_read": bool(request.roles & READS),
    }
    return render(request, "holdings/reports.html", context)


@page(*EVERY)
def one(request: Request, report_id: str) -> HttpResponse:
    """Show one report."""
    report = seen_report(request.member, report_id)
    seen = reports_seen(request.member)
    [row] = rows_of([report])
    copies = seen.filter(duplicate_of=report.report_id).order_by("pk").values_list("report_id", flat=True)
    original = report.received_in
    context = {
        "report": report,
        "row": row,
        "paragraphs": paragraphs(report.text, report.furniture),
        "copies": list(copies[:20]),
        "copy_of": seen.filter(report_id=report.duplicate_of).first() if report.duplicate_of else None,
        "retracted_by": seen.filter(report_id=report.retracted_by).first() if report.retracted_by else None,
        "original": original,
        "steps": _custody(request, original),
        "cases": open_cases(request.member),
        "may_file": bool(request.roles & FILES),
        "may_withdraw": bool(request.roles & CODERS) and report.retracted_by is None,
        "may_take_out": bool(request.roles & TAKES_OUT),
        "source": report.source if request.roles - {Role.READER} else None,
        "desk": reverse("review:read", args=[report.report_id]),
        "today": datetime.now(UTC).date(),
    }
    return render(request, "holdings/report.html", context)


@confirmed
@action(*TAKES_OUT)
def original(request: Request, report_id: str) -> HttpResponse:
    """Hand out the original byte for byte; its custody has that before it leaves."""
    report = seen_report(request.member, report_id)
    row, stream = lend_original(request.archive, report=report)
    kind = "application/octet-stream"
    response = FileResponse(stream, as_attachment=True, filename=row.name, content_type=kind)
    return cast("HttpResponse", response)  # it streams, and is one all the same


@action(*FILES)
def into_case(request: Request, report_id: str) -> HttpResponse:
    """Put a report into a case of one's own."""
    report = seen_report(request.member, report_id)
    case = open_cases(request.member).filter(pk=number_in(request.POST.get("case", "")) or 0).first()
    if case is None:
        tell(request, said(request, "holdings.report.no_case"), kind="err")
    else:
        put_into_case(request.archive, case=case, reports=[report])
        tell(request, said(request, "holdings.report.filed", case=case.label))
    return redirect("holdings:report", report_id)


@action(*FILES)
def out_of_case(request: Request, report_id: str) -> HttpResponse:
    """Take a report out of its case: every member sees it from now on."""
    report = seen_report(request.member, report_id)
    try:
        take_out_of_case(request.archive, report=report, reason=request.POST.get("reason", ""))
    except NotAllowed as error:
        tell(request, refusal(request, error), kind="err")
    else:
        tell(request, said(request, "holdings.report.unfiled"))
    return redirect("holdings:report", report_id)


@action(*CODERS)
def withdraw(request: Request, report_id: str) -> HttpResponse:
    """Mark a report as withdrawn by its outlet, or by a later report of it."""
    report = seen_report(request.member, report_id)
    try:
        retract(
            request.archive,
            report=report,
            by=_by(request, report_id),
            at=_day(request.POST.get("at", "")),
            reason=request.POST.get("reason", ""),
        )
    except SaksiError as error:
        tell(request, refusal(request, error), kind="err")
    else:
        tell(request, said(request, "holdings.report.withdrawn_now"))
    return redirect("holdings:report", report_id)


def _custody(request: Request, original: Original) -> list[dict[str, object]]:
    """Return what happened to an original, with names for those who hold a key."""
    names = holders(request.archive)
    return [
        {"at": datetime.fromisoformat(step.at), "event": step.event, "who": names.get(step.actor, step.actor)}
        for step in steps_of(original)
    ]


def _by(request: Request, report_id: str) -> str | None:
    """Return the report that withdraws it; None = its outlet does, without one."""
    by = request.POST.get("by", "").strip()
    if not by:
        return None
    if by == report_id or not reports_seen(request.member).filter(report_id=by).exists():
        raise InvalidInput(f"there is no other report {by!r}: give its id, or leave it empty for the outlet")
    return by


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip() else None
    except ValueError:
        raise InvalidInput("a day is written as 2024-03-20; nothing was changed") from None
