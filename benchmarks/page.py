"""The page of benchmarks: sections between marks, so that one can be measured anew and the others stay."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_SECTION = re.compile(r"^<!-- section (\S+) -->\n(.*?)(?=^<!-- section |\Z)", re.MULTILINE | re.DOTALL)


class Figure(NamedTuple):
    """What was measured, the value in words, its bar, and whether it is met (None: nobody has judged)."""

    what: str
    measured: str
    bar: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        """Return the line that a benchmark prints."""
        bar = f" (bar {self.bar})" if self.bar else ""
        return f"{self.what}: {self.measured}{bar}{'  NOT MET' if self.met is False else ''}"


def sections_of(page: str) -> dict[str, str]:
    """Return the sections of a page by name, in its order; what stands before the first is left out."""
    return {name: text.strip("\n") for name, text in _SECTION.findall(page)}


def page_of(head: list[str], sections: dict[str, str]) -> str:
    """Return the page: a head, then each section under its mark."""
    parts = (f"<!-- section {name} -->\n{text}\n" for name, text in sections.items())
    return "\n".join(["\n".join(head), *parts])


def measured(rows: Iterable[Sequence[object]]) -> list[str]:
    """Return a table: what was measured, the figure, its bar; what else a row holds is left out."""
    lines = (f"| {what} | {figure} | {bar} |" for what, figure, bar, *_ in rows)
    return ["| what | measured | bar |", "|---|---:|---:|", *lines, ""]
