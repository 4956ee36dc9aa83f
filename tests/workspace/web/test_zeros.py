"""A zero character comes in by no form, no address and no program: PostgreSQL would break over it."""

import pytest
from django.test import Client
from tests.workspace.api.test_interface import program
from tests.workspace.conftest import Add, ClientAs, Read, Write

from saksi.workspace.accounts.roles import Role
from saksi.workspace.drafts.models import Draft
from saksi.workspace.review.models import Decision
from saksi.workspace.session import Archive
from saksi.workspace.web.refusals import spoken
from saksi.workspace.web.serving import Serving
from saksi.workspace.web.zeros import WHY
from saksi.workspace.zeros import holds_zero


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("a\0", True),
        ({"a\0": 1}, True),
        ([{"a": ("b", ["\0"])}], True),
        ({"a": ["b", 0, None]}, False),
        ("", False),
    ],
)
def test_it_is_found_however_deep(value: object, held: bool) -> None:
    assert holds_zero(value) is held


@pytest.fixture
def everything(client_as: ClientAs) -> Client:
    return client_as(*Role)


def test_a_form_with_one_is_refused_in_words_and_nothing_is_kept(everything: Client) -> None:
    answer = everything.post("/intake/draft/", {"text": "a\0b"})
    assert answer.status_code == 422
    assert "holds a zero character" in answer.content.decode()
    assert not Draft.objects.exists()
    assert "널 문자" in (spoken(WHY, "ko") or "")


def test_what_an_address_asks_is_read_without_it(everything: Client) -> None:
    found = everything.get("/claims/", {"act": "release\0"})
    assert (found.status_code, found.wsgi_request.GET["act"]) == (200, "release")
    assert everything.get("/reports/a%00b/").status_code == 404


def test_a_program_is_told_as_programs_are(
    archive: Archive, served: Serving, add: Add, write: Write, read: Read
) -> None:
    add(write("isk-1"))
    read(claims=1)
    ann = program(archive, "read", "decide")
    sent = {"verdict": "accepted", "version": 0, "note": "a\0b"}
    answer = ann.post("/api/v1/claims/isk-1/c0/decisions", sent, "application/json")
    assert (answer.status_code, answer.json()) == (422, {"detail": WHY})
    assert not Decision.objects.exists()
    assert ann.get("/api/v1/search", {"q": "heron\0"}).status_code == 200
