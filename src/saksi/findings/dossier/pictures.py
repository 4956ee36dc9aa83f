"""The charts of a dossier: its time line, its places, who tells it; each with the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from saksi.findings.blocks import CountryMap, StackChart, Timeline
from saksi.findings.charts import NARROW, WIDE, draw
from saksi.findings.charts.drawing import Drawing
from saksi.findings.dossier.model import Chart
from saksi.findings.questions.origins import sources_chart
from saksi.findings.questions.places import maps
from saksi.findings.questions.times import timeline
from saksi.findings.select import Statement
from saksi.findings.text import Language

MAPS = 2  # countries drawn, those with most claims first


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart, drawn: for wide screens and paper, and for narrow ones where it has a narrow form."""

    name: str
    title: str
    words: tuple[str, ...]  # all that it shows
    wide: Drawing
    narrow: Drawing | None

    @property
    def alternative(self) -> str:
        """Return title and words in one, for those who cannot see it."""
        return " ".join((self.title, "; ".join(self.words)))


def charts_of(members: Sequence[Statement]) -> tuple[Chart, ...]:
    """Return the charts of claims that stand: none where nothing has a day, a known place or a teller."""
    told = sources_chart(members)
    return (*timeline(members), *maps(members, MAPS), *([told] if told.rows else []))


def drawn(charts: Sequence[Chart], language: Language) -> tuple[Picture, ...]:
    """Return the charts as they are drawn in one language."""
    return tuple(picture for chart in charts if (picture := _picture(chart, language)))


def _picture(chart: Chart, language: Language) -> Picture | None:
    wide = draw(chart, language, WIDE)
    narrow = None if isinstance(chart, CountryMap) else draw(chart, language, NARROW)
    title = chart.title.plain(language)
    return Picture(chart.id, title, _words(chart, language), wide, narrow) if wide else None


def _words(chart: Chart, language: Language) -> tuple[str, ...]:
    match chart:
        case Timeline():
            return tuple(interval.label.plain(language) for interval in chart.intervals)
        case CountryMap():
            return tuple(f"{spot.name.plain(language)} {spot.claims}" for spot in chart.spots)
        case StackChart():
            return tuple(f"{row.label.plain(language)} {sum(row.parts.values())}" for row in chart.rows)
