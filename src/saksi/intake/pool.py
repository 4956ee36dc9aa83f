"""Parsers in processes of their own: kept warm, replaced when they die, hang or have done enough."""

import atexit
import os
from collections.abc import Iterator, Sequence
from threading import Lock

from saksi.intake.outcome import Document, IntakeSettings, Unpacked
from saksi.intake.process import Outcome, ParserDied, ParserProcess, is_plain
from saksi.record import InvalidInput, UnreadableDocument, reason_of

BATCH = 16  # plain files that a process is given at once
BATCH_BYTES = 250_000  # of all of them; larger files go alone, and pay little for it
AT_EASE = 2  # processes kept warm; more run while more threads parse


class ParserEnded(UnreadableDocument):
    """A file cost its parser's process: it crashed, or was ended for its limits."""


class Pool:
    """Processes that parse; safe to use from several threads at once."""

    def __init__(self) -> None:
        self._idle: list[ParserProcess] = []
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
        [found] = self.parse_all([document])
        if isinstance(found, InvalidInput):
            raise found
        return found

    def parse_all(self, documents: Sequence[Document]) -> list[Outcome]:
        """Return what each of many files gives, or the error that `parse` would raise, in their order.

        Small plain files go to the process several at a time: what each file by itself costs on the way is
        more than reading it. One that costs the process is named, and those after it are parsed by another.
        """
        found: list[Outcome] = []
        for batch in _batches(documents):
            done = len(found) + len(batch)
            while len(found) < done:
                found += self._parsed(batch[len(found) - done :])
        return found

    def _parsed(self, documents: Sequence[Document]) -> list[Outcome]:
        """Parse until all are done, or the process is; at least one file is."""
        found: list[Outcome] = []
        settings = documents[0].settings
        try:
            process = self._take(settings.max_memory)
        except UnreadableDocument as error:
            return [error] * len(documents)
        try:
            for each in process.parse(documents):
                found.append(each)  # noqa: PERF402 - what came before a death counts
        except ParserDied as death:
            found.append(ParserEnded(_told(death, settings)))
        finally:
            self._give_back(process)
        return found

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

    def _take(self, max_memory: int) -> ParserProcess:
        with self._lock:
            if self._owner != os.getpid():  # we are a fork: the processes are our parent's
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                process = self._idle.pop()
                if process.is_fresh() and process.max_memory == max_memory:
                    return process
                process.end()
        try:
            return ParserProcess(max_memory)
        except (ParserDied, OSError) as error:
            raise UnreadableDocument(
                f"no process to parse it could be started ({_plain(error)}). Free some memory, or raise"
                " max_memory in the settings, and read again"
            ) from None

    def _give_back(self, process: ParserProcess) -> None:
        with self._lock:
            if process.is_fresh() and len(self._idle) < AT_EASE:
                self._idle.append(process)
            else:
                process.end()


def _batches(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    """Cut a list into runs of small plain files of one kind of settings, and single others."""
    start, size = 0, 0
    for at, document in enumerate(documents):
        together = is_plain(document) and is_plain(documents[start])
        fits = size + len(document.data) <= BATCH_BYTES and at - start < BATCH
        if at > start and not (together and fits and document.settings == documents[start].settings):
            yield documents[start:at]
            start, size = at, 0
        size += len(document.data)
    if documents:
        yield documents[start:]


def _told(death: ParserDied, settings: IntakeSettings) -> str:
    if death.was_late:
        return (
            f"its parser was stopped after {settings.max_seconds} seconds. Split the file, or save its text"
            " as .txt"
        )
    return f"its parser ended without an answer ({death}). Save its text as .txt and add that"


def _plain(error: ParserDied | OSError) -> str:
    return str(error) if isinstance(error, ParserDied) else reason_of(error)


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
