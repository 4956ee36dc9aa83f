from pathlib import Path

import pytest
from tests.intake.made import SENTENCE, docx, mail, zipped

from saksi.intake import IntakeSettings, read_document, take_in
from saksi.intake import documents as documents_module
from saksi.intake.outcome import Document, Unpacked
from saksi.intake.pool import ParserEnded, Pool, shared_pool
from saksi.intake.signatures import kind_of
from saksi.record import InvalidInput, UnreadableDocument


def test_an_archive_reads_as_the_folder_would(tmp_path: Path) -> None:
    files = {
        "a.txt": SENTENCE.encode(),
        "b/c.docx": docx(),
        "d.eml": mail(),
        "e.json": b'{"id": "r-7", "text": "Two."}',
    }
    for name, data in files.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(data)
    (tmp_path / "all.zip").write_bytes(zipped(files))
    unpacked = take_in([tmp_path / "folder"]).reports
    packed = take_in([tmp_path / "all.zip"]).reports
    assert [(r.id, r.text) for r in packed] == [(r.id, r.text) for r in unpacked]
    assert [(r.model_extra or {})["part"] for r in packed] == list(files)
    assert {r.original.name for r in packed if r.original} == {"all.zip"}


def test_a_bad_member_costs_its_own_line_and_others_are_passed_over() -> None:
    taken = read_document(
        "all.zip",
        zipped({"a.txt": SENTENCE, "b.json": "{", "c.png": "x", ".d.txt": "x", "__MACOSX/e.txt": "x"}),
    )
    assert [report.id for report in taken.reports] == ["a"]
    assert [problem.file for problem in taken.problems] == ["all.zip, b.json"]
    assert [line.file for line in taken.skipped] == [
        "all.zip, .d.txt",
        "all.zip, __MACOSX/e.txt",
        "all.zip, c.png",
    ]


def test_a_korean_name_written_by_windows_is_read() -> None:
    raw = "증언.txt".encode("cp949")
    placeholder = "n" * (len(raw) - 4) + ".txt"
    data = zipped({placeholder: SENTENCE}).replace(placeholder.encode(), raw)
    [report] = read_document("all.zip", data).reports
    assert report.id == "증언"


def test_parts_of_parts_say_the_whole_way() -> None:
    inner = zipped({"list.csv": "text\nTwo were held.\nThree were held.\n"})
    taken = read_document("all.zip", zipped({"x/inner.zip": inner}))
    assert [(r.model_extra or {})["part"] for r in taken.reports] == [
        "x/inner.zip, list.csv, row 2",
        "x/inner.zip, list.csv, row 3",
    ]


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (IntakeSettings(max_bytes=900), "bytes; at most"),
        (IntakeSettings(max_unpacked=1_500), "over 1500 bytes inside one file|at most"),
    ],
)
def test_limits_hold_for_the_files_inside(settings: IntakeSettings, why: str) -> None:
    inside = zipped({f"{n}.txt": f"Report {n} tells of two traders. " * 30 for n in range(3)})
    taken = read_document("all.zip", zipped({"inner.zip": inside}), settings)
    assert any(any(words in problem.reason for words in why.split("|")) for problem in taken.problems)
    assert len(taken.reports) < 3


def test_a_file_whose_parts_keep_killing_parsers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = list[str]()
    really_parse = Pool.parse

    def dies(pool: Pool, document: Document) -> Unpacked:
        if document.name.endswith(".zip"):
            return really_parse(pool, document)
        tried.append(document.name)
        raise ParserEnded("its parser was stopped after 30 seconds")

    monkeypatch.setattr(Pool, "parse", dies)
    taken = read_document("all.zip", zipped({f"{n}.txt": SENTENCE for n in range(6)}))
    assert len(tried) == documents_module.MOST_DEATHS
    assert len(taken.problems) == 6
    assert taken.problems[-1].reason.startswith("not tried: 3 other parts")


def test_an_empty_archive_is_told() -> None:
    with pytest.raises(UnreadableDocument, match="an empty archive"):
        read_document("all.zip", zipped({}))


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.pdf", b"<html>not found", "found: text; needed: a PDF"),
        ("a.docx", b"%PDF-1.7", "found: a PDF; needed: a zip archive"),
        ("a.zip", b"Rar!\x1a\x07", "found: a rar archive"),
        ("a.txt", b"%PDF-1.7", "the file is a PDF"),
        ("a.csv", zipped({"x": "y"}), "two files in one|a zip archive"),
        ("a.html", b"<p>x" + zipped({"x": "y"}), "two files in one"),
    ],
)
def test_a_file_that_is_not_what_its_suffix_says_is_told_what_it_is(
    name: str, data: bytes, found: str
) -> None:
    with pytest.raises(InvalidInput) as error:
        read_document(name, data)
    assert any(words in str(error.value) for words in found.split("|"))


def test_a_text_that_speaks_of_a_pdf_is_text() -> None:
    assert kind_of(b"The file began with %PDF-1.4 and could not be opened.") == "text"
    assert shared_pool() is shared_pool()


def test_no_source_of_ours_turns_on_what_lxml_forbids() -> None:
    source = "\n".join(path.read_text() for path in Path(documents_module.__file__).parents[1].rglob("*.py"))
    for forbidden in (
        "resolve_entities=True",
        "load_dtd",
        "huge_tree=True",
        "no_network=False",
        "dtd_validation",
    ):
        assert forbidden not in source, forbidden
