"""What the other stages are given: the right answers must be right."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from saksi.cli.app import app
from saksi.record import InvalidInput
from saksi.simulation.known import KnownReports, known_lists, known_reports, small_country
from saksi.simulation.networks import NETWORKS
from saksi.simulation.scores import score_events
from saksi.simulation.scores.key import AnswerKey


@pytest.mark.parametrize("network", [one.name[0] for one in NETWORKS])
def test_histories_are_the_people_by_pattern_and_nobody_is_on_no_list(network: str) -> None:
    drawn = known_lists(network, people=500, seed=4)
    names = drawn.people.columns
    assert names == [f"sim_{number}" for number in range(1, 5)]
    assert drawn.total == 500
    assert drawn.histories["count"].sum() == drawn.people.height
    assert drawn.histories.select(pl.sum_horizontal(names).min()).item() == 1
    again = drawn.people.group_by(names).len("count").sort(names)
    assert again.equals(drawn.histories.sort(names))


def test_a_replicate_is_another_draw_and_the_same_one_the_same() -> None:
    first, again, other = (known_lists("B", seed=1, replicate=r).histories for r in (0, 0, 1))
    assert first.equals(again)
    assert not first.equals(other)


def test_people_of_a_world_of_ones_own_may_be_given() -> None:
    drawn = known_lists("E", statuses=np.repeat([0, 2], [200, 100]), seed=1)
    assert drawn.total == 300


def test_the_truth_lies_where_independent_lists_put_it() -> None:
    """With independent lists the truth is n1 n2 / both, on average; with shared visibility it is above."""
    ratios = []
    for network in ("A", "B"):
        drawn = [known_lists(network, people=5_000, replicate=r).people.to_numpy() > 0 for r in range(10)]
        found = [on[:, 0].sum() * on[:, 1].sum() / (on[:, 0] & on[:, 1]).sum() / 5_000 for on in drawn]
        ratios.append(float(np.mean(found)))
    assert ratios[0] == pytest.approx(1, abs=0.04)
    assert ratios[1] < 0.8


@pytest.mark.parametrize(("network", "people"), [("I", 10), ("", 10), ("A", 0)])
def test_another_letter_or_nobody_is_refused(network: str, people: int) -> None:
    with pytest.raises(InvalidInput, match="needed"):
        known_lists(network, people=people)


@pytest.fixture(scope="module")
def known() -> KnownReports:
    scenario = small_country().with_people(5_000, provinces=2, counties=6)
    return known_reports(scenario, seed=2)


def test_the_links_name_the_claims_of_the_reports_and_no_others(known: KnownReports) -> None:
    told = sorted(f"{report.id}:{claim.id}" for report in known.reports for claim in report.claims)
    assert sorted(claim for event in known.links["events"] for claim in event["claims"]) == told
    assert len(told) > 200
    for event in known.links["events"]:
        assert event["reports"] == sorted({claim.rpartition(":")[0] for claim in event["claims"]})
        bounds = event["independent_sources"]
        assert bounds["min"] == bounds["max"] == (len(event["origins"]) or None)
        assert {report for origin in event["origins"] for report in origin} <= set(event["reports"])


def test_the_number_of_independent_sources_is_that_of_the_answer_key(known: KnownReports) -> None:
    key = dict(known.events.select("event", "n_roots").iter_rows())
    event_of = {
        f"{report}:{claim}": event
        for report, claim, event in known.claims.select("report_id", "claim_id", "event").iter_rows()
    }
    checked = 0
    for event in known.links["events"]:
        about = {event_of[claim] for claim in event["claims"]}
        assert len(about) == 1
        [episode] = about
        if episode >= 0:
            checked += 1
            assert (event["independent_sources"]["min"] or 0) == key[episode]
    assert checked > 50


def test_pairs_are_those_that_share_an_event_and_each_copy_depends_on_its_original(
    known: KnownReports,
) -> None:
    pairs = {(pair["a"], pair["b"]): pair["dependence"] for pair in known.links["pairs"]}
    together = {
        (a, b) for event in known.links["events"] for a in event["reports"] for b in event["reports"] if a < b
    }
    assert set(pairs) == together
    assert {"copy", "cites", "common_origin", "independent"} <= set(pairs.values())
    texts = {report.id: report.text for report in known.reports}
    outlets = {
        f"r{number:06}": outlet for number, outlet in known.prints.select("report", "outlet").iter_rows()
    }
    for (a, b), dependence in pairs.items():
        if texts[a] == texts[b]:
            assert dependence == "copy"
        if dependence == "same_outlet":
            assert outlets[a] == outlets[b]
        if dependence == "cites":
            assert outlets[a] != outlets[b]


def test_whoever_writes_the_links_as_they_are_gets_full_marks(known: KnownReports) -> None:
    key = AnswerKey(
        gold={report.id: report for report in known.reports},
        claims=known.claims,
        reports=known.prints,
        records=known.lists.record_truth,
        statuses={},
        totals=known.lists.totals,
    )
    scores = score_events(known.links, key)
    perfect = [one for one in scores if one.measure not in ("independence width", "independence unknown")]
    assert {one.value for one in perfect} == {1.0}


def test_every_record_has_its_true_person(known: KnownReports) -> None:
    lists = known.lists
    assert lists.records["record_id"].to_list() == lists.record_truth["record_id"].to_list()
    people = set(known.world.persons["person"])
    assert set(lists.record_truth["person"]) - {-1} <= people
    on = lists.records.join(lists.record_truth, on="record_id").filter(pl.col("person") >= 0)
    assert on.height > 20
    assert on.group_by("list", "person").len()["len"].max() == 1  # records of one list are distinct people


def test_the_command_writes_tables_and_their_true_totals(tmp_path: Path) -> None:
    words = ["sim", "lists", "--output", str(tmp_path), "--people", "400", "--replicates", "2"]
    assert CliRunner().invoke(app, words).exit_code == 0
    totals = pl.read_csv(tmp_path / "totals.csv")
    assert totals.height == 16
    assert set(totals["total"]) == {400}
    for file in totals["file"]:
        table = pl.read_csv(tmp_path / file)
        assert table.columns == ["sim_1", "sim_2", "sim_3", "sim_4", "count"]
    assert pl.read_csv(tmp_path / "F-001.csv").equals(
        known_lists("F", people=400, replicate=1).histories, null_equal=True
    )


def test_a_run_folder_holds_the_links_marked_synthetic(run_folder: Path) -> None:
    held = json.loads((run_folder / "provenance" / "linked.json").read_text(encoding="utf-8"))
    assert held["synthetic"] is True
    assert len(held["events"]) > 20
