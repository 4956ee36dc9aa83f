"""Lists before and after linking, and the number of people that there truly are."""

from pathlib import Path

import polars as pl
from tests.simulation.reporting.conftest import Everything
from tests.simulation.reporting.networked import reported

from saksi.simulation import World
from saksi.simulation.codes import SEVERE
from saksi.simulation.reporting.lists import make_lists
from saksi.simulation.reporting.stories import stories
from saksi.simulation.tables import in_words


def test_totals_are_the_victims_of_severe_acts_by_status_and_first_year(everything: Everything) -> None:
    truth = everything.made.truth
    acts = in_words(truth.acts, "acts").filter(pl.col("act").is_in(SEVERE))
    assert everything.lists.totals["total"].sum() == acts["person"].n_unique()
    first = acts.group_by("person").agg(pl.col("day").min())
    assert everything.lists.totals.filter(pl.col("year") == 1)["total"].sum() == (first["day"] < 365).sum()


def test_nobody_stands_twice_on_one_list(everything: Everything) -> None:
    both = everything.lists.records.join(everything.lists.record_truth, on="record_id")
    real = both.filter(pl.col("person") >= 0)
    assert real.select("list", "person").is_unique().all()
    assert real.height < both.height  # some are of nobody: invented


def test_records_are_of_victims_by_their_name_some_of_it_misspelt(everything: Everything) -> None:
    both = everything.lists.records.join(everything.lists.record_truth, on="record_id").filter("counted")
    spellings = both.group_by("person").agg(pl.col("name").n_unique(), pl.len())
    assert (spellings["name"] > 1).any()
    assert (spellings.filter(pl.col("len") > 1)["name"] == 1).any()
    assert both["name"].null_count() == 0
    assert both["age"].drop_nulls().is_between(0, 110).all()


def test_a_copied_list_depends_on_the_one_it_copies(world: World) -> None:
    def shared(copy: float) -> float:
        made = reported(world, sources={"reach": 0.1}, outlets={"copy_": copy, "n": 2, "matrix": "any"})
        lists = make_lists(made, list(stories(made)))
        a, b = (lists.people[name] for name in lists.people.columns if name.startswith("sim_"))
        return float((a * b).cast(pl.Float64).sum()) / max(int((a | b).sum()), 1)

    assert shared(0.9) > 0.8
    assert shared(0.0) < 0.4


def test_the_files_of_the_lists_fit_one_another(run_folder: Path) -> None:
    lists, key = run_folder / "lists", run_folder / "provenance"
    people, histories = pl.read_csv(lists / "people.csv"), pl.read_csv(lists / "histories.csv")
    names = [name for name in people.columns if name.startswith("sim_")]
    assert len(names) == 5
    assert set(histories.columns) == {"year", "status", *names, "count"}
    for name in names:
        assert people[name].sum() == (histories[name] * histories["count"]).sum()
    keys = pl.read_parquet(key / "people.parquet")
    assert keys.height == people.height == keys["person"].n_unique()
    records = pl.read_csv(lists / "records.csv")
    assert records["record_id"].str.starts_with("synthetic-").all()
    assert records.height == pl.read_parquet(key / "records.parquet").height
