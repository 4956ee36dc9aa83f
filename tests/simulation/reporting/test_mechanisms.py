"""M33 to M44 at work: each arrow of the network does what its parameter says."""

import numpy as np
import polars as pl
import pytest
from tests.simulation.reporting.conftest import Everything
from tests.simulation.reporting.networked import reported

from saksi.simulation import World
from saksi.simulation.codes import ACTS, STATUSES, code
from saksi.simulation.reporting.process import Reporting
from saksi.simulation.reporting.stories import stories
from saksi.simulation.reporting.tables import HOWS, MODALITIES, STYLES
from saksi.simulation.reporting.writing import texts

WIDE = {"reach": 0.5}


def test_sources_live_at_the_border_and_know_their_own_province_best(world: World) -> None:
    made = reported(world, sources={"n": 400, "border_weight": 4.0, "reach": 0.4})
    at_border = (made.sources["province"] == 0).mean()
    assert at_border == pytest.approx(4 / 6, abs=0.08)  # one of three provinces, four times the weight
    homes = made.observations.join(made.sources, on="source", suffix="_home")
    own = (homes["province_said"] == homes["province"]).mean()
    assert own > 0.6  # type: ignore[operator]


def test_a_second_source_attaches_to_the_claim_that_it_confirms(everything: Everything) -> None:
    rows = everything.made.claim_rows.filter(pl.col("second") >= 0)
    assert rows.height > 20
    told = everything.made.observations.select("observation", "episode", "act_said", "source")
    both = rows.join(told, on="observation").join(told, left_on="second", right_on="observation", suffix="_2")
    assert (both["episode"] == both["episode_2"]).all()
    assert (both["act_said"] == both["act_said_2"]).all()
    assert (both["source"] != both["source_2"]).all()
    confirmed = [t for one in everything.told for t in one.story.tellings if t.more]
    assert len(confirmed) == rows.select("report", "position").n_unique()
    assert all(t.more[0].stance == "confirms" for t in confirmed)


def test_f9_only_a_minority_of_what_a_second_source_tells_is_about_the_same_act(world: World) -> None:
    made = reported(world, desks={"second_source": 1.0})
    rows = made.claim_rows.filter(pl.col("observation") >= 0).join(made.observations, on="observation")
    sources = rows.group_by("report").agg(pl.col("source").n_unique().alias("n"))
    elsewhere = sources.filter(pl.col("n") > 1).height  # a second source that tells of something else
    same = made.claim_rows.filter(pl.col("second") >= 0)["report"].n_unique()
    assert 0 < same < elsewhere


def test_state_media_tell_of_every_public_order_and_of_no_act(everything: Everything) -> None:
    made = everything.made
    state = made.truth.scenario.outlets.n
    official = made.reports.filter((pl.col("style") == STYLES.index("state_media")) & (pl.col("how") == 0))
    rows = made.claim_rows.join(official.select("report"), on="report", how="semi")
    assert (official["outlet"] == state).all()
    assert set(rows["kind"]) == {"order"}
    assert (rows["observation"] == -1).all()
    orders = made.truth.orders.filter((pl.col("kind") != 0) & (pl.col("day") >= 0))
    assert set(rows["order"]) == set(orders["order"])


def test_each_hop_may_lose_the_name_coarsen_the_place_and_blur_the_date(world: World) -> None:
    made = reported(world, sources=WIDE, chain={"one_hop": 0.4})
    told = made.observations.filter((pl.col("act_id") >= 0) & ~pl.col("group"))
    near, far = told.filter(pl.col("hops") == 1), told.filter(pl.col("hops") >= 4)
    assert near.height > 200 < far.height
    assert near["name_known"].mean() > far["name_known"].mean() + 0.2  # type: ignore[operator]
    assert (near["county_said"] < 0).mean() < (far["county_said"] < 0).mean()  # type: ignore[operator]
    assert near["date_form"].mean() < far["date_form"].mean()  # type: ignore[operator]
    assert (near["day_said"] == near["day"]).all()
    assert (far["day_said"] != far["day"]).mean() > 0.5  # type: ignore[operator]


def test_hearsay_makes_acts_worse_and_never_better(world: World) -> None:
    calm = reported(world, sources=WIDE, chain={"escalate": 0.0})
    wild = reported(world, sources=WIDE, chain={"escalate": 0.5})
    executed = code("execution", ACTS)
    counts = [(made.observations["act_said"] == executed).sum() for made in (calm, wild)]
    assert counts[1] > 2 * counts[0]
    truth = wild.truth.acts.select("act_id", "act")
    both = calm.observations.filter(pl.col("act_id") >= 0).join(truth, on="act_id")
    assert (both["act_said"] == both["act"]).all()


def test_numbers_of_people_grow_on_the_way_and_are_told_in_vague_words(world: World) -> None:
    made = reported(world, sources={"reach": 2.0})
    groups = made.observations.filter(pl.col("group") & (pl.col("act_id") >= 0))
    assert groups.height > 200
    assert (groups["n_true"] >= 3).all()
    assert np.std(np.log((groups["n_said"] / groups["n_true"]).to_numpy())) > 0.2
    words = {t.number.wording for one in stories(made) for t in one.story.tellings if t.whom.type == "group"}
    assert {"exact", "several", "many", "about", "at_least"} <= words


def test_what_is_feared_rests_on_no_observation_and_doubt_grows_with_hops(everything: Everything) -> None:
    rows = everything.made.claim_rows
    feared = rows.filter(pl.col("modality") == "feared")
    assert feared.height > 10
    assert (feared["observation"] == -1).all()
    doubt = everything.made.observations["modality"] == MODALITIES.index("uncertain")
    hops = everything.made.observations["hops"]
    assert hops.filter(doubt).mean() > hops.filter(~doubt).mean()  # type: ignore[operator]


def test_reports_go_through_relays_with_a_lognormal_delay(world: World) -> None:
    made = reported(
        world, sources=WIDE, sending={"relay_days": 40.0, "delay_sigma": 1.0, "delay_median": 9.0}
    )
    sent = made.transmissions.with_columns(delay=pl.col("arrived") - pl.col("sent"))
    straight = sent.filter(~pl.col("relayed"))["delay"]
    assert straight.median() == pytest.approx(9, abs=1.5)
    assert np.std(np.log(straight.to_numpy() + 0.5)) == pytest.approx(1.0, abs=0.15)
    assert sent.filter("relayed")["delay"].mean() > straight.mean() + 20  # type: ignore[operator]


def test_fear_keeps_sources_silent(world: World) -> None:
    bold = reported(world, sources=WIDE, sending={"fear": 0.0})
    afraid = reported(world, sources=WIDE, sending={"fear": 0.5})
    assert afraid.transmissions.height < 0.8 * bold.transmissions.height


def test_names_and_places_of_sources_are_coarse(everything: Everything) -> None:
    provinces = set(everything.made.truth.places.filter(pl.col("kind") == 0)["name_en"])
    for one in everything.told:
        for telling in one.story.tellings:
            for voice in (telling.voice, *telling.more):
                for teller in voice.chain:
                    assert teller.name is None
                    assert teller.anonymous
                    assert teller.place is None or teller.place.en in provinces


def test_dates_are_relative_in_some_texts_and_absolute_in_the_gold(everything: Everything) -> None:
    claims = [c for t in everything.texts if t.report.language == "en" for c in t.report.claims]
    relative = [c for c in claims if c.time.text and "last" in c.time.text and c.time.from_]
    assert len(relative) > 20
    assert all(c.time.to is not None and c.time.from_ <= c.time.to for c in relative)  # type: ignore[operator]


def test_copies_follow_the_graph_with_a_lag_and_lose_the_credit_now_and_then(everything: Everything) -> None:
    reports = everything.made.reports
    kinds = [HOWS.index(name) for name in ("verbatim", "light", "reworded", "translated")]
    copies = reports.filter(pl.col("how").is_in(kinds))
    of = copies.join(reports.select(of="report", first="outlet", then="day", tongue="language"), on="of")
    assert copies.height > 50
    assert (of["day"] > of["then"]).all()
    n = everything.made.truth.scenario.outlets.n
    chained = of.filter(pl.col("first") < n)
    assert (chained["outlet"] == (chained["first"] + 1) % n).all()
    translated = of.filter(pl.col("how") == HOWS.index("translated"))
    assert (translated["language"] != translated["tongue"]).all()
    assert 0.5 < copies["credited"].mean() < 0.95  # type: ignore[operator]


def test_f8_outlets_that_prefer_the_elite_show_more_elite_than_there_is(world: World) -> None:
    def elite_share(preference: float) -> float:
        made = reported(world, sources=WIDE, desks={"elite_preference": preference, "publish": 0.1})
        rows = made.claim_rows.join(made.observations.select("observation", "person"), on="observation")
        ranks = rows.join(made.truth.persons.select("person", "status"), on="person")["status"]
        return float((ranks == STATUSES.index("elite")).mean())  # type: ignore[arg-type]

    made = reported(world, sources=WIDE)
    seen = made.observations.join(made.truth.persons.select("person", "status"), on="person")["status"]
    share = float((seen == STATUSES.index("elite")).mean())  # type: ignore[arg-type]
    assert elite_share(8.0) > 1.5 * elite_share(1.0)
    assert elite_share(8.0) > 1.5 * share


def test_f10_larger_events_are_likelier_to_have_a_source(world: World) -> None:
    made = reported(world, sources={"reach": 0.003})
    episodes = made.ground.acts.filter(pl.col("act") == code("banishment", ACTS)).unique("episode")
    known = episodes.with_columns(known=pl.col("episode").is_in(made.observations["episode"].implode()))
    small = known.filter(pl.col("n_people") == 1)["known"].mean()
    large = known.filter(pl.col("n_people") >= 4)["known"].mean()
    assert small is not None and large is not None  # noqa: PT018 - both are needed below
    assert large > small + 0.1  # type: ignore[operator]


def test_f11_coverage_predicts_reports_and_not_the_truth(world: World) -> None:
    made = reported(world, sources={"n": 60, "reach": 0.6, "near": 0.02, "far": 0.0})
    counties = pl.DataFrame({"county": np.arange(9, dtype=np.uint16)})
    per = counties.join(made.sources.group_by("county").len("sources"), on="county", how="left").fill_null(0)
    acts = made.ground.acts.with_columns(seen=pl.col("act_id").is_in(made.observations["act_id"].implode()))
    rates = acts.group_by("county").agg(pl.col("seen").mean())
    joined = per.join(rates, on="county")
    assert np.corrcoef(joined["sources"], joined["seen"])[0, 1] > 0.7


def test_no_network_reaches_what_has_no_living_witness(world: World) -> None:
    camp = "detention_political_camp"
    share = {camp: 1.0}
    made = reported(world, sources={"n": 20, "reach": 50.0}, dark={"no_living_witness": share})
    seen = made.observations.filter(pl.col("act_id") >= 0).join(made.truth.acts, on="act_id")
    assert (seen["act"] == code("execution", ACTS)).any()
    assert not (seen["act"] == code(camp, ACTS)).any()


def test_what_never_happened_is_told_at_its_rate_and_sometimes_withdrawn(world: World) -> None:
    made = reported(
        world,
        sources={"n": 60, "reach": 0.5},
        sending={"fabricated": 0.2},
        desks={"publish": 0.9, "retracted": 0.9},
    )
    assert (made.observations["act_id"] < 0).mean() == pytest.approx(0.2, abs=0.04)
    withdrawn = made.reports.filter((pl.col("style") == STYLES.index("retraction")) & (pl.col("how") == 0))
    assert withdrawn.height > 10
    rows = made.claim_rows.join(made.observations, on="observation")
    false = set(rows.filter(pl.col("act_id") < 0)["report"])
    assert set(withdrawn["of"]) <= false
    told = {one.report: one for one in stories(made)}
    assert all(t.modality == "denied" for r in withdrawn["report"] for t in told[r].story.tellings)


def test_sources_fall_silent_at_the_rate_of_the_scenario(world: World) -> None:
    made = reported(world, sources={"n": 3_000, "reach": 0.02, "loss_per_year": 0.3, "pulse_loss": 1.0})
    silent = (made.sources["until"] < 365).mean()
    assert silent == pytest.approx(0.3, abs=0.03)
    lasting = made.sources.filter(pl.col("until") >= world.scenario.meta.days)
    assert lasting["until"].n_unique() > 100  # who lasts beyond the run is not lost on one day
    late = made.observations.join(made.sources, on="source").filter(pl.col("day") >= pl.col("until"))
    assert (late["act_id"] < 0).all()


def test_in_a_pulse_sources_fall_silent_sooner_and_those_left_send_less(world: World) -> None:
    """M46: the hazard of transmission falls while a plan runs in the province of the source."""
    plans = world.plans.filter(pl.col("order") == 1).select("province", "day_from", "day_to")

    def in_pulse(table: pl.DataFrame, day: str) -> pl.DataFrame:
        within = (pl.col(day) >= pl.col("day_from")) & (pl.col(day) < pl.col("day_to"))
        return table.join(plans, on="province").filter(within)

    calm, afraid = (
        reported(
            world,
            sources={"n": 2_000, "reach": 0.03, "loss_per_year": 0.3, "pulse_loss": factor},
            sending={"pulse": 1 / factor, "fear": 0.0},
        )
        for factor in (1.0, 4.0)
    )
    lost = [in_pulse(made.sources, "until").height for made in (calm, afraid)]
    assert lost[1] > 3 * lost[0] > 100

    def sent(made: Reporting, *, pulse: bool) -> float:
        told = made.observations.join(made.sources.select("source", "province"), on="source")
        within = in_pulse(told, "learnt")
        told = within if pulse else told.join(within, on="observation", how="anti")
        told = told.filter(pl.col("day") < 365)  # the purge comes later
        return float(told["observation"].is_in(made.transmissions["observation"].implode()).mean())  # type: ignore[arg-type]

    assert sent(calm, pulse=True) == pytest.approx(0.7, abs=0.05)
    assert sent(afraid, pulse=True) == pytest.approx(0.7 / 4, abs=0.05)
    assert sent(afraid, pulse=False) == pytest.approx(0.7, abs=0.05)


def test_held_out_templates_write_other_texts_of_the_same_claims(world: World) -> None:
    made = {
        family: reported(world, text={"template_family": family, "reports": 30})
        for family in ("train", "held_out")
    }
    written = {family: list(texts(one, stories(one))) for family, one in made.items()}
    both = list(zip(written["train"], written["held_out"], strict=True))
    assert all(a.report.id == b.report.id for a, b in both)
    assert all(len(a.report.claims) == len(b.report.claims) for a, b in both)
    assert sum(a.report.text == b.report.text for a, b in both) == 0
