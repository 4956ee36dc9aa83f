"""A part of the victims told beside the whole: "417 people, 61 of them women, were flogged"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import SUBJECTS, behind
from saksi.reading.english.parsing import Sentence, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from saksi.reading.english.mentions import Mention

WHOLE = frozenset({"them", "whom"})


def parts(sentence: Sentence, told: Sequence["Mention"]) -> Iterator["Mention"]:
    """Yield the act of the whole once more for each numbered part of its victims.

    A part with a verb of its own ("five of them were shot") is told by that verb; "most" counts nobody.
    """
    for number in sentence.tokens:
        if not _numbered(number):
            continue
        before = [
            mention
            for mention in told
            if mention.victim is not None and mention.victim.i < number.i and mention.victim != number
        ]
        if before:
            whole = max(before, key=lambda mention: mention.victim.i if mention.victim is not None else -1)
            yield replace(whole, trigger=number, verb=number, victim=number, by="noun", weak="part")


def _numbered(token: "Token") -> bool:
    if not token.like_num or token.lower_ in ("one", "1"):
        return False
    whole = behind(token, "of")
    return whole is not None and whole.lower_ in WHOLE and not _has_verb(token)


def _has_verb(number: "Token") -> bool:
    return number.dep_.removesuffix("pass") in SUBJECTS and is_verb(number.head) and number.head.tag_ != "VBG"
