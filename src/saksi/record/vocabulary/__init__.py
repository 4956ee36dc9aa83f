"""The controlled vocabularies: what each code means, in English and Korean, and what others call it.

One YAML file a vocabulary, beside this module; `docs/reference/codebook.md` is generated from them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core.core_schema import CoreSchema, no_info_after_validator_function

from saksi.record.errors import UnknownCode

LANGUAGES = ("en", "ko")


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a vocabulary."""

    code: str
    label: Mapping[str, str]  # language -> words shown
    definition: Mapping[str, str]  # language -> sentence
    family: str | None = None  # acts only: life, liberty, body, move, watch, means, camp
    huridocs: tuple[str, ...] = ()  # "list:code" of the HURIDOCS micro-thesauri
    hrdsattack: tuple[str, ...] = ()  # labels of the HRDsAttack codebook


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The codes that one field may hold, in the order in which they are shown."""

    name: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    terms: Mapping[str, Term]

    def __contains__(self, code: object) -> bool:
        return code in self.terms

    def __getitem__(self, code: str) -> Term:
        """Return the term, or raise `UnknownCode` with the nearest known codes."""
        try:
            return self.terms[code]
        except KeyError:
            near = get_close_matches(code, self.terms, n=3) or list(self.terms)[:5]
            raise UnknownCode(
                f"{code!r} is not a code of the vocabulary {self.name!r}; near it:"
                f" {', '.join(near)}. All codes are in docs/reference/codebook.md"
            ) from None


def _term(code: str, entry: Mapping[str, Any]) -> Term:
    lists = {key: tuple(entry.get(key) or ()) for key in ("huridocs", "hrdsattack")}
    return Term(code, entry["label"], entry["definition"], entry.get("family"), **lists)


@cache
def vocabulary(name: str) -> Vocabulary:
    """Load one vocabulary by name.

    Raises
    ------
    UnknownCode
        There is no vocabulary of this name.
    """
    if name not in vocabulary_names():
        raise UnknownCode(f"{name!r} is no vocabulary; there are: {', '.join(vocabulary_names())}")
    source = files(__package__).joinpath(f"{name}.yml").read_text(encoding="utf-8")
    data = yaml.safe_load(source)
    terms = {code: _term(code, entry) for code, entry in data["terms"].items()}
    return Vocabulary(name, data["label"], data["definition"], terms)


@cache
def vocabulary_names() -> tuple[str, ...]:
    """Return the names of all vocabularies, sorted."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".yml") for name in names if name.endswith(".yml")))


def label(name: str, code: str, language: str = "en") -> str:
    """Return the words that a page shows for a code."""
    return vocabulary(name)[code].label[language]


def _known(name: str) -> Callable[[str], str]:
    def check(code: str) -> str:
        if code not in vocabulary(name):
            near = get_close_matches(code, vocabulary(name).terms, n=3)
            raise ValueError(f"not a code of {name}" + (f"; near it: {', '.join(near)}" if near else ""))
        return code

    return check


@dataclass(frozen=True, slots=True)
class CodeOf:
    """Marks a field that holds a code of the vocabulary `name`: ``Annotated[str, CodeOf("act")]``."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(_known(self.name), handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "vocabulary": self.name}
