"""Which jobs a member sees, and what of them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet
from django.http import Http404

from saksi.workspace.accounts.models import Case, Member
from saksi.workspace.accounts.roles import Role, roles_of
from saksi.workspace.accounts.seeing import foreign_reports, hidden_among
from saksi.workspace.jobs.kinds import Kind, kind_of
from saksi.workspace.jobs.models import ENDED, Job
from saksi.workspace.jobs.services import SILENT

PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A job as a page shows it."""

    job: Job
    kind: Kind
    counted: bool  # its counts are the member's to see: they asked, and no report in them is hidden from them
    said: list[list[str]]  # of single files or reports, to who asked: which, and what to know of it
    in_hundredths: bool  # so that how far it is tells no number of reports
    may_change: bool  # cancel it, or run it again
    silent: bool  # no sign of life for a while: its process has died, and it waits for another
    seconds_left: int | None  # at the pace so far; null = cannot be told

    @property
    def ended(self) -> bool:
        """Whether it will not move by itself."""
        return self.job.state in ENDED


def shown(member: Member, job: Job) -> Shown:
    """Return what a member sees of a job: everybody that it is there, only who asked what came of it."""
    veiled = _veil(member, job)
    mine = job.asked_by == member.name
    now = datetime.now(UTC)
    quiet = job.state == "running" and job.beat_at is not None
    silent = quiet and job.beat_at is not None and (now - job.beat_at).total_seconds() > SILENT
    may_change = mine or Role.ADMINISTRATOR in roles_of(member)
    said = _said(member, job) if mine else []
    return Shown(
        job, kind_of(job.kind), mine and not veiled, said, veiled, may_change, silent, _left(job, now)
    )


def jobs() -> QuerySet[Job]:
    """Return all jobs, the latest first."""
    return Job.objects.order_by("-pk")


def one(pk: int) -> Job:
    """Return a job.

    Raises
    ------
    Http404
        There is none.
    """
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def failed_of(member: Member) -> QuerySet[Job]:
    """Return the jobs that a member asked for and that failed, the latest first."""
    return jobs().filter(asked_by=member.name, state="failed")


def running(member: Member, *, most: int) -> list[Shown]:
    """Return the jobs that wait or are in hand, in the order in which they are done."""
    rows = Job.objects.filter(state__in=("running", "waiting")).order_by("pk")
    return [shown(member, job) for job in rows[:most]]


def _veil(member: Member, job: Job) -> bool:
    """Forget of a job at hand how many reports there are, where some are of a case of another team."""
    case = job.settings.get("case")
    if case is not None and not Case.objects.filter(pk=case, team__member=member).exists():
        job.done, job.total = 0, None
        return True
    if not (kind_of(job.kind).whole and foreign_reports(member).exists()):
        return False
    job.done, job.total = (100 * job.done // job.total, 100) if job.total else (0, None)
    return True


def _said(member: Member, job: Job) -> list[list[str]]:
    """Return what is known of single files; where reports are meant ("report ID"), of those that are seen."""
    said: list[list[str]] = (job.outcome or {}).get("said", [])
    if not kind_of(job.kind).whole:
        return said
    hidden = hidden_among(member, (name.removeprefix("report ") for name, _ in said))
    return [[name, what] for name, what in said if name.removeprefix("report ") not in hidden]


def _left(job: Job, now: datetime) -> int | None:
    if job.state != "running" or not job.total or job.done < 3 or job.started_at is None:
        return None
    spent = (now - job.started_at).total_seconds()
    return int(spent / job.done * (job.total - job.done))
