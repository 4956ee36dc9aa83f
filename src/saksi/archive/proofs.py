"""Proofs that leave an archive: what one claim, its report and its original were, checked with nothing else.

A proof shows some rows of the record, the entries of the log that vouch for them, and the way from there to a
signed checkpoint. Columns that are held back stand there as a digest; keys in it open these states and no
others. Checking needs no archive, no passphrase and no database: docs/reference/archive-format.md.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from struct import error as struct_error
from typing import Any

from saksi.archive.chain import Entry
from saksi.archive.checkpoints import Checkpoint, check_checkpoint
from saksi.archive.errors import NotProved
from saksi.archive.mountains import verify_proof

FORMAT = "saksi-proof/1"
MOST_BYTES = 200_000_000  # of a proof's file
NEEDED = ("claim", "report", "original")
DECISION, ROUND = "decision", "round"  # of the former the latest; of the latter the last of each event
# What a file that is none of ours, or was changed, can raise on the way.
BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    struct_error,
)


@dataclass(frozen=True)
class Handling:
    """One thing that happened to the original."""

    at: str  # UTC
    event: str
    actor: str  # a code


@dataclass(frozen=True)
class Proved:
    """What a proof that holds says, in the archive's own words and codes."""

    about: str  # REPORT:CLAIM
    archive: str  # its id
    claim: Mapping[str, Any]  # the columns shown; what its words were where they are shown too
    report: Mapping[str, Any]
    passages: tuple[
        tuple[int, int, str | None], ...
    ]  # code points [start, end); the words where text is shown
    sha256: str  # of the original as received
    size: int  # bytes
    custody: tuple[Handling, ...]  # the oldest first
    verdict: str | None  # of the latest decision; None: nobody had decided
    entries: tuple[tuple[int, str, str], ...]  # number, time and actor of the entries that vouch
    signed_at: str
    n: int  # entries that the checkpoint covers
    signed_by: str  # public key, hexadecimal; tells who signed only where it is known from elsewhere


@dataclass(frozen=True)
class _Row:
    kind: str
    digest: bytes  # over what is shown and what is held back
    entry: int  # place in the proof's list
    place: int  # among the entry's digests
    values: dict[str, Any]
    held: dict[str, Any]  # empty where it is held back


@dataclass(frozen=True)
class _Vouching:
    entry: Entry
    digests: list[bytes]
    key: bytes
    path: list[bytes]


def check_proof(data: bytes, *, key: bytes | None = None, original: bytes | None = None) -> Proved:
    """Check a proof and return what it says.

    Parameters
    ----------
    data
        The file's bytes.
    key
        The archive's public key as known from elsewhere. Without it the one in the proof is used, which shows
        that the parts belong together and not who made them.
    original
        SHA-256 of a file at hand that should be the original.

    Raises
    ------
    NotProved
        It is no proof, or it does not hold: names everything that differs.
    """
    try:
        proof = json.loads(data)
        rows = [_row(values) for values in proof["rows"]]
        vouching = [_vouching(values) for values in proof["entries"]]
        checkpoint, signer = _checkpoint(proof), key or bytes.fromhex(proof["public_key"])
        about, text = str(proof["about"]), proof.get("text")
        if proof["format"] != FORMAT or not isinstance(text, str | None):
            raise ValueError
        said = _said(rows, vouching, checkpoint, about, text)
        differs = [
            *_rows_differ(rows, vouching),
            *_entries_differ(vouching, checkpoint),
            *_ties_differ(rows, about, text),
        ]
    except BROKEN:
        raise NotProved(["it is no proof of this form, or its form was broken"]) from None
    if not check_checkpoint(checkpoint, signer):
        differs.append("the checkpoint is not signed by the archive's key")
    if original is not None and original.hex() != said.sha256:
        differs.append("the file given is not the original: its SHA-256 is another")
    if differs:
        raise NotProved(differs)
    return replace(said, signed_by=signer.hex())


def _rows_differ(rows: Sequence[_Row], vouching: Sequence[_Vouching]) -> list[str]:
    return [
        f"the {row.kind} is not as the log noted it"
        for row in rows
        if not hmac.compare_digest(row.digest, vouching[row.entry].digests[row.place])
    ]


def _entries_differ(vouching: Sequence[_Vouching], checkpoint: Checkpoint) -> list[str]:
    found = []
    for each in vouching:
        entry = each.entry
        if not hmac.compare_digest(hmac.digest(each.key, b"".join(each.digests), "sha256"), entry.state):
            found.append(f"the digests beside entry {entry.n} are not those it was made with")
        if not verify_proof(entry.hash(), entry.n, checkpoint.n, each.path, checkpoint.root):
            found.append(f"entry {entry.n} does not lie in the log that was signed")
    return found


def _ties_differ(rows: Sequence[_Row], about: str, text: str | None) -> list[str]:
    """Compare what ties the rows to one another: each alone may be true, and of something else."""
    by_kind = {row.kind: row.values for row in rows}
    claim, report, original = (by_kind[kind] for kind in NEEDED)
    decided_on = by_kind.get(DECISION, {"claim_id": claim["id"]})["claim_id"]
    rounds = [row.values for row in rows if row.kind == ROUND]
    ties = {
        "the claim is another than the proof is named for": about
        == f"{report['report_id']}:{claim['claim_id']}",
        "the claim is of another report": claim["report_id"] == report["id"],
        "the report came from another original": report["received_in_id"] == original["id"],
        "the decision is on another claim": decided_on == claim["id"],
        "a round does not cover the original": all(_covers(row, original["id"]) for row in rounds),
        "the text is not that of the report": text is None
        or sha256(text.encode()).hexdigest() == report["text_sha256"],
    }
    return [say for say, holds in ties.items() if not holds]


def _covers(row: Mapping[str, Any], original: int) -> bool:
    return bool(original <= row["last"] and original % row["parts"] == row["part"] % row["parts"])


def _said(
    rows: Sequence[_Row],
    vouching: Sequence[_Vouching],
    checkpoint: Checkpoint,
    about: str,
    text: str | None,
) -> Proved:
    by_kind = {row.kind: row for row in rows}
    claim, report, original = (by_kind[kind].values for kind in NEEDED)
    steps = [json.loads(each) for each in original["custody"]]
    steps += [row.values for row in rows if row.kind == ROUND]
    spans = sorted((json.loads(each) for each in claim["passages"]), key=lambda span: int(span["position"]))
    return Proved(
        about=about,
        archive=checkpoint.archive,
        claim=claim | by_kind["claim"].held,
        report=report,
        passages=tuple(
            (span["start"], span["end"], None if text is None else text[span["start"] : span["end"]])
            for span in spans
        ),
        sha256=original["sha256"],
        size=original["size"],
        custody=tuple(
            sorted((Handling(s["at"], s["event"], s["actor"]) for s in steps), key=lambda step: step.at)
        ),
        verdict=by_kind[DECISION].values["verdict"] if DECISION in by_kind else None,
        entries=tuple((each.entry.n, each.entry.at.isoformat(), each.entry.actor) for each in vouching),
        signed_at=checkpoint.at,
        n=checkpoint.n,
        signed_by="",
    )


def _row(values: Mapping[str, Any]) -> _Row:
    held, shown = values["held"], values["content"]
    if "content" in held:
        rest = hmac.digest(bytes.fromhex(held["key"]), held["content"].encode(), "sha256")
    else:
        rest = bytes.fromhex(held["digest"])
    if len(rest) != sha256().digest_size or values["kind"] not in (*NEEDED, DECISION, ROUND):
        raise ValueError
    return _Row(
        kind=values["kind"],
        digest=hmac.digest(bytes.fromhex(values["content_key"]), shown.encode() + rest, "sha256"),
        entry=_place(values["entry"]),
        place=_place(values["place"]),
        values=dict(json.loads(shown)),
        held=dict(json.loads(held["content"])) if "content" in held else {},
    )


def _place(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value


def _vouching(values: Mapping[str, Any]) -> _Vouching:
    fields = dict(values["entry"])
    return _Vouching(
        entry=Entry(
            **fields
            | {
                "at": datetime.fromisoformat(fields["at"]),
                "state": bytes.fromhex(fields["state"]),
                "previous": bytes.fromhex(fields["previous"]),
            }
        ),
        digests=[bytes.fromhex(each) for each in values["digests"]],
        key=bytes.fromhex(values["digests_key"]),
        path=[bytes.fromhex(each) for each in values["path"]],
    )


def _checkpoint(proof: Mapping[str, Any]) -> Checkpoint:
    values = proof["checkpoint"]
    return Checkpoint(
        archive=str(proof["archive"]),
        n=_place(values["n"]),
        head=bytes.fromhex(values["head"]),
        root=bytes.fromhex(values["root"]),
        at=str(values["at"]),
        signature=bytes.fromhex(values["signature"]),
    )
