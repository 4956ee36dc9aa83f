"""What issue 2 names of the mission's own two reports is there: act, people, ground, and who says so."""

import json
from functools import cache
from pathlib import Path

import pytest

from saksi.reading import read_report
from saksi.record import Claim, Report

pytestmark = pytest.mark.shared

RFA, DAILY = "seed-rfa-2018", "seed-dailynk-camps"


@cache
def seed(shared: Path, name: str) -> Report:
    raw = json.loads((shared / "data" / "claims" / "seeds" / f"{name}.json").read_text(encoding="utf-8"))
    return read_report(Report.model_validate({**raw, "claims": []}))


def told(report: Report, act: str, words: str, *, unsure: bool = False) -> Claim:
    """Return the claim of an act with a passage that holds the words; a candidate, too, where `unsure`."""
    found = [
        claim
        for claim in (*report.claims, *(report.candidates if unsure else ()))
        if claim.act == act and any(words in report.text[p.start : p.end] for p in claim.passages)
    ]
    assert found, f"no {act} is read there"
    return found[0]


def role(claim: Claim) -> str:
    return claim.attribution.chain[0].role


def test_the_call_of_new_years_day_is_an_order_of_the_leader(shared: Path) -> None:
    claim = told(seed(shared, RFA), "crackdown", "recent call to eliminate")
    assert (claim.kind, claim.modality, claim.perpetrator.institution) == ("order", "planned", "leader")
    assert claim.perpetrator.level == "national"
    assert role(claim) == "insider_source"


def test_executives_and_ordinary_people_alike_are_screened(shared: Path) -> None:
    claim = told(seed(shared, RFA), "screening", "alike are subject to screenings")
    assert (claim.kind, claim.modality, claim.victim.status) == ("act", "ongoing", "mixed")
    assert {"foreign_media", "superstition", "prostitution"} <= set(claim.grounds)
    assert role(claim) == "insider_source"


def test_the_children_of_executives_are_released(shared: Path) -> None:
    claim = told(seed(shared, RFA), "release", "the children of executives")
    assert (claim.kind, claim.victim.status) == ("act", "elite")
    assert "child" in claim.victim.roles
    assert role(claim) == "insider_source"


def test_the_student_is_one_person_executed_over_foreign_media(shared: Path) -> None:
    claim = told(seed(shared, RFA), "execution", "powerless college student")
    assert (claim.modality, claim.count.min, claim.count.max) == ("happened", 1, 1)
    assert claim.grounds == ("foreign_media",)
    assert (claim.victim.status, role(claim)) == ("ordinary", "insider_source")


def test_the_jobless_are_accused_by_the_authorities(shared: Path) -> None:
    claim = told(seed(shared, RFA), "false_accusation", "often accuse people who are unemployed")
    assert (claim.modality, claim.perpetrator.institution) == ("ongoing", "government")
    assert claim.grounds == ("unemployment",)
    assert role(claim) == "insider_source"


def test_the_jobless_go_without_power_water_and_food(shared: Path) -> None:
    claim = told(seed(shared, RFA), "deprivation", "withholding electricity, water, or food")
    assert (claim.victim.text or "").startswith("people who are unemployed")
    assert role(claim) == "insider_source"


def test_false_charges_are_made_against_the_poor(shared: Path) -> None:
    claim = told(seed(shared, RFA), "false_accusation", "make false charges against")
    assert (claim.victim.text, claim.modality) == ("powerless poor people", "ongoing")
    assert role(claim) == "insider_source"


def test_a_seed_without_a_date_keeps_its_times_in_words(shared: Path) -> None:
    report = seed(shared, DAILY)
    assert report.published is None
    relative = [
        claim.time
        for claim in report.claims
        if claim.time.text and not any(map(str.isdigit, claim.time.text))
    ]
    assert relative
    assert all(time.from_ is None and time.to is None for time in relative)


def test_officials_are_locked_up_in_political_camps(shared: Path) -> None:
    claim = told(seed(shared, DAILY), "detention_political_camp", "many political party officials")
    assert (claim.victim.status, claim.count.min, claim.count.max) == ("official", 2, None)
    assert role(claim) == "insider_source"


def test_their_families_go_with_them(shared: Path) -> None:
    assert told(seed(shared, DAILY), "crackdown", "includes their families").victim.family_included


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("remnants of the Jang Song-thaek faction", "factionalism"),
        ("misspoke during", "criticism"),
        ("state policy was to increase farm", "policy_disagreement"),
    ],
)
def test_accused_groups_of_officials_are_in_political_camps(shared: Path, words: str, ground: str) -> None:
    claim = told(seed(shared, DAILY), "detention_political_camp", words)
    assert ground in claim.grounds
    assert claim.victim.status == "official"


def test_the_fourth_group_is_held_for_its_opinions_with_its_families(shared: Path) -> None:
    claim = told(seed(shared, DAILY), "detention_other", "expressed unwelcome opinions", unsure=True)
    assert "policy_disagreement" in claim.grounds
    assert claim.victim.family_included


def test_dozens_to_hundreds_are_bounds(shared: Path) -> None:
    claim = told(seed(shared, DAILY), "detention_political_camp", "Dozens to hundreds")
    assert (claim.count.min, claim.count.max, claim.count.unit) == (24, 999, "persons")
    assert (claim.modality, role(claim)) == ("ongoing", "insider_source")


def test_most_new_detainees_are_ordinary_people(shared: Path) -> None:
    claim = told(seed(shared, DAILY), "detention_political_camp", "most of the new detainees")
    assert claim.victim.status == "ordinary"
    assert "foreign_media" in claim.grounds
