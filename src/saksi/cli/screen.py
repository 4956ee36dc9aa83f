"""What people see in the terminal: progress and messages on stderr, results on stdout."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

Tell = Callable[[str, int, int], None]  # what is being done, done, of all; as `saksi.workflows.Progress`

# No markup, no emoji codes: ":key:" in a report is three signs and no picture.
stderr = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
stdout = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # controls, directions, halves of characters, line ends


def complain(message: str) -> None:
    """Say on stderr what went wrong, in one line."""
    say(f"saksi: {message}")


def say(message: str) -> None:
    """Say on stderr what was done, in one line."""
    stderr.print(printable(message))


def show(lines: list[str]) -> None:
    """Print a result on stdout, line by line."""
    for line in lines:
        stdout.print(printable(line))


def printable(line: str) -> str:
    """Replace control and direction characters, which could rewrite the terminal's line or forge another."""
    return "".join("�" if unicodedata.category(char) in UNSEEN else char for char in line)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 report", "2 reports"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


@contextmanager
def progress() -> Iterator[Tell]:
    """Show a bar a step: what, done of all, time left; nothing where stderr is a file or a pipe."""
    from rich.progress import (  # noqa: PLC0415 - `saksi --help` draws no bar and should not wait for it
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=of)
            bar.update(tasks[step], completed=done, total=of)

        yield tell
