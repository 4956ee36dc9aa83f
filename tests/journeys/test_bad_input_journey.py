"""A folder as it arrives: nine bad files and a good one. The good one is read, each bad one is named."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.journeys.commands import saksi

from saksi.record import load_report
from saksi.testing import TEXT

KOREAN = (
    "평안북도 소식통은 지난 3월 보안원들이 장마당에서 장사꾼 두 명을 체포했다고 말했다. "
    "소식통은 두 사람이 아직 풀려나지 못했다고 전했다."
)
BIDI = f"\u202e{TEXT[:40]}\u2066{TEXT[40:]}\u2069"
NOISE = bytes((n * 167 + n // 7) % 256 for n in range(4_000))


def fill(folder: Path) -> None:
    endless = "the ferry went to Kelvane and back and people waited on the quay for it " * 6
    endless += "until agents arrested two traders in Corrow and "
    files: dict[str, bytes] = {
        "good.txt": TEXT.encode(),
        "empty.txt": b"",
        "utf16.txt": TEXT.encode("utf-16"),
        "cp949.txt": KOREAN.encode("cp949"),
        "binary.txt": NOISE,
        "huge.txt": (f"{TEXT}\n" * (5_000_000 // len(TEXT))).encode(),
        "endless.txt": (endless * (200_000 // len(endless))).encode(),
        "bidi.txt": BIDI.encode(),
        "lines.jsonl": json.dumps({"id": "line-1", "text": TEXT}).encode() + b'\n{"id": "line-2", "text"\n',
        "folder.json": b'{"id": "no-text", "outlet": "Isk Radio"}',
        "archive.txt": b"PK\x03\x04" + NOISE,
    }
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)


Journey = tuple[Path, "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    folder = tmp_path_factory.mktemp("bad")
    fill(folder / "reports")
    done = saksi("read", "reports", "--output-dir", "read", "--json", folder=folder)
    return folder, done


def test_the_others_are_read_and_it_ends_well(journey: Journey) -> None:
    folder, done = journey
    assert done.returncode == 0, done.stderr
    [result] = json.loads(done.stdout)["results"]
    read = {path.stem for path in (folder / "read").glob("*.json")} - {"saksi-read"}
    assert read == {"good", "utf16", "cp949", "endless", "bidi", "line-1"}
    assert result["reports"] == 6
    good = load_report(folder / "read" / "good.json")
    assert [claim.act for claim in good.claims] == ["detention_other"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("empty.txt", "empty (0 bytes)"),
        ("binary.txt", "not text"),
        ("huge.txt", "characters; at most 1000000 are read"),
        ("lines.jsonl, line 2", "no JSON"),
        ("folder.json", "text: missing"),
        ("archive.txt", "a zip archive"),
    ],
)
def test_each_bad_file_is_named_with_the_reason_and_what_to_do(
    journey: Journey, file: str, reason: str
) -> None:
    folder, done = journey
    assert f"saksi: reports/{file}: " in done.stderr
    for said in (
        json.loads(done.stdout),
        json.loads((folder / "read" / "saksi-read.json").read_text("utf-8")),
    ):
        [problem] = [p for p in said["results"][0]["problems"] if p["file"] == file]
        assert reason in problem["reason"]


def test_nothing_else_is_a_problem(journey: Journey) -> None:
    assert len(json.loads(journey[1].stdout)["results"][0]["problems"]) == 6
    assert len(journey[1].stderr.splitlines()) == 6


def test_old_encodings_come_out_as_the_same_words(journey: Journey) -> None:
    assert load_report(journey[0] / "read" / "utf16.json").text == TEXT
    korean = load_report(journey[0] / "read" / "cp949.json")
    assert (korean.text, korean.language) == (KOREAN, "ko")
    assert korean.claims


def test_invisible_signs_stay_in_the_text_and_are_shown_on_the_page_not_obeyed(journey: Journey) -> None:
    folder = journey[0]
    assert load_report(folder / "read" / "bidi.json").text == BIDI
    done = saksi("findings", "read", "--output", "out", folder=folder)
    assert done.returncode == 0, done.stderr
    for path in (folder / "out").rglob("*"):
        if path.suffix in {".html", ".svg"}:
            assert not set("\u202e\u2066\u2069") & set(path.read_text(encoding="utf-8")), path.name


def test_passages_of_text_without_sentence_ends_are_inside_it(journey: Journey) -> None:
    endless = load_report(journey[0] / "read" / "endless.json")
    assert len(endless.text) > 190_000
    for claim in endless.claims:
        assert all(span.end <= len(endless.text) for span in claim.passages)


def test_reading_the_folder_again_reads_nothing_anew(journey: Journey) -> None:
    done = saksi("read", "reports", "--output-dir", "read", "--json", folder=journey[0])
    [result] = json.loads(done.stdout)["results"]
    assert (result["reports"], result["skipped"]) == (6, 6)
