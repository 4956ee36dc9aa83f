"""`saksi sim run` with its reports, `score`, `sweep` and `plots` from the command line."""

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from saksi.cli.app import app
from saksi.record import InvalidInput


def saksi(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["sim", *map(str, words)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_score_reads_every_format_at_once(run_folder: Path, tmp_path: Path) -> None:
    records = pl.read_csv(run_folder / "lists" / "records.csv")
    records.select(id="record_id", cluster_id="name").write_csv(tmp_path / "people.csv")
    pl.DataFrame(schema={"id_a": pl.String, "id_b": pl.String, "probability": pl.Float64}).write_csv(
        tmp_path / "pairs.csv"
    )
    claim = {"id": "e1", "claims": [], "reports": [], "independent_sources": {"min": 1, "max": 1}}
    (tmp_path / "events.json").write_text(json.dumps({"events": [claim], "pairs": []}), "utf-8")
    estimate = {
        "method": "chao",
        "stratum": {"year": 1},
        "total": 9,
        "lower": 5,
        "upper": 20,
        "refused": None,
    }
    (tmp_path / "estimate.json").write_text(json.dumps({"results": [estimate]}), "utf-8")
    files = [tmp_path / name for name in ("people.csv", "pairs.csv", "events.json", "estimate.json")]
    code, said = saksi("score", run_folder, run_folder / "text", *files, "--json")
    answer = json.loads(said)
    assert code == 0
    assert {row["of"] for row in answer["results"]} == {"reading", "people", "pairs", "events", "estimates"}
    assert len(answer["input_sha256"]) == 64
    code, said = saksi("score", run_folder, run_folder / "text")
    assert code == 0
    assert "strict f1                           1.000" in said


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("x.csv", "a,b\n1,2\n", "columns a, b: needed id and cluster_id"),
        ("x.csv", "id,cluster_id\n1,2\n3,4,5,6\n", "no table: needed CSV with as many cells in each row"),
        ("x.json", "[]", "neither events nor results"),
        ("x.json", "{", "no JSON"),
    ],
)
def test_score_says_what_a_file_of_another_form_lacks(
    run_folder: Path, tmp_path: Path, name: str, text: str, why: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InvalidInput, match=why):
        saksi("score", run_folder, tmp_path / name)


def test_a_run_again_does_nothing_and_one_of_the_truth_only_gets_its_reports_later(
    run_folder: Path, tmp_path: Path
) -> None:
    before = {path: path.stat().st_mtime_ns for path in run_folder.rglob("*.json")}
    scenario = run_folder.parent / "small.toml"
    assert saksi("run", scenario, "--output", run_folder)[0] == 0
    assert {path: path.stat().st_mtime_ns for path in run_folder.rglob("*.json")} == before
    assert saksi("run", scenario, "--output", tmp_path / "w", "--truth-only")[0] == 0
    assert not (tmp_path / "w" / "text").exists()
    assert saksi("run", scenario, "--output", tmp_path / "w")[0] == 0
    one, other = (
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in (run_folder, tmp_path / "w")
    )
    assert one == other


def test_sweep_makes_its_parts_and_refuses_a_shard_that_is_none(tmp_path: Path) -> None:
    design = tmp_path / "d.toml"
    design.write_text(
        '[sweep]\nkind = "grid"\npeople = 1000\nprovinces = 1\n'
        'counties = 2\n[vary]\n"sources.reach" = [0.2, 1.0]\n'
    )
    assert saksi("sweep", design, "--output", tmp_path / "s")[0] == 0
    assert pl.read_csv(tmp_path / "s" / "results.csv").height == 10
    for shard in ("3/2", "0/2", "x"):
        with pytest.raises(InvalidInput, match="needed"):
            saksi("sweep", design, "--output", tmp_path / "s", "--shard", shard)


def test_plots_writes_pictures_with_their_data(drawn_folder: Path) -> None:
    names = {path.name for path in drawn_folder.iterdir()}
    assert {"months.csv", "story.csv", "networks.csv"} <= names
    assert len(names) == 3 + 2 * 6
