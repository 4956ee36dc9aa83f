import json
from collections.abc import Callable
from hashlib import sha256

import polars as pl
import pytest

from saksi.record import InvalidInput
from saksi.simulation import Scenario, World, default_toml, load_scenario, run
from saksi.simulation.output import MARK, write_run
from saksi.simulation.tables import TRUTH

TEXT = (
    default_toml()
    .replace("n = 1_000_000", "n = 900")
    .replace("provinces = 10", "provinces = 3")
    .replace("counties = 120", "counties = 6")
)
WORLD = load_scenario(TEXT, "test.toml")


class Memory(dict[str, bytes]):
    """A folder in memory; it can be told to fail."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 10**9

    def names(self) -> set[str]:
        return set(self)

    def read(self, name: str) -> bytes:
        return self[name]

    def write(self, name: str, data: bytes) -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        self[name] = data

    def remove(self, name: str) -> None:
        del self[name]


def written(shards: int = 1) -> Memory:
    folder = Memory()
    write_run(WORLD, TEXT, folder, seed=5, shards=shards)
    return folder


@pytest.fixture(scope="module")
def folder() -> Memory:
    return written()


def truth(folder: Memory, table: str) -> pl.DataFrame:
    names = sorted(
        name for name in folder if name == f"truth/{table}.parquet" or name.startswith(f"truth/{table}-")
    )
    return pl.concat([pl.read_parquet(folder[name]) for name in names])


@pytest.mark.parametrize("shards", [2, 8])
def test_the_files_are_byte_for_byte_the_same_for_every_number_of_shards(folder: Memory, shards: int) -> None:
    assert written(shards=shards) == folder


@pytest.fixture(scope="module")
def in_memory() -> World:
    return run(WORLD, seed=5)


@pytest.mark.parametrize("table", list(TRUTH))
def test_the_files_hold_what_a_run_in_memory_holds(folder: Memory, in_memory: World, table: str) -> None:
    keys = {"acts": "act_id", "persons": "person"}
    expected = getattr(in_memory, table)
    found = truth(folder, table)
    if table in keys:
        found = found.sort(keys[table])
    assert found.equals(expected)


def test_every_file_and_the_manifest_say_that_they_are_synthetic(folder: Memory) -> None:
    manifest = json.loads(folder["manifest.json"])
    assert manifest["synthetic"] is True
    assert manifest["mark"] == MARK
    assert folder["scenario.toml"].startswith(b"# SYNTHETIC")
    for name in folder:
        if name.endswith(".parquet"):
            assert "SYNTHETIC" in pl.read_parquet_metadata(folder[name])["saksi.synthetic"]


def test_the_manifest_has_hash_and_rows_of_every_file_of_the_truth(folder: Memory) -> None:
    files = json.loads(folder["manifest.json"])["files"]
    assert set(files) | {"manifest.json", "scenario.toml"} == set(folder)
    for name, entry in files.items():
        assert entry["sha256"] == sha256(folder[name]).hexdigest()
        assert entry["rows"] == pl.read_parquet(folder[name]).height


def test_acts_are_written_month_by_month(folder: Memory) -> None:
    names = sorted(name for name in folder if name.startswith("truth/acts-01-"))
    assert len(names) == 24
    assert names[0] == "truth/acts-01-2031-01.parquet"
    assert pl.read_parquet(folder[names[1]])["day"].is_between(31, 58).all()


@pytest.mark.parametrize("writes", [0, 1, 3, 20, 40, 70, 95])
def test_a_run_that_was_broken_off_goes_on_and_ends_with_the_same_bytes(folder: Memory, writes: int) -> None:
    broken = Memory()
    broken.left = writes
    with pytest.raises(KeyboardInterrupt):
        write_run(WORLD, TEXT, broken, seed=5)
    broken.left = 10**9
    done = write_run(WORLD, TEXT, broken, seed=5)
    assert broken == folder
    assert done.resumed == (writes - 2) // 30 if writes > 2 else done.resumed == 0


def test_a_complete_run_is_not_done_again(folder: Memory) -> None:
    again = Memory()
    again.update(folder)
    again.left = 0
    done = write_run(WORLD, TEXT, again, seed=5)
    assert done.already_complete
    assert done.rows["persons"] == 900


def another_seed(folder: Memory) -> None:
    write_run(WORLD, TEXT, folder, seed=6)


def another_scenario(folder: Memory) -> None:
    text = TEXT.replace("phi_false = 0.6", "phi_false = 0.5")
    write_run(load_scenario(text, "test.toml"), text, folder, seed=5)


@pytest.mark.parametrize(("other", "says"), [(another_seed, "seed"), (another_scenario, "scenario_sha256")])
def test_runs_are_never_mixed(folder: Memory, other: Callable[[Memory], None], says: str) -> None:
    before = dict(folder)
    with pytest.raises(InvalidInput, match=rf"another run \(different: {says}\)"):
        other(folder)
    assert dict(folder) == before


@pytest.mark.parametrize("names", [{"letter.txt": b"x"}, {"manifest.json": b"{"}, {"manifest.json": b"{}"}])
def test_a_folder_with_something_else_is_left_alone(names: dict[str, bytes]) -> None:
    folder = Memory()
    folder.update(names)
    with pytest.raises(InvalidInput, match="give an empty"):
        write_run(WORLD, TEXT, folder, seed=5)
    assert dict(folder) == names


def test_the_seed_of_the_scenario_is_recorded_where_none_is_given() -> None:
    folder = Memory()
    small: Scenario = WORLD.with_days(3)
    write_run(small, TEXT, folder)
    assert json.loads(folder["manifest.json"])["seed"] == 20180101


def test_progress_is_told_province_by_province() -> None:
    told: list[tuple[str, int, int]] = []
    write_run(WORLD.with_days(3), TEXT, Memory(), on_progress=lambda *words: told.append(words))
    assert told == [("provinces", 1, 3), ("provinces", 2, 3), ("provinces", 3, 3)]
