"""Claims by facets, and decisions on them."""

from typing import Annotated

from ninja import Query, Router, Status

from saksi.record import InvalidInput
from saksi.workspace.accounts.seeing import claims_seen, seen_claim
from saksi.workspace.api.claim_schema import as_claim
from saksi.workspace.api.lines import claim_lines, coded_blind, not_blind
from saksi.workspace.api.schemas import PROBLEMS, ClaimPage, Decided, Facets, Key, Verdict
from saksi.workspace.api.tokens import ByToken
from saksi.workspace.holdings.facets import Question, ask_claims
from saksi.workspace.review.services import record_decision
from saksi.workspace.web.access import Request
from saksi.workspace.web.zeros import check_zeros

router = Router(tags=["claims"], auth=ByToken("read"))


@router.get("", response={200: ClaimPage, **PROBLEMS})
def list_all(
    request: Request, asked: Query[Facets], before: Annotated[Key | None, Query()] = None
) -> dict[str, object]:
    """List the claims that the token's member may see, 50 at a time, the latest first.

    What is no code asks nothing. Claims of a report that the member codes blind are left out of the results.
    """
    question = Question.of(asked.dict())
    found = ask_claims(request.archive, request.member, question, before=before)
    rows = (
        claims_seen(request.member).filter(pk__in=found.keys).exclude(report__in=coded_blind(request.member))
    )
    return {"total": found.total, "results": claim_lines(rows.order_by("-pk")), "before": found.before}


@router.post(
    "/{report_id}/{claim_id}/decisions",
    response={201: Decided, **PROBLEMS},
    auth=ByToken("decide"),
)
def decide(request: Request, report_id: str, claim_id: str, verdict: Verdict) -> Status[dict[str, object]]:
    """Decide on one claim; 409 where somebody decided since the version that was sent."""
    claim = seen_claim(request.member, report_id, claim_id)
    check_zeros(verdict.model_dump())
    not_blind(request.member, claim.report)
    if claim.report.retracted_by is not None:
        raise InvalidInput("the report was withdrawn: its claims are kept as they are; nothing was decided")
    kept = record_decision(
        request.archive,
        report_id=report_id,
        claim_id=claim_id,
        verdict=verdict.verdict,
        corrected=None if verdict.corrected is None else as_claim(verdict.corrected),
        note=verdict.note,
        version=verdict.version,
    )
    return Status(201, {"version": kept.pk, "verdict": kept.verdict})
