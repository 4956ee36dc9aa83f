"""What a report is about, where its words for harm are no claims: a match, a crash, a murder, a summit."""

import re
from collections import Counter
from collections.abc import Sequence

from saksi.reading.english.drafts import Draft
from saksi.reading.english.features import Features
from saksi.reading.english.hints import Odds
from saksi.reading.english.lexicon import cue, cue_pattern
from saksi.reading.english.parsing import Sentence
from saksi.reading.english.themes import Themes

TOPICS = (
    "sport", "accident", "disease", "market", "crime", "diplomacy", "war", "nature", "business", "culture",
    "education",
)  # fmt: skip
OFFICIAL = frozenset(
    {"detention_other", "detention_political_camp", "release", "public_shaming", "forced_repatriation"}
)  # acts that only a state does, whoever is told to do them
HOSTAGES = re.compile(r"\b(?:hostages?|ransoms?|kidnap\w*|abduct\w*|captors?)\b", re.IGNORECASE)
SHORT = 3  # sentences: fewer need not say who acts
DISTINCT = 4  # words of one topic before a report counts as being about it
OTHER_NEWS = 5  # words of any other news before a report may be about it, where some are of repression
ALONE = 2  # where none is
BESIDE = 2  # times the words of repression
ELSE = ("crime_private", "sport_words", "accident_words", "market_words", "culture_words")
POSSIBLE = -1.0  # log-odds from which a sentence may tell an act
LITTLE = -1.0  # how what is told fits where nothing is told
DOUBT = 0.35  # factor on the confidence of what such a report seems to tell


def topic(sentences: Sequence[Sentence], claims: Sequence[Draft]) -> str | None:
    """Return what else the report is about; null where it may well tell of repression.

    A report is about a topic when it has at least `DISTINCT` of its words, and more of them than the rules
    found acts, those of a state counted twice: a story of arrests has few words of sport, a match report has
    many and few "arrests". A report in which nobody of a state does anything is one, too: a feud. So is
    one with `BESIDE` times as many words of other news, of gangs and missiles, as of repression.
    """
    if len(sentences) > SHORT:
        if not any(_of_a_state(draft) for draft in claims):
            return "nobody of the state"
        if _other_news(sentences):
            return "other news"
    lemmas = {
        token.lemma_.lower()
        for sentence in sentences
        for token in sentence.tokens
        if token.pos_ in ("NOUN", "VERB", "PROPN")
    }
    counted = Counter({name: len(lemmas & cue(name)) for name in TOPICS})
    name, words = counted.most_common(1)[0]
    weight = len(claims) + sum(_of_a_state(draft) for draft in claims)
    return name if words >= DISTINCT and words > weight else None


def _other_news(sentences: Sequence[Sentence]) -> bool:
    texts = [sentence.text.lower() for sentence in sentences]
    other, own = (
        sum(len(cue_pattern(name).findall(text)) for text in texts) for name in ("elsewhere", "repression")
    )
    return other >= (max(OTHER_NEWS, BESIDE * own) if own else ALONE)


def report_marks(
    about: Sequence[Themes], likely: Sequence[Odds], told: Sequence[Draft], name: str | None
) -> Features:
    """Return what speaks for and against a report that tells of repression: numbers, mostly from 0 to 1.

    Parameters
    ----------
    about, likely
        For each sentence its themes and the log-odds of the acts.
    told
        What the rules found.
    name
        What `topic` returns.

    Returns
    -------
    dict
        ``report:told`` claims of the rules a sentence; ``report:likely`` the share of sentences that may tell
        an act; ``report:context`` how well what is told fits its sentences; ``report:state`` the share of it
        that a state does; ``report:else`` how much is about crime, sport, accidents, markets, culture;
        ``report:topic`` whether the rules name a topic.
    """
    sentences, claims = max(1, len(about)), max(1, len(told))
    fits = [float(draft.features.get("context", 0.0)) for draft in told]
    return {
        "report:told": len(told) / sentences,
        "report:likely": sum(max(odds.values(), default=POSSIBLE) > POSSIBLE for odds in likely) / sentences,
        "report:context": sum(fits) / claims if told else LITTLE,
        "report:state": sum(_of_a_state(draft) for draft in told) / claims,
        "report:else": sum(min(1.0, own.get(theme, 0.0)) for own in about for theme in ELSE) / sentences,
        "report:topic": float(name is not None),
    }


def _of_a_state(draft: Draft) -> bool:
    if draft.perpetrator.institution is not None:
        return True
    return draft.act in OFFICIAL and not HOSTAGES.search(draft.mentions[0].sentence.text)


def doubt(claims: Sequence[Draft], name: str | None) -> None:
    """Lower the confidence of what a report about something else seems to tell."""
    for draft in claims:
        draft.features["topic"] = name or ""
        if name is not None:
            draft.confidence *= DOUBT
