"""The examples in our pages: finds them, runs them as a reader would, and writes down what they print.

What a page may hold, in fenced blocks:

- ``sh``: lines that begin with ``saksi`` or ``make demo`` are run; others (``git clone``) are for the reader;
- ``text`` after an ``sh`` block: what that block prints, written by `make generate`;
- ``python``: run as a file of its own;
- any block after a comment ``<!-- file: reports/a.txt -->``: the content of that file.

The blocks of one page run in order, in one new folder that also holds ``reports/`` with a few samples.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile
from pathlib import Path

from saksi.samples import sample_folder

FENCE = re.compile(
    r"^(?:<!-- file: (?P<file>\S+) -->\n)?(?P<ticks>`{3,4})(?P<kind>[a-z]*)\n(?P<body>.*?)^(?P=ticks)$",
    re.MULTILINE | re.DOTALL,
)
SAMPLES = (
    "o01-new-year-address.txt",
    "o04-student-shot-brickworks.txt",
    "o11-withdrawal.json",
    "o15-vennick-stadium.md",
)
LONGEST = 300  # seconds for one command


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: what it is, what it holds, where its content stands in the page."""

    kind: str
    body: str
    start: int
    end: int
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What one block did: its exit code and everything printed, messages included."""

    block: Block
    code: int
    printed: str


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    return [
        Block(found["kind"], found["body"], found.start("body"), found.end("body"), found["file"])
        for found in FENCE.finditer(page)
    ]


def shows_outputs(page: str) -> bool:
    """Return whether a page shows what one of its ``sh`` blocks prints."""
    found = blocks(page)
    return any(
        before.kind == "sh" and block.kind == "text" and block.file is None
        for before, block in pairwise(found)
    )


def run_page(page: str, folder: Path) -> list[Run]:
    """Run the examples of a page in `folder`; returns one result a block that has something to run."""
    _prepare(page, folder)
    return list(_runs(page, folder))


def with_outputs(page: str, folder: Path) -> str:
    """Return the page with each ``text`` block replaced by what the ``sh`` block before it prints.

    Raises
    ------
    RuntimeError
        A command of the page fails: says which and what it printed.
    """
    printed = {}
    for run in run_page(page, folder):
        if run.code:
            raise RuntimeError(f"exit {run.code}: {run.block.body.strip()}\n{run.printed}")
        printed[run.block.start] = run.printed
    before: Block | None = None
    pieces, at = [], 0
    for block in blocks(page):
        if block.kind == "text" and block.file is None and before is not None:
            pieces += [page[at : block.start], printed[before.start]]
            at = block.end
        before = block if block.kind == "sh" else None
    return "".join([*pieces, page[at:]])


def commands(block: Block) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Yield variables and arguments of each `saksi` command; `make demo` is what the Makefile does for it."""
    for line in block.body.splitlines():
        for part in line.split("&&"):
            words = shlex.split(part, comments=True)
            variables = _pairs(list(takewhile(lambda word: "=" in word, words)))
            words = words[len(variables) :]
            if words[:1] == ["saksi"]:
                yield variables, words[1:]
            elif words[:2] == ["make", "demo"]:
                given = _pairs(words[2:])
                own = ["--reports", given["REPORTS"]] if "REPORTS" in given else []
                yield variables, ["demo", "--yes", "--output", given.get("OUTPUT", "demo"), *own]


def _pairs(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words)


def _prepare(page: str, folder: Path) -> None:
    reports = folder / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    given = [block for block in blocks(page) if block.file]
    for block in given:
        file = folder / str(block.file)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.body, encoding="utf-8")
    if not any(str(block.file).startswith("reports/") for block in given):
        with sample_folder() as samples:
            for name in SAMPLES:
                (reports / name).write_bytes((samples / name).read_bytes())


def _runs(page: str, folder: Path) -> Iterator[Run]:
    for block in blocks(page):
        if block.file:
            continue
        if block.kind == "sh":
            done = [
                _run([sys.executable, "-m", "saksi", *words], folder, variables)
                for variables, words in commands(block)
            ]
        elif block.kind == "python":
            done = [_run([sys.executable, "-W", "error", "-c", block.body], folder, {})]
        else:
            continue
        if done:
            yield Run(block, max(code for code, _ in done), "".join(printed for _, printed in done))


def _run(command: list[str], folder: Path, variables: dict[str, str]) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SAKSI_")}
    quiet = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - our own command with the words of our own page
        command,
        cwd=folder,
        env=kept | quiet | variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=LONGEST,
        check=False,
    )
    words = done.stdout.strip("\n")  # the progress bar leaves an empty line where there is no terminal
    return done.returncode, words + "\n" if words else ""
