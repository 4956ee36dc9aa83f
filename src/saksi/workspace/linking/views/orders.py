"""One order: the acts that its report, a link or a reviewer ties to it, on one line of time."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi.record import InvalidInput
from saksi.workspace.accounts.seeing import claims_seen
from saksi.workspace.holdings.views.lines import Line, lines_of
from saksi.workspace.linking.carrying import say_of_order
from saksi.workspace.linking.figures import hidden_from
from saksi.workspace.linking.lines import passages_of
from saksi.workspace.linking.orders import NO_CLAIM, Carrying, carrying, may_belong
from saksi.workspace.linking.spans import spans
from saksi.workspace.linking.views.events import DECIDE
from saksi.workspace.web.access import EVERY, Request, action, page, said, tell
from saksi.workspace.web.asking import number_in
from saksi.workspace.web.refusals import refusal

LANES = {"planned": "planned", "feared": "planned"}  # modality -> lane; others are done


@page(*EVERY)
def one(request: Request, claim: int) -> HttpResponse:
    """Show one order with its acts, and acts that may belong to it."""
    hidden = hidden_from(request.member)
    order = _order(request, claim)
    found = carrying(request, order, hidden)
    known = [each.line.row.pk for each in (*found.acts, *found.taken)]
    may_tie = not request.roles.isdisjoint(DECIDE)
    maybe = may_belong(request, order, known, hidden) if may_tie else []
    words = passages_of([order, *(each.line for each in (*found.acts, *found.taken)), *maybe])
    context = {
        "order": order,
        "told": words[order.row.pk],
        "acts": [(each, words[each.line.row.pk]) for each in found.acts],
        "taken": [(each, words[each.line.row.pk]) for each in found.taken],
        "maybe": [(line, words[line.row.pk]) for line in maybe],
        "bars": _bars(request, order, found),
        "may_tie": may_tie,
    }
    return render(request, "linking/order.html", context)


@action(*DECIDE)
def tie(request: Request, claim: int) -> HttpResponse:
    """Say that an act carried out an order, or that it did not."""
    order = _order(request, claim)
    act = number_in(request.POST.get("act", "")) or 0
    if not claims_seen(request.member).filter(pk=act).exists():
        raise Http404
    tied = request.POST.get("tied") == "1"
    note = request.POST.get("note", "").strip()
    try:
        say_of_order(request.archive, order=order.row.pk, act=act, tied=tied, note=note)
    except InvalidInput as error:
        tell(request, refusal(request, error), kind="err")
    else:
        tell(request, said(request, "linking.order.tied" if tied else "linking.order.untied"))
    return redirect("linking:order", claim)


def _order(request: Request, claim: int) -> Line:
    """Return an order that the member sees and that nobody rejected."""
    key = claims_seen(request.member).filter(pk=claim).values_list("pk", flat=True)
    line = lines_of(request, key).get(claim)
    if line is None or line.claim.kind != "order" or line.verdict in NO_CLAIM:
        raise Http404
    return line


def _bars(request: Request, order: Line, found: Carrying) -> dict[str, object] | None:
    """Draw the order, then what was announced, then what was done."""
    rows = [(said(request, "holdings.orders.ordered"), order)]
    for lane in ("planned", "done"):
        words = said(request, f"holdings.orders.{lane}")
        rows += [
            (f"{words}: {(each.line.report.outlet or each.line.report.report_id)[:14]}", each.line)
            for each in found.acts
            if LANES.get(each.line.claim.modality, "done") == lane
        ]
    return spans(rows)
