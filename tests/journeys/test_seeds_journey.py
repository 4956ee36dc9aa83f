"""The two reports that the project began with, and ten news articles: what must be on the page.

The texts stay outside the project; their claims are named by the ids of the annotators.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.golden.scoring import overlap
from tests.journeys.commands import saksi

from saksi.record import Claim, Report, load_report
from saksi.workflows.files import load_reports

pytestmark = pytest.mark.shared

RFA, CAMPS = "seed-rfa-2018", "seed-dailynk-camps"


@pytest.fixture(scope="module")
def made(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run `saksi read` on the bare reports, without the annotators' claims, and `saksi findings`."""
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "reports").mkdir()
    for name in ("seeds", "real"):
        for path in sorted((shared / "data/claims" / name).glob("*.json")):
            report = json.loads(path.read_text(encoding="utf-8"))
            report.pop("claims")
            (folder / "reports" / path.name).write_text(json.dumps(report), encoding="utf-8")
    done = saksi("read", "reports", "--output-dir", "read", "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    [result] = json.loads(done.stdout)["results"]
    assert (result["reports"], result["problems"]) == (12, [])
    assert saksi("findings", "read", "--output", "out", folder=folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def read(made: Path) -> dict[str, Report]:
    return {report.id: report for report in load_reports(made / "read")}


@pytest.fixture(scope="module")
def page(made: Path) -> str:
    return (made / "out" / "findings.html").read_text(encoding="utf-8")


def found(read: dict[str, Report], shared: Path, report: str, gold: str) -> list[Claim]:
    """Return the claims read where the annotators' claim stands, with the same act."""
    hand = load_report(shared / "data/claims/seeds" / f"{report}.json")
    [claim] = [claim for claim in hand.claims if claim.id == gold]
    return [other for other in read[report].claims if other.act == claim.act and overlap(claim, other)]


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
    read: dict[str, Report], shared: Path, page: str, report: str, gold: str, fields: dict[str, object]
) -> None:
    fitting = [
        claim
        for claim in found(read, shared, report, gold)
        if all(field(claim, path) == value for path, value in fields.items())
    ]
    assert fitting, f"of {report} {gold} only {[c.id for c in found(read, shared, report, gold)]}"
    claim = fitting[0]
    anchor = f"e-{report}-{claim.id}"
    evidence = re.search(rf'<article class="ev" id="{anchor}">(.*?)</article>', page, re.DOTALL)
    assert evidence is not None
    assert '<ol class="chain">' in evidence[1]
    assert re.search(r'<span class="m f-\w+ on">', evidence[1])
    assert page.count(f'href="#{anchor}"') >= 2  # from a finding, in both languages


def test_officials_are_purged_and_sent_away_with_their_families(read: dict[str, Report], made: Path) -> None:
    camps = read[CAMPS]  # that the fourth group went with its families is read, and only as a candidate
    with_families = [c for c in (*camps.claims, *camps.candidates) if c.victim.family_included]
    assert any(c.victim.status == "official" and c.act.startswith("detention") for c in with_families)
    assert any(c.victim.status == "official" and c in camps.claims for c in with_families)
    data = json.loads((made / "out" / "findings.json").read_text(encoding="utf-8"))
    [families] = [finding for finding in data["results"] if finding["id"] == "families"]
    assert CAMPS in json.dumps(families)


def test_the_student_is_one_person_by_the_word_of_an_insider(read: dict[str, Report], shared: Path) -> None:
    [execution] = found(read, shared, RFA, "c18")
    first = execution.attribution.chain[0]
    assert (first.role, first.anonymous) == ("insider_source", True)


def test_reports_without_a_date_keep_their_times_in_words_and_say_undated(
    read: dict[str, Report], page: str
) -> None:
    assert [read[RFA].published, read[CAMPS].published] == [None, None]
    relative = [c.time for c in read[CAMPS].claims if c.time.text == "this year"]
    assert relative
    assert all(time.from_ is None and time.to is None for time in relative)
    assert "this year" in page
    assert "undated" in page
    assert "날짜 없음" in page or "날짜가 없는" in page


# The twenty questions of docs/methods/findings.md, on the two reports alone, as the reader reads them.


@pytest.fixture(scope="module")
def two(made: Path) -> Path:
    """Run `saksi findings` on the two first reports alone."""
    folder = made / "two"
    (folder / "read").mkdir(parents=True)
    for name in (RFA, CAMPS):
        shutil.copy(made / "read" / f"{name}.json", folder / "read")
    assert saksi("findings", "read", "--output", "out", folder=folder).returncode == 0
    return folder / "out"


class Answers:
    """What stands on the page: findings by id, and the evidence one click behind a claim."""

    def __init__(self, out: Path, reports: dict[str, Report]) -> None:
        self.page = (out / "findings.html").read_text(encoding="utf-8")
        data = json.loads((out / "findings.json").read_text(encoding="utf-8"))
        self.findings: dict[str, dict[str, Any]] = {found["id"]: found for found in data["results"]}
        self.reports = reports

    def article(self, name: str) -> str:
        """Return what is seen of a finding, in English, without marks."""
        found = re.search(rf'<article class="finding" id="{name}">(.*?)</article>', self.page, re.DOTALL)
        assert found is not None
        return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())

    def table(self, name: str, block: str) -> list[dict[str, Any]]:
        blocks = self.findings[name]["blocks"]
        return next(b["rows"] for b in blocks if b["block"] == "table" and b["id"] == block)

    def refusals(self, name: str) -> str:
        boxes = [b for b in self.findings[name]["blocks"] if b["block"] == "refusal"]
        boxes += self.findings[name]["refusals"]
        assert all(box["needed"] for box in boxes), "a refusal must say what would cure it"
        return " ".join(box["title"]["en"] + " " + box["reason"]["en"] for box in boxes)

    def one_click(self, name: str, report: str, wanted: Claim) -> str:
        """Return the evidence of a claim that the finding links to: chain, passage, place and time."""
        anchor = f"e-{report}-{wanted.id}"
        found = re.search(rf'<article class="finding" id="{name}">(.*?)</article>', self.page, re.DOTALL)
        assert found is not None
        assert f'href="#{anchor}"' in found[1]
        entry = re.search(rf'<article class="ev" id="{anchor}">(.*?)</article>', self.page, re.DOTALL)
        assert entry is not None
        assert '<ol class="chain">' in entry[1]
        assert "characters" in entry[1]
        return " ".join(re.sub(r"<[^>]+>", " ", entry[1]).split())


@pytest.fixture(scope="module")
def answers(two: Path, read: dict[str, Report]) -> Answers:
    return Answers(two, read)


@pytest.fixture(scope="module")
def student(read: dict[str, Report], shared: Path) -> Claim:
    [claim] = found(read, shared, RFA, "c18")
    return claim


def test_q1_who_was_executed_and_on_what_accusation(answers: Answers, student: Claim) -> None:
    assert "1 person" in answers.article("deaths")
    assert "foreign media" in answers.article("deaths")
    assert "student" in answers.one_click("deaths", RFA, student)


def test_q2_where_and_when_the_student_was_executed_is_said_to_be_unknown(
    answers: Answers, student: Claim
) -> None:
    evidence = answers.one_click("deaths", RFA, student)
    assert "place not said" in evidence
    assert "time not said" in evidence
    row = next(row for row in answers.table("limits", "unsaid") if row["id"] == "execution")
    assert [row["cells"][n]["value"] for n in (2, 3)] >= [1, 1]  # no place, no day


def test_q3_who_says_so_and_who_heard_it_first(answers: Answers, student: Claim) -> None:
    evidence = answers.one_click("deaths", RFA, student)
    assert "North Hamgyong" in evidence
    assert "RFA" in evidence
    sources = answers.findings["deaths"]["sources"]
    assert (sources["low"], sources["high"]) == (1, 1)
    assert "the whole figure falls" in answers.article("deaths")


def test_q4_which_officials_went_to_the_camps_and_for_what(
    answers: Answers, read: dict[str, Report], shared: Path
) -> None:
    for gold in ("c6", "c10", "c11"):
        claims = found(read, shared, CAMPS, gold)
        evidence = [answers.one_click("camps", CAMPS, c) for c in claims if c.victim.status == "official"]
        assert evidence, gold
        assert not all("no accusation told" in words for words in evidence), gold


def test_q5_families_taken_with_the_accused(answers: Answers, read: dict[str, Report]) -> None:
    claims = [c for c in read[CAMPS].claims if c.victim.family_included]
    assert any("families" in answers.one_click("families", CAMPS, claim) for claim in claims)


def test_q6_children_of_executives_are_screened_and_get_off(
    answers: Answers, read: dict[str, Report], shared: Path
) -> None:
    claims = [c for c in found(read, shared, RFA, "c17") if c.act == "release"]
    assert any("children" in answers.one_click("outcomes", RFA, claim) for claim in claims)
    assert "Getting off is told only of the elite" in answers.article("outcomes")


def test_q7_those_without_work_are_accused_and_lose_power_water_and_food(
    answers: Answers, read: dict[str, Report], shared: Path
) -> None:
    for gold in ("c20", "c21"):
        assert [answers.one_click("grounds", RFA, claim) for claim in found(read, shared, RFA, gold)], gold
    assert "unemployment" in answers.article("grounds")


def test_q8_who_gave_the_order_in_which_words(answers: Answers, read: dict[str, Report]) -> None:
    leader = [c for c in read[RFA].claims if c.kind == "order" and c.perpetrator.institution == "leader"]
    assert any("Kim" in answers.one_click("orders", RFA, claim) for claim in leader)
    assert "leader" in answers.article("orders").lower()
    assert "23 Dec 2017" in answers.article("orders")
    evidence = [answers.one_click("orders", RFA, claim) for claim in leader]
    assert any("first day of the new year" in words for words in evidence)  # read by a person, not the reader


def test_q9_acts_that_carried_an_order_out_only_where_the_report_ties_them_to_it(answers: Answers) -> None:
    assert "No link between an order and an act is asserted" in answers.article("orders")
    tied = answers.table("orders", "orders_carried")
    assert [row["id"].split("/")[0] for row in tied] == [RFA]
    assert "screenings" in tied[0]["cells"][0]["lines"][0]["en"]


def test_q10_which_office_sent_people_to_the_camps_is_said_to_be_unknown(answers: Answers) -> None:
    rows = {row["id"]: row for row in answers.table("limits", "unsaid")}
    camps = rows["detention_political_camp"]["cells"]
    assert 0 < camps[5]["value"] <= camps[1]["value"]  # by whom not said


def test_q11_nobody_denies_it(answers: Answers) -> None:
    assert all(finding["claims_against"] == [] for finding in answers.findings.values())
    assert "no report denies it" in answers.article("deaths")
    assert "denial" not in answers.findings["doubts"]["answer"]["en"]


def test_q12_fears_and_announcements_are_apart_and_in_no_count(answers: Answers) -> None:
    assert "feared" in answers.findings["doubts"]["answer"]["en"]
    counted = {
        (r["report_id"], r["claim_id"]) for g in answers.findings["acts"]["claims_for"] for r in g["refs"]
    }
    feared = [g["refs"] for g in answers.findings["doubts"]["claims_for"] if g["id"] == "doubts-feared"]
    assert feared
    assert not counted & {(r["report_id"], r["claim_id"]) for refs in feared for r in refs}


def test_q13_what_falls_with_the_first_source_in_north_hamgyong(answers: Answers) -> None:
    rows = answers.table("origins", "origins")
    [first] = [
        row
        for row in rows
        if "North Hamgyong" in row["cells"][0]["text"]["en"] and "second" not in row["cells"][0]["text"]["en"]
    ]
    assert first["cells"][4]["value"] >= 5  # claims that rest on it alone
    assert "Who was executed" in first["cells"][6]["text"]["en"]


def test_q14_the_two_reports_confirm_each_other_in_nothing(answers: Answers) -> None:
    assert "the reports do not confirm each other" in answers.article("events")


def test_each_answer_ends_at_the_files_it_rests_on_and_what_is_refused_says_what_would_cure_it(
    answers: Answers,
) -> None:
    refused = {name for name in answers.findings if answers.refusals(name)}
    assert {"outcomes", "changes", "limits", "undocumented"} <= refused
    for name, finding in answers.findings.items():
        if not finding["claims_for"]:
            continue
        behind = {ref["report_id"] for group in finding["claims_for"] for ref in group["refs"]}
        fold = answers.article(name).split(" Original ")[-1]
        assert all(answers.reports[report].text_sha256 in fold for report in behind), name
        assert "Custody is not recorded" in fold, name  # files, no archive


def test_q15_how_many_are_in_the_camps_as_one_source_puts_it(answers: Answers) -> None:
    figure = answers.findings["camps"]["figure"]["bounds"]
    assert (figure["min"], figure["max"]) == (24, 999)
    assert "as one source puts it" in answers.article("camps")
    assert answers.findings["camps"]["sources"]["high"] == 1


def test_q16_q17_q20_totals_shares_and_the_unreported_are_refused(answers: Answers) -> None:
    refused = answers.refusals("limits")
    assert "No total number of victims" in refused
    assert "nobody knows how many were never reported" in refused
    assert "No shares and no rates" in refused
    assert "No rate by status" in answers.refusals("outcomes")


def test_q18_a_change_between_years_is_refused_and_the_sources_own_word_kept(answers: Answers) -> None:
    assert "No change from one year to the next" in answers.refusals("changes")
    assert "unlike last year" in answers.article("changes")
    assert "Did the sources change? Entirely." in answers.article("changes")


def test_q19_each_figure_names_its_unit_and_how_much_is_reviewed(answers: Answers) -> None:
    for name, finding in answers.findings.items():
        assert finding["unit"]["en"], name
        if finding["reviewed"]["of"]:
            words = answers.article(name)
            assert "0 of" in words, name
            assert "Events" in words, name
