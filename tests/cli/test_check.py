import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from saksi.record import dump_report
from saksi.testing import TEXT, a_claim, a_report

CITING = [
    {"text": "a source", "role": "insider_source", "anonymous": True, "place": "North Kell"},
    {"text": "Isk Radio", "role": "outlet"},
    {"text": "Corrow Post", "role": "outlet"},
]
RETOLD = "Corrow Post has learned from Isk Radio that agents took two people who trade there, and why."


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """One read report of Isk Radio."""
    folder = tmp_path / "read"
    folder.mkdir()
    (folder / "isk.json").write_text(dump_report(a_report(id="isk", claims=[a_claim()])), encoding="utf-8")
    return folder


@pytest.fixture
def citing(tmp_path: Path) -> Path:
    """A read report of another outlet that cites it and adds a release."""
    attribution = {"chain": CITING, "directness": "anonymous"}
    claims = [
        a_claim(attribution=attribution, passages=[[0, 20]]),
        a_claim(id="c2", act="release", attribution=attribution, passages=[[0, 20]]),
    ]
    report = a_report(RETOLD, id="post", outlet="Corrow Post", published="2024-03-22", claims=claims)
    (tmp_path / "post.json").write_text(dump_report(report), encoding="utf-8")
    return tmp_path / "post.json"


def test_one_screen_says_known_event_origin_and_what_it_adds(run: Run, held: Path, citing: Path) -> None:
    done = run("check", citing, held)
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("post: ECHO THAT ADDS")
    assert any("isk (Isk Radio, 2024-03-20): cites" in line for line in lines)
    assert "Adds:" in lines
    assert len(lines) < 25


def test_a_file_that_is_not_read_yet_is_read_on_the_way(run: Run, held: Path, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(f"Isk Radio\n2024-03-20\n\n{TEXT}\n", encoding="utf-8")
    found = json.loads(run("check", tmp_path / "new.txt", held, "--json").out)
    [result] = found["results"]
    assert [related["report"] for related in result["related"]] == ["isk"]
    assert result["verdict"].startswith("echo")


def test_a_report_that_is_held_already_is_an_echo_of_itself(run: Run, held: Path) -> None:
    done = run("check", held / "isk.json", held)
    assert done.out.startswith("isk: ECHO:")


def test_nothing_is_written_into_the_folder(run: Run, held: Path, citing: Path) -> None:
    before = {path.name: path.read_bytes() for path in held.iterdir()}
    run("check", citing, held)
    assert {path.name: path.read_bytes() for path in held.iterdir()} == before


def test_one_path_alone_is_not_enough(run: Run, held: Path) -> None:
    done = run("check", held)
    assert done.code == 1
    assert "new reports first" in done.err
