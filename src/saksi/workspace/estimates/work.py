"""Estimating, as a job: its settings name lists by codes, never by the words of a report."""

from collections.abc import Mapping
from typing import Any

from saksi.record import InvalidInput
from saksi.workflows import Progress, load_settings
from saksi.workflows.linking_lists import Choice, list_sizes
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import reports_seen
from saksi.workspace.estimates.lists import appearances, code_of
from saksi.workspace.estimates.services import make_estimate
from saksi.workspace.jobs.kinds import Outcome, job
from saksi.workspace.session import Archive


@job("estimating", app="estimates", leads="estimates:estimates", once=False)
def estimate(archive: Archive, settings: Mapping[str, Any], progress: Progress) -> Outcome:
    """Estimate what was asked, with the machine's settings, on the reports that the member who asked may see.

    Raises
    ------
    InvalidInput
        A chosen list is not there any more.
    """
    member = Member.objects.get(name=archive.actor)
    said = dict(settings["choice"])
    wanted = set(said.pop("lists", ()))
    choice = Choice.from_dict(said)
    seen = reports_seen(member)
    names = list_sizes(appearances(seen), choice)["list"].to_list()
    lists = [name for name in names if code_of(name) in wanted]
    if len(lists) < len(wanted):
        raise InvalidInput(
            f"{len(wanted) - len(lists)} of the chosen lists are not there any more: choose anew"
        )
    made = make_estimate(
        archive,
        choice=Choice.from_dict({**said, "lists": lists}),
        settings=load_settings().estimation,
        reports=seen,
        on_progress=progress,
    )
    answered = sum(row.answered for row in made.found if row.method == "combined")
    return {"estimate": made.row.pk, "documented": made.row.documented, "answered": answered}
