from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import PAGE, check_names_nobody, check_outsiders, form

from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import Decision, Standing
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}group/"
ALL = {"claim": ["c0:0", "c1:0", "c2:0"], "key": "g1"}


def test_the_page_asks_once_and_lists_what(report: Report, coder: Client) -> None:
    answer = coder.get(f"{PAGE}?group=1")
    html = answer.content.decode()
    assert "Accept these 3 claims as suggested?" in html
    assert html.count('name="claim" value="c') >= 3
    assert Decision.objects.count() == 0
    check_names_nobody(answer)


def test_the_group_is_accepted_as_listed_with_one_entry(report: Report, coder: Client) -> None:
    assert coder.post(ADDRESS, ALL).status_code == 302
    assert Standing.objects.filter(verdict="accepted").count() == 3
    entry = last_entry()
    assert (entry.action, entry.object) == ("accepted", f"3 claims of report {report.pk}")


def test_a_key_that_no_page_made_is_cut(report: Report, coder: Client) -> None:
    for _ in range(2):
        assert coder.post(ADDRESS, ALL | {"key": "x" * 100_000}).status_code == 302
    assert {len(key or "") for key in Decision.objects.values_list("key", flat=True)} == {50}
    assert Decision.objects.count() == 3


def test_a_group_that_changed_meanwhile_is_not_accepted(
    report: Report, coder: Client, reviewer: Client
) -> None:
    reviewer.post(f"{PAGE}decide/", form("c1", verdict="rejected"))
    answer = coder.post(ADDRESS, ALL)
    assert answer.status_code == 403
    assert "nothing was decided" in answer.content.decode()
    assert coder.post(ADDRESS, {"claim": "elsewhere:0"}).status_code == 422
    assert Standing.objects.count() == 1


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS, claim="c0:0")
