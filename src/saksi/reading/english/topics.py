"""What a report is about, where its words for harm are no claims: a match, a crash, a murder, a summit."""

from collections import Counter
from collections.abc import Sequence

from saksi.reading.english.drafts import Draft
from saksi.reading.english.lexicon import cue
from saksi.reading.english.parsing import Sentence

TOPICS = (
    "sport", "accident", "disease", "market", "crime", "diplomacy", "war", "nature", "business", "culture",
    "education",
)  # fmt: skip
OFFICIAL = frozenset(
    {"detention_other", "detention_political_camp", "release", "public_shaming", "forced_repatriation"}
)  # acts that only a state does, whoever is told to do them
SHORT = 3  # sentences: fewer need not say who acts
DISTINCT = 4  # words of one topic before a report counts as being about it
DOUBT = 0.4  # factor on the confidence of what such a report seems to tell


def topic(sentences: Sequence[Sentence], claims: Sequence[Draft]) -> str | None:
    """Return what else the report is about; null where it may well tell of repression.

    A report is about a topic when it has at least `DISTINCT` of its words, and more of them than the rules
    found acts, those of a state counted twice: a story of arrests has few words of sport, a match report has
    many and few "arrests". A report in which nobody of a state does anything is one, too: a feud.
    """
    if len(sentences) > SHORT and not any(_of_a_state(draft) for draft in claims):
        return "nobody of the state"
    lemmas = {
        token.lemma_.lower()
        for sentence in sentences
        for token in sentence.span
        if token.pos_ in ("NOUN", "VERB", "PROPN")
    }
    counted = Counter({name: len(lemmas & cue(name)) for name in TOPICS})
    name, words = counted.most_common(1)[0]
    weight = len(claims) + sum(_of_a_state(draft) for draft in claims)
    return name if words >= DISTINCT and words > weight else None


def _of_a_state(draft: Draft) -> bool:
    return draft.perpetrator.institution is not None or draft.act in OFFICIAL


def doubt(claims: Sequence[Draft], name: str | None) -> None:
    """Lower the confidence of what a report about something else seems to tell."""
    for draft in claims:
        draft.features["topic"] = name or ""
        if name is not None:
            draft.confidence *= DOUBT
