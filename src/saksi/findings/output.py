"""The findings as data and as charts on their own."""

import json
from importlib.resources import as_file, files

from saksi.findings.blocks import Refused, Table
from saksi.findings.charts import draw
from saksi.findings.charts.matrix import draw_matrix
from saksi.findings.model import Findings
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


def png(drawing: str, *, scale: float = 2) -> bytes:
    """Return a standalone SVG as PNG, Hangul in the face that ships.

    Parameters
    ----------
    drawing
        From `figures`.
    scale
        Pixels a unit.
    """
    import vl_convert  # noqa: PLC0415 - only who writes pictures waits for it

    with as_file(files("saksi.findings").joinpath("fonts")) as folder:
        vl_convert.register_font_directory(str(folder))
        return bytes(vl_convert.svg_to_png(drawing, scale=scale))


def figures(findings: Findings) -> dict[str, str]:
    """Return each chart, and the outcomes by status, as SVG files with their own colours.

    Returns
    -------
    dict
        File name (``<finding>-<chart>.<language>.svg``) to text.
    """
    drawn: dict[str, str] = {}
    for finding in findings.results:
        for block in finding.blocks:
            if isinstance(block, Refused):
                continue
            for language in LANGUAGES:
                drawing = draw_matrix(block, language) if isinstance(block, Table) else draw(block, language)
                if drawing is not None:
                    drawn[f"{finding.id}-{block.id}.{language}.svg"] = drawing.standalone()
    return drawn
