"""What a page says when something is refused or breaks: never words of a report, nor does the log."""

import sys
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from traceback import extract_tb

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from saksi.archive import ArchiveError, Locked
from saksi.record import SaksiError
from saksi.workspace.errors import NotAllowed
from saksi.workspace.faults import explained
from saksi.workspace.web.refusals import spoken

STATUSES: tuple[tuple[type[SaksiError], int], ...] = ((Locked, 423), (NotAllowed, 403))
DJANGOS = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)
INVALID, BROKEN = 422, 500


class Faults:
    """Middleware: turns an exception of a view into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for an exception; Django's own (404, forbidden) go their way."""
        if isinstance(error, DatabaseError):
            error = explained(error)
        if isinstance(error, SaksiError):
            return refused(request, error)
        if isinstance(error, DJANGOS):
            return None
        return broken(request, error)


def refused(request: HttpRequest, error: SaksiError) -> HttpResponse:
    """Return the page for an error of ours: its words name what was found, needed, and what to do."""
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), INVALID)
    grave = isinstance(error, ArchiveError)
    said = spoken(str(error), str(getattr(request, "language", "en")))
    context = {"why": said or str(error), "known": said is not None, "grave": grave}
    return render(request, "web/refused.html", context, status=status)


def told(error: Exception) -> tuple[str, str]:
    """Note kind and place of an unforeseen fault on stderr; return its number there, and the place."""
    number = token_hex(3)
    last = extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}"
    sys.stderr.write(f"saksi serve: fault {number}: {type(error).__name__} in {place}\n")
    return number, place


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the page for an unforeseen fault."""
    number, place = told(error)
    return render(request, "web/broken.html", {"number": number, "place": place}, status=BROKEN)
