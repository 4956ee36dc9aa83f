"""Ids of reports: the file's stem or the id given, safe as a file name, unique, the same on every run."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath

LONGEST = 180  # bytes: with a suffix and .json it stays under the 255 that file systems allow
UNSAFE = re.compile(r"[^\w.-]+")


def safe_id(name: str) -> str:
    """Return an id of letters, digits, ``.``, ``_`` and ``-`` in any script; never empty, never hidden."""
    name = UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-.")
    short = name.encode()[:LONGEST].decode(errors="ignore").strip("-.")
    return short or "report"


def id_from_name(file_name: str) -> str:
    """Return the id that a file's name suggests: its stem."""
    return safe_id(PurePath(file_name).stem)


def make_unique(ids: Sequence[str]) -> list[str]:
    """Return ids in the same order, later ones of the same name with ``-2``, ``-3``, ...

    Capital and small letters count as the same, because some file systems cannot hold both. A suffix
    never takes the name of another report.
    """
    taken = {name.casefold() for name in ids}
    given: set[str] = set()
    unique = []
    for name in ids:
        candidate, number = name, 1
        while candidate.casefold() in (given if number == 1 else taken):
            number += 1
            candidate = f"{name}-{number}"
        given.add(candidate.casefold())
        taken.add(candidate.casefold())
        unique.append(candidate)
    return unique
