"""Schemathesis on the interface: no answer but those described, no fault, whatever is asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.workspace.conftest import Add, Read, Write

from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.tokens import make_token
from saksi.workspace.linking.running import link_archive_events
from saksi.workspace.session import Archive
from saksi.workspace.web.serving import Serving

OPERATIONS = (
    "GET /api/v1/reports",
    "GET /api/v1/reports/{report_id}",
    "GET /api/v1/reports/{report_id}/claims",
    "GET /api/v1/claims",
    "POST /api/v1/claims/{report_id}/{claim_id}/decisions",
    "GET /api/v1/search",
    "GET /api/v1/events",
    "GET /api/v1/events/{event}",
    "GET /api/v1/people",
    "GET /api/v1/people/{person}",
    "GET /api/v1/origins",
    "GET /api/v1/origins/{origin}",
    "GET /api/v1/estimates",
    "GET /api/v1/estimates/{estimate}",
    "GET /api/v1/findings",
    "GET /api/v1/findings/{edition}",
    "GET /api/v1/vocabularies",
    "GET /api/v1/vocabularies/{name}",
)
CALM = list(HealthCheck)
# What a correction must fit beside its schema (codes, order of bounds, passages within the text), and that a
# question holds a word, no JSON schema can say: a sound form may be refused there.
REFUSES = ("POST /api/v1/claims/{report_id}/{claim_id}/decisions", "GET /api/v1/search")


@pytest.fixture
def described(served: Serving) -> Any:
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), headers={"Host": "localhost"}
    )


@pytest.fixture
def word(archive: Archive, served: Serving, add: Add, write: Write, read: Read) -> str:
    add(write("isk-1"))
    read(claims=2)
    link_archive_events(archive, pause=lambda _seconds: None)
    until = datetime.now(UTC).date() + timedelta(days=1)
    ann = Member.objects.get(name="ann")
    return make_token(archive, member=ann, label="t", scopes=["read", "decide"], until=until)[1]


def test_every_operation_is_listed_here(described: Any) -> None:
    assert {each.ok().label for each in described.get_all_operations()} == set(OPERATIONS)


@pytest.mark.parametrize("label", OPERATIONS)
def test_it_answers_as_it_says(described: Any, word: str, label: str) -> None:
    operation = described.find_operation_by_label(label)

    @settings(suppress_health_check=CALM)
    @given(case=operation.as_strategy())
    def asked(case: Any) -> None:
        case.call_and_validate(
            headers={"Authorization": f"Bearer {word}", "Host": "localhost"},
            excluded_checks=[positive_data_acceptance] if label in REFUSES else [],
        )

    asked()


@pytest.mark.parametrize("label", OPERATIONS)
def test_without_a_token_it_says_so_whatever_is_asked(described: Any, word: str, label: str) -> None:
    operation = described.find_operation_by_label(label)

    @settings(suppress_health_check=CALM, max_examples=10)
    @given(case=operation.as_strategy())
    def asked(case: Any) -> None:
        answer = case.call(headers={"Authorization": "Bearer saksi_guessed", "Host": "localhost"})
        assert answer.status_code == 401

    asked()
