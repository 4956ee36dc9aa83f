"""A second coder in a folder of its own: the rules' claims stay what they were."""

import json
from pathlib import Path

import pytest
from tests.reading.llm.conftest import Service, completion, service  # noqa: F401 - a fixture

from saksi.reading import ReadingSettings
from saksi.record import InvalidInput, load_report
from saksi.testing import TEXT
from saksi.workflows import Settings, read_folder

CORE = TEXT[: TEXT.index(", a source")]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "in"


def both(service: Service, **llm: object) -> Settings:  # noqa: F811
    return Settings(reading=ReadingSettings(second_reader="llm"), llm=service.settings(**llm))


def state(quote: str, act: str = "detention_other") -> dict[str, object]:
    return {"kind": "act", "act": act, "modality": "happened", "quote": quote}


def test_its_claims_lie_apart_and_the_agreement_is_counted(
    service: Service,  # noqa: F811
    reports: Path,
    tmp_path: Path,
) -> None:
    service.says(state(CORE), state("a source in North Kell", "surveillance"))
    alone = read_folder([reports], tmp_path / "alone")
    summary = read_folder([reports], tmp_path / "out", settings=both(service))
    assert summary.second is not None
    assert (summary.second.reader, summary.second.both, summary.second.only_second) == ("llm", 1, 1)
    assert alone.second is None
    first = load_report(tmp_path / "out" / "one.json")
    assert first.claims == load_report(tmp_path / "alone" / "one.json").claims
    second = load_report(tmp_path / "out" / "second-reader" / "one.json")
    assert {claim.reader for claim in second.claims} == {"llm:tiny"}
    manifest = json.loads((tmp_path / "out" / "saksi-read.json").read_text(encoding="utf-8"))
    assert manifest["results"][0]["second_reader"]["both"] == 1


def test_what_it_read_is_skipped_until_another_model_is_named(
    service: Service,  # noqa: F811
    reports: Path,
    tmp_path: Path,
) -> None:
    for _ in range(2):
        read_folder([reports], tmp_path / "out", settings=both(service))
    assert len(service.asked) == 1
    read_folder([reports], tmp_path / "out", settings=both(service, model="larger"))
    assert len(service.asked) == 2


def test_a_service_that_fails_costs_only_the_second_reading(
    service: Service,  # noqa: F811
    reports: Path,
    tmp_path: Path,
) -> None:
    service.answer = lambda _asked: completion("no")
    summary = read_folder([reports], tmp_path / "out", settings=both(service))
    assert summary.claims >= 1
    [problem] = summary.problems
    assert "second reader llm" in problem.reason
    assert "traders" not in problem.reason


def test_it_is_refused_before_anything_is_read_where_it_is_off(reports: Path, tmp_path: Path) -> None:
    settings = Settings(reading=ReadingSettings(reader="llm"))
    with pytest.raises(InvalidInput, match="the reader llm is off"):
        read_folder([reports], tmp_path / "out", settings=settings)
    assert not (tmp_path / "out").exists()
