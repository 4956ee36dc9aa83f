"""`saksi serve` where it cannot: no archive, a port that is taken. Serving itself: tests/journeys."""

import socket
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from saksi.archive import machine, new_layout


def test_a_folder_that_is_no_archive_is_told_with_its_code(run: Run) -> None:
    done = run("serve", "nowhere")
    assert done.code == 10
    assert "nowhere" in done.err


def test_a_port_that_is_taken_is_told_with_what_to_do(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "shut_memory", lambda: None)  # it would close the memory of the tests
    new_layout(tmp_path / "arch", kind="synthetic")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "arch", "--port", str(taken.getsockname()[1]))
    assert done.code == 1
    assert "--port" in done.err
    assert "Traceback" not in done.err
