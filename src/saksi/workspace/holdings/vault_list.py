"""The vault as a list: codes and dates, a page at a time; no identity is near it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from saksi.workspace.holdings.models import Source

PAGE = 50


@dataclass(frozen=True)
class Row:
    """What may be shown of a source."""

    key: int
    code: str
    kind: str | None  # a role of the vocabulary; None = not told
    grade: str | None  # A to F; None = not graded
    consent_until: date | None  # None = no end was named
    withdrawn: bool
    n_reports: int
    granted_to: tuple[str, ...]  # members, sorted

    @property
    def lapsed(self) -> bool:
        """Whether the consent named an end that is past."""
        return self.consent_until is not None and self.consent_until < date.today()  # noqa: DTZ011 - the office's day


def sources_page(after: str = "") -> tuple[list[Row], str | None]:
    """Return sources by their codes, which tell nothing of their age, and where the next page begins."""
    found = Source.objects.filter(code__gt=after).select_related("vault").prefetch_related("vault__grants")
    rows = list(found.annotate(n_reports=Count("reports")).order_by("code")[: PAGE + 1])
    following = rows[PAGE - 1].code if len(rows) > PAGE else None
    return [_row(source, source.n_reports) for source in rows[:PAGE]], following


def source_row(code: str) -> Row | None:
    """Return one source; None where there is none."""
    source = Source.objects.filter(code=code).select_related("vault").first()
    return None if source is None else _row(source, source.reports.count())


def _row(source: Source, n_reports: int) -> Row:
    grants = source.vault.grants.all()
    return Row(
        key=source.pk,
        code=source.code,
        kind=source.kind,
        grade=source.grade,
        consent_until=source.consent_until,
        withdrawn=source.withdrawn_at is not None,
        n_reports=n_reports,
        granted_to=tuple(sorted(grant.grantee for grant in grants)),
    )
