"""`saksi sim sweep`, `score`, `plots`, `lists`: what a known truth is for."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from saksi.cli.screen import counted, progress, say, show, show_json
from saksi.cli.sim_disk import DiskFolder, text_of

if TYPE_CHECKING:
    from saksi.simulation.scores import AnswerKey, Score

Truth = Annotated[Path, typer.Argument(metavar="TRUTH", help="A folder that `saksi sim run` has written.")]


def sweep(
    design: Annotated[
        Path, typer.Argument(metavar="DESIGN.toml", help="What is varied: [sweep] and [vary].")
    ],
    output: Annotated[Path, typer.Option(help="Folder for the parts; what is there is not made again.")],
    scenario: Annotated[Path | None, typer.Option(help="The scenario; without it the default world.")] = None,
    jobs: Annotated[int, typer.Option(help="Processes.")] = 1,
    shard: Annotated[
        str, typer.Option(help="i/n: only every n-th cell, from the i-th, for job arrays.")
    ] = "1/1",
) -> None:
    """Ask the same question of many worlds: how wrong is an estimate, over a grid or a Latin hypercube.

    Outcomes are errors of observation only. Broken off, the same command goes on from there; once the last
    part is there, results.csv and results.parquet hold them all.

    Example: saksi sim sweep design.toml --jobs 2 --output sweep
    """
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py
    from saksi.simulation import default_toml, designs, sweeps  # noqa: PLC0415

    asked = re.fullmatch(r"(\d{1,6})/(\d{1,6})", shard)
    if asked is None:
        raise InvalidInput(f"--shard {shard}: needed i/n, such as 17/200")
    plan = designs.load_design(text_of(design, "a design as TOML"), design.name)
    world = text_of(scenario) if scenario else default_toml()
    folder = DiskFolder(output)
    with progress() as tell:
        made = sweeps.sweep(
            plan, world, folder, jobs=jobs, shard=(int(asked[1]), int(asked[2])), on_progress=tell
        )
    whole = f"{sweeps.RESULTS}.csv" in folder.names()
    say(
        f"{counted(made, 'cell')} made; "
        + (f"{output}/results.csv holds all" if whole else "other shards are still to come")
    )


def score(
    truth: Truth,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Read folders, people or pairs as CSV, events or estimates as JSON."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="The scores for programs.")] = False,
) -> None:
    """Say how far reading, linking and estimation are from the truth of a simulated world.

    Takes what `saksi read` (a folder), `saksi link people` (CSV of clusters or pairs), `saksi link events`
    and `saksi estimate --json` wrote, in any number and order. Claims of `link events` are a reader's where a
    read folder is given as well, else those of TRUTH/text.

    Example: saksi sim score world world-read people.csv events.json estimate.json
    """
    from saksi.simulation.scores import load_key  # noqa: PLC0415 - see app.py

    key = load_key(DiskFolder(truth))
    results = _scored(key, files)
    if as_json:
        show_json([{"file": file, **one._asdict()} for file, one in results], **made_from(truth))
        return
    lines, head = [], ("", "", "")
    for file, one in results:
        if (file, one.of, one.stratum) != head:
            head = (file, one.of, one.stratum)
            lines.append(f"{file}: {one.of}, {one.stratum}")
        value = "none" if one.value is None else f"{one.value:.3f}"
        lines.append(f"  {one.measure:<32}{value:>9}  (n = {one.n:,})")
    show(lines)


def made_from(run: Path) -> dict[str, Any]:
    """Return what a run was made from, as ``--json`` says it beside results: seed, versions, scenario."""
    manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    return {
        "settings": {"seed": manifest["seed"]},
        "versions": manifest["versions"],
        "input_sha256": manifest["scenario_sha256"],
    }


def _scored(key: "AnswerKey", files: list[Path]) -> list[tuple[str, "Score"]]:
    """Score each file by what it holds; events last, because they may speak of a reader's claims."""
    from saksi.record import load_report  # noqa: PLC0415 - see app.py
    from saksi.simulation import scores  # noqa: PLC0415

    results: list[tuple[str, Score]] = []
    names: dict[tuple[str, str], tuple[str, str]] | None = None
    events: list[tuple[str, dict[str, Any]]] = []
    for path in files:
        if path.is_dir():
            read = [
                load_report(file)
                for file in sorted(path.glob("*.json"))
                if not file.name.startswith("saksi-")
            ]
            found = {report.id: report for report in read}
            results += [(path.name, one) for one in scores.score_reading(key.gold, found)]
            names = (names or {}) | scores.claim_names(key.gold, found)
        elif path.suffix == ".csv":
            results += [(path.name, one) for one in _table(path, key)]
        else:
            data = _json(path)
            if "events" in data:
                events.append((path.name, data))
            else:
                found_here = scores.score_estimates(data["results"], key.totals)
                results += [(path.name, one) for one in found_here]
    for name, data in events:
        results += [(name, one) for one in scores.score_events(data, key, names)]
    return results


def _table(path: Path, key: "AnswerKey") -> list["Score"]:
    import polars as pl  # noqa: PLC0415 - see app.py

    from saksi.record import InvalidInput  # noqa: PLC0415
    from saksi.simulation import scores  # noqa: PLC0415

    text = text_of(path, "a table as CSV")
    try:
        table = pl.read_csv(text.encode(), infer_schema_length=None) if text.strip() else pl.DataFrame()
    except pl.exceptions.PolarsError:
        raise InvalidInput(f"{path.name} is no table: needed CSV with as many cells in each row") from None
    if {"id", "cluster_id"} <= set(table.columns):
        return scores.score_clusters(table, key)
    if {"id_a", "id_b", "probability"} <= set(table.columns):
        return scores.score_pairs(table, key)
    raise InvalidInput(
        f"{path.name} has the columns {', '.join(table.columns) or 'none'}: needed id and cluster_id, or"
        " id_a, id_b and probability, as `saksi link people` writes them"
    )


def _json(path: Path) -> dict[str, Any]:
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py

    try:
        data = json.loads(text_of(path, "JSON"))
    except ValueError:
        raise InvalidInput(
            f"{path.name} is no JSON: needed what `saksi link events` or `estimate` writes"
        ) from None
    if not isinstance(data, dict) or not isinstance(data.get("events", data.get("results")), list):
        raise InvalidInput(
            f"{path.name} has neither events nor results: needed what `saksi link events` or"
            " `saksi estimate --json` writes"
        )
    return data


def plots(
    truth: Truth,
    output: Annotated[Path, typer.Option(help="Folder for the figures.")],
    replicates: Annotated[
        int, typer.Option(help="Lists drawn a network, for the eight networks.", min=2)
    ] = 60,
) -> None:
    """Draw what a run shows: truth, reports and estimates by month; a story and its copies; eight networks.

    Each figure is written as SVG and PNG, in English and Korean, with its data as CSV beside it.

    Example: saksi sim plots world --output figures
    """
    from saksi.simulation.plots import figures  # noqa: PLC0415 - see app.py

    with progress() as tell:
        folder, names = DiskFolder(output), []
        for figure in figures(DiskFolder(truth), replicates=replicates, on_progress=tell):
            folder.write(f"{figure.name}.svg", figure.svg.encode())
            folder.write(f"{figure.name}.png", figure.png)
            folder.write(f"{figure.name.rpartition('.')[0]}.csv", figure.csv.encode())
            names.append(figure.name)
    show([f"SYNTHETIC figures in {output}: {', '.join(names)}"])


def lists(
    output: Annotated[Path, typer.Option(help="Folder for the tables.")],
    people: Annotated[int, typer.Option(help="How many people there truly are.", min=1)] = 2_700,
    replicates: Annotated[int, typer.Option(help="Tables a network.", min=1)] = 1,
    seed: Annotated[int, typer.Option(help="Another seed, other tables.", min=0)] = 0,
) -> None:
    """Draw lists of a known number of people under each of the eight networks, for `saksi estimate`.

    Writes A-000.csv to H-000.csv (a 0/1 column a list, and count) and totals.csv: which network, which
    replicate, how many people there truly are.

    Example: saksi sim lists --output lists
    """
    import polars as pl  # noqa: PLC0415 - see app.py

    from saksi.simulation.known import known_lists  # noqa: PLC0415
    from saksi.simulation.networks import NETWORKS  # noqa: PLC0415

    folder, totals = DiskFolder(output), []
    for network in NETWORKS:
        for replicate in range(replicates):
            drawn = known_lists(network.name[0], people=people, seed=seed, replicate=replicate)
            file = f"{network.name[0]}-{replicate:03}.csv"
            folder.write(file, drawn.histories.write_csv().encode())
            totals.append((file, network.name, replicate, drawn.total))
    table = pl.DataFrame(totals, schema=["file", "network", "replicate", "total"], orient="row")
    folder.write("totals.csv", table.write_csv().encode())
    say(f"{counted(len(totals), 'table')} of simulated lists in {output}; totals.csv holds the true numbers")
