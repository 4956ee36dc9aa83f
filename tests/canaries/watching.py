"""Watching commands while they run: files that come and go, words and surroundings of processes.

Two eyes: a hook inside each Python process that notes what it opens for writing, starts and connects to, and
a thread outside that looks at folders and at /proc again and again.
"""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

HOOK = """
import atexit, os, sys
def _install():
    log = os.open(os.environ["CANARY_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    import json
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    def note(*what):
        os.write(log, json.dumps([os.getpid(), *map(repr, what)]).encode() + b"\\n")
    def hook(event, args):
        if event == "open" and isinstance(args[0], (str, bytes)) and (args[2] or 0) & writes:
            note("write", os.path.abspath(os.fsdecode(args[0])))
        elif event in ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.system"):
            note("start", *args)
        elif event in ("socket.connect", "socket.bind", "socket.sendto"):
            note("socket", args[1])
    sys.addaudithook(hook)
    def leave():
        import ctypes, resource
        dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
        note("end", sys.argv[1:3], resource.getrlimit(resource.RLIMIT_CORE)[0], dumpable)
    atexit.register(leave)
_install()
"""


class Seen:
    """What was seen: contents of files by path, words and environments of processes, notes of the hook."""

    def __init__(self, roots: tuple[Path, ...], log: Path) -> None:
        self.roots = roots
        self.files: dict[Path, set[bytes]] = {}
        self.processes: set[bytes] = set()
        self._log = log
        self._stamps: dict[Path, tuple[int, int]] = {}
        self._stop = threading.Event()

    def notes(self, kind: str) -> list[list[str]]:
        """Return what the hook noted of a kind: process id, then the values as Python writes them."""
        lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        rows: list[list[Any]] = [json.loads(line) for line in lines]
        return [[str(row[0]), *row[2:]] for row in rows if row[1] == repr(kind)]

    def look(self) -> None:
        """Look once at all folders."""
        for root in self.roots:
            for above, _, names in os.walk(root):
                for name in names:
                    self._take(Path(above) / name)

    def _take(self, path: Path) -> None:
        try:
            facts = path.stat()
            stamp = (facts.st_mtime_ns, facts.st_size)
            if self._stamps.get(path) != stamp:
                self.files.setdefault(path, set()).add(path.read_bytes() if path.is_file() else b"")
                self._stamps[path] = stamp
        except OSError:  # gone again, or a socket
            self.files.setdefault(path, set())

    def look_at_processes(self, sign: bytes) -> None:
        """Take the words and the environment of every process whose words or environment hold a sign."""
        for folder in Path("/proc").glob("[0-9]*"):
            for part in ("cmdline", "environ"):
                try:
                    data = (folder / part).read_bytes()
                except OSError:
                    continue
                if sign in data:
                    self.processes.add(data)

    def _watch(self, sign: bytes) -> None:
        for turn in count():
            if self._stop.is_set():
                return
            self.look()
            if turn % 5 == 0:
                self.look_at_processes(sign)
            time.sleep(0.05)

    @contextmanager
    def watching(self, sign: bytes) -> Iterator[None]:
        """Watch for the time of the block, and once more at its end."""
        thread = threading.Thread(target=self._watch, args=(sign,))
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()
            self.look()
