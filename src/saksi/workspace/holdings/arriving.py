"""Documents with their bytes, on their way to a parser: from files of a folder, or received before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksi.archive import Receipt
from saksi.intake import IntakeSettings, Problem
from saksi.intake.outcome import shown
from saksi.record import InvalidInput
from saksi.workspace.holdings.documents import read_bytes
from saksi.workspace.holdings.models import Original
from saksi.workspace.session import Archive


@dataclass
class Opened:
    """A document with its bytes, on its way to a parser or here already."""

    name: str  # of the file, without its folder
    place: str  # where it lies, as problems name it
    data: bytes
    number: int  # of all, from 1
    receipt: Receipt | None = None  # of one that was received before
    known: bool = False  # it has given its reports


def from_paths(
    paths: Sequence[Path], settings: IntakeSettings, refused: Callable[[Problem], None]
) -> Iterator[Opened]:
    """Open files one after another; `refused` hears of those that cannot be opened."""
    for number, path in enumerate(paths, start=1):
        try:
            yield Opened(path.name, shown(path), read_bytes(path, settings), number)
        except InvalidInput as error:
            refused(Problem(shown(path), str(error)))


def from_originals(archive: Archive, keys: Sequence[int]) -> Iterator[Opened]:
    """Open what was received, by primary keys; of one that is complete already no byte is read."""
    for number, key in enumerate(keys, start=1):
        row = Original.objects.get(pk=key)
        if not row.complete:
            receipt = Receipt(row.object_id, row.sha256, row.size, new=False)
            with archive.originals.open(row.object_id) as sealed:
                yield Opened(row.name, row.name, sealed.read(), number, receipt)
