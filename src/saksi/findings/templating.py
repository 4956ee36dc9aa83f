"""What the pages in one file share: their templates, and a style that the page itself vouches for."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def environment(**helpers: object) -> Environment:
    """Return the templates with these helpers: escaped, and an unknown name is an error."""
    env = Environment(
        autoescape=True,
        loader=PackageLoader("saksi.findings", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(helpers)
    return env


@cache
def styled(*names: str) -> dict[str, str]:
    """Return ``style``, files of ``static/`` one after the other, and ``style_hash`` for the page's CSP."""
    static = files("saksi.findings").joinpath("static")
    style = "".join(static.joinpath(name).read_text(encoding="utf-8") for name in names)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return {"style": Markup(style), "style_hash": digest}  # noqa: S704 - our own files
