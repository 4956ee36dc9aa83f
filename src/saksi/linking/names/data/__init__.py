"""Tables of names: how sounds are spelled, how common families and syllables are, signs of other scripts."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of ``name``.tsv; a cell of "-" is the empty string."""
    lines = files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    for line in lines[1:]:
        cells = ("" if cell == "-" else cell for cell in line.split("\t"))
        yield dict(zip(columns, cells, strict=True))
