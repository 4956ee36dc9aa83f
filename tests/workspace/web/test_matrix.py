"""Every page times every role times whose report it is. A page that says no roles, or is unlisted, fails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.workspace.conftest import Add, ClientAs, Read, Write
from tests.workspace.web.pages import (
    EXAMPLES,
    FOREIGN,
    MAY_BE_ABSENT,
    REPORT_AND_MORE,
    SEEN,
    WITHDRAWN,
    Objects,
)

from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Factor, Member
from saksi.workspace.accounts.roles import Role
from saksi.workspace.findings.models import Edition
from saksi.workspace.findings.packing import packed, packed_keys, packed_pieces
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.vault import Details, register_source, withdraw_source
from saksi.workspace.jobs.services import ask
from saksi.workspace.session import Archive

GONE = 404
API = "api-"  # its own tests: tests/workspace/api


@dataclass(frozen=True)
class Page:
    name: str
    parameters: frozenset[str]
    roles: frozenset[Role] | None
    methods: tuple[str, ...]

    def address(self, objects: Objects, report_id: str = SEEN) -> str:
        if "report_id" in self.parameters:
            return reverse(self.name, kwargs={"report_id": report_id, **REPORT_AND_MORE.get(self.name, {})})
        return reverse(self.name, kwargs=EXAMPLES[self.name](objects) if self.parameters else {})


def patterns(found: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        if isinstance(each, URLPattern):
            yield f"{space}:{each.name}", each
        elif not str(each.namespace or "").startswith(API):
            yield from patterns(each.url_patterns, each.app_name or space)


def pages() -> list[Page]:
    return [
        Page(
            name,
            frozenset(pattern.pattern.converters),
            getattr(pattern.callback, "roles", frozenset()),
            getattr(pattern.callback, "methods", ()),
        )
        for name, pattern in patterns(get_resolver().url_patterns)
    ]


def ask_for(client: Client, page: Page, address: str) -> int:
    if "GET" in page.methods:
        return client.get(address).status_code
    return client.post(address).status_code


@pytest.fixture
def objects(archive: Archive, add: Add, write: Write, read: Read) -> Objects:
    """A report for all, one of ben's case alone, one whose source withdrew; and one row of the rest."""
    add(write(SEEN), write(FOREIGN))
    code = register_source(archive, details=Details("Orsina Vell"), grantees=["ann"]).code
    add(write(WITHDRAWN), source=code)
    read(claims=2)
    withdraw_source(archive, code=code, reason="she asked us to, by letter")
    ann, ben = Member.objects.order_by("pk")[:2]
    case = open_case(archive, label="Corrow", team=[ben])
    put_into_case(archive, case=case, reports=list(Report.objects.filter(report_id=FOREIGN)))
    now = datetime.now(UTC)
    return Objects(
        ann=ann,
        case=case,
        factor=Factor.objects.create(member=ann, kind="totp", secret=b"x" * 20, label="phone", added_at=now),
        source=register_source(archive, details=Details("Tam Orre"), grantees=["ann"]),
        report=Report.objects.get(report_id=SEEN),
        job=ask(archive, kind="reading"),
        edition=an_edition(now),
    )


def an_edition(made_at: datetime) -> Edition:
    """Findings that rest on no report: everybody may see them."""
    nothing = packed("{}")
    return Edition.objects.create(
        made_at=made_at,
        made_by="ann",
        n_reports=0,
        n_claims=0,
        n_decided=0,
        reports=packed_keys(()),
        pieces=packed_pieces({"en": {}, "ko": {}}),
        page=nothing,
        data=nothing,
        sha256="0" * 64,
    )


def test_every_page_says_who_may_ask_and_how() -> None:
    silent = [page.name for page in pages() if not page.methods or page.roles == frozenset()]
    assert silent == []


def test_every_page_with_parameters_is_listed() -> None:
    listed = {*EXAMPLES, *(page.name for page in pages() if "report_id" in page.parameters)}
    assert [page.name for page in pages() if page.parameters and page.name not in listed] == []


def test_only_what_unlocks_is_public() -> None:
    public = {page.name for page in pages() if page.roles is None}
    assert public == {"web:unlock", "web:second", "web:language"}


def test_who_lacks_the_role_finds_no_page(objects: Objects, client_as: ClientAs) -> None:
    wrong = []
    for role in Role:
        client = client_as(role, name=f"the-{role}", confirmed=True)
        for page in pages():
            if page.roles is not None and role not in page.roles:
                status = ask_for(client, page, page.address(objects))
                if status != GONE:
                    wrong.append((role, page.name, status))
    assert wrong == []


def test_who_has_the_role_finds_every_page_whole(objects: Objects, client_as: ClientAs) -> None:
    wrong = []
    for role in Role:
        client = client_as(role, name=f"the-{role}", confirmed=True)
        for page in pages():
            if page.roles is None or role not in page.roles or "GET" not in page.methods:
                continue
            answer = client.get(page.address(objects))
            absent = answer.status_code == GONE and page.name in MAY_BE_ABSENT
            if answer.status_code not in {200, 204, 302} and not absent:
                wrong.append((role, page.name, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("report_id", [FOREIGN, WITHDRAWN, "isk-none"])
def test_a_report_that_is_not_theirs_is_no_page_for_anybody(
    objects: Objects, client_as: ClientAs, report_id: str
) -> None:
    client = client_as(*Role, name="ann", confirmed=True)
    about = [page for page in pages() if "report_id" in page.parameters]
    found = {page.name: ask_for(client, page, page.address(objects, report_id)) for page in about}
    assert {name: status for name, status in found.items() if status != GONE} == {}


def test_the_team_of_the_case_sees_it(objects: Objects, client_as: ClientAs) -> None:
    assert client_as("reader", name="ben").get(reverse("holdings:report", args=[FOREIGN])).status_code == 200


def test_no_list_shows_a_report_that_is_not_theirs(objects: Objects, client_as: ClientAs) -> None:
    client = client_as(*Role, name="ann", confirmed=True)
    for page in pages():
        if page.roles is None or page.parameters or "GET" not in page.methods:
            continue
        text = client.get(page.address(objects)).content.decode()
        assert not re.search(rf"{FOREIGN}|{WITHDRAWN}", text), page.name


def test_no_page_names_a_source(objects: Objects, client_as: ClientAs) -> None:
    client = client_as(*Role, name="ann", confirmed=True)
    for page in pages():
        if page.roles is not None and "GET" in page.methods:
            text = client.get(page.address(objects)).content.decode()
            assert "Orsina" not in text, page.name
            assert "Tam Orre" not in text, page.name
