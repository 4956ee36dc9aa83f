"""Settings: `saksi.toml`, then `SAKSI_*` variables, then options. Read once; an unknown key is an error.

A section a stage (``[reading]``), a frozen dataclass a section; a variable is ``SAKSI_READING_THRESHOLD``.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from saksi.estimation.settings import EstimationSettings
from saksi.findings import FindingsSettings
from saksi.intake import IntakeSettings
from saksi.reading import ReadingSettings
from saksi.reading.llm import LlmSettings
from saksi.record import InvalidInput, reason_of

FILE = "saksi.toml"
PREFIX = "SAKSI_"
TRUTH = {"true": True, "1": True, "false": False, "0": False}
OTHER_VARIABLES = frozenset({"SAKSI_PASSPHRASE_FILE"})  # of the archive, no setting


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a user may set, one section a stage."""

    intake: IntakeSettings = field(default_factory=IntakeSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    llm: LlmSettings = field(default_factory=LlmSettings)
    findings: FindingsSettings = field(default_factory=FindingsSettings)
    estimation: EstimationSettings = field(default_factory=EstimationSettings)

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as they are written beside each output: no paths of this machine."""
        said = asdict(self)
        del said["llm"]["key_file"]
        return said


def load_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Parameters
    ----------
    file
        A settings file; ``None`` reads ``saksi.toml`` of the working folder if there is one.
    environment
        Variables; ``None`` reads those of the process.

    Raises
    ------
    InvalidInput
        The file is missing or no TOML, a key is unknown (names the nearest), a value has the wrong type.
    """
    settings = Settings()
    for section, values in _file(file).items():
        settings = _with(settings, section, values, FILE if file is None else file.name)
    for section, values in _variables(os.environ if environment is None else environment).items():
        settings = _with(settings, section, values, "the environment")
    return settings


def _file(file: Path | None) -> dict[str, Any]:
    path = file or Path(FILE)
    if file is None and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be opened: {reason_of(error)}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        where = re.search(r"line \d+, column \d+", str(error))  # its other words may quote the file
        raise InvalidInput(
            f"{path.name} cannot be read as TOML settings{f': see {where[0]}' if where else ''};"
            " needed: UTF-8 text with [sections] and lines of the form key = value"
        ) from None


def _variables(environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    sections = [section.name for section in fields(Settings)]
    for name, text in environment.items():
        if not name.startswith(PREFIX) or name in OTHER_VARIABLES:
            continue
        section, _, key = name.removeprefix(PREFIX).lower().partition("_")
        if section not in sections:
            near = _near(name, [f"{PREFIX}{section.upper()}_…" for section in sections])
            raise InvalidInput(f"the environment: {name} is no setting{near}")
        found.setdefault(section, {})[key] = text
    return found


def _with(settings: Settings, section: str, values: Any, where: str) -> Settings:
    sections = [item.name for item in fields(settings)]
    if section not in sections or not isinstance(values, dict):
        raise InvalidInput(f"{where}: [{section}] is no section{_near(section, sections)}")
    part = getattr(settings, section)
    kinds = get_type_hints(type(part))
    changed = {}
    for key, value in values.items():
        if key not in kinds:
            raise InvalidInput(f"{where}: [{section}] has no key {key!r}{_near(key, list(kinds))}")
        changed[key] = _as(kinds[key], value, f"{where}, [{section}] {key}")
    return replace(settings, **{section: replace(part, **changed)})


def _as(kind: Any, value: Any, where: str) -> Any:
    """Return the value as its field's type; variables are words, so "12" is a number there."""
    if isinstance(kind, UnionType):  # "str | None": leaving the key out is the only way to say None
        [kind] = [member for member in get_args(kind) if member is not NoneType]
    if get_origin(kind) is Literal:
        if value in get_args(kind):
            return value
        raise InvalidInput(f"{where}: needed one of {', '.join(map(str, get_args(kind)))}")
    try:
        converted = _CONVERT[kind](value)
    except (KeyError, ValueError, TypeError, OverflowError):
        converted = None
    if converted is None:
        raise InvalidInput(f"{where}: needed a value of type {kind.__name__}, found {type(value).__name__}")
    return converted


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isfinite(number := float(value)):  # NaN is below no threshold
        return None
    return number


def _truth(value: Any) -> bool:
    return value if isinstance(value, bool) else TRUTH[value]


_CONVERT: Mapping[type, Callable[[Any], Any]] = {
    bool: _truth,
    int: _whole,
    float: _number,
    str: lambda value: value if isinstance(value, str) else None,
}


def _near(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
