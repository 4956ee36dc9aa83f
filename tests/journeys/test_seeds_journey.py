"""The two reports that the project began with, and ten news articles: what must be on the page.

The texts stay outside the project; their claims are named by the ids of the annotators.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.seeds import CAMPS, RFA, found

from saksi.record import Claim, Report

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def page(seeds: Path) -> str:
    return (seeds / "out" / "findings.html").read_text(encoding="utf-8")


def field(claim: Claim, path: str) -> Any:
    value: Any = claim
    for name in path.split("."):
        value = getattr(value, name)
    return value


MUST_SHOW = [
    pytest.param(RFA, "c1", {"kind": "order"}, id="the order of New Year's Day"),
    pytest.param(
        RFA,
        "c4",
        {"victim.status": "mixed", "modality": "ongoing"},
        id="executives and ordinary people screened",
    ),
    pytest.param(RFA, "c17", {"victim.status": "elite"}, id="executives' children get off"),
    pytest.param(
        RFA,
        "c18",
        {"count.min": 1, "count.max": 1, "grounds": ("foreign_media",), "victim.status": "ordinary"},
        id="one student executed over foreign media",
    ),
    pytest.param(RFA, "c20", {"grounds": ("unemployment",)}, id="the jobless accused"),
    pytest.param(RFA, "c21", {"grounds": ("unemployment",)}, id="power, water and food withheld"),
    pytest.param(RFA, "c23", {"modality": "ongoing"}, id="false charges against the poor"),
    pytest.param(CAMPS, "c2", {"victim.status": "official"}, id="officials in the camps"),
    pytest.param(CAMPS, "c6", {"grounds": ("factionalism",)}, id="the faction's remnants"),
    pytest.param(CAMPS, "c9", {"victim.status": "official"}, id="those who misspoke are branded"),
    pytest.param(CAMPS, "c10", {"victim.status": "official"}, id="and sent to the camps"),
    pytest.param(CAMPS, "c11", {"grounds": ("policy_disagreement",)}, id="those who spoke of wheat"),
    pytest.param(CAMPS, "c12", {"count.min": 24, "count.max": 999}, id="dozens to hundreds"),
    pytest.param(CAMPS, "c13", {"victim.status": "ordinary"}, id="most new detainees are ordinary"),
]


@pytest.mark.parametrize(("report", "gold", "fields"), MUST_SHOW)
def test_the_page_shows_it_with_its_words_and_who_says_so(
    as_read: dict[str, Report], shared: Path, page: str, report: str, gold: str, fields: dict[str, object]
) -> None:
    fitting = [
        claim
        for claim in found(as_read, shared, report, gold)
        if all(field(claim, path) == value for path, value in fields.items())
    ]
    assert fitting, f"of {report} {gold} only {[c.id for c in found(as_read, shared, report, gold)]}"
    claim = fitting[0]
    anchor = f"e-{report}-{claim.id}"
    evidence = re.search(rf'<article class="ev" id="{anchor}">(.*?)</article>', page, re.DOTALL)
    assert evidence is not None
    assert '<ol class="chain">' in evidence[1]
    assert re.search(r'<span class="m f-\w+ on">', evidence[1])
    assert page.count(f'href="#{anchor}"') >= 2  # from a finding, in both languages


def test_officials_are_purged_and_sent_away_with_their_families(
    as_read: dict[str, Report], seeds: Path
) -> None:
    camps = as_read[CAMPS]  # that the fourth group went with its families is read, and only as a candidate
    with_families = [c for c in (*camps.claims, *camps.candidates) if c.victim.family_included]
    assert any(c.victim.status == "official" and c.act.startswith("detention") for c in with_families)
    assert any(c.victim.status == "official" and c in camps.claims for c in with_families)
    data = json.loads((seeds / "out" / "findings.json").read_text(encoding="utf-8"))
    [families] = [finding for finding in data["results"] if finding["id"] == "families"]
    assert CAMPS in json.dumps(families)


def test_the_student_is_one_person_by_the_word_of_an_insider(
    as_read: dict[str, Report], shared: Path
) -> None:
    [execution] = found(as_read, shared, RFA, "c18")
    first = execution.attribution.chain[0]
    assert (first.role, first.anonymous) == ("insider_source", True)


def test_reports_without_a_date_keep_their_times_in_words_and_say_undated(
    as_read: dict[str, Report], page: str
) -> None:
    assert [as_read[RFA].published, as_read[CAMPS].published] == [None, None]
    relative = [c.time for c in as_read[CAMPS].claims if c.time.text == "this year"]
    assert relative
    assert all(time.from_ is None and time.to is None for time in relative)
    assert "this year" in page
    assert "undated" in page
    assert "날짜 없음" in page or "날짜가 없는" in page
