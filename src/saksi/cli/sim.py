"""`saksi sim`: an invented country whose truth is known: new, lint, run, sweep, score, plots, lists."""

from pathlib import Path
from typing import Annotated

import typer

from saksi.cli.screen import counted, progress, say, show, show_json
from saksi.cli.sim_disk import DiskFolder, text_of
from saksi.cli.sim_use import lists, made_from, plots, score, sweep

app = typer.Typer(
    help="Simulate a campaign in an invented country, with the truth kept. Everything made is synthetic.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

ScenarioFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A scenario, as `saksi sim new` writes one.")
]


@app.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="Where to write it.")],
    small: Annotated[bool, typer.Option("--small", help="20,000 people, for a quick try.")] = False,
) -> None:
    """Write the default world as a scenario file to change: Narin, 1,000,000 people, 730 days.

    Example: saksi sim new world.toml
    """
    from saksi.record import InvalidInput, reason_of  # noqa: PLC0415 - see app.py
    from saksi.simulation import default_toml  # noqa: PLC0415

    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(default_toml(small=small))
    except FileExistsError:
        raise InvalidInput(f"{file.name} is there already: choose another name, it would be lost") from None
    except OSError as error:
        raise InvalidInput(f"{file.name} cannot be written: {reason_of(error)}") from None
    say(f"{file} written; next: saksi sim lint {file}, then saksi sim run {file} --output DIR")


@app.command()
def lint(
    file: ScenarioFile,
    as_json: Annotated[bool, typer.Option("--json", help="The faults for programs.")] = False,
) -> None:
    """Name every fault of a scenario: key, value, what is allowed. Exit 1 if there are any.

    Example: saksi sim lint world.toml
    """
    from saksi.simulation import lint as lint_text  # noqa: PLC0415

    faults = lint_text(text_of(file))
    if as_json:
        show_json([fault._asdict() for fault in faults])
    else:
        show([*map(str, faults), f"{file.name}: {counted(len(faults), 'fault')}"])
    if faults:
        raise typer.Exit(1)


@app.command()
def run(
    file: ScenarioFile,
    output: Annotated[Path, typer.Option(help="An empty folder, or one where the same run was broken off.")],
    seed: Annotated[int | None, typer.Option(help="Another seed than the scenario's.")] = None,
    shards: Annotated[int, typer.Option(help="Provinces simulated at once; the files are the same.")] = 1,
    jobs: Annotated[int, typer.Option(help="Processes that write texts; the files are the same.")] = 1,
    truth_only: Annotated[bool, typer.Option("--truth-only", help="Leave the reporting side out.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Rows a table, for programs.")] = False,
) -> None:
    """Simulate a scenario: its truth, and what a reporting network makes of it.

    Writes truth/ (who was hit, by whose order), reporting/ (claims, exact and with a reader's errors), text/
    (reports in both languages with exact claims, for `saksi read` or `saksi findings`), lists/ (people by
    list, before and after linking), provenance/ (the answer key: which claim rests on what). Broken off, the
    same command goes on from there.

    Example: saksi sim run world.toml --output world
    """
    from saksi.simulation import load_scenario  # noqa: PLC0415
    from saksi.simulation.output import write_run  # noqa: PLC0415
    from saksi.simulation.reporting.output import write_reporting  # noqa: PLC0415

    text = text_of(file)
    scenario = load_scenario(text, file.name)
    rows: dict[str, int] = {}
    again = False
    with progress() as tell:
        folder = DiskFolder(output)
        done = write_run(scenario, text, folder, seed=seed, shards=shards, on_progress=tell)
        if not truth_only:
            reported = write_reporting(scenario, folder, jobs=jobs, on_progress=tell)
            rows, again = dict(reported.rows), not reported.already_complete
    if done.already_complete and not again:
        say(f"{output} holds this run already; nothing was done")
    elif done.resumed:
        say(f"{counted(done.resumed, 'province')} of an earlier try kept")
    if as_json:
        results = [{"table": table, "rows": n} for table, n in (dict(done.rows) | rows).items()]
        show_json(results, **made_from(output))
    else:
        lines = [f"  {table:<24}{number:>12,}" for table, number in (dict(done.rows) | rows).items()]
        show([f"SYNTHETIC world in {output}, {counted(done.files, 'file')} of truth; rows:", *lines])


app.command()(sweep)
app.command()(score)
app.command()(plots)
app.command()(lists)
