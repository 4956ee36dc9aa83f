"""The golden readings of the sample reports: sound, up to date, and as varied as the demo promises."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from saksi.intake import take_in
from saksi.record import Report, load_report
from saksi.samples import sample_folder

HERE = Path(__file__).parent
GOLDEN = sorted((HERE / "osmere").glob("*.json"))


@pytest.fixture(scope="module")
def golden() -> list[Report]:
    return [load_report(path) for path in GOLDEN]


@pytest.fixture(scope="module")
def samples() -> list[Report]:
    with sample_folder() as folder:
        intake = take_in([folder])
    assert not intake.problems
    return list(intake.reports)


def test_the_golden_readings_are_what_gold_yml_and_intake_make() -> None:
    build = [sys.executable, str(HERE / "build.py"), "--check"]
    result = subprocess.run(build, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_golden_reading_is_written_and_read_without_loss() -> None:
    for path in GOLDEN:
        data = json.loads(path.read_text(encoding="utf-8"))
        again = json.loads(load_report(path).model_dump_json(by_alias=True))
        assert again["claims"] == data["claims"], path.name


def test_every_sample_is_marked_as_invented(samples: list[Report]) -> None:
    assert [report.id for report in samples if not report.synthetic] == []


def test_every_sample_has_an_outlet_a_title_and_a_language(samples: list[Report]) -> None:
    assert [r.id for r in samples if not (r.outlet and r.title and r.language)] == []


def test_every_place_and_time_and_agent_is_quoted_from_its_report(golden: list[Report]) -> None:
    for report in golden:
        for claim in report.claims:
            said = (claim.victim.text, claim.perpetrator.text, claim.place.text, claim.time.text)
            missing = [words for words in said if words and words not in report.text]
            assert not missing, f"{report.id}, {claim.id}"


def test_no_passage_lies_in_page_furniture(golden: list[Report], samples: list[Report]) -> None:
    furniture = {report.id: report.furniture for report in samples}
    for report in golden:
        for claim in report.claims:
            for span in claim.passages:
                inside = [f for f in furniture[report.id] if span.start < f.end and f.start < span.end]
                assert not inside, f"{report.id}, {claim.id}"


def test_the_samples_hold_what_the_demo_promises(golden: list[Report], samples: list[Report]) -> None:
    languages = Counter(report.language for report in samples)
    assert languages["en"] >= 22
    assert languages["ko"] >= 10
    assert sum(not report.claims for report in golden) >= 5
    assert [report.id for report in samples if report.published is None] == ["o21-interview-undated"]
    assert {r.id: r.duplicate_of for r in samples if r.duplicate_of} == {
        "o09-courier-loft": "o08-kelvane-loft"
    }
    withdrawn = {report.id: report.retracted.by for report in golden if report.retracted}
    assert withdrawn == {"o10-fishermen": "o11-withdrawal"}


@pytest.mark.parametrize(
    ("report_id", "act", "modality"),
    [
        ("o04-student-shot-brickworks", "execution", "happened"),
        ("o07-ocna-commentary", "execution", "denied"),
        ("o11-withdrawal", "detention_other", "denied"),
        ("o19-brannock-alive", "execution", "denied"),
        ("o40-phones-and-boats", "torture", "uncertain"),
    ],
)
def test_the_turns_of_the_story_are_claims(
    golden: list[Report], report_id: str, act: str, modality: str
) -> None:
    [report] = [report for report in golden if report.id == report_id]
    assert (act, modality) in {(claim.act, claim.modality) for claim in report.claims}
