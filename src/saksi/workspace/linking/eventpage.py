"""One event as its page shows it: origins, claims side by side, what differs, what falls, when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from saksi.workspace.holdings.views.lines import Line, lines_of
from saksi.workspace.linking.figures import conflicts_seen
from saksi.workspace.linking.lines import Source, by_origin, source_of, value_of
from saksi.workspace.linking.models import Cluster, Pair, Telling, Tie
from saksi.workspace.linking.sources import NOTHING, rests_on
from saksi.workspace.linking.spans import spans
from saksi.workspace.web.access import Request, said

FIELDS = ("count", "who", "time", "place", "ground", "by")
CONFLICT = {"count": "count", "time": "time", "place": "place", "status": "who", "modality": "count"}
MOST = 12  # columns; more claims are listed below
ROW, TOP = 100, 36  # of the drawing
AT = (332, 622, 884)  # of reports in a row


@dataclass(frozen=True)
class Cell:
    """One field of one claim beside the others."""

    value: str
    words: str
    language: str
    kind: str  # "", "same", "diff"


@dataclass(frozen=True)
class Group:
    """One origin with its claims, in the order of their reports."""

    source: Source | None  # null = on no source that is told
    lines: tuple[Line, ...]
    tellings: tuple[Telling, ...]


def groups_of(request: Request, cluster: Cluster, hidden: frozenset[int]) -> list[Group]:
    """Return the claims of an event by the origin that each rests on first; denials last."""
    members = list(cluster.members.exclude(claim__report__in=hidden))
    found = lines_of(request, [member.claim_id for member in members])
    tellings = list(cluster.tellings.exclude(claim__report__in=hidden).order_by("origin", "claim_id"))
    origins = by_origin(tellings)
    own: dict[int, int] = {}
    for member in members:
        behind = [number for number in member.rests_on or [] if number in origins]
        told = [t.origin for t in tellings if t.claim_id == member.claim_id and t.attribution == 0]
        own[member.claim_id] = (told or behind or [-1])[0]
    groups = []
    for number in sorted(set(own.values())):
        lines = sorted((found[key] for key, at in own.items() if at == number), key=_first)
        told_by = origins.get(number, [])
        first = next((t for line in lines for t in told_by if t.claim_id == line.row.pk), None)
        if first is None and told_by:
            first = told_by[0]
        source = source_of(request, first, found[first.claim_id]) if first else None
        groups.append(Group(source, tuple(lines), tuple(told_by)))
    return sorted(
        groups, key=lambda g: (any(x.claim.modality == "denied" for x in g.lines), _first(g.lines[0]))
    )


def _first(line: Line) -> tuple[date, int]:
    return line.published, line.row.pk


def table_of(request: Request, cluster: Cluster, groups: Sequence[Group]) -> dict[str, Any]:
    """Return the claims side by side: heads by origin, a row a field; differences from the first claim."""
    lines = [line for group in groups for line in group.lines]
    shown = lines[:MOST]
    found = conflicts_seen(cluster, {line.row.pk for line in lines})
    fights = {CONFLICT.get(name, name): values for name, values in found}
    starts = {group.lines[0].row.pk for group in groups}
    rows = []
    for name in FIELDS:
        said_by = [(line, *value_of(request, name, line)) for line in shown]
        if any(value or words for _, value, words in said_by):
            rows.append((name, [_cell(request, fights.get(name, {}), said_by[0], one) for one in said_by]))
    return {
        "heads": [(group, sum(line in shown for line in group.lines)) for group in groups],
        "lines": [(line, line.row.pk in starts) for line in shown],
        "rows": [
            (name, [(c, shown[n].row.pk in starts, shown[n]) for n, c in enumerate(cells)])
            for name, cells in rows
        ],
        "more": lines[MOST:],
    }


Said = tuple[Line, str, str]


def _cell(request: Request, fight: Mapping[int, str], first: Said, one: Said) -> Cell:
    line, value, words = one
    if not value and not words:
        return Cell(said(request, "linking.unsaid"), "", "", "same")
    base = fight.get(first[0].row.pk) or next(iter(fight.values()), None)
    mine = fight.get(line.row.pk)
    kind = ""
    if line is not first[0]:
        alike = (value, words) == first[1:]
        kind = "same" if alike else "diff" if mine is not None and mine != base else ""
    return Cell(value or "", words, line.report.language or "", kind)


@dataclass(frozen=True)
class Place:
    """One report of the drawing, and the arrow that leads to it."""

    line: Line
    x: int
    y: int
    tie: str  # in words; empty = told
    from_x: int


@dataclass(frozen=True)
class Drawn:
    """One row of the drawing: a source and the reports that have it."""

    source: Source | None
    y: int
    places: tuple[Place, ...]
    more: int


def drawing_of(request: Request, groups: Sequence[Group]) -> dict[str, Any]:
    """Return where everything of "who told whom" stands, for the template to draw."""
    ties = _ties([line for group in groups for line in group.lines])
    rows, y = [], TOP
    for group in groups:
        lines = list({line.report.pk: line for line in group.lines}.values())
        places = []
        for n, line in enumerate(lines[: len(AT)]):
            tie = _tie_said(request, ties, lines[:n], line)
            places.append(Place(line, AT[n], y + 30, tie, 196 if n == 0 else AT[n - 1] + 148))
        rows.append(Drawn(group.source, y + 30, tuple(places), max(0, len(lines) - len(AT))))
        y += ROW
    return {"rows": rows, "height": y + 4, "lines": [row.y - 44 for row in rows[1:]]}


def _ties(lines: Sequence[Line]) -> dict[tuple[int, int], Tie]:
    keys = {line.report.pk for line in lines}
    return {(tie.first_id, tie.second_id): tie for tie in Tie.objects.filter(first__in=keys, second__in=keys)}


def _tie_said(
    request: Request, ties: Mapping[tuple[int, int], Tie], before: Sequence[Line], line: Line
) -> str:
    found = [
        tie
        for other in before
        if (tie := ties.get((min(other.report.pk, line.report.pk), max(other.report.pk, line.report.pk))))
    ]
    if not found:
        return ""
    best = max(found, key=lambda tie: (tie.kind in {"copy", "cites"}, tie.share or 0.0))
    if best.kind == "copy" and best.share is not None:
        return said(request, "linking.tie.words", share=f"{best.share:.0%}")
    return said(request, f"linking.tie.{best.kind}")


def falls_of(cluster: Cluster, groups: Sequence[Group], hidden: frozenset[int]) -> list[dict[str, Any]]:
    """Return for each named source what of this event and of the whole record falls if it is wrong."""
    sources = {group.source.key: group.source for group in groups if group.source and group.source.key}
    rests = rests_on([key for key in sources if key], hidden)
    own = {line.row.pk: line.report.pk for group in groups for line in group.lines}
    made = []
    for key, source in sources.items():
        found = rests.get(key or 0, NOTHING)
        fallen = {own[claim] for claim in found.alone if claim in own}
        stay = {report for claim, report in own.items() if claim not in found.alone}
        made.append(
            {
                "source": source,
                "reports": len(fallen - stay),
                "of": len(set(own.values())),
                "event": cluster.pk in found.events,
                "claims": len(found.alone),
                "events": len(found.events),
            }
        )
    return sorted(made, key=lambda one: -int(one["reports"]))


def bars_of(request: Request, groups: Sequence[Group]) -> dict[str, Any] | None:
    """Return the time line: what is known of the days of the first claim of each origin."""
    return spans(
        [
            (
                said(
                    request,
                    "linking.according_to",
                    who=group.source.code if group.source else line.report.report_id,
                ),
                line,
            )
            for group in groups
            for line in group.lines[:1]
        ]
    )


def near_of(request: Request, cluster: Cluster, hidden: frozenset[int]) -> list[dict[str, Any]]:
    """Return the pairs of this event with others that may be the same, undecided first."""
    claims = list(cluster.members.values_list("claim_id", flat=True))
    rows = Pair.objects.filter(Q(first__in=claims) | Q(second__in=claims), kind=cluster.kind)
    rows = rows.exclude(first__report__in=hidden).exclude(second__report__in=hidden)
    made = []
    for pair in rows.order_by("verdict", "-probability")[:20]:
        mine, other = (
            (pair.first_id, pair.second_id) if pair.first_id in claims else (pair.second_id, pair.first_id)
        )
        if other in claims and pair.verdict is None:
            continue
        found = lines_of(request, [mine, other])
        cluster_of = Cluster.objects.filter(
            kind=cluster.kind, dissolved_at=None, members__claim=other
        ).first()
        made.append({"pair": pair, "mine": found[mine], "other": found[other], "cluster": cluster_of})
    return made
