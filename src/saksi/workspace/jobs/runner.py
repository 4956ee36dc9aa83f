"""The server's side of the process that does jobs: started when there is work, the key through a pipe."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from saksi.workspace.jobs.models import Job
from saksi.workspace.jobs.services import SILENT, ask
from saksi.workspace.jobs.working import IDLE
from saksi.workspace.session import Archive

PATIENCE = 60.0  # s that a stopped process may take for the step in hand


class Runner:
    """At most one process for one archive; the end of this one, by whatever cause, ends that one too."""

    def __init__(self, *, silent: float = SILENT, idle: float = IDLE) -> None:
        self._silent, self._idle = silent, idle
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Number of the process, while it lives."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def wake(self, archive: Archive) -> None:
        """See that a process is there if there is work; call it after an unlock, and after each asking."""
        with self._lock:
            if self.pid is None and Job.objects.filter(state__in=("waiting", "running")).exists():
                self._start(archive)

    def run(self, archive: Archive, *, kind: str, settings: Mapping[str, Any] | None = None) -> Job:
        """Ask for a job and see that a process takes it up: `ask`, then `wake`."""
        job = ask(archive, kind=kind, settings=settings)
        self.wake(archive)
        return job

    def rest(self) -> None:
        """Let the process end when nothing waits any more: nobody is there who could ask for more."""
        with self._lock:
            self._say(b"r")

    def stop(self) -> None:
        """End the process after the step in hand; its job waits until the archive is unlocked again."""
        with self._lock:
            if self._process is None:
                return
            self._hang_up()
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()  # what was acknowledged is stored
                self._process.wait()
            self._process = None

    def _hang_up(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()

    def _start(self, archive: Archive) -> None:
        self._hang_up()  # of one that has died
        key = archive.keys.reveal()
        orders = {
            "archive": str(archive.layout.folder.resolve()),
            "key_bytes": len(key),
            "silent": self._silent,
            "idle": self._idle,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "saksi.workspace.jobs.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # errors are in the job's row; a traceback may hold values
            start_new_session=True,  # Ctrl-C at the server reaches it as the end of its stdin
        )
        self._say(json.dumps(orders).encode() + b"\n" + key)

    def _say(self, words: bytes) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(BrokenPipeError, ValueError):  # it has ended: the next `wake` starts another
                self._process.stdin.write(words)
                self._process.stdin.flush()


runner = Runner()
