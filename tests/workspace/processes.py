"""Starting workers: forked from a server that has imported everything and opened nothing."""

import multiprocessing
import os
import sys
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.workspace import worker
from tests.workspace.conftest import Made

WORKER = Path(worker.__file__)
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["__main__", "tests.workspace.worker"])
SECONDS_TO_START = 60


class Worker:
    """A process at work; it tells a number for each step that is acknowledged, 0 when it has begun."""

    def __init__(self, process: BaseProcess, told: Connection) -> None:
        self._process = process
        self._told = told

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def first(self) -> object:
        """Return what it tells first."""
        assert self._told.poll(SECONDS_TO_START), "the worker does not begin"
        return self._told.recv()

    def kill(self) -> None:
        self._process.kill()

    def communicate(self) -> tuple[list[int], str]:
        """Wait for its end; return the numbers it told, and its trouble."""
        numbers, trouble = [], ""
        with suppress(EOFError, OSError):  # a kill may cut a message: that acknowledges nothing
            while True:
                said = self._told.recv()
                if isinstance(said, str):
                    trouble += said
                else:
                    numbers.append(said)
        self._process.join()
        return numbers, trouble


def start(made: Made, kind: str, archive: Path, folder: Path) -> Worker:
    """Start a worker of a kind of `tests.workspace.worker`."""
    here, there = FORKS.Pipe(duplex=False)
    process = FORKS.Process(
        target=_work, args=(there, kind, archive, made.keys.reveal(), folder), daemon=True
    )
    process.start()
    there.close()
    return Worker(process, here)


def _work(told: Connection, kind: str, archive: Path, key: bytes, folder: Path) -> None:
    try:
        worker.run(kind, archive, key, folder, told.send)
    except BaseException:
        told.send(traceback.format_exc())
        told.close()
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - told already
        raise
