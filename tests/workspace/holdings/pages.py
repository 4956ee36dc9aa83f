"""What the tests of the holdings' pages share: reports with claims, no process for jobs, pages as text."""

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from tests.workspace.conftest import last_entry

from saksi import record
from saksi.testing import a_claim, a_report
from saksi.workspace.audit import log
from saksi.workspace.audit.states import state_of
from saksi.workspace.audit.verifying import verify
from saksi.workspace.frames import claim_rows, store_claims
from saksi.workspace.holdings.adding import add_documents
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.reading import claim_state
from saksi.workspace.session import Archive


def put_report(archive: Archive, folder: Path, name: str, **fields: Any) -> Report:
    """Add one invented report to the archive."""
    report = a_report(**{"id": name, "synthetic": True, **fields})
    file = folder / f"{name}.json"
    file.write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
    add_documents(archive, paths=[file], pause=lambda _seconds: None)
    return Report.objects.get(report_id=name)


def put_claims(archive: Archive, report: Report, claims: Sequence[record.Claim]) -> list[Claim]:
    """Store claims of a report, as a reading does."""
    rows = [claim_rows(claim, report, stage="claim", position=n) for n, claim in enumerate(claims)]
    with transaction.atomic():
        store_claims(rows)
        report.read_by = "rules"
        report.save(update_fields=["read_by"])
        states = [claim_state(row) for row in rows]
        log.record(archive, action="read", about="reports", states=[*states, state_of(report)])
    return [row.claim for row in rows]


def claim(number: int, **fields: Any) -> record.Claim:
    """Return a claim with an id of its own."""
    return a_claim(**{"id": f"c{number}", **fields})


def text_of(client: Client, address: str, status: int = 200) -> str:
    """Return what a page says: without tags, blanks made one."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return said_by(response.content.decode())


def said_by(page: str) -> str:
    """Return the words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def last_told() -> tuple[str, str, str]:
    """Return action, object and reason of the log's last entry."""
    row = last_entry()
    return row.action, row.object, row.reason


def faults(archive: Archive) -> list[str]:
    """Return what `verify` finds; members apart, whom the fixture makes without the log."""
    return [each.object for each in verify(archive).faults if not each.object.startswith("member ")]
