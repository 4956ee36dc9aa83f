"""Cases: opened, with a team, closed; what lies in them is the team's."""

import pytest
from tests.workspace.conftest import Add, ClientAs, Read, Write

from saksi.record import InvalidInput
from saksi.testing import a_report
from saksi.workspace.accounts import cases
from saksi.workspace.accounts.models import Case, Member
from saksi.workspace.accounts.seeing import claims_seen, reports_seen
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.models import Report
from saksi.workspace.session import Archive


def actions() -> list[str]:
    return list(Entry.objects.order_by("n").values_list("action", flat=True))


def seen(name: str) -> set[str]:
    return set(reports_seen(Member.objects.get(name=name)).values_list("report_id", flat=True))


def test_a_case_is_opened_changed_and_closed_by_its_page(client_as: ClientAs, archive: Archive) -> None:
    client = client_as("administrator", name="ann")
    ann, ben = (Member.objects.get(name=name) for name in ("ann", "ben"))
    assert client.post("/settings/cases/open/", {"label": "Corrow", "team": [ann.pk]}).status_code == 302
    case = Case.objects.get()
    assert client.post(f"/settings/cases/{case.pk}/team/", {"team": [ben.pk]}).status_code == 302
    assert [mate.member for mate in case.team.all()] == [ben]
    assert client.post(f"/settings/cases/{case.pk}/close/", {"reason": "all is said"}).status_code == 302
    assert actions()[-3:] == ["case opened", "team changed", "case closed"]
    assert verify(archive).faults == []


@pytest.mark.parametrize("fields", [{"label": " ", "team": ["1"]}, {"label": "Corrow"}, {"team": ["9" * 40]}])
def test_a_case_without_label_or_team_is_explained(client_as: ClientAs, fields: dict[str, object]) -> None:
    answer = client_as("administrator", name="ann").post("/settings/cases/open/", fields)
    assert answer.status_code == 422
    assert "needs a label" in answer.content.decode()
    assert not Case.objects.exists()


def test_a_report_in_a_case_is_its_teams_alone(archive: Archive, add: Add, write: Write, read: Read) -> None:
    add(
        write("isk-1"),
        write("isk-2", outlet="Kell Post", text=a_report().text + " They were heard of no more."),
    )
    read(claims=2)
    ann, ben = Member.objects.order_by("pk")
    case = cases.open_case(archive, label="Corrow", team=[ben])
    report = Report.objects.get(report_id="isk-1")
    assert cases.put_into_case(archive, case=case, reports=[report]) == 1
    assert cases.put_into_case(archive, case=case, reports=[report]) == 0
    assert (seen("ann"), seen("ben")) == ({"isk-2"}, {"isk-1", "isk-2"})
    assert (claims_seen(ann).count(), claims_seen(ben).count()) == (2, 4)
    cases.take_out_of_case(archive, report=report, reason="it was printed since")
    assert seen("ann") == {"isk-1", "isk-2"}
    assert verify(archive).faults == []


def test_moving_a_report_to_another_case_takes_it_from_the_first_team(
    archive: Archive, add: Add, write: Write
) -> None:
    add(write("isk-1"))
    ann, ben = Member.objects.order_by("pk")
    report = Report.objects.get()
    for member in (ann, ben):
        case = cases.open_case(archive, label=f"case of {member.pk}", team=[member])
        cases.put_into_case(archive, case=case, reports=[report])
    assert (seen("ann"), seen("ben")) == (set(), {"isk-1"})


def test_what_cannot_be_is_refused(archive: Archive, add: Add, write: Write) -> None:
    add(write("isk-1"))
    report, ann = Report.objects.get(), Member.objects.get(name="ann")
    case = cases.open_case(archive, label="Corrow", team=[ann])
    with pytest.raises(InvalidInput, match="at least one member"):
        cases.set_team(archive, case=case, team=[])
    with pytest.raises(NotAllowed, match="needs a reason"):
        cases.close_case(archive, case=case, reason=" ")
    with pytest.raises(NotAllowed, match="lies in no case"):
        cases.take_out_of_case(archive, report=report, reason="it was printed since")
    cases.close_case(archive, case=case, reason="all is said")
    with pytest.raises(NotAllowed, match="closed"):
        cases.put_into_case(archive, case=case, reports=[report])
