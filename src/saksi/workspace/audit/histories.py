"""The history of one record: who changed what, when, and from what; read out of the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from saksi.workspace.accounts.models import CaseReport
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.notes import key_of, unpacked
from saksi.workspace.differing import entries_noting
from saksi.workspace.holdings.custody import holders
from saksi.workspace.holdings.models import Claim
from saksi.workspace.linking.models import Cluster, Judgement, Membership, OrderTie, Settlement
from saksi.workspace.review.models import Decision
from saksi.workspace.session import Archive

Row = tuple[str, int]  # kind and key, as `saksi.workspace.audit.states.KINDS` names them


@dataclass(frozen=True)
class Change:
    """One value that a correction replaced."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Happening:
    """One entry of the log, with the values that it changed where the record keeps them."""

    n: int
    at: datetime
    who: str  # a member's name; "" = the program itself
    action: str
    object: str
    reason: str
    changes: tuple[Change, ...] = ()


def names_of(archive: Archive) -> dict[str, str]:
    """Return the members' names by the codes that the log has for them."""
    return holders(archive) | {"": ""}


def happening(entry: Entry, names: dict[str, str], changes: Iterable[Change] = ()) -> Happening:
    """Return an entry with the name of who did it; a code that is no member's stays a code."""
    who = names.get(entry.actor, entry.actor)
    return Happening(entry.n, entry.at, who, entry.action, entry.object, entry.reason, tuple(changes))


def history_of(
    archive: Archive, kind: str, key: int, hidden: frozenset[int] = frozenset()
) -> list[Happening]:
    """Return what happened to one row and what belongs to it, the oldest first.

    Looking through all notes costs a pass over the log: pages ask for it when it is opened, not before.

    Parameters
    ----------
    hidden
        Reports whose part in it is left out; of a cluster that holds one of them only what people said of
        the others is told.
    """
    own = [] if _holds(kind, key, hidden) else [(kind, key)]
    rows = [*own, *_belonging(kind, key, hidden)]
    found = entries_noting([key_of(*row) for row in rows], f"{kind} {key}")
    names = names_of(archive)
    entries = Entry.objects.filter(n__in=found).order_by("n")
    return [
        happening(entry, names, _changes(told))
        for entry in entries
        if (told := _told(entry, rows)) or (own and entry.object == f"{kind} {key}")
    ]


def _holds(kind: str, key: int, hidden: frozenset[int]) -> bool:
    """Say whether a row is a cluster that holds a claim of one of these reports."""
    members = Membership.objects.filter(cluster=key, claim__report__in=hidden)
    return kind == "cluster" and bool(hidden) and members.exists()


def _belonging(kind: str, key: int, hidden: frozenset[int]) -> list[Row]:
    """Rows whose entries tell of this one too."""
    if kind == "claim":
        keys = Decision.objects.filter(claim=key).values_list("pk", flat=True)
        tied = OrderTie.objects.filter(Q(order=key) | Q(act=key))
        tied = tied.exclude(order__report__in=hidden).exclude(act__report__in=hidden)
        ties = tied.values_list("pk", flat=True)
        return [*(("decision", each) for each in keys), *(("order tie", each) for each in ties)]
    if kind == "cluster":
        return _of_cluster(key, hidden)
    if kind == "report":
        filed = CaseReport.objects.filter(report=key).values_list("pk", flat=True)
        return [("case report", each) for each in filed]
    return []


def _of_cluster(key: int, hidden: frozenset[int]) -> list[Row]:
    """Return what people said of an event or a person: of its differences, and of pairs of its claims."""
    claims = Membership.objects.filter(cluster=key).values("claim")
    judged = Judgement.objects.filter(pair__kind__in=Cluster.objects.filter(pk=key).values("kind"))
    judged = judged.filter(Q(pair__first__in=claims) | Q(pair__second__in=claims))
    judged = judged.exclude(pair__first__report__in=hidden).exclude(pair__second__report__in=hidden)
    words = Settlement.objects.filter(cluster=key)
    said = {claim for word in words for claim in map(int, word.values)}
    foreign = set(Claim.objects.filter(pk__in=said, report__in=hidden).values_list("pk", flat=True))
    return [
        *(("settlement", word.pk) for word in words if foreign.isdisjoint(map(int, word.values))),
        *(("judgement", each) for each in judged.values_list("pk", flat=True)),
    ]


def _told(entry: Entry, rows: list[Row]) -> list[Row]:
    """Return which of these rows an entry notes: a sign may stand in the middle of another's digest."""
    noted = {(note.kind, note.key) for note in unpacked(bytes(entry.notes))}
    return [row for row in rows if row in noted]


def _changes(told: list[Row]) -> list[Change]:
    keys = [key for kind, key in told if kind == "decision"]
    decisions = Decision.objects.filter(pk__in=keys, after__isnull=False)
    return [change for decision in decisions for change in _differences(decision.before, decision.after)]


def _differences(before: dict[str, Any], after: dict[str, Any] | None) -> list[Change]:
    """Compare the fields of a claim; keys that begin alike are compared one by one."""
    found = []
    for field in sorted({*before, *(after or {})}):
        old, new = before.get(field), (after or {}).get(field)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            found += [Change(f"{field}.{c.field}", c.before, c.after) for c in _differences(old, new)]
        else:
            found.append(Change(field, _written(old), _written(new)))
    return found


def _written(value: object) -> str:
    if value is None or value in ([], ""):
        return "–"
    if isinstance(value, list):
        return ", ".join(_written(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_written(each)}" for key, each in value.items() if each is not None)
    return str(value)
