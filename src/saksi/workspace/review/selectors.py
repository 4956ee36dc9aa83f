"""What the desks show: reports that wait, claims in their order, how often the machine was right."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from saksi.review import Judged, Share, precision_by_field
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import of_seen, reports_seen
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.models import Assignment, Decision, ReadMark, Standing

RECENT = 1_000  # decisions that the live precision rests on
ENOUGH = 20  # decisions before a share is shown
COUNTED = 100  # reports counted for "report 3 of 14"; more is "100 and more"


@dataclass(frozen=True, slots=True)
class Queue:
    """Where a report stands among those that wait."""

    place: int  # from 1; 0: it does not wait
    n: int  # at most `COUNTED`
    following: str | None  # id of the report after it


def precision(member: Member) -> Mapping[str, Share]:
    """Return how often the machine was right on each field, by the last `RECENT` decisions made one by one.

    What was accepted as a group, added, ruled on or taken back is left out: nobody weighed the suggestion.
    Decisions in reports that the member does not see are left out, too.
    """
    seen = Decision.objects.filter(of_seen(member, "claim__report"))
    rows = seen.filter(way__isnull=True, verdict__in=("accepted", "corrected", "rejected"))
    recent = rows.order_by("-pk").values_list("verdict", "fields")[:RECENT]
    return precision_by_field(Judged(verdict, tuple(fields or ())) for verdict, fields in recent)  # type: ignore[arg-type]  # as filtered


def waiting(member: Member) -> QuerySet[Report]:
    """Return the reports with open claims that a member sees, the newest first.

    Copies wait with their original alone; a report that was read and gave no claim waits until somebody
    marks it as read.
    """
    open_claims = Claim.objects.filter(report=OuterRef("pk"), stage="claim", standing__isnull=True)
    seen = reports_seen(member).filter(retracted_by__isnull=True, duplicate_of__isnull=True)
    return seen.filter(Exists(open_claims)).order_by(F("published").desc(nulls_last=True), "pk")


def queue(member: Member, report: Report) -> Queue:
    """Return where a report stands in the queue of a member."""
    ids = list(waiting(member).values_list("report_id", flat=True)[:COUNTED])
    place = ids.index(report.report_id) + 1 if report.report_id in ids else 0
    others = [each for each in ids if each != report.report_id]
    after = ids[place:] if place else others
    return Queue(place, len(ids), next(iter(after or others), None))


def assignment_of(member: Member, report: Report) -> Assignment | None:
    """Return the blind coding of a report that a member has not finished."""
    return Assignment.objects.filter(report=report, coder=member.name, finished_at__isnull=True).first()


def assignments(member: Member) -> QuerySet[Assignment]:
    """Return what a member has still to code blind."""
    unfinished = Assignment.objects.filter(coder=member.name, finished_at__isnull=True)
    return unfinished.filter(of_seen(member)).select_related("report")


def last_decided(member: Member, report: Report) -> Standing | None:
    """Return the last decision of a member in a report that still stands: what undo takes back."""
    mine = Standing.objects.filter(coder=member.name, claim__report=report)
    return mine.select_related("claim").order_by("-at").first()


def decided() -> frozenset[tuple[str, str]]:
    """Return report and claim ids of the claims that somebody accepted or corrected, as it stands now."""
    kept = Standing.objects.filter(verdict__in=("accepted", "corrected"))
    return frozenset(kept.values_list("claim__report__report_id", "claim__claim_id"))


def was_read(member: Member, report: Report) -> bool:
    """Return whether a member marked a report as read."""
    return ReadMark.objects.filter(report=report, coder=member.name).exists()
