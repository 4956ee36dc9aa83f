"""A disk that is full, read-only or refuses: a clear message, the state intact, and it goes on afterwards."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from tests.workspace.conftest import Made
from tests.workspace.processes import WORKER, start
from tests.workspace.test_kill import documents

from saksi.archive import CannotWrite, Damaged, Layout
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.backend.key import Locked as KeyMissing
from saksi.workspace.faults import explained
from saksi.workspace.holdings.models import Report
from saksi.workspace.session import opened

LIMIT = 64 * 1024  # bytes that a file may grow by: what comes after fails as on a full disk


def test_a_file_that_cannot_grow_stops_the_import_and_loses_nothing(
    made: Made, layout: Layout, tmp_path: Path
) -> None:
    folder = documents(tmp_path / "round", 60)
    biggest = layout.database.stat().st_size

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (biggest + LIMIT, biggest + LIMIT))

    process = subprocess.Popen(
        [sys.executable, str(WORKER), "add", str(layout.folder), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,  # noqa: PLW1509 - sets one limit and returns
    )
    out, err = process.communicate(made.keys.reveal().hex() + "\n")
    acknowledged = int(out.split()[-1])
    with opened(layout, made.keys) as archive:
        stored = Report.objects.count()
        assert stored >= acknowledged
        assert verify(archive).faults == []
    if process.returncode == 0:
        pytest.fail("the limit was never met: make it smaller")
    assert "CannotWrite" in err
    finished = start(made, "add", layout.folder, folder)
    _, trouble = finished.communicate()
    assert finished.returncode == 0, trouble
    with opened(layout, made.keys) as archive:
        assert Report.objects.count() == 60
        assert verify(archive).faults == []


def test_a_full_volume_stops_the_import_and_loses_nothing(made: Made, tmp_path: Path) -> None:
    """On a real small volume, where the right to mount one is there."""
    volume = tmp_path / "volume"
    volume.mkdir()
    mounted = subprocess.run(
        ["/usr/bin/env", "mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(volume)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("no right to mount a small volume; the test above meets a limit of its own")
    try:
        copied = subprocess.run(
            ["/usr/bin/env", "cp", "-r", str(made.layout.folder), str(volume / "archive")], check=True
        )
        assert copied.returncode == 0
        layout = Layout(volume / "archive")
        process = start(made, "add", layout.folder, documents(tmp_path / "many", 600))
        out, err = process.communicate()
        assert process.returncode != 0
        assert "CannotWrite" in err
        assert "disk is full" in err or "no space left" in err  # of the record, or of an original
        with opened(layout, made.keys) as archive:
            assert Report.objects.count() >= out[-1]
            assert verify(archive).faults == []
    finally:
        subprocess.run(["/usr/bin/env", "umount", str(volume)], check=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; the message is tested below")
def test_a_read_only_folder_can_be_told(made: Made, layout: Layout) -> None:
    layout.database.chmod(0o400)
    with pytest.raises(CannotWrite), opened(layout, made.keys):
        Entry.objects.all().update(actor="x")


@pytest.mark.parametrize(
    ("words", "kind", "say"),
    [
        ("database or disk is full", CannotWrite, "free some space"),
        ("attempt to write a readonly database", CannotWrite, "read-only"),
        ("disk I/O error", CannotWrite, "disk"),
        ("unable to open database file", CannotWrite, "permissions"),
        ("database disk image is malformed", Damaged, "restore"),
        ("file is not a database", Damaged, "restore"),
        ("database is locked", CannotWrite, "try again"),
    ],
)
def test_what_the_database_says_is_told_in_our_words(words: str, kind: type[Exception], say: str) -> None:
    from django.db import OperationalError  # noqa: PLC0415

    told = explained(OperationalError(words))
    assert isinstance(told, kind)
    assert say in str(told)


def test_an_unforeseen_fault_of_the_database_is_not_covered_up() -> None:
    from django.db import OperationalError  # noqa: PLC0415

    fault = OperationalError("no such table: x")
    assert explained(fault) is fault
    assert not isinstance(explained(KeyMissing("locked")), OperationalError)
