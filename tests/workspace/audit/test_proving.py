import copy
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.workspace.conftest import TEXT, Add, Write

from saksi.archive import LogBroken, NotProved, public_key
from saksi.archive.proofs import check_proof
from saksi.record import InvalidInput
from saksi.testing import a_claim
from saksi.workflows import Settings
from saksi.workspace.audit.proving import prove
from saksi.workspace.audit.services import note_exit
from saksi.workspace.holdings import reading
from saksi.workspace.holdings.custody import export_original, note_round
from saksi.workspace.holdings.models import Original
from saksi.workspace.holdings.reading import read_reports
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive

Proof = dict[str, Any]
CLAIM, REPORT, ORIGINAL, DECISION, ROUND = range(5)  # places among the rows


@pytest.fixture
def read(archive: Archive, add: Add, write: Write, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(
        reading, "find_reader", lambda _name: lambda _text, **_: [a_claim(), a_claim(id="c2")]
    )
    file = write()
    add(file, write("another", text=f"{TEXT} Nothing more was heard."))
    read_reports(archive, settings=Settings(), pause=lambda _: None)
    record_decision(archive, report_id="isk-2024-03-20", claim_id="c2", verdict="accepted")
    note_round(archive, "verified")
    for _ in range(5):
        note_exit(archive, what="nothing")
    return file


@pytest.fixture
def proof(archive: Archive, read: Path) -> Proof:
    found: Proof = json.loads(json.dumps(prove(archive, report_id="isk-2024-03-20", claim_id="c2")))
    return found


@pytest.fixture
def worded(archive: Archive, read: Path) -> Proof:
    found: Proof = json.loads(
        json.dumps(prove(archive, report_id="isk-2024-03-20", claim_id="c2", words=True))
    )
    return found


def packed(proof: Proof) -> bytes:
    return json.dumps(proof).encode()


def test_a_proof_vouches_for_claim_passages_original_custody_and_verdict(
    archive: Archive, read: Path, proof: Proof
) -> None:
    said = check_proof(packed(proof), key=public_key(archive.keys))
    assert (said.about, said.claim["act"], said.verdict) == (
        "isk-2024-03-20:c2",
        a_claim().act,
        "accepted",
    )
    assert [span[:2] for span in said.passages] == [(span.start, span.end) for span in a_claim().passages]
    assert (said.sha256, said.size) == (sha256(read.read_bytes()).hexdigest(), read.stat().st_size)
    assert [(step.event, step.actor) for step in said.custody] == [
        ("received", archive.code_of("ann")),
        ("verified", archive.code_of("ann")),
    ]
    assert said.report["text_sha256"] == sha256(TEXT.encode()).hexdigest()


def test_custody_since_the_receipt_stands_in_it(archive: Archive, read: Path, tmp_path: Path) -> None:
    export_original(archive, report_id="isk-2024-03-20", file=tmp_path / "out.json")
    note_round(archive, "backed_up")
    note_round(archive, "verified")
    said = check_proof(packed(prove(archive, report_id="isk-2024-03-20", claim_id="c1")))
    # of what is done again and again the last stands for all
    assert [step.event for step in said.custody] == ["received", "exported", "backed_up", "verified"]
    assert said.verdict is None


def test_a_proof_holds_no_word_of_the_report_nor_a_file_name_nor_who_worked(proof: Proof, read: Path) -> None:
    claim = a_claim()
    told = [claim.victim.text, claim.place.text, claim.perpetrator.text, claim.time.text]
    told += [link.text for link in claim.attribution.chain]
    said = [word for word in told if word and " " in word]
    assert len(said) >= 3
    written = packed(proof).decode()
    others = [TEXT.split(",", maxsplit=1)[0], read.name, "Isk Radio", "Traders arrested", "ann"]
    assert [word for word in [*said, *others] if word in written] == []


def test_words_are_shown_where_they_are_asked_for_and_are_vouched_for(worded: Proof) -> None:
    said = check_proof(packed(worded))
    [(start, end, words)] = said.passages
    assert words == TEXT[start:end]
    assert said.claim["victim_text"] == a_claim().victim.text
    with pytest.raises(NotProved, match="the text is not that of the report"):
        check_proof(packed(worded | {"text": TEXT + "."}))


def test_a_file_at_hand_is_compared_with_the_original(read: Path, proof: Proof) -> None:
    check_proof(packed(proof), original=sha256(read.read_bytes()).digest())
    with pytest.raises(NotProved, match="not the original"):
        check_proof(packed(proof), original=sha256(read.read_bytes() + b" ").digest())


def test_a_proof_of_another_archive_is_not_believed(proof: Proof) -> None:
    with pytest.raises(NotProved, match="not signed by the archive's key"):
        check_proof(packed(proof), key=bytes(32))


def at(*path: str | int) -> Callable[[Proof, Any], Proof]:
    """Return a function that puts a value into a place of a proof."""

    def change(proof: Proof, to: Any) -> Proof:
        place: Any = proof
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to
        return proof

    return change


def in_row(row: int, column: str) -> Callable[[Proof, Any], Proof]:
    """Return a function that changes a column which a row shows."""

    def change(proof: Proof, to: Any) -> Proof:
        shown = json.loads(proof["rows"][row]["content"])
        shown[column] = to(shown[column]) if callable(to) else to
        proof["rows"][row]["content"] = json.dumps(shown)
        return proof

    return change


CHANGES = {
    "the act": (in_row(CLAIM, "act"), "execution", "the claim is not as"),
    "a count": (in_row(CLAIM, "count_max"), 900, "the claim is not as"),
    "a passage": (
        in_row(CLAIM, "passages"), ['{"end":9,"position":0,"start":1}'], "the claim is not as",
    ),
    "the text's hash": (in_row(REPORT, "text_sha256"), "0" * 64, "the report is not as"),
    "the original's hash": (in_row(ORIGINAL, "sha256"), "0" * 64, "the original is not as"),
    "who received it": (
        in_row(ORIGINAL, "custody"), lambda steps: [step.replace("K-", "K-X") for step in steps],
        "the original is not as",
    ),
    "when it was received": (
        in_row(ORIGINAL, "received_at"), "2020-01-01T00:00:00+00:00", "the original is not as",
    ),
    "a verdict": (in_row(DECISION, "verdict"), "rejected", "the decision is not as"),
    "a round": (in_row(ROUND, "event"), "backed_up", "the round is not as"),
    "what is held back": (at("rows", CLAIM, "held"), {"digest": "00" * 32}, "the claim is not as"),
    "a row's key": (at("rows", CLAIM, "content_key"), "00" * 32, "the claim is not as"),
    "the claim's name": (at("about"), "isk-2024-03-20:c1", "another than the proof is named for"),
    "the digests' key": (at("entries", 0, "digests_key"), "00" * 32, "the digests beside entry"),
    "who did it": (at("entries", 0, "entry", "actor"), "eve", "does not lie in the log"),
    "an entry's number": (at("entries", 0, "entry", "n"), 1, "does not lie in the log"),
    "the way": (at("entries", 0, "path", 0), "00" * 32, "does not lie in the log"),
    "the root": (at("checkpoint", "root"), "00" * 32, "does not lie in the log"),
    "the number signed": (at("checkpoint", "n"), 3, "does not lie in the log"),
    "the moment signed": (at("checkpoint", "at"), "2020-01-01T00:00:00Z", "the checkpoint is not signed"),
    "the archive": (at("archive"), "00" * 16, "the checkpoint is not signed"),
    "the key": (at("public_key"), "00" * 32, "the checkpoint is not signed"),
    "the signature": (at("checkpoint", "signature"), "00" * 64, "the checkpoint is not signed"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_a_proof_in_which_something_was_changed_does_not_hold(proof: Proof, what: str) -> None:
    change, to, why = CHANGES[what]
    with pytest.raises(NotProved, match=why):
        check_proof(packed(change(copy.deepcopy(proof), to)))


def test_a_true_row_of_another_report_is_not_taken_for_this_one(archive: Archive, proof: Proof) -> None:
    """Each row by itself is as the log noted it; together they say what was never so."""
    mixed = copy.deepcopy(prove(archive, report_id="another", claim_id="c1"))
    first = len(mixed["entries"])
    mixed["entries"] += proof["entries"]
    mixed["rows"] = [
        mixed["rows"][CLAIM],
        *(row | {"entry": row["entry"] + first} for row in proof["rows"][REPORT : ORIGINAL + 1]),
    ]
    with pytest.raises(NotProved) as found:
        check_proof(packed(mixed))
    assert "the claim is of another report" in found.value.differs
    assert not any("is not as the log noted it" in each for each in found.value.differs)


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"null", b"{}", b'{"format": "saksi-proof/1"}', b"\xff", b"[" * 100_000],
    ids=["nothing", "a list", "null", "empty", "its format alone", "no text", "deep"],
)
def test_what_is_no_proof_is_told_so(data: bytes) -> None:
    with pytest.raises(NotProved, match="no proof of this form"):
        check_proof(data)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below: Any = value.items() if isinstance(value, dict) else enumerate(value)
    found = [path] if path else []
    for key, each in below:
        found += places(each, (*path, key)) if isinstance(each, dict | list) else [(*path, key)]
    return found


@pytest.mark.parametrize("value", [None, -1, 2**70, "x", [], {}, 1.5])
def test_whatever_stands_in_any_place_of_a_proof_it_is_refused_and_no_other_error(
    proof: Proof, value: Any
) -> None:
    believed = [path for path in places(proof) if not refused(at(*path)(copy.deepcopy(proof), value))]
    assert believed == []


def refused(proof: Proof) -> bool:
    try:
        check_proof(packed(proof))
    except NotProved:
        return True
    return False


def test_what_was_changed_past_saksi_cannot_be_proved(archive: Archive, read: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE holdings_original SET sha256 = %s", ["0" * 64])
    with pytest.raises(LogBroken, match="the original is not as the log noted it"):
        prove(archive, report_id="isk-2024-03-20", claim_id="c2")
    assert Original.objects.exists()


def test_what_is_not_there_cannot_be_proved(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="no claim c9"):
        prove(archive, report_id="isk-2024-03-20", claim_id="c9")
