"""What somebody is typing on a report: kept for them alone, there again later, gone when it is sent."""

import pytest
from django.test import Client
from tests.workspace.conftest import ClientAs
from tests.workspace.review.conftest import (
    PAGE,
    Told,
    check_names_nobody,
    check_outsiders,
    fields_of,
    form,
)

from saksi.record import InvalidInput
from saksi.testing import a_claim
from saksi.workspace.audit.models import Entry
from saksi.workspace.drafts.models import Draft
from saksi.workspace.drafts.services import LONGEST, keep_draft
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.selectors import untouched
from saksi.workspace.review.models import Decision
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}draft/"
EDIT = f"{PAGE}?id=c0&edit=fields"


def typed(draft: str = "correct", **fields: str) -> dict[str, str | list[str]]:
    """What the form of a correction sends while somebody types into it."""
    return {**fields_of(a_claim(id="c0"), victim_text="two weavers"), **form(draft=draft), **fields}


def test_what_is_typed_is_there_again_and_not_in_the_record(report: Report, coder: Client) -> None:
    entries = Entry.objects.count()
    assert coder.post(ADDRESS, typed()).status_code == 204
    page = coder.get(EDIT).content.decode()
    assert 'value="two weavers"' in page
    assert "Begun before and here again" in page
    assert "You began to correct this" in coder.get(f"{PAGE}?id=c0").content.decode()
    assert "Begun and not saved" in coder.get("/desk/").content.decode()
    assert (Decision.objects.count(), Entry.objects.count()) == (0, entries)
    check_names_nobody(coder.get(EDIT))


def test_it_is_kept_once_and_its_last_words_count(report: Report, coder: Client) -> None:
    coder.post(ADDRESS, typed())
    coder.post(ADDRESS, typed(victim_text="three weavers"))
    assert Draft.objects.get().posted["victim_text"] == "three weavers"


def test_nobody_else_sees_it(report: Report, coder: Client, reviewer: Client) -> None:
    coder.post(ADDRESS, typed())
    for address in (EDIT, PAGE, "/desk/"):
        assert "Begun" not in reviewer.get(address).content.decode()
    reviewer.post(f"{ADDRESS}drop/", typed())
    assert Draft.objects.count() == 1


def test_the_verdict_of_its_coder_ends_it_and_that_of_others_does_not(
    report: Report, coder: Client, reviewer: Client
) -> None:
    coder.post(ADDRESS, typed())
    reviewer.post(f"{PAGE}decide/", form(verdict="rejected"))
    assert Draft.objects.count() == 1
    late = coder.post(f"{PAGE}correct/", {**typed(), "version": "0"})
    assert late.status_code == 409  # begun on what was shown before: both are shown, nothing is lost
    assert Draft.objects.count() == 1
    version = str(Decision.objects.get().pk)
    coder.post(f"{PAGE}correct/", typed(version=version))
    assert Draft.objects.count() == 0


def test_a_keeping_that_arrives_after_its_form_keeps_nothing(report: Report, coder: Client) -> None:
    sent = typed()
    coder.post(f"{PAGE}correct/", sent)
    assert coder.post(ADDRESS, sent).status_code == 204
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("draft", "sent_to", "shown_at"),
    [("note", "note/", "?id=c0"), ("new", "add/", "?new=1&span=4-19"), ("passages", "passages/", "?id=c0")],
)
def test_each_form_keeps_its_own_until_it_is_sent(
    report: Report, coder: Client, draft: str, sent_to: str, shown_at: str
) -> None:
    sent = typed(draft, text="Which gate?", span="4-19", victim_text="the miller")
    coder.post(ADDRESS, sent)
    page = coder.get(f"{PAGE}{shown_at}").content.decode()
    assert {"note": "Which gate?", "new": 'value="the miller"', "passages": "began to move"}[draft] in page
    answer = coder.post(f"{PAGE}{sent_to}", sent)
    assert answer.status_code == 302
    assert Draft.objects.count() == 0


def test_a_report_that_somebody_is_typing_on_is_not_read_anew(report: Report, coder: Client) -> None:
    assert untouched([report]) == [report]
    coder.post(ADDRESS, typed())
    assert untouched([report]) == []


def test_what_is_given_up_is_gone(report: Report, coder: Client) -> None:
    coder.post(ADDRESS, typed())
    answer = coder.post(f"{ADDRESS}drop/", typed())
    assert answer["Location"] == f"{PAGE}?id=c0"
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("fields", [{"draft": "diary"}, {"draft": "pasted"}, {"claim": "c" * 300}])
def test_a_form_that_there_is_not_keeps_nothing(
    report: Report, coder: Client, fields: dict[str, str]
) -> None:
    assert coder.post(ADDRESS, typed() | fields).status_code == 422
    assert Draft.objects.count() == 0


def test_a_draft_longer_than_any_report_is_refused(archive: Archive, told: Told) -> None:
    with pytest.raises(InvalidInput, match="are no draft"):
        keep_draft(archive, kind="note", fields={"text": ["x" * (LONGEST + 1)]}, report=told(), place="c0")


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS, draft="note", claim="c0", text="x")
    check_outsiders(client_as, archive, report, f"{ADDRESS}drop/", draft="note", claim="c0")
