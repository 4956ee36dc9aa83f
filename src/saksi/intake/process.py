"""One process in which files are parsed: started afresh, limited, ended when it hangs or has done enough.

It is not forked: it shares no memory with ours, which may hold keys, and gets no variable of the environment
but the path of the packages. See docs/decisions/0018.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import BinaryIO, cast

from saksi.intake.formats import suffix_of
from saksi.intake.outcome import Document, Unpacked
from saksi.intake.wire import Answer, receive, receive_answer, send_documents
from saksi.record import InvalidInput

FILES = 50  # then it is replaced: what a hostile file left behind goes with it
PLAIN_FILES = 100  # of those that Python alone reads, as many as one that a library in C does
PLAIN = frozenset((".txt", ".md", ".json", ".jsonl", ".csv"))
SECONDS_TO_START = 60
SECONDS_IDLE = 20  # longer unused, it is ended rather than used
LONGEST_FACTS = 10_000  # bytes
OUT_OF_TIME = frozenset((14, 24))  # SIGALRM, SIGXCPU
TICK = 0.2  # seconds between looks at the clock

Outcome = Unpacked | InvalidInput  # what one file gave, or why nothing


class ParserDied(Exception):
    """The process is gone or was ended."""

    def __init__(self, code: int, was_late: bool) -> None:
        super().__init__(f"signal {-code}" if code < 0 else f"exit code {code}")
        self.was_late = was_late


class ParserProcess:
    """One parser's process."""

    def __init__(self, max_memory: int) -> None:
        self.max_memory = max_memory
        self.n_files = 0.0  # plain ones count for less
        self.used = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-BPs", "-X", "utf8", "-m", "saksi.intake.worker", str(max_memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(sys.executable).anchor,  # in the user's folder a file could be taken for a module
            env=_bare_environment(),
        )
        self._to = cast("BinaryIO", self._process.stdin)
        self._from = cast("BinaryIO", self._process.stdout)
        self._clock = _Clock(self._process)
        try:
            with self._clock.allowing(SECONDS_TO_START):
                self.fences: dict[str, bool] = json.loads(receive(self._from, LONGEST_FACTS))
        except (EOFError, ValueError):
            raise self._dead() from None

    def parse(self, documents: Sequence[Document]) -> Iterator[Outcome]:
        """Yield what the process says about each file, until it is worn out.

        Raises
        ------
        ParserDied
            It ended over the next file, was ended after ``max_seconds`` of it, or said something of another
            form.
        """
        settings = documents[0].settings
        try:
            with self._clock.allowing(settings.max_seconds):
                send_documents(self._to, documents)
            for document in documents:
                self.n_files += 1 / PLAIN_FILES if is_plain(document) else 1
                with self._clock.allowing(settings.max_seconds):
                    answer, blobs = receive_answer(self._from, settings)
                self.used = time.monotonic()
                yield _outcome(answer, blobs)
                if answer.is_worn:
                    self.end()
                    return
        except (EOFError, OSError, ValueError):
            raise self._dead() from None

    def is_fresh(self) -> bool:
        """Say whether it lives, has files left to do, and was not idle for long."""
        idle = time.monotonic() - self.used
        return self._process.poll() is None and self.n_files < FILES and idle < SECONDS_IDLE

    def end(self) -> None:
        """End it now; it holds nothing that is worth keeping."""
        self._clock.stop()
        self._process.kill()
        self._process.wait()
        for stream in (self._to, self._from):
            with suppress(OSError):
                stream.close()

    def _dead(self) -> ParserDied:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)  # a crash leaves its signal a moment after its pipe closes
        self.end()
        code = self._process.returncode
        return ParserDied(code, self._clock.has_rung or -code in OUT_OF_TIME)


class _Clock:
    """Ends a process that is still at it when its time is over; one thread for all its files."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.has_rung = False
        self._process = process
        self._until: float | None = None  # None: it is idle
        self._stopped = Event()
        Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def allowing(self, seconds: float) -> Iterator[None]:
        """Let the process work for so many seconds."""
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = None

    def stop(self) -> None:
        """Watch no more."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(TICK):
            until = self._until
            if until is not None and time.monotonic() > until:
                self.has_rung = True
                self._process.kill()
                return


def _outcome(answer: Answer, blobs: list[bytes]) -> Outcome:
    try:
        return answer.unpacked(blobs)
    except InvalidInput as error:
        return error


def _bare_environment() -> dict[str, str]:
    folders = [entry for entry in sys.path if entry and os.path.isabs(entry)]  # noqa: PTH117  strings all the way
    bare = {"PYTHONPATH": os.pathsep.join(folders), "OPENBLAS_NUM_THREADS": "1"}
    kept = ("SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")  # without these Python does not start everywhere
    return bare | {name: os.environ[name] for name in kept if name in os.environ}


def is_plain(document: Document) -> bool:
    """Return whether Python alone reads such a file: no library in C, whose faults are the graver ones."""
    return suffix_of(document.name) in PLAIN
