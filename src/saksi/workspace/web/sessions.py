"""Who is signed in: kept in the memory of the process that holds the key, and gone with it.

A cookie holds a random name and nothing else; the store knows only its hash. No session outlives the process,
which is as well: without it the archive is locked.
"""

import time
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes, token_urlsafe
from threading import Lock

CONFIRMED_FOR = 300.0  # s that typing one's passphrase again counts


@dataclass
class Session:
    """One person at one browser. Times are those of a clock that nobody can set."""

    member_id: int
    seen: float = field(default_factory=time.monotonic)
    passed: bool = True  # False: the second factor is still to come
    confirmed: float | None = None  # when the passphrase was typed last
    said: list[tuple[str, str]] = field(default_factory=list)  # (kind, sentence) for the next page
    challenge: bytes = b""  # of a passkey being asked for
    setting_up: bytes = b""  # secret of a code being set up

    def confirm(self) -> None:
        """Note that the passphrase was typed now."""
        self.confirmed = time.monotonic()

    @property
    def is_confirmed(self) -> bool:
        """Whether the passphrase was typed a short while ago."""
        return self.confirmed is not None and time.monotonic() - self.confirmed < CONFIRMED_FOR

    def heard(self) -> list[tuple[str, str]]:
        """Return what is to be said, once."""
        said, self.said = self.said, []
        return said


class Sessions:
    """The sessions of one process; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_hash: dict[bytes, Session] = {}

    def begin(self, member_id: int, *, passed: bool = True) -> tuple[str, Session]:
        """Return the name of a new session, for the cookie, and the session."""
        token, session = token_urlsafe(32), Session(member_id, passed=passed)
        with self._lock:
            self._by_hash[_hash(token)] = session
        return token, session

    def find(self, token: str, *, idle: float, touch: bool) -> Session | None:
        """Return a live session; None where it ended.

        Parameters
        ----------
        idle
            Seconds without work after which it ends.
        touch
            The request is a person's work, so the time begins anew.
        """
        now = time.monotonic()
        with self._lock:
            session = self._by_hash.get(_hash(token))
            if session is None:
                return None
            if now - session.seen > idle:
                del self._by_hash[_hash(token)]
                return None
            if touch:
                session.seen = now
            return session

    def end(self, token: str) -> None:
        """End one session."""
        with self._lock:
            self._by_hash.pop(_hash(token), None)

    def end_all(self, member_id: int | None = None) -> None:
        """End all sessions, or those of one member."""
        with self._lock:
            kept = {} if member_id is None else self._by_hash
            self._by_hash = {key: one for key, one in kept.items() if one.member_id != member_id}

    def sweep(self, *, idle: float) -> int:
        """Forget what has been idle too long; return how many are left."""
        now = time.monotonic()
        with self._lock:
            self._by_hash = {key: one for key, one in self._by_hash.items() if now - one.seen <= idle}
            return len(self._by_hash)


class Waits:
    """Slowing down instead of locking out: each failure doubles the wait, a success ends it.

    Names and addresses are kept as keyed hashes under a key of this process, and forgotten with it.
    """

    FREE = 2  # failures that cost nothing: everybody mistypes
    LONGEST = 300.0  # s

    def __init__(self) -> None:
        self._lock = Lock()
        self._salt = token_bytes(16)
        self._failures: dict[bytes, tuple[int, float]] = {}

    def left(self, *what: str) -> float:
        """Return the seconds that one of these still has to wait."""
        now = time.monotonic()
        with self._lock:
            return max(0.0, *(self._until(each) - now for each in map(self._code, what)))

    def failed(self, *what: str) -> None:
        """Count a failure against each of these."""
        now = time.monotonic()
        with self._lock:
            for each in map(self._code, what):
                count = self._failures.get(each, (0, 0.0))[0] + 1
                wait = min(2.0 ** (count - self.FREE), self.LONGEST) if count > self.FREE else 0.0
                self._failures[each] = (count, now + wait)

    def succeeded(self, *what: str) -> None:
        """Forget the failures of each of these."""
        with self._lock:
            for each in map(self._code, what):
                self._failures.pop(each, None)

    def _until(self, code: bytes) -> float:
        return self._failures.get(code, (0, 0.0))[1]

    def _code(self, what: str) -> bytes:
        return sha256(self._salt + what.encode()).digest()


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
