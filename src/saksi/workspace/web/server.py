"""Serving an archive's pages on this machine with waitress, until somebody ends it."""

import gc
import logging
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections
from waitress.server import create_server

from saksi.archive import Layout
from saksi.record import InvalidInput, SaksiError
from saksi.workspace.holdings.columns import forget, table_of
from saksi.workspace.jobs.runner import runner
from saksi.workspace.session import Archive
from saksi.workspace.web.serving import Serving, serve

THREADS = 8
LOOK_EVERY = 5.0  # s: whether anybody is signed in still
LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))
MARGIN = 1024**2  # bytes: headers and the borders between the parts of an upload


class Server:
    """One archive at one address; the port is bound when it is made."""

    def __init__(
        self, layout: Layout, *, host: str = "127.0.0.1", port: int = 0, address: str | None = None
    ) -> None:
        """Bind.

        Parameters
        ----------
        address
            Of a server with TLS on this machine that stands before it, ``https://…``; None = there is none.

        Raises
        ------
        InvalidInput
            The port cannot be bound, or the address is not one with TLS.
        """
        front = _front(address) if address else {}
        logging.getLogger("waitress").addHandler(logging.NullHandler())  # its tracebacks may hold testimony
        logging.getLogger("waitress").propagate = False
        names = {host, urlsplit(address).hostname or ""} if address else {host}
        settings.ALLOWED_HOSTS = sorted({*settings.ALLOWED_HOSTS, *names})
        settings.CSRF_COOKIE_SECURE = address is not None
        self.here = Serving(layout)
        self.here.on_unlock += [runner.wake, self._read_ahead]
        self.here.on_lock.append(_rest)
        serve(self.here)
        most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE + MARGIN
        self._sockets: dict[int, Any] = {}
        self._server: Any = create_server(
            get_wsgi_application(),
            sockets=[_bound(host, port)],
            map=self._sockets,
            threads=THREADS,
            ident="",
            max_request_body_size=most,
            # Beyond these, waitress writes bodies into temporary files: in clear, on the disk.
            inbuf_overflow=most,
            outbuf_overflow=most,
            clear_untrusted_proxy_headers=True,
            **front,
        )
        self.port = int(self._server.effective_port)
        self._ended = Event()

    def run(self) -> None:
        """Answer until `end`, Ctrl-C or SIGTERM; then lock the archive."""
        watch = Thread(target=self._watch, name="lock when deserted", daemon=True)
        watch.start()
        try:
            while not self._ended.is_set():
                self._server.asyncore.loop(timeout=1.0, map=self._sockets, count=1)
        except (KeyboardInterrupt, SystemExit):
            pass  # that is how it is told to end
        finally:
            self._ended.set()
            watch.join()
            self._server.task_dispatcher.shutdown()
            self._server.asyncore.close_all(self._sockets)
            self.here.lock()
            serve(None)

    def end(self) -> None:
        """Stop answering; `run` returns."""
        self._ended.set()

    def _read_ahead(self, archive: Archive) -> None:
        """Read the codes of all claims beside the first pages: a page of claims would wait for them."""
        Thread(target=self._read_codes, args=(archive,), name="read codes", daemon=True).start()

    def _read_codes(self, archive: Archive) -> None:
        try:
            with self.here.working(), suppress(DatabaseError, SaksiError):  # locked again meanwhile
                table_of(archive).refreshed()
        finally:
            connections.close_all()
        gc.collect()
        gc.freeze()  # what is loaded by now stays: to look through it again holds every page up for 200 ms

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            with self.here.working():
                self.here.lock_if_deserted(by_hand=False)


def run(
    layout: Layout, *, host: str, port: int, address: str | None, on_ready: Callable[[str], None]
) -> None:
    """Serve an archive until the process is told to end.

    Parameters
    ----------
    address
        As of `Server`.
    on_ready
        Gets the address to open: by the name localhost, which passkeys need.

    Raises
    ------
    InvalidInput
        As of `Server`.
    """
    server = Server(layout, host=host, port=port, address=address)
    signal.signal(signal.SIGTERM, _end)
    name = "localhost" if host in LOOPBACK else host
    on_ready(address or f"http://{name}:{server.port}")
    server.run()


def _front(address: str) -> dict[str, Any]:
    """Return what waitress needs to know of the server before it: pages are asked for with TLS there."""
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/"):
        raise InvalidInput(
            "the address is one of a server with TLS, without a path: https://saksi.example.org"
        )
    return {
        "url_scheme": "https",
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_headers": {"x-forwarded-for"},  # who guesses is slowed down, not the server before
    }


def _bound(host: str, port: int) -> socket.socket:
    """Return a listening socket; waitress itself leaves one open when it cannot bind.

    Raises
    ------
    InvalidInput
        The address cannot be bound.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidInput(
            f"port {port} of {host} cannot be bound ({error.strerror}): is another server running?"
            " Choose another with --port"
        ) from None


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _rest(by_hand: bool) -> None:
    forget()
    (runner.stop if by_hand else runner.rest)()
