"""Reports: lists, texts, and the claims of one."""

from datetime import date
from typing import Annotated, Literal

from ninja import Query, Router

from saksi.workspace.accounts.seeing import claims_seen, seen_report
from saksi.workspace.api.lines import claim_lines, not_blind, report_lines, report_text
from saksi.workspace.api.schemas import PROBLEMS, ClaimLine, Key, ReportPage, ReportText
from saksi.workspace.api.tokens import ByToken
from saksi.workspace.holdings.listing import Filter, list_reports
from saksi.workspace.web.access import Request

router = Router(tags=["reports"], auth=ByToken("read"))


@router.get("", response={200: ReportPage, **PROBLEMS})
def list_all(
    request: Request,
    outlet: str = "",
    language: str = "",
    since: date | None = None,
    until: date | None = None,
    state: Literal["", "unread", "retracted", "duplicate"] = "",
    before: Annotated[Key | None, Query()] = None,
) -> dict[str, object]:
    """List the reports that the token's member may see, 50 at a time, the latest that came first."""
    wanted = Filter(outlet=outlet, language=language, since=since, until=until, state=state)
    found = list_reports(request.member, wanted, before=before)
    return {"results": report_lines(request.member, found.rows), "before": found.before}


@router.get("/{report_id}", response={200: ReportText, **PROBLEMS})
def one(request: Request, report_id: str) -> dict[str, object]:
    """Return one report with its text."""
    return report_text(request.member, seen_report(request.member, report_id))


@router.get("/{report_id}/claims", response={200: list[ClaimLine], **PROBLEMS})
def claims_of(request: Request, report_id: str) -> list[dict[str, object]]:
    """Return the claims of one report, in the order of its text; not while the member codes it blind."""
    report = seen_report(request.member, report_id)
    not_blind(request.member, report)
    return claim_lines(claims_seen(request.member).filter(report=report).order_by("stage", "position"))
