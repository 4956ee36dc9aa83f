"""Adding, changing and retiring members by their page."""

import re

import pytest
from tests.workspace.conftest import WORDS, ClientAs
from tests.workspace.holdings.pages import last_told

from saksi.archive import Layout, WrongPassphrase, unlock
from saksi.workspace.accounts import members as services
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.roles import EVERY, Role, roles_of
from saksi.workspace.audit.verifying import verify
from saksi.workspace.errors import NotAllowed
from saksi.workspace.session import Archive
from saksi.workspace.web.serving import Serving


def test_the_first_member_stands_in_until_somebody_is_administrator(archive: Archive) -> None:
    ann, ben = Member.objects.order_by("pk")
    assert (roles_of(ann), roles_of(ben)) == (EVERY, frozenset({Role.READER}))
    services.set_roles(archive, member=ben, roles=[Role.DOCUMENTER])
    assert roles_of(ann) == EVERY
    services.set_roles(archive, member=ben, roles=[Role.ADMINISTRATOR])
    assert roles_of(Member.objects.get(name="ann")) == {Role.READER}


def test_a_new_member_gets_a_sheet_that_opens_the_archive(client_as: ClientAs, layout: Layout) -> None:
    client = client_as("administrator", name="ann", confirmed=True)
    page = client.post("/settings/members/add/", {"name": "dee", "roles": ["documenter", "analyst"]})
    word = re.search(r'class="mono">([a-z ]+)</dd>', page.content.decode())
    assert word
    assert len(word[1].split()) == services.WORDS
    assert unlock(layout, word[1], holder="dee")
    assert roles_of(Member.objects.get(name="dee")) == {Role.DOCUMENTER, Role.ANALYST}
    assert last_told()[:2] == ("member added", f"member {Member.objects.get(name='dee').pk}")


def test_who_got_a_passphrase_from_somebody_chooses_one_before_anything_else(
    client_as: ClientAs, archive: Archive, layout: Layout
) -> None:
    _, drawn = services.add_member_with_sheet(archive, name="dee", roles=[Role.DOCUMENTER])
    client = client_as("documenter", name="dee")
    assert client.get("/desk/")["location"] == "/settings/passphrase/"
    assert client.post("/people/link/")["location"] == "/settings/passphrase/"
    page = client.get("/settings/passphrase/").content.decode()
    assert "Choose one of your own" in page
    kept = client.post("/settings/passphrase/", {"old": drawn, "new": drawn, "again": drawn})
    assert "Choose another" in kept.content.decode()
    new = "one black crow calls twice"
    answer = client.post("/settings/passphrase/", {"old": drawn, "new": new, "again": new})
    assert (answer.status_code, answer["location"]) == (302, "/")
    assert client.get("/desk/").status_code == 200
    with pytest.raises(WrongPassphrase):
        unlock(layout, drawn, holder="dee")
    assert verify(archive).faults == []


@pytest.mark.parametrize(
    ("name", "roles", "why"),
    [("ann", ["reader"], "This name is taken"), ("a b", ["reader"], "or is none"), ("dee", [], "one role")],
)
def test_a_bad_name_or_no_role_is_explained_and_nobody_added(
    client_as: ClientAs, name: str, roles: list[str], why: str
) -> None:
    before = Member.objects.count()
    client = client_as("administrator", name="ann", confirmed=True)
    answer = client.post("/settings/members/add/", {"name": name, "roles": roles})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert Member.objects.count() == before


def test_roles_are_changed_and_logged(client_as: ClientAs, archive: Archive) -> None:
    ben = Member.objects.get(name="ben")
    client = client_as("administrator", name="ann", confirmed=True)
    answer = client.post(f"/settings/members/{ben.pk}/roles/", {"roles": ["reviewer", "nonsense"]})
    assert answer.status_code == 302
    assert roles_of(Member.objects.get(name="ben")) == {Role.REVIEWER}
    assert last_told()[:2] == ("roles chosen", f"member {ben.pk}")
    history = client.get(f"/audit/of/member/{ben.pk}/").content.decode()
    assert "reviewer" in history.split("→")[1]  # from what to what


def test_somebody_stays_administrator(client_as: ClientAs, archive: Archive) -> None:
    ann = Member.objects.get(name="ann")
    client = client_as("administrator", name="ann", confirmed=True)
    answer = client.post(f"/settings/members/{ann.pk}/roles/", {"roles": ["reader"]})
    assert answer.status_code == 403
    assert "nobody would be administrator" in answer.content.decode()


def test_who_is_retired_is_out_at_once_and_opens_nothing(
    client_as: ClientAs, archive: Archive, layout: Layout, served: Serving
) -> None:
    client = client_as("administrator", name="ann", confirmed=True)
    client.post("/settings/members/add/", {"name": "dee", "roles": ["reader"]})
    ben = Member.objects.get(name="ben")
    bens = client_as("documenter", name="ben")
    assert bens.get("/about/").status_code == 200
    assert client.post(f"/settings/members/{ben.pk}/retire/").status_code == 302
    assert bens.get("/about/").status_code == 302
    with pytest.raises(WrongPassphrase):
        unlock(layout, WORDS["ben"], holder="ben")
    assert Member.objects.get(name="ben").removed_at is not None
    assert last_told()[0] == "member removed"


def test_nobody_retires_themselves(archive: Archive) -> None:
    with pytest.raises(NotAllowed, match="themselves"):
        services.retire_member(archive, member=Member.objects.get(name="ann"))


def test_the_log_still_fits_the_rows(archive: Archive) -> None:
    services.set_roles(archive, member=Member.objects.get(name="ben"), roles=[Role.REVIEWER])
    assert verify(archive).faults == []
