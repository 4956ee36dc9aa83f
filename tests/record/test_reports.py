import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from saksi.record import InvalidInput, Report, Retraction, dump_report, explain, load_report
from saksi.testing import TEXT, a_claim, a_report

texts = st.text(min_size=1, max_size=200)


def saved(folder: Path, content: str | bytes) -> Path:
    path = folder / "r1.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "number"), [("seeds", 2), ("real", 10), ("dev", 64)])
def test_every_sample_report_comes_back_as_it_went_in(shared: Path, folder: str, number: int) -> None:
    files = sorted((shared / "data" / "claims" / folder).glob("*.json"))
    assert len(files) == number
    for file in files:
        assert json.loads(dump_report(load_report(file))) == json.loads(file.read_bytes())


@pytest.mark.shared
def test_the_passages_of_the_samples_hold_whole_words(shared: Path) -> None:
    for file in sorted((shared / "data" / "claims").glob("*/*.json")):
        report = load_report(file)
        words = [span.of(report.text) for claim in report.claims for span in claim.passages]
        assert all(each == each.strip() != "" for each in words)


@given(texts, st.data())
def test_a_report_keeps_text_and_passages_through_its_file(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    report = a_report(text, claims=[a_claim(passages=[[start, end]])])
    again = Report.model_validate_json(dump_report(report))
    assert again == report
    assert again.claims[0].passages[0].of(again.text) == text[start:end]
    assert again.text_sha256 == sha256(text.encode()).hexdigest()


@given(texts, st.integers(1, 1000))
def test_a_passage_behind_the_end_of_the_text_is_refused(text: str, beyond: int) -> None:
    end = len(text) + beyond
    with pytest.raises(ValidationError, match=f"c7: a passage ends at {end}, the text has {len(text)} char"):
        a_report(text, claims=[a_claim(id="c7", passages=[[0, end]])])


@pytest.mark.parametrize(
    "fields",
    [
        {"furniture": [[0, len(TEXT) + 1]]},
        {"candidates": [a_claim(passages=[[len(TEXT), len(TEXT) + 1]])]},
    ],
)
def test_candidates_and_furniture_also_lie_inside_the_text(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=f"ends at {len(TEXT) + 1}, the text has {len(TEXT)}"):
        a_report(**fields)


def test_keys_that_the_format_does_not_know_are_written_back() -> None:
    report = a_report(licence="CC0", mark={"pages": [1, 2]})
    data = json.loads(dump_report(report))
    assert data["licence"] == "CC0"
    assert data["mark"] == {"pages": [1, 2]}


def test_what_a_report_does_not_have_is_not_written() -> None:
    assert list(json.loads(dump_report(a_report()))) == [
        "id", "outlet", "url", "title", "published", "language", "text", "claims",
    ]  # fmt: skip


def test_what_a_report_has_is_written_and_read_again() -> None:
    report = a_report(
        original={"name": "corrow.html", "sha256": "0" * 64, "bytes": 812},
        furniture=[[0, 8]],
        duplicate_of="isk-1",
        retracted=Retraction(by="isk-9", at=date(2024, 4, 2)),
        synthetic=True,
        candidates=[a_claim(id="k1", confidence=0.2)],
    )
    assert Report.model_validate_json(dump_report(report)) == report
    assert json.loads(dump_report(report))["retracted"] == {"by": "isk-9", "at": "2024-04-02"}


def test_the_file_is_for_people_to_read() -> None:
    written = dump_report(a_report("코로우에서 상인 두 명이 붙잡혔다."))
    assert '\n  "text": "코로우에서 상인 두 명이 붙잡혔다."' in written
    assert written.endswith("}\n")


@pytest.mark.parametrize("id", ["", "a/b", "a\\b", "a\nb", "x" * 201])
def test_an_id_that_could_be_no_file_name_is_refused(id: str) -> None:  # noqa: A002
    with pytest.raises(ValidationError):
        a_report(id=id)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"published": "SECRET"}, "published: needed a day as YYYY-MM-DD"),
        ({"text": None}, "text: Input should be a valid string"),
        ({"claims": "SECRET"}, "claims: Input should be a valid"),
        ({"claims": [{"id": "SECRET"}]}, "claims.0.kind: Field required (4 more)"),
        ({"furniture": [["SECRET", 2]]}, "furniture.0.start: Input should be a valid integer"),
        ({"original": {"name": "SECRET"}}, "original.sha256: Field required (1 more)"),
    ],
)
def test_a_broken_file_is_explained_by_name_and_key_only(
    tmp_path: Path, change: dict[str, Any], where: str
) -> None:
    data = json.loads(dump_report(a_report())) | change
    with pytest.raises(InvalidInput) as raised:
        load_report(saved(tmp_path, json.dumps(data)))
    assert str(raised.value).startswith(f"r1.json: {where}")
    assert "SECRET" not in str(raised.value)
    assert str(tmp_path) not in str(raised.value)


@pytest.mark.parametrize("content", ["", "SECRET", '{"id": "SECRET"', "[1, 2]", b"\xff\xfeSECRET"])
def test_a_file_that_holds_no_report_is_explained(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(InvalidInput, match=r"^r1\.json: the file: ") as raised:
        load_report(saved(tmp_path, content))
    assert "SECRET" not in str(raised.value)


def test_a_file_that_is_not_there_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"r1\.json cannot be opened: no such file"):
        load_report(tmp_path / "r1.json")


def test_an_explanation_counts_the_other_faults() -> None:
    with pytest.raises(ValidationError) as raised:
        a_claim(act="x", modality="y", kind="z")
    assert explain(raised.value).startswith("kind: ")
    assert explain(raised.value).endswith("(2 more)")


def test_neither_a_report_nor_its_claims_can_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        a_report().text = ""  # type: ignore[misc]
