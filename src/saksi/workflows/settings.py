"""Settings: `saksi.toml`, then `SAKSI_*` variables, then options. Read once; an unknown key is an error.

A section a stage (``[reading]``), a frozen dataclass a section; a variable is ``SAKSI_READING_THRESHOLD``.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from saksi.findings import FindingsSettings
from saksi.intake import IntakeSettings
from saksi.reading import ReadingSettings
from saksi.record import InvalidInput

FILE = "saksi.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a user may set, one section a stage."""

    intake: IntakeSettings = field(default_factory=IntakeSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    findings: FindingsSettings = field(default_factory=FindingsSettings)

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as they are written beside each output."""
        return asdict(self)


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
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidInput(f"{path.name} cannot be read as TOML settings: {error}") from None


def _variables(environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for section in fields(Settings):
        prefix = f"SAKSI_{section.name.upper()}_"
        values = {
            name.removeprefix(prefix).lower(): text
            for name, text in environment.items()
            if name.startswith(prefix)
        }
        if values:
            found[section.name] = values
    return found


def _with(settings: Settings, section: str, values: Any, where: str) -> Settings:
    sections = [item.name for item in fields(settings)]
    if section not in sections or not isinstance(values, dict):
        raise InvalidInput(f"{where}: [{section}] is no section{_near(section, sections)}")
    part = getattr(settings, section)
    known = {item.name: getattr(part, item.name) for item in fields(part)}
    changed = {}
    for key, value in values.items():
        if key not in known:
            raise InvalidInput(f"{where}: [{section}] has no key {key!r}{_near(key, list(known))}")
        changed[key] = _as(type(known[key]), value, f"{where}, [{section}] {key}")
    return replace(settings, **{section: replace(part, **changed)})


def _as(kind: type, value: Any, where: str) -> Any:
    try:
        if kind is bool and isinstance(value, str):
            return {"true": True, "1": True, "false": False, "0": False}[value.lower()]
        if kind in (int, float) and isinstance(value, str | int | float) and not isinstance(value, bool):
            return kind(value)
        if isinstance(value, kind):
            return value
    except (KeyError, ValueError):
        pass
    raise InvalidInput(f"{where}: needed a value of type {kind.__name__}, found {type(value).__name__}")


def _near(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"
