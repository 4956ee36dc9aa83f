"""A report's text as a page shows it: paragraphs, the page's furniture apart from the report's own words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text; its own words, or furniture such as share buttons and captions."""

    text: str
    start: int  # code points
    furniture: bool


def paragraphs(text: str, furniture: Iterable[Sequence[int]]) -> list[Paragraph]:
    """Return the lines of a text that hold something; a line that is furniture to its ends is marked."""
    spans, found, start = [tuple(span) for span in furniture], list[Paragraph](), 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(line, start, lies_in(line, start, spans)))
        start += len(line) + 1
    return found


def lies_in(line: str, start: int, spans: Iterable[Sequence[int]]) -> bool:
    """Return whether the words of a line that begins at `start` lie in one of these spans, to its ends."""
    first = start + len(line) - len(line.lstrip())
    last = start + len(line.rstrip())
    return any(low <= first and last <= high for low, high in spans)
