"""The process that does jobs. `runner` starts it: ``python -m saksi.workspace.jobs.worker``.

Its first line on stdin says which archive, the key follows as bytes; nothing of either is an argument, in the
environment or on the disk. Afterwards one byte ``r`` asks it to end when nothing waits; the end of stdin, by
whatever cause, asks it to end at the next step: then the job waits for the next process.
"""

import json
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from saksi.archive import MasterKey, open_layout
from saksi.archive.machine import shut_memory
from saksi.workspace import ready

if TYPE_CHECKING:
    from saksi.workspace.jobs.working import Signals

NICENESS = 10  # those who look at pages come first


def main(stdin: BinaryIO) -> int:
    """Do jobs until told to end; return the exit code."""
    shut_memory()
    orders = json.loads(stdin.readline())
    layout = open_layout(Path(orders["archive"]))
    with suppress(AttributeError, OSError):  # not every system has it
        os.nice(NICENESS)
    with MasterKey(layout.facts.id, stdin.read(orders["key_bytes"])) as keys:
        ready()
        from saksi.workspace.jobs.working import Signals, work  # noqa: PLC0415 - after Django is set up
        from saksi.workspace.session import opened  # noqa: PLC0415

        signals = Signals()
        threading.Thread(target=_listen, args=(stdin, signals), daemon=True).start()
        with opened(layout, keys) as archive:
            work(archive, signals, silent=orders["silent"], idle=orders["idle"])
    return 0


def _listen(stdin: BinaryIO, signals: "Signals") -> None:
    while said := stdin.read(1):
        if said == b"r":
            signals.rest.set()
    signals.stop.set()


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer))
