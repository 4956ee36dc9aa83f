"""A model's service, started for a test: a real server on this machine that says what the test wants."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from saksi.reading.llm import LlmReader, LlmSettings

Answer = Callable[[dict[str, Any]], bytes | tuple[int, dict[str, str], bytes]]


def completion(content: object) -> bytes:
    """Return the body of an answer whose content is these words, or this as JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()


@dataclass
class Service:
    """The running service: what it was asked, and how it answers."""

    port: int
    answer: Answer = lambda _asked: completion({"claims": []})
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def settings(self, **changed: Any) -> LlmSettings:
        """Return settings that name this service."""
        given = {"endpoint": f"http://127.0.0.1:{self.port}/v1", "model": "tiny", "seconds": 10}
        return LlmSettings(**{**given, **changed})

    def reader(self, **changed: Any) -> LlmReader:
        """Return a reader that asks this service."""
        return LlmReader(self.settings(**changed))

    def says(self, *claims: dict[str, Any]) -> None:
        """Let it answer with these claims whatever it is asked."""
        self.answer = lambda _asked: completion({"claims": list(claims)})


@pytest.fixture
def service() -> Iterator[Service]:
    """Start the service on a free port of this machine; stop it after the test."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            running.asked.append(json.loads(body))
            running.headers.append(dict(self.headers))
            running.paths.append(self.path)
            given = running.answer(running.asked[-1])
            status, headers, content = given if isinstance(given, tuple) else (200, {}, given)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(content)
            except OSError:  # the reader hung up, as it may
                self.close_connection = True

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = Service(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield running
    server.shutdown()
    server.server_close()
    thread.join()
