"""Headers of every answer: nothing is stored, framed, guessed or sent elsewhere."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADERS = {
    # "no-referrer" would make browsers send "Origin: null" with our own forms, which the check against
    # forged requests must refuse. This one sends nothing to anybody else either.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(),"
        " payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    "X-Robots-Tag": "noindex, nofollow",
    "X-DNS-Prefetch-Control": "off",
}
A_YEAR = 31_536_000  # s


class Headers:
    """Middleware: adds what an answer does not say itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path_info.startswith(str(settings.STATIC_URL)):
            response.headers["Cache-Control"] = "no-store"
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
        return response
