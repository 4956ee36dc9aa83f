"""F1 to F11 of the design: what the two seed reports say must come out of the mechanisms.

A fact holds if its whole 95 % interval over worlds lies where it must; `make harden` takes 200 seeds.
"""

import os
from collections.abc import Callable

from benchmarks.simulation_counts import Counts
from benchmarks.simulation_facts import STUDIES, find

from benchmarks import simulation_counts as counts

SEEDS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 12


def check(counted: Callable[[int], Counts]) -> None:
    [study] = [study for study in STUDIES if study.counted is counted]
    for one in find(study, SEEDS):
        assert one.holds, f"{one.fact.id} {one.fact.what}: {one.value:.3f} [{one.low:.3f}, {one.high:.3f}]"


def test_f1_f3_f4_f5_f6_a_campaign_hits_the_ordinary_their_families_and_the_uninvolved() -> None:
    check(counts.campaign)


def test_f2_once_screened_the_ordinary_fare_worse_than_the_elite() -> None:
    check(counts.outcomes)


def test_f4_accusations_are_falser_the_higher_the_tally() -> None:
    check(counts.tallies)


def test_f7_officials_camp_entries_rise_in_the_year_of_the_purge_and_not_without_it() -> None:
    check(counts.purges)


def test_f8_outlets_that_prefer_the_elite_tell_of_more_elite_victims_than_there_are() -> None:
    check(counts.preference)


def test_f9_only_a_minority_of_second_sources_speak_of_the_same_act() -> None:
    check(counts.second_sources)


def test_f10_larger_events_are_likelier_to_have_a_source_at_all() -> None:
    check(counts.sizes)


def test_f11_coverage_predicts_what_is_known_and_not_what_is_true() -> None:
    check(counts.coverage)


def test_every_study_is_checked_here() -> None:
    checked = {
        counts.campaign, counts.outcomes, counts.tallies, counts.purges, counts.preference,
        counts.second_sources, counts.sizes, counts.coverage,
    }  # fmt: skip
    assert {study.counted for study in STUDIES} == checked
    assert {fact.id for study in STUDIES for fact in study.facts} == {f"F{n}" for n in range(1, 12)}
