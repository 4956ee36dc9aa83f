"""What people see in the terminal: progress and messages on stderr, results on stdout."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console

from saksi import __version__

if TYPE_CHECKING:
    from saksi.intake import Problem

Tell = Callable[[str, int, int], None]  # what is being done, done, of all; as `saksi.workflows.Progress`

# No markup, no emoji codes: ":key:" in a report is three signs and no picture.
stderr = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
stdout = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

NAMED = 5  # files passed over that are named; more are counted
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


def show_json(
    results: Sequence[Mapping[str, Any]],
    *,
    settings: Mapping[str, Any] | None = None,
    versions: Mapping[str, str] | None = None,
    input_sha256: str | None = None,
) -> None:
    """Print a result on stdout in the form that all commands share.

    Parameters
    ----------
    versions
        What it was made with; null: this Saksi.
    input_sha256
        What the result rests on; for an archive the hash of its log's last entry (`log_head`).
    """
    answer = {
        "results": list(results),
        "settings": dict(settings or {}),
        "versions": dict(versions or {"saksi": __version__}),
        "input_sha256": input_sha256,
    }
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def complain_of(
    problems: "Sequence[Problem]", passed_over: "Sequence[Problem]" = (), *, listed: str = ""
) -> None:
    """Name each file that gave nothing, with the reason; ``listed`` says where those not named stand."""
    for problem in problems:
        complain(f"{problem.file}: {problem.reason}")
    for item in passed_over[:NAMED]:
        complain(f"{item.file} passed over: {item.reason}")
    if len(passed_over) > NAMED:
        complain(f"and {counted(len(passed_over) - NAMED, 'more file')} passed over{listed}")


def printable(line: str) -> str:
    """Replace control and direction characters, which could rewrite the terminal's line or forge another."""
    return "".join("�" if unicodedata.category(char) in UNSEEN else char for char in line)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 report", "2 reports", "3 people"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or noun + 's'}"


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
