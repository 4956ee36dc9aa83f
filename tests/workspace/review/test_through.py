from django.test import Client
from tests.workspace.conftest import ClientAs, last_entry
from tests.workspace.review.conftest import PAGE, Told, check_outsiders

from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import ReadMark
from saksi.workspace.session import Archive

ADDRESS = f"{PAGE}through/"


def test_a_report_without_claims_is_marked_as_read(told: Told, coder: Client) -> None:
    told(claims=[])
    assert "The reader found no claims here." in coder.get(PAGE).content.decode()
    for _ in range(2):
        assert coder.post(ADDRESS).status_code == 302
    assert ReadMark.objects.get().coder == "cho"
    assert last_entry().action == "read through"
    assert "You marked this report as read." in coder.get(PAGE).content.decode()


def test_outsiders_find_nothing(report: Report, archive: Archive, client_as: ClientAs) -> None:
    check_outsiders(client_as, archive, report, ADDRESS)
