"""A run on disk: truth/ as Parquet files, byte for byte the same for a seed; resumable; marked synthetic.

Disk itself is the caller's: `Folder` is all that is needed of it. A province is written as soon as it is
done, its acts month by month, and its record last: what has a record is not simulated again.
"""

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from typing import Any, Protocol

import polars as pl

from saksi.record.errors import InvalidInput
from saksi.record.tables import check_table
from saksi.simulation.course import Month
from saksi.simulation.geography import layout, places
from saksi.simulation.province import run_province
from saksi.simulation.scenario import Scenario
from saksi.simulation.tables import TRUTH
from saksi.simulation.world import checked_seed, orders_table

MANIFEST, SCENARIO, PARTS = "manifest.json", "scenario.toml", ".parts"
MARK = "SYNTHETIC: invented people in an invented country, made by saksi sim; evidence of nothing"
PACKAGES = ("saksi", "numpy", "numba", "polars")
ROW_GROUP = 262_144  # rows; fixed, so that bytes do not depend on the machine
SMALL = ("plans", "teams", "team_members", "conditions")  # one file for all provinces

Progress = Callable[[str, int, int], None]
Entry = dict[str, Any]  # of a file: sha256 and rows


class Folder(Protocol):
    """Where a run is kept. `write` leaves the whole file or none."""

    def names(self) -> set[str]:
        """Return every file below it, as "truth/orders.parquet"."""
        ...

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write a file, and the folder for it."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """What a run left behind: rows a table, files, and the provinces that an earlier try had written."""

    rows: Mapping[str, int]
    files: int
    resumed: int
    already_complete: bool


def write_run(
    scenario: Scenario, text: str, folder: Folder, *, seed: int | None = None, shards: int = 1,
    on_progress: Progress | None = None,
) -> Written:  # fmt: skip
    """Simulate the truth of a scenario and write it.

    Parameters
    ----------
    scenario, text
        A scenario and the text of its file, which is kept beside the truth.
    folder
        An empty one, or one where the same run was broken off: it goes on from there.
    seed
        ``None`` takes the scenario's.
    shards
        How many provinces at once; the files are the same.
    on_progress
        Told after each province: what, done, of all.

    Raises
    ------
    InvalidInput
        The folder holds something else, or another run: runs are never mixed.
    """
    seed = checked_seed(scenario.meta.seed if seed is None else seed)
    if shards < 1:
        raise InvalidInput(f"shards = {shards}: needed at least 1")
    marked = text if text.startswith("# SYNTHETIC") else f"# {MARK}\n{text}"
    identity = _identity(marked, seed)
    before = _manifest(folder, identity)
    if before.get("complete"):
        return _written(before["files"], 0, already_complete=True)
    folder.write(MANIFEST, as_json({"synthetic": True, "complete": False, **identity}))
    folder.write(SCENARIO, marked.encode())
    done = _provinces(scenario, folder, seed, shards, on_progress)
    files = {name: entry for part in done for name, entry in part["files"].items()}
    files |= _whole_country(scenario, folder, seed)
    folder.write(
        MANIFEST,
        as_json({"synthetic": True, "complete": True, **identity, "files": dict(sorted(files.items()))}),
    )
    for name in sorted(folder.names()):
        if name.startswith(f"{PARTS}/"):
            folder.remove(name)
    return _written(files, sum(part["resumed"] for part in done), already_complete=False)


def parquet(table: pl.DataFrame, name: str) -> bytes:
    """Return a table of the truth as the bytes of a Parquet file, marked synthetic."""
    return as_parquet(check_table(table, TRUTH[name], name), level=1, row_group=ROW_GROUP)


def as_parquet(table: pl.DataFrame, *, level: int | None = None, row_group: int | None = None) -> bytes:
    """Return any table of a run as the bytes of a Parquet file, marked synthetic."""
    buffer = BytesIO()
    table.write_parquet(
        buffer,
        compression="zstd",
        compression_level=level,
        row_group_size=row_group,
        metadata={"saksi.synthetic": MARK},
    )
    return buffer.getvalue()


def as_json(data: Mapping[str, Any]) -> bytes:
    """Return the manifest, or the record of a province, as the bytes of its file."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _identity(text: str, seed: int) -> dict[str, Any]:
    versions = {package: version(package) for package in PACKAGES}
    return {
        "mark": MARK,
        "seed": seed,
        "scenario_sha256": sha256(text.encode()).hexdigest(),
        "versions": versions,
    }


def _manifest(folder: Folder, identity: Mapping[str, Any]) -> dict[str, Any]:
    names = folder.names()
    if MANIFEST not in names:
        if names:
            raise InvalidInput(f"the folder holds {len(names)} files and no {MANIFEST}: give an empty folder")
        return {}
    try:
        manifest: dict[str, Any] = json.loads(folder.read(MANIFEST))
    except ValueError:
        raise InvalidInput(f"{MANIFEST} is no JSON: this is no folder of a run; give an empty one") from None
    different = [key for key, value in identity.items() if manifest.get(key) != value]
    if different:
        raise InvalidInput(
            f"the folder holds another run (different: {', '.join(different)}), and runs are never mixed:"
            " give an empty folder"
        )
    return manifest


def _provinces(
    scenario: Scenario, folder: Folder, seed: int, shards: int, on_progress: Progress | None
) -> list[dict[str, Any]]:
    where, provinces = layout(scenario, seed), scenario.people.provinces
    present = folder.names()

    def write(province: int) -> dict[str, Any]:
        record = f"{PARTS}/{province:02}.json"
        if record in present:
            return {"files": json.loads(folder.read(record)), "resumed": True}
        files: dict[str, Entry] = {}

        def take(month: Month, acts: pl.DataFrame) -> None:
            _put(folder, files, f"truth/acts-{province:02}-{month.name}.parquet", acts, "acts")

        made = run_province(scenario, seed=seed, province=province, where=where, take_acts=take)
        _put(folder, files, f"truth/persons-{province:02}.parquet", made.persons, "persons")
        for name in SMALL:
            folder.write(_part(province, name), parquet(getattr(made, name), name))
        folder.write(record, as_json(files))
        return {"files": files, "resumed": False}

    parts = []
    with ThreadPoolExecutor(shards) as pool:
        for part in pool.map(write, range(provinces)):
            parts.append(part)
            if on_progress:
                on_progress("provinces", len(parts), provinces)
    return parts


def _whole_country(scenario: Scenario, folder: Folder, seed: int) -> dict[str, Entry]:
    files: dict[str, Entry] = {}
    tables = {"orders": orders_table(scenario), "places": places(scenario, seed)}
    for name in SMALL:
        parts = [BytesIO(folder.read(_part(province, name))) for province in range(scenario.people.provinces)]
        tables[name] = pl.concat([pl.read_parquet(part) for part in parts])
    for name, table in tables.items():
        _put(folder, files, f"truth/{name}.parquet", table, name)
    return files


def _part(province: int, name: str) -> str:
    return f"{PARTS}/{province:02}-{name}.parquet"


def _put(folder: Folder, files: dict[str, Entry], name: str, table: pl.DataFrame, kind: str) -> None:
    data = parquet(table, kind)
    folder.write(name, data)
    files[name] = {"table": kind, "rows": table.height, "sha256": sha256(data).hexdigest()}


def _written(files: Mapping[str, Entry], resumed: int, *, already_complete: bool) -> Written:
    rows = dict.fromkeys(TRUTH, 0)
    for entry in files.values():
        rows[entry["table"]] += entry["rows"]
    return Written(rows, len(files), resumed, already_complete)
