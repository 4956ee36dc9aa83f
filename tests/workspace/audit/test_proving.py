import copy
import json
from typing import Any

import pytest
from tests.workspace.conftest import Add, Write

from saksi.archive import LogBroken, public_key
from saksi.record import InvalidInput
from saksi.testing import a_claim
from saksi.workflows import Settings
from saksi.workspace.audit.proving import check_proof, prove
from saksi.workspace.audit.services import note_exit
from saksi.workspace.holdings import reading
from saksi.workspace.holdings.reading import read_reports
from saksi.workspace.session import Archive


@pytest.fixture
def proof(archive: Archive, add: Add, write: Write, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(
        reading, "find_reader", lambda _name: lambda _text, **_: [a_claim(), a_claim(id="c2")]
    )
    add(write())
    read_reports(archive, settings=Settings(), pause=lambda _: None)
    for _ in range(5):
        note_exit(archive, what="nothing")
    found: dict[str, Any] = json.loads(json.dumps(prove(archive, report_id="isk-2024-03-20", claim_id="c2")))
    return found


def test_a_proof_holds_without_the_archive(archive: Archive, proof: dict[str, Any]) -> None:
    check_proof(proof)
    check_proof(proof, key=public_key(archive.keys))
    assert json.loads(proof["content"])["claim_id"] == "c2"
    assert proof["custody"][0]["sha256"] == proof["original"]["sha256"]


def test_a_proof_of_another_archive_is_not_believed(proof: dict[str, Any]) -> None:
    with pytest.raises(LogBroken, match="signed"):
        check_proof(proof, key=bytes(32))


def changed(proof: dict[str, Any], *path: str | int, to: Any) -> dict[str, Any]:
    other = copy.deepcopy(proof)
    place: Any = other
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return other


@pytest.mark.parametrize(
    ("path", "to", "why"),
    [
        (("content",), "{}", "the claim"),
        (("content_key",), "00" * 32, "the claim"),
        (("digests_key",), "00" * 32, "the notes"),
        (("entry", "actor"), "eve", "the entry"),
        (("entry", "n"), 1, "the entry"),
        (("path", 0), "00" * 32, "the entry"),
        (("checkpoint", "root"), "00" * 32, "the entry"),
        (("checkpoint", "n"), 3, "the entry"),
        (("checkpoint", "at"), "2020-01-01T00:00:00Z", "the checkpoint"),
        (("archive",), "00" * 16, "the checkpoint"),
    ],
)
def test_a_proof_that_was_changed_does_not_hold(
    proof: dict[str, Any], path: tuple[str | int, ...], to: Any, why: str
) -> None:
    with pytest.raises(LogBroken, match=why):
        check_proof(changed(proof, *path, to=to))


def test_what_is_not_there_cannot_be_proved(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="no claim c9"):
        prove(archive, report_id="isk-2024-03-20", claim_id="c9")
