"""The claims of one report in their order, with the text that they come from: one reading desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saksi import record
from saksi.findings.text import Language
from saksi.review import Share, rank, worth
from saksi.workspace.frames import as_decided, claim_record
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.review.adding import BY_HAND
from saksi.workspace.review.cards import Card
from saksi.workspace.review.marking import Paragraph, paragraphs
from saksi.workspace.review.models import Assignment, Coding
from saksi.workspace.review.outlines import SECONDS
from saksi.workspace.review.values import latest_codings, standing_of, suggested, version_of


@dataclass
class Desk:
    """One report at the reading desk."""

    report: Report
    cards: list[Card]  # in the order in which they are worked on
    by_number: list[Card]
    assignment: Assignment | None
    language: Language

    @property
    def blind(self) -> bool:
        """Whether what others decided is not shown."""
        return self.assignment is not None

    @property
    def present(self) -> Card | None:
        """The open card."""
        return next((card for card in self.cards if card.open), None)

    @property
    def n_decided(self) -> int:
        """Claims that nobody has to decide on any more."""
        return sum(not card.is_open for card in self.cards)

    @property
    def n_open(self) -> int:
        """Claims that wait."""
        return len(self.cards) - self.n_decided

    @property
    def minutes(self) -> int:
        """About how long the rest takes."""
        return max(1, round(self.n_open * SECONDS / 60)) if self.n_open else 0

    @property
    def probable(self) -> list[Card]:
        """The group that may be accepted together after reading."""
        return [c for c in self.cards if c.is_open and c.worth is not None and c.worth.group == "probable"]

    @property
    def groups(self) -> list[tuple[str, list[Card]]]:
        """The cards under their headings; one group without a heading in text order or blind."""
        if any(card.worth is None for card in self.cards if card.is_open and card.row is not None):
            return [("", self.cards)]
        worth = [c for c in self.cards if c.is_open and c not in self.probable]
        decided = [c for c in self.cards if not c.is_open]
        named = (("worth", worth), ("probable", self.probable), ("decided", decided))
        return [(name, cards) for name, cards in named if cards]

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The text with all passages drawn."""
        marks = [mark for card in self.by_number for mark in card.marks]
        return paragraphs(self.report.text, marks, [(start, end) for start, end in self.report.furniture])

    def after(self, number: int) -> Card | None:
        """Return the card to go to after a decision: the next that waits, else the first that does."""
        at = next((n for n, card in enumerate(self.cards) if card.number == number), -1)
        ahead = [card for card in self.cards[at + 1 :] + self.cards[: at + 1] if card.is_open]
        return ahead[0] if ahead else None

    def card(self, number: int) -> Card | None:
        """Return a card by its number."""
        return next((card for card in self.by_number if card.number == number), None)

    def open(self, number: int, mode: str = "read") -> None:
        """Open one card and close the others; of a number that is none, the first that waits."""
        waiting = next((card for card in self.cards if card.is_open), None)
        chosen = self.card(number) or waiting or next(iter(self.cards), None)
        for card in self.cards:
            card.open, card.mode = card is chosen, mode if card is chosen else "read"


def build_desk(
    report: Report,
    *,
    language: Language,
    precision: Mapping[str, Share],
    assignment: Assignment | None = None,
    in_text_order: bool = False,
    rows: Sequence[Claim] | None = None,
) -> Desk:
    """Return the desk of a report; with an assignment the blind one, which knows nobody's decisions.

    ``rows``: its claims as `suggested` has them, where they are at hand.
    """
    rows = list(suggested(report)) if rows is None else rows
    if assignment is not None:
        cards = _blind(report, rows, assignment, language)
    else:
        cards = [_card(row, report, language, precision) for row in rows]
    numbers = _numbers_of(cards)
    for card in cards:
        card.number = numbers[card.local_id]
    cards.sort(key=lambda card: card.number)
    ordered = cards if assignment is not None or in_text_order else _most_valuable_first(cards)
    return Desk(report, list(ordered), cards, assignment, language)


def single_card(
    report: Report, local_id: str, *, language: Language, precision: Mapping[str, Share], number: int
) -> Card | None:
    """Return one card of a desk that is not blind, without building the others; None where there is none."""
    row = suggested(report).filter(claim_id=local_id).first()
    if row is None:
        return None
    card = _card(row, report, language, precision)
    card.number = number
    if card.is_open:
        card.worth = worth(card.value)
    return card


def _numbers_of(cards: Sequence[Card]) -> dict[str, int]:
    """Number cards in text order, as `outline` does: by where a claim was suggested, not by a correction."""
    ordered = sorted(cards, key=_place)
    return {card.local_id: number for number, card in enumerate(ordered, 1)}


def _place(card: Card) -> tuple[int, int, str]:
    core = next(p for p in card.row.passages.all() if p.position == 0) if card.row else card.value.passages[0]
    return core.start, -core.end, card.local_id


def _most_valuable_first(cards: Sequence[Card]) -> list[Card]:
    waiting = rank([card for card in cards if card.is_open], lambda card: card.value)
    for card, its_worth in waiting:
        card.worth = its_worth
    return [card for card, _ in waiting] + [card for card in cards if not card.is_open]


def _card(row: Claim, report: Report, language: Language, precision: Mapping[str, Share]) -> Card:
    standing = standing_of(row)
    return Card(
        number=0,
        row=row,
        local_id=row.claim_id,
        value=as_decided(row),
        verdict=standing.verdict if standing else "suggested",
        version=version_of(row),
        language=language,
        text=report.text,
        precision=precision,
        by=standing.coder if standing else "",
    )


def _blind(report: Report, rows: Sequence[Claim], assignment: Assignment, language: Language) -> list[Card]:
    """Only what the machine suggested and what this coder said: additions of others would tell of them."""
    said = {coding.local_id: coding for coding in latest_codings(assignment.codings.all())}
    machine = [row for row in rows if row.reader != BY_HAND]
    cards = [_coded(row.claim_id, row, claim_record(row), said, language, report) for row in machine]
    known = {card.local_id for card in cards}
    for coding in said.values():
        if coding.local_id not in known:
            added = record.Claim.model_validate(coding.after)
            cards.append(_coded(coding.local_id, None, added, said, language, report))
    return cards


def _coded(
    local_id: str,
    row: Claim | None,
    value: record.Claim,
    said: Mapping[str, Coding],
    language: Language,
    report: Report,
) -> Card:
    coding = said.get(local_id)
    shown = record.Claim.model_validate(coding.after) if coding is not None and coding.after else value
    verdict = coding.verdict if coding is not None else "suggested"
    return Card(0, row, local_id, shown, verdict, 0, language, report.text)
