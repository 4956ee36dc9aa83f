"""Reading a folder: file by file, resumable, nothing lost, the same again every time."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from saksi.reading import ReadingSettings
from saksi.record import Claim, InvalidInput, Passage, Report, dump_report, load_report
from saksi.testing import TEXT, a_claim, a_report
from saksi.workflows import Settings, read_folder, reading
from saksi.workflows.coders import find_reader
from saksi.workflows.files import MANIFEST
from saksi.workflows.reading import mark_retracted

OTHER = "Police in Tamsel beat a street trader on 3 March, two neighbours told Isk Radio."


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "two.txt").write_text(OTHER, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def manifest(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return data


def use(monkeypatch: pytest.MonkeyPatch, reader: object) -> None:
    monkeypatch.setattr(reading, "find_reader", lambda _name: reader)


def test_each_report_gets_a_file_with_claims_that_point_at_its_words(reports: Path, tmp_path: Path) -> None:
    summary = read_folder([reports], tmp_path / "out")
    assert sorted(content(tmp_path / "out")) == ["one.json", MANIFEST, "two.json"]
    one = load_report(tmp_path / "out" / "one.json")
    assert one.text == TEXT
    assert [claim.act for claim in one.claims] == ["detention_other"]
    assert "arrested two traders" in one.claims[0].passages[0].of(one.text)
    assert (summary.reports, summary.skipped, summary.files) == (2, 0, ("one.json", "two.json"))


def test_the_manifest_says_with_what_and_from_what_it_was_made(reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").touch()
    (reports / "picture.png").write_bytes(b"\x89PNG")
    settings = Settings(reading=ReadingSettings(threshold=0.4))
    read_folder([reports], tmp_path / "out", settings=settings)
    made = manifest(tmp_path / "out")
    assert made["settings"]["reading"] == {
        "reader": "rules",
        "second_reader": None,
        "threshold": 0.4,
    }
    assert "key_file" not in made["settings"]["llm"]
    assert {"python", "saksi", "spacy"} <= made["versions"].keys()
    assert len(made["input_sha256"]) == 64
    [result] = made["results"]
    assert (result["reports"], result["duplicates"]) == (2, 0)
    assert [problem["file"] for problem in result["problems"]] == ["empty.txt"]
    assert "empty (0 bytes)" in result["problems"][0]["reason"]
    assert [item["file"] for item in result["passed_over"]] == ["picture.png"]


def test_the_second_run_reads_only_what_changed(reports: Path, tmp_path: Path) -> None:
    read_folder([reports], tmp_path / "out")
    before = content(tmp_path / "out")
    assert read_folder([reports], tmp_path / "out").skipped == 2
    assert content(tmp_path / "out") == before
    (reports / "two.txt").write_text(OTHER.replace("beat", "arrested"), encoding="utf-8")
    assert read_folder([reports], tmp_path / "out").skipped == 1
    after = content(tmp_path / "out")
    assert after["one.json"] == before["one.json"]
    assert [claim.act for claim in load_report(tmp_path / "out" / "two.json").claims] == ["detention_other"]


def test_other_settings_read_again(reports: Path, tmp_path: Path) -> None:
    read_folder([reports], tmp_path / "out")
    strict = Settings(reading=ReadingSettings(threshold=1.0))
    summary = read_folder([reports], tmp_path / "out", settings=strict)
    assert (summary.skipped, summary.claims) == (0, 0)
    assert summary.candidates > 0


@pytest.mark.parametrize("broken", ["", "{", '{"id": "one"}', "null", "\x00"])
def test_an_earlier_file_that_is_broken_is_replaced(reports: Path, tmp_path: Path, broken: str) -> None:
    read_folder([reports], tmp_path / "out")
    whole = content(tmp_path / "out")
    (tmp_path / "out" / "one.json").write_text(broken, encoding="utf-8")
    assert read_folder([reports], tmp_path / "out").skipped == 1
    assert content(tmp_path / "out") == whole


def test_two_runs_write_the_same_bytes_in_whatever_order_the_files_are_given(
    reports: Path, tmp_path: Path
) -> None:
    read_folder([reports / "one.txt", reports / "two.txt"], tmp_path / "out")
    read_folder([reports / "two.txt", reports / "one.txt"], tmp_path / "again")
    assert content(tmp_path / "out") == content(tmp_path / "again")


def test_a_bad_file_is_named_and_costs_the_others_nothing(reports: Path, tmp_path: Path) -> None:
    (reports / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (reports / "lines.jsonl").write_text('{"id": "l1", "text": "' + OTHER + '"}\n{broken\n', encoding="utf-8")
    summary = read_folder([reports, tmp_path / "absent.txt"], tmp_path / "out")
    assert summary.reports == 3
    assert {Path(problem.file).name for problem in summary.problems} == {
        "binary.txt",
        "lines.jsonl, line 2",
        "absent.txt",
    }
    assert all(problem.reason for problem in summary.problems)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "the folder is empty"),
        ({"empty.txt": b""}, r"empty\.txt: the file is empty"),
        ({"picture.png": b"\x89PNG"}, r"picture\.png: \.png files are not read"),
        ({f"{n}.txt": b"" for n in range(7)}, "and 2 more"),
    ],
)
def test_where_nothing_can_be_read_the_reasons_are_said(
    tmp_path: Path, files: dict[str, bytes], reason: str
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with pytest.raises(InvalidInput, match=reason):
        read_folder([folder], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_progress_is_told_step_by_step_to_the_end(reports: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read_folder([reports], tmp_path / "out", on_progress=lambda *step: told.append(step))
    assert told == [("opening", 0, 2), ("opening", 1, 2), ("reading", 1, 2), ("reading", 2, 2)]


def test_an_interrupted_run_leaves_whole_files_and_the_next_goes_on(reports: Path, tmp_path: Path) -> None:
    def stop(step: str, done: int, _of: int) -> None:
        if (step, done) == ("reading", 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_folder([reports], tmp_path / "out", on_progress=stop)
    assert list(content(tmp_path / "out")) == ["one.json"]
    assert load_report(tmp_path / "out" / "one.json").claims
    summary = read_folder([reports], tmp_path / "out")
    assert (summary.reports, summary.skipped) == (2, 1)
    read_folder([reports], tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


def test_what_saksi_wrote_into_the_folder_is_not_read_as_a_report(reports: Path) -> None:
    out = reports / "read"
    read_folder([reports], out)
    first = content(out)
    summary = read_folder([reports], out)
    assert (summary.reports, summary.skipped, summary.problems) == (2, 2, ())
    assert {item.reason for item in summary.passed_over} == {"written by `saksi read`"}
    assert {**content(out), MANIFEST: b""} == {**first, MANIFEST: b""}


def test_the_manifest_does_not_name_the_folders_above_the_one_given(reports: Path, tmp_path: Path) -> None:
    deep = reports / "region"
    deep.mkdir()
    (deep / "empty.txt").touch()
    (tmp_path / "alone.txt").touch()
    read_folder([reports, tmp_path / "alone.txt"], tmp_path / "out")
    [result] = manifest(tmp_path / "out")["results"]
    assert {problem["file"] for problem in result["problems"]} == {"region/empty.txt", "alone.txt"}


def test_an_unknown_reader_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidInput, match=r"no reader is called 'ruels'; did you mean rules"):
        find_reader("ruels")


def test_a_fault_of_the_reader_costs_only_that_report_and_is_tried_again(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbling(text: str, **_about: object) -> list[Claim]:
        if text == OTHER:
            raise ValueError(text)
        return [a_claim(confidence=0.9)]

    use(monkeypatch, stumbling)
    summary = read_folder([reports], tmp_path / "out")
    assert (summary.reports, summary.claims) == (2, 1)
    [problem] = summary.problems
    assert problem.file == "report two"
    assert "ValueError in test_reading.py, line" in problem.reason
    assert "Tamsel" not in problem.reason
    kept = load_report(tmp_path / "out" / "two.json")
    assert (kept.text, kept.claims, kept.read_by) == (OTHER, (), None)
    use(monkeypatch, lambda _text, **_about: [a_claim(confidence=0.9)])
    again = read_folder([reports], tmp_path / "out")
    assert (again.skipped, again.claims, again.problems) == (1, 2, ())


@pytest.mark.parametrize(
    "claims",
    [
        [a_claim(passages=[[0, 100_000]])],
        [a_claim(), a_claim()],  # two of one id
    ],
)
def test_claims_that_do_not_fit_the_report_are_not_written(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, claims: list[Claim]
) -> None:
    use(monkeypatch, lambda text, **_about: claims if text == OTHER else [a_claim()])
    summary = read_folder([reports], tmp_path / "out")
    [problem] = summary.problems
    assert "do not fit the report" in problem.reason
    assert load_report(tmp_path / "out" / "two.json").claims == ()


def test_a_reader_that_fails_on_every_report_is_an_error(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_text: str, **_about: object) -> list[Claim]:
        raise InvalidInput("the extra `ko` is not installed")

    use(monkeypatch, broken)
    with pytest.raises(InvalidInput, match="no report was read: report one: the extra `ko`"):
        read_folder([reports], tmp_path / "out")


def test_the_reader_is_told_day_outlet_language_and_furniture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, object]] = []

    def noting(
        _text: str,
        *,
        published: date | None,
        outlet: str | None,
        language: str | None,
        furniture: Sequence[Passage],
    ) -> list[Claim]:
        given.append({"published": published, "outlet": outlet, "language": language, "furniture": furniture})
        return []

    use(monkeypatch, noting)
    text = f"{TEXT}\nShare on Facebook\n{OTHER}"
    report = {"id": "r", "outlet": "Isk Radio", "published": "2024-03-20", "language": "en", "text": text}
    (tmp_path / "r.json").write_text(json.dumps(report), encoding="utf-8")
    read_folder([tmp_path / "r.json"], tmp_path / "out")
    [about] = given
    assert (about["published"], about["outlet"], about["language"]) == (date(2024, 3, 20), "Isk Radio", "en")
    [span] = about["furniture"] if isinstance(about["furniture"], tuple) else ()
    assert span.of(text) == "Share on Facebook"


NOTICE = "Isk Radio withdraws its report of 20 March 2024: the witness was not there."


def retraction(*others: Report) -> dict[str, str | None]:
    notice = a_report(NOTICE, id="notice", published="2024-03-25")
    marked = mark_retracted([*others, notice])
    return {report.id: report.retracted.by if report.retracted else None for report in marked}


def test_a_withdrawal_marks_the_report_meant_and_its_copies() -> None:
    copy = a_report(id="copy", outlet="Tamsel Wire", duplicate_of="meant")
    assert retraction(a_report(id="meant"), copy) == {"meant": "notice", "copy": "notice", "notice": None}


def test_one_report_kept_in_two_files_is_still_one_report_meant() -> None:
    twice = a_report(id="meant-2", duplicate_of="meant")
    assert retraction(a_report(id="meant"), twice) == {
        "meant": "notice",
        "meant-2": "notice",
        "notice": None,
    }


@pytest.mark.parametrize(
    "other",
    [
        a_report(id="other", outlet="Tamsel Wire"),
        a_report(id="other", published="2024-03-19"),
        a_report(id="other", published=None),
    ],
)
def test_a_report_of_another_outlet_or_day_is_not_withdrawn(other: Report) -> None:
    assert retraction(other)["other"] is None


def test_where_two_reports_could_be_meant_none_is_marked() -> None:
    both = retraction(a_report(id="first"), a_report(OTHER, id="second"))
    assert both == {"first": None, "second": None, "notice": None}


def test_a_notice_that_arrives_later_is_marked_on_what_was_read_before(tmp_path: Path) -> None:
    folder, out = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    (folder / "meant.json").write_text(dump_report(a_report(id="meant")), encoding="utf-8")
    read_folder([folder], out)
    assert load_report(out / "meant.json").retracted is None
    notice = a_report(NOTICE, id="notice", published="2024-03-25")
    (folder / "notice.json").write_text(dump_report(notice), encoding="utf-8")
    read_folder([folder], out)
    retracted = load_report(out / "meant.json").retracted
    assert retracted is not None
    assert (retracted.by, retracted.at) == ("notice", date(2024, 3, 25))


def test_claims_that_came_with_a_report_are_replaced_by_the_readers(tmp_path: Path) -> None:
    given = a_report(claims=[a_claim(act="torture", note="by hand")])
    (tmp_path / "r.json").write_text(dump_report(given), encoding="utf-8")
    read_folder([tmp_path / "r.json"], tmp_path / "out")
    [claim] = load_report(tmp_path / "out" / f"{given.id}.json").claims
    assert (claim.act, claim.note) == ("detention_other", None)
