"""I4 to I8 and I11 of the design, on the reporting side."""

import json
from hashlib import sha256
from pathlib import Path

import polars as pl
from tests.simulation.reporting.conftest import Everything
from tests.simulation.reporting.networked import reported

from saksi.simulation import World, default_world, run
from saksi.simulation.reporting.stories import stories
from saksi.simulation.reporting.tables import HOWS


def test_i4_every_claims_provenance_ends_in_an_act_or_in_minus_one(everything: Everything) -> None:
    made = everything.made
    claims = everything.claims
    acts = set(made.truth.acts["act_id"])
    known = claims.filter(pl.col("act_id") >= 0)
    assert known.height > 500
    assert set(known["act_id"]) <= acts
    assert set(claims.filter(pl.col("act_id") < 0)["act_id"]) == {-1}
    observed = claims.filter(pl.col("observation") >= 0)
    assert set(observed["observation"]) <= set(made.observations["observation"])
    behind = observed.join(made.observations, on="observation")
    assert (behind["act_id"] == behind["act_id_right"]).all()
    sent = made.claim_rows.filter(pl.col("transmission") >= 0).join(made.transmissions, on="transmission")
    assert (sent["observation"] == sent["observation_right"]).all()
    assert set(made.transmissions["source"]) <= set(made.sources["source"])


def test_i4_a_claim_speaks_of_the_act_and_the_person_it_rests_on(everything: Everything) -> None:
    acts = everything.made.truth.acts.select("act_id", "person")
    alone = everything.claims.filter((pl.col("person") >= 0) & (pl.col("act_id") >= 0)).join(
        acts, on="act_id"
    )
    assert alone.height > 300
    assert (alone["person"] == alone["person_right"]).all()


def test_i5_independent_sources_are_at_most_sources_are_at_most_reports(everything: Everything) -> None:
    events, claims = everything.events, everything.claims
    assert (events["n_roots"] <= events["n_sources"]).all()
    assert (events["n_originals"] <= events["n_reports"]).all()
    assert (claims["n_roots"] <= claims["n_sources"]).all()
    tellers = everything.made.claim_rows.filter(pl.col("modality") != "denied").group_by("report").len()
    assert events["n_sources"].sum() <= 2 * tellers["len"].sum()
    assert events.filter(pl.col("n_roots") < pl.col("n_sources")).height > 0  # shared informants
    assert events.filter(pl.col("n_reports") > pl.col("n_originals")).height > 0


def test_i5_copies_add_reports_and_no_sources(world: World) -> None:
    alone = reported(world, sources={"reach": 0.4}, outlets={"copy_": 0.0, "duplicates": 0.0})
    copied = reported(world, sources={"reach": 0.4}, outlets={"copy_": 1.0})
    assert copied.reports.height > 3 * alone.reports.height
    assert copied.observations.equals(alone.observations)
    assert copied.transmissions.equals(alone.transmissions)
    rows = [table.claim_rows.drop("report") for table in (alone, copied)]
    assert rows[0].sort(rows[0].columns).equals(rows[1].sort(rows[1].columns))


def test_i6_the_margins_of_the_lists_are_the_persons_named_in_claims(everything: Everything) -> None:
    lists = everything.lists
    names = [name for name in lists.people.columns if name.startswith("sim_")]
    counted = lists.record_truth.filter("counted").join(lists.records, on="record_id")
    rows = dict(everything.made.reports.select("report", "root_report").iter_rows())
    about = {(one.report, row["person"]) for one in everything.told for rs in one.rows.values() for row in rs}
    for name in names:
        on = counted.filter(pl.col("list") == name)
        assert lists.people[name].sum() == on["person"].n_unique() == on.height
        assert all(
            (rows[report], person) in about for report, person in on.select("report", "person").iter_rows()
        )
    assert lists.people.select(names).sum().sum_horizontal().item() > 100
    assert lists.histories["count"].sum() == lists.people.height <= lists.totals["total"].sum()


def test_i7_the_text_of_a_span_is_the_text_of_its_slot_in_both_languages(everything: Everything) -> None:
    checked = {"en": 0, "ko": 0}
    for text in everything.texts:
        report = text.report
        for claim in report.claims:
            slots = {slot: spans for (name, slot), spans in text.slots.items() if name == claim.id}
            told = {"victim": claim.victim.text, "place": claim.place.text, "time": claim.time.text}
            for slot, words in told.items():
                if words is not None and slots.get(slot):
                    start, end = slots[slot][0]
                    assert report.text[start:end] == words
                    checked[report.language or ""] += 1
            for passage in claim.passages:
                assert 0 <= passage.start < passage.end <= len(report.text)
    assert min(checked.values()) > 500


def test_i8_no_setting_of_the_reporting_network_changes_the_truth() -> None:
    scenario = default_world().with_people(2_000, provinces=2, counties=4)
    other = scenario
    for part, values in {
        "sources": {"n": 7, "reach": 3.0, "later": 5.0}, "chain": {"escalate": 0.9}, "dark": {},
        "sending": {"send": 0.1}, "outlets": {"n": 9}, "desks": {"publish": 0.01}, "text": {"reports": 3},
        "reading": {"missed": 0.9}, "official": {"orders_printed": 0.0},
    }.items():  # fmt: skip
        other = other.model_copy(update={part: getattr(other, part).model_copy(update=values)})
    worlds = [run(one, seed=5) for one in (scenario, other)]
    hashes = [
        [sha256(table.write_csv().encode()).hexdigest() for _, table in world.tables()] for world in worlds
    ]
    assert hashes[0] == hashes[1]


def test_the_same_seed_reports_the_same_and_another_does_not(world: World) -> None:
    first, second = reported(world), reported(world)
    for name in ("sources", "observations", "transmissions", "reports", "claim_rows"):
        assert getattr(first, name).equals(getattr(second, name))
    assert [one.story for one in stories(first)] == [one.story for one in stories(second)]
    elsewhere = reported(run(world.scenario, seed=world.seed + 1))
    assert not elsewhere.sources.equals(first.sources)


def test_i11_no_source_id_outside_the_truth_and_the_answer_key(run_folder: Path) -> None:
    for file in sorted(run_folder.rglob("*.parquet")):
        kind = file.relative_to(run_folder).parts[0]
        columns = set(pl.read_parquet_schema(file))
        if kind not in ("truth", "provenance"):
            assert not columns & {"source", "observation", "transmission", "root", "person", "act_id"}, (
                file.name
            )
    for file in (run_folder / "lists").glob("*.csv"):
        assert not {"source", "person", "act_id"} & set(pl.read_csv(file).columns)
    keys = {"source", "observation", "transmission", "person", "act_id", "provenance"}
    for file in (run_folder / "text").glob("*.json"):
        assert not keys & set(json.loads(file.read_text(encoding="utf-8")))


def test_reports_are_numbered_by_day_and_point_at_earlier_ones(everything: Everything) -> None:
    reports = everything.made.reports
    assert reports["report"].to_list() == list(range(reports.height))
    assert reports["day"].is_sorted()
    assert (reports["of"] <= reports["report"]).all()
    originals = reports.filter(pl.col("how") == HOWS.index("original"))
    assert (originals["root_report"] == originals["report"]).all()
