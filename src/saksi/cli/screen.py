"""What people see in the terminal: progress and messages on stderr, results on stdout."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from saksi.workflows import Progress as Tell

stderr = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
stdout = Console(highlight=False, markup=False, soft_wrap=True)


def complain(message: str) -> None:
    """Say on stderr what went wrong."""
    stderr.print(f"saksi: {printable(message)}")


def printable(text: str) -> str:
    """Replace control and direction characters, which could rewrite the terminal's line."""
    return "".join(
        "�" if unicodedata.category(char) in ("Cc", "Cf") and char not in "\n\t" else char for char in text
    )


@contextmanager
def progress() -> Iterator[Tell]:
    """Show a bar a step: what, done of all, time left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=of)
            bar.update(tasks[step], completed=done, total=of)

        yield tell
