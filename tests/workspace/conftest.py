"""An archive of two people, sealed for real at a small cost: made once, copied for each test."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from saksi.archive import Cost, Holder, Layout, MasterKey
from saksi.workspace import ready

ready()

from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from saksi import record  # noqa: E402
from saksi.testing import a_claim, a_report  # noqa: E402
from saksi.workflows import Settings  # noqa: E402
from saksi.workspace.accounts.models import Member  # noqa: E402
from saksi.workspace.accounts.roles import Role  # noqa: E402
from saksi.workspace.audit import log  # noqa: E402
from saksi.workspace.audit.models import Entry  # noqa: E402
from saksi.workspace.audit.states import state_of  # noqa: E402
from saksi.workspace.holdings import reading  # noqa: E402
from saksi.workspace.holdings.adding import Added, add_documents  # noqa: E402
from saksi.workspace.holdings.creating import Sheets, create_archive  # noqa: E402
from saksi.workspace.jobs.runner import runner  # noqa: E402
from saksi.workspace.session import Archive, opened  # noqa: E402
from saksi.workspace.web.gate import COOKIE  # noqa: E402
from saksi.workspace.web.serving import Serving, serve  # noqa: E402

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
WORDS = {"ann": "seven grey herons wade", "ben": "nine red kites circle"}
TEXT = a_report().text


@dataclass
class Made:
    """The archive that the others are copies of."""

    layout: Layout
    keys: MasterKey
    sheets: Sheets


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    handed: list[Sheets] = []
    layout, keys = create_archive(
        tmp_path_factory.mktemp("made") / "archive",
        holders=[Holder(name, word) for name, word in WORDS.items()],
        recovery=True,
        hand_over=lambda _layout, sheets: handed.append(sheets),
        kind="synthetic",
        cost=CHEAP,
    )
    return Made(layout, keys, handed[0])


@pytest.fixture
def layout(made: Made, tmp_path: Path) -> Layout:
    shutil.copytree(made.layout.folder, tmp_path / "archive")
    return Layout(tmp_path / "archive")


@pytest.fixture
def archive(made: Made, layout: Layout) -> Iterator[Archive]:
    with opened(layout, made.keys, actor="ann") as archive:
        yield archive


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write one invented report as a JSON document; return its file."""

    def written(name: str = "isk-2024-03-20", *, claims: int = 0, **fields: Any) -> Path:
        folder = tmp_path / "documents"
        folder.mkdir(exist_ok=True)
        report = a_report(
            **{
                "id": name,
                "synthetic": True,
                "claims": [a_claim(id=f"c{n}") for n in range(claims)],
                **fields,
            }
        )
        file = folder / f"{name}.json"
        file.write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
        return file

    return written


Add = Callable[..., Added]


@pytest.fixture
def add(archive: Archive) -> Add:
    """Add documents without pauses."""

    def added(*paths: Path, source: str | None = None) -> Added:
        return add_documents(archive, paths=paths, source=source, pause=lambda _seconds: None)

    return added


Read = Callable[..., None]


@pytest.fixture
def read(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read what is unread: these claims, or so many of the usual one, in each report."""

    def done(claims: int | Sequence[record.Claim] = 1) -> None:
        if isinstance(claims, int):
            claims = [a_claim(id=f"c{n}", confidence=0.9) for n in range(claims)]
        found = list(claims)
        monkeypatch.setattr(reading, "find_reader", lambda _name: lambda _text, **_about: found)
        reading.read_reports(archive, settings=Settings(), pause=lambda _seconds: None)

    return done


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Start no process for jobs; return who asked for one."""
    asked: list[str] = []
    monkeypatch.setattr(runner, "wake", lambda archive: asked.append(archive.actor))
    return asked


@pytest.fixture
def served(archive: Archive, made: Made, layout: Layout, woken: list[str]) -> Iterator[Serving]:
    """Serve the archive to the pages of this process, unlocked; `archive` is the same one.

    Pages that ask for jobs start no process here; tests/workspace/jobs does.
    """
    here = Serving(layout)
    before = serve(here)
    here.unlock(MasterKey(made.keys.archive_id, made.keys.reveal()))  # locking wipes it
    yield here
    here.lock()
    serve(before)


@pytest.fixture(autouse=True)
def one_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all forms bear one token: pages can be compared, and none holds by chance what it may not say."""
    monkeypatch.setattr("django.middleware.csrf.get_random_string", lambda length, **_: "A" * length)


def last_entry() -> Entry:
    """Return the log's last entry."""
    entry = log.last()
    assert entry is not None
    return entry


def give_roles(archive: Archive, member: Member, roles: Sequence[str]) -> None:
    """Give a member roles, as the log wants it; any roles, none too."""
    with transaction.atomic():
        member.roles = [Role(role).value for role in roles]
        member.save(update_fields=["roles"])
        states = [state_of(member)]
        log.record(archive, action="roles chosen", about=f"member {member.pk}", states=states)


ClientAs = Callable[..., Client]


@pytest.fixture
def client_as(served: Serving, archive: Archive) -> ClientAs:
    """Return a signed-in browser: `client_as("reviewer")`, `client_as("reader", name="ben")`.

    The member gets these roles; "ann" is the one whose archive it is, anybody else is made where absent.
    Ann is administrator too where the test does not ask for her.
    """

    def signed_in(*roles: str, name: str = "cho", passed: bool = True, confirmed: bool = False) -> Client:
        member, _ = Member.objects.get_or_create(
            name=name, defaults={"public_key": b"", "wrapped_key": {}, "added_at": datetime.now(UTC)}
        )
        give_roles(archive, member, roles)
        ann = Member.objects.get(name="ann")
        if name != "ann" and not ann.roles:
            give_roles(archive, ann, [Role.ADMINISTRATOR])
        token, session = served.sessions.begin(member.pk, passed=passed)
        if confirmed:
            session.confirm()
        client = Client(headers={"host": "localhost"})
        client.cookies[COOKIE] = token
        return client

    return signed_in
