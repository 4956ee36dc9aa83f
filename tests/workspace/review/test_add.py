import pytest
from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import PAGE, check_names_nobody, check_outsiders, fields_of

from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.review.adding import claim_from_words
from saksi.workspace.review.models import Standing
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}add/"


def sent(report: Report, **typed: str) -> dict[str, str | list[str]]:
    return {"span": "0-8", "key": "k1", **fields_of(claim_from_words(report, 0, 8), **typed)}


def test_a_claim_made_of_selected_words_is_in_the_record(
    report: Report, archive: Archive, coder: Client
) -> None:
    answer = coder.post(ADDRESS, sent(report, act="screening", count_min="2"))
    assert answer.status_code == 302
    [added] = [claim for claim in answerable().reports[0].claims if claim.act == "screening"]
    assert (added.passages[0].of(report.text), added.count.min, added.reader) == ("Security", 2, "person")
    assert Standing.objects.get().verdict == "accepted"
    assert last_entry().action == "claim added"
    assert verify(archive).faults == []
    coder.post(ADDRESS, sent(report, act="screening", count_min="2"))  # the same form again
    assert Claim.objects.count() == 4


def test_words_are_typed_where_there_is_no_script(report: Report, coder: Client) -> None:
    page = coder.get(f"{PAGE}?new=1&words=two traders")
    assert '<blockquote lang="en">two traders</blockquote>' in page.content.decode()
    check_names_nobody(page)
    lost = coder.get(f"{PAGE}?new=1&words=three traders")
    assert lost.status_code == 422
    assert "stand in the report 0 times" in lost.content.decode()


def test_what_makes_no_claim_is_explained_and_kept(report: Report, coder: Client) -> None:
    answer = coder.post(ADDRESS, sent(report, count_min="5", count_max="2"))
    assert answer.status_code == 422
    assert "The smaller number comes first." in answer.content.decode()
    assert Claim.objects.count() == 3
    assert coder.post(ADDRESS, {"span": "0-99999"}).status_code == 422


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS, span="0-8")


@pytest.mark.parametrize("span", ["8-16", "8-15", "9-16"])  # "Security| agents |arrested"
def test_a_selection_is_its_words_without_the_blanks_around_them(
    report: Report, coder: Client, span: str
) -> None:
    page = coder.get(f"{PAGE}?new=1&span={span}").content.decode()
    assert 'name="span" value="9-15"' in page
