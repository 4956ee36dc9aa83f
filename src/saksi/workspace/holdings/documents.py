"""A document before it enters: its bytes, and whether its reports are of the archive's kind."""

from collections.abc import Sequence
from pathlib import Path

from saksi import record
from saksi.intake import IntakeSettings
from saksi.record import InvalidInput
from saksi.workspace.session import Archive
from saksi.workspace.zeros import holds_zero


class WrongKind(InvalidInput):
    """A synthetic report for a real archive, or the other way round."""


def check_kind(archive: Archive, reports: Sequence[record.Report]) -> None:
    """Refuse reports of the other kind: an archive is real or synthetic from birth.

    Raises
    ------
    WrongKind
        Some of the reports are.
    """
    synthetic = archive.layout.facts.kind == "synthetic"
    others = sum(report.synthetic != synthetic for report in reports)
    if others and synthetic:
        raise WrongKind(
            f"{others} of its reports do not say that they are invented, and this archive holds invented ones"
            " only: add them to an archive made by `saksi new`; nothing of the file was added"
        )
    if others:
        raise WrongKind(
            f"{others} of its reports are marked as invented, and this archive holds real ones only:"
            " add them to one made by `saksi new --synthetic`; nothing of the file was added"
        )


def check_characters(reports: Sequence[record.Report]) -> None:
    """Refuse reports with a zero character beside their text: no text has one, and PostgreSQL holds none.

    Intake refuses one inside the text. It is not taken out: what is stored is what was received.

    Raises
    ------
    InvalidInput
        Some report has one.
    """
    unfit = sum(holds_zero(report.model_dump()) for report in reports)
    if unfit:
        raise InvalidInput(
            f"{unfit} of its reports hold a zero character in a title or another field; databases refuse it."
            " Remove it and add the file again"
        )


def read_bytes(path: Path, settings: IntakeSettings) -> bytes:
    """Return the bytes of a document.

    Raises
    ------
    InvalidInput
        It cannot be opened, or is over the limit.
    """
    try:
        with path.open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except OSError as error:
        reason = (error.strerror or "not possible").lower()
        raise InvalidInput(f"cannot be opened: {reason}. Check its permissions") from None
    if len(data) > settings.max_bytes:
        raise InvalidInput(f"over {settings.max_bytes} bytes; not added. Split the file")
    return data
