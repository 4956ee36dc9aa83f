"""`saksi estimate`: what a person and what a program sees."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from saksi.cli.app import app
from saksi.record import InvalidInput

TABLE = "police,press,clinic,count\n1,0,0,210\n0,1,0,180\n0,0,1,160\n1,1,0,31\n1,0,1,30\n0,1,1,27\n1,1,1,6\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    file = tmp_path / "lists.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["estimate", *map(str, arguments)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout


def test_people_read_numbers_intervals_and_assumptions(lists: Path) -> None:
    code, said = run(lists, "--method", "chao,dga")
    assert code == 0
    assert "644 documented people" in said
    assert "dga" in said
    assert "Assumes that" in said


def test_programs_read_rows_settings_versions_and_the_files_hash(lists: Path) -> None:
    code, said = run(lists, "--method", "dga,combined", "--json", "--seed", "5")
    found = json.loads(said)
    assert code == 0
    assert found["settings"]["seed"] == 5
    assert len(found["input_sha256"]) == 64
    assert {row["method"] for row in found["results"]} >= {"dga", "combined"}


def test_a_refusal_is_an_answer(tmp_path: Path) -> None:
    file = tmp_path / "two.csv"
    file.write_text("a,b,count\n1,0,9\n0,1,9\n1,1,3\n", encoding="utf-8")
    code, said = run(file, "--method", "chapman")
    assert code == 0
    assert "no number" in said


def test_strata_come_with_their_sum(tmp_path: Path) -> None:
    file = tmp_path / "years.csv"
    rows = TABLE.splitlines()[1:]
    file.write_text(
        "\n".join([f"year,{TABLE.splitlines()[0]}", *(f"{year},{row}" for year in (1, 2) for row in rows)]),
        encoding="utf-8",
    )
    code, said = run(file, "--strata", "year", "--method", "dga", "--json")
    assert code == 0
    assert [row["stratum"] for row in json.loads(said)["results"]] == ["1", "2", None]


def test_the_page_is_written_where_asked(lists: Path, tmp_path: Path) -> None:
    code, _ = run(lists, "--method", "dga", "--html", tmp_path / "page.html")
    assert code == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_page_that_cannot_be_written_is_said_with_its_name_alone(lists: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"^page\.html cannot be written"):
        run(lists, "--method", "chao", "--html", lists / "page.html")  # a file where a folder should be
    assert sorted(tmp_path.iterdir()) == [lists]


def test_what_is_no_table_is_said_with_the_files_name_alone(tmp_path: Path) -> None:
    for name, content in (("empty.csv", ""), ("words.csv", "who,when\nOdile,May\n")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(InvalidInput, match=name) as found:
            run(tmp_path / name)
        assert str(tmp_path) not in str(found.value)
        assert "Odile" not in str(found.value)
    with pytest.raises(InvalidInput, match=r"missing\.csv cannot be opened"):
        run(tmp_path / "missing.csv")


def test_what_was_believed_comes_in_as_two_factors(lists: Path) -> None:
    code, said = run(lists, "--method", "chao", "--expansion", "1.2,4", "--json")
    made = json.loads(said)["settings"]
    assert code == 0
    assert (made["expansion_low"], made["expansion_high"]) == (1.2, 4.0)
    with pytest.raises(InvalidInput, match=r"two factors with a comma between, such as 1\.2,4"):
        run(lists, "--expansion", "4")


def test_settings_of_the_file_hold_until_an_option_says_otherwise(lists: Path, tmp_path: Path) -> None:
    file = tmp_path / "saksi.toml"
    file.write_text("[estimation]\nlevel = 0.9\nseed = 7\n", encoding="utf-8")
    _, said = run(lists, "--method", "chao", "--config", file, "--seed", "8", "--json")
    made = json.loads(said)["settings"]
    assert (made["level"], made["seed"], made["budget_seconds"]) == (0.9, 8, 20.0)


def test_the_page_is_written_in_the_language_asked_for(lists: Path, tmp_path: Path) -> None:
    run(lists, "--method", "chao", "--html", tmp_path / "page.html", "--language", "ko")
    assert "기록된 사람과 추정한 사람" in (tmp_path / "page.html").read_text(encoding="utf-8")
