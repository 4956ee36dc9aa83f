"""Cases: opening and closing compartments, their teams, and which reports lie in them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db import transaction

from saksi.record import InvalidInput
from saksi.workspace.accounts.models import Case, CaseReport, Member, Teammate
from saksi.workspace.audit import log
from saksi.workspace.audit.states import gone, state_of
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.models import Report
from saksi.workspace.session import Archive


def open_case(archive: Archive, *, label: str, team: Sequence[Member]) -> Case:
    """Open a case for a team.

    Raises
    ------
    InvalidInput
        No label, or nobody in the team: nobody could see what lies in it.
    """
    if not label.strip() or not team:
        raise InvalidInput("a case needs a label and at least one member in its team; nothing was opened")
    with transaction.atomic():
        case = Case.objects.create(label=label.strip(), opened_at=datetime.now(UTC))
        Teammate.objects.bulk_create([Teammate(case=case, member=member) for member in team])
        log.record(archive, action="case opened", about=f"case {case.pk}", states=[state_of(case)])
    return case


def set_team(archive: Archive, *, case: Case, team: Sequence[Member]) -> None:
    """Let these members, and no others, see a case from now on.

    Raises
    ------
    InvalidInput
        Nobody would be left.
    """
    if not team:
        raise InvalidInput("a case keeps at least one member in its team; nothing was changed")
    with transaction.atomic():
        before = set(case.team.values_list("member_id", flat=True))
        Teammate.objects.filter(case=case).exclude(member__in=team).delete()
        Teammate.objects.bulk_create([Teammate(case=case, member=m) for m in team if m.pk not in before])
        change = f"{_numbers(before)} → {_numbers(m.pk for m in team)}"
        about = f"case {case.pk}"
        log.record(archive, action="team changed", about=about, reason=change, states=[state_of(case)])


def _numbers(members: Iterable[int]) -> str:
    return ", ".join(f"member {key}" for key in sorted(members))


def close_case(archive: Archive, *, case: Case, reason: str) -> None:
    """Close a case: its reports stay with its team, and no more are put into it.

    Raises
    ------
    NotAllowed
        It is closed already, or no reason was given.
    """
    if case.closed_at is not None or not reason.strip():
        raise NotAllowed("closing a case needs a reason, and an open case; nothing was changed")
    with transaction.atomic():
        case.closed_at = datetime.now(UTC)
        case.save(update_fields=["closed_at"])
        about = f"case {case.pk}"
        log.record(archive, action="case closed", about=about, reason=reason.strip(), states=[state_of(case)])


def put_into_case(archive: Archive, *, case: Case, reports: Sequence[Report]) -> int:
    """Put reports into a case, out of any other; return how many were moved.

    Raises
    ------
    NotAllowed
        The case is closed.
    """
    if case.closed_at is not None:
        raise NotAllowed("the case is closed: open another; nothing was changed")
    with transaction.atomic():
        rows = []
        for report in reports:
            row, new = CaseReport.objects.get_or_create(report=report, defaults={"case": case})
            if not new and row.case_id == case.pk:
                continue
            row.case = case
            row.save(update_fields=["case"])
            rows.append(row)
        if rows:
            about = f"{len(rows)} reports into case {case.pk}"
            log.record(archive, action="filed", about=about, states=[state_of(row) for row in rows])
    return len(rows)


def take_out_of_case(archive: Archive, *, report: Report, reason: str) -> None:
    """Let everybody see a report that lay in a case.

    Raises
    ------
    NotAllowed
        It lies in no case, or no reason was given.
    """
    if not reason.strip():
        raise NotAllowed("taking a report out of its case needs a reason; nothing was changed")
    with transaction.atomic():
        row = CaseReport.objects.filter(report=report).first()
        if row is None:
            raise NotAllowed("the report lies in no case; nothing was changed")
        left = gone("case report", row.pk)
        about = f"report {report.pk} out of case {row.case_id}"
        row.delete()
        log.record(archive, action="unfiled", about=about, reason=reason.strip(), states=[left])
