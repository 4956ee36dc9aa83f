"""The log as a list: filtered, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saksi.workspace.audit.histories import Happening, happening, names_of
from saksi.workspace.audit.models import Entry
from saksi.workspace.session import Archive

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which entries are asked for; what is empty does not matter."""

    who: str = ""  # a member's name
    action: str = ""
    object: str = ""  # how it begins
    since: date | None = None
    until: date | None = None  # inclusive


def entries(
    archive: Archive, wanted: Wanted, *, before: int | None = None
) -> tuple[list[Happening], int | None]:
    """Return one page of entries, newest first, and where the next begins; None at the end.

    Parameters
    ----------
    before
        Number of the last entry of the page before.
    """
    rows = _filtered(archive, wanted)
    if before is not None:
        rows = rows.filter(n__lt=before)
    names = names_of(archive)
    found = list(rows.order_by("-n").defer("notes")[: PAGE + 1])
    following = found[PAGE - 1].n if len(found) > PAGE else None
    return [happening(entry, names) for entry in found[:PAGE]], following


def _filtered(archive: Archive, wanted: Wanted) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    if wanted.who:
        rows = rows.filter(actor=archive.code_of(wanted.who))
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.object:
        rows = rows.filter(object__startswith=wanted.object)
    if wanted.since:
        rows = rows.filter(at__date__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__date__lte=wanted.until)
    return rows
