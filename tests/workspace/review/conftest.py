"""A report whose claims are those that the test names, the people who work on it, and what forms send."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.workspace.conftest import Add, ClientAs, Read, Write

from saksi.record import Claim
from saksi.testing import a_claim
from saksi.workspace.accounts.cases import open_case, put_into_case
from saksi.workspace.accounts.models import Member
from saksi.workspace.drafts.models import Draft
from saksi.workspace.holdings.models import Claim as ClaimRow
from saksi.workspace.holdings.models import Report
from saksi.workspace.holdings.vault import Details, register_source
from saksi.workspace.review.differing import open_differences
from saksi.workspace.review.forms import inputs
from saksi.workspace.review.models import Assignment, CoderNote, Coding, Decision, ReadMark, Ruling, Standing
from saksi.workspace.session import Archive

Told = Callable[..., Report]


@pytest.fixture
def told(add: Add, write: Write, read: Read) -> Told:
    """Add a report, with these claims or so many of the usual one, as suggestions."""

    def added(
        name: str = "isk-2024-03-20",
        *,
        claims: int | list[Claim] = 3,
        source: str | None = None,
        **fields: Any,
    ) -> Report:
        add(write(name, **fields), source=source)
        read(claims)
        return Report.objects.get(report_id=name)

    return added


WRITTEN: tuple[Any, ...] = (ClaimRow, Decision, Standing, Coding, Ruling, CoderNote, ReadMark, Draft)
PAGE = "/reports/isk-2024-03-20/read/"
CLAIM = a_claim(id="c0", confidence=0.9)
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


@pytest.fixture
def decided(report: Report, reviewer: Client) -> Report:
    """Dae has accepted all three."""
    for number in range(3):
        reviewer.post(f"{PAGE}decide/", form(f"c{number}", verdict="accepted"))
    return report


@pytest.fixture
def given(decided: Report, reviewer: Client, coder: Client) -> Assignment:
    """Dae gives the report to cho."""
    assert reviewer.post("/coding/assign/", {"coder": "cho", "reports": decided.report_id}).status_code == 302
    return Assignment.objects.get()


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
    """A page does not name the report's source."""
    assert SOURCE not in answer.content.decode()


def after_of(decision: Decision | None) -> Any:
    """Return the claim as a decision corrects it, in its JSON form."""
    assert decision is not None
    return decision.after


def code_all(coder: Client, first: str = "accepted") -> None:
    """Say this of the first claim, and accept the others."""
    coder.post(f"{PAGE}decide/", form("c0", verdict=first))
    for number in (1, 2):
        coder.post(f"{PAGE}decide/", form(f"c{number}", verdict="accepted"))


def differing(report: Report, reviewer: Client, coder: Client) -> str:
    """Let the second coder reject the first claim; return the address of the difference."""
    code_all(coder, "rejected")
    coder.post(f"{PAGE}finish/")
    [found] = open_differences(Member.objects.get(name="dae"))
    return f"/adjudicate/{report.report_id}/{found.slug}/"
