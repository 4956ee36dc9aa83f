import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.cli.sim_disk import DiskFolder
from saksi.record import InvalidInput
from saksi.simulation.reporting.linked import Links, linked
from saksi.simulation.scores import AnswerKey, Score, load_key, score_clusters, score_events, score_pairs
from saksi.simulation.scores.measures import b_cubed, cluster_rates, pair_rates


@pytest.fixture(scope="module")
def key(run_folder: Path) -> AnswerKey:
    return load_key(DiskFolder(run_folder))


def value(scores: list[Score], measure: str, stratum: str = "all") -> float | None:
    [found] = [one.value for one in scores if one.measure == measure and one.stratum == stratum]
    return found


def perfect(key: AnswerKey) -> pl.DataFrame:
    who = pl.when(pl.col("person") < 0).then(pl.col("record_id")).otherwise(pl.col("person").cast(pl.String))
    return key.records.select(id="record_id", cluster_id=who)


def test_by_hand() -> None:
    truth, found = [1, 1, 1, 2, 2, 3], ["a", "a", "b", "b", "c", "d"]
    pairs, n = pair_rates(truth, found)
    assert (pairs.precision, pairs.recall, n) == (1 / 2, 1 / 4, 4)
    clusters, n = cluster_rates(truth, found)
    assert (clusters.precision, clusters.recall, n) == (1 / 4, 1 / 3, 3)  # only 3 = d
    cubed = b_cubed(truth, found)
    assert cubed.precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1 + 1) / 6)
    assert cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 0.5 + 0.5 + 1) / 6)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=30), st.randoms())
def test_names_of_clusters_and_the_order_of_items_do_not_matter(
    labels: list[tuple[int, int]], rng: Any
) -> None:
    truth, found = [t for t, _ in labels], [f for _, f in labels]
    shuffled = list(labels)
    rng.shuffle(shuffled)
    again = [t for t, _ in shuffled], [f"c{f}" for _, f in shuffled]
    assert pair_rates(truth, found) == pair_rates(*again)
    assert cluster_rates(truth, found) == cluster_rates(*again)
    assert pair_rates(truth, truth)[0] == (1, 1, 1)
    assert b_cubed(truth, found).f1 == pytest.approx(b_cubed(*again).f1)


def test_the_truth_scores_one_and_everybody_alone_has_precision_only(key: AnswerKey) -> None:
    scores = score_clusters(perfect(key), key)
    assert all(one.value == 1 for one in scores)
    assert {one.stratum for one in scores} >= {"all", "status=ordinary", "status=nobody"}
    alone = score_clusters(perfect(key).with_columns(cluster_id="id"), key)
    assert value(alone, "pairs precision") == 0  # nothing was found though there was something to find
    assert value(alone, "pairs recall") == 0
    assert value(alone, "b-cubed precision") == 1
    together = score_clusters(perfect(key).with_columns(cluster_id=pl.lit("one")), key)
    assert value(together, "pairs recall") == 1
    assert (value(together, "pairs precision") or 0) < 0.1


@pytest.mark.parametrize("change", ["drop", "double", "foreign"])
def test_a_table_that_does_not_hold_every_record_once_is_refused(key: AnswerKey, change: str) -> None:
    table = perfect(key)
    if change == "drop":
        table = table.head(3)
    elif change == "double":
        table = pl.concat([table, table.head(1)])
    else:
        table = pl.concat([table, pl.DataFrame({"id": ["r-1"], "cluster_id": ["x"]})])
    with pytest.raises(InvalidInput, match="needed every record_id"):
        score_clusters(table, key)


def test_pairs_count_from_probability_one_half(key: AnswerKey) -> None:
    table = perfect(key).with_columns(probability=1.0)
    both = table.join(table, on="cluster_id", suffix="_b").filter(pl.col("id") < pl.col("id_b"))
    pairs = both.select(id_a="id", id_b="id_b", probability="probability")
    assert pairs.height > 5
    scores = score_pairs(pairs, key)
    assert [one.value for one in scores] == [1, 1, 1, 0]
    doubted = score_pairs(pairs.with_columns(probability=pl.lit(0.4)), key)
    assert value(doubted, "recall") == 0
    assert value(doubted, "brier") == pytest.approx(0.36)
    with pytest.raises(InvalidInput, match="none of this run's"):
        score_pairs(pl.DataFrame({"id_a": ["x"], "id_b": ["y"], "probability": [0.5]}), key)


def events(key: AnswerKey, low: int, high: int | None) -> dict[str, Any]:
    """Return the true events and pairs, with some bounds of independence for each event."""
    true = linked(Links(key.claims, key.reports), set(key.gold))
    bounds = {"independent_sources": {"min": low, "max": high}}
    return {**true, "events": [{**event, **bounds} for event in true["events"]]}


def test_the_true_links_score_one_in_everything(run_folder: Path, key: AnswerKey) -> None:
    true = json.loads((run_folder / "provenance" / "linked.json").read_text(encoding="utf-8"))
    scores = score_events(true, key)
    found = {(one.measure, one.stratum): one.value for one in scores}
    assert found.pop(("independence width", "all")) == found.pop(("independence unknown", "all")) == 0
    assert set(found.values()) == {1.0}
    classes = {one.stratum for one in scores if one.measure == "dependence right" and one.n >= 5}
    assert classes >= {"dependence=copy", "dependence=independent", "dependence=common_origin"}


def test_the_interval_holds_the_informants_or_does_not(key: AnswerKey) -> None:
    wide = score_events(events(key, 1, 50), key)
    assert value(wide, "pairs f1") == value(wide, "independence held") == 1
    assert value(wide, "independence width") == 49
    one = score_events(events(key, 1, 1), key)
    assert 0.2 < (value(one, "independence held") or 0) < 1
    unknown = score_events(events(key, 1, None), key)
    assert value(unknown, "independence held") == value(unknown, "independence unknown") == 1


def test_copies_called_independent_and_strangers_called_copies_cost_recall_and_precision(
    key: AnswerKey,
) -> None:
    found = events(key, 1, 1)
    swapped = {"copy": "independent", "independent": "copy"}
    for pair in found["pairs"]:
        pair["dependence"] = swapped.get(pair["dependence"], pair["dependence"])
    scores = score_events(found, key)
    assert value(scores, "copies precision") == value(scores, "copies recall") == 0
    assert value(scores, "dependence right", "dependence=copy") == 0
    assert 0 < (value(scores, "dependence right") or 0) < 0.8


def test_reports_counted_as_sources_overstate_independence(key: AnswerKey) -> None:
    found = events(key, 1, 1)
    for event in found["events"]:
        event["independent_sources"] = {"min": len(event["reports"]), "max": len(event["reports"])}
    assert (value(score_events(found, key), "independence held") or 0) < 0.3


def test_a_readers_claims_are_scored_by_the_gold_they_match(key: AnswerKey) -> None:
    found = events(key, 1, 9)
    names = {}
    for event in found["events"]:
        for n, text in enumerate(event["claims"]):
            report, _, claim = text.rpartition(":")
            names[report, f"{claim}-read"] = (report, claim)
            event["claims"][n] = f"{text}-read"
    assert value(score_events(found, key, names), "pairs f1") == 1
    assert value(score_events(found, key, {}), "independence held") is None


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"id": 1, "claims": ["c1"]}, "report:claim"),
        ({"id": 1, "claims": ["r000001:c1"]}, "no independent_sources"),
        ({"id": 1, "claims": ["r000001:c1"], "independent_sources": {"min": "one"}}, "are no numbers"),
        ({"id": 1}, "events, entry 1: no claims"),
        ("an event", "events, entry 1: no id"),
    ],
)
def test_events_of_another_form_are_refused(key: AnswerKey, event: object, why: str) -> None:
    names = {
        ("r000001", "c1"): next((r, c) for r, c in key.claims.select("report_id", "claim_id").iter_rows())
    }
    with pytest.raises(InvalidInput, match=why):
        score_events({"events": [event]}, key, names)
