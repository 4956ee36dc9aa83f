"""`saksi estimate`: from overlapping lists to a number of people, or the reason why there is none."""

from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from saksi.cli.archive import AsName, ConfigFile, PassphraseFile, is_archive, opening
from saksi.cli.screen import counted, progress, say, show

if TYPE_CHECKING:
    from saksi.estimation import Estimate, Estimates, EstimationSettings

MOST_BYTES = 200 * 2**20


class Language(StrEnum):
    """Languages that a page is written in."""

    EN = "en"
    KO = "ko"


def estimate(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV: a 0/1 column per list, count, perhaps strata. Or an archive."
        ),
    ],
    method: Annotated[
        str, typer.Option(help="chapman, chao, loglinear, dga, lcm, with commas between; or all.")
    ] = "all",
    strata: Annotated[
        str,
        typer.Option(
            metavar="COL,…", help="Columns that part the people; of an archive: year, place, status, act."
        ),
    ] = "",
    by: Annotated[str, typer.Option(help="What a list of an archive is: outlet, or origin.")] = "outlet",
    lists: Annotated[
        str, typer.Option(metavar="LIST,…", help="Lists of an archive to take; without it, all of them.")
    ] = "",
    ignore: Annotated[str, typer.Option(metavar="COL,…", help="Columns to pass over.")] = "",
    seed: Annotated[
        int | None, typer.Option(help="Of all draws: the same seed, the same answer. Without it, 1.")
    ] = None,
    budget: Annotated[
        float | None, typer.Option(min=1.0, help="Seconds for the table, at most. Without it, 20.")
    ] = None,
    level: Annotated[
        float | None, typer.Option(min=0.5, max=0.999, help="Of the intervals. Without it, 0.95.")
    ] = None,
    expansion: Annotated[
        str,
        typer.Option(
            metavar="LOW,HIGH",
            help="Believed beforehand: the total is between LOW and HIGH times the documented, nine to one.",
        ),
    ] = "",
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write a page: small cells are hidden in it.")
    ] = None,
    language: Annotated[Language, typer.Option(help="Of the page.")] = Language.EN,
    as_json: Annotated[bool, typer.Option("--json", help="The rows for programs.")] = False,
    config: ConfigFile = None,
    passphrase_file: PassphraseFile = None,
    as_name: AsName = None,
) -> None:
    """Say how many people there were, seen and unseen, and how sure that is; or why it cannot be told.

    Unknown membership is an empty cell, a list that was not at work in a stratum is "-", without `count` each
    row is a person. A refusal is an answer: exit code 0. Of an archive, the lists are what each outlet (or
    each source) tells of single persons, as linked; the answer stays in the archive as it is.

    Example: saksi estimate lists.csv --strata year
    """
    from saksi.estimation import estimate as run  # noqa: PLC0415 - see app.py
    from saksi.estimation import histories_from_csv  # noqa: PLC0415

    settings = _settings(config, expansion, seed=seed, budget_seconds=budget, level=level)
    if is_archive(file):
        asked = _Asked(method, by, _columns(lists), _columns(strata), html, language, as_json)
        _of_archive(file, asked, settings, passphrase_file, as_name)
        return
    content = _bytes(file)
    table = histories_from_csv(content, strata=_columns(strata), ignore=_columns(ignore), name=file.name)
    with progress() as tell:
        found = run(table, method, settings=settings, on_progress=tell)
    if html is not None:
        from saksi.estimation.page import page  # noqa: PLC0415
        from saksi.workflows.files import write_text  # noqa: PLC0415

        write_text(html, page(found, table, language))
        say(f"page written to {html}")
    if as_json:
        typer.echo(found.to_json(input_sha256=sha256(content).hexdigest()), nl=False)
        return
    show(_lines(found))


def _settings(config: Path | None, expansion: str, **options: float | None) -> "EstimationSettings":
    """Return the settings of the file and the environment, with what the options say in their place."""
    from saksi.record import InvalidInput  # noqa: PLC0415
    from saksi.workflows import load_settings  # noqa: PLC0415

    said = {key: value for key, value in options.items() if value is not None}
    if expansion:
        try:
            low, high = (float(part) for part in expansion.split(","))
        except ValueError:
            raise InvalidInput(
                f"--expansion {expansion}: needed two factors with a comma between, such as 1.2,4"
            ) from None
        said |= {"expansion_low": low, "expansion_high": high}
    return replace(load_settings(config).estimation, **said)  # type: ignore[arg-type]


class _Asked(NamedTuple):
    """What was asked of an archive."""

    method: str
    by: str
    lists: tuple[str, ...]
    strata: tuple[str, ...]
    html: Path | None
    language: str
    as_json: bool


def _of_archive(
    folder: Path,
    asked: _Asked,
    settings: "EstimationSettings",
    passphrase_file: Path | None,
    name: str | None,
) -> None:
    """Estimate from the linked record of an archive; the answer enters it, frozen."""
    from saksi.workflows.linking_lists import Choice  # noqa: PLC0415

    choice = Choice.from_dict({"by": asked.by, "lists": [*asked.lists], "strata": [*asked.strata]})
    with opening(folder, passphrase_file=passphrase_file, name=name) as archive:
        from saksi.workspace.audit.services import note_exit  # noqa: PLC0415 - it needs Django
        from saksi.workspace.estimates.services import make_estimate  # noqa: PLC0415

        with progress() as tell:
            made = make_estimate(
                archive, choice=choice, settings=settings, method=asked.method, on_progress=tell
            )
        if asked.html is not None:
            from saksi.estimation.page import page  # noqa: PLC0415
            from saksi.workflows.files import write_text  # noqa: PLC0415

            note_exit(archive, what=f"estimate {made.row.pk} as a page")
            write_text(asked.html, page(made.found, made.table, asked.language))
            say(f"page written to {asked.html}")
        if asked.as_json:
            typer.echo(made.found.to_json(), nl=False)
        else:
            show(_lines(made.found))
        say(f"kept as estimate T-{made.row.pk}")


def _bytes(file: Path) -> bytes:
    from saksi.record import InvalidInput, reason_of  # noqa: PLC0415

    try:
        if file.stat().st_size > MOST_BYTES:
            raise InvalidInput(f"{file.name} is over {MOST_BYTES >> 20} MB; needed a table of patterns")
        return file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{file.name} cannot be opened: {reason_of(error)}") from None


def _columns(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())


def _lines(found: "Estimates") -> list[str]:
    lines: list[str] = []
    strata = list(dict.fromkeys(row.stratum for row in found))
    for stratum in strata:
        rows = [row for row in found if row.stratum == stratum]
        name = "" if len(strata) == 1 else f"{stratum or 'all strata together'}: "
        lines += [
            "",
            f"{name}{counted(rows[0].documented, 'documented person', 'documented people')}",
        ]
        lines += [line for row in rows for line in _of(row)]
    caveats = dict.fromkeys(caveat for row in found for caveat in row.caveats)
    return [*lines[1:], "", *caveats]


def _of(row: "Estimate") -> list[str]:
    if row.total is None or row.lower is None or row.upper is None:
        head = f"  {row.method:<10} no number: {row.refused}"
    else:
        head = f"  {row.method:<10} {row.total:>12,.0f}   [{row.lower:,.0f} to {row.upper:,.0f}]"
    return [head, *(f"  {'':<10} ! {warning}" for warning in row.warnings)]
