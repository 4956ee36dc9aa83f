"""The demo: on the samples, or on the user's own reports and on nothing else."""

import json
from pathlib import Path

import pytest

from saksi.record import InvalidInput
from saksi.testing import TEXT
from saksi.workflows import run_demo
from saksi.workflows.files import load_reports


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mine.txt").write_text(TEXT, encoding="utf-8")
    return folder


def test_it_tells_what_it_did_with_the_users_own_reports(own: Path, tmp_path: Path) -> None:
    for name, language, text in (
        ("ferry", "en-GB", "The ferry sails again."),
        ("sea", "fr", "Le bac repart."),
        ("land", "en", "The bus waits."),
    ):
        report = {"id": name, "language": language, "text": text}
        (own / f"{name}.json").write_text(json.dumps(report), encoding="utf-8")
    done = run_demo(tmp_path / "demo", reports=own)
    assert not done.samples
    assert (done.summary.reports, done.retracted, done.without_claims) == (4, 0, 3)
    assert done.languages == "2 English, 1 of unknown language, 1 in another language"
    assert (tmp_path / "demo" / "findings.html").is_file()


def test_reports_of_an_earlier_demo_do_not_stand_beside_the_users_own(own: Path, tmp_path: Path) -> None:
    samples = run_demo(tmp_path / "demo")
    assert samples.samples
    assert all(report.synthetic for report in load_reports(tmp_path / "demo" / "read"))
    run_demo(tmp_path / "demo", reports=own)
    assert [report.id for report in load_reports(tmp_path / "demo" / "read")] == ["mine"]
    assert "Osmere" not in (tmp_path / "demo" / "findings.html").read_text(encoding="utf-8")


def test_an_empty_folder_is_refused_and_leaves_the_earlier_demo(own: Path, tmp_path: Path) -> None:
    run_demo(tmp_path / "demo", reports=own)
    (tmp_path / "none").mkdir()
    with pytest.raises(InvalidInput, match="no report was found"):
        run_demo(tmp_path / "demo", reports=tmp_path / "none")
    assert [report.id for report in load_reports(tmp_path / "demo" / "read")] == ["mine"]


def test_both_steps_tell_their_progress(own: Path, tmp_path: Path) -> None:
    told: list[str] = []
    run_demo(tmp_path / "demo", reports=own, on_progress=lambda step, _done, _of: told.append(step))
    assert list(dict.fromkeys(told)) == ["opening", "reading", "answering"]
