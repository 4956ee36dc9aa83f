"""The words of ``words.yml`` and the given names of ``given_names.txt``, read once."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def _tables() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / "words.yml").read_text(encoding="utf-8"))
    return loaded


@cache
def table(name: str) -> Mapping[str, frozenset[str]]:
    """Return a table of ``words.yml``: label -> lemmas."""
    return {label: frozenset(listed) for label, listed in _tables()[name].items()}


@cache
def doers() -> frozenset[str]:
    """Return nouns for those who are said to have done it."""
    return frozenset(_tables()["doers"])


@cache
def given_names() -> Mapping[str, str]:
    """Return given name in lower case -> man or woman; names borne by both are left out."""
    names: dict[str, str] = {}
    for line in (FOLDER / "given_names.txt").read_text(encoding="utf-8").splitlines():
        sex, _, listed = line.partition(":")
        if not line.startswith("#"):
            names.update(dict.fromkeys(re.findall(r"[^\s,]+", listed.lower()), sex))
    return names
