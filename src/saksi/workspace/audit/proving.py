"""A proof that one claim stood in the record, to be checked without the archive and without its key.

It shows the claim, its report, its original with custody and what a person decided last, each as the log
noted it: `saksi.archive.proofs` checks it, and says what it holds. Words are held back unless asked for.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from saksi.archive import Checkpoint, LogBroken, MountainRange, NotProved, public_key, state_digest, state_key
from saksi.archive.proofs import FORMAT, check_proof
from saksi.record import InvalidInput
from saksi.workspace.audit.log_reading import chained, stored_notes
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.notes import key_of, unpacked
from saksi.workspace.audit.services import note_exit
from saksi.workspace.audit.states import RowState, state_of
from saksi.workspace.holdings.custody import rounds_of
from saksi.workspace.holdings.models import Claim
from saksi.workspace.review.models import Decision
from saksi.workspace.session import Archive


def prove(archive: Archive, *, report_id: str, claim_id: str, words: bool = False) -> dict[str, Any]:
    """Return the proof for one claim, as JSON values; the log has that it left.

    Parameters
    ----------
    words
        Show the claim's words and the report's text too; otherwise no word of a report is in it.

    Raises
    ------
    InvalidInput
        There is no such claim, or its source withdrew consent.
    LogBroken
        The log does not vouch for it: run `verify`.
    """
    claim = Claim.objects.select_related("report__received_in", "report__source").filter(
        report__report_id=report_id, claim_id=claim_id
    )
    found = claim.first()
    if found is None:
        raise InvalidInput(f"report {report_id} has no claim {claim_id}: nothing to prove")
    source = found.report.source
    if source is not None and source.withdrawn_at is not None:
        raise InvalidInput(
            f"the source of report {report_id} withdrew consent: nothing of it leaves any more"
        )
    signed = note_exit(archive, what=f"a proof of claim {found.pk}{', with its words' if words else ''}")
    proof = _proof(archive, signed, _rows(found), words=words)
    proof |= {"about": f"{report_id}:{claim_id}"} | ({"text": found.report.text} if words else {})
    try:
        check_proof(json.dumps(proof).encode(), key=public_key(archive.keys))
    except NotProved as error:
        raise LogBroken(f"{'; '.join(error.differs)}: nothing is proved, run `saksi verify`") from None
    return proof


def _rows(claim: Claim) -> list[RowState]:
    """Return what is proved: claim, report, original, the latest decision, the last round of each event."""
    report = claim.report
    decisions: Iterable[Decision] = Decision.objects.filter(claim=claim).order_by("-pk")[:1]
    rounds = {row.event: row for row in rounds_of(report.received_in)}
    return [state_of(row) for row in (claim, report, report.received_in, *decisions, *rounds.values())]


def _proof(archive: Archive, signed: Checkpoint, rows: Sequence[RowState], *, words: bool) -> dict[str, Any]:
    mountains, told = _read_log(signed.n, rows)
    numbers = sorted(set(told.values()))
    entries = {entry.n: entry for entry in Entry.objects.filter(n__in=numbers)}
    return {
        "format": FORMAT,
        "archive": archive.keys.archive_id,
        "public_key": public_key(archive.keys).hex(),
        "rows": [
            _row(archive, row, entries[n], numbers.index(n), words=words and row.kind == "claim")
            for row, n in told.items()
        ],
        "entries": [_entry(archive, entries[n], mountains.proof(n)) for n in numbers],
        "checkpoint": {
            "n": signed.n,
            "head": signed.head.hex(),
            "root": signed.root.hex(),
            "at": signed.at,
            "signature": signed.signature.hex(),
        },
    }


def _read_log(n: int, rows: Sequence[RowState]) -> tuple[MountainRange, dict[RowState, int]]:
    """Return all hashes up to the checkpoint, and for each row the entry that tells of it last before it.

    Others may have appended since: what they wrote is in no signed root yet.
    """
    mountains, told = MountainRange(), dict[RowState, int]()
    signs = {key_of(row.kind, row.key): row for row in rows}
    for number, hashed, notes in stored_notes(n):
        mountains.append(hashed)
        for sign, row in signs.items():
            if sign in notes and any(note[:2] == (row.kind, row.key) for note in unpacked(notes)):
                told[row] = number
    missing = [row.name for row in rows if row not in told]
    if missing or mountains.n != n:
        about = missing[0] if missing else f"all {n} entries that were signed"
        raise LogBroken(f"no entry of the log tells of {about}: run `saksi verify`")
    return mountains, {row: told[row] for row in rows}


def _row(archive: Archive, row: RowState, entry: Entry, place: int, *, words: bool) -> dict[str, Any]:
    key, held = archive.log_key, row.held or b""
    notes = [note[:2] for note in unpacked(bytes(entry.notes))]
    return {
        "kind": row.kind,
        "content": row.content.decode(),
        "content_key": state_key(key, entry.n, row.name).hex(),
        "held": {"content": held.decode(), "key": state_key(key, entry.n, row.held_name).hex()}
        if words
        else {"digest": state_digest(key, entry.n, row.held_name, held).hex()},
        "entry": place,
        "place": notes.index((row.kind, row.key)),
    }


def _entry(archive: Archive, entry: Entry, path: Sequence[bytes]) -> dict[str, Any]:
    values: dict[str, Any] = chained(entry)._asdict()
    return {
        "entry": values
        | {"at": entry.at.isoformat(), "state": values["state"].hex(), "previous": values["previous"].hex()},
        "digests": [note.digest.hex() for note in unpacked(bytes(entry.notes))],
        "digests_key": state_key(archive.log_key, entry.n, entry.object).hex(),
        "path": [each.hex() for each in path],
    }
