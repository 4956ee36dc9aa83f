"""What somebody is typing on a report: kept while they type, given up when they say so."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from saksi.workspace.accounts.seeing import seen_report
from saksi.workspace.drafts.services import forget_draft, keep_draft
from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import CoderNote, Coding, Decision
from saksi.workspace.review.views.answering import SCRIPT
from saksi.workspace.review.views.reading import order_of
from saksi.workspace.web.access import CODERS, Request, action

PLACES = {"new": "span", "ruling": "slug"}  # the input that says where; of the others it is the claim


@action(*CODERS)
def keep(request: Request, report_id: str) -> HttpResponse:
    """Keep a form as it is now; one that was sent meanwhile is not kept again."""
    report = seen_report(request.member, report_id)
    if not _sent(request.POST.get("key", "")):
        fields = {name: [str(each) for each in values] for name, values in request.POST.lists()}
        keep_draft(
            request.archive,
            kind=request.POST.get("draft", ""),
            report=report,
            place=_place(request),
            fields=fields,
        )
    return HttpResponse(status=204)


@action(*CODERS)
def drop(request: Request, report_id: str) -> HttpResponse:
    """Give up what was typed into one form."""
    report = seen_report(request.member, report_id)
    kind = request.POST.get("draft", "")
    forget_draft(request.archive, kinds=(kind,), report_id=report.pk, place=_place(request))
    if SCRIPT in request.headers:
        return HttpResponse(status=204)
    return redirect(_back(request, report, kind))


def _place(request: Request) -> str:
    name = PLACES.get(request.POST.get("draft", ""), "claim")
    return next(iter(request.POST.getlist(name)), "")


def _sent(key: str) -> bool:
    """Whether a form was sent: its draft may arrive later than itself."""
    sent = (Decision, Coding, CoderNote)
    return bool(key) and any(model.objects.filter(key=key).exists() for model in sent)


def _back(request: Request, report: Report, kind: str) -> str:
    if kind == "ruling":
        return reverse("review:coding")
    address = reverse("review:read", args=[report.report_id])
    asked = {} if kind == "new" else {"id": _place(request)}
    asked |= {"order": "text"} if order_of(request) else {}
    return f"{address}?{urlencode(asked)}" if asked else address
