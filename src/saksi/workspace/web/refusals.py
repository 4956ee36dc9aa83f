"""Refusals in the reader's language: services raise them in English, pages speak them by their form.

The tables are ``words/refusals.ko.yml`` and, for what parsers find, ``words/problems.ko.yml``. It is the way
of `saksi.estimation.words`, for the same reasons (docs/decisions/0055-sentences-are-known-by-their-form.md);
what an estimate refuses is spoken there.
"""

import re
from functools import cache
from pathlib import Path

import yaml
from django.http import HttpRequest

from saksi.estimation.words import spoken as spoken_of_estimates

TABLES = ("refusals", "problems")  # of services, and of the parsers of documents
HOLE = re.compile(r"\{(\w+)\}")


def spoken(sentence: str, language: str) -> str | None:
    """Return a refusal in a language; None where it is not known there."""
    if language == "en":
        return sentence
    text = " ".join(sentence.split())
    return _spoken(text, language) or spoken_of_estimates(text, language)


def refusal(request: HttpRequest, error: Exception | str) -> str:
    """Return what an error says, for whoever asked; in English where there is nothing else."""
    sentence = str(error)
    return spoken(sentence, str(getattr(request, "language", "en"))) or sentence


def _spoken(text: str, language: str) -> str | None:
    """Return a sentence, or a part that stands in the hole of one, by the tables; None where none has it."""
    for form, words in _forms(language):
        found = form.fullmatch(text)
        if found:
            parts = found.groupdict().items()
            return words.format(**{name: _spoken(part, language) or part for name, part in parts})
    return None


@cache
def _forms(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    said: dict[str, str] = {}
    for table in TABLES:
        file = Path(__file__).parent / "words" / f"{table}.{language}.yml"
        said |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple((_form(english), words) for english, words in said.items())


def _form(english: str) -> re.Pattern[str]:
    """Match a sentence with anything in its holes."""
    parts = HOLE.split(english)
    made = "".join(re.escape(part) if at % 2 == 0 else f"(?P<{part}>.+?)" for at, part in enumerate(parts))
    return re.compile(made, re.DOTALL)
