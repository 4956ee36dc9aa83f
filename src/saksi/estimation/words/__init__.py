"""What an estimate says, in the reader's language: headings by key, sentences by their English form.

Sentences are made in English where they arise, with numbers and names of lists in them; `spoken` finds the
form that a sentence has and says it in another language. What it does not know stays as it is.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

NEEDED = " Needed: "
HOLE = re.compile(r"\{(\w+)\}")


@cache
def words(language: str) -> dict[str, str]:
    """Return headings and names by their keys."""
    said: dict[str, Any] = _file(language)["words"]
    return {key: str(text) for key, text in said.items()}


def spoken(sentence: str, language: str) -> str | None:
    """Return a sentence of a result in a language; null where it is not known there.

    What a sentence quotes, such as why a method was left out, is spoken too.
    """
    if language == "en":
        return sentence
    text = " ".join(sentence.split())
    reason, needed, cures = text.partition(NEEDED)
    if needed and not re.search(r"\(\w+: .*Needed: ", text):  # else it stands inside what is quoted
        said = [spoken(cure, language) for cure in cures.removesuffix(".").split("; ")]
        first = spoken(reason, language)
        if first is None or None in said:
            return None
        return f"{first} {words(language)['needed']}: {'; '.join(str(cure) for cure in said)}."
    return _whole(text, language) or _in_parts(text, language)


def _whole(text: str, language: str) -> str | None:
    for form, template in _forms(language):
        found = form.fullmatch(text)
        if found:
            return template.format(**{k: _quoted(k, v, language) for k, v in found.groupdict().items()})
    return None


def _quoted(hole: str, value: str, language: str) -> str:
    """Return what stands in a hole: a sentence, several by method, or numbers and names as they are."""
    if hole == "why":
        return spoken(value, language) or value
    if hole == "whys":
        parts = [part.partition(": ") for part in re.split(r"; (?=\w+: )", value)]
        return "; ".join(f"{name}: {spoken(why, language) or why}" for name, _, why in parts)
    return value


def _in_parts(text: str, language: str) -> str | None:
    """Return several sentences, each spoken; or one with the name of its stratum before it."""
    head, colon, tail = text.partition(": ")
    if colon and (said := _whole(tail, language)):
        return f"{head}: {said}"
    cut = [at.end() for at in re.finditer(r"[.?] (?=[A-Z])", text)]
    for at in cut:
        first, rest = _whole(text[:at].strip(), language), spoken(text[at:], language)
        if first and rest:
            return f"{first} {rest}"
    return None


@cache
def _forms(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_form(english), said) for english, said in _file(language)["sentences"].items())


def _form(english: str) -> re.Pattern[str]:
    parts = HOLE.split(english)
    made = "".join(re.escape(part) if at % 2 == 0 else f"(?P<{part}>.+?)" for at, part in enumerate(parts))
    return re.compile(made, re.DOTALL)


@cache
def _file(language: str) -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath(f"{language}.yml").read_text(encoding="utf-8")
    said: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return said
