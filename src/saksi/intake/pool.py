"""Parsers in processes of their own: limited, kept warm, replaced when they die, hang or have done enough.

A process is started afresh and not forked: it shares no memory with ours, which may hold keys, and gets no
variable of the environment but the path of the packages. See docs/decisions/0018.
"""

import atexit
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import BinaryIO, Self, cast

from saksi.intake.formats import suffix_of
from saksi.intake.outcome import Document, IntakeSettings, Unpacked
from saksi.intake.wire import receive, receive_answer, send_document
from saksi.record import UnreadableDocument

FILES_OF_A_PROCESS = 50  # then it is replaced: what a hostile file left behind goes with it
PLAIN_FILES = 20  # of those that Python alone reads, as many as one that a library in C does
PLAIN = frozenset((".txt", ".md", ".json", ".jsonl", ".csv"))
SECONDS_TO_START = 60
SECONDS_IDLE = 20  # longer unused, it is ended rather than used
AT_EASE = 2  # processes kept warm; more run while more threads parse
LONGEST_FACTS = 10_000  # bytes
OUT_OF_TIME = frozenset((14, 24))  # SIGALRM, SIGXCPU


class ParserEnded(UnreadableDocument):
    """A file cost its parser's process: it crashed, or was ended for its limits."""


class ParserDied(Exception):
    """The process is gone or was ended."""

    def __init__(self, code: int, was_late: bool) -> None:
        super().__init__(f"signal {-code}" if code < 0 else f"exit code {code}")
        self.was_late = was_late


class _Process:
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
            cwd=Path(
                sys.executable
            ).anchor,  # not the user's folder: a file there could be taken for a module
            env=_bare_environment(),
        )
        self._to = cast("BinaryIO", self._process.stdin)
        self._from = cast("BinaryIO", self._process.stdout)
        with self._limited(SECONDS_TO_START) as clock:
            try:
                self.fences: dict[str, bool] = json.loads(receive(self._from, LONGEST_FACTS))
            except (EOFError, ValueError):
                raise self._dead(clock.has_rung) from None

    def parse(self, document: Document) -> Unpacked:
        """Return what the process says about a file.

        Raises
        ------
        ParserDied
            It ended, was ended after ``max_seconds``, or said something of another form.
        InvalidInput
            What it says: the file cannot be read.
        """
        self.n_files += 1 / PLAIN_FILES if suffix_of(document.name) in PLAIN else 1
        with self._limited(document.settings.max_seconds) as clock:
            try:
                send_document(self._to, document)
                answer, blobs = receive_answer(self._from, document.settings)
            except (EOFError, OSError, ValueError):
                raise self._dead(clock.has_rung) from None
        self.used = time.monotonic()
        if answer.is_worn:
            self.end()
        return answer.unpacked(blobs)

    def is_fresh(self) -> bool:
        """Say whether it lives, has files left to do, and was not idle for long."""
        idle = time.monotonic() - self.used
        return self._process.poll() is None and self.n_files < FILES_OF_A_PROCESS and idle < SECONDS_IDLE

    def end(self) -> None:
        """End it now; it holds nothing that is worth keeping."""
        self._process.kill()
        self._process.wait()
        for stream in (self._to, self._from):
            with suppress(OSError):
                stream.close()

    def _limited(self, seconds: float) -> "_Clock":
        return _Clock(seconds, self._process)

    def _dead(self, was_late: bool) -> ParserDied:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)  # a crash leaves its signal a moment after its pipe closes
        self.end()
        code = self._process.returncode
        return ParserDied(code, was_late or -code in OUT_OF_TIME)


class _Clock:
    """Ends a process that is still at it when the time is over."""

    def __init__(self, seconds: float, process: subprocess.Popen[bytes]) -> None:
        self.has_rung = False
        self._process = process
        self._timer = Timer(seconds, self._ring)
        self._timer.daemon = True

    def _ring(self) -> None:
        self.has_rung = True
        self._process.kill()

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _bare_environment() -> dict[str, str]:
    folders = [entry for entry in sys.path if entry and os.path.isabs(entry)]  # noqa: PTH117  strings all the way
    bare = {"PYTHONPATH": os.pathsep.join(folders), "OPENBLAS_NUM_THREADS": "1"}
    kept = ("SYSTEMROOT", "LD_LIBRARY_PATH", "VIRTUAL_ENV")  # without these Python does not start everywhere
    return bare | {name: os.environ[name] for name in kept if name in os.environ}


class Pool:
    """Processes that parse; safe to use from several threads at once."""

    def __init__(self) -> None:
        self._idle: list[_Process] = []
        self._lock = Lock()
        self._owner = os.getpid()

    def parse(self, document: Document) -> Unpacked:
        """Return what one file gives by itself, parsed in another process.

        Raises
        ------
        UnreadableDocument
            No text, or the process could not be started.
        ParserEnded
            The process was ended for its limits, or crashed.
        InvalidInput
            The file is not of the form that its suffix promises.
        """
        process = self._take(document.settings.max_memory)
        try:
            return process.parse(document)
        except ParserDied as death:
            raise ParserEnded(_told(death, document.settings)) from None
        finally:
            self._give_back(process)

    def fences(self, settings: IntakeSettings) -> dict[str, bool]:
        """Return which limits hold in its processes on this machine, by their names."""
        process = self._take(settings.max_memory)
        self._give_back(process)
        return dict(process.fences)

    def close(self) -> None:
        """End the processes that are idle."""
        with self._lock:
            for process in self._idle:
                process.end()
            self._idle.clear()

    def _take(self, max_memory: int) -> _Process:
        with self._lock:
            if self._owner != os.getpid():  # we are a fork: the processes are our parent's
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                process = self._idle.pop()
                if process.is_fresh() and process.max_memory == max_memory:
                    return process
                process.end()
        try:
            return _Process(max_memory)
        except (ParserDied, OSError) as error:
            raise UnreadableDocument(
                f"no process to parse it could be started ({_plain(error)}). Free some memory, or raise"
                " max_memory in the settings, and read again"
            ) from None

    def _give_back(self, process: _Process) -> None:
        with self._lock:
            if process.is_fresh() and len(self._idle) < AT_EASE:
                self._idle.append(process)
            else:
                process.end()


def _told(death: ParserDied, settings: IntakeSettings) -> str:
    if death.was_late:
        return (
            f"its parser was stopped after {settings.max_seconds} seconds. Split the file, or save its text"
            " as .txt"
        )
    return f"its parser ended without an answer ({death}). Save its text as .txt and add that"


def _plain(error: ParserDied | OSError) -> str:
    return str(error) if isinstance(error, ParserDied) else (error.strerror or "not possible").lower()


_SHARED = Pool()
atexit.register(_SHARED.close)


def shared_pool() -> Pool:
    """Return the pool of this Saksi, whose processes stay warm from one file to the next."""
    return _SHARED


def limits_here() -> dict[str, bool]:
    """Say which limits of a parser's process this machine enforces.

    Returns
    -------
    dict
        True for each limit that holds, by its name; for `saksi doctor`. Where "no network (kernel)" is
        false, the interpreter's own refusal still stands.

    Raises
    ------
    UnreadableDocument
        No such process can be started.
    """
    return shared_pool().fences(IntakeSettings())
