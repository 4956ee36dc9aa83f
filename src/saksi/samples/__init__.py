"""Sample reports about Osmere, a country that does not exist: the material of the demo (README.md here)."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path


@contextmanager
def sample_folder() -> Iterator[Path]:
    """Yield the folder of the sample reports, as a documenter would receive it; read it, never write to it.

    Every report in it carries the synthetic mark. Where the package is zipped the folder is a temporary copy.
    """
    with as_file(files(__package__) / "osmere") as folder:
        yield folder
