"""`saksi read`: results on stdout, messages on stderr, JSON for programs."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from saksi.record import dump_report, load_report
from saksi.testing import TEXT, a_claim, a_report
from saksi.workflows import reading


def test_it_says_on_stderr_what_was_read_and_the_next_command(run: Run, reports: Path) -> None:
    done = run("read", reports, "--output-dir", "out")
    assert (done.code, done.out) == (0, "")
    assert done.err == "1 report, 1 suggested claim. Next: saksi findings out --output findings\n"
    assert "1 read before and unchanged" in run("read", reports, "--output-dir", "out").err


def test_json_is_alone_on_stdout_and_has_the_form_of_every_result(run: Run, reports: Path) -> None:
    (reports / "empty.txt").touch()
    done = run("read", reports, "--output-dir", "out", "--json")
    data = json.loads(done.out)
    assert data.keys() == {"results", "settings", "versions", "input_sha256"}
    [result] = data["results"]
    assert (result["reports"], result["claims"], result["skipped"]) == (1, 1, 0)
    assert [problem["file"] for problem in result["problems"]] == ["empty.txt"]
    assert "empty.txt: the file is empty" in done.err
    assert json.loads(run("read", reports, "--output-dir", "out", "--json").out)["results"][0]["skipped"] == 1


def test_explain_shows_each_claim_with_its_rules_and_words(run: Run, reports: Path) -> None:
    done = run("read", reports, "--output-dir", "out", "--explain")
    [claim] = load_report(Path("out/one.json")).claims
    [passage] = claim.passages
    first, rules, words = done.out.splitlines()
    assert first.startswith("one c1: ")
    assert claim.rules is not None
    assert rules == f"  rules: {', '.join(claim.rules)}"
    assert words == f"  characters {passage.start} to {passage.end}: “{passage.of(TEXT)}”"


def test_explain_and_json_together_are_still_json(run: Run, reports: Path) -> None:
    [result] = json.loads(run("read", reports, "--output-dir", "out", "--json", "--explain").out)["results"]
    assert result["explained"][0].startswith("one c1: ")


def test_words_of_a_report_cannot_write_to_the_terminal_or_become_pictures(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Police arrested two traders\u202e of [bold]Corrow[/bold]\x1b[2J at the house :key: in March."
    claim = a_claim(passages=[[0, len(text)]], confidence=0.9)
    monkeypatch.setattr(reading, "find_reader", lambda _name: lambda _text, **_about: [claim])
    (tmp_path / "r.json").write_text(dump_report(a_report(text, id="r")), encoding="utf-8")
    done = run("read", "r.json", "--output-dir", "out", "--explain")
    assert not set("\x1b\u202e") & set(done.out)
    assert ":key:" in done.out
    assert "traders� of [bold]Corrow[/bold]�[2J" in done.out


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "the folder is empty"),
        ({"empty.txt": b""}, "the file is empty (0 bytes)"),
        ({"binary.txt": bytes(range(256)) * 9, "scan.pdf": b"%PDF-1.4"}, "binary.txt: not text"),
        ({"list.json": b"[]"}, "the list is empty"),
    ],
)
def test_a_folder_with_nothing_to_read_ends_with_1_and_the_reasons(
    run: Run, tmp_path: Path, files: dict[str, bytes], reason: str
) -> None:
    (tmp_path / "bad").mkdir()
    for name, data in files.items():
        (tmp_path / "bad" / name).write_bytes(data)
    done = run("read", "bad", "--output-dir", "out", "--json")
    assert (done.code, done.out) == (1, "")
    assert reason in done.err


def test_many_files_passed_over_are_counted(run: Run, reports: Path) -> None:
    for number in range(8):
        (reports / f"{number}.png").touch()
    done = run("read", reports, "--output-dir", "out")
    assert done.err.count("passed over: ") == 5
    assert "and 3 more files passed over; saksi-read.json lists them" in done.err


def test_settings_come_from_the_file_named_and_the_reader_from_the_option(run: Run, reports: Path) -> None:
    Path("mine.toml").write_text("[reading]\nthreshold = 1.0\nreader = 'none'\n", encoding="utf-8")
    done = run("read", reports, "--output-dir", "out", "--config", "mine.toml", "--reader", "rules", "--json")
    data = json.loads(done.out)
    assert data["settings"]["reading"] == {"reader": "rules", "second_reader": None, "threshold": 1.0}
    assert data["results"][0]["claims"] == 0
