"""A dossier as one page: self-contained, printable, no script, nothing loaded from outside."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from saksi.findings.charts.drawing import visible
from saksi.findings.dossier.model import Dossier
from saksi.findings.phrases import day, language_name
from saksi.findings.text import Language, say


def render_dossier(dossier: Dossier, language: Language) -> str:
    """Return the dossier as HTML in one language; the words of reports stay in theirs."""
    style = _style()
    page = (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            dossier=dossier,
            language=language,
            style=Markup(style),  # noqa: S704  # our own file
            style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        )
    )
    return visible(page)


@cache
def _style() -> str:
    return files("saksi.findings").joinpath("static").joinpath("dossier.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    env = Environment(
        autoescape=True,
        loader=PackageLoader("saksi.findings", "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(day=day, language_name=language_name, say=say)
    return env
