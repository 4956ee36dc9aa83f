"""What the full-text index holds: lower-cased words, and Hangul as overlapping pairs of syllables.

Korean words carry particles and are written together, so a word index misses most of them and a trigram index
misses words of two syllables such as 처형. Pairs find both: 처형 is one pair, 공개처형 three in a row.
"""

import re
import unicodedata
from typing import NamedTuple

from saksi.record import InvalidInput

_RUN = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+|[^\W\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]+")
_WORD = re.compile(r"[\w\u3130\u318f]+")  # what `_RUN` cuts up, so that plain words need no second look
_HANGUL = re.compile(r"[\u3130-\u318f\uac00-\ud7a3]")
_QUOTED = re.compile(r'"([^"]*)"|(\S+)')


class Token(NamedTuple):
    """One entry of the index, and where it stands: code points ``[start, end)`` of the text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the index's view of a text, in its order; a single syllable stands by itself."""
    found = list[Token]()
    for run in _RUN.finditer(text):
        folded = run[0].lower() if run[0].isascii() else unicodedata.normalize("NFKC", run[0]).casefold()
        if _HANGUL.match(folded):
            found += _pairs(folded, run.start(), run.end())
        else:
            found.append(Token(folded, run.start(), run.end()))
    return found


def indexed(text: str) -> str:
    """Return the words that go into the index, separated by spaces."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    return " ".join(
        word.lower() if word.isascii() else " ".join(token.word for token in tokens(word))
        for word in _WORD.findall(text)
    )


def phrases(question: str) -> list[list[str]]:
    """Return what must all be found: a list of neighbouring index words for each word or quoted phrase.

    Raises
    ------
    InvalidInput
        There is no word in the question.
    """
    parts = (quoted or word for quoted, word in _QUOTED.findall(question))
    found = [words for words in ([token.word for token in tokens(part)] for part in parts) if words]
    if not found:
        raise InvalidInput("no word to search for: give letters or digits")
    return found


def places(text: str, wanted: list[list[str]]) -> list[tuple[int, int]]:
    """Return where the phrases stand in a text: spans in code points, in order, without repeats.

    A last word of one Hangul syllable stands for any pair that begins with it.
    """
    here = tokens(text)
    spans = {
        (here[at].start, here[at + len(words) - 1].end)
        for words in wanted
        for at in range(len(here) - len(words) + 1)
        if all(_fits(here[at + k].word, word) for k, word in enumerate(words))
    }
    return sorted(spans)


def lone_syllable(word: str) -> bool:
    """Return whether a word of a question is one Hangul syllable."""
    return len(word) == 1 and bool(_HANGUL.match(word))


def _fits(found: str, wanted: str) -> bool:
    return found == wanted or (lone_syllable(wanted) and found.startswith(wanted))


def _pairs(folded: str, start: int, end: int) -> list[Token]:
    if len(folded) == 1:
        return [Token(folded, start, end)]
    exact = end - start == len(folded)  # else characters were composed: the whole run is the place
    return [
        Token(folded[k : k + 2], start + k if exact else start, start + k + 2 if exact else end)
        for k in range(len(folded) - 1)
    ]
