"""The zero character in requests: a database of a team would break over it, and no text has one.

In what an address asks for it is passed over, as whatever else a filter does not know; what would be kept
with one is refused as a whole.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from saksi.record import InvalidInput
from saksi.workspace.web.faults import refused
from saksi.workspace.web.gate import API
from saksi.workspace.zeros import holds_zero

WHY = "what was sent holds a zero character, which no text has: remove it and send it again; nothing was kept"


class NoZeros:
    """Middleware: looks through addresses and forms; the interface looks through what programs send."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Refuse a form with a zero character; null where there is none.

        Raises
        ------
        Http404
            The path has one: nothing is called so.
        """
        if "\0" in request.path_info:
            raise Http404
        if holds_zero(list(request.GET.lists())):
            request.GET = QueryDict(request.META.get("QUERY_STRING", "").replace("%00", ""))
        if request.path_info.startswith(API):  # a form's reading would take away the body
            return None
        return refused(request, InvalidInput(WHY)) if holds_zero(list(request.POST.lists())) else None


def check_zeros(sent: object) -> None:
    """Refuse what a program sends.

    Raises
    ------
    InvalidInput
        Some text of it holds a zero character.
    """
    if holds_zero(sent):
        raise InvalidInput(WHY)
