import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from saksi.cli.app import app
from saksi.record import InvalidInput


def saksi(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["sim", *map(str, words)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    file = tmp_path / "world.toml"
    assert saksi("new", file)[0] == 0
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("n = 1_000_000", "n = 800")
        .replace("counties = 120", "counties = 4")
        .replace("provinces = 10", "provinces = 2"),
        encoding="utf-8",
    )
    return file


def test_new_writes_a_scenario_that_lint_accepts(scenario: Path) -> None:
    assert saksi("lint", scenario) == (0, "world.toml: 0 faults\n")


def test_new_never_writes_over_a_file(scenario: Path) -> None:
    before = scenario.read_bytes()
    with pytest.raises(InvalidInput, match=r"world\.toml is there already"):
        saksi("new", scenario)
    assert scenario.read_bytes() == before


def test_lint_names_key_value_and_what_is_allowed_and_ends_with_1(scenario: Path) -> None:
    scenario.write_text(
        scenario.read_text(encoding="utf-8").replace("phi_false = 0.6", "phi_false = 3"), "utf-8"
    )
    code, said = saksi("lint", scenario)
    assert code == 1
    assert said == "plan.phi_false = 3: needed less than or equal to 1\nworld.toml: 1 fault\n"
    code, said = saksi("lint", scenario, "--json")
    assert code == 1
    assert json.loads(said)["results"][0]["key"] == "plan.phi_false"


def test_run_writes_a_marked_world_and_the_same_one_again(scenario: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert saksi("run", scenario, "--output", first, "--seed", "4")[0] == 0
    assert saksi("run", scenario, "--output", second, "--seed", "4", "--shards", "3")[0] == 0
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert sorted(path.name for path in first.iterdir()) == [
        "lists", "manifest.json", "provenance", "reporting", "scenario.toml", "text", "truth",
    ]  # fmt: skip
    assert all((first / file).read_bytes() == (second / file).read_bytes() for file in files)
    assert len([file for file in files if file.parts[0] == "truth"]) == 48 + 2 + 6


def test_run_says_what_it_made_as_json(scenario: Path, tmp_path: Path) -> None:
    code, said = saksi("run", scenario, "--output", tmp_path / "world", "--json")
    answer = json.loads(said)
    assert code == 0
    assert {"table": "persons", "rows": 800} in answer["results"]
    assert answer["settings"] == {"seed": 20180101}
    assert len(answer["input_sha256"]) == 64
    assert saksi("run", scenario, "--output", tmp_path / "world")[0] == 0  # nothing left to do


def test_run_refuses_a_scenario_with_faults_and_a_folder_with_something_else(
    scenario: Path, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match="give an empty folder"):
        saksi("run", scenario, "--output", tmp_path)
    scenario.write_text("[meta]\n", "utf-8")
    with pytest.raises(InvalidInput, match=r"world\.toml: .* key is missing"):
        saksi("run", scenario, "--output", tmp_path / "new")


@pytest.mark.parametrize("command", ["lint", "run"])
def test_a_file_that_cannot_be_read_is_named(command: str, tmp_path: Path) -> None:
    more = ["--output", str(tmp_path / "out")] if command == "run" else []
    with pytest.raises(InvalidInput, match=r"none\.toml cannot be opened"):
        saksi(command, tmp_path / "none.toml", *more)
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InvalidInput, match=r"bad\.toml is no UTF-8"):
        saksi(command, tmp_path / "bad.toml", *more)


def test_a_run_that_cannot_be_written_says_so(scenario: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InvalidInput, match=r"manifest\.json cannot be written"):
        saksi("run", scenario, "--output", tmp_path / "file" / "below")
