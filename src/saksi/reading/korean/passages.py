"""From which words: the span of a clause that asserts an act."""

from saksi.reading.korean.attribution import Telling
from saksi.reading.korean.morphs import Clause, Sentence
from saksi.reading.korean.persons import Suffers
from saksi.reading.korean.triggers import Trigger
from saksi.record import Passage

SHORT = 14  # characters; a clause under it that names no victim takes in the clauses before
APART = 30  # characters; who is named farther ahead belongs to another clause
WHOLE = 90  # characters; an order with its condition up to this length is one passage
EDGES = " \t\u3000\u00a0,.·“”\"‘’'()[]…?!~-—–:;◆■▲○●\u200b\ufeff"


def passage_of(
    text: str,
    sentence: Sentence,
    trigger: Trigger,
    suffers: Suffers | None,
    telling: Telling,
    *,
    order: bool,
) -> Passage:
    """Return the clause of an act, from its subject to its predicate.

    Attribution and quotation marks at the edge stay out. A very short clause that does not say who suffers,
    and an order with its condition, take in the clauses before. Words are never cut.
    """
    morphs = sentence.morphs
    clause = sentence.clauses[sentence.clause_of(trigger.first)]
    first = clause.first
    while first < trigger.first and morphs[first].tag in ("MAJ", "SP", "SSO", "SSC", "JKQ", "SF"):
        first += 1
    start = morphs[first].start
    if suffers and suffers.start is not None and suffers.start < start and start - suffers.start < APART:
        start = suffers.start
    if telling.lead is not None and start < telling.lead <= morphs[trigger.first].start:
        start = telling.lead
    end = _end(text, sentence, trigger)
    whole = statement_start(sentence, clause, telling)
    unsaid = suffers is None or suffers.start is None
    if (order and end - whole < WHOLE) or (unsaid and end - start < SHORT):
        start = whole if end - whole <= WHOLE else text.find(" ", end - WHOLE, start) + 1 or start
    if suffers and suffers.start is not None and suffers.start >= morphs[trigger.verb].end:
        end = max(end, suffers.start + len(suffers.victim.text or ""))
    return trimmed(text, start, end)


def _end(text: str, sentence: Sentence, trigger: Trigger) -> int:
    """Return where the predicate's word ends, without a quoting particle: 끌려갔다(고)."""
    end = sentence.morphs[min(trigger.stop, len(sentence.morphs)) - 1].end
    last = sentence.morphs[min(trigger.stop, len(sentence.morphs)) - 1]
    if last.tag == "EC" and last.form in ("다고", "라고", "ᆫ다고", "는다고", "자고") and text[end - 1] == "고":
        return end - 1
    while (
        end < sentence.end and "가" <= text[end] <= "힣" and not trigger.weak and last.tag not in ("EC", "EF")
    ):
        end += 1
    return end


def statement_start(sentence: Sentence, clause: Clause, telling: Telling) -> int:
    """Return where the statement of a clause begins: after the quotation mark or the attribution."""
    first = clause
    for other in reversed([c for c in sentence.clauses if c.last <= clause.first]):
        if other.quoted != clause.quoted:
            break
        first = other
    begin = sentence.morphs[first.first].start
    return (
        telling.lead
        if telling.lead and begin < telling.lead < sentence.morphs[clause.last - 1].end
        else begin
    )


def trimmed(text: str, start: int, end: int) -> Passage:
    """Return the span without spaces, quotation marks and full stops at its edges."""
    low, high = start, end
    while low < high and (text[low] in EDGES or text[low].isspace()):
        low += 1
    while high > low and (text[high - 1] in EDGES or text[high - 1].isspace()):
        high -= 1
    return Passage(start=low, end=high) if low < high else Passage(start=start, end=max(end, start + 1))
