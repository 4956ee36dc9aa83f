"""The one archive that this process serves: locked until somebody signs in, and again when nobody is.

Requests come in many threads, each with its own connection to the sealed database. Locking ends all sessions,
takes the key away and closes every connection: those of threads at rest at once, those at work when they end.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock, get_ident

from django.db import connections

from saksi.archive import Layout, MasterKey
from saksi.workspace.accounts.choices import idle_minutes
from saksi.workspace.backend.base import close_connections
from saksi.workspace.session import Archive, opened
from saksi.workspace.web.sessions import Sessions, Waits


class Serving:
    """What the process serves. Tests and `saksi serve` make one; the pages find it in `serving()`."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.sessions = Sessions()
        self.waits = Waits()
        self.on_unlock: list[Callable[[Archive], None]] = []
        self.on_lock: list[Callable[[bool], None]] = []  # told whether a person did it
        self._archive: Archive | None = None
        self._stack = ExitStack()
        self._mutex = Lock()
        self._at_work: set[int] = set()  # threads
        self._arriving = 0  # people who sign in just now: the archive may be open, and nobody in yet

    @property
    def archive(self) -> Archive | None:
        """The archive, open; None while it is locked."""
        return self._archive

    def unlock(self, keys: MasterKey) -> Archive:
        """Open the archive for all threads; a second unlocking changes nothing.

        Raises
        ------
        Damaged, UnknownFormat, CannotWrite
            As `saksi.workspace.session.opened`.
        """
        with self._mutex:
            if self._archive is not None:
                return self._archive
            self._archive = archive = self._stack.enter_context(opened(self.layout, keys))
        for call in self.on_unlock:
            call(archive)
        return archive

    def lock(self, *, by_hand: bool = True) -> None:
        """Lock the archive and end every session.

        Parameters
        ----------
        by_hand
            A person locks, or the server ends; else nobody was signed in any more.
        """
        for call in self.on_lock if self._archive is not None else ():
            call(by_hand)
        with self._mutex:
            self.sessions.end_all()
            archive, self._archive = self._archive, None
            self._stack.close()
            if archive is not None:
                archive.keys.wipe()
            close_connections(except_threads=self._at_work)

    def lock_if_deserted(self, *, by_hand: bool) -> None:
        """Lock the archive where nobody is signed in any more."""
        if self._archive is None or self.sessions.sweep(idle=idle_minutes() * 60):
            return
        if by_hand or not self._arriving:
            self.lock(by_hand=by_hand)

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Note that somebody signs in: on a slow machine a session begins seconds after the opening."""
        with self._mutex:
            self._arriving += 1
        try:
            yield
        finally:
            with self._mutex:
                self._arriving -= 1

    @contextmanager
    def working(self) -> Iterator[None]:
        """Note that this thread answers a request; if the archive was locked meanwhile, close what it has."""
        with self._mutex:
            self._at_work.add(get_ident())
        try:
            yield
        finally:
            with self._mutex:
                self._at_work.discard(get_ident())
                locked = self._archive is None
            if locked:
                connections.close_all()


_serving: Serving | None = None


def serve(what: Serving | None) -> Serving | None:
    """Let the pages of this process be about an archive; return the one before."""
    global _serving
    before, _serving = _serving, what
    return before


def serving() -> Serving:
    """Return what this process serves.

    Raises
    ------
    RuntimeError
        Nothing: the pages are asked for outside of `saksi serve`.
    """
    if _serving is None:
        raise RuntimeError("this process serves no archive: `saksi serve ARCHIVE` does")
    return _serving
