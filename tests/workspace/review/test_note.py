from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import PAGE, check_names_nobody, check_outsiders, form

from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import CoderNote
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}note/"


def test_a_note_is_kept_and_shown_with_its_claim(report: Report, coder: Client) -> None:
    answer = coder.post(ADDRESS, form(text="They must cut timber."))
    assert CoderNote.objects.get().text == "They must cut timber."
    page = coder.get(answer["Location"])
    assert "They must cut timber." in page.content.decode()
    check_names_nobody(page)
    entry = last_entry()
    assert (entry.action, "timber" in entry.object + entry.reason) == ("noted", False)


def test_an_empty_note_is_explained(report: Report, coder: Client) -> None:
    answer = coder.post(ADDRESS, form(text="  "))
    assert answer.status_code == 422
    assert "the note is empty" in answer.content.decode()


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS, **form(text="x"))
