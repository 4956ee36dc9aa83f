"""Estimates as HTML: a section for reports and notebooks, a page of its own for the public.

Words that a court understands, in English or Korean; every refusal with its reason; counts under five hidden,
in sentences too.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from saksi.estimation.charts import SMALL, intervals, learnt, overlaps, ranks, shown, traces
from saksi.estimation.histories import CaptureHistories
from saksi.estimation.results import Estimate, Estimates
from saksi.estimation.words import spoken, words

HIDDEN = {  # counts of a few people in sentences, and what would tell such a count by subtraction
    "en": (
        (re.compile(rf"(?<![\d,.])[1-{SMALL - 1}](?= (?:documented )?people)"), f"under {SMALL}"),
        (re.compile(r"\d+ (?=more people found on both lists)"), ""),
    ),
    "ko": (
        (re.compile(rf"(?<![\d,.~])[1-{SMALL - 1}]명"), f"{SMALL}명 미만"),
        (re.compile(r"(?<=확인된 사람) \d+명(?= 더)"), ""),
    ),
}
STYLE = """
.estimates{--ink:#1c1c1c;--soft:#55606b;--line:#c9ced4;--paper:#fff;--seen:#b9c6d3;--pair:#7d95ab;--mark:#8a2f1d;
--cool:#3c5a78;--green:#4d6a2a;--plum:#6d4f80;font:16px/1.55 system-ui,sans-serif;color:var(--ink);
background:var(--paper);max-width:46rem;margin:0 auto;padding:1rem}
.estimates p,.estimates li,.estimates td:first-child{overflow-wrap:anywhere}.estimates .wide{margin:.5rem 0}
.estimates h2{font-size:1.5rem;line-height:1.25}.estimates h3{margin-top:2.5rem}
.estimates h4{margin:2rem 0 .5rem}
.estimates strong{font-size:1.25em}
.estimates .wide{overflow-x:auto}.estimates table{border-collapse:collapse;width:100%}
.estimates th,.estimates td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
.estimates td{vertical-align:top}.estimates .n{white-space:nowrap}
.estimates svg{width:100%;min-width:30rem;height:auto}
.estimates svg text{font:13px system-ui,sans-serif;fill:var(--ink)}
.estimates .name{text-anchor:end}.estimates .tick{text-anchor:middle}
.estimates .seen,.estimates .list{fill:var(--seen)}.estimates .pair{fill:var(--pair)}
.estimates .interval{stroke:var(--mark);stroke-width:3}.estimates .number{fill:var(--mark)}
.estimates .chain{fill:none;stroke-width:1.5;stroke:var(--cool)}.estimates .c1{stroke:var(--mark)}
.estimates .c2{stroke:var(--green)}.estimates .c3{stroke:var(--plum)}
.estimates .learnt{fill:var(--mark)}.estimates .prior{stroke:var(--cool);stroke-width:2;stroke-dasharray:5 4}
.estimates .refused{border-left:4px solid var(--mark);padding-left:.8rem}.estimates .made{color:var(--soft)}
@media(max-width:30rem){.estimates .rows thead{display:none}.estimates .rows tr{display:block;padding:.4rem 0;
border-bottom:1px solid var(--line)}.estimates .rows td{display:block;border:0;padding:0}
.estimates .rows td:first-child{font-weight:600}}
@media(prefers-color-scheme:dark){.estimates{--ink:#e8e6e1;--soft:#a8b0b8;--line:#454c54;--paper:#16181b;
--seen:#4a5a6a;--pair:#7d95ab;--mark:#e58a70;--cool:#8fb2d6;--green:#a4c47a;--plum:#c3a2d8}}
"""


def page(found: Estimates, table: CaptureHistories, language: str = "en") -> str:
    """Return a self-contained HTML page of a run: opens without network, holds no script."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{words(language)['title']}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"></head><body style="margin:0"><main>'
        f"{section(found, table, language)}</main></body></html>\n"
    )


def section(found: Estimates, table: CaptureHistories | None = None, language: str = "en") -> str:
    """Return a run as an HTML section.

    Parameters
    ----------
    found
        The run.
    table
        What it was made of, for the overlaps; null leaves them out.
    language
        ``"en"`` or ``"ko"``. A sentence that is not known in it, such as a plugin's, stays in English.
    """
    return _Section(found, table, language).html()


class _Section:
    """One run in one language."""

    def __init__(self, found: Estimates, table: CaptureHistories | None, language: str) -> None:
        self.found, self.table, self.language = found, table, language
        self.words = words(language)

    def html(self) -> str:
        strata = list(dict.fromkeys(row.stratum for row in self.found))
        parts = [self._stratum(stratum, alone=len(strata) == 1) for stratum in strata]
        caveats = dict.fromkeys(caveat for row in self.found for caveat in row.caveats)
        made = self.words["made"].format(
            versions=escape(", ".join(f"{k} {v}" for k, v in self.found.versions.items())),
            seed=escape(str(self.found.settings.get("seed", ""))), most=SMALL - 1,
            table=escape(self.found.input_sha256[:12]),
        )  # fmt: skip
        return (
            f'<section class="estimates" lang="{self.language}"><style>{STYLE}</style>'
            f"<h2>{self.words['title']}</h2>{''.join(parts)}"
            f'<h3>{self.words["rests"]}</h3>{self._listed(list(caveats))}<p class="made">{made}</p></section>'
        )

    def _stratum(self, stratum: str | None, *, alone: bool) -> str:
        rows = [row for row in self.found if row.stratum == stratum]
        head = "" if alone else f"<h3>{escape(stratum or self.words['whole'])}</h3>"
        last = rows[-1]
        parts = [head, self._answer(last)]
        part = self._table_of(stratum)
        if part is not None:
            parts.append(self._drawn("shared", overlaps(part, self.language)))
        parts += [self._drawn("answers", intervals(rows, self.language)), self._rows(rows)]
        if last.draws is not None and last.documented:
            bound = float(self.found.settings.get("largest_ratio", 21.0))
            parts.append(self._drawn("believed", learnt(last.draws, last.documented, bound, self.language)))
        return "".join([*parts, self._sensitivity(last), self._chains(rows)])

    def _drawn(self, title: str, chart: str) -> str:
        return f"<h4>{self.words[title]}</h4>{_wide(chart, self.words[title])}"

    def _table_of(self, stratum: str | None) -> CaptureHistories | None:
        if self.table is None or stratum is None:
            return self.table
        return next((part for part in self.table.parts if part.stratum == stratum), None)

    def _answer(self, row: Estimate) -> str:
        people = self.words["documented"].format(n=shown(row.documented, self.language))
        if row.total is None or row.lower is None or row.upper is None:
            why = self._say(row.refused or "")
            return f'<p class="refused">{people} {self.words["unknown"]} {why}</p>'
        said = self.words["answer"].format(
            total=f"{row.total:,.0f}", lower=f"{row.lower:,.0f}", upper=f"{row.upper:,.0f}",
            level=f"{row.level:.0%}",
        )  # fmt: skip
        doubts = f"<h4>{self.words['doubts']}</h4>{self._listed(row.warnings)}" if row.warnings else ""
        return f"<p>{people} {said}</p>{doubts}"

    def _say(self, sentence: str) -> str:
        """Return a sentence in the language, small counts hidden; in English, and marked so, if unknown."""
        said = spoken(sentence, self.language)
        if said is None:
            return f'<span lang="en">{escape(_hidden(sentence, "en"))}</span>'
        return escape(_hidden(said, self.language))

    def _listed(self, sentences: Sequence[str]) -> str:
        return f"<ul>{''.join(f'<li>{self._say(one)}</li>' for one in sentences)}</ul>" if sentences else ""

    def _rows(self, rows: Sequence[Estimate]) -> str:
        cells = []
        for row in rows:
            says = self._say(row.refused) if row.refused else self._listed(row.warnings)
            name = self.words.get(row.method, row.method)
            cells.append((escape(name), self._number(row.total), self._ends(row.lower, row.upper), says))
        return self._table(("method", "people", "interval", "says"), cells, "rows")

    def _sensitivity(self, row: Estimate) -> str:
        said: Any = row.diagnostics
        tables: list[tuple[str, tuple[str, ...], Sequence[Sequence[str]]]] = []
        if said.get("dial"):
            steps = [
                (f"{s['xi']:.2g}", self._number(s["total"]), self._ends(s["lower"], s["upper"]))
                for s in said["dial"]
            ]
            tables.append(("dial", ("times", "people", "interval"), steps))
        if said.get("without"):
            left = [(escape(s["list"]), self._number(s["total"])) for s in said["without"]]
            tables.append(("without_title", ("without", "people"), left))
        if said.get("known_sizes"):
            sizes = [
                (escape(s["list"]), shown(s["size"], self.language), self._number(s["estimate"]))
                for s in said["known_sizes"]
            ]
            tables.append(("sizes", ("list", "size", "estimated"), sizes))
        return "".join(
            f"<h4>{self.words[title]}</h4>{self._table(heads, rows)}" for title, heads, rows in tables
        )

    def _chains(self, rows: Sequence[Estimate]) -> str:
        parts = []
        for row in rows:
            said: Any = row.diagnostics
            if "trace" in said and "ranks" in said:
                title = self.words["chains"].format(method=escape(self.words.get(row.method, row.method)))
                drawn = traces(np.asarray(said["trace"], dtype=float), self.language)
                drawn += ranks(np.asarray(said["ranks"]), self.language)
                parts.append(f"<h4>{title}</h4><p>{self.words['agree']}</p>{_wide(drawn, title)}")
        return "".join(parts)

    def _table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "numbers") -> str:
        """Return a table of cells that are HTML already."""
        head = "".join(f'<th scope="col">{self.words[name]}</th>' for name in heads)
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def _ends(self, lower: float | None, upper: float | None) -> str:
        if lower is None or upper is None:
            return self.words["none"]
        return f'<span class="n">{lower:,.0f} – {upper:,.0f}</span>'

    def _number(self, value: float | None) -> str:
        return self.words["none"] if value is None else f'<span class="n">{value:,.0f}</span>'


def _hidden(said: str, language: str) -> str:
    for few, under in HIDDEN[language]:
        said = few.sub(under, said)
    return said


def _wide(inside: str, label: str) -> str:
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label)}">{inside}</div>'
