"""The interface itself: what it is called, and what it says when something is refused or breaks."""

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from saksi import __version__
from saksi.record import SaksiError
from saksi.workspace.api.answers import estimates, findings
from saksi.workspace.api.claims import router as claims
from saksi.workspace.api.linked import events, origins, people
from saksi.workspace.api.reports import router as reports
from saksi.workspace.api.search import router as search
from saksi.workspace.api.vocabularies import router as vocabularies
from saksi.workspace.errors import NotAllowed
from saksi.workspace.faults import explained
from saksi.workspace.review.errors import Outdated
from saksi.workspace.web.faults import BROKEN, INVALID, told

REFUSED, OUTDATED, ABSENT = 403, 409, 404

interface = NinjaAPI(
    title="Saksi",
    version="1",
    description="Reports, claims, decisions and what follows from them, of one archive."
    f" Nothing names a source. Saksi {__version__}.",
    docs_url=None,  # its pages load scripts from elsewhere
    urls_namespace="api-1",
)
interface.add_router("/reports", reports)
interface.add_router("/claims", claims)
interface.add_router("/search", search)
interface.add_router("/events", events)
interface.add_router("/people", people)
interface.add_router("/origins", origins)
interface.add_router("/estimates", estimates)
interface.add_router("/findings", findings)
interface.add_router("/vocabularies", vocabularies)


@interface.exception_handler(Http404)
def absent(request: HttpRequest, _error: Http404) -> HttpResponse:
    """Say that there is none, or none that the member may see."""
    detail = "there is none, or it is not yours to see"
    return interface.create_response(request, {"detail": detail}, status=ABSENT)


@interface.exception_handler(SaksiError)
def refused(request: HttpRequest, error: SaksiError) -> HttpResponse:
    """Say what was found, what is needed and what to do next."""
    status = (
        OUTDATED if isinstance(error, Outdated) else REFUSED if isinstance(error, NotAllowed) else INVALID
    )
    return interface.create_response(request, {"detail": str(error)}, status=status)


@interface.exception_handler(ValidationError)
def unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which parameters or fields do not fit, and why."""
    found = (f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors)
    return interface.create_response(request, {"detail": "; ".join(found)}, status=INVALID)


@interface.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """Tell kind and place of an unforeseen fault, never its words."""
    known = explained(error) if isinstance(error, DatabaseError) else error
    if isinstance(known, SaksiError):
        return refused(request, known)
    number, place = told(error)
    return interface.create_response(request, {"detail": f"fault {number} in {place}"}, status=BROKEN)
