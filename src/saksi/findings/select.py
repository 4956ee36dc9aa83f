"""Which claims a finding may count: neither those of exact copies nor those of withdrawn reports."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from saksi.findings.links import Event, Known, Links, Ref, Source, known
from saksi.record import Claim, InvalidInput, Passage, Report, vocabulary
from saksi.record.claims import Value


class ClaimRef(Value):
    """A claim by name: its id is unique only within its report."""

    report_id: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim together with the report that makes it, and what linking knows of it."""

    report: Report
    claim: Claim
    event: Event | None = None  # null: nobody has linked it
    sources: tuple[Source, ...] = ()  # on which it rests, by linking
    decided: bool = False  # by a person; else it is a suggestion of the reader
    orders: tuple[Ref, ...] = ()  # that a person says it carried out

    @property
    def ref(self) -> ClaimRef:
        """Return its name."""
        return ClaimRef(report_id=self.report.id, claim_id=self.claim.id)

    @property
    def core(self) -> Passage:
        """Return the core passage: the one that the claim was read from."""
        return self.claim.passages[0]

    @property
    def family(self) -> str:
        """Return the family of its act: life, liberty, body, move, watch, means or camp."""
        return family_of(self.claim.act)


@dataclass(frozen=True, slots=True)
class Record:
    """What the findings see: reports in a fixed order, sorted by what counts and what does not."""

    reports: tuple[Report, ...]  # all: dated first, by day, then by id
    counted: tuple[Report, ...]
    duplicates: tuple[Report, ...]
    retracted: tuple[Report, ...]
    statements: tuple[Statement, ...]  # of counted reports
    withdrawn: tuple[Statement, ...]  # of retracted reports

    def where(self, rule: Callable[[Claim], bool]) -> tuple[Statement, ...]:
        """Return the counted statements whose claim fits the rule."""
        return tuple(s for s in self.statements if rule(s.claim))


def select(reports: Sequence[Report], links: Links | None = None, decided: Collection[Ref] = ()) -> Record:
    """Sort reports into counted, copies and withdrawn; the order of input never matters.

    Parameters
    ----------
    reports
        Read reports.
    links
        What linking found; without it, claims stand for themselves.
    decided
        Claims, by report and claim id, that a person has accepted or corrected.

    Raises
    ------
    InvalidInput
        A report's id occurs twice: a trace could not name it.
    """
    _ids_are_unique(reports)
    ordered = tuple(sorted(reports, key=lambda r: (r.published or date.max, r.id)))
    by_id = {report.id: report for report in ordered}
    copies = {report.id for report in ordered if _root(report, by_id) != report.id}
    duplicates = tuple(r for r in ordered if r.id in copies)
    retracted = tuple(r for r in ordered if r.retracted and r.id not in copies)
    counted = tuple(r for r in ordered if not r.retracted and r.id not in copies)
    linked = known(links, ordered)
    reviewed = frozenset(decided)
    statements = _statements(counted, linked, reviewed)
    withdrawn = _statements(retracted, linked, reviewed)
    return Record(ordered, counted, duplicates, retracted, statements, withdrawn)


def family_of(act: str) -> str:
    """Return the family of an act; an act that a country pack left without one is kept as campaign."""
    return vocabulary("act")[act].family or "camp"


def sign_of(act: str) -> str:
    """Return the glyph of an act: its family's, but an open square for release."""
    return "release" if act == "release" else family_of(act)


def told(claim: Claim) -> bool:
    """Count an act that is said to have happened or to be going on."""
    return claim.kind == "act" and claim.modality in ("happened", "ongoing")


def told_or_planned(claim: Claim) -> bool:
    """Count acts and orders that are said to have happened, to go on or to be planned."""
    return claim.kind in ("act", "order") and claim.modality in ("happened", "ongoing", "planned")


def denied(claim: Claim) -> bool:
    """Say whether an act is denied."""
    return claim.kind == "act" and claim.modality == "denied"


def particular(claim: Claim) -> bool:
    """Count an episode, not a habit: somebody in particular, a number, a place or a day is told."""
    somebody = claim.victim.type == "individual" or claim.victim.name or claim.count.max is not None
    somewhere = claim.place.text or claim.time.from_ or claim.time.to
    return claim.modality == "happened" and bool(somebody or somewhere)


def _statements(reports: Iterable[Report], linked: Known, decided: Collection[Ref]) -> tuple[Statement, ...]:
    named = (((report.id, claim.id), report, claim) for report in reports for claim in _in_text_order(report))
    return tuple(
        Statement(
            report,
            claim,
            linked.events.get(ref),
            linked.sources.get(ref, ()),
            ref in decided,
            linked.orders.get(ref, ()),
        )
        for ref, report, claim in named
    )


def _in_text_order(report: Report) -> list[Claim]:
    return sorted(report.claims, key=lambda c: (c.passages[0].start, c.passages[0].end, c.id))


def _root(report: Report, by_id: dict[str, Report]) -> str:
    """Follow copies to the report they copy; of a ring of copies the smallest id stays."""
    seen = [report.id]
    while (parent := by_id[seen[-1]].duplicate_of) in by_id and parent is not None:
        if parent in seen:
            return min(seen[seen.index(parent) :])
        seen.append(parent)
    return seen[-1]


def _ids_are_unique(reports: Sequence[Report]) -> None:
    twice = [name for name, n in Counter(r.id for r in reports).items() if n > 1]
    if twice:
        raise InvalidInput(f"report id {min(twice)!r} occurs twice: give each report its own id")
