"""The study of known truths: it goes on where it was stopped, and its shares carry their error."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from saksi.estimation import EstimationSettings

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:  # `benchmarks` is no package that is installed
    sys.path.insert(0, str(ROOT))

from benchmarks import estimation_validation as study  # noqa: E402 - behind the path


def row(lower: float | None, upper: float | None, *warnings: str, **more: Any) -> dict[str, Any]:
    total = None if lower is None or upper is None else (lower + upper) / 2
    said = {"truth": 100.0, "total": total, "lower": lower, "upper": upper, "warnings": list(warnings)}
    return said | {"cut": False, "rule": None} | more


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return which tables were drawn; none is estimated."""
    found: list[tuple[str, int]] = []

    def replicate(network: str, number: int, *_: Any) -> dict[str, Any]:
        found.append((network, number))
        return row(90, 120, replicate=number, network=network)

    monkeypatch.setattr(study, "replicate", replicate)
    return found


def test_a_run_that_was_stopped_goes_on_where_it_was(drawn: list[tuple[str, int]], tmp_path: Path) -> None:
    study.run("A", 2, tmp_path)
    file = tmp_path / "A.jsonl"
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")  # stopped while it wrote
    drawn.clear()
    study.run("AB", 3, tmp_path)
    assert drawn == [("B", 0), ("A", 1), ("B", 1), ("A", 2), ("B", 2)]
    assert [line.split("|")[2].strip() for line in study.validation("AB", tmp_path)[4:6]] == ["3", "3"]


def test_tables_of_other_settings_are_never_mixed(drawn: list[tuple[str, int]], tmp_path: Path) -> None:
    study.run("A", 1, tmp_path)
    with pytest.raises(SystemExit, match="other settings"):
        study.run("A", 2, tmp_path, settings=EstimationSettings(level=0.9))
    assert drawn == [("A", 0)]


def test_coverage_width_and_refusals_are_those_worked_by_hand() -> None:
    rows = [
        row(90, 120), row(80, 100, "families differ"), row(105, 130), row(250, 350), row(None, None),
        row(95, 105, cut=True),
    ]  # fmt: skip
    found = study.summary("A", rows)
    assert (found.tables, found.refused.value, found.warned.value) == (6, 1 / 6, 1 / 6)
    assert found.coverage.value == 3 / 5
    assert found.coverage_unwarned.value == 2 / 4
    assert (found.off_by_two, found.cut) == (1, 1)
    assert found.median_ratio == pytest.approx(1.05)
    assert found.width == pytest.approx(1.25)  # of 1.33, 1.25, 1.24, 1.4, 1.11


def test_the_error_of_a_share_is_never_nothing() -> None:
    always = study.summary("A", [row(90, 120)] * 50).coverage
    assert always.value == 1.0
    assert 0.01 < always.error < 0.05
    assert str(always) == f"1.000 ± {always.error:.3f}"
    assert str(study.summary("A", [row(None, None)]).coverage) == "-"


def test_a_real_table_comes_back_with_its_truth(tmp_path: Path) -> None:
    made = study.replicate("A", 0, EstimationSettings(replicates=50), method="dga,combined")
    assert made["truth"] == study.PEOPLE
    assert made["lower"] <= made["total"] <= made["upper"]
    json.dumps(made, allow_nan=False)
    assert study.validation("A", tmp_path) == [
        "Coverage over simulated tables: not run here; `make validate-estimation` runs it.",
        "",
    ]
