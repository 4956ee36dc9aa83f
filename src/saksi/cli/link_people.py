"""`saksi link people`: which records are of one person, how surely, and why."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.archive import AsName, PassphraseFile, is_archive, log_head, opening
from saksi.cli.screen import counted, progress, say, show, show_json

if TYPE_CHECKING:
    from saksi.workflows.people import PeopleDone


def people(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="CSV or Parquet, a row a record of a person. Or an archive."),
    ],
    identifier: Annotated[
        str, typer.Option("--id", metavar="COL", help="Column that names the record.")
    ] = "",
    roles: Annotated[
        str, typer.Option("--map", metavar="ROLE=COL,…", help="What the columns mean: name=…, birth_date=…")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", help="CSV of id and cluster_id, every record once.")
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", help="CSV of the pairs, surest first, each with its reasons.")
    ] = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="CSV id_a,id_b,same (1 or 0): what reviewers decided.")
    ] = None,
    before: Annotated[
        Path | None, typer.Option("--before", help="The CSV of an earlier run: its person numbers are kept.")
    ] = None,
    model: Annotated[
        Path | None, typer.Option("--model", help="Model to use if it exists, and to write if it does not.")
    ] = None,
    only_new: Annotated[
        bool,
        typer.Option("--only-new", help="Compare only records that --before does not know, by --model."),
    ] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="duckdb; or spark, for more than one machine.")
    ] = "duckdb",
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Put records of one person together; nothing is learned from anything but the table itself.

    Roles: name, or given_name and family_name; sex; birth_date, or birth_year, birth_month, birth_day; age;
    place; province; country (two letters); postcode; date; occupation; act; list (records of one list are
    different people).

    Records without a name, and tables of nothing but names, are not joined: pairs stay "possibly the same".

    A file needs --id, --map and --output. An archive needs none: the victims of its claims are linked, what
    reviewers said of pairs holds, and persons enter the record as suggestions.

    Example: saksi link people lists.csv --id id --map name=name,birth_date=born,list=list --output people.csv
    """
    from saksi.record import InvalidInput  # noqa: PLC0415 - see app.py
    from saksi.workflows.files import to_json  # noqa: PLC0415
    from saksi.workflows.people import PeopleJob, link_people_file  # noqa: PLC0415

    if is_archive(file):
        _link_archive(file, passphrase_file, as_name, as_json=as_json)
        return
    if output is None or not (identifier and roles):
        raise InvalidInput(
            "a file needs --id COL, --map ROLE=COL,… and --output CSV; only an archive needs none"
        )
    job = PeopleJob(
        file,
        identifier,
        roles,
        output,
        pairs=pairs,
        decisions=decisions,
        before=before,
        model=model,
        engine=engine,
        only_new=only_new,
    )
    with progress() as tell:
        done = link_people_file(job, on_progress=tell)
    if as_json:
        typer.echo(to_json(done.written), nl=False)
    else:
        show(_lines(done))
    say(f"{output} written" + (f", {pairs} written" if pairs else ""))


def _link_archive(folder: Path, passphrase_file: Path | None, name: str | None, *, as_json: bool) -> None:
    with opening(folder, passphrase_file=passphrase_file, name=name) as archive:
        from saksi.workspace.linking.persons import link_archive_people  # noqa: PLC0415 - it needs Django

        with progress() as tell:
            done = link_archive_people(archive, on_progress=tell)
        if as_json:
            show_json([asdict(done)], input_sha256=log_head())
    if done.skipped:
        say(f"nothing has changed since: {counted(done.persons, 'person', 'people')} as they were.")
        return
    found = (
        f"{counted(done.records, 'claim')} about one person each:"
        f" {counted(done.persons, 'person', 'people')} as linked"
    )
    said = f"{done.refused} joined to nothing, {counted(done.pairs, 'pair')} to look at"
    say(f"{found}, {said}.")


def _lines(done: "PeopleDone") -> list[str]:
    """Return what was found: counts only."""
    found = done.summary
    if "placed" in found:
        placed, joined = counted(found["placed"], "new record"), found["joined"]
        return [f"{placed} placed: {joined} with known people, {found['placed'] - joined} as new"]
    people = f"{counted(found['clusters'], 'person', 'people')} as linked"
    probably = f"probably {found['unique_low']:,} to {found['unique_high']:,}"
    lines = [
        f"{counted(found['records'], 'record')}, {people}; {probably}",
        f"{found['pairs_compared']:,} pairs compared, {found['pairs_linked']:,} taken for one person",
    ]
    if found["refused"]:
        lines.append(
            f"{counted(found['refused'], 'record')} that nothing tells apart (no name, or a name alone),"
            f" joined to nothing; {found['possibly_same']:,} pairs are possibly the same"
        )
    if found["untrained"]:
        lines.append(
            "too few pairs to learn from, starting values used: " + ", ".join(found["untrained"][:8])
        )
    return lines
