"""`saksi link names`: pairs of spellings, and whether each is one name."""

from pathlib import Path
from typing import Annotated

import typer

from saksi.cli.screen import counted, say


def names(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or Parquet with name_a and name_b.")],
    output: Annotated[Path, typer.Option("--output", help="The CSV to write.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Say of each pair of spellings whether they are one name: similarity, same (1 or 0), and a verdict.

    Korean in Hangul and any romanisation, Arabic, Cyrillic, Burmese, Chinese, Latin. A spelling that stands
    for several Korean names is "undecidable". One name is not one person: namesakes are many.

    Example: saksi link names pairs.csv --output compared.csv
    """
    from saksi.workflows.files import to_json  # noqa: PLC0415 - see app.py
    from saksi.workflows.people import compare_file  # noqa: PLC0415

    done = compare_file(file, output)
    if as_json:
        typer.echo(to_json(done), nl=False)
    [result] = done["results"]
    say(
        f"{counted(result['pairs'], 'pair')}: {result['same']} taken for one name,"
        f" {result['undecidable']} undecidable; {output} written"
    )
