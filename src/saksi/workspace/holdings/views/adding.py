"""Adding reports: files are sealed while the page waits, their texts are taken out by a job."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from saksi.intake import FORMATS
from saksi.record import InvalidInput, SaksiError
from saksi.workflows import load_settings
from saksi.workspace.accounts.seeing import open_cases
from saksi.workspace.drafts.models import PASTED
from saksi.workspace.drafts.selectors import pasted_by
from saksi.workspace.drafts.services import forget_draft, keep_draft
from saksi.workspace.holdings.receiving import Received, receive, receive_text, waiting
from saksi.workspace.jobs import services as jobs
from saksi.workspace.jobs.models import Job
from saksi.workspace.jobs.runner import runner
from saksi.workspace.web.access import CODERS, Request, Role, action, form, said, tell
from saksi.workspace.web.asking import number_in
from saksi.workspace.web.refusals import refusal

ADDS = frozenset({Role.DOCUMENTER})
READS = CODERS | {Role.ANALYST}


@form(*ADDS)
def add(request: Request) -> HttpResponse:
    """Show the form; take files, a pasted text, or files that `receive_files` has sealed already."""
    if request.method != "POST":
        return _form(request)
    try:
        keys = _arrived(request)
        job = _ask(request, keys)
    except SaksiError as error:
        return _form(request, problem=refusal(request, error), status=400)
    return redirect("jobs:one", job.pk)


@action(*ADDS)
def receive_files(request: Request) -> HttpResponse:
    """Seal some files of many, for a page that sends them one group after another and shows how far it is."""
    try:
        received = _received(request)
    except SaksiError as error:
        return JsonResponse({"problem": refusal(request, error)}, status=400)
    return JsonResponse(
        {
            "files": [
                {
                    "name": each.name,
                    "original": each.original,
                    "known": each.known,
                    "problem": each.problem and refusal(request, each.problem),
                }
                for each in received
            ]
        }
    )


@action(*ADDS)
def take_waiting(request: Request) -> HttpResponse:
    """Take in what was sealed before the sending broke off."""
    keys = list(waiting(request.archive).values_list("pk", flat=True))
    if not keys:
        tell(request, said(request, "holdings.add.nothing_waits"))
        return redirect("holdings:add")
    return redirect("jobs:one", _ask(request, keys).pk)


@action(*READS)
def read_unread(request: Request) -> HttpResponse:
    """Ask for the unread reports to be read."""
    return redirect("jobs:one", runner.run(request.archive, kind="reading").pk)


@action(*ADDS)
def keep(request: Request) -> HttpResponse:
    """Keep the report that is being pasted as it is now; an empty one is forgotten."""
    if request.POST.get("text", "").strip():
        fields = {name: [str(each) for each in values] for name, values in request.POST.lists()}
        keep_draft(request.archive, kind=PASTED, fields=fields)
    else:
        forget_draft(request.archive, kinds=(PASTED,))
    return HttpResponse(status=204)


@action(*ADDS)
def drop(request: Request) -> HttpResponse:
    """Give up what was pasted."""
    forget_draft(request.archive, kinds=(PASTED,))
    return redirect("holdings:add")


def _form(request: Request, *, problem: str = "", status: int = 200) -> HttpResponse:
    draft = pasted_by(request.member)
    typed = request.POST if request.method == "POST" else draft.posted if draft else {}
    context = {
        "problem": problem,
        "text": typed.get("text", ""),  # what was typed is kept
        "draft": draft,
        "chosen_case": typed.get("case", ""),
        "reads": "read" in typed or not typed,
        "cases": open_cases(request.member),
        "waiting": waiting(request.archive).count(),
        "formats": ", ".join(sorted({suffix.lstrip(".") for suffix in FORMATS})),
        "most_bytes": load_settings().intake.max_bytes,
    }
    return render(request, "holdings/add.html", context, status=status)


def _arrived(request: Request) -> list[int]:
    """Return the keys of what came with the form, in its order."""
    keys = [key for each in request.POST.getlist("originals") if (key := number_in(each)) is not None]
    if keys:
        mine = set(waiting(request.archive).filter(pk__in=keys).values_list("pk", flat=True))
        return [key for key in dict.fromkeys(keys) if key in mine] or _nothing_new()
    text = request.POST.get("text", "")
    if text.strip():
        name = f"pasted-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        received: Sequence[Received] = [receive_text(request.archive, text=text, name=name)]
        forget_draft(request.archive, kinds=(PASTED,))  # its bytes are sealed
    else:
        received = _received(request)
    problems = [f"{each.name}: {refusal(request, each.problem)}" for each in received if each.problem]
    for problem in problems:
        tell(request, problem, kind="warn")
    new = [each.original for each in received if each.original is not None and not each.known]
    if not new and not problems:
        return _nothing_new()
    if not new:
        raise InvalidInput("no file was kept: see why below each name")
    return new


def _nothing_new() -> list[int]:
    raise InvalidInput("all of these bytes are in the archive already: nothing was added")


def _received(request: Request) -> list[Received]:
    files = [(file.name or "", file) for file in request.FILES.getlist("files")]
    return receive(request.archive, files=files, settings=load_settings().intake)


def _ask(request: Request, keys: Sequence[int]) -> Job:
    case = request.POST.get("case", "")
    chosen = open_cases(request.member).filter(pk=number_in(case) or 0).first()
    if case and chosen is None:
        raise InvalidInput("this case is closed, or not yours: choose another; the files are kept")
    settings = {"originals": list(keys), "case": chosen and chosen.pk}
    job = jobs.ask(request.archive, kind="intake", settings=settings)
    if request.POST.get("read"):
        jobs.ask(request.archive, kind="reading")
    runner.wake(request.archive)
    return job
