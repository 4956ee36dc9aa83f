"""A report whose claims are those that the test names, the people who work on it, and what forms send."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.workspace.conftest import Add, ClientAs, Write

from saksi.record import Claim
from saksi.testing import a_claim
from saksi.workflows import Settings
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.audit.models import Entry
from saksi.workspace.drafts.models import Draft
from saksi.workspace.holdings import reading
from saksi.workspace.holdings.models import Claim as ClaimRow
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.vault import Details, register_source
from saksi.workspace.review.forms import inputs
from saksi.workspace.review.models import CoderNote, Coding, Decision, ReadMark, Ruling, Standing
from saksi.workspace.session import Archive

Told = Callable[..., Report]


@pytest.fixture
def told(archive: Archive, add: Add, write: Write, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Add a report, with these claims or so many of the usual one, as suggestions."""

    def added(
        name: str = "isk-2024-03-20",
        *,
        claims: int | list[Claim] = 3,
        source: str | None = None,
        **fields: Any,
    ) -> Report:
        found = usual(claims) if isinstance(claims, int) else claims
        monkeypatch.setattr(reading, "find_reader", lambda _name: lambda _text, **_about: list(found))
        add(write(name, **fields), source=source)
        reading.read_reports(archive, settings=Settings(), pause=lambda _seconds: None)
        return Report.objects.get(report_id=name)

    return added


def usual(n: int) -> list[Claim]:
    return [a_claim(id=f"c{number}", confidence=0.9) for number in range(n)]


WRITTEN: tuple[Any, ...] = (ClaimRow, Decision, Standing, Coding, Ruling, CoderNote, ReadMark, Draft)
PAGE = "/reports/isk-2024-03-20/read/"
SOURCE = "Orsina Vell"


@pytest.fixture
def report(archive: Archive, told: Told) -> Report:
    """A report of three claims that a registered source gave."""
    return told(source=register_source(archive, details=Details(SOURCE), grantees=["ann"]).code)


@pytest.fixture
def coder(client_as: ClientAs) -> Client:
    """Cho, who codes."""
    return client_as("documenter")


@pytest.fixture
def reviewer(client_as: ClientAs) -> Client:
    """Dae, who adjudicates and assigns."""
    return client_as("reviewer", name="dae")


def form(claim: str = "c0", **fields: str) -> dict[str, str]:
    """What the desk's forms send: a claim, the version seen, a key of its own."""
    return {"claim": claim, "version": "0", "key": uuid4().hex, **fields}


def fields_of(claim: Claim, **typed: str | list[str]) -> dict[str, str | list[str]]:
    """What the form of a claim sends when only these inputs are changed."""
    sent: dict[str, str | list[str]] = {}
    for row in inputs(claim, "en").values():
        for each in row:
            if each.kind == "many":
                sent[each.name] = [code for code, _, _, chosen in each.options if chosen]
            elif each.kind == "check":
                if each.checked:
                    sent[each.name] = "1"
            else:
                sent[each.name] = each.value
    return sent | typed


def check_outsiders(client_as: ClientAs, archive: Archive, report: Report, address: str, **sent: str) -> None:
    """Whoever only reads, or is not in the team of the report's case, gets 404 and changes nothing."""
    before = [model.objects.count() for model in WRITTEN]
    assert client_as("reader", name="eve").post(address, sent).status_code == 404
    case = open_case(archive, label="Corrow", team=[Member.objects.get(name="ann")])
    put_into_case(archive, case=case, reports=[report])
    stranger = client_as("documenter", "reviewer", name="fay")
    assert stranger.post(address, sent).status_code == 404
    assert [model.objects.count() for model in WRITTEN] == before


def check_names_nobody(answer: Any) -> None:
    """No page names a source; the log names nobody."""
    if answer.get("Location"):
        return
    assert SOURCE not in answer.content.decode()


def after_of(decision: Decision | None) -> Any:
    """Return the claim as a decision corrects it, in its JSON form."""
    assert decision is not None
    return decision.after


def last_entry() -> Entry:
    entry = Entry.objects.order_by("n").last()
    assert entry is not None
    return entry
