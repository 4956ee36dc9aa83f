"""What happened to the originals of many reports, told in one line each, for findings and dossiers."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from saksi.findings.custody import Custody, Handled
from saksi.workspace.holdings import models

CHUNK = 500  # keys asked for at once
Names = Mapping[str, str]


def custody_of(report_ids: Iterable[str], names: Names | None = None) -> Custody:
    """Return what happened to the original of each report: kinds in the order in which they first happened.

    Parameters
    ----------
    report_ids
        Reports that the reader may see. An unknown one is left out.
    names
        Of key holders by their codes, for pages that stay inside; null: codes, for what leaves.
    """
    known = names or {}
    rounds = _Rounds(known)
    return {
        report: tuple(sorted([*_handled(own, known), *rounds.of(original)], key=lambda one: one.first))
        for report, original, own in _own(report_ids)
    }


class _Rounds:
    """What was done to all originals at once: those of one part are in order, so a search finds the first."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.parts: dict[tuple[int, int], list[models.Round]] = {}
        for row in models.Round.objects.order_by("last", "pk"):
            self.parts.setdefault((row.part, row.parts), []).append(row)
        self.told: dict[tuple[tuple[int, int, int], ...], tuple[Handled, ...]] = {}

    def of(self, original: int) -> tuple[Handled, ...]:
        """Return what the rounds that cover an original did, by its key."""
        covering = tuple(
            (*part, bisect_left(rows, original, key=lambda row: row.last))
            for part, rows in self.parts.items()
            if original % part[1] == part[0] % part[1]
        )
        if covering not in self.told:  # of many originals the same is true
            rows = [row for part, parts, first in covering for row in self.parts[part, parts][first:]]
            self.told[covering] = tuple(_handled(rows, self.names))
        return self.told[covering]


def _own(report_ids: Iterable[str]) -> Iterator[tuple[str, int, list[models.Custody]]]:
    """Yield report id, key of its original and what happened to that original alone."""
    wanted = list(report_ids)
    for start in range(0, len(wanted), CHUNK):
        rows = models.Report.objects.filter(report_id__in=wanted[start : start + CHUNK])
        found = dict(rows.values_list("report_id", "received_in_id"))
        steps: dict[int, list[models.Custody]] = {original: [] for original in found.values()}
        for step in models.Custody.objects.filter(original__in=list(steps)).order_by("pk"):
            steps[step.original_id].append(step)
        yield from ((report, original, steps[original]) for report, original in found.items())


def _handled(rows: Sequence[models.Custody] | Sequence[models.Round], names: Names) -> Iterator[Handled]:
    """Yield each kind of thing that happened, with how often, when and by whom."""
    for event in dict.fromkeys(row.event for row in rows):
        found = sorted((row for row in rows if row.event == event), key=lambda row: row.at)
        actors = dict.fromkeys(names.get(row.actor, row.actor) for row in found if row.actor)
        first, last = found[0].at.date(), found[-1].at.date()
        yield Handled(event=event, times=len(found), first=first, last=last, by=tuple(actors))
