"""A proof that one claim stood in the record, to be checked without the archive and without its key.

It holds the claim as stored, the entry of the log that vouches for it, the way from that entry to a signed
checkpoint, and the custody of the original. Keys in it open this one state and no other.
"""

import hmac
from datetime import datetime
from typing import Any

from saksi.archive import (
    Checkpoint,
    LogBroken,
    MountainRange,
    check_checkpoint,
    public_key,
    state_key,
    verify_proof,
)
from saksi.archive import Entry as ChainEntry
from saksi.record import InvalidInput
from saksi.workspace.audit import log
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.notes import key_of, unpacked
from saksi.workspace.audit.services import note_exit
from saksi.workspace.audit.states import state_of
from saksi.workspace.holdings.models import Claim
from saksi.workspace.session import Archive

FORMAT = "saksi-proof/1"


def prove(archive: Archive, *, report_id: str, claim_id: str) -> dict[str, Any]:
    """Return the proof for one claim, as JSON values; it holds the claim's words, so the log tells of it.

    Raises
    ------
    InvalidInput
        There is no such claim, or its source withdrew consent.
    LogBroken
        The log has no entry for it: run `verify`.
    """
    claim = Claim.objects.filter(report__report_id=report_id, claim_id=claim_id).first()
    if claim is None:
        raise InvalidInput(f"report {report_id} has no claim {claim_id}: nothing to prove")
    source = claim.report.source
    if source is not None and source.withdrawn_at is not None:
        raise InvalidInput(
            f"the source of report {report_id} withdrew consent: nothing of it leaves any more"
        )
    note_exit(archive, what=f"a proof of claim {claim.pk}")
    row = state_of(claim)
    signed = log.checkpoint(archive)
    mountains, entry = _read_log(signed.n if signed else 0, ("claim", claim.pk))
    if signed is None or entry is None:
        raise LogBroken(f"no entry of the log tells of {row.name}: run `saksi verify`")
    notes = list(unpacked(bytes(entry.notes)))
    original = claim.report.received_in
    return {
        "format": FORMAT,
        "archive": archive.keys.archive_id,
        "public_key": public_key(archive.keys).hex(),
        "report": report_id,
        "claim": claim_id,
        "content": row.content.decode(),
        "content_key": state_key(archive.log_key, entry.n, row.name).hex(),
        "place": [(note.kind, note.key) for note in notes].index(("claim", claim.pk)),
        "digests": [note.digest.hex() for note in notes],
        "digests_key": state_key(archive.log_key, entry.n, entry.object).hex(),
        "entry": _entry(entry),
        "path": [each.hex() for each in mountains.proof(entry.n)],
        "checkpoint": {
            "n": signed.n,
            "head": signed.head.hex(),
            "root": signed.root.hex(),
            "at": signed.at,
            "signature": signed.signature.hex(),
        },
        "original": {"sha256": original.sha256, "bytes": original.size},
        "custody": [
            {"at": event.at.isoformat(), "event": event.event, "sha256": event.sha256}
            for event in original.custody.order_by("pk")
        ],
    }


def check_proof(proof: dict[str, Any], *, key: bytes | None = None) -> None:
    """Check a proof; return when it holds.

    Parameters
    ----------
    key
        The archive's public key as known from elsewhere. Without it, the one in the proof is believed, which
        shows that the parts belong together and not who made them.

    Raises
    ------
    LogBroken
        It does not hold: says at which step.
    """
    entry = _parsed(proof["entry"])
    digests = [bytes.fromhex(each) for each in proof["digests"]]
    checkpoint = Checkpoint(
        archive=proof["archive"],
        n=proof["checkpoint"]["n"],
        head=bytes.fromhex(proof["checkpoint"]["head"]),
        root=bytes.fromhex(proof["checkpoint"]["root"]),
        at=proof["checkpoint"]["at"],
        signature=bytes.fromhex(proof["checkpoint"]["signature"]),
    )
    path = [bytes.fromhex(each) for each in proof["path"]]
    content = _keyed(proof["content_key"], proof["content"].encode())
    steps = (
        ("the claim is not the one that was noted", content == digests[proof["place"]]),
        (
            "the notes are not those of the entry",
            _keyed(proof["digests_key"], b"".join(digests)) == entry.state,
        ),
        (
            "the entry is not in the log",
            verify_proof(entry.hash(), entry.n, checkpoint.n, path, checkpoint.root),
        ),
        (
            "the checkpoint is not signed by the archive",
            check_checkpoint(checkpoint, key or bytes.fromhex(proof["public_key"])),
        ),
    )
    for say, holds in steps:
        if not holds:
            raise LogBroken(f"the proof does not hold: {say}")


def _keyed(key: str, data: bytes) -> bytes:
    return hmac.digest(bytes.fromhex(key), data, "sha256")


def _read_log(n: int, row: tuple[str, int]) -> tuple[MountainRange, Entry | None]:
    """Return all hashes up to the checkpoint, and the entry that tells of a row last before it.

    Others may have appended since: what they wrote is in no signed root yet.
    """
    mountains, last, sign = MountainRange(), None, key_of(*row)
    for entry in Entry.objects.filter(n__lte=n).order_by("n").iterator(5_000):
        mountains.append(_chained(entry).hash())
        if sign in bytes(entry.notes) and any(note[:2] == row for note in unpacked(bytes(entry.notes))):
            last = entry
    return mountains, last


def _chained(row: Entry) -> ChainEntry:
    return ChainEntry(
        row.n, row.at, row.actor, row.action, row.object, row.reason, bytes(row.state), bytes(row.previous)
    )


def _entry(row: Entry) -> dict[str, Any]:
    values: dict[str, Any] = _chained(row)._asdict()
    return values | {
        "at": row.at.isoformat(),
        "state": bytes(row.state).hex(),
        "previous": bytes(row.previous).hex(),
    }


def _parsed(values: dict[str, Any]) -> ChainEntry:
    return ChainEntry(
        **values
        | {
            "at": datetime.fromisoformat(values["at"]),
            "state": bytes.fromhex(values["state"]),
            "previous": bytes.fromhex(values["previous"]),
        }
    )
