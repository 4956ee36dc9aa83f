"""Which acts carried out an order: as a member says, as its own report says, as linked reports tell it too.

Nothing here asserts a cause. What a report ties to an order is read from its words (the rule of the findings
page, `saksi.findings.questions.orders.tied_to_an_order`), and belongs to the order that stands nearest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from saksi import record
from saksi.findings.questions.orders import BEFORE, TIED, tied_to_an_order
from saksi.findings.select import Statement
from saksi.workspace.frames import as_decided, report_record
from saksi.workspace.holdings.models import Claim, Passage, Report
from saksi.workspace.holdings.parts import give_parts
from saksi.workspace.holdings.views.lines import Line, lines_of
from saksi.workspace.linking.carrying import latest_ties
from saksi.workspace.linking.models import Membership, OrderTie
from saksi.workspace.web.access import Request

MOST = 60  # acts of one order that are drawn
MAYBE = 20  # further acts that are offered
NO_CLAIM = frozenset(("rejected", "cannot_tell"))


@dataclass(frozen=True)
class Carried:
    """One act beside its order."""

    line: Line
    way: str  # reviewer, report, event
    said: OrderTie | None  # a member's word; null = nobody's


@dataclass(frozen=True)
class Carrying:
    """The acts of one order, by day, and those of which a member said that they did not carry it out."""

    acts: tuple[Carried, ...]
    taken: tuple[Carried, ...]


def carrying(request: Request, order: Line, hidden: Collection[int]) -> Carrying:
    """Return the acts that are tied to an order, of what a member sees."""
    orders = [order.row.pk, *_told_again(order.row.pk, hidden)]
    said = {act: row for (_, act), row in sorted(latest_ties(orders=orders).items(), key=lambda x: x[1].pk)}
    told = told_to_carry_out(orders).values()
    ways = {act: "report" for acts in told for act in sorted(acts)}
    ways |= {act: "reviewer" for act, row in said.items() if row.tied}
    not_so = {act for act, row in said.items() if not row.tied}
    for act in _in_events_of([act for act in _seen(ways, hidden) if act not in not_so]):
        ways.setdefault(act, "event")
    found = _acts(request, [*ways, *not_so], hidden)
    made = [Carried(line, ways.get(key, "reviewer"), said.get(key)) for key, line in found.items()]
    made.sort(key=lambda one: (one.line.claim.time.from_ is None, one.line.claim.time.from_, one.line.row.pk))
    return Carrying(
        tuple(one for one in made if one.line.row.pk not in not_so),
        tuple(one for one in made if one.line.row.pk in not_so),
    )


def tied_acts(orders: Iterable[int], hidden: Collection[int]) -> dict[int, int]:
    """Return how many acts a report or a member ties to each order, without what links add."""
    keys = list(orders)
    acts = told_to_carry_out(keys)
    for (order, act), row in latest_ties(orders=keys).items():
        (acts[order].add if row.tied else acts[order].discard)(act)
    seen = _seen((act for own in acts.values() for act in own), hidden)
    return {order: len(own & seen) for order, own in acts.items()}


def told_to_carry_out(orders: Iterable[int]) -> defaultdict[int, set[int]]:
    """Return for each order the acts of which its own report says that they followed an order."""
    wanted = set(orders)
    reports = set(Claim.objects.filter(pk__in=wanted).values_list("report", flat=True))
    texts = dict(Report.objects.filter(pk__in=reports).values_list("pk", "text"))
    telling = Report.objects.in_bulk([report for report, text in texts.items() if TIED.search(text)])
    claims: dict[int, list[tuple[int, record.Claim]]] = defaultdict(list)
    rows = list(_may_be_tied(telling))
    give_parts(rows)
    for row in rows:
        claims[row.report_id].append((row.pk, as_decided(row)))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for report in telling.values():
        for act, order in _pairs(report, claims[report.pk]):
            if order in wanted:
                found[order].add(act)
    return found


def _may_be_tied(telling: Mapping[int, Report]) -> Iterable[Claim]:
    """Return the claims of reports that may be an order, or an act that its words tie to one.

    The words stand in the sentence of the act's core passage, or before it: as suggested, unless corrected.
    """
    rows = Claim.objects.filter(report__in=list(telling), stage="claim")
    core = Passage.objects.filter(claim=OuterRef("pk"), position=0)
    told = rows.annotate(start=Subquery(core.values("start")), end=Subquery(core.values("end")))
    chosen = [
        key
        for key, report, kind, verdict, start, end in told.values_list(
            "pk", "report_id", "kind", "standing__verdict", "start", "end"
        )
        if kind == "order"
        or verdict == "corrected"
        or TIED.search(telling[report].text[max(start - BEFORE, 0) : end])
    ]
    return Claim.objects.filter(pk__in=chosen).select_related("standing__decision").order_by("pk")


def _pairs(report: Report, claims: Sequence[tuple[int, record.Claim]]) -> Iterable[tuple[int, int]]:
    """Return act and order, by keys: the nearest order in the text, of two as near that of the same act."""
    orders = [(key, claim) for key, claim in claims if claim.kind == "order"]
    told = report_record(report, claims=[], candidates=[])
    for key, claim in claims:
        if orders and tied_to_an_order(Statement(told, claim)):
            yield key, min(orders, key=lambda one: _distance(claim, one[1]))[0]


def _distance(act: record.Claim, order: record.Claim) -> tuple[int, bool]:
    a, o = act.passages[0], order.passages[0]
    return max(a.start - o.end, o.start - a.end, 0), act.act != order.act


def may_belong(request: Request, order: Line, known: Collection[int], hidden: Collection[int]) -> list[Line]:
    """Return further acts to look at: those of the same report, then the same act in the same country since.

    As suggested, so that the database can find them; what a decision made of them is shown, and checked.
    """
    claim = order.claim
    rows = Claim.objects.filter(stage="claim", kind="act").exclude(report__in=hidden).exclude(pk__in=known)
    own = rows.filter(report=order.row.report)
    found = list(own.order_by("position").values_list("pk", flat=True)[:MAYBE])
    if claim.time.from_ and claim.place.country:
        after: QuerySet[Claim] = rows.filter(
            act=claim.act, place_country=claim.place.country, time_from__gte=claim.time.from_
        )
        found += list(after.order_by("time_from", "pk").values_list("pk", flat=True)[:MAYBE])
    lines = _acts(request, dict.fromkeys(found), hidden)
    return list(lines.values())[:MAYBE]


def _acts(request: Request, keys: Iterable[int], hidden: Collection[int]) -> dict[int, Line]:
    """Return the lines of acts that a member sees and that nobody rejected, in the order of their keys."""
    seen = _seen(every := list(keys), hidden)
    wanted = [key for key in every if key in seen][: 4 * MOST]
    found = lines_of(request, wanted)
    fit = (
        (key, found[key])
        for key in wanted
        if key in found and found[key].claim.kind == "act" and found[key].verdict not in NO_CLAIM
    )
    return dict(list(fit)[:MOST])


def _seen(claims: Iterable[int], hidden: Collection[int]) -> set[int]:
    """Return which of these claims are of reports that a member sees."""
    rows = Claim.objects.filter(pk__in=set(claims)).exclude(report__in=hidden)
    return set(rows.values_list("pk", flat=True))


def _told_again(order: int, hidden: Collection[int]) -> list[int]:
    """Return the claims with which other reports tell the same order, as linked."""
    events = Membership.objects.filter(claim=order, cluster__kind="event", cluster__dissolved_at=None).values(
        "cluster"
    )
    rows = Membership.objects.filter(cluster__in=events, claim__kind="order").exclude(claim=order)
    return list(rows.exclude(claim__report__in=hidden).values_list("claim_id", flat=True))


def _in_events_of(acts: Iterable[int]) -> list[int]:
    """Return the claims that tell the same events as some acts."""
    events = Membership.objects.filter(
        claim__in=list(acts), cluster__kind="event", cluster__dissolved_at=None
    ).values("cluster")
    rows = Membership.objects.filter(cluster__in=events).order_by("claim_id")
    return list(rows.values_list("claim_id", flat=True))
