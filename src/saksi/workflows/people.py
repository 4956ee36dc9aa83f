"""Files in, files out, for people and names: `saksi link people` and `saksi link names`."""

import json
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from saksi.linking.components import same_label
from saksi.linking.names import compare_table
from saksi.record import InvalidInput, reason_of
from saksi.workflows.files import to_json, versions_of, write_text
from saksi.workflows.reading import Progress, silent

if TYPE_CHECKING:
    from saksi.linking.people import Decision, Linked, Model
    from saksi.linking.people.roles import Roles

PACKAGES: Final = ("saksi", "splink", "duckdb", "polars", "numpy", "rapidfuzz")
DRAWS: Final = 100
MANY_OPEN: Final = 20_000  # uncertain pairs, from which fewer draws are made
FEW_DRAWS: Final = 20
SEED: Final = 1


@dataclass(frozen=True, slots=True)
class PeopleJob:
    """What `saksi link people` was asked to do."""

    file: Path
    identifier: str
    roles: str
    output: Path
    pairs: Path | None = None
    decisions: Path | None = None
    before: Path | None = None
    model: Path | None = None
    engine: str = "duckdb"
    only_new: bool = False


@dataclass(frozen=True, slots=True)
class PeopleDone:
    """What was done: counts, and the whole result as ``--json`` prints it."""

    summary: dict[str, Any]
    written: dict[str, Any]


def compare_file(file: Path, output: Path) -> dict[str, Any]:
    """Compare the name pairs of a file and write them with the answer; return counts as for ``--json``.

    Raises
    ------
    InvalidInput
        The file cannot be read or lacks a column, or the output cannot be written.
    """
    table, digest = read_table(file)
    found = compare_table(table)
    write_text(output, found.write_csv())
    counts = {
        "pairs": found.height,
        "same": int(found["same"].sum()),
        "undecidable": int((found["verdict"] == "undecidable").sum()),
    }
    return _written([counts], {}, digest)


def link_people_file(job: PeopleJob, on_progress: Progress = silent) -> PeopleDone:
    """Link the person records of a file; write who is one person, and the pairs.

    Raises
    ------
    InvalidInput
        A file cannot be read, a role or column is unknown, an identifier is missing or comes twice, decisions
        contradict the lists, or the engine is not there.
    """
    from saksi.linking.people import (  # noqa: PLC0415 - Splink is slow to load
        check_roles,
        link_people,
        number_persons,
        read_map,
    )

    table, digest = read_table(job.file)
    roles = read_map(job.roles)
    check_roles(roles, table.columns, job.identifier)
    ids = _identifiers(table, job.identifier)
    if job.only_new:
        return _place_new(job, table, roles, ids, digest)
    linked = link_people(
        table,
        roles,
        decisions=_decisions(job.decisions, ids),
        model=_model(job.model),
        engine=job.engine,
        on_progress=on_progress,
    )
    before = _before(job.before)
    numbered = number_persons(linked.labels, ids, before)
    write_text(job.output, pl.DataFrame({"id": ids, "cluster_id": numbered.ids}).write_csv())
    if before:
        write_text(job.output.with_suffix(".history.csv"), numbered.history.write_csv())
    if job.pairs:
        write_text(job.pairs, _named(linked.pairs, ids).write_csv())
    if job.model and linked.model and not job.model.exists():
        write_text(job.model, to_json(linked.model.as_dict()))
    summary = _summary(linked, numbered.history)
    settings = {"roles": dict(roles), "engine": job.engine}
    return PeopleDone(summary, _written([summary], settings, digest))


def _place_new(
    job: PeopleJob, table: pl.DataFrame, roles: "Roles", ids: list[str], digest: str
) -> PeopleDone:
    """Place the records that an earlier run did not know; everything known stays as it is."""
    from saksi.linking.people import link_new, number_persons  # noqa: PLC0415 - see above

    before, model = _before(job.before), _model(job.model)
    if not before or model is None:
        raise InvalidInput(
            "--only-new needs --before (the CSV of an earlier run) and --model (what it learned);"
            " run once without --only-new and with --model FILE"
        )
    numbers = {number: place for place, number in enumerate(sorted(set(before.values())))}
    known = np.array([numbers[before[text]] if text in before else -1 for text in ids], dtype=np.int64)
    labels = link_new(table, roles, known, model)
    numbered = number_persons(labels, ids, before)
    write_text(job.output, pl.DataFrame({"id": ids, "cluster_id": numbered.ids}).write_csv())
    write_text(job.output.with_suffix(".history.csv"), numbered.history.write_csv())
    fresh = np.flatnonzero(known < 0)
    old = set(numbers)
    summary = {
        "records": len(ids),
        "clusters": len(np.unique(labels)),
        "placed": len(fresh),
        "joined": sum(numbered.ids[row] in old for row in fresh.tolist()),
    }
    return PeopleDone(summary, _written([summary], {"roles": dict(roles), "only_new": True}, digest))


def read_table(file: Path) -> tuple[pl.DataFrame, str]:
    """Read a CSV (all columns as text) or a Parquet file; return it with the hash of its bytes.

    Raises
    ------
    InvalidInput
        The file cannot be opened, or is neither.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{file.name} cannot be opened: {reason_of(error)}") from None
    try:
        if file.suffix.lower() == ".parquet":
            table = pl.read_parquet(BytesIO(content))
        else:
            table = pl.read_csv(BytesIO(content), infer_schema_length=0)
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        raise InvalidInput(
            f"{file.name} is no table: needed CSV in UTF-8 with a header, or Parquet"
        ) from None
    return table.rename({column: column.strip() for column in table.columns}), sha256(content).hexdigest()


def _identifiers(table: pl.DataFrame, column: str) -> list[str]:
    ids = table[column].cast(pl.String)
    if ids.null_count():
        row = int(ids.is_null().arg_max() or 0)
        raise InvalidInput(
            f"column {column}, row {row + 1}: no identifier; every record needs one of its own"
        )
    if ids.n_unique() < len(ids):
        row = int(ids.is_duplicated().arg_max() or 0)
        raise InvalidInput(
            f"column {column}, row {row + 1}: this identifier comes twice; each record needs its own"
        )
    return [text.strip() for text in ids]


def _decisions(file: Path | None, ids: list[str]) -> "list[Decision]":
    from saksi.linking.people import Decision  # noqa: PLC0415 - see above

    if file is None:
        return []
    table, _ = read_table(file)
    missing = [column for column in ("id_a", "id_b", "same") if column not in table.columns]
    if missing:
        raise InvalidInput(f"{file.name}: columns {', '.join(missing)} are missing; needed id_a,id_b,same")
    place = {text: row for row, text in enumerate(ids)}
    found = []
    for row, (a, b, same) in enumerate(table.select("id_a", "id_b", "same").cast(pl.String).iter_rows()):
        if a not in place or b not in place or a == b:
            raise InvalidInput(f"{file.name}, row {row + 1}: needed two identifiers of the table, not equal")
        if same not in {"0", "1"}:
            raise InvalidInput(f"{file.name}, row {row + 1}, same: needed 1 (one person) or 0 (two)")
        found.append(Decision(place[a], place[b], same == "1"))
    return found


def _model(file: Path | None) -> "Model | None":
    from saksi.linking.people import Model  # noqa: PLC0415 - see above

    if file is None or not file.exists():
        return None
    try:
        return Model.from_dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        raise InvalidInput(
            f"{file.name} is no model of `saksi link people --model`; name another file"
        ) from None


def _before(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    table, _ = read_table(file)
    if not {"id", "cluster_id"} <= set(table.columns):
        raise InvalidInput(f"{file.name}: needed the columns id and cluster_id of an earlier --output")
    return dict(table.select("id", "cluster_id").cast(pl.String).drop_nulls().iter_rows())


def _named(pairs: pl.DataFrame, ids: list[str]) -> pl.DataFrame:
    names = pl.Series(ids, dtype=pl.String)
    return pairs.select(
        names.gather(pairs["row_a"]).alias("id_a"),
        names.gather(pairs["row_b"]).alias("id_b"),
        pl.col("probability").round(6),
        pl.col("weight").round(3),
        "explanation",
    )


def _summary(linked: "Linked", history: pl.DataFrame) -> dict[str, Any]:
    from saksi.linking.people import draw_persons, unique_persons  # noqa: PLC0415 - see above

    undecided = int((np.abs(linked.odds) < 3).sum())
    rng = np.random.default_rng(SEED)
    draws = FEW_DRAWS if undecided > MANY_OPEN else DRAWS
    bounds = unique_persons(
        list(
            draw_persons(
                len(linked.labels), linked.rows_a, linked.rows_b, linked.odds, rng, draws, linked.constraints
            )
        )
    )
    changes = dict(history["change"].value_counts().iter_rows()) if history.height else {}
    model = linked.model
    return {
        "records": len(linked.labels),
        "clusters": len(np.unique(linked.labels)),
        "unique_low": bounds.min,
        "unique_high": bounds.max,
        "pairs_compared": len(linked.odds),
        "pairs_linked": int(same_label(linked.labels, linked.rows_a, linked.rows_b).sum()),
        "pairs_expected": round(model.expected, 1) if model else 0,
        "refused": len(linked.refused),
        "possibly_same": int(linked.pairs["probability"].null_count()),
        "untrained": linked.untrained,
        "changes": changes,
        "blocking": {"pairs": linked.blocks.pairs, "left_out": linked.blocks.left_out},
    }


def _written(results: list[dict[str, Any]], settings: dict[str, Any], digest: str) -> dict[str, Any]:
    return {
        "results": results,
        "settings": settings,
        "versions": versions_of(PACKAGES),
        "input_sha256": digest,
    }
