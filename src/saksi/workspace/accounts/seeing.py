"""What a member may see: where every selector of the workspace begins.

A report in a case is its team's; a report in none is everybody's. What a source took back is nobody's.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.http import Http404

from saksi.workspace.accounts.models import Case, CaseReport, Member
from saksi.workspace.holdings.models import Claim, Report, Source


def reports_seen(member: Member) -> QuerySet[Report]:
    """Return the reports in use that are not of a foreign case.

    Both exclusions are small lists that the database computes once a query: the cost of a page does not
    grow with them.
    """
    return Report.objects.exclude(pk__in=foreign_reports(member)).exclude(pk__in=_withdrawn())


def claims_seen(member: Member) -> QuerySet[Claim]:
    """Return the claims of these reports, suggestions and candidates alike."""
    return Claim.objects.filter(of_seen(member))


def of_seen(member: Member, path: str = "report") -> Q:
    """Return the condition that rows are of reports that `reports_seen` has.

    It names the few that are hidden: a list of those that are seen would be gone through in each query.

    Parameters
    ----------
    path
        From the rows to their report, as in a lookup.
    """
    return ~Q(**{f"{path}__in": foreign_reports(member)}) & ~Q(**{f"{path}__in": _withdrawn()})


def seen_report(member: Member, report_id: str) -> Report:
    """Return one report by its id.

    Raises
    ------
    Http404
        There is none, or it is not this member's to see: the two cannot be told apart.
    """
    report = reports_seen(member).filter(report_id=report_id).first()
    if report is None:
        raise Http404
    return report


def seen_claim(member: Member, report_id: str, claim_id: str) -> Claim:
    """Return one claim with its report.

    Raises
    ------
    Http404
        As `seen_report`.
    """
    asked = claims_seen(member).filter(report__report_id=report_id, claim_id=claim_id)
    claim = asked.select_related("report").first()
    if claim is None:
        raise Http404
    return claim


def hidden_among(member: Member, report_ids: Iterable[str | None]) -> frozenset[str]:
    """Return which of these ids are of reports that the member does not see: a page does not name them."""
    rows = Report.objects.filter(report_id__in={name for name in report_ids if name})
    return frozenset(rows.exclude(of_seen(member, "pk")).values_list("report_id", flat=True))


def hidden_reports(member: Member) -> Iterator[int]:
    """Yield the keys of the reports that `reports_seen` leaves out: for those who count in memory."""
    yield from foreign_reports(member).iterator()
    yield from _withdrawn().iterator()


def open_cases(member: Member) -> QuerySet[Case]:
    """Return the cases that a member may put reports into: open ones of their own teams."""
    return Case.objects.filter(closed_at=None, team__member=member)


def foreign_reports(member: Member) -> QuerySet[CaseReport, int]:
    """Return the keys of the reports in cases of teams that a member is not in."""
    return CaseReport.objects.exclude(case__team__member=member).values_list("report_id", flat=True)


def _withdrawn() -> QuerySet[Report, int]:
    """Keys of the reports whose source withdrew consent."""
    # by their sources, of which few withdrew: a join would go through all reports, in each query of a page
    gone = Source.objects.filter(withdrawn_at__isnull=False).values("pk")
    return Report.objects.filter(source__in=gone).values_list("pk", flat=True)
