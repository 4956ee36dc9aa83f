"""Headers of every answer, and what a page says when something is refused or breaks."""

import pytest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from tests.workspace.conftest import ClientAs

from saksi.record import InvalidInput
from saksi.workspace.errors import NotAllowed
from saksi.workspace.web import views
from saksi.workspace.web.headers import HEADERS
from saksi.workspace.web.serving import Serving

TESTIMONY = "Orsina Vell of Corrow"


def breaking(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the page about Saksi raise."""

    def broken(_request: HttpRequest) -> HttpResponse:
        raise error

    monkeypatch.setattr(views, "render", lambda request, *_a, **_k: broken(request))


@pytest.mark.parametrize("path", ["/about/", "/unlock/", "/nothing/", "/static/web/saksi.css"])
def test_every_answer_has_the_strict_headers(client_as: ClientAs, path: str) -> None:
    answer = client_as("reader").get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, name
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    answer.close()


def test_nothing_is_stored_by_browsers_but_what_is_everybodys(client_as: ClientAs) -> None:
    client = client_as("reader")
    assert client.get("/about/").headers["Cache-Control"] == "no-store"
    static = client.get("/static/web/saksi.css")
    assert "no-store" not in static.headers["Cache-Control"]
    static.close()


def test_a_page_has_no_inline_style_script_or_handler(client_as: ClientAs) -> None:
    for path in ("/about/", "/settings/", "/settings/members/", "/unlock/"):
        page = client_as("administrator", name="ann").get(path).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert "http://" not in page.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("error", "status"), [(InvalidInput("3 rows were found"), 422), (NotAllowed("a keeper is needed"), 403)]
)
def test_a_refusal_says_why(
    client_as: ClientAs, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    breaking(monkeypatch, error)
    answer = client_as("reader").get("/about/")
    assert answer.status_code == status
    assert str(error) in answer.content.decode()


@pytest.mark.parametrize("error", [ValueError(TESTIMONY), KeyError(TESTIMONY), DatabaseError(TESTIMONY)])
def test_a_fault_is_told_by_kind_and_place_never_by_its_words(
    client_as: ClientAs,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    breaking(monkeypatch, error)
    client = client_as("reader")
    client.raise_request_exception = False
    answer = client.get("/about/")
    said = capfd.readouterr()
    assert answer.status_code == 500
    assert TESTIMONY not in answer.content.decode() + said.out + said.err
    assert type(error).__name__ in said.err


def test_a_busy_database_is_told_with_what_to_do(
    client_as: ClientAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(monkeypatch, DatabaseError("database is locked"))
    answer = client_as("reader").get("/about/")
    assert "try again" in answer.content.decode()


def test_methods_that_a_page_does_not_answer_are_refused(client_as: ClientAs) -> None:
    assert client_as("reader").post("/about/").status_code == 405


def test_the_language_is_kept_for_the_member_and_the_browser(client_as: ClientAs, served: Serving) -> None:
    client = client_as("reader")
    assert client.post("/language/ko/", {"next": "/about/"}).headers["Location"] == "/about/"
    assert "지금 잠그기" in client.get("/about/").content.decode()
    client.cookies.pop("saksi")
    assert "암호문" in client.get("/unlock/").content.decode()
    assert Client(headers={"host": "localhost"}).post("/language/xx/").status_code == 404
