"""People at work: each signs in and asks for a page every few seconds, most of them on the reading desk."""

import http.client
import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote, urlencode

from benchmarks.workspace_archive import HOLDERS

BUSY = "somebody else is writing"  # what a page says where the database was locked for too long
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FORM = re.compile(r'<form method="post" action="[^"]*/decide/"[^>]*>(.*?)</form>', re.DOTALL)
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
WORDS = ("traders", "agents", "depot", "camp", "arrested", "radio", "border", "officials")
ACTS = ("execution", "detention_other", "torture", "screening", "fine")


@dataclass(frozen=True)
class Asked:
    """One request: which kind of page, how long until its last byte, and how it was answered."""

    page: str
    seconds: float
    status: int
    busy: bool


@dataclass
class Person:
    """One session in a browser of the barest kind."""

    port: int
    reports: Sequence[str]
    chance: random.Random
    asked: list[Asked] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)
    form: tuple[str, dict[str, str]] | None = (
        None  # of a claim on the last reading desk: where, and its fields
    )

    def ask(self, page: str, method: str, path: str, **fields: str) -> str:
        """Send one request and note what it took."""
        body = urlencode(fields).encode() if fields else None
        return self.send(page, method, path, body, "application/x-www-form-urlencoded")

    def send(self, page: str, method: str, path: str, data: bytes | None, kind: str) -> str:
        """Send one request with a body; note what it took where it is a page that counts."""
        connection = http.client.HTTPConnection("localhost", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if data is not None:
            headers |= {"Content-Type": kind, "Origin": f"http://localhost:{self.port}"}
        begin = time.perf_counter()
        connection.request(method, path, data, headers)
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
        spent = time.perf_counter() - begin
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        connection.close()
        if page:
            self.asked.append(Asked(page, spent, answer.status, BUSY in body))
        return body

    def sign_in(self, name: str) -> None:
        """Sign in by name and passphrase."""
        token = TOKEN.search(self.ask("", "GET", "/unlock/"))
        if token is None:
            raise SystemExit("the page that unlocks has no form")
        self.ask("", "POST", "/unlock/", csrfmiddlewaretoken=token[1], name=name, passphrase=HOLDERS[name])

    def upload(self, name: str, data: bytes) -> None:
        """Send a file to be taken in, as the form without scripts does."""
        token = TOKEN.search(self.ask("", "GET", "/intake/"))
        if token is None:
            raise SystemExit("the page for adding has no form")
        border = "saksi-border"
        field_of = 'Content-Disposition: form-data; name="{}"'.format
        head = f"--{border}\r\n{field_of('csrfmiddlewaretoken')}\r\n\r\n{token[1]}\r\n"
        file = f'--{border}\r\n{field_of("files")}; filename="{name}"\r\n\r\n'
        body = (head + file).encode() + data + f"\r\n--{border}--\r\n".encode()
        self.send("taking in", "POST", "/intake/", body, f"multipart/form-data; boundary={border}")
        if self.asked[-1].status >= 400:
            raise SystemExit(f"the file was answered with {self.asked[-1].status}: nothing is imported")

    def turn(self) -> None:
        """Ask for one page as people do: 80 of 100 on the reading desk, a quarter of these decide."""
        share = self.chance.random()
        if share < 0.2 and self.form is not None:
            where, fields = self.form
            self.form = None
            self.ask("a decision", "POST", where, **fields, verdict="accepted")
        elif share < 0.8:
            self._read()
        else:
            page, path = self.chance.choice(OTHERS)
            self.ask(page, "GET", path(self))

    def _read(self) -> None:
        page, path = READING
        where = path(self)
        body = self.ask(page, "GET", where)
        form, token = FORM.search(body), TOKEN.search(body)
        if form and token:
            fields = {name: unescape(value) for name, value in FIELD.findall(form[1])}
            self.form = (f"{where}decide/", fields | {"csrfmiddlewaretoken": token[1]})


READING: tuple[str, Callable[[Person], str]] = (
    "the reading desk",
    lambda person: f"/reports/{quote(person.chance.choice(person.reports))}/read/",
)
OTHERS: tuple[tuple[str, Callable[[Person], str]], ...] = (
    ("desk", lambda _: "/desk/"),
    ("reports", lambda _: "/reports/"),
    ("one report", lambda person: f"/reports/{quote(person.chance.choice(person.reports))}/"),
    ("reports, searched", lambda person: f"/reports/?q={person.chance.choice(WORDS)}"),
    ("claims", lambda _: "/claims/"),
    ("claims, two facets", lambda person: f"/claims/?act={person.chance.choice(ACTS)}&modality=happened"),
    ("orders", lambda _: "/orders/"),
    ("jobs", lambda _: "/jobs/"),
)


def work(port: int, reports: Sequence[str], *, people: int, every: float, seconds: float) -> list[Asked]:
    """Let people work for a while, each asking at their own even pace, and return all they asked.

    Parameters
    ----------
    every
        Seconds from one request of a person to their next, whatever the answer took.
    """
    crowd = [Person(port, reports, random.Random(n)) for n in range(people)]  # noqa: S311 - who reads what
    names = list(HOLDERS)
    for n, person in enumerate(crowd):
        person.sign_in(names[n % len(names)])
    start = time.monotonic()
    threads = [
        threading.Thread(target=_day, args=(person, start + every * n / people, start + seconds, every))
        for n, person in enumerate(crowd)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for person in crowd for each in person.asked]


def _day(person: Person, first: float, end: float, every: float) -> None:
    at = first
    while at < end:
        time.sleep(max(0.0, at - time.monotonic()))
        person.turn()
        at += every
