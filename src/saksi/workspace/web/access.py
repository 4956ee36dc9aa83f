"""Who may ask for what: each view says its roles, and a test draws the matrix of all of them.

`page` answers GET, `action` answers POST and redirects, `form` answers both. Whoever lacks the role gets the
page that says there is none: what exists is not told. A view without one of these decorators fails a test.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, cast
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from saksi.workspace.accounts.models import Member, Preference
from saksi.workspace.accounts.roles import CODERS, EVERY, WORKING, Role
from saksi.workspace.session import Archive
from saksi.workspace.web.saying import say
from saksi.workspace.web.sessions import Session

__all__ = [
    "CODERS",
    "EVERY",
    "WORKING",
    "Request",
    "Role",
    "action",
    "confirmed",
    "form",
    "page",
    "public",
    "said",
    "tell",
]

P = ParamSpec("P")


class Request(HttpRequest):
    """A request as the gate hands it on (`saksi.workspace.web.gate`): the archive is open, somebody works."""

    archive: Archive  # its actor is the member
    member: Member
    roles: frozenset[Role]
    signed_in: Session
    preference: Preference
    language: str  # "en" or "ko"


View = Callable[Concatenate[Request, P], HttpResponse]


class Guarded(Protocol[P]):
    """A view that says who may ask, and how."""

    roles: frozenset[Role] | None  # None = everybody, before signing in too
    methods: tuple[str, ...]
    confirmed: bool  # the passphrase is asked for again

    def __call__(self, request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        """Answer."""


def page(*roles: Role) -> Callable[[View[P]], Guarded[P]]:
    """Let members with one of these roles read a page."""
    return lambda view: _guarded(view, roles, ("GET", "HEAD"))


def action(*roles: Role) -> Callable[[View[P]], Guarded[P]]:
    """Let members with one of these roles change something; the answer redirects, or is a piece for htmx."""
    return lambda view: _guarded(view, roles, ("POST",))


def form(*roles: Role) -> Callable[[View[P]], Guarded[P]]:
    """Let members with one of these roles see a form and send it."""
    return lambda view: _guarded(view, roles, ("GET", "HEAD", "POST"))


def public(*methods: str) -> Callable[[Callable[Concatenate[HttpRequest, P], HttpResponse]], Guarded[P]]:
    """Let everybody ask, before signing in too: only what opens the archive, and tells nothing of it."""
    return lambda view: _wrapped(view, None, methods or ("GET", "HEAD"))


def confirmed(view: Guarded[P]) -> Guarded[P]:
    """Ask for the passphrase again, if it was not typed in the last minutes: for the vault and for exports.

    It stands above `page`, `action` or `form`. Afterwards the member is where they came from, or on the page.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not _allowed(cast("Request", request), view.roles):
            raise Http404
        if cast("Request", request).signed_in.is_confirmed:
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else _came_from(request)
        return redirect(f"{reverse('web:confirm')}?{urlencode({'next': back})}")

    return _marked(asked, view.roles, view.methods, confirmed=True)


def said(request: HttpRequest, key: str, **values: object) -> str:
    """Return a sentence in the language of whoever asks."""
    return say(cast("Request", request).language, key, **values)


def tell(request: HttpRequest, sentence: str, *, kind: str = "done") -> None:
    """Say something on the next page: ``done``, ``warn`` or ``err``."""
    cast("Request", request).signed_in.said.append((kind, sentence))


def _guarded(view: View[P], roles: Iterable[Role], methods: tuple[str, ...]) -> Guarded[P]:
    chosen = frozenset(roles)
    if not chosen:
        raise ValueError(f"{view.__name__} names no role: use EVERY for all members")
    return _wrapped(view, chosen, methods)


def _wrapped(view: View[P], roles: frozenset[Role] | None, methods: tuple[str, ...]) -> Guarded[P]:
    @wraps(view)
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if roles is not None and not _allowed(cast("Request", request), roles):
            raise Http404
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        response = view(cast("Request", request), *args, **kwargs)
        patch_vary_headers(response, ("HX-Request",))
        return response

    return _marked(checked, roles, methods, confirmed=False)


def _marked(
    view: Callable[..., HttpResponse],
    roles: frozenset[Role] | None,
    methods: tuple[str, ...],
    *,
    confirmed: bool,
) -> Guarded[P]:
    marked = cast("Guarded[P]", view)
    marked.roles, marked.methods, marked.confirmed = roles, methods, confirmed
    return marked


def _allowed(request: Request, roles: frozenset[Role] | None) -> bool:
    return roles is None or bool(roles & request.roles)


def _came_from(request: HttpRequest) -> str:
    """Return the page that the form was on: a path of ours, or the first page."""
    parts = urlsplit(request.headers.get("Referer", ""))
    here = parts.netloc == request.get_host()
    return f"{parts.path}?{parts.query}" if here and parts.query else parts.path if here else "/"
