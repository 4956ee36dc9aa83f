"""Figures of a run: truth beside what was reported and estimated, a story and its copies, eight networks."""

from saksi.simulation.plots.drawing import Figure, drawn
from saksi.simulation.plots.figures import figures
from saksi.simulation.plots.months import by_month, month_chart
from saksi.simulation.plots.networks import network_chart
from saksi.simulation.plots.stories import busiest_event, story_chart, story_table

__all__ = [
    "Figure",
    "busiest_event",
    "by_month",
    "drawn",
    "figures",
    "month_chart",
    "network_chart",
    "story_chart",
    "story_table",
]
