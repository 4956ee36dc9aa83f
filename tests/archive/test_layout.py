import stat
from pathlib import Path

import pytest

from saksi.archive import ArchiveExists, Damaged, NoArchive, UnknownFormat, new_layout, open_layout


def test_a_new_archive_is_found_again_with_its_facts(tmp_path: Path) -> None:
    made = new_layout(tmp_path / "archive", kind="synthetic", demo=True)
    facts = open_layout(tmp_path / "archive").facts
    assert facts == made.facts
    assert (facts.kind, facts.demo, facts.format) == ("synthetic", True, 1)


def test_ids_are_drawn_anew_each_time(tmp_path: Path) -> None:
    ids = {new_layout(tmp_path / str(i), kind="real").facts.id for i in range(20)}
    assert len(ids) == 20


def test_its_folders_and_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    layout = new_layout(tmp_path / "archive", kind="real")
    for path in (layout.folder, *layout.folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("kept")
    with pytest.raises(ArchiveExists, match="not empty"):
        new_layout(tmp_path, kind="real")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_demo_is_never_real(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="synthetic"):
        new_layout(tmp_path / "archive", kind="real", demo=True)


@pytest.mark.parametrize("make", ["nothing", "folder", "file"])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, make: str) -> None:
    folder = tmp_path / "place"
    if make == "folder":
        folder.mkdir()
    elif make == "file":
        folder.write_text("a letter")
    with pytest.raises(NoArchive) as refusal:
        open_layout(folder)
    assert refusal.value.exit_code == 10


@pytest.mark.parametrize(
    ("found", "put", "error"),
    [
        ("format = 1", "format = 2", UnknownFormat),
        ("format = 1", "format = true", Damaged),
        ("format = 1", "", Damaged),
        ("id = ", "id = 7 #", Damaged),
        ('kind = "real"', 'kind = "mixed"', Damaged),
        ("demo = false", "demo = 0", Damaged),
        ("created", "made", Damaged),
        ("format = 1", "format = = 1", Damaged),
    ],
)
def test_facts_that_we_never_write_are_refused(
    tmp_path: Path, found: str, put: str, error: type[Exception]
) -> None:
    layout = new_layout(tmp_path / "archive", kind="real")
    text = layout.facts_file.read_text()
    assert found in text
    layout.facts_file.write_text(text.replace(found, put))
    with pytest.raises(error, match=r"archive\.toml"):
        open_layout(layout.folder)


def test_a_newer_format_says_which_is_known(tmp_path: Path) -> None:
    layout = new_layout(tmp_path / "archive", kind="real")
    layout.facts_file.write_text(layout.facts_file.read_text().replace("format = 1", "format = 9"))
    with pytest.raises(UnknownFormat, match=r"format 9.*up to 1"):
        open_layout(layout.folder)
