"""What a row says, as bytes: the same row gives the same bytes, whenever and wherever it is read.

All columns of a row count; those that are null are left out, so a column that a later version adds changes no
digest of a row that does not use it. What belongs to a row counts with it: its custody with an original, its
grounds, passages and links with a claim.

Of a row that can be proved, only some columns may be shown; the others are held back: the row's digest is
made over the shown ones and a digest of the rest, so a proof shows the former and gives the latter as 32
bytes that nobody can guess from. A column that a later version adds is held back until it is named here.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Model

from saksi.archive import state_digest
from saksi.workspace.accounts.models import Case, CaseReport, Factor, Member, Token
from saksi.workspace.audit.models import Setting
from saksi.workspace.estimates.models import Estimate, Taken
from saksi.workspace.findings.models import Edition
from saksi.workspace.holdings.models import Claim, Original, Report, Round, Source, VaultEntry, VaultKey
from saksi.workspace.linking.models import Change, Cluster, Judgement, OrderTie, Pair, Settlement
from saksi.workspace.review.models import Assignment, CoderNote, Coding, Decision, ReadMark, Ruling

CHUNK = 1000  # rows read at once


@dataclass(frozen=True, slots=True)
class Guarded:
    """A table whose rows the log vouches for, with the rows that belong to each."""

    number: int  # stands in the log: never given to another kind
    model: type[Model]
    parts: tuple[str, ...] = ()  # related names, each row's own columns counted without key and owner
    shown: frozenset[str] | None = None  # columns and parts that a proof may show; None: it is never proved


# Neither a file's name nor words, outlets, titles, sources, tellers: those may tell who it was.
_OF_ORIGINAL = frozenset(("id", "sha256", "size", "received_at", "complete", "custody"))
_OF_REPORT = frozenset((
    "id", "report_id", "received_in_id", "position", "text_sha256", "published", "language", "synthetic",
    "retracted_at",
))  # fmt: skip
_OF_CLAIM = frozenset((
    "id", "report_id", "claim_id", "stage", "kind", "act", "victim_type", "victim_status", "victim_roles",
    "victim_sex", "victim_family_included", "count_min", "count_max", "count_unit", "perpetrator_institution",
    "perpetrator_level", "place_country", "place_admin1", "time_from", "time_to", "modality", "confidence",
    "reader", "rules", "grounds", "passages",
))  # fmt: skip
_OF_DECISION = frozenset(("id", "claim_id", "verdict", "at"))
_OF_ROUND = frozenset(("id", "at", "actor", "event", "last", "part", "parts", "n_originals"))

KINDS: Mapping[str, Guarded] = {
    "original": Guarded(1, Original, ("custody",), _OF_ORIGINAL),
    "report": Guarded(2, Report, (), _OF_REPORT),
    "claim": Guarded(3, Claim, ("grounds", "passages", "links"), _OF_CLAIM),
    "source": Guarded(4, Source),
    "vault": Guarded(5, VaultEntry, ("grants",)),
    "vault key": Guarded(6, VaultKey),
    "decision": Guarded(7, Decision, (), _OF_DECISION),
    "pair": Guarded(8, Pair),
    "cluster": Guarded(9, Cluster, ("members", "tellings")),
    "member": Guarded(10, Member),
    "setting": Guarded(11, Setting),
    "round": Guarded(12, Round, (), _OF_ROUND),
    "case": Guarded(13, Case, ("team",)),
    "case report": Guarded(14, CaseReport),
    "factor": Guarded(15, Factor),
    "assignment": Guarded(16, Assignment),
    "coding": Guarded(17, Coding),
    "ruling": Guarded(18, Ruling),
    "coder note": Guarded(19, CoderNote),
    "judgement": Guarded(20, Judgement),
    "cluster change": Guarded(21, Change),
    "estimate": Guarded(22, Estimate),
    "read mark": Guarded(23, ReadMark),
    "edition": Guarded(24, Edition),
    "token": Guarded(25, Token),
    "order tie": Guarded(26, OrderTie),
    "settlement": Guarded(27, Settlement),
    "taken": Guarded(28, Taken),
}
_KIND_OF = {guarded.model: kind for kind, guarded in KINDS.items()}
GONE = b""  # the state of a row that was removed


@dataclass(frozen=True, slots=True)
class RowState:
    """One row and what it says."""

    kind: str
    key: int
    content: bytes  # what a proof may show; of a row that is never proved, all
    held: bytes | None = None  # what a proof holds back; None: the row is never proved

    @property
    def name(self) -> str:
        """What the digest is bound to."""
        return f"{self.kind} {self.key}"

    @property
    def held_name(self) -> str:
        """What the digest of the columns held back is bound to."""
        return f"{self.kind} {self.key} held back"

    def digest(self, log_key: bytes, n: int) -> bytes:
        """Return the keyed digest of the row as entry n leaves it."""
        held = b"" if self.held is None else state_digest(log_key, n, self.held_name, self.held)
        return state_digest(log_key, n, self.name, self.content + held)


def state_of(row: Model, parts: Mapping[str, Iterable[Model]] | None = None) -> RowState:
    """Return what a row says; give its parts where they are at hand, else they are fetched."""
    kind = _KIND_OF[type(row)]
    content = _columns(row)
    for name in KINDS[kind].parts:
        rows = parts[name] if parts is not None else getattr(row, name).all()
        content[name] = sorted(_encoded(_columns(part, owner=type(row))) for part in rows)
    shown = KINDS[kind].shown
    if shown is None:
        return RowState(kind, int(row.pk), _encoded(content).encode())
    held = {name: content.pop(name) for name in content.keys() - shown}
    return RowState(kind, int(row.pk), _encoded(content).encode(), _encoded(held).encode())


def gone(kind: str, key: int) -> RowState:
    """Return the state of a row that was removed."""
    return RowState(kind, key, GONE)


def all_states(kind: str) -> Iterator[RowState]:
    """Read every row of a kind, in the order of their keys."""
    guarded = KINDS[kind]
    rows = guarded.model._default_manager.order_by("pk")  # noqa: SLF001 - Django's public name for it
    if guarded.parts:
        rows = rows.prefetch_related(*guarded.parts)
    for row in rows.iterator(CHUNK):
        yield state_of(row)


@cache
def _names(model: type[Model], owner: type[Model] | None) -> tuple[str, ...]:
    """Columns that count; a part's own key and its owner's say nothing that the owner does not."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's public name for it
    return tuple(
        field.attname
        for field in fields
        if owner is None or not (field.primary_key or field.related_model is owner)
    )


def _columns(row: Model, owner: type[Model] | None = None) -> dict[str, Any]:
    values = ((name, getattr(row, name)) for name in _names(type(row), owner))
    return {name: value for name, value in values if value is not None}


def _plain(value: object) -> str:
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"no plain form of {type(value).__name__}")


_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode
