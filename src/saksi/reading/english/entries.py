"""Reads the English lexicon files of the packs, and says in which file and entry something is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from saksi.countries import Pack
from saksi.countries.files import read_yaml, string_list
from saksi.record import InvalidInput

FOLDER = "lexicon/en"


class Entry:
    """One entry of a list, or one whole table, that knows where it stands."""

    def __init__(self, where: str, data: Mapping[str, Any], keys: Sequence[str]) -> None:
        self.where, self._data = where, data
        for key in data:
            if key not in keys:
                near = get_close_matches(str(key), keys, n=1) or [", ".join(keys)]
                raise self.fault(f"unknown key {key!r}; near it: {near[0]}")

    def fault(self, why: str) -> InvalidInput:
        """Return the error for this entry."""
        return InvalidInput(f"{self.where}: {why}")

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of words; a missing key is empty."""
        return string_list(self._data.get(key), f"{self.where}, key {key}")

    def flag(self, key: str) -> bool:
        """Return true or false; a missing key is false."""
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(f"key {key}: needed is true or false")
        return value

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        value = self._data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"key {key}: a text is needed")
        return value

    def choice(self, key: str, choices: Sequence[str]) -> str | None:
        """Return one of the choices; null where the key is missing."""
        value = self._data.get(key)
        if value is not None and value not in choices:
            raise self.fault(f"key {key}: needed is one of {', '.join(choices)}")
        return value


def read_entries(pack: Pack, name: str, keys: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries of a list of the pack; nothing where the pack has no such file.

    Raises
    ------
    InvalidInput
        The file is no YAML list of tables, an id is missing or used twice, or a key is unknown.
    """
    if not pack.folder.joinpath(FOLDER, name).is_file():
        return
    where = f"{pack.code}/{FOLDER}/{name}"
    listed = read_yaml(pack.folder, f"{FOLDER}/{name}") or []
    if not isinstance(listed, list):
        raise InvalidInput(f"{where}: needed is a list of entries")
    seen: set[str] = set()
    for number, data in enumerate(listed, start=1):
        if not isinstance(data, dict):
            raise InvalidInput(f"{where}, entry {number}: needed is a table with an id")
        label = data.get("id")
        entry = Entry(f"{where}, entry {number} ({label or 'no id'})", data, keys)
        if entry.text("id") in seen:
            raise entry.fault("the id is used twice")
        seen.add(entry.text("id"))
        yield entry


def read_table(pack: Pack, name: str, keys: Sequence[str] | None) -> Mapping[str, Any]:
    """Return a table of the pack with its keys checked (null: any); empty where the pack has no such file.

    Raises
    ------
    InvalidInput
        The file is no YAML table, or a key is unknown.
    """
    if not pack.folder.joinpath(FOLDER, name).is_file():
        return {}
    where = f"{pack.code}/{FOLDER}/{name}"
    data = read_yaml(pack.folder, f"{FOLDER}/{name}") or {}
    if not isinstance(data, dict):
        raise InvalidInput(f"{where}: needed is a table")
    if keys is not None:
        Entry(where, data, keys)
    return data
