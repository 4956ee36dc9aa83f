"""Read reports in the format of others, on files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from saksi.exchange import Exporter, Loss
from saksi.record import InvalidInput, Report
from saksi.workflows.files import write_bytes


@dataclass(frozen=True, slots=True)
class Exported:
    """What left: how many files, from how many reports, and what the format could not hold."""

    files: int
    reports: int
    claims: int
    losses: tuple[Loss, ...]


def export_reports(reports: Sequence[Report], output: Path, *, exporter: Exporter) -> Exported:
    """Write reports into `output` by an exporter of `saksi.exchange`.

    Raises
    ------
    InvalidInput
        `output` holds files already, or cannot be written; or the exporter names a file outside of it.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise InvalidInput(
            f"{output.name} exists and is no empty folder: name a new one; nothing was written"
        )
    names: list[str] = []

    def write(name: str, content: str | bytes) -> None:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise InvalidInput(f"the exporter names a file outside the output (its file {len(names) + 1})")
        write_bytes(output / path, content.encode() if isinstance(content, str) else content)
        names.append(name)

    losses = exporter(reports, write=write)
    return Exported(len(names), len(reports), sum(len(r.claims) for r in reports), tuple(losses))
