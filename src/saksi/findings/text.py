"""Sentences in two voices and two languages: Saksi's own words, and the words of a report, kept apart.

A template from `words/*.yml` holds fields: `{name}` takes a value, `{n:claim|claims}` writes a number with
its noun (one|other), `**…**` is strong. Only the template is parsed: what a report says is never markup.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal

import yaml
from pydantic import model_serializer, model_validator

from saksi.record import Vocabulary, vocabulary
from saksi.record.claims import Value

Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "ko")
QUOTED = "“{}”"  # in both languages


class Run(Value):
    """A stretch of one voice: `plain` and `strong` are Saksi's, `said` is a report's, in `language`."""

    text: str
    voice: Literal["plain", "strong", "said"] = "plain"
    language: str | None = None


class Text(Value):
    """The same sentence in English and Korean; plain strings in JSON."""

    en: tuple[Run, ...] = ()
    ko: tuple[Run, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_strings(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {k: (Run(text=v),) if isinstance(v, str) else v for k, v in data.items()}

    @model_serializer
    def _to_strings(self) -> dict[str, str]:
        return {language: self.plain(language) for language in LANGUAGES}

    def runs(self, language: Language) -> tuple[Run, ...]:
        """Return the runs in one language."""
        return self.en if language == "en" else self.ko

    def plain(self, language: Language) -> str:
        """Return the sentence without marks; a report's words stand in quotation marks."""
        return "".join(QUOTED.format(r.text) if r.voice == "said" else r.text for r in self.runs(language))

    def __add__(self, other: "Text") -> "Text":
        return Text(en=self.en + other.en, ko=self.ko + other.ko)


def plain(words: str | int) -> Text:
    """Return words that are the same in both languages: a code, a name of a file, a number."""
    run = Run(text=f"{words:,}" if isinstance(words, int) else words)
    return Text(en=(run,), ko=(run,))


def said(words: str, language: str | None = None) -> Text:
    """Return words of a report: shown in its voice, with its language."""
    run = Run(text=words, voice="said", language=language)
    return Text(en=(run,), ko=(run,))


@cache
def term(name: str, code: str) -> Text:
    """Return the label of a vocabulary's code."""
    label = _vocabulary(name)[code].label
    return Text(en=(Run(text=label["en"]),), ko=(Run(text=label["ko"]),))


def heading(text: Text) -> Text:
    """Return a text that begins a line: its first letter is a capital."""
    return Text(en=_capital(text.en), ko=_capital(text.ko))


def joined(texts: Iterable[Text], separator: str = ", ") -> Text:
    """Return the texts one after another, with the same mark between them."""
    whole = Text()
    for number, text in enumerate(texts):
        whole += plain(separator) + text if number else text
    return whole


def listed(texts: Iterable[Text]) -> Text:
    """Return a list for a sentence: "a, b and c"; Korean "a, b, c"."""
    items = tuple(texts)
    if len(items) < 2:
        return joined(items)
    return joined(items[:-1]) + say("list.and") + items[-1]


def say(key: str, /, **values: Text | str | int) -> Text:
    """Return the sentence `key` of the word files, its fields filled.

    Parameters
    ----------
    key
        As in ``words/en.yml``.
    values
        Numbers are grouped by thousands; strings are Saksi's words; a report's words come as `said`.

    Raises
    ------
    KeyError
        The key, or a field that the sentence names, does not exist: an error of the program.
    """
    return Text(en=_fill("en", key, values), ko=_fill("ko", key, values))


@cache
def words(language: Language) -> dict[str, str]:
    """Return all sentences of one language by key."""
    source = files("saksi.findings").joinpath("words").joinpath(f"{language}.yml").read_text(encoding="utf-8")
    return {key: str(sentence) for key, sentence in yaml.safe_load(source).items()}


@cache
def _vocabulary(name: str) -> Vocabulary:
    return vocabulary(name)


@cache
def _parsed(language: Language, key: str) -> tuple[tuple[str, str | None, str | None], ...]:
    return tuple((a, b, c) for a, b, c, _ in Formatter().parse(words(language)[key]))


def _fill(language: Language, key: str, values: dict[str, Text | str | int]) -> tuple[Run, ...]:
    runs: list[Run] = []
    strong = False
    for literal, field, nouns in _parsed(language, key):
        for number, piece in enumerate(literal.split("**")):
            strong = strong if number == 0 else not strong
            runs.append(Run(text=piece, voice="strong" if strong else "plain"))
        if field is not None:
            runs.extend(_strengthened(_value(language, values[field], nouns or ""), strong=strong))
    return tuple(run for run in runs if run.text)


def _capital(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    if not runs:
        return runs
    first = runs[0].text
    return (runs[0].model_copy(update={"text": first[:1].upper() + first[1:]}), *runs[1:])


def _value(language: Language, value: Text | str | int, nouns: str) -> tuple[Run, ...]:
    if isinstance(value, Text):
        return value.runs(language)
    if isinstance(value, str):
        return (Run(text=value),)
    one, _, other = nouns.partition("|")
    noun = one if value == 1 else other
    return (Run(text=f"{value:,} {noun}" if noun else f"{value:,}"),)


def _strengthened(runs: tuple[Run, ...], *, strong: bool) -> Iterable[Run]:
    for run in runs:
        yield run.model_copy(update={"voice": "strong"}) if strong and run.voice == "plain" else run
