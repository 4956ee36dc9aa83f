"""What an exporter is, and what it must say."""

from collections.abc import Callable, Sequence
from typing import Protocol

from saksi.record import Report
from saksi.record.claims import Value

Sink = Callable[[str, str | bytes], None]  # a file's name within the output, and what it holds


class Loss(Value):
    """Something of the record that a format does not hold: lost in translation, and said."""

    what: str  # a field: `claims.count.text`, `reports.text`
    n: int  # how many values of this record
    why: str


class Exporter(Protocol):
    """What a plugin of the group ``saksi.exporters`` is: the record to files of one format."""

    def __call__(self, reports: Sequence[Report], *, write: Sink) -> list[Loss]:
        """Write the record and return what was lost.

        Parameters
        ----------
        reports
            As decided, sorted by id; never changed.
        write
            Takes each file by its name (``/`` parts folders) and content. The exporter touches no disk.

        Returns
        -------
        list of Loss
            What the format cannot hold, only where this record has such a value.
        """
        ...
