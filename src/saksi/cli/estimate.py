"""`saksi estimate`: from overlapping lists to a number of people, or the reason why there is none."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saksi.cli.screen import counted, progress, say, show

if TYPE_CHECKING:
    from saksi.estimation import Estimate, Estimates

MOST_BYTES = 200 * 2**20


def estimate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV: a 0/1 column per list, count, perhaps strata.")
    ],
    method: Annotated[
        str, typer.Option(help="chapman, chao, loglinear, dga, lcm, with commas between; or all.")
    ] = "all",
    strata: Annotated[str, typer.Option(metavar="COL,…", help="Columns that part the people.")] = "",
    ignore: Annotated[str, typer.Option(metavar="COL,…", help="Columns to pass over.")] = "",
    seed: Annotated[int, typer.Option(help="Of all draws: the same seed, the same answer.")] = 1,
    budget: Annotated[float, typer.Option(min=1.0, help="Seconds for the table, at most.")] = 20.0,
    level: Annotated[float, typer.Option(min=0.5, max=0.999, help="Of the intervals.")] = 0.95,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write a page: small cells are hidden in it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The rows for programs.")] = False,
) -> None:
    """Say how many people there were, seen and unseen, and how sure that is; or why it cannot be told.

    Unknown membership is an empty cell, a list that was not at work in a stratum is "-", without `count` each
    row is a person. A refusal is an answer: exit code 0.

    Example: saksi estimate lists.csv --strata year
    """
    from saksi.estimation import EstimationSettings, histories_from_csv  # noqa: PLC0415 - see app.py
    from saksi.estimation import estimate as run  # noqa: PLC0415

    settings = EstimationSettings(seed=seed, budget_seconds=budget, level=level)
    content = _bytes(file)
    table = histories_from_csv(content, strata=_columns(strata), ignore=_columns(ignore), name=file.name)
    with progress() as tell:
        found = run(table, method, settings=settings, on_progress=tell)
    if html is not None:
        from saksi.estimation.page import page  # noqa: PLC0415
        from saksi.workflows.files import write_text  # noqa: PLC0415

        write_text(html, page(found, table))
        say(f"page written to {html}")
    if as_json:
        typer.echo(found.to_json(input_sha256=sha256(content).hexdigest()), nl=False)
        return
    show(_lines(found))


def _bytes(file: Path) -> bytes:
    from saksi.record import InvalidInput  # noqa: PLC0415

    try:
        if file.stat().st_size > MOST_BYTES:
            raise InvalidInput(f"{file.name} is over {MOST_BYTES >> 20} MB; needed a table of patterns")
        return file.read_bytes()
    except OSError as error:
        raise InvalidInput(
            f"{file.name} cannot be opened: {(error.strerror or 'not possible').lower()}"
        ) from None


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
            f"{name}{counted(rows[0].documented, 'documented person').replace('persons', 'people')}",
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
