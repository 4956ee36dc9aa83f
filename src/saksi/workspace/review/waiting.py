"""The desk: what waits for a member, most useful first, with why and how long, and what happened."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Exists, OuterRef

from saksi.findings.text import Language
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import claims_seen, hidden_reports, of_seen, reports_seen
from saksi.workspace.audit.models import Entry
from saksi.workspace.holdings.models import Claim, Original, Report, Round
from saksi.workspace.review.desks import Desk, build_desk
from saksi.workspace.review.models import Assignment, Decision, Standing
from saksi.workspace.review.selectors import COUNTED, assignments, precision, waiting
from saksi.workspace.review.values import suggested
from saksi.workspace.session import Archive

SHOWN = 5  # of each kind
UNVERIFIED = timedelta(days=7)
AWAY = timedelta(minutes=30)  # without an entry in the log: since then somebody was not here
RECENT = timedelta(days=7)
REMEMBERED = 1_000.0  # times as long as counting took are counts kept: a thousandth of the work at most


@dataclass(frozen=True, slots=True)
class Sample:
    """What a member has to code blind, assigned together."""

    number: int
    assignments: list[Assignment]
    n_claims: int


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others did since a member was here."""

    since: datetime
    by_coder: list[tuple[str, int, int]]  # name, claims, reports


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much there is, of what a member sees."""

    reports: int
    claims: int
    decided: int
    verified: datetime | None
    backed_up: datetime | None

    @property
    def percent(self) -> int:
        """Share of claims that somebody decided on."""
        return round(100 * self.decided / self.claims) if self.claims else 0


def to_read(member: Member, language: Language) -> tuple[list[Desk], int]:
    """Return the first reports that wait, with their claims, and how many wait, at most `COUNTED`."""
    reports = list(waiting(member)[:SHOWN])
    claims: dict[int, list[Claim]] = {report.pk: [] for report in reports}
    for claim in suggested(*reports):
        claims[claim.report_id].append(claim)
    shares = precision(member)
    desks = [
        build_desk(report, language=language, precision=shares, rows=claims[report.pk]) for report in reports
    ]
    return desks, len(waiting(member).values_list("pk")[:COUNTED])


def to_code(member: Member) -> list[Sample]:
    """Return what a member has to code blind, a sample a row."""
    samples: dict[int, list[Assignment]] = {}
    for each in assignments(member).order_by("sample", "pk"):
        samples.setdefault(each.sample, []).append(each)
    return [Sample(number, rows, _claims_of(rows)) for number, rows in samples.items()]


def retracted_lately(member: Member, today: datetime) -> list[Report]:
    """Return reports with decided claims that their outlet withdrew in the last days."""
    decided = Standing.objects.filter(claim__report=OuterRef("pk"))
    gone = reports_seen(member).filter(retracted_by__isnull=False)  # few: they have an index
    lately = gone.filter(retracted_at__gte=(today - RECENT).date())
    return list(lately.filter(Exists(decided))[:SHOWN])


def meanwhile(archive: Archive, member: Member, now: datetime) -> Meanwhile | None:
    """Return what others decided since the member was here last; None for who is here the first time."""
    mine = Entry.objects.filter(actor=archive.actor_code, at__lt=now - AWAY).order_by("-n").first()
    if mine is None:
        return None
    others = Decision.objects.filter(of_seen(member, "claim__report"), at__gt=mine.at)
    counted = (
        others.exclude(coder=member.name)
        .values("coder")
        .annotate(claims=Count("claim", distinct=True), reports=Count("claim__report", distinct=True))
        .order_by("coder")
    )
    return Meanwhile(mine.at, [(row["coder"], row["claims"], row["reports"]) for row in counted])


_counts: dict[tuple[str, frozenset[int]], tuple[float, Holdings]] = {}  # with when they are old


def holdings(archive: Archive, member: Member) -> Holdings:
    """Return how much there is of what a member sees; counted anew now and then, for all who see the same."""
    began = time.monotonic()
    key = (str(archive.layout.folder), frozenset(hidden_reports(member)))
    kept = _counts.get(key)
    if kept is not None and began < kept[0]:
        return kept[1]
    claims = claims_seen(member).filter(stage="claim").aggregate(n=Count("pk"), decided=Count("standing"))
    found = Holdings(
        reports_seen(member).count(),
        claims["n"],
        claims["decided"],
        _last("verified"),
        _last("backed_up"),
    )
    ended = time.monotonic()
    _counts[key] = (ended + REMEMBERED * (ended - began), found)
    return found


def not_verified(now: datetime) -> datetime | bool:
    """Return when the archive was verified last if that is too long ago, True if it never was, else False."""
    if not Original.objects.filter(received_at__lt=now - UNVERIFIED).exists():
        return False
    last = _last("verified")
    if last is None:
        return True
    return last if now - last > UNVERIFIED else False


def now() -> datetime:
    """Return the moment; pages show it in UTC."""
    return datetime.now(UTC)


def _last(event: str) -> datetime | None:
    row = Round.objects.filter(event=event).order_by("-pk").first()
    return row.at if row else None


def _claims_of(rows: Sequence[Assignment]) -> int:
    return Claim.objects.filter(report__in=[row.report for row in rows], stage="claim").count()
