"""Reports with claims to events with their origins, and to pairs of reports with their dependence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations, pairwise

from saksi.linking.corroboration.circles import Circle, circles
from saksi.linking.corroboration.doubt import APART, Grouped, NearMiss, belonging, chance, near_misses
from saksi.linking.corroboration.grades import Grade, grade
from saksi.linking.events.columns import Ints
from saksi.linking.events.conflicts import Conflict, conflicts
from saksi.linking.events.facts import Facts, Ref, facts_of
from saksi.linking.events.linking import NO_VERDICTS, Compared, Verdicts, link_claims
from saksi.linking.origins.dependence import Class, SharedEvent, Web, dependence, web_of
from saksi.linking.origins.independence import Independence, independence
from saksi.linking.origins.outlets import Outlets, outlets_of
from saksi.linking.origins.stories import OneStory, Pair, one_story_pairs, one_text_pairs
from saksi.linking.origins.tellers import Teller, tellers_of
from saksi.record import InvalidInput, Report
from saksi.record.display import bounds_words, facts_html

EVERY_PAIR = 300  # reports up to which all pairs are listed, also those that share nothing
ONE_TEXT = 9.0  # log odds that claims of two copies of one text are the same where they agree at all
TOGETHER = 0.5  # of claims that were not compared and stand in one event by the word of others
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

    def _repr_html_(self) -> str:
        """Return the event for a notebook: claims, independent sources, contradictions; by ids alone."""
        sources = bounds_words(
            self.sources.low, self.sources.high, "independent sources", "independent source"
        )
        return facts_html(
            f"event {self.id}",
            [
                ("claims", tuple(f"{report}:{claim}" for report, claim in self.claims)),
                ("told by", f"{len(self.reports)} reports; {sources}"),
                ("contradicted", tuple(conflict.field for conflict in self.conflicts)),
                ("information grade", int(self.grade)),
                ("withdrawn", tuple(f"{report}:{claim}" for report, claim in self.withdrawn)),
            ],
        )


@dataclass(frozen=True, slots=True)
class ReportPair:
    """Two reports: whether they tell of one event (0 to 1), how they depend on each other, and why."""

    a: str
    b: str
    same_event: float
    dependence: Class
    why: str
    share: float | None = None  # of the shorter text that stands in the longer one; null where none is shared


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
    near
        Pairs of events that may be one.
    belongs
        How likely each claim belongs to its event, 0 to 1, as far as claims were compared.
    sharing
        Pairs of report ids, in order, that share an event by what its claims say alone.
    """

    events: tuple[Event, ...]
    pairs: tuple[ReportPair, ...]
    facts: Mapping[Ref, Facts]
    web: Web
    near: tuple[NearMiss, ...] = ()
    belongs: Mapping[Ref, float] = field(default_factory=dict)
    sharing: frozenset[Pair] = frozenset()

    def passing_on(self, report: str, event: "Event") -> tuple[str, ...]:
        """Return the reports that have an event from this one alone: later prints of its story, citations."""
        return passing_on(report, event.claims, self.facts, self.web)


def link_events(reports: Sequence[Report], verdicts: Verdicts = NO_VERDICTS) -> Linked:
    """Find which claims tell of one event, who told them, and how the reports depend on each other.

    Parameters
    ----------
    reports
        With claims; their order does not matter. Reports without claims are compared by their text.
    verdicts
        What reviewers said of pairs of claims: it always holds.

    Raises
    ------
    InvalidInput
        A report's id occurs twice, or the data of a country pack is wrong.

    References
    ----------
    docs/methods/events.md, docs/methods/origins.md
    """
    ordered = in_order(reports)
    facts, texts = facts_of(ordered), one_text_pairs(ordered)
    labels, compared, sharing = link_claims(facts, dict.fromkeys(texts, ONE_TEXT), verdicts)
    found = Grouped(facts, labels, compared, frozenset(labels.tolist()), sharing)
    return assembled(ordered, found, outlets_of(ordered), texts, every_pair=len(ordered) <= EVERY_PAIR)


def in_order(reports: Sequence[Report]) -> list[Report]:
    """Return reports by id.

    Raises
    ------
    InvalidInput
        A report's id occurs twice.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise InvalidInput(f"report id {one.id!r} occurs twice: give each report its own id")
    return ordered


def assembled(
    reports: Sequence[Report],
    found: Grouped,
    outlets: Outlets,
    texts: Mapping[Pair, OneStory],
    *,
    every_pair: bool,
) -> Linked:
    """Put together what the groups of claims make: events with their origins, pairs of reports.

    Parameters
    ----------
    reports
        In order; those of the facts.
    found
        The groups.
    outlets
        Of all reports of the record.
    texts
        Pairs of reports of which the texts show that they print one story.
    every_pair
        Also list pairs of reports that share nothing.
    """
    facts, events = found.facts, found.labels.tolist()
    tellers = tellers_of(reports, outlets)
    stories = one_story_pairs(reports, facts, events, tellers, outlets, texts)
    web = web_of(tellers, outlets, stories, _denied_elsewhere(facts, events))
    retracted = frozenset(report.id for report in reports if report.retracted)
    members: dict[int, list[Facts]] = defaultdict(list)
    for fact, event in zip(facts, events, strict=True):
        if event in found.wanted:
            members[event].append(fact)
    made = [_event(group, web, retracted) for group in members.values()]
    ids = [report.id for report in reports] if every_pair else []
    pairs = _report_pairs(ids, found, made, web)
    return Linked(
        tuple(made),
        tuple(pairs),
        {fact.ref: fact for fact in facts},
        web,
        tuple(near_misses(found)),
        belonging(found),
        found.sharing,
    )


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


def _report_pairs(ids: Sequence[str], found: Grouped, events: Sequence[Event], web: Web) -> list[ReportPair]:
    """Return the pairs that share something; with ids, all pairs of these as well."""
    shared: dict[Pair, list[Event]] = defaultdict(list)
    for event in events:
        for pair in combinations(event.reports, 2):
            shared[pair].append(event)
    likely = _likelihoods(found.facts, found.labels, found.compared)
    for pair in shared:
        likely.setdefault(pair, TOGETHER)
    wanted = set(shared) | set(web.stories) | {pair for pair, chance in likely.items() if chance >= TOGETHER}
    wanted |= set(combinations(ids, 2))
    made = []
    for a, b in sorted(wanted):
        events_of_both = [SharedEvent(event.claims, event.sources) for event in shared.get((a, b), ())]
        answer = dependence(a, b, events_of_both, web)
        story = web.stories.get((a, b))
        share = story.weight if story is not None and story.kind == "copy" else None
        made.append(ReportPair(a, b, likely.get((a, b), 0.0), answer.kind, answer.why, share))
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
            likelihood = chance(max(event, 0.0))
        else:
            likelihood = max(min(APART, chance(event)), min(OTHER_VICTIMS, chance(occasion)))
        told = {one.ref[0], other.ref[0]} & episodes
        if told and not (one.particular or other.particular):
            likelihood *= IN_PASSING
        pair = (min(one.ref[0], other.ref[0]), max(one.ref[0], other.ref[0]))
        likely[pair] = max(likely.get(pair, 0.0), likelihood)
    return likely
