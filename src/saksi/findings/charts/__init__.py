"""Charts as SVG: drawn once, written for the page (colours by class) or as a file (colours resolved)."""

from saksi.findings.blocks import Block, CountryMap, RangeChart, StackChart, Timeline, TotalChart, UpSet
from saksi.findings.charts.drawing import Drawing
from saksi.findings.charts.maps import draw_map
from saksi.findings.charts.ranges import draw_ranges
from saksi.findings.charts.stacks import draw_stacks
from saksi.findings.charts.timeline import draw_timeline
from saksi.findings.charts.totals import draw_totals
from saksi.findings.charts.upset import draw_upset
from saksi.findings.text import Language

WIDE = 700  # units of the viewBox; shown at most 760 px wide
NARROW = 320


def draw(block: Block, language: Language, width: int = WIDE) -> Drawing | None:
    """Return the drawing of a chart, null for blocks that are tables or boxes."""
    match block:
        case RangeChart():
            return draw_ranges(block, language, width)
        case StackChart():
            return draw_stacks(block, language, width)
        case Timeline():
            return draw_timeline(block, language, width)
        case TotalChart():
            return draw_totals(block, language, width)
        case UpSet():
            return draw_upset(block, language, width)
        case CountryMap():
            return draw_map(block, language)
        case _:
            return None


__all__ = ["NARROW", "WIDE", "Drawing", "draw"]
