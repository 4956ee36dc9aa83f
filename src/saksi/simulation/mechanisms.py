"""The mechanisms M1 to M46 of the two seed reports: which are represented, where, which test shows it.

`make generate` writes docs/methods/simulation.md anew: the model in words (method.txt), and this table.
"""

from importlib.resources import files
from typing import Literal, NamedTuple

Represented = Literal["yes", "in part", "not yet"]


class Mechanism(NamedTuple):
    """One mechanism: what it is, whether the model has it, the module, and a test as path::name."""

    id: str
    what: str
    represented: Represented
    where: str  # module of saksi.simulation; empty: nowhere yet
    test: str  # under tests/simulation; empty where there is nothing to test


_INVARIANTS, _FACTS, _WORKING = "test_invariants.py", "test_stylised_facts.py", "test_mechanisms.py"

MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism("M1", "leader's directive", "yes", "plans", f"{_WORKING}::test_a_campaign_opens_a_pulse"),
    Mechanism(
        "M2",
        "advance briefing",
        "in part",
        "world",
        f"{_WORKING}::test_a_briefing_is_dated_and_does_nothing_by_itself",
    ),
    Mechanism(
        "M3",
        "party cells as lowest posts",
        "yes",
        "population",
        f"{_WORKING}::test_a_cell_that_watches_more_watches_more",
    ),
    Mechanism("M4", "failure blamed on officials", "not yet", "", ""),
    Mechanism(
        "M5", "regional plans", "yes", "plans", f"{_WORKING}::test_provinces_differ_in_lag_and_intensity"
    ),
    Mechanism(
        "M6",
        "temporary agency",
        "yes",
        "plans",
        f"{_INVARIANTS}::test_a_team_acts_in_its_county_and_under_its_plans_order",
    ),
    Mechanism(
        "M7",
        "joint team",
        "yes",
        "plans",
        "test_population.py::test_teams_are_officials_and_elite_of_the_county",
    ),
    Mechanism(
        "M8", "inspectors are culprits", "yes", "rules", f"{_WORKING}::test_inspectors_are_hardly_screened"
    ),
    Mechanism(
        "M9", "everyone is subject to screening", "yes", "lint", f"{_WORKING}::test_every_status_is_screened"
    ),
    Mechanism(
        "M10", "list of grounds", "yes", "plans", f"{_WORKING}::test_a_campaign_charges_with_its_own_grounds"
    ),
    Mechanism(
        "M11", "jobless or not trading", "yes", "rules", f"{_WORKING}::test_the_jobless_are_screened_most"
    ),
    Mechanism(
        "M12",
        "deprivation",
        "yes",
        "conditions",
        f"{_INVARIANTS}::test_a_deprivation_moves_nobody_and_holds_for_a_household_and_a_time",
    ),
    Mechanism("M13", "evasion by rank", "yes", "engine", f"{_WORKING}::test_a_child_of_the_elite_gets_off"),
    Mechanism(
        "M14",
        "unequal outcome",
        "yes",
        "rules",
        f"{_FACTS}::test_f2_once_screened_the_ordinary_fare_worse_than_the_elite",
    ),
    Mechanism(
        "M15",
        "false charges to show results",
        "yes",
        "engine",
        f"{_FACTS}::test_f4_accusations_are_falser_the_higher_the_tally",
    ),
    Mechanism(
        "M16",
        "fear",
        "yes",
        "conditions",
        f"{_INVARIANTS}::test_fear_is_there_for_every_county_and_month_and_rises_with_the_campaign",
    ),
    Mechanism("M17", "resentment", "not yet", "", ""),
    Mechanism("M18", "rations, need, markets", "not yet", "", ""),
    Mechanism("M19", "outside pressure", "not yet", "", ""),
    Mechanism("M20", "earlier rounds", "not yet", "", ""),
    Mechanism("M21", "public punishment", "yes", "engine", f"{_WORKING}::test_executions_may_be_public"),
    Mechanism(
        "M22",
        "purge of the party",
        "yes",
        "plans",
        f"{_FACTS}::test_f7_officials_camp_entries_rise_in_the_year_of_the_purge_and_not_without_it",
    ),
    Mechanism(
        "M23",
        "year-on-year change",
        "yes",
        "world",
        f"{_FACTS}::test_f7_officials_camp_entries_rise_in_the_year_of_the_purge_and_not_without_it",
    ),
    Mechanism(
        "M24",
        "faction remnants",
        "in part",
        "rules",
        f"{_WORKING}::test_remnants_of_a_faction_are_screened_more",
    ),
    Mechanism("M25", "unwelcome opinion", "not yet", "", ""),
    Mechanism("M26", "leader's visits", "not yet", "", ""),
    Mechanism("M27", "branding", "not yet", "", ""),
    Mechanism(
        "M28",
        "families",
        "yes",
        "engine",
        f"{_INVARIANTS}::test_a_cause_is_the_persons_last_act_or_that_of_the_household",
    ),
    Mechanism(
        "M29",
        "most detainees ordinary",
        "yes",
        "rules",
        f"{_FACTS}::test_f1_f3_f4_f5_f6_a_campaign_hits_the_ordinary_their_families_and_the_uninvolved",
    ),
    Mechanism(
        "M30", "the law", "yes", "plans", f"{_WORKING}::test_a_law_makes_its_grounds_more_severe_for_good"
    ),
    Mechanism("M31", "border and abroad", "not yet", "", ""),
    Mechanism(
        "M32", "camps cut people off", "yes", "rules", f"{_WORKING}::test_hardly_anybody_leaves_a_camp_alive"
    ),
    Mechanism(
        "M33",
        "source in a province",
        "yes",
        "reporting.learning",
        "reporting/test_mechanisms.py::test_sources_live_at_the_border_and_know_their_own_province_best",
    ),
    Mechanism(
        "M34",
        "second source confirms",
        "yes",
        "reporting.desks",
        "reporting/test_mechanisms.py::test_a_second_source_attaches_to_the_claim_that_it_confirms",
    ),
    Mechanism(
        "M35",
        "state media",
        "yes",
        "reporting.official",
        "reporting/test_mechanisms.py::test_state_media_tell_of_every_public_order_and_of_no_act",
    ),
    Mechanism(
        "M36",
        "hearsay example",
        "yes",
        "reporting.telling",
        "reporting/test_mechanisms.py::test_each_hop_may_lose_the_name_coarsen_the_place_and_blur_the_date",
    ),
    Mechanism(
        "M37",
        "vague counts",
        "yes",
        "reporting.wording",
        "reporting/test_mechanisms.py::test_numbers_of_people_grow_on_the_way_and_are_told_in_vague_words",
    ),
    Mechanism(
        "M38",
        "habitual, feared, planned",
        "yes",
        "reporting.desks",
        "reporting/test_modality.py::test_a_copy_told_anew_may_tell_as_done_what_was_feared_or_planned",
    ),
    Mechanism(
        "M39",
        "outlet chain",
        "yes",
        "reporting.writing",
        "reporting/test_invariants.py::test_i5_copies_add_reports_and_no_sources",
    ),
    Mechanism(
        "M40",
        "network and relays",
        "yes",
        "reporting.sending",
        "reporting/test_mechanisms.py::test_reports_go_through_relays_with_a_lognormal_delay",
    ),
    Mechanism(
        "M41",
        "secrecy",
        "yes",
        "reporting.stories",
        "reporting/test_mechanisms.py::test_names_and_places_of_sources_are_coarse",
    ),
    Mechanism(
        "M42",
        "relative dates",
        "yes",
        "reporting.wording",
        "reporting/test_mechanisms.py::test_dates_are_relative_in_some_texts_and_absolute_in_the_gold",
    ),
    Mechanism(
        "M43",
        "re-publication",
        "yes",
        "reporting.copies",
        "reporting/test_mechanisms.py::test_copies_follow_the_graph_with_a_lag_and_lose_the_credit_now_and_then",
    ),
    Mechanism(
        "M44",
        "emphasis",
        "yes",
        "reporting.desks",
        "reporting/test_mechanisms.py::test_f8_outlets_that_prefer_the_elite_show_more_elite_than_there_is",
    ),
    Mechanism(
        "M45",
        "page furniture",
        "yes",
        "texts.blocks",
        "reporting/test_texts.py::test_furniture_holds_no_claim",
    ),
    Mechanism(
        "M46",
        "sources fall silent",
        "yes",
        "reporting.learning",
        "reporting/test_mechanisms.py::test_in_a_pulse_sources_fall_silent_sooner_and_those_left_send_less",
    ),
)


IDS = (
    "The others wait for a later round. The ids are those of the design."
    " A test stands under `tests/simulation/`, by this name."
)


def methods_page() -> str:
    """Return docs/methods/simulation.md: what the model is, in words, and the table of mechanisms."""
    words = files("saksi.simulation").joinpath("method.txt").read_text(encoding="utf-8")
    done = [m for m in MECHANISMS if m.represented != "not yet"]
    head = [
        "## Mechanisms",
        "",
        f"{len(done)} of {len(MECHANISMS)} are represented. {IDS}",
        "",
        "| id | mechanism | represented? | where | test |",
        "| --- | --- | --- | --- | --- |",
    ]
    return "\n".join([words, *head, *map(_row, MECHANISMS)]) + "\n"


def _row(m: Mechanism) -> str:
    where = f"`saksi.simulation.{m.where}`" if m.where else ""
    test = m.test.partition("::")[2].removeprefix("test_").replace("_", " ")
    return f"| {m.id} | {m.what} | {m.represented} | {where} | {test} |"
