"""Reports of several outlets on one arrest, in an archive; linking without pauses."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.linking.corroboration.conftest import OUTLETS, link
from tests.workspace.conftest import Add, Write

from saksi.record import Claim
from saksi.testing import a_claim
from saksi.workflows import Settings
from saksi.workspace.holdings import reading
from saksi.workspace.holdings.models import Claim as ClaimRow
from saksi.workspace.linking.running import LinkedEvents, link_archive_events
from saksi.workspace.session import Archive

Told = Callable[..., None]
LinkEvents = Callable[..., LinkedEvents]


@pytest.fixture
def told(archive: Archive, add: Add, write: Write, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Add a read report of an outlet by its number: links before it, claims as fields."""
    known: dict[str, list[Claim]] = {}
    monkeypatch.setattr(reading, "find_reader", lambda _name: lambda text, **_about: known[text])

    def make(
        number: int, *before: dict[str, Any], claims: list[dict[str, Any]] | None = None, **fields: Any
    ) -> None:
        chain = [*(before or [link("a source", "insider_source", place="North Kell")]), link(OUTLETS[number])]
        own = {"attribution": {"chain": chain, "directness": "anonymous"}, "passages": [[0, 5]]}
        name = fields.pop("id", f"r{number}")
        made = " ".join(f"{name}{OUTLETS[number].split()[0].lower()}{n}" for n in range(40))
        text = fields.pop("text", made)
        known[text] = [
            a_claim(id=f"c{i}", **(own | {"confidence": 0.9} | one))
            for i, one in enumerate([{}] if claims is None else claims, start=1)
        ]
        day = f"2024-03-{10 + 6 * number:02}"
        add(write(name, **({"text": text, "outlet": OUTLETS[number], "published": day} | fields)))
        reading.read_reports(archive, settings=Settings(), pause=lambda _seconds: None)

    return make


@pytest.fixture
def link_events(archive: Archive) -> LinkEvents:
    """Link the archive's events."""

    def linked(**options: Any) -> LinkedEvents:
        return link_archive_events(archive, pause=lambda _seconds: None, **options)

    return linked


def key(report: str, claim: str = "c1") -> int:
    """Return the primary key of a claim."""
    return ClaimRow.objects.get(report__report_id=report, claim_id=claim).pk
