"""Numbers out of what a request asks: a text that is none is an answer, never a fault of the page."""

from django.http import HttpRequest

from saksi.workspace.frames import LARGEST


def number_in(text: str) -> int | None:
    """Return the whole number of an address or a form; None where the text is none, or no key could be it.

    The length is looked at first: Python refuses to read a number of thousands of digits.
    """
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(LARGEST)):
        return None
    number = int(text)
    return number if number <= LARGEST else None


def page_asked(request: HttpRequest) -> int | None:
    """Return the key after which the page of a list begins; None for the first page."""
    return number_in(request.GET.get("after", ""))
