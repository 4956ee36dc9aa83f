"""Double coding: what I have to code, what waits for a ruling, how far we agree, and giving out reports."""

from secrets import randbelow

from django.http import HttpResponse
from django.shortcuts import redirect, render

from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.roles import roles_of
from saksi.workspace.review.agreements import agreements
from saksi.workspace.review.assigning import assign_reports, assign_share, drawable
from saksi.workspace.review.differing import open_differences
from saksi.workspace.review.models import Assignment
from saksi.workspace.review.selectors import assignments
from saksi.workspace.web.access import CODERS, Request, Role, action, page, said, tell
from saksi.workspace.web.asking import number_in


@page(*CODERS)
def coding(request: Request) -> HttpResponse:
    """Show what I have to code blind; to reviewers, what waits for a ruling and who codes what."""
    reviewer = Role.REVIEWER in request.roles
    context = {"assignments": list(assignments(request.member)[:50]), "reviewer": reviewer}
    if reviewer:
        context |= {
            "differences": open_differences(request.member),
            "coders": [(member, drawable(member).count()) for member in coders()],
            "running": Assignment.objects.filter(finished_at__isnull=True).order_by("coder")[:50],
        }
    return render(request, "review/coding.html", context)


@action(Role.REVIEWER)
def assign(request: Request) -> HttpResponse:
    """Give reports to a blind second coder: named ones, or a share by lot."""
    coder = next((each for each in coders() if each.name == request.POST.get("coder")), None)
    if coder is None:
        raise InvalidInput("choose a coder: a documenter or reviewer who is still here; nothing was assigned")
    named = request.POST.get("reports", "").split()
    if named:
        made = assign_reports(request.archive, coder=coder, report_ids=named)
    else:
        made = assign_share(request.archive, coder=coder, share=_share(request), seed=randbelow(2**31))
    tell(request, said(request, "review.assigned", n=len(made)))
    return redirect("review:coding")


@page(*CODERS, Role.ANALYST)
def agreement(request: Request) -> HttpResponse:
    """Show agreement by field, with intervals and how many claims it rests on."""
    return render(request, "review/agreement.html", {"measures": agreements(request.member)})


def coders() -> list[Member]:
    """Return the members who may code."""
    return [member for member in Member.objects.filter(removed_at=None) if roles_of(member) & CODERS]


def _share(request: Request) -> float:
    percent = number_in(request.POST.get("percent", "").strip())
    if percent is None or not 0 < percent <= 100:
        raise InvalidInput("the share is a whole number of percent, 1 to 100; nothing was assigned")
    return percent / 100
