"""Fear as a condition that bears on acts."""

from collections.abc import Sequence

from saksi.reading.korean.attribution import Telling
from saksi.reading.korean.lexicon import cues
from saksi.reading.korean.memory import Memory, Mention
from saksi.reading.korean.modality import Assertion
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.noun_phrases import noun_phrases
from saksi.reading.korean.passages import statement_start, trimmed
from saksi.reading.korean.persons import describe

GRAVEST = (
    "execution", "killing_other", "death_in_custody", "detention_political_camp", "disappearance",
    "banishment", "forced_repatriation", "torture", "detention_other", "screening",
)  # fmt: skip


def fear_in(
    text: str, sentence: Sentence, telling: Telling, memory: Memory, here: Sequence[str]
) -> Mention | None:
    """Read fear as a condition that bears on the act of its own sentence, else on the gravest told so far."""
    if not memory.acts:
        return None
    for clause in sentence.clauses:
        start, end = sentence.morphs[clause.first].start, sentence.morphs[clause.last - 1].end
        words = text[start:end]
        cue = next((cue for cue in cues("fear") if cue in words), None)
        if cue is None:
            continue
        phrases = [p for p in noun_phrases(text, sentence.morphs, clause.first, clause.last) if p.human]
        who = phrases[0] if phrases else None
        suffers = describe(text, sentence, who) if who else None
        begin = statement_start(sentence, clause, telling)
        return Mention(
            act=min(here or memory.acts, key=_gravity),
            assertion=Assertion("condition", "feared"),
            suffers=suffers,
            explicit=suffers is not None,
            weak=False,
            passage=trimmed(text, begin, end),
            attribution=telling.attribution,
            rules=("ko.cue.fear",),
        )
    return None


def _gravity(act: str) -> tuple[int, str]:
    return (GRAVEST.index(act) if act in GRAVEST else len(GRAVEST)), act
