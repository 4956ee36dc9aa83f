"""Nobody who is not signed in sees anything; who is, sees the frame in their language."""

from django.test import Client
from tests.workspace.conftest import ClientAs

from saksi.workspace.web.serving import Serving


def stranger() -> Client:
    return Client(headers={"host": "localhost"})


def test_a_stranger_is_sent_to_the_page_that_unlocks_whatever_is_asked(served: Serving) -> None:
    for path in ("/", "/about/", "/nothing/there/"):
        answer = stranger().get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/unlock/?next=")


def test_a_script_is_told_with_a_status(served: Serving) -> None:
    assert stranger().get("/about/", headers={"HX-Request": "true"}).status_code == 401
    assert stranger().post("/lock/").status_code == 401


def test_a_member_sees_the_frame(client_as: ClientAs) -> None:
    answer = client_as("reader").get("/about/")
    assert answer.status_code == 200
    assert b"Lock now" in answer.content


def test_an_unknown_page_is_a_404_in_the_frame(client_as: ClientAs) -> None:
    answer = client_as("reader").get("/nothing/there/")
    assert answer.status_code == 404
    assert "not yours to see" in answer.content.decode()
