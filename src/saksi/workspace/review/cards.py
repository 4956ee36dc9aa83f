"""One claim as a card: its state, its fields in order of doubt, why it comes where it comes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from saksi import record
from saksi.findings.select import family_of, sign_of
from saksi.findings.text import Language
from saksi.record import vocabulary
from saksi.review import Share, Worth, field_doubts
from saksi.review.order import READ_BY
from saksi.workspace.drafts.models import Draft
from saksi.workspace.holdings.models import Claim
from saksi.workspace.review.marking import Mark, paragraph_of
from saksi.workspace.review.selectors import ENOUGH
from saksi.workspace.review.wording import Chain, Value, capital, chains, field_value, title, victim_line
from saksi.workspace.web.saying import label, say

DOUBTED = 0.5  # doubt from which a field is tinted
TINTED = 2  # fields at most
ORDER = (
    "count", "victim", "act", "kind", "perpetrator", "grounds", "place", "time", "modality", "attribution",
    "penalty",
)  # fmt: skip
BOOKS = {
    "act": "act", "kind": "kind", "modality": "modality", "grounds": "ground", "count": "unit",
    "perpetrator": "institution", "victim": "status", "attribution": "directness",
}  # fmt: skip
STATES = {"accepted": "dec", "corrected": "dec", "cannot_tell": "dec", "rejected": "rej", "added": "dec"}
STAMPS = {"suggested": "sug", "corrected": "cor", "rejected": "rej", "cannot_tell": "cant"}


@dataclass(frozen=True, slots=True)
class Row:
    """One field on an open card."""

    name: str
    label: str
    definition: tuple[str, ...]  # of the field, then of the code that it has
    value: Value
    doubt: str  # a sentence; empty: not tinted
    right: str  # how often the reader was right on it; empty: too few decisions


@dataclass(frozen=True, slots=True)
class Span:
    """One passage as the card points at it."""

    start: int
    end: int
    paragraph: int


@dataclass
class Card:
    """One claim as the desk shows it."""

    number: int  # in text order, from 1
    row: Claim | None  # null: a claim that a blind coder added, which is not in the record
    local_id: str
    value: record.Claim
    verdict: str  # suggested, accepted, corrected, rejected, cannot_tell, added
    version: int
    language: Language
    text: str
    worth: Worth | None = None  # null: blind, or not a suggestion
    precision: Mapping[str, Share] = field(default_factory=dict)
    open: bool = False
    mode: str = "read"  # read, edit, passages
    by: str = ""  # who decided
    key: str = field(default_factory=lambda: uuid4().hex)
    drafts: Mapping[str, Draft] = field(default_factory=dict)  # what the reader of this page began, by kind

    @property
    def state(self) -> str:
        """Class of its edge."""
        return STATES.get(self.verdict, "sug")

    @property
    def stamp(self) -> str:
        """Class of its status."""
        return STAMPS.get(self.verdict, "")

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to decide."""
        return self.verdict == "suggested"

    @property
    def status(self) -> str:
        """Its state in a word."""
        return say(self.language, f"review.status.{self.verdict}")

    @property
    def title(self) -> str:
        """Its act."""
        return title(self.value, self.language)

    @property
    def line(self) -> str:
        """To whom, and how many."""
        return victim_line(self.value, self.language)

    @property
    def modality(self) -> str:
        """Its modality in a word; empty where it happened, which is left out in lists."""
        code = self.value.modality
        return "" if code == "happened" else capital(label(self.language, "modality", code))

    @property
    def family(self) -> str:
        """Family of its act."""
        return family_of(self.value.act)

    @property
    def name(self) -> str:
        """For those who listen: "claim 10, execution, suggested"."""
        return say(
            self.language,
            "review.mark",
            number=str(self.number),
            act=label(self.language, "act", self.value.act),
            status=self.status.lower(),
        )

    @property
    def why(self) -> str:
        """Why it comes where it comes; empty where that need not be said."""
        if self.worth is None or self.worth.group == "probable" or not self.is_open:
            return ""
        if self.worth.sources_differ:
            return say(self.language, "review.why.sources")
        if self.worth.field == "claim":
            return say(self.language, "review.why.claim", percent=str(round(100 * (1 - self.worth.doubt))))
        name = say(self.language, f"review.field.{self.worth.field}")
        return say(self.language, "review.why.field", field=name, n=READ_BY[self.worth.field])

    @property
    def chains(self) -> list[Chain]:
        """According to whom."""
        return chains(self.value, self.language)

    @property
    def spans(self) -> list[Span]:
        """Its passages, the core first."""
        return [Span(p.start, p.end, paragraph_of(self.text, p.start)) for p in self.value.passages]

    @property
    def machine(self) -> str:
        """How often a suggestion was a claim at all, beside the buttons."""
        share = self.precision.get("claim")
        return (
            ""
            if self.row is None or share is None
            else right_words(share, self.language, "review.right_claim")
        )

    @property
    def doubted(self) -> list[str]:
        """Its fields that need a look: where the form begins."""
        doubts = field_doubts(self.value) if self.worth is not None and self.is_open else {}
        return [name for name in doubts if doubts[name] > DOUBTED][:TINTED]

    @property
    def rows(self) -> list[Row]:
        """Its fields: the doubted ones first, then in the order of the card."""
        tinted = self.doubted
        ordered = [*tinted, *(name for name in ORDER if name not in tinted)]
        return [self._row(name, name in tinted) for name in ordered if self._shown(name)]

    def _shown(self, name: str) -> bool:
        return name != "penalty" or self.value.penalty is not None

    def _row(self, name: str, tinted: bool) -> Row:
        share = self.precision.get(name)
        right = right_words(share, self.language) if share is not None else ""
        doubt = ""
        if tinted:
            differ = name == "count" and self.worth is not None and self.worth.sources_differ
            doubt = say(self.language, "review.doubt.sources" if differ else "review.doubt.reader")
        return Row(
            name,
            capital(say(self.language, f"review.field.{name}")),
            definitions(name, self.value, self.language),
            field_value(name, self.value, self.language),
            doubt,
            right,
        )

    @property
    def marks(self) -> list[Mark]:
        """Its passages, to be drawn in the text."""
        glyph = f"g-{sign_of(self.value.act)}"
        drawn = {"rej": "no", "dec": "dec"}.get(self.state, "")
        return [
            Mark(self.number, p.start, p.end, self.family, glyph, drawn, self.open, self.name)
            for p in self.value.passages
        ]


def right_words(share: Share, language: Language, key: str = "review.right") -> str:
    """Say how often the reader was right, with its interval; nothing where too few were decided."""
    if share.n < ENOUGH or share.value is None or share.interval is None:
        return ""
    low, high = (str(round(100 * bound)) for bound in share.interval)
    return say(language, key, percent=str(round(100 * share.value)), low=low, high=high, n=share.n)


def definitions(name: str, claim: record.Claim, language: Language) -> tuple[str, ...]:
    """Return what a field means, and what its code means where it has one."""
    if name not in BOOKS:
        return (say(language, f"review.define.{name}"),)
    book = vocabulary(BOOKS[name])
    codes = _CODES[name](claim)
    of_codes = (
        f"{book[code].label[language]}: {book[code].definition[language]}"
        for code in codes
        if code is not None
    )
    return (book.definition[language], *of_codes)


_CODES: Mapping[str, Callable[[record.Claim], Sequence[str | None]]] = {
    "act": lambda c: (c.act,),
    "kind": lambda c: (c.kind,),
    "modality": lambda c: (c.modality,),
    "grounds": lambda c: c.grounds,
    "perpetrator": lambda c: (c.perpetrator.institution,),
    "victim": lambda c: (c.victim.status,),
    "attribution": lambda c: (c.attribution.directness,),
    "count": lambda c: (c.count.unit,),
}
