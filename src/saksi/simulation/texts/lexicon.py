"""The words and frames of the writer, read once from the YAML files beside this module."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from saksi.record import InvalidInput
from saksi.simulation.texts.pieces import slots_of
from saksi.simulation.texts.story import Family, Language

Strings = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """How an act is said: sentence frames, headline frames, and its words for orders, fears and denials."""

    frames: Strings
    headlines: Strings
    noun: Strings  # the execution, 처형
    passive: Strings  # put to death, {V:이} 처형되
    active: Strings  # Korean only: {V:을} 처형하


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that one language and family needs."""

    language: Language
    acts: Mapping[str, Act]
    roles: Mapping[str, Mapping[str, Any]]
    grounds: Mapping[str, Mapping[str, Strings]]
    agents: Mapping[str, Mapping[str, Strings]]
    tellers: Mapping[str, Mapping[str, Strings]]
    discourse: Mapping[str, Any]

    def role(self, code: str) -> Mapping[str, Any]:
        """Return the words of a role.

        Raises
        ------
        InvalidInput
            The role has no words: the message names it and the file.
        """
        try:
            return self.roles[code]
        except KeyError:
            raise InvalidInput(
                f"role {code!r} has no words: use one of texts/words/roles.yml, or add it there"
            ) from None

    def agent(self, institution: str, level: str | None) -> Strings:
        """Return how an institution of a level is named; a level without words of its own gets none.

        Raises
        ------
        InvalidInput
            The institution has no words.
        """
        try:
            levels = self.agents[institution]
        except KeyError:
            raise InvalidInput(
                f"institution {institution!r} has no words in texts/words/agents.yml"
            ) from None
        return levels.get(level or "any") or next(iter(levels.values()))

    def act(self, code: str) -> Act:
        """Return the frames of an act.

        Raises
        ------
        InvalidInput
            The act has no frames.
        """
        try:
            return self.acts[code]
        except KeyError:
            known = ", ".join(self.acts)
            raise InvalidInput(
                f"act {code!r} has no frames in texts/frames/{self.language}: known are {known}"
            ) from None


def _read(*path: str) -> Any:
    text = files("saksi.simulation.texts").joinpath(*path).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


@cache
def lexicon(language: Language, family: Family) -> Lexicon:
    """Return the words of a language; frames, headlines and discourse are those of the family alone."""
    grounds, agents = _read("words", "grounds.yml"), _read("words", "agents.yml")
    discourse = _read("frames", language, f"discourse-{family.replace('_', '-')}.yml")
    acts = {
        code: _act(family, entry, discourse["generic"])
        for name in ("death", "custody", "control", "loss")
        for code, entry in _read("frames", language, f"{name}.yml").items()
    }
    return Lexicon(
        language=language,
        acts=acts,
        roles=_read("words", "roles.yml"),
        grounds={
            code: {key: tuple(words) for key, words in entry[language].items()}
            for code, entry in grounds.items()
        },
        agents={
            code: {level: tuple(words[language]) for level, words in levels.items()}
            for code, levels in agents.items()
        },
        tellers={
            role: {key: tuple(words) for key, words in entry.items()}
            for role, entry in _read("words", "tellers.yml")[language].items()
        },
        discourse=discourse,
    )


def _act(family: Family, entry: Mapping[str, Any], generic: Sequence[str]) -> Act:
    return Act(
        frames=(*entry[family], *generic),
        headlines=tuple(entry[f"headlines_{family}"]),
        noun=tuple(entry["noun"]),
        passive=tuple(entry["passive"]),
        active=tuple(entry.get("active", ())),
    )


SLOT_OF_FIELD = {
    "by": frozenset({"by", "P", "Po"}),
    "where": frozenset({"at", "camp", "jail"}),
    "when": frozenset({"when", "When"}),
    "grounds": frozenset({"for", "accused", "ofcrime"}),
    "penalty": frozenset({"pen"}),
}


@cache
def tells(template: str) -> frozenset[str]:
    """Return which fields of a telling a frame has room for: by, where, when, grounds, penalty."""
    slots = slots_of(template)
    return frozenset(name for name, names in SLOT_OF_FIELD.items() if slots & names)
