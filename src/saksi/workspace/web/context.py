"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest

from saksi import __version__
from saksi.workspace.accounts.choices import idle_minutes
from saksi.workspace.web.rail import rail
from saksi.workspace.web.saying import other_language
from saksi.workspace.web.serving import serving


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the language, and for a member the rail, the roles and what is to be said."""
    language = getattr(request, "language", "en")
    here = {
        "language": language,
        "other_language": other_language(language),
        "version": __version__,
        "record": serving().layout.folder.name,
    }
    member = getattr(request, "member", None)
    if member is None:
        return here
    return here | {
        "member": member,
        "roles": request.roles,  # type: ignore[attr-defined]  # the gate sets them together
        "rail": rail(request.roles, request.path),  # type: ignore[attr-defined]
        "heard": request.signed_in.heard(),  # type: ignore[attr-defined]
        "single_keys": request.preference.single_keys,  # type: ignore[attr-defined]
        "idle_minutes": idle_minutes(),
    }
