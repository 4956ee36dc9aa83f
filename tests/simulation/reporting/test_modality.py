"""M38 at work: what is habitual, feared or planned, and what becomes of it on the way."""

import polars as pl
from tests.simulation.reporting.networked import reported

from saksi.simulation import World
from saksi.simulation.reporting.answers import claim_truth
from saksi.simulation.reporting.stories import stories
from saksi.simulation.reporting.tables import HOWS, STYLES
from saksi.simulation.reporting.writing import texts

WIDE = {"reach": 0.5}


def test_what_a_source_makes_a_habit_of_or_expects_rests_on_no_act(world: World) -> None:
    """M38: habitual, feared, planned."""
    made = reported(world, sources=WIDE, desks={"habitual": 0.5, "planned": 0.5})
    rows = made.claim_rows.filter(pl.col("observation") < 0)
    assert set(rows["modality"]) >= {"ongoing", "planned", "feared"}
    tellings = [t for one in stories(made) for t in one.story.tellings]
    habits = [t for t in tellings if t.kind == "act" and t.modality == "ongoing"]
    assert len(habits) > 20
    assert all(t.whom.type == "unspecified" and t.whom.roles for t in habits)
    expected = [t for t in tellings if t.kind == "act" and t.modality == "planned"]
    assert sum(t.same_victim_as is not None for t in expected) > 5
    orders = made.claim_rows.filter((pl.col("order") >= 0) & (pl.col("transmission") < 0)).join(
        made.reports.filter(pl.col("style") == STYLES.index("inside_source")), on="report"
    )
    came = dict(made.truth.orders.select("order", "day").iter_rows())
    briefing = made.truth.orders.filter(pl.col("kind") == 0)["order"].item()
    assert orders.height > 20
    assert briefing in set(orders["order"])  # M2: told by a source, though it was never announced
    assert all(came[order] <= day for order, day in orders.select("order", "day").iter_rows())


def test_a_copy_told_anew_may_tell_as_done_what_was_feared_or_planned(world: World) -> None:
    """M38: feared read as happened; the answer key knows that nothing happened."""
    made = reported(
        world,
        sources=WIDE,
        desks={"feared": 0.9, "planned": 0.5},
        outlets={"copy_": 0.5, "sure": 1.0, "verbatim": 0.0, "light": 0.0},
        text={"reports": 40},
    )
    told = list(stories(made))
    about = {
        (row[0], row[1]): row[2]
        for row in claim_truth(made, told).select("report_id", "claim_id", "act_id").iter_rows()
    }
    written = {text.report.id: text.report for text in texts(made, told)}
    sure = made.reports.filter("written", "sure")
    assert sure.height > 10
    assert {HOWS[how] for how in sure["how"]} == {"reworded", "translated"}
    turned = 0
    for report, of in sure.select("report", "of").iter_rows():
        before = {claim.id: claim for claim in written[f"r{of:06}"].claims}
        for claim in written[f"r{report:06}"].claims:
            was = before[claim.id]
            unreal = claim.kind == "act" and was.modality in ("feared", "planned")
            assert claim.modality == ("happened" if unreal else was.modality)
            if unreal:
                turned += 1
                assert about[f"r{report:06}", claim.id] == -1
    assert turned > 10
