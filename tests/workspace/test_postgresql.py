"""The same models, migrations and services on PostgreSQL: nothing that only SQLite can do has crept in."""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from tests.conftest import needed
from tests.workspace.conftest import Made, Write
from tests.workspace.linking.conftest import key

from saksi import record
from saksi.archive import Layout
from saksi.archive.proofs import check_proof
from saksi.testing import a_claim
from saksi.workflows import Settings
from saksi.workspace import differing
from saksi.workspace.audit.log_reading import LogReading
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.proving import prove
from saksi.workspace.audit.verifying import verify
from saksi.workspace.drafts.models import Draft
from saksi.workspace.drafts.services import keep_draft
from saksi.workspace.holdings import reading
from saksi.workspace.holdings.adding import add_documents
from saksi.workspace.holdings.custody import note_round
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.reading import read_reports
from saksi.workspace.holdings.searching import search
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.linking.carrying import say_of_order
from saksi.workspace.linking.judging import judge
from saksi.workspace.linking.listing import clusters, origins
from saksi.workspace.linking.orders import tied_acts
from saksi.workspace.linking.running import link_archive_events
from saksi.workspace.linking.selectors import current
from saksi.workspace.linking.settling import differences, settle, waiting_events
from saksi.workspace.linking.suggesting import best_pairs
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive

pytest.importorskip("psycopg", reason="the driver comes with the extra for teams")
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
USER = ["/usr/sbin/runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    if not PROGRAMS:
        needed("PostgreSQL is absent: install the package postgresql")
    folder = Path("/tmp") / f"saksi-pg-{os.getpid()}"  # noqa: S108 - a socket's path is short, and postgres enters it
    folder.mkdir(mode=0o700)
    if USER:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = ["-D", str(folder / "d")]
    start = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run("initdb", *data, "-A", "trust", "-U", "saksi", "-E", "UTF8", "--locale=C.UTF-8", cwd=folder)
    run("pg_ctl", *data, "-w", "-o", start, "-l", str(folder / "log"), "start", cwd=folder)
    try:
        yield {"HOST": str(folder), "PORT": str(port), "USER": "saksi", "NAME": "postgres"}
    finally:
        run("pg_ctl", *data, "-m", "immediate", "stop", cwd=folder)
        shutil.rmtree(folder)


def run(program: str, *words: str, cwd: Path) -> None:
    done = subprocess.run(
        [*USER, str(PROGRAMS[-1] / program), *words], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def team(server: dict[str, object], made: Made, layout: Layout) -> Iterator[Archive]:
    """Bind the process to PostgreSQL, with the tables made by our migrations; originals stay files."""
    before = connections.settings["default"].copy()
    forget()
    connections.settings["default"].update(server, ENGINE="django.db.backends.postgresql", OPTIONS={})
    try:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield Archive(layout, made.keys, "ann")
    finally:
        forget()
        connections.settings["default"].clear()
        connections.settings["default"].update(before)


def forget() -> None:
    """Close the process's connection, so that the next one is made by the settings as they are then."""
    connections.close_all()
    with suppress(AttributeError):  # there was none yet
        del connections["default"]


@pytest.fixture
def filled(team: Archive, write: Write, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setattr(reading, "find_reader", lambda _name: lambda _text, **_: [a_claim()])
    files = [
        write("one"),
        write("two", text="Security agents arrested two traders in Corrow in March. 공개처형"),
    ]
    add_documents(team, paths=files, pause=lambda _: None)
    read_reports(team, settings=Settings(), pause=lambda _: None)
    return team


def test_services_do_the_same(filled: Archive) -> None:
    assert (Report.objects.count(), Claim.objects.count()) == (2, 2)
    record_decision(filled, report_id="one", claim_id="c1", verdict="rejected")
    assert [len(report.claims) for report in answerable().reports] == [0, 1]
    note_round(filled, "verified")
    said = check_proof(json.dumps(prove(filled, report_id="two", claim_id="c1")).encode())
    assert [step.event for step in said.custody] == ["received", "verified"]
    entries = list(LogReading(filled))
    assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))
    assert [later.previous for later in entries[1:]] == [entry.hash() for entry in entries[:-1]]


def test_drafts_ties_pairs_and_differences_are_kept_alike(
    team: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One arrest in two reports that differ in number, and an order: linked, judged, settled, tied."""
    common = {"passages": [[0, 8]], "confidence": 0.9}

    def claims(text: str, **_about: object) -> list[record.Claim]:
        n = text.count("trader")
        told = a_claim(id="c1", count={"min": n, "max": n, "text": str(n)}, **common)
        return [told, a_claim(id="c2", kind="order", modality="planned", **common)]

    monkeypatch.setattr(reading, "find_reader", lambda _name: claims)
    words = "Security agents arrested traders in Corrow in March."
    files = [
        write("one", text=words),
        write("two", text=f"{words} A third trader was let go, heard Reporter Wen."),
    ]
    add_documents(team, paths=files, pause=lambda _: None)
    read_reports(team, settings=Settings(), pause=lambda _: None)
    one, two = (key(report) for report in ("one", "two"))
    first = Report.objects.get(report_id="one")
    for typed in ("a", "b"):
        keep_draft(team, kind="correct", fields={"count_min": [typed]}, report=first, place="c1")
    assert Draft.objects.get().fields == {"count_min": ["b"]}
    judge(team, kind="event", pairs=[(one, two)], verdict="same")
    link_archive_events(team, pause=lambda _: None)
    judge(team, kind="event", pairs=[(key("one", "c2"), key("two", "c2"))], verdict="unsure")
    event = current("event").get(members__claim=one)
    settle(team, event=event, seen={one, two}, field="count", answer="disagree")
    [found] = differences(event, {one, two})
    assert (found.field, found.settled is not None) == ("count", True)
    assert waiting_events(frozenset(), most=5) == []
    say_of_order(team, order=key("one", "c2"), act=one, tied=True)
    assert tied_acts([key("one", "c2")], frozenset()) == {key("one", "c2"): 1}
    hidden = frozenset([Report.objects.get(report_id="two").pk])  # as somebody outside its team sees it
    wanted = {"act": "detention_other", "n_reports": 1, "contested": False}
    seen = {row.pk: row for row in clusters("event", hidden, wanted, size=5, by="n_reports")}
    assert seen[event.pk].count_max == 1
    assert [row.alone for row in origins(hidden, size=5)] == [2]
    assert best_pairs(hidden, size=5) == []
    assert "record.db" not in {fault.object for fault in verify(team).faults}  # a server keeps its own pages


def test_words_are_found_alike(filled: Archive) -> None:
    assert [hit.report_id for hit in search("처형")] == ["two"]
    assert {hit.report_id for hit in search('"two traders"')} == {"one", "two"}
    assert search("rader") == []


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"]
)
def test_the_log_is_written_once(filled: Archive, statement: str) -> None:
    with (
        pytest.raises(Exception, match="append, never change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Entry.objects.exists()


def test_the_database_holds_the_constraints(filled: Archive) -> None:
    with pytest.raises(IntegrityError, match="claim_act_known"), transaction.atomic():
        Claim.objects.update(act="gossip")


def test_a_server_is_backed_up_by_its_own_tools(team: Archive, tmp_path: Path) -> None:
    with pytest.raises(NotImplementedError, match="pg_dump"):
        differing.snapshot(tmp_path / "x", bytes(32))
