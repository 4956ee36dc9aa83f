import json

from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import (
    CLAIM,
    PAGE,
    after_of,
    check_names_nobody,
    check_outsiders,
    fields_of,
    form,
)

from saksi.testing import a_claim
from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import Decision
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}correct/"


def test_a_correction_changes_the_fields_typed_and_no_others(report: Report, coder: Client) -> None:
    typed = fields_of(CLAIM, act="execution", count_min="3", count_max="", grounds=["drugs"])
    answer = coder.post(ADDRESS, form() | typed)
    assert answer.status_code == 302
    decision = Decision.objects.get()
    assert decision.fields == ["act", "count", "grounds"]
    wanted = a_claim(
        id="c0", confidence=0.9, act="execution", grounds=["drugs"], count={"min": 3, "max": None}
    ).model_dump(mode="json", by_alias=True)
    assert decision.after == wanted
    assert last_entry().action == "corrected"


def test_saving_without_a_change_is_an_acceptance(report: Report, coder: Client) -> None:
    coder.post(ADDRESS, form() | fields_of(CLAIM))
    assert Decision.objects.get().verdict == "accepted"


def test_a_teller_is_added_before_the_first_and_taken_out_when_emptied(report: Report, coder: Client) -> None:
    typed = fields_of(CLAIM, link0_text="a cook", link0_role="witness", link1_text="")
    coder.post(ADDRESS, form() | typed)
    chain = after_of(Decision.objects.get())["attribution"]["chain"]
    assert [(link["text"], link["role"]) for link in chain] == [
        ("a cook", "witness"),
        ("Isk Radio", "outlet"),
    ]


def test_what_cannot_be_kept_stays_typed_beside_its_reason(report: Report, coder: Client) -> None:
    wrong = (
        ({"count_min": "40", "count_max": "12"}, "The smaller number comes first.", 'value="12"'),
        ({"count_min": "dozens"}, "A count is a whole number", 'value="dozens"'),
        ({"time_from": "2024-03-20", "time_to": "2024-03-01"}, "The earlier day comes first", "2024-03-01"),
        ({"act": "gossip"}, "does not fit", 'name="act"'),
        ({"link1_text": "", "link2_text": ""}, "at least one teller", "link1_text"),
    )
    for typed, reason, kept in wrong:
        answer = coder.post(ADDRESS, form() | fields_of(CLAIM, **typed))
        html = answer.content.decode()
        assert answer.status_code == 422
        assert reason in html
        assert kept in html
        check_names_nobody(answer)
    by_script = coder.post(ADDRESS, form() | fields_of(CLAIM, count_min="x"), headers={"Saksi-Desk": "1"})
    assert by_script.status_code == 422
    assert "A count is a whole number" in json.loads(by_script.content)["card"]
    assert Decision.objects.count() == 0


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS, **form())
