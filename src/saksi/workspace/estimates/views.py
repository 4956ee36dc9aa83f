"""Estimates: the overlap first, then an estimate or a refusal, in the same place, frozen."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from saksi.estimation import CaptureHistories
from saksi.record import InvalidInput, vocabulary
from saksi.workflows.linking_lists import FEWEST_LISTS, STRATA, Choice, list_sizes, tables
from saksi.workspace.accounts.seeing import reports_seen
from saksi.workspace.estimates import taking
from saksi.workspace.estimates.lists import appearances, code_of, near
from saksi.workspace.estimates.models import Estimate
from saksi.workspace.estimates.pictures import models, overlap
from saksi.workspace.estimates.selectors import estimate_seen, estimates_seen
from saksi.workspace.estimates.services import patterns
from saksi.workspace.jobs.runner import runner
from saksi.workspace.web.access import WORKING, Request, Role, action, page, said, tell
from saksi.workspace.web.asking import page_asked
from saksi.workspace.web.refusals import refusal

PAGE = 50
FEWEST_SHARED = 7  # people of a pair of lists, below which a check says so
OFFERED = 16  # lists, largest first


@page(*WORKING)
def listed(request: Request) -> HttpResponse:
    """Choose lists and strata, look at the overlap, run; and what was estimated before."""
    found = appearances(reports_seen(request.member))
    try:
        choice = _choice(request.GET)
    except InvalidInput as error:
        tell(request, refusal(request, error), kind="err")
        return redirect("estimates:estimates")
    sizes = list_sizes(found, choice).head(OFFERED)
    wanted = set(request.GET.getlist("list"))
    lists = [(name, people, code_of(name), code_of(name) in wanted) for name, people in sizes.iter_rows()]
    names = tuple(name for name, _, _, chosen in lists if chosen)
    table, problem = None, ""
    if len(names) >= FEWEST_LISTS:
        try:
            [table, *_] = tables(
                found, near().head(0), Choice.from_dict({**choice.as_dict(), "lists": [*names]})
            )
        except InvalidInput as error:
            problem = refusal(request, error)
    before = page_asked(request)
    rows = [row for row in estimates_seen(request.member) if before is None or row.pk < before]
    context = {
        "choice": choice,
        "lists": lists,
        "strata": STRATA,
        "acts": list(vocabulary("act").terms),
        "overlap": overlap(patterns([table])) if table is not None else None,
        "checks": checks(table) if table is not None else [],
        "problem": problem,
        "chosen": len(names),
        "estimates": [(row, _answer(row)) for row in rows[:PAGE]],
        "following": str(rows[PAGE - 1].pk) if len(rows) > PAGE else None,
        "may_run": Role.ANALYST in request.roles,
        "people": found.height,
    }
    return render(request, "estimates/estimates.html", context)


def _choice(asked: QueryDict) -> Choice:
    """Return what the form asks, without its lists.

    Raises
    ------
    InvalidInput
        A year that is none, an unknown stratum.
    """
    years = []
    for name in ("first_year", "last_year"):
        said = asked.get(name, "").strip()
        if said and not (said.isdecimal() and len(said) == 4):
            raise InvalidInput(f"{name}: needed a year of four digits, or nothing")
        years.append(int(said) if said else None)
    return Choice.from_dict(
        {
            "by": asked.get("by") or "outlet",
            "strata": [name for name in asked.getlist("stratum") if name],
            "acts": [code for code in asked.getlist("act") if code],
            "first_year": years[0],
            "last_year": years[1],
            "own": asked.get("own", "1") != "0",
        }
    )


def checks(table: CaptureHistories) -> list[tuple[str, str, dict[str, int]]]:
    """Return what to look at before an estimate: ``good`` or ``bad``, a key of words, its numbers."""
    both = table.overlaps
    n = len(table.lists)
    pairs = [int(both[a, b]) for a in range(n) for b in range(a + 1, n)]
    said = [("good" if n >= 3 else "bad", "lists", {"n": n})]
    least = min(pairs, default=0)
    said.append(
        ("good" if least >= FEWEST_SHARED else "bad", "shared", {"least": least, "needed": FEWEST_SHARED})
    )
    inside = sum(
        int(both[a, b]) == min(int(both[a, a]), int(both[b, b])) for a in range(n) for b in range(a + 1, n)
    )
    said.append(("good" if not inside else "bad", "inside" if inside else "not_inside", {"n": inside}))
    return said


@action(Role.ANALYST)
def run(request: Request) -> HttpResponse:
    """Ask for an estimate of what was chosen."""
    try:
        choice = _choice(request.POST)
    except InvalidInput as error:
        tell(request, refusal(request, error), kind="err")
        return redirect("estimates:estimates")
    lists = sorted(set(request.POST.getlist("list")))
    if len(lists) < FEWEST_LISTS:
        why = f"{len(lists)} lists: {FEWEST_LISTS} or more are needed; nothing was estimated"
        tell(request, refusal(request, why), kind="err")
        return redirect("estimates:estimates")
    settings = {"choice": {**choice.as_dict(), "lists": lists}}
    job = runner.run(request.archive, kind="estimating", settings=settings)
    return redirect("jobs:one", job.pk)


@action(Role.ANALYST)
def take(request: Request, pk: int) -> HttpResponse:
    """Take an estimate into the findings, or leave it out again."""
    row = estimate_seen(request.member, pk)
    into = request.POST.get("into") == "1"
    taking.take(request.archive, estimate=row, into=into)
    tell(request, said(request, "estimates.taken.done" if into else "estimates.taken.undone"))
    return redirect("findings:findings")


@page(*WORKING)
def one(request: Request, pk: int) -> HttpResponse:
    """Show one estimate as it was made."""
    row = estimate_seen(request.member, pk)
    strata = list(dict.fromkeys(result["stratum"] for result in row.results))
    by_stratum = [(name, [r for r in row.results if r["stratum"] == name]) for name in strata]
    whole = next((rows for name, rows in by_stratum if name is None), by_stratum[0][1])
    context = {
        "estimate": row,
        "overlap": overlap(row.table),
        "answer": _shown(whole[-1]),
        "rows": whole,
        "models": models(whole),
        "strata": [(name, _shown(rows[-1])) for name, rows in by_stratum if name is not None],
        "moves": _moves(whole[-1]),
        "taken": now if (now := taking.taken_now()) and now.estimate_id == row.pk else None,
        "may_take": Role.ANALYST in request.roles,
        "fewest": taking.FEWEST,
        "caveats": list(dict.fromkeys(c for result in row.results for c in result["caveats"])),
    }
    return render(request, "estimates/estimate.html", context)


def _answer(row: Estimate) -> dict[str, Any]:
    whole = [result for result in row.results if result["stratum"] is None]
    return _shown((whole or row.results)[-1])


def _shown(result: dict[str, Any]) -> dict[str, Any]:
    """Return a result with its numbers as people: whole, and those on no list."""
    if result["total"] is None:
        return {**result, "answered": False}
    low, high = round(result["lower"]), round(result["upper"])
    documented = result["documented"]
    people = {"low": low, "high": high, "about": round(result["total"])}
    return {**result, **people, "answered": True, "unseen": (low - documented, high - documented)}


def _moves(result: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the total without each list, where the run has tried that."""
    tried = result["diagnostics"].get("without") or []
    return [(one["list"], round(one["total"])) for one in tried if one.get("total") is not None]
