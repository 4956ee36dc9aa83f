"""One reader at work on one report: what it read before is not read again, its faults cost one report."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from traceback import extract_tb
from typing import Any

from pydantic import ValidationError

from saksi.intake import Problem
from saksi.reading import read_report
from saksi.reading.reader import Reader
from saksi.record import InvalidInput, Report, SaksiError, dump_report, explain, load_report
from saksi.record.plugins import plugin
from saksi.workflows.files import write_text
from saksi.workflows.settings import Settings


@dataclass(frozen=True, slots=True)
class Coder:
    """A reader with the settings under which it reads."""

    reader: Reader
    settings: Settings
    mark: str  # of reader, version and settings: written into what it read

    def code(self, report: Report, file: Path) -> tuple[Report, bool, Problem | None]:
        """Read one report into its file.

        Returns
        -------
        tuple of Report, bool and Problem or None
            The report with its claims; whether it was read before and did not change; the reader's fault.

        Raises
        ------
        InvalidInput
            The file cannot be written.
        """
        earlier = _read_before(file, report, self.mark)
        if earlier is not None:
            return earlier, True, None
        done, fault = self.read(report)
        write_text(file, dump_report(done))
        return done, False, fault

    def read(self, report: Report) -> tuple[Report, Problem | None]:
        """Read one report; a fault of the reader costs the others nothing, and this one only its claims.

        Returns
        -------
        tuple of Report and Problem or None
            The report with claims and mark, and None; or the report without either, and what went wrong.
        """
        try:
            done = read_report(report, reader=self.reader, settings=self.settings.reading)
            checked = Report.model_validate_json(dump_report(done.model_copy(update={"read_by": self.mark})))
        except SaksiError as error:
            reason = str(error)
        except ValidationError as error:
            reason = f"the reader's claims do not fit the report ({explain(error)})"
        except Exception as error:  # noqa: BLE001 - a reader may be a plugin; the error's words may quote the report
            last = extract_tb(error.__traceback__)[-1]
            place = f"{Path(last.filename).name}, line {last.lineno}"
            reason = f"the reader gave up ({type(error).__name__} in {place}); report this line to its makers"
        else:
            return checked, None
        unread = report.model_copy(update={"claims": (), "candidates": (), "read_by": None})
        return unread, Problem(f"report {report.id}", f"{reason}. Kept without claims")


def coder(name: str, reader: Reader, settings: Settings) -> Coder:
    """Give a reader the user's settings; `name` is that of its entry point.

    Raises
    ------
    InvalidInput
        Its settings do not allow it to read.
    """
    own: Any = reader
    if hasattr(own, "configured"):  # a reader with a section of its own
        own = own.configured(settings.llm)
    about = f" {own.about}" if hasattr(own, "about") else ""
    mark = f"{name} {version('saksi')} threshold={settings.reading.threshold}{about}"
    return Coder(own, settings, mark)


def find_reader(name: str) -> Reader:
    """Return the reader of this name from the entry points ``saksi.readers``.

    Raises
    ------
    InvalidInput
        There is no such reader (names those there are), or its package cannot be loaded.
    """
    reader: Reader = plugin("saksi.readers", name, what="reader")
    return reader


def _read_before(file: Path, report: Report, mark: str) -> Report | None:
    """Return what was read from this report before, if neither report nor reader changed since."""
    if not file.is_file():
        return None
    try:
        earlier = load_report(file)
    except InvalidInput:
        return None
    bare = earlier.model_copy(update={"claims": (), "candidates": (), "read_by": None})
    given = report.model_copy(update={"claims": (), "candidates": (), "read_by": None})
    return earlier if bare == given and earlier.read_by == mark else None
