"""The findings as data and as charts on their own."""

import json

from saksi.findings.charts import draw
from saksi.findings.model import Findings, Refused
from saksi.findings.text import LANGUAGES


def findings_json(findings: Findings) -> str:
    """Return everything the page says, for programs: sentences in both languages, codes, claims by name.

    Returns
    -------
    str
        One object: ``title``, ``lead``, ``results`` (the findings), ``settings``, ``versions``,
        ``input_sha256``. Bounds are integers or null (= unknown).
    """
    data = findings.model_dump(mode="json")
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def figures(findings: Findings) -> dict[str, str]:
    """Return each chart as a stand-alone SVG, ``<finding>-<chart>.<language>.svg`` to its text."""
    drawn: dict[str, str] = {}
    for finding in findings.results:
        for block in finding.blocks:
            for language in LANGUAGES:
                drawing = draw(block, language)
                if drawing is not None and not isinstance(block, Refused):
                    drawn[f"{finding.id}-{block.id}.{language}.svg"] = drawing.standalone()
    return drawn
