"""What stays when a text is translated: figures, months, places, institutions, names by their sound."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.countries import find_institutions, find_places
from saksi.linking.texts.sound import is_hangul, sound
from saksi.record import Passage, Report

ENDS = re.compile(r"(?<=[.!?。])[\"”’')\]]*\s+|\n+")
ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.$")
FIGURE = re.compile(r"\d[\d,]*")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
MAY = 4  # a month only after "in"
MONTH = re.compile(rf"\b({'|'.join(MONTHS[:MAY] + MONTHS[MAY + 1 :])})\b|\bin (may)\b", re.IGNORECASE)
MONTH_KO = re.compile(r"(\d{1,2})월")
WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip
WORD = re.compile(r"\b(" + "|".join(WORDS) + r")\b", re.IGNORECASE)
WORDS_KO = {"두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8,
            "아홉": 9, "열": 10}  # fmt: skip
WORD_KO = re.compile(
    r"(?<![가-힣])(" + "|".join(WORDS_KO) + r")\s?(?:명|사람|가구|집|차례|번|달|해|아이|가지|살|은|이)"
)
PROPER = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][a-z]{2,}(?:-[a-z]+)*")
HANGUL_WORD = re.compile(r"[가-힣]{2,}|[가-힣](?= 씨)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its anchors. ``sounds`` are names (Latin) or all words (Hangul) as they sound."""

    span: Passage
    anchors: frozenset[str]
    sounds: frozenset[str]
    hangul: bool


def sentences(report: Report) -> tuple[Sentence, ...]:
    """Return the sentences of a report that are not furniture, in order."""
    prefer = sorted({claim.place.country for claim in report.claims if claim.place.country})
    return tuple(
        _sentence(span, span.of(report.text), report.language, prefer)
        for span in _spans(report.text)
        if not any(span.start < f.end and f.start < span.end for f in report.furniture)
    )


def _spans(text: str) -> list[Passage]:
    cuts, start = [], 0
    for match in ENDS.finditer(text):
        if not ABBREVIATED.search(text[start : match.start()]):
            cuts.append((start, match.start()))
            start = match.end()
    cuts.append((start, len(text)))
    return [Passage(start=a, end=b) for a, b in cuts if text[a:b].strip()]


def _sentence(span: Passage, words: str, language: str | None, prefer: Sequence[str]) -> Sentence:
    hangul = is_hangul(words)
    anchors = {f"m{MONTHS.index((a or b).casefold()) + 1}" for a, b in MONTH.findall(words)}
    anchors |= {f"m{int(month)}" for month in MONTH_KO.findall(words)}
    figures = FIGURE.findall(MONTH_KO.sub(" ", words))
    anchors |= {f"n{int(figure.replace(',', ''))}" for figure in figures if len(figure) < 16}
    anchors |= {f"n{WORDS[word.casefold()]}" for word in WORD.findall(words)}
    anchors |= {f"n{WORDS_KO[word]}" for word in WORD_KO.findall(words)}
    anchors |= {f"p{m.place.pack}.{m.place.id}" for m in find_places(words, language=language, prefer=prefer)}
    anchors |= {
        f"i{m.institution.institution}" for m in find_institutions(words, language=language, prefer=prefer)
    }
    found = HANGUL_WORD.findall(words) if hangul else PROPER.findall(words)
    keys = {sound(word) for word in found}
    return Sentence(span, frozenset(anchors), frozenset(key for key in keys if len(key) >= 3), hangul)


def shared_names(one: Sentence, other: Sentence) -> int:
    """Return how many names of the Latin sentence a word of the Korean one begins with."""
    if one.hangul == other.hangul:
        return len(one.sounds & other.sounds)
    latin, hangul = (other, one) if one.hangul else (one, other)
    return sum(any(word.startswith(name) for word in hangul.sounds) for name in latin.sounds)
