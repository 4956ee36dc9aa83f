"""The pages' words in English and Korean: one YAML file a language in each app's folder ``words``.

A key begins with its app: ``holdings.reports.title``. A sentence may take values in braces; one whose English
depends on the number ``n`` is a pair ``one`` and ``other``.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps

from saksi.record import InvalidInput, vocabulary
from saksi.workspace.accounts.models import LANGUAGES

Sentence = str | Mapping[str, str]
FORMS = {"one", "other"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say(language: str, key: str, **values: object) -> str:
    """Return a sentence in a language.

    Raises
    ------
    InvalidInput
        There is no such key; a test looks for every key that templates use.
    """
    found = words(language).get(key)
    if found is None:
        raise InvalidInput(f"no words for {key}: add it to the words of its app, in both languages")
    if not isinstance(found, str):
        found = found["one" if values.get("n") == 1 else "other"]
    return found.format_map(_Numbers(values)) if "{" in found else found


def said_or(language: str, key: str, otherwise: str) -> str:
    """Return a sentence that takes no values, or what stands for it where there is none."""
    found = words(language).get(key)
    return found if isinstance(found, str) else otherwise


def label(language: str, book: str, code: str | None) -> str:
    """Return the name of a vocabulary's code; of null, the word for unknown."""
    if code is None:
        return say(language, "web.unknown")
    return vocabulary(book).terms[code].label[language]


@cache
def words(language: str) -> Mapping[str, Sentence]:
    """Return all sentences of a language by their keys."""
    found: dict[str, Sentence] = {}
    for config in apps.get_app_configs():
        file = Path(config.path) / "words" / f"{language}.yml"
        if file.is_file():
            tree = yaml.safe_load(file.read_text(encoding="utf-8"))
            found |= _flat(tree, config.label)
    return found


def other_language(language: str) -> str:
    """Return the language that the switch in the frame offers."""
    return next(each for each in LANGUAGES if each != language)


class _Numbers(dict[str, object]):
    """Values for a sentence: whole numbers with thousands set apart."""

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value


def _flat(tree: Mapping[str, Any], prefix: str) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    for key, value in tree.items():
        name = f"{prefix}.{key}"
        if isinstance(value, Mapping) and set(value) != FORMS:
            found |= _flat(value, name)
        else:
            found[name] = value
    return found
