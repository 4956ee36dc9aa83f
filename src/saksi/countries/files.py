"""Reads the files of a pack, and says in which file, row and column something is wrong."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from tomllib import TOMLDecodeError, loads
from typing import Any

import yaml

from saksi.record import InvalidInput

PACK_KEYS = ("code", "iso", "languages", "note", "ambiguous", "names", "demonyms")


def read_text(folder: Traversable, *path: str) -> str:
    """Return the text of one file of the pack.

    Raises
    ------
    InvalidInput
        The file is missing or is not UTF-8.
    """
    name = "/".join((folder.name, *path))
    try:
        return folder.joinpath(*path).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InvalidInput(f"country pack: {name} is missing; docs/guides tell what a pack holds") from None
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8") from None


def read_manifest(folder: Traversable) -> Mapping[str, Any]:
    """Return pack.toml, with its keys and types checked.

    Raises
    ------
    InvalidInput
        The file is no TOML, a key is unknown or missing, or a value is not of the form needed.
    """
    where = f"{folder.name}/pack.toml"
    try:
        data = loads(read_text(folder, "pack.toml"))
    except TOMLDecodeError as error:
        raise InvalidInput(f"{where}: {error}") from None
    for key in data:
        if key not in PACK_KEYS:
            near = get_close_matches(key, PACK_KEYS, n=1) or [", ".join(PACK_KEYS)]
            raise InvalidInput(f"{where}: unknown key {key!r}; near it: {near[0]}")
    if not isinstance(data.get("code"), str) or not data["code"]:
        raise InvalidInput(f"{where}: key 'code' is needed, the name of the pack as a string")
    string_list(data.get("languages"), f"{where}, key languages")
    if "names" in data and not isinstance(data.get("iso"), str):
        raise InvalidInput(f"{where}: a pack with [names] needs 'iso', the two letters of its country")
    return data


class Row:
    """One row of a CSV file that knows where it stands."""

    def __init__(self, where: str, number: int, cells: Mapping[str, str]) -> None:
        self.where, self.number, self._cells = where, number, cells

    def __getitem__(self, column: str) -> str:
        return self._cells[column]

    def fault(self, column: str, why: str) -> InvalidInput:
        """Return the error for one cell; the value is not repeated."""
        return InvalidInput(f"{self.where}, row {self.number}, column {column}: {why}")

    def needed(self, column: str) -> str:
        """Return the cell, which must not be empty."""
        if not self[column]:
            raise self.fault(column, "empty; a value is needed")
        return self[column]

    def degrees(self, column: str, limit: int) -> float | None:
        """Return decimal degrees within ``-limit..limit``, null when the cell is empty."""
        if not self[column]:
            return None
        try:
            value = float(self[column])
        except ValueError:
            raise self.fault(column, "no number; needed are decimal degrees, or nothing") from None
        if not -limit <= value <= limit:
            raise self.fault(column, f"outside -{limit}..{limit} degrees")
        return value

    def spellings(self, first: str, more: str) -> tuple[str, ...]:
        """Return a name and its aliases (split by ``|``) without repeats; the name comes first."""
        found = [self[first], *self[more].split("|")]
        return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))


def read_rows(folder: Traversable, path: tuple[str, ...], columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a CSV file with its header checked; numbers count from 2, as an editor shows them.

    Raises
    ------
    InvalidInput
        A column is missing or unknown, or a row has more or fewer cells than the header.
    """
    where = "/".join((folder.name, *path))
    reader = csv.reader(io.StringIO(read_text(folder, *path)))
    header = next(reader, [])
    header[:1] = [cell.removeprefix("\ufeff") for cell in header[:1]]
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    if missing or unknown:
        raise InvalidInput(f"{where}: missing columns: {missing or 'none'}; unknown: {unknown or 'none'}")
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise InvalidInput(
                f"{where}, row {reader.line_num}: {len(cells)} cells, needed {len(header)};"
                " is a comma inside a cell without quotation marks?"
            )
        yield Row(where, reader.line_num, dict(zip(header, map(str.strip, cells), strict=True)))


def read_yaml(folder: Traversable, name: str) -> Any:
    """Return the content of a YAML file.

    Raises
    ------
    InvalidInput
        The file is no YAML: says the line.
    """
    try:
        return yaml.load(read_text(folder, name), Loader=_LOADER)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise InvalidInput(f"{folder.name}/{name}{line}: this is no YAML") from None


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is there


def read_json(folder: Traversable, name: str) -> Any:
    """Return the content of a JSON file.

    Raises
    ------
    InvalidInput
        The file is no JSON: says the line and column.
    """
    try:
        return json.loads(read_text(folder, name))
    except json.JSONDecodeError as error:
        raise InvalidInput(
            f"{folder.name}/{name}, line {error.lineno}, column {error.colno}: no JSON"
        ) from None


def string_list(value: Any, where: str) -> tuple[str, ...]:
    """Return a list of strings as a tuple; null is empty.

    Raises
    ------
    InvalidInput
        It is something else, for example one string, or ``No``, which YAML reads as false.
    """
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise InvalidInput(f'{where}: needed is a list of strings (quote words such as "No" in YAML)')
    return tuple(value)


def by_language(value: Any, where: str) -> dict[str, tuple[str, ...]]:
    """Return ``{language: [strings]}`` with tuples; null is empty.

    Raises
    ------
    InvalidInput
        It is something else.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidInput(f"{where}: needed is a table of language to list of strings")
    return {language: string_list(words, f"{where}.{language}") for language, words in value.items()}
