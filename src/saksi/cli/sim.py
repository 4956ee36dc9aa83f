"""`saksi sim`: an invented country whose truth is known: new, lint, run."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from saksi.cli.screen import counted, progress, say, show

app = typer.Typer(
    help="Simulate a campaign in an invented country, with the truth kept. Everything made is synthetic.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

ScenarioFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A scenario, as `saksi sim new` writes one.")
]


@app.command()
def new(file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="Where to write it.")]) -> None:
    """Write the default world as a scenario file to change: Narin, 1,000,000 people, 730 days.

    Example: saksi sim new world.toml
    """
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py
    from saksi.simulation import default_toml  # noqa: PLC0415

    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(default_toml())
    except FileExistsError:
        raise InvalidInput(f"{file.name} is there already: choose another name, it would be lost") from None
    except OSError as error:
        raise InvalidInput(f"{file.name} cannot be written: {error.strerror}") from None
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

    faults = lint_text(_text(file))
    if as_json:
        results = [fault._asdict() for fault in faults]
        typer.echo(json.dumps({"results": results}, ensure_ascii=False, indent=1))
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
    as_json: Annotated[bool, typer.Option("--json", help="Rows a table, for programs.")] = False,
) -> None:
    """Simulate a scenario and write its truth: persons, acts, orders, plans, teams, conditions, places.

    Broken off, the same command goes on from there.

    Example: saksi sim run world.toml --output world
    """
    from saksi.simulation import load_scenario  # noqa: PLC0415
    from saksi.simulation.output import write_run  # noqa: PLC0415

    text = _text(file)
    scenario = load_scenario(text, file.name)
    with progress() as tell:
        done = write_run(scenario, text, DiskFolder(output), seed=seed, shards=shards, on_progress=tell)
    if done.already_complete:
        say(f"{output} holds this run already; nothing was done")
    elif done.resumed:
        say(f"{counted(done.resumed, 'province')} of an earlier try kept")
    if as_json:
        results = [{"table": table, "rows": rows} for table, rows in done.rows.items()]
        manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
        keys = {"settings": {"seed": manifest["seed"]}, "versions": manifest["versions"]}
        typer.echo(
            json.dumps({"results": results, **keys, "input_sha256": manifest["scenario_sha256"]}, indent=1)
        )
    else:
        rows = [f"  {table:<13}{number:>12,}" for table, number in done.rows.items()]
        show([f"SYNTHETIC world in {output}, {counted(done.files, 'file')} of truth; rows:", *rows])


@dataclass(frozen=True, slots=True)
class DiskFolder:
    """A folder on disk for `write_run`: a file is written beside its place and then moved there."""

    root: Path

    def names(self) -> set[str]:
        """Return every whole file below the folder; halves of an interrupted write are left out."""
        found = self.root.rglob("*") if self.root.is_dir() else ()
        return {
            path.relative_to(self.root).as_posix()
            for path in found
            if path.is_file() and path.suffix != ".half"
        }

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        return (self.root / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Write a file; raises `InvalidInput` where the disk does not let us."""
        from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py

        path = self.root / name
        beside = path.with_name(path.name + ".half")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            os.replace(beside, path)  # noqa: PTH105 - named for what it does, as in workflows
        except OSError as error:
            raise InvalidInput(
                f"{name} cannot be written: {error.strerror}; the same command goes on later"
            ) from None

    def remove(self, name: str) -> None:
        """Remove a file, and its folder if that was the last one in it."""
        path = self.root / name
        path.unlink(missing_ok=True)
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def _text(file: Path) -> str:
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py

    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidInput(
            f"{file.name} cannot be opened: {(error.strerror or 'not possible').lower()}"
        ) from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{file.name} is no UTF-8 text: needed a scenario as TOML") from None
