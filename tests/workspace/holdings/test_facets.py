"""Facets: the counts in memory are those of the record, whatever was added, decided or removed since."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import transaction
from tests.workspace.conftest import Made, Read
from tests.workspace.holdings.pages import claim, put_claims, put_report

from saksi.archive import Layout
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.holdings.columns import table_of
from saksi.workspace.holdings.facets import Question, ask_claims, keys_of
from saksi.workspace.holdings.models import Claim
from saksi.workspace.linking.models import Cluster, Membership
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive, opened

ACTS = ("execution", "detention_other", "torture", "release")


@pytest.fixture
def ann(archive: Archive) -> Member:
    return Member.objects.get(name="ann")


def counts(archive: Archive, member: Member, facet: str, **asked: str) -> dict[str, int]:
    counted = ask_claims(archive, member, Question.of(asked))
    return {value.code: value.count for value in counted.facets[facet]}


def test_every_facet_counts_what_the_record_holds(archive: Archive, ann: Member, tmp_path: Path) -> None:
    claims = [
        claim(
            n,
            act=ACTS[n % 4],
            grounds=["religion", "foreign_media"][: n % 3],
            modality="denied" if n % 5 == 0 else "happened",
        )
        for n in range(40)
    ]
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), claims)
    assert counts(archive, ann, "act") == dict.fromkeys(ACTS, 10)
    assert counts(archive, ann, "ground") == {
        code: sum(code in each.grounds for each in claims) for code in ("religion", "foreign_media")
    }
    assert counts(archive, ann, "modality", act="execution") == {
        code: sum(each.act == "execution" and each.modality == code for each in claims)
        for code in ("denied", "happened")
    }
    assert counts(archive, ann, "act", act="torture") == dict.fromkeys(
        ACTS, 10
    )  # the others stay to be chosen
    assert counts(archive, ann, "directness") == {claims[0].attribution.directness: 40}


def test_pages_come_latest_first_and_meet_without_a_gap(
    archive: Archive, ann: Member, tmp_path: Path
) -> None:
    rows = put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(n) for n in range(7)])
    first = ask_claims(archive, ann, Question(), size=3)
    second = ask_claims(archive, ann, Question(), before=first.before, size=3)
    third = ask_claims(archive, ann, Question(), before=second.before, size=3)
    assert [*first.keys, *second.keys, *third.keys] == [row.pk for row in reversed(rows)]
    assert (third.before, third.total) == (None, 7)


def test_a_decision_counts_at_once_and_a_correction_changes_what_is_counted(
    archive: Archive, ann: Member, tmp_path: Path
) -> None:
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(1), claim(2), claim(3)])
    assert counts(archive, ann, "decided") == {"open": 3}
    record_decision(archive, report_id="isk-1", claim_id="c1", verdict="accepted")
    changed = claim(
        2, act="execution", grounds=["religion"], place={"text": None, "country": "XO", "admin1": "Isk"}
    )
    record_decision(archive, report_id="isk-1", claim_id="c2", verdict="corrected", corrected=changed)
    record_decision(archive, report_id="isk-1", claim_id="c3", verdict="rejected")
    assert counts(archive, ann, "decided") == {"accepted": 1, "corrected": 1, "rejected": 1}
    assert counts(archive, ann, "act")["execution"] == 1
    assert counts(archive, ann, "ground") == {"religion": 1}
    assert counts(archive, ann, "place")["XO/Isk"] == 1


def test_what_was_read_anew_replaces_what_was_there(
    archive: Archive, ann: Member, read: Read, tmp_path: Path
) -> None:
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(n) for n in range(5)])
    put_claims(archive, put_report(archive, tmp_path, "isk-2", text="Other words."), [claim(1, act="fine")])
    assert counts(archive, ann, "act") == {claim(1).act: 5, "fine": 1}
    record_decision(archive, report_id="isk-2", claim_id="c1", verdict="accepted")  # this one stays
    read([claim(n, act="torture", confidence=0.9) for n in range(2)])
    assert counts(archive, ann, "act") == {"torture": 2, "fine": 1}
    assert ask_claims(archive, ann, Question()).keys == tuple(
        Claim.objects.order_by("-pk").values_list("pk", flat=True)
    )


def test_the_table_taken_over_step_by_step_is_the_one_read_at_once(
    archive: Archive, ann: Member, tmp_path: Path
) -> None:
    table = table_of(archive)
    for n in range(4):
        report = put_report(archive, tmp_path, f"isk-{n}", text=f"Stall {n} was seen.")
        put_claims(archive, report, [claim(k, act=ACTS[(n + k) % 4]) for k in range(n + 1)])
        record_decision(archive, report_id=f"isk-{n}", claim_id="c0", verdict="accepted")
        table.refreshed()
    fresh = type(table)()
    fresh.refreshed()
    assert fresh.places == table.places
    assert {name: column.tolist() for name, column in table.columns.items()} == {
        name: column.tolist() for name, column in fresh.columns.items()
    }


def test_linked_claims_count_by_the_independent_sources_of_their_event(
    archive: Archive, ann: Member, tmp_path: Path
) -> None:
    rows = put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(n) for n in range(4)])
    ask_claims(archive, ann, Question())
    with transaction.atomic():
        made = {"made_at": datetime.now(UTC), "made_by": "test"}
        event = Cluster.objects.create(kind="event", sources_min=2, sources_max=3, **made)
        for row in rows[:3]:
            Membership.objects.create(cluster=event, claim=row)
        log.record(archive, action="linked", about="events", states=[state_of(event)])
    assert counts(archive, ann, "sources") == {"none": 1, "1": 3, "2": 3}
    assert ask_claims(archive, ann, Question(sources="2")).total == 3
    with transaction.atomic():  # one has left
        Membership.objects.filter(claim=rows[0]).delete()
        log.record(archive, action="linked", about="events", states=[state_of(event)])
    assert counts(archive, ann, "sources") == {"none": 2, "1": 2, "2": 2}


def test_years_count_every_year_that_a_time_touches(archive: Archive, ann: Member, tmp_path: Path) -> None:
    times = [
        (date(2021, 5, 1), date(2023, 1, 31)),
        (date(2023, 2, 1), None),
        (None, date(2020, 6, 30)),
        (None, None),
    ]
    claims = [
        claim(n, time={"text": None, "from": since, "to": until}) for n, (since, until) in enumerate(times)
    ]
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), claims)
    assert counts(archive, ann, "year") == {"2023": 2, "2022": 1, "2021": 1, "2020": 1}
    assert ask_claims(archive, ann, Question(year="2022")).total == 1


def test_a_foreign_case_is_in_no_count(archive: Archive, ann: Member, tmp_path: Path) -> None:
    report = put_report(archive, tmp_path, "isk-1")
    put_claims(archive, report, [claim(1)])
    ben = Member.objects.get(name="ben")
    assert ask_claims(archive, ann, Question()).total == 1
    case = open_case(archive, label="Depot", team=[ben])
    put_into_case(archive, case=case, reports=[report])
    assert (ask_claims(archive, ann, Question()).total, counts(archive, ann, "act")) == (0, {})
    assert ask_claims(archive, ben, Question()).total == 1
    assert keys_of(archive, ann, Question()).tolist() == []


def test_an_empty_archive_counts_nothing(archive: Archive, ann: Member) -> None:
    counted = ask_claims(archive, ann, Question.of({"act": "torture", "year": "2024", "place": "XO/"}))
    assert (counted.total, counted.keys, counted.before) == (0, (), None)


@pytest.mark.parametrize(
    "asked",
    [
        {"act": "nonsense"}, {"year": "20x4"}, {"year": "99999"}, {"ground": ""}, {"sources": "9"},
        {"place": "XO"}, {"decided": "perhaps"}, {"kind": "'; DROP"},
    ],
)  # fmt: skip
def test_what_is_no_code_asks_nothing(asked: dict[str, str]) -> None:
    assert Question.of(asked) == Question()


def test_another_archive_has_columns_of_its_own(made: Made, archive: Archive, tmp_path: Path) -> None:
    put_claims(archive, put_report(archive, tmp_path, "isk-1"), [claim(1)])
    ann = Member.objects.get(name="ann")
    assert ask_claims(archive, ann, Question()).total == 1
    with opened(Layout(made.layout.folder), made.keys, actor="ann") as other:
        assert ask_claims(other, Member.objects.get(name="ann"), Question()).total == 0
