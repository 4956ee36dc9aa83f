import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

TOLD = (
    ("isk", "Isk Radio", "2024-03-20", "a source in North Kell told Isk Radio"),
    ("post", "Corrow Post", "2024-03-21", "a source in North Kell told Isk Radio"),
)


pytestmark = pytest.mark.usefixtures("cheap")


@pytest.fixture
def linked(run: Run, made: Path) -> Path:
    """An archive of two read reports on one arrest."""
    folder = Path("in")
    folder.mkdir()
    for name, outlet, day, who in TOLD:
        text = f"Security agents arrested two traders in Corrow in March, {who}."
        report = {
            "id": name,
            "text": text,
            "synthetic": True,
            "outlet": outlet,
            "published": day,
            "language": "en",
        }
        (folder / f"{name}.json").write_text(json.dumps(report))
    for words in (("add", made, folder), ("read", made)):
        done = run(*words)
        assert done.code == 0, done.err
    return made


def test_events_enter_the_archive_once_and_check_uses_them(run: Run, linked: Path) -> None:
    first = run("link", "events", linked, "--json")
    assert first.code == 0, first.err
    [result] = json.loads(first.out)["results"]
    assert (result["reports"], result["skipped"], result["new"]) == (2, 0, result["events"])
    assert "Corrow" not in first.out + first.err
    [again] = json.loads(run("link", "events", linked, "--json").out)["results"]
    assert (again["reports"], again["skipped"], again["events"]) == (0, 2, result["events"])
    new = Path("new.txt")
    new.write_text(
        f"Kell Wire\n2024-03-22\n\nSecurity agents arrested two traders in Corrow in March, {TOLD[0][3]}.\n"
    )
    checked = json.loads(run("check", new, linked, "--json").out)["results"][0]
    assert checked["verdict"].startswith("echo")
    assert {report for event in checked["events"] for report in event["reports"]} == {"isk", "post"}
    assert run("verify", linked).code == 0


def test_a_file_of_events_may_be_written_beside_it(run: Run, linked: Path) -> None:
    done = run("link", "events", linked, "--output", "events.json")
    assert done.code == 0, done.err
    assert {"events", "pairs", "settings"} <= set(json.loads(Path("events.json").read_text()))


def test_what_the_record_cannot_carry_is_refused_with_what_is_needed(run: Run, linked: Path) -> None:
    people = run("link", "people", linked)
    assert (people.code, "0 with a name" in people.err) == (1, True)
    estimate = run("estimate", linked)
    assert estimate.code == 1
    assert "needed 2 to 16 lists" in estimate.err


def test_a_file_of_people_still_needs_its_options(run: Run, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name\n1,Ored Samsa\n")
    done = run("link", "people", "people.csv")
    assert (done.code, "--id COL" in done.err) == (1, True)
