"""Requests with a zero character are refused before any view: a database of a team would break over them."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

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
        """Refuse a field with a zero character; null where there is none.

        Raises
        ------
        Http404
            The address has one: nothing is called so.
        """
        if "\0" in request.path_info:
            raise Http404
        if request.path_info.startswith(API):  # a form's reading would take away the body
            return None
        fields = [*request.GET.lists(), *request.POST.lists()]
        return refused(request, InvalidInput(WHY)) if holds_zero(fields) else None


class ParserWithoutZeros(Parser):
    """Reads the addresses of programs; `saksi.record.InvalidInput` where a field has a zero character."""

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the fields of an address."""
        fields: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        check_zeros(fields)
        return fields


def check_zeros(sent: object) -> None:
    """Refuse what a program sends.

    Raises
    ------
    InvalidInput
        Some text of it holds a zero character.
    """
    if holds_zero(sent):
        raise InvalidInput(WHY)
