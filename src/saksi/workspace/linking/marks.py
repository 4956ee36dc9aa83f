"""What of the record has changed since it was linked last, so that what is done is skipped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max

from saksi import record
from saksi.linking.events.facts import Facts, Ref, told_facts
from saksi.linking.events.linking import Verdicts
from saksi.linking.events.stored import FORM, packed, unpacked
from saksi.workspace.audit.models import Setting
from saksi.workspace.audit.states import RowState, state_of
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.selectors import in_use
from saksi.workspace.linking.models import Compared, Judgement, Membership, Pair

CHUNK = 500
LINKED = "events linked"  # name of the setting
WEAK = 0.9  # probability of a membership below which new statistics may move it
NEAR = 0.25  # of a pair of two events, from which they may


@dataclass(frozen=True)
class Changed:
    """What to link: reports by primary key, and whether verdicts came since."""

    fresh: frozenset[int]  # new, or other than they were
    gone: frozenset[int]  # linked before and no longer in use
    kept: int  # reports that are as they were
    verdicts: frozenset[int]  # judgements that came since
    marks: Mapping[int, str]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.fresh or self.gone or self.verdicts)


def changed() -> Changed:
    """Return what has changed since events were linked last."""
    marks = marks_now()
    before = dict(Compared.objects.values_list("report_id", "mark"))
    fresh = frozenset(key for key, mark in marks.items() if before.get(key) != mark)
    gone = frozenset(before.keys() - marks.keys())
    new = Judgement.objects.filter(pair__kind="event", pk__gt=_last_judgement())
    judged = new.values_list("pk", flat=True)
    return Changed(fresh, gone, len(marks) - len(fresh), frozenset(judged), marks)


def marks_now() -> dict[int, str]:
    """Return for each report in use what changes with it, its claims, and what was decided on them."""
    rows = (
        in_use()
        .annotate(
            n=Count("claims", distinct=True),
            newest=Max("claims__pk"),
            decided=Max("claims__decisions__pk"),
        )
        .values_list("pk", "read_by", "retracted_by", "n", "newest", "decided")
    )
    return {key: ":".join(map(str, (FORM, *rest)))[:200] for key, *rest in rows.iterator()}


def _last_judgement() -> int:
    """Return the last verdict that a linking of events has taken into account; 0 = none."""
    row = Setting.objects.filter(name=LINKED).first()
    return int(row.value) if row else 0


def note_judgements() -> RowState:
    """Note that all verdicts up to now are taken into account; within the caller's transaction."""
    last = Judgement.objects.filter(pair__kind="event").aggregate(last=Max("pk"))["last"] or 0
    row, _ = Setting.objects.update_or_create(name=LINKED, defaults={"value": str(last)})
    return state_of(row)


def verdicts_on(kind: str) -> Verdicts:
    """Return the verdicts that hold, as refs."""
    rows = Pair.objects.filter(kind=kind, verdict__in=("same", "different")).values_list(
        "verdict",
        "first__report__report_id",
        "first__claim_id",
        "second__report__report_id",
        "second__claim_id",
    )
    found: dict[str, set[tuple[Ref, Ref]]] = {"same": set(), "different": set()}
    for verdict, a_report, a_claim, b_report, b_claim in rows:
        one, other = sorted(((a_report, a_claim), (b_report, b_claim)))
        found[str(verdict)].add((one, other))
    return Verdicts(frozenset(found["same"]), frozenset(found["different"]))


def refs_judged(judgements: Iterable[int]) -> set[Ref]:
    """Return the claims of which these verdicts speak."""
    rows = Judgement.objects.filter(pk__in=list(judgements)).values_list(
        "pair__first__report__report_id",
        "pair__first__claim_id",
        "pair__second__report__report_id",
        "pair__second__claim_id",
    )
    return {ref for a, b, c, d in rows for ref in ((a, b), (c, d))}


def doubtful() -> set[Ref]:
    """Return the claims of events that new statistics may move: weak memberships, events that are near."""
    weak = Membership.objects.filter(
        cluster__kind="event", cluster__dissolved_at__isnull=True, probability__lt=WEAK
    ).values_list("claim__report__report_id", "claim__claim_id")
    near = Pair.objects.filter(kind="event", verdict__isnull=True, probability__gte=NEAR)
    sides = (
        near.values_list(f"{side}__report__report_id", f"{side}__claim_id") for side in ("first", "second")
    )
    return {(report, claim) for rows in (weak, *sides) for report, claim in rows}


def facts_kept(leave_out: Iterable[int]) -> list[Facts]:
    """Return the stored facts of all reports but some, as they were told."""
    out = frozenset(leave_out)
    rows = Compared.objects.values_list("report_id", "report__report_id", "facts").iterator()
    return [
        unpacked((name, claim), values)
        for key, name, facts in rows
        if key not in out
        for claim, values in facts.items()
    ]


def keep_facts(reports: Iterable[record.Report], change: Changed) -> None:
    """Keep the facts and marks of fresh reports, and forget those that are gone."""
    keys = dict(Report.objects.filter(pk__in=change.fresh).values_list("report_id", "pk"))
    rows = [
        Compared(
            report_id=keys[report.id],
            mark=change.marks[keys[report.id]],
            facts={fact.ref[1]: packed(fact) for fact in told_facts(report)},
        )
        for report in reports
        if report.id in keys
    ]
    Compared.objects.bulk_create(
        rows,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["report"],
        update_fields=["mark", "facts"],
    )
    Compared.objects.filter(report__in=change.gone).delete()
