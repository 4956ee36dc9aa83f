"""Linking the events of an archive: what is unchanged is skipped, what is new is put beside what is known."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from saksi import record
from saksi.linking.corroboration import Linked, link_events, relink, touched
from saksi.linking.events.facts import Ref, joined_facts, told_facts
from saksi.linking.origins.outlets import Outlets, outlets_of
from saksi.workflows import Progress
from saksi.workflows.reading import mark_retracted
from saksi.workspace.audit import log
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.selectors import answerable, answerable_of, in_use
from saksi.workspace.linking import marks
from saksi.workspace.linking.describing import described
from saksi.workspace.linking.models import Cluster, Compared, Membership
from saksi.workspace.linking.near import store_near
from saksi.workspace.linking.sources import count_anew
from saksi.workspace.linking.storing import store_clusters
from saksi.workspace.linking.ties import sharing, store_ties
from saksi.workspace.session import Archive

SMALL = 300  # reports up to which an archive is linked as a whole: it takes a second
SHARE = 0.05  # of the reports that may be new, beyond which all are linked anew
BESIDE = 300  # other reports that tell which wordings are formulas


@dataclass(frozen=True)
class LinkedEvents:
    """What one run did, in reports and events."""

    reports: int = 0  # new or changed
    skipped: int = 0  # as they were
    events: int = 0  # current ones, also of one claim
    new: int = 0
    changed: int = 0
    dissolved: int = 0
    suggested: int = 0  # pairs of events to look at
    whole: bool = False  # all reports were linked anew


def link_archive_events(
    archive: Archive,
    *,
    whole: bool | None = None,
    on_progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> LinkedEvents:
    """Link the claims of the reports in use to events, and store what differs as suggestions.

    Parameters
    ----------
    whole
        Link all reports anew; null = where so much is new that it pays.

    Raises
    ------
    CannotWrite
        The disk is full or read-only: the same call goes on from there.
    """
    tell = on_progress or (lambda *_: None)
    change = marks.changed()
    if change.nothing and not whole:
        return LinkedEvents(skipped=change.kept, events=_events().count())
    tell("comparing", 0, 3)
    if whole is None:
        many = len(change.fresh) + len(change.gone) > SHARE * len(change.marks)
        whole = not Compared.objects.exists() or len(change.marks) <= SMALL or many
    before = _before()
    solved = _all_anew() if whole else _beside(change, before)
    tell("comparing", 1, 3)
    keys = _keys(solved.reports)
    claims = {(report.id, claim.id): claim for report in solved.reports for claim in report.claims}
    replaced = {
        claim: event
        for ref, (claim, event) in before.items()
        if solved.claims is None or ref in solved.claims or ref in solved.gone
    }
    found = [described(event, solved.linked, claims, keys) for event in solved.linked.events]
    done = store_clusters(archive, "event", found, replaced, pause)
    tell("comparing", 2, 3)
    near = store_near(archive, solved.linked, keys, set(keys.values()) | set(replaced))
    count_anew(archive, done.sources)
    with transaction.atomic():
        store_ties(solved.linked, _report_keys(solved.reports), whole=whole)
        marks.keep_facts(solved.reports, change)
        log.record(
            archive,
            action="linked",
            about=f"{len(change.fresh)} reports, {len(change.verdicts)} verdicts",
            states=[marks.note_judgements()],
        )
    tell("comparing", 3, 3)
    return LinkedEvents(
        len(change.fresh), change.kept, _events().count(), done.new, done.changed, done.dissolved, near, whole
    )


@dataclass(frozen=True)
class _Solved:
    """What linking gave: of which reports, and which claims were solved (null = all there are)."""

    linked: Linked
    reports: Sequence[record.Report]
    claims: frozenset[Ref] | None
    gone: frozenset[Ref] = frozenset()  # claims that are there no more


def _all_anew() -> _Solved:
    reports = answerable().reports
    return _Solved(link_events(reports, marks.verdicts_on("event")), reports, None)


def _beside(change: marks.Changed, before: Mapping[Ref, tuple[int, int]]) -> _Solved:
    """Link what is new beside what is known."""
    fresh = answerable_of(change.fresh)
    decided = marks.refs_judged(change.verdicts)
    return _put_beside(fresh, change.fresh | change.gone, before, decided, marks.doubtful())


def beside_the_record(new: Sequence[record.Report]) -> tuple[Linked, list[record.Report]]:
    """Link reports that are not of the record beside it, and write nothing.

    What has come into the record since it was linked last is linked on the way.

    Returns
    -------
    Linked, list of Report
        The events that the new reports touch, and all reports that tell of these.
    """
    change = marks.changed()
    fresh = [*new, *answerable_of(change.fresh)]
    found = _put_beside(fresh, change.fresh | change.gone, _before(), marks.refs_judged(change.verdicts))
    return found.linked, list(found.reports)


def _put_beside(
    fresh: Sequence[record.Report],
    outdated: Iterable[int],
    before: Mapping[Ref, tuple[int, int]],
    decided: Iterable[Ref],
    doubtful: Iterable[Ref] = (),
) -> _Solved:
    told = [fact for report in fresh for fact in told_facts(report)]
    kept = marks.facts_kept(outdated)
    facts = joined_facts(sorted((*kept, *told), key=lambda fact: (fact.ref[0], fact.position)))
    events = {ref: str(event) for ref, (_, event) in before.items()}
    solve = touched(facts, events, {report.id for report in fresh}, decided, doubtful)
    names = {report for report, _ in solve} - {report.id for report in fresh}
    others = answerable_of(Report.objects.filter(report_id__in=names).values_list("pk", flat=True))
    reports = mark_retracted([*fresh, *others])
    linked = relink(
        reports,
        facts,
        events,
        solve,
        _outlets(fresh),
        marks.verdicts_on("event"),
        sharing=sharing(),
        beside=_some_texts(),
    )
    here = {fact.ref for fact in facts}
    return _Solved(linked, reports, solve, frozenset(events.keys() - here))


def _outlets(new: Iterable[record.Report]) -> Outlets:
    """Learn the outlets of all reports in use, from three columns, and of new ones."""
    rows = in_use().values_list("report_id", "outlet", "url").iterator()
    bare = record.Report.model_construct
    held = (bare(id=name, outlet=outlet, url=url, text="") for name, outlet, url in rows)
    return outlets_of([*held, *new])


def _events() -> QuerySet[Cluster]:
    return Cluster.objects.filter(kind="event", dissolved_at__isnull=True)


def _some_texts() -> list[record.Report]:
    """Return the texts of some reports that nobody chose: those whose keyed ids come first."""
    rows = in_use().order_by("key").values_list("report_id", "text", "furniture")[:BESIDE]
    return [
        record.Report(
            id=name, text=text, furniture=tuple(record.Passage(start=a, end=b) for a, b in furniture)
        )
        for name, text, furniture in rows
    ]


def _before() -> dict[Ref, tuple[int, int]]:
    """Return claim and event, by primary keys, of each claim that was linked."""
    rows = Membership.objects.filter(cluster__kind="event", cluster__dissolved_at__isnull=True).values_list(
        "claim__report__report_id", "claim__claim_id", "claim_id", "cluster_id"
    )
    return {(report, name): (claim, event) for report, name, claim, event in rows.iterator()}


def _keys(reports: Iterable[record.Report]) -> dict[Ref, int]:
    names = {report.id for report in reports}
    rows = Claim.objects.filter(report__in=in_use()).values_list("report__report_id", "claim_id", "pk")
    return {(report, claim): key for report, claim, key in rows.iterator() if report in names}


def _report_keys(reports: Iterable[record.Report]) -> dict[str, int]:
    names = {report.id for report in reports}
    rows = in_use().values_list("report_id", "pk").iterator()
    return {name: key for name, key in rows if name in names}
