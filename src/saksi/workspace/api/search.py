"""Full-text search, as on the page of reports."""

from datetime import date
from typing import Annotated

from ninja import Field, Query, Router

from saksi.workspace.api.answer_schemas import Hits
from saksi.workspace.api.lines import report_lines
from saksi.workspace.api.schemas import PROBLEMS
from saksi.workspace.api.tokens import ByToken
from saksi.workspace.holdings.listing import Filter, find_reports
from saksi.workspace.web.access import Request

router = Router(tags=["reports"], auth=ByToken("read"))
Question = Annotated[str, Field(min_length=1, max_length=400)]


@router.get("", response={200: Hits, **PROBLEMS})
def search(
    request: Request,
    q: Annotated[Question, Query(description="Words; those in quotation marks stand side by side.")],
    outlet: str = "",
    language: str = "",
    since: date | None = None,
    until: date | None = None,
) -> dict[str, object]:
    """Return the reports that hold all words, the best first, of those that the token's member may see."""
    wanted = Filter(outlet=outlet, language=language, since=since, until=until)
    every = find_reports(request.member, wanted, q)
    lines = report_lines(request.member, [found.row for found in every])
    results = [
        {
            "report": line,
            "hits": found.hits,
            "contexts": ["".join(text for text, _ in pieces) for pieces in found.contexts],
        }
        for found, line in zip(every, lines, strict=True)
    ]
    return {"results": results}
