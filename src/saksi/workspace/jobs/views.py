"""Pages of jobs: what runs, how far it is, what came of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from saksi.workspace.errors import NotAllowed
from saksi.workspace.jobs import selectors, services
from saksi.workspace.jobs.runner import runner
from saksi.workspace.jobs.selectors import PAGE, Shown, shown
from saksi.workspace.web.access import WORKING, Request, action, page, said, tell
from saksi.workspace.web.asking import page_asked
from saksi.workspace.web.refusals import refusal


@page(*WORKING)
def listed(request: Request) -> HttpResponse:
    """List all jobs, the latest first."""
    before = page_asked(request)
    rows = selectors.jobs()
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    context = {
        "jobs": [_spoken(request, shown(request.member, job)) for job in found[:PAGE]],
        "following": str(found[PAGE - 1].pk) if len(found) > PAGE else None,
    }
    return render(request, "jobs/jobs.html", context)


@page(*WORKING)
def one(request: Request, pk: int) -> HttpResponse:
    """Show one job."""
    runner.wake(request.archive)  # where its process died, the next look starts another
    return render(request, "jobs/job.html", _spoken(request, shown(request.member, selectors.one(pk))))


@page(*WORKING)
def progress(request: Request, pk: int) -> HttpResponse:
    """Show how far a job is: the piece of its page that moves."""
    runner.wake(request.archive)
    context = _spoken(request, shown(request.member, selectors.one(pk)))
    return render(request, "jobs/progress.html", context)


@action(*WORKING)
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancel a job; what it has stored stays."""
    job = _changed(request, pk)
    try:
        services.cancel(request.archive, job=job.job)
    except NotAllowed as error:
        tell(request, refusal(request, error), kind="warn")
    else:
        tell(request, said(request, "jobs.cancelled_now"))
    return redirect("jobs:one", pk)


@action(*WORKING)
def again(request: Request, pk: int) -> HttpResponse:
    """Let a job that failed or was cancelled go on."""
    job = _changed(request, pk)
    try:
        services.run_again(request.archive, job=job.job)
    except NotAllowed as error:
        tell(request, refusal(request, error), kind="warn")
    runner.wake(request.archive)
    return redirect("jobs:one", pk)


def _changed(request: Request, pk: int) -> Shown:
    job = shown(request.member, selectors.one(pk))
    if not job.may_change:
        raise Http404
    return job


def _spoken(request: Request, job: Shown) -> dict[str, Any]:
    """Return a job with its sentences in the reader's language."""
    row, words = job.job, f"{job.kind.app}.job.{job.kind.name}"
    outcome = row.outcome or {}
    counts = {key: value for key, value in outcome.items() if isinstance(value, int)}
    return {
        "shown": job,
        "job": row,
        "title": said(request, f"{words}.title"),
        "step": said(request, f"{words}.step.{row.step}") if row.step else "",
        "outcome": said(request, f"{words}.done", **counts) if row.state == "done" and job.counted else "",
        "said": job.said,
        "minutes_left": None if job.seconds_left is None else max(1, round(job.seconds_left / 60)),
        "next": said(request, f"{words}.next") if row.state == "done" else "",
        "leads": job.kind.leads,
    }
