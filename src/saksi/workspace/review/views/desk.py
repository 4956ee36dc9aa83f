"""The desk: what waits for me."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render

from saksi.findings.text import Language
from saksi.workspace.jobs import selectors as jobs
from saksi.workspace.linking.waiting import waits_for
from saksi.workspace.review.begun import begun_by
from saksi.workspace.review.differing import open_differences
from saksi.workspace.review.outlines import SECONDS
from saksi.workspace.review.waiting import (
    holdings,
    meanwhile,
    not_verified,
    now,
    retracted_lately,
    to_code,
    to_read,
)
from saksi.workspace.web.access import CODERS, EVERY, Request, Role, page


@page(*EVERY)
def desk(request: Request) -> HttpResponse:
    """Show what waits for the member, most useful first."""
    moment, language = now(), cast("Language", request.language)
    coder = bool(request.roles & CODERS)
    desks, n_waiting = to_read(request.member, language) if coder else ([], 0)
    samples = to_code(request.member) if coder else []
    differences = open_differences(request.member) if Role.REVIEWER in request.roles else []
    waits = waits_for(request)
    context = {
        "now": moment,
        "waits": waits,
        "begun": begun_by(request.member) if coder else [],
        "desks": desks,
        "n_waiting": n_waiting,
        "samples": [(sample, max(1, round(sample.n_claims * SECONDS / 60))) for sample in samples],
        "differences": differences[:5],
        "n_differences": len(differences),
        "failed": list(jobs.failed_of(request.member)[:3]),
        "running": jobs.running(request.member, most=3),
        "retracted": retracted_lately(request.member, moment),
        "unverified": not_verified(moment),
        "meanwhile": meanwhile(request.archive, request.member, moment),
        "holdings": holdings(request.archive, request.member),
        "coder": coder,
        "may_add": Role.DOCUMENTER in request.roles,
        "nothing": not (desks or samples or differences or waits["conflicts"] or waits["pairs"]),
    }
    return render(request, "review/desk.html", context)
