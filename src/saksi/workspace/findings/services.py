"""Computing an edition of the findings, and freezing one."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from urllib.parse import quote

from django.db import transaction

from saksi.findings import Findings, Links, build_findings, findings_json, render_articles, render_html
from saksi.findings.custody import Custody
from saksi.findings.links import Ref
from saksi.findings.select import ClaimRef
from saksi.record import InvalidInput, Report
from saksi.workflows import Progress, Settings
from saksi.workflows.findings_links import link_claims
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.seeing import reports_seen
from saksi.workspace.audit import log
from saksi.workspace.audit.services import note_exit
from saksi.workspace.audit.states import state_of
from saksi.workspace.errors import NotAllowed
from saksi.workspace.estimates.taking import estimated
from saksi.workspace.findings.custody import custody_of
from saksi.workspace.findings.models import Edition
from saksi.workspace.findings.packing import packed, packed_keys, packed_pieces, unpacked
from saksi.workspace.holdings.custody import holders
from saksi.workspace.holdings.selectors import answerable_of
from saksi.workspace.linking.marks import verdicts_on
from saksi.workspace.linking.tables import carried
from saksi.workspace.review.models import Decision
from saksi.workspace.review.selectors import decided
from saksi.workspace.session import Archive

STEPS = 4


def make_edition(archive: Archive, *, member: Member, settings: Settings, on_progress: Progress) -> Edition:
    """Answer every question from the reports that a member may see, and keep the answers.

    Suggestions that nobody has decided yet are in; each finding says what share was reviewed.

    Raises
    ------
    InvalidInput
        None of these reports is read.
    """
    on_progress("answering", 0, STEPS)
    keys = list(reports_seen(member).values_list("pk", flat=True))
    latest = Decision.objects.order_by("pk").values_list("pk", flat=True).last()
    reports, settled = answerable_of(keys), decided()
    if not any(report.read_by or report.claims for report in reports):
        raise InvalidInput("no report that you may see is read: add reports and have them read first")
    on_progress("answering", 1, STEPS)
    links = replace(link_claims(reports, verdicts_on("event")), carried=carried())
    on_progress("answering", 2, STEPS)
    found = build_findings(
        reports,
        links=links,
        decided=settled,
        estimates=estimated(member),
        today=date.today(),  # noqa: DTZ011 - the day where the user sits
        settings=settings.findings,
    )
    data = findings_json(found)
    ids = [report.id for report in reports]
    inside, outside = custody_of(ids, holders(archive)), custody_of(ids)
    on_progress("answering", 3, STEPS)
    claims = {(report.id, claim.id) for report in reports for claim in report.claims}
    edition = Edition(
        made_at=datetime.now(UTC),
        made_by=archive.actor,
        n_reports=len(reports),
        n_claims=len(claims),
        n_decided=len(claims & settled),
        last_decision=latest,
        reports=packed_keys(keys),
        pieces=packed_pieces(_articles(found, reports, links, settled, inside)),
        page=packed(render_html(found, reports, links, settled, custody=outside)),
        data=packed(data),
        sha256=sha256(data.encode()).hexdigest(),
    )
    with transaction.atomic():
        edition.save(force_insert=True)
        about = f"edition {edition.pk}, {len(reports)} reports"
        log.record(archive, action="findings computed", about=about, states=[state_of(edition)])
    on_progress("answering", STEPS, STEPS)
    return edition


def freeze(archive: Archive, *, edition: Edition, title: str) -> Edition:
    """Give an edition a title under which it is cited; it stays as it is from now on.

    Raises
    ------
    InvalidInput
        The title is empty or longer than 200 characters.
    NotAllowed
        It is frozen already.
    """
    words = " ".join(title.split())
    if not words or len(words) > 200:
        raise InvalidInput(f"a title of {len(words)} characters: 1 to 200 are needed, to cite it by")
    with transaction.atomic():
        row = Edition.objects.select_for_update().get(pk=edition.pk)
        if row.frozen_at is not None:
            raise NotAllowed(f"edition {row.pk} is frozen already: compute another to change a title")
        row.title, row.frozen_at, row.frozen_by = words, datetime.now(UTC), archive.actor
        row.save(update_fields=["title", "frozen_at", "frozen_by"])
        log.record(archive, action="findings frozen", about=f"edition {row.pk}", states=[state_of(row)])
    return row


def export(archive: Archive, *, edition: Edition, what: str) -> bytes:
    """Return ``page`` or ``data`` of an edition as a file that leaves; the log notes it.

    Raises
    ------
    InvalidInput
        It is none of the two.
    """
    kept = {"page": edition.page, "data": edition.data}
    if what not in kept:
        raise InvalidInput(f"an edition has a page and data, no {what!r}")
    note_exit(archive, what=f"edition {edition.pk}, {what}")
    return unpacked(kept[what]).encode()


def _articles(
    found: Findings, reports: Sequence[Report], links: Links, settled: Collection[Ref], custody: Custody
) -> dict[str, dict[str, str]]:
    """Return the findings as pieces of a page whose marks lead to claims and reports of the workspace."""
    return render_articles(found, reports, links, settled, href=_desk, report_href=_report, custody=custody)


def _report(report_id: str) -> str:
    """Return where a report is shown in the workspace, with its original and custody."""
    return f"/reports/{quote(report_id, safe='')}/"


def _desk(ref: ClaimRef) -> str:
    """Return where a claim is shown in the workspace: at its words."""
    return f"/reports/{quote(ref.report_id, safe='')}/read/?id={quote(ref.claim_id, safe='')}"
