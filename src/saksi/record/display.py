"""How a value of the record shows itself in a notebook: plain tables, everything escaped, nothing loaded."""

from collections.abc import Iterable, Sequence
from html import escape

Fact = tuple[str, object]


def facts_html(caption: str, facts: Iterable[Fact]) -> str:
    """Return a table of labels and values; what is null is left out, lists are joined.

    Parameters
    ----------
    caption
        Above the table.
    facts
        Label and value; values are shown as text and never read as markup.
    """
    lines = [
        f"<tr><th style='text-align:left'>{escape(label)}</th>"
        f"<td style='text-align:left'>{escape(_shown(value))}</td></tr>"
        for label, value in facts
        if value not in (None, "", ())
    ]
    return f"<table><caption>{escape(caption)}</caption><tbody>{''.join(lines)}</tbody></table>"


def rows_html(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table with a head; cells are text and never markup, a null is an empty cell."""
    head = "".join(f"<th style='text-align:left'>{escape(name)}</th>" for name in heads)
    body = "".join(
        "<tr>" + "".join(f"<td style='text-align:left'>{escape(_shown(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    table = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f"<table><caption>{escape(caption)}</caption>{table}</table>"


def bounds_words(low: int | None, high: int | None, unit: str = "", one: str = "") -> str | None:
    """Return "2", "2 to 5", "2 or more" or "up to 5" with a unit; null where neither end is known.

    ``one``: the unit of exactly one, where it differs.
    """
    if low is None and high is None:
        return None
    if low is None or high is None:
        words = f"{low:,} or more" if low is not None else f"up to {high:,}"
    else:
        words = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{words} {one if one and low == high == 1 else unit}".strip()


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return ", ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)
