"""Writes docs/methods/reading-confidence.md and its diagram from output/measured.json and the weights."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl

from saksi.reading import ReadingSettings

HERE = Path(__file__).parent.parent
DOCS = HERE.parents[1] / "docs"
LANGUAGES = {"en": "English", "ko": "Korean"}
COLUMNS = (
    "reports", "n", "gold claims", "suggestions", "strict F1, rules alone", "learned", "order, rules",
    "learned",
    "calibration error, rules", "learned", "queue recall", "entries a gold claim",
)  # fmt: skip
TELLING = 8  # weights shown for and against


def main() -> None:
    """Write the page and the diagram."""
    measured = json.loads((HERE / "output" / "measured.json").read_text(encoding="utf-8"))
    head, limits = ((HERE / "hand" / name).read_text(encoding="utf-8") for name in ("head.md", "limits.md"))
    head = head.replace("{threshold}", str(ReadingSettings().threshold))
    parts = [head, "![Reliability diagram](../images/reading-confidence.svg)\n"]
    for language, name in LANGUAGES.items():
        parts += [f"## {name}\n", *_tables(measured[language]), *_weights(language)]
    text = "\n".join([*parts, limits])
    (DOCS / "methods" / "reading-confidence.md").write_text(text, encoding="utf-8")
    _diagram(measured).save(DOCS / "images" / "reading-confidence.svg")


def _tables(measured: Mapping[str, Any]) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---|" + "---:|" * (len(COLUMNS) - 1)
    rows = {**measured["folders"], "**all**": measured["all"], **measured["checks"]}
    for name, row in rows.items():
        if row:
            yield _row(name, row)
    learned, rules = measured["all"]["learned"], measured["all"]["rules"]
    yield (
        f"\nOut of fold a threshold of {measured['threshold']:.2f} is best, but strict F1 changes little from"
        f" 0.25 to 0.45. What is below {measured['floor']:.2f} is dropped; of the rest"
        " a report shows seven for each four likely ones and not fewer than eight, which the table does not"
        f" count. The {learned['reports_without']}"
        f" reports without claims get {learned['false_there']} false claims; by the rules alone"
        f" {rules['false_there']}.\n"
    )
    yield "| field | right, if the claim is | calibration error |"
    yield "|---|---:|---:|"
    for name, field in measured["fields"].items():
        yield f"| `{name}` | {field['right']:.2f} | {field['error']:.3f} |"
    yield ""


def _row(name: str, row: Mapping[str, Any]) -> str:
    order = (row["rules_order"], row["learned_order"])
    return (
        f"| {name} | {row['reports']} | {row['gold']} | {row['suggestions']} | {row['rules']['f1']:.3f} |"
        f" {row['learned']['f1']:.3f} | {' | '.join('' if one is None else f'{one:.2f}' for one in order)} |"
        f" {row['rules_error']:.3f} | {row['learned_error']:.3f} |"
        f" {row['queue'][0]:.3f} | {row['queue'][1]:.2f} |"
    )


def _weights(language: str) -> Iterator[str]:
    weights = json.loads((HERE / "output" / f"{language}.json").read_text(encoding="utf-8"))["claim"][
        "weights"
    ]
    learned = [name for name in weights if name != "elsewhere"]
    ordered = sorted(learned, key=lambda name: weights[name])
    for words, names in (("for", ordered[: -TELLING - 1 : -1]), ("against", ordered[:TELLING])):
        yield f"What speaks most {words} a suggestion: " + ", ".join(
            f"`{name}` {weights[name]:+.1f}" for name in names
        )
        yield ""


def _diagram(measured: Mapping[str, Any]) -> Any:
    rows = [
        {"reports": name, "said": mean, "right": share, "suggestions": n}
        for language, name in LANGUAGES.items()
        for mean, share, n in measured[language]["reliability"]
    ]
    ideal = pl.DataFrame({"said": [0.0, 1.0], "right": [0.0, 1.0]})
    share = alt.Scale(domain=[0, 1])
    line = (
        alt.Chart(ideal)
        .mark_line(color="#999", strokeDash=[4, 4])
        .encode(x=alt.X("said", scale=share), y=alt.Y("right", scale=share))
    )
    points = (
        alt.Chart(pl.DataFrame(rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("said", scale=share, title="confidence, mean of a group"),
            y=alt.Y("right", scale=share, title="share that a coder confirms"),
            color=alt.Color("reports", title=None, scale=alt.Scale(range=["#1b6ca8", "#c8553d"])),
            shape=alt.Shape("reports", title=None),
        )
    )
    title = "Reliability out of fold, ten groups of equal size"
    return alt.layer(line, points).properties(width=360, height=360, title=title, background="white")


if __name__ == "__main__":
    main()
