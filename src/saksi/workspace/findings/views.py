"""Pages of the findings: the latest edition, an earlier one, computing and freezing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from saksi.record import InvalidInput
from saksi.workspace.errors import NotAllowed
from saksi.workspace.findings import selectors, services
from saksi.workspace.findings.models import Edition
from saksi.workspace.findings.packing import unpacked_pieces
from saksi.workspace.jobs.runner import runner
from saksi.workspace.web.access import EVERY, WORKING, Request, Role, action, confirmed, page, said, tell
from saksi.workspace.web.refusals import refusal

ISSUES = frozenset({Role.ANALYST, Role.REVIEWER, Role.ADMINISTRATOR})  # freeze an edition and give it out
TYPES = {"page": ("text/html; charset=utf-8", "html"), "data": ("application/json", "json")}


@page(*EVERY)
def latest(request: Request) -> HttpResponse:
    """Show the newest edition, or how to make the first."""
    rows = selectors.editions(request.member)
    if not rows:
        return render(request, "findings/none.html", {"may_compute": bool(request.roles & WORKING)})
    return render(request, "findings/edition.html", _shown(request, rows[0], rows))


@page(*EVERY)
def one(request: Request, pk: int) -> HttpResponse:
    """Show one edition."""
    row = selectors.edition_seen(request.member, pk)
    return render(request, "findings/edition.html", _shown(request, row, selectors.editions(request.member)))


@action(*WORKING)
def compute(request: Request) -> HttpResponse:
    """Compute a new edition beside the pages."""
    job = runner.run(request.archive, kind="findings", settings={"member": request.member.pk})
    return redirect("jobs:one", job.pk)


@action(*ISSUES)
def freeze(request: Request, pk: int) -> HttpResponse:
    """Freeze an edition under a title."""
    row = selectors.edition_seen(request.member, pk)
    try:
        services.freeze(request.archive, edition=row, title=request.POST.get("title", ""))
    except (InvalidInput, NotAllowed) as error:
        tell(request, refusal(request, error), kind="err")
    else:
        tell(request, said(request, "findings.frozen_now"))
    return redirect("findings:edition", pk)


@confirmed
@page(*ISSUES)
def export(request: Request, pk: int, what: str) -> HttpResponse:
    """Give an edition out as a file: the page that opens without network, or the data."""
    content = services.export(request.archive, edition=selectors.edition_seen(request.member, pk), what=what)
    kind, ending = TYPES[what]
    headers = {"Content-Disposition": f'attachment; filename="findings-{pk}.{ending}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _shown(request: Request, row: Edition, rows: list[Edition]) -> dict[str, Any]:
    whole = (
        row if "pieces" not in row.get_deferred_fields() else selectors.edition_seen(request.member, row.pk)
    )
    return {
        "edition": whole,
        "editions": rows,
        "articles": list(unpacked_pieces(whole.pieces)[request.language].items()),
        "since": selectors.since(whole, request.member),
        "may_compute": bool(request.roles & WORKING),
        "may_freeze": bool(request.roles & ISSUES),
    }
