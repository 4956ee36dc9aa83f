"""Reports with claims to events with their origins, and to pairs of reports with their dependence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations, pairwise
from math import exp

from saksi.linking.corroboration.circles import Circle, circles
from saksi.linking.corroboration.grades import Grade, grade
from saksi.linking.events.columns import Ints
from saksi.linking.events.conflicts import Conflict, conflicts
from saksi.linking.events.facts import Facts, Ref, facts_of
from saksi.linking.events.linking import Compared, link_claims
from saksi.linking.origins.dependence import Class, SharedEvent, Web, dependence, web_of
from saksi.linking.origins.independence import Independence, independence
from saksi.linking.origins.outlets import outlets_of
from saksi.linking.origins.stories import Pair, one_story_pairs, one_text_pairs
from saksi.linking.origins.tellers import Teller, tellers_of
from saksi.record import InvalidInput, Report

EVERY_PAIR = 300  # reports up to which all pairs are listed, also those that share nothing
ONE_TEXT = 9.0  # log odds that claims of two copies of one text are the same where they agree at all
TOGETHER = 0.5  # of claims that were not compared and stand in one event by the word of others
APART = 0.45  # at most, of claims that were put into two events
OTHER_VICTIMS = 0.6  # at most, of claims about other victims of what may be one occurrence
IN_PASSING = 0.4  # of an event that neither report tells as an episode, where one of them tells episodes


@dataclass(frozen=True, slots=True)
class Event:
    """An occurrence that claims tell of."""

    id: str
    claims: tuple[Ref, ...]
    withdrawn: tuple[Ref, ...]  # those of its claims that rest on a report that was withdrawn
    sources: Independence
    conflicts: tuple[Conflict, ...]
    circles: tuple[Circle, ...]
    grade: Grade

    @property
    def reports(self) -> tuple[str, ...]:
        """Return the reports that tell of it, sorted."""
        return tuple(sorted({report for report, _ in self.claims}))


@dataclass(frozen=True, slots=True)
class ReportPair:
    """Two reports: whether they tell of one event (0 to 1), how they depend on each other, and why."""

    a: str
    b: str
    same_event: float
    dependence: Class
    why: str


@dataclass(frozen=True)
class Linked:
    """What linking events found.

    Parameters
    ----------
    events
        In order of their first claim; also events that one claim alone tells of.
    pairs
        Of reports, by ids in order: all of a small folder, else those that share an event or wording.
    facts
        Of all claims, as they were compared.
    web
        Who told whom.
    """

    events: tuple[Event, ...]
    pairs: tuple[ReportPair, ...]
    facts: Mapping[Ref, Facts]
    web: Web

    def passing_on(self, report: str, event: "Event") -> tuple[str, ...]:
        """Return the reports that have an event from this one alone: later prints of its story, citations."""
        return passing_on(report, event.claims, self.facts, self.web)


def link_events(reports: Sequence[Report]) -> Linked:
    """Find which claims tell of one event, who told them, and how the reports depend on each other.

    Parameters
    ----------
    reports
        With claims; their order does not matter. Reports without claims are compared by their text.

    Raises
    ------
    InvalidInput
        A report's id occurs twice, or the data of a country pack is wrong.

    References
    ----------
    docs/methods/events.md, docs/methods/origins.md
    """
    ordered = sorted(reports, key=lambda report: report.id)
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise InvalidInput(f"report id {one.id!r} occurs twice: give each report its own id")
    facts, outlets, texts = facts_of(ordered), outlets_of(ordered), one_text_pairs(ordered)
    labels, compared = link_claims(facts, dict.fromkeys(texts, ONE_TEXT))
    tellers = tellers_of(ordered, outlets)
    events = labels.tolist()
    stories = one_story_pairs(ordered, facts, events, tellers, outlets, texts)
    web = web_of(tellers, outlets, stories, _denied_elsewhere(facts, events))
    retracted = frozenset(report.id for report in ordered if report.retracted)
    members: dict[int, list[Facts]] = defaultdict(list)
    for fact, event in zip(facts, events, strict=True):
        members[event].append(fact)
    made = [_event(found, web, retracted) for found in members.values()]
    pairs = _report_pairs([report.id for report in ordered], facts, made, labels, compared, web)
    return Linked(tuple(made), tuple(pairs), {fact.ref: fact for fact in facts}, web)


def passing_on(report: str, claims: Sequence[Ref], facts: Mapping[Ref, Facts], web: Web) -> tuple[str, ...]:
    """Return the reports that have what they tell of an event from one report alone.

    They print its story later, or in another language of its outlet, or every chain of theirs passes through
    its outlet.
    """
    published = {ref[0]: facts[ref].published for ref in claims}
    outlet = web.outlets.by_report.get(report)
    found = []
    for other in sorted(set(published) - {report}):
        first, later = published[report], published[other]
        after = first is None or later is None or later >= first
        heard = [teller for ref in claims if ref[0] == other for teller in web.tellers[ref]]
        cited = outlet is not None and all(outlet in t.passed_by for t in heard)
        if (web.one_story(report, other) and (after or web.one_outlet(report, other))) or (cited and after):
            found.append(other)
    return tuple(found)


def _event(members: Sequence[Facts], web: Web, retracted: frozenset[str]) -> Event:
    refs = tuple(sorted(fact.ref for fact in members))
    by_ref = {fact.ref: fact for fact in members}
    gone = {ref[0] for ref in refs} & retracted
    withdrawn = frozenset(gone.union(*(passing_on(report, refs, by_ref, web) for report in gone)))
    sources = independence(refs, web.tellers, one_story=web.one_story, cites=web.cites, withdrawn=withdrawn)
    found = tuple(conflicts(members))
    heard: list[Teller] = [teller for ref in refs for teller in web.tellers[ref]]
    live = [fact for fact in members if fact.ref[0] not in withdrawn]
    return Event(
        id=event_id(refs),
        claims=refs,
        withdrawn=tuple(ref for ref in refs if ref[0] in withdrawn),
        sources=sources,
        conflicts=found,
        circles=tuple(circles(heard, web.outlets.by_report)),
        grade=grade(live, sources, found),
    )


def event_id(refs: Sequence[Ref]) -> str:
    """Return an id that stays while the event's first claim stays: later reports change no name."""
    return "e-" + sha256(":".join(min(refs)).encode()).hexdigest()[:12]


def _denied_elsewhere(facts: Sequence[Facts], events: Sequence[int]) -> dict[Ref, bool]:
    denied = {(f.ref[0], e) for f, e in zip(facts, events, strict=True) if f.modality == "denied"}
    return {
        fact.ref: fact.modality != "denied" and (fact.ref[0], event) in denied
        for fact, event in zip(facts, events, strict=True)
    }


def _report_pairs(
    ids: Sequence[str],
    facts: Sequence[Facts],
    events: Sequence[Event],
    labels: Ints,
    compared: Compared,
    web: Web,
) -> list[ReportPair]:
    shared: dict[Pair, list[Event]] = defaultdict(list)
    for event in events:
        for pair in combinations(event.reports, 2):
            shared[pair].append(event)
    likely = _likelihoods(facts, labels, compared)
    for pair in shared:
        likely.setdefault(pair, TOGETHER)
    wanted = set(shared) | set(web.stories) | {pair for pair, chance in likely.items() if chance >= TOGETHER}
    if len(ids) <= EVERY_PAIR:
        wanted |= set(combinations(ids, 2))
    made = []
    for a, b in sorted(wanted):
        events_of_both = [SharedEvent(event.claims, event.sources) for event in shared.get((a, b), ())]
        found = dependence(a, b, events_of_both, web)
        made.append(ReportPair(a, b, likely.get((a, b), 0.0), found.kind, found.why))
    return made


def _likelihoods(facts: Sequence[Facts], labels: Ints, compared: Compared) -> dict[Pair, float]:
    """Return by pair of reports the probability that they tell of one event: that of their surest claims."""
    episodes = {fact.ref[0] for fact in facts if fact.particular}
    likely: dict[Pair, float] = {}
    for a, b, event, occasion in zip(*(column.tolist() for column in compared), strict=True):
        one, other = facts[a], facts[b]
        if one.ref[0] == other.ref[0]:
            continue
        if labels[a] == labels[b]:
            chance = _chance(max(event, 0.0))
        else:
            chance = max(min(APART, _chance(event)), min(OTHER_VICTIMS, _chance(occasion)))
        told = {one.ref[0], other.ref[0]} & episodes
        if told and not (one.particular or other.particular):
            chance *= IN_PASSING
        pair = (min(one.ref[0], other.ref[0]), max(one.ref[0], other.ref[0]))
        likely[pair] = max(likely.get(pair, 0.0), chance)
    return likely


def _chance(odds: float) -> float:
    return 0.0 if odds < -700 else 1 / (1 + exp(-odds))
