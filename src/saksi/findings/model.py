"""What a finding is: a question, its answer, its figure, its rule, and the claims it rests on."""

from datetime import date

from saksi.findings.blocks import Block, Refused
from saksi.findings.select import ClaimRef
from saksi.findings.sources import Independence, Weakest
from saksi.findings.text import Text
from saksi.record import Bounds
from saksi.record.claims import Value
from saksi.record.display import bounds_words, facts_html, rows_html


class Rule(Value):
    """Which claims count: in words, and as the function that chose them."""

    words: Text
    code: str


class Figure(Value):
    """The one large number of a section, with its unit in words."""

    bounds: Bounds
    number: Text
    unit: Text
    claims: tuple[ClaimRef, ...] = ()  # that give it: without them it falls


class SideNote(Value):
    """A line of the side note: a label and what it says."""

    label: Text
    text: Text


class Group(Value):
    """Claims of the trace that belong together: by act, by order, by reason."""

    id: str
    title: Text
    refs: tuple[ClaimRef, ...]


class Reviewed(Value):
    """How many of the claims a person has decided; the others are suggestions of the reader."""

    decided: int
    of: int


class Finding(Value):
    """One question and what the record can say to it."""

    id: str
    question: Text
    answer: Text
    unit: Text
    figure: Figure | None = None
    bounds: tuple[Bounds, ...] = ()
    blocks: tuple[Block, ...] = ()
    rule: Rule
    claims_for: tuple[Group, ...] = ()
    claims_against: tuple[ClaimRef, ...] = ()
    deniable: bool = True  # false: it counts what the record holds, and denials are part of that
    claims_apart: tuple[Group, ...] = ()  # named, but in no figure: habits, fears, plans
    sources: Independence
    weakest: Weakest | None = None
    reviewed: Reviewed
    not_counted: tuple[Text, ...] = ()
    notes: tuple[SideNote, ...] = ()
    refusals: tuple[Refused, ...] = ()  # beside the answer

    @property
    def refs(self) -> tuple[ClaimRef, ...]:
        """Return every claim that it rests on, once, in order."""
        found = [ref for group in (*self.claims_for, *self.claims_apart) for ref in group.refs]
        return tuple(dict.fromkeys([*found, *self.claims_against]))

    def _repr_html_(self) -> str:
        """Return the finding for a notebook; `saksi.findings.trace` leads on to passages and originals."""
        sources = bounds_words(
            self.sources.low, self.sources.high, "independent sources", "independent source"
        )
        figure = f"{self.figure.number.plain('en')} {self.figure.unit.plain('en')}" if self.figure else None
        return facts_html(
            self.question.plain("en"),
            [
                ("answer", self.answer.plain("en")),
                ("figure", figure),
                ("unit", self.unit.plain("en")),
                ("sources", f"{sources}, {self.sources.reports} reports" if self.refs else None),
                ("events", self.sources.events),
                ("rule", self.rule.words.plain("en")),
                ("claims for", sum(len(group.refs) for group in self.claims_for)),
                ("claims against", len(self.claims_against)),
                ("reviewed", f"{self.reviewed.decided} of {self.reviewed.of}"),
                ("refused", tuple(box.title.plain("en") for box in self.refusals)),
            ],
        )


class Findings(Value):
    """All findings of a record, with what they were made from."""

    title: Text
    lead: Text
    results: tuple[Finding, ...]
    synthetic: bool
    settings: dict[str, str | int | None]
    versions: dict[str, str]
    input_sha256: str
    made: date | None = None

    def _repr_html_(self) -> str:
        """Return all questions with their answers for a notebook."""
        rows = [
            (
                found.id,
                found.question.plain("en"),
                found.answer.plain("en"),
                bounds_words(found.sources.low, found.sources.high) if found.refs else None,
            )
            for found in self.results
        ]
        return rows_html(self.title.plain("en"), ("id", "question", "answer", "independent sources"), rows)
