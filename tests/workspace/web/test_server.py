"""The server in its own threads: locked until somebody signs in, locked again when nobody is there."""

import http.client
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Thread
from urllib.parse import urlencode

import pytest
from tests.workspace.conftest import WORDS

from saksi.archive import Layout
from saksi.record import InvalidInput
from saksi.workspace.backend import base
from saksi.workspace.holdings.columns import table_of
from saksi.workspace.session import Archive
from saksi.workspace.web.server import Server


@dataclass
class Browser:
    """As little of one as signing in takes."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    secure: set[str] = field(default_factory=set)  # cookies that travel with TLS alone

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, **self.headers}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, urlencode(fields) if fields else None, headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, value = re.match(r"(\w+)=([^;]*)", line).groups()  # type: ignore[union-attr]
            self.cookies[name] = value
            if "Secure" in line:
                self.secure.add(name)
        connection.close()
        return answer.status, body

    def send(self, path: str, form_at: str, **fields: str) -> int:
        """Load a page, and send a form with its token."""
        _, page = self.ask("GET", form_at)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        return self.ask("POST", path, csrfmiddlewaretoken=token[1], **fields)[0]

    def sign_in(self, name: str) -> None:
        assert self.send("/unlock/", "/unlock/", name=name, passphrase=WORDS[name]) == 302


def opened(server: Server) -> Archive | None:
    return server.here.archive


@pytest.fixture
def server(layout: Layout) -> Iterator[Server]:
    server = Server(layout)
    thread = Thread(target=server.run)
    thread.start()
    yield server
    server.end()
    thread.join(20)
    assert not thread.is_alive()


def test_the_codes_of_claims_are_read_before_anybody_asks_and_forgotten_when_it_is_locked(
    server: Server, layout: Layout
) -> None:
    browser = Browser(server.port)
    browser.sign_in("ann")
    archive = opened(server)
    assert archive
    assert eventually(lambda: table_of(archive).entry > 0)
    server.here.lock()
    assert table_of(archive).entry == 0


def eventually(holds: Callable[[], bool]) -> bool:
    """Say whether something comes to hold within a minute."""
    end = time.monotonic() + 60
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return held


def test_it_is_locked_until_a_key_holder_signs_in(server: Server) -> None:
    browser = Browser(server.port)
    assert browser.ask("GET", "/about/")[0] == 302
    assert opened(server) is None
    browser.sign_in("ann")
    assert opened(server)
    status, page = browser.ask("GET", "/about/")
    assert (status, "ann" in page) == (200, True)


def test_a_wrong_passphrase_opens_nothing(server: Server) -> None:
    browser = Browser(server.port)
    assert browser.send("/unlock/", "/unlock/", name="ann", passphrase=WORDS["ben"]) == 403
    assert browser.send("/unlock/", "/unlock/", name="nobody", passphrase=WORDS["ann"]) == 403
    assert server.here.archive is None


def test_many_threads_read_the_sealed_database_at_once(server: Server) -> None:
    browser = Browser(server.port)
    browser.sign_in("ann")
    with ThreadPoolExecutor(6) as pool:
        asked = [
            pool.submit(Browser(server.port, dict(browser.cookies)).ask, "GET", "/about/") for _ in range(30)
        ]
    assert {each.result()[0] for each in asked} == {200}


def test_the_last_who_locks_closes_every_connection_and_wipes_the_key(server: Server) -> None:
    ann, ben = Browser(server.port), Browser(server.port)
    ann.sign_in("ann")
    ben.sign_in("ben")
    assert ann.send("/lock/", "/about/") == 302
    archive = opened(server)
    assert archive
    assert ben.ask("GET", "/about/")[0] == 200
    assert ben.send("/lock/", "/about/") == 302
    assert opened(server) is None
    assert not archive.keys._key
    assert [each for each in base._opened if each.connection is not None] == []
    assert ben.ask("GET", "/about/")[0] == 302


@pytest.mark.parametrize("address", ["http://saksi.example", "saksi.example", "https://saksi.example/path"])
def test_an_address_without_tls_is_refused(layout: Layout, address: str) -> None:
    with pytest.raises(InvalidInput, match="TLS"):
        Server(layout, address=address)


def test_behind_a_server_with_tls_forms_and_cookies_are_those_of_its_address(layout: Layout) -> None:
    server = Server(layout, address="https://saksi.example")
    thread = Thread(target=server.run)
    thread.start()
    try:
        headers = {"Host": "saksi.example", "Origin": "https://saksi.example", "X-Forwarded-For": "10.0.0.9"}
        browser = Browser(server.port, headers=headers)
        browser.sign_in("ann")
        assert browser.secure == {"saksi", "saksi_form"}
        assert Browser(server.port, headers={"Host": "evil.example"}).ask("GET", "/unlock/")[0] == 400
    finally:
        server.end()
        thread.join(20)
