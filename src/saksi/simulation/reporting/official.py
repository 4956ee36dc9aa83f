"""State media (M35): complete for public orders, silent on what is done to people."""

import polars as pl

from saksi.simulation.codes import ORDER_KINDS, code
from saksi.simulation.reporting.desks import Draft, Row
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.tables import Arrow
from saksi.simulation.streams import stream


def announce(truth: Truth, state: int) -> list[Draft]:
    """Return a report of the state's outlet for each public order: planned, then under way.

    A briefing is for cell chairpersons and not public. An order from before the first day is not told.
    """
    rng = stream(truth.seed, Arrow.DESKS, replicate=truth.replicate, day=2)
    settings = truth.scenario.official
    drafts = []
    public = truth.orders.filter((pl.col("kind") != code("briefing", ORDER_KINDS)) & (pl.col("day") >= 0))
    for order, day in public.select("order", "day").iter_rows():
        if rng.random() < settings.orders_printed:
            printed = day + round(settings.lag_days)
            drafts.append(
                Draft(state, printed, "state_media", [Row(order=order, kind="order", modality="planned")])
            )
            later = printed + 7 + int(rng.integers(0, 14))
            drafts.append(
                Draft(state, later, "state_media", [Row(order=order, kind="order", modality="ongoing")])
            )
    return drafts
