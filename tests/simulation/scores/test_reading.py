"""Our own matching against the shared score.py, on reports made worse in every way."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from saksi.record import Claim, Passage, Report, dump_report
from saksi.simulation.scores import claim_names, score_reading
from saksi.simulation.scores.matching import match, spans


@pytest.fixture(scope="module")
def gold(run_folder: Path) -> dict[str, Report]:
    files = sorted((run_folder / "text").glob("*.json"))[:150]
    reports = [Report.model_validate_json(file.read_bytes()) for file in files]
    return {report.id: report for report in reports}


def worse(report: Report, rng: np.random.Generator) -> Report:
    """Return a report as a bad reader has it: claims lost, doubled, moved, shortened, confused."""
    read: list[Claim] = []
    for claim in report.claims:
        luck = rng.random()
        if luck < 0.15:
            continue
        if luck < 0.3:
            claim = claim.model_copy(update={"act": "fine"})  # noqa: PLW2901
        shift = int(rng.integers(-40, 40)) if luck > 0.5 else 0
        length = float(rng.choice([1.0, 0.2, 2.0]))
        moved = tuple(
            Passage(
                start=max(0, p.start + shift),
                end=min(len(report.text), p.start + shift + max(3, int((p.end - p.start) * length))),
            )
            for p in claim.passages
            if 0 <= p.start + shift < len(report.text) - 3
        )
        read.append(claim.model_copy(update={"passages": moved or claim.passages}))
        if luck > 0.8:
            read.append(claim.model_copy(update={"id": f"{claim.id}x", "act": "release"}))
    return report.model_copy(update={"claims": tuple(read)})


def values(scores: list, stratum: str = "all") -> dict[str, float]:  # type: ignore[type-arg]
    return {one.measure: one.value for one in scores if one.stratum == stratum}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_precision_recall_and_f1_are_those_of_the_shared_score(
    gold: dict[str, Report], tmp_path: Path, shared: Path, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    read = {name: worse(report, rng) for name, report in gold.items() if rng.random() < 0.9}
    for folder, reports in (("gold", gold), ("read", read)):
        (tmp_path / folder).mkdir()
        for name, report in reports.items():
            (tmp_path / folder / f"{name}.json").write_text(dump_report(report), "utf-8")
    command = [
        sys.executable,
        str(shared / "data/claims/score.py"),
        str(tmp_path / "gold"),
        str(tmp_path / "read"),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=200).stdout
    ours = values(score_reading(gold, read))
    for kind in ("strict", "lenient"):
        found = re.search(rf"claims {kind} +precision ([\d.]+) recall ([\d.]+) F1 ([\d.]+)", said)
        assert found is not None
        assert [round(ours[f"{kind} {name}"], 3) for name in ("precision", "recall", "f1")] == [
            pytest.approx(float(number), abs=6e-4) for number in found.groups()
        ]
    assert 0.2 < ours["strict f1"] < ours["lenient f1"] < 0.95


def test_the_gold_against_itself_is_one_in_everything_and_every_language(gold: dict[str, Report]) -> None:
    scores = score_reading(gold, gold)
    assert {one.stratum for one in scores} == {"all", "language=en", "language=ko"}
    assert all(one.value == 1 for one in scores)


def test_a_report_that_was_not_read_counts_as_read_empty(gold: dict[str, Report]) -> None:
    half = dict(list(gold.items())[::2])
    found = values(score_reading(gold, half))
    assert found["strict precision"] == 1
    assert found["strict recall"] < 0.75


def test_claims_of_a_reader_are_named_by_those_of_the_gold(gold: dict[str, Report]) -> None:
    renamed = {
        name: report.model_copy(
            update={
                "claims": tuple(c.model_copy(update={"id": f"x{i}"}) for i, c in enumerate(report.claims))
            }
        )
        for name, report in gold.items()
    }
    names = claim_names(gold, renamed)
    assert len(names) == sum(len(report.claims) for report in gold.values())
    assert all(read[0] == told[0] for read, told in names.items())


def test_no_claim_is_matched_twice_and_passages_that_hardly_touch_are_none(gold: dict[str, Report]) -> None:
    report = max(gold.values(), key=lambda report: len(report.claims))
    twice = (*report.claims, *(c.model_copy(update={"id": f"{c.id}y"}) for c in report.claims))
    pairs = match(report.claims, twice, strict=True)
    assert len(pairs) == len(report.claims) == len({j for _, j in pairs})
    start = report.claims[0].passages[0].start
    crumb = report.claims[0].model_copy(update={"passages": (Passage(start=start, end=start + 1),)})
    assert match(report.claims[:1], [crumb], strict=False) == []


def test_passages_that_overlap_or_touch_are_one_span(gold: dict[str, Report]) -> None:
    claim = next(iter(gold.values())).claims[0]
    some = tuple(Passage(start=a, end=b) for a, b in ((30, 40), (0, 10), (10, 12), (35, 50)))
    assert spans(claim.model_copy(update={"passages": some})) == [(0, 12), (30, 50)]


def test_the_json_of_a_score_names_no_text(gold: dict[str, Report]) -> None:
    said = json.dumps([one._asdict() for one in score_reading(gold, gold)])
    assert not any(c.victim.name and c.victim.name in said for r in gold.values() for c in r.claims)
