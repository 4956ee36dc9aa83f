import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.intake import FORMATS, Intake, IntakeSettings, Problem, find_documents, read_document, take_in
from saksi.intake.formats import parse_document
from saksi.intake.outcome import Document
from saksi.record import InvalidInput

TEXT = "Soldiers arrested twelve teachers in the town of Ardel on Monday, two residents said.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(TEXT)
    return tmp_path


def test_files_are_found_in_every_folder_and_sorted(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "b" / "two.HTML").write_text("<p>x")
    (folder / "a.md").write_text("x")
    found = find_documents([folder / "good.txt", folder])
    assert [str(path.relative_to(folder)) for path in found.documents] == ["a.md", "b/two.HTML", "good.txt"]


def test_what_is_skipped_in_a_folder_is_listed_with_the_reason(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "far.txt"
    outside.write_text(TEXT)
    (folder / ".hidden.txt").write_text("x")
    (folder / "scan.png").write_bytes(b"x")
    (folder / "README").write_text("x")
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    found = find_documents([folder])
    assert [path.name for path in found.documents] == ["good.txt"]
    reasons = {Path(skipped.file).name: skipped.reason for skipped in found.skipped}
    assert reasons.keys() == {".hidden.txt", "scan.png", "README", "link.txt", "loop", "pipe.txt"}
    assert reasons["scan.png"].startswith(".png files are not read")
    assert "no suffix" in reasons["README"]
    assert "symbolic link" in reasons["link.txt"]
    assert "no regular file" in reasons["pipe.txt"]


def test_what_the_user_named_and_cannot_be_read_is_a_problem(folder: Path) -> None:
    (folder / "scan.png").write_bytes(b"x")
    taken = take_in([folder / "scan.png", folder / "gone.txt", folder / "good.txt"])
    assert [report.id for report in taken.reports] == ["good"]
    assert [Path(problem.file).name for problem in taken.problems] == ["scan.png", "gone.txt"]
    assert taken.skipped == ()


def test_a_link_that_the_user_named_is_followed(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "good.txt")
    assert len(take_in([folder / "link.txt"]).reports) == 1
    assert len(take_in([folder / "link.txt", folder]).reports) == 1  # the same file once


def test_a_bad_file_changes_nothing_but_its_own_line(folder: Path) -> None:
    alone = take_in([folder]).reports
    bad = {
        "empty.txt": b"",
        "spaces.txt": b"  \n ",
        "zero.txt": b"words\0words\0\0",
        "binary.txt": bytes(range(256)) * 9,
        "pdf.txt": b"%PDF-1.7",
        "long.txt": TEXT.encode() * 60_000,
        "big.html": b"<p>" + b"a" * 20_000_000,
        "deep.html": b"<div>" * 100_000 + b"x",
        "deep.json": b"[" * 100_000,
        "bad.md": b"---\na: [\n---\nx",
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    taken = take_in([folder])
    assert taken.reports == alone
    assert sorted(Path(problem.file).name for problem in taken.problems) == sorted(bad)
    assert all(str(folder) in problem.file for problem in taken.problems)


def test_a_directory_named_like_a_text_is_a_folder(folder: Path) -> None:
    (folder / "x.txt").mkdir()
    (folder / "x.txt" / "inside.txt").write_text("Two others were held.\n")
    assert [report.id for report in take_in([folder]).reports] == ["good", "inside"]
    assert [report.id for report in take_in([folder / "x.txt"]).reports] == ["inside"]


def _vanish(path: Path) -> None:
    path.unlink()


def _become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(("change", "why"), [(_vanish, "is gone"), (_become_a_folder, "cannot be opened")])
def test_a_file_that_changes_after_it_was_found_is_a_problem(
    folder: Path, change: Callable[[Path], None], why: str
) -> None:
    (folder / "later.txt").write_text(TEXT)

    def progress(_done: int, _total: int, path: Path) -> None:
        if path.name == "later.txt":
            change(path)

    taken = take_in([folder], on_progress=progress)
    assert [report.id for report in taken.reports] == ["good"]
    assert why in taken.problems[0].reason


def test_a_file_without_permission_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "closed.txt").write_text(TEXT)
    really_open = Path.open

    def refuse_one(path: Path, mode: str) -> IO[Any]:  # chmod would not stop root
        if path.name == "closed.txt":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really_open(path, mode)

    monkeypatch.setattr(Path, "open", refuse_one)
    taken = take_in([folder])
    assert "permission denied. Check its permissions" in taken.problems[0].reason
    assert len(taken.reports) == 1


def test_a_file_name_cannot_forge_a_message(folder: Path) -> None:
    name = "a\nall is well \u202e.txt"
    (folder / name).write_bytes(b"")
    problem = take_in([folder]).problems[0]
    assert problem.file.endswith("a\\nall is well \\u202e.txt")


def test_a_file_name_that_is_no_text_is_read_all_the_same(folder: Path) -> None:
    name = os.fsdecode(b"note-\xff.txt")
    (folder / name).write_text("Two others were held.\n")
    report = take_in([folder]).reports[1]
    assert report.id.startswith("note-")
    assert report.original is not None
    assert report.original.name == "note-\\udcff.txt"


def test_progress_names_each_file_before_it_is_read(folder: Path) -> None:
    (folder / "other.txt").write_text("Two others were held.\n")
    seen: list[tuple[int, int, str]] = []
    take_in([folder], on_progress=lambda done, total, path: seen.append((done, total, path.name)))
    assert seen == [(0, 2, "good.txt"), (1, 2, "other.txt")]


def test_a_copy_names_the_first_and_stays(folder: Path) -> None:
    (folder / "copy.txt").write_text(TEXT.replace(" ", "\u00a0 \n"))
    taken = take_in([folder])
    assert [(report.id, report.duplicate_of) for report in taken.reports] == [
        ("copy", None),
        ("good", "copy"),
    ]


def test_reports_of_one_name_get_their_own_ids_whatever_the_order_given(folder: Path) -> None:
    for sub in ("a", "b"):
        (folder / sub).mkdir()
        (folder / sub / "good.txt").write_text(f"In {sub} two others were held.\n")
    (folder / "good-2.txt").write_text("This one has the name that a suffix would take.\n")
    taken = take_in([folder / "b", folder])
    assert [report.id for report in taken.reports] == ["good", "good-3", "good-2", "good-4"]
    assert take_in([folder, folder / "b"]) == taken


def test_five_megabytes_are_read_or_refused_with_what_to_do() -> None:
    data = (TEXT * 60_000).encode()
    with pytest.raises(InvalidInput, match=r"characters; at most 1000000 are read\. Split"):
        read_document("long.txt", data)
    wide = IntakeSettings(max_characters=10_000_000)
    assert len(read_document("long.txt", data, wide).reports[0].text) == len(data)


def test_a_text_without_any_sentence_end_is_one_report() -> None:
    report = read_document("stream.txt", b"the soldiers came and " * 9_000).reports[0]
    assert (len(report.text), report.language) == (198_000, "en")


def test_invisible_characters_are_kept_and_noted() -> None:
    taken = read_document("bidi.txt", "They\u200b were \u202eheld\u202c in Ardel.".encode())
    assert taken.reports[0].text == "They\u200b were \u202eheld\u202c in Ardel."
    assert len(taken.notes) == 3
    assert "RIGHT-TO-LEFT OVERRIDE" in " ".join(note.note for note in taken.notes)


def test_every_report_carries_its_original() -> None:
    original = read_document("note.txt", b"Two were held.").reports[0].original
    assert original is not None
    assert (original.name, original.bytes) == ("note.txt", 14)
    assert original.sha256 == "327fd7409642d8cd5c362c1329ea100b1d5cea42c6363b28cc900d0d20e669b5"


def test_a_format_that_is_not_read_is_named_with_those_that_are() -> None:
    with pytest.raises(InvalidInput, match=r"scan\.png: \.png files are not read; needed: one of \.txt"):
        read_document("scan.png", b"x")


def test_the_error_of_a_parser_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def trips(_document: object) -> None:
        raise KeyError("Brint")

    monkeypatch.setattr("saksi.intake.plain.parse_text", trips)
    with pytest.raises(InvalidInput, match=r"gave up \(KeyError\)") as error:
        parse_document(Document("a.txt", b"x"))
    assert "Brint" not in str(error.value)


BEGINNINGS = st.sampled_from((b"%PDF-1.7\n", b"PK\x03\x04", b"text,date\n", b"From: a\nDate: b\n\n", b""))
MARKUP = st.text(alphabet="<>/\"'=&;! \n#*[]()`|-_:{}\\,apdivtrbl한글", max_size=200).map(str.encode)


@given(
    st.sampled_from(sorted(FORMATS)),
    BEGINNINGS,
    st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | MARKUP,
)
@settings(max_examples=100)
def test_any_bytes_give_reports_or_a_reason(suffix: str, beginning: bytes, data: bytes) -> None:
    name = "any" + suffix
    try:
        taken = read_document(name, beginning + data)
    except InvalidInput as error:
        reason = str(error)
        taken = Intake(problems=(Problem(name, reason),))
    assert taken.reports or taken.problems or taken.skipped
    assert not any("gave up" in problem.reason or "ended" in problem.reason for problem in taken.problems)
    for report in taken.reports:
        assert report.text.strip()
        assert all(span.of(report.text).strip() for span in report.furniture)
