"""A dossier as one page: self-contained, printable, no script, nothing loaded from outside."""

from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from saksi.findings.anchors import claim_anchor
from saksi.findings.charts.drawing import visible
from saksi.findings.dossier.model import Dossier
from saksi.findings.dossier.pictures import Picture, drawn
from saksi.findings.phrases import day, handled_words, language_name
from saksi.findings.templating import environment, styled
from saksi.findings.text import Language, say


def render_dossier(dossier: Dossier, language: Language) -> str:
    """Return the dossier as HTML in one language; the words of reports stay in theirs."""
    page = _environment().get_template("dossier.html.j2")
    pictures = [(picture, _svg(picture)) for picture in drawn(dossier.charts, language)]
    return visible(
        page.render(
            dossier=dossier, language=language, pictures=pictures, **styled("article.css", "dossier.css")
        )
    )


def _svg(picture: Picture) -> Markup:
    """Return a chart's drawings: one for wide screens and one for narrow ones; a map fits both."""
    if picture.narrow is None:
        return Markup(picture.wide.inline("map"))  # noqa: S704 - escaped by Drawing
    return Markup(picture.wide.inline("w-only") + picture.narrow.inline("n-only"))  # noqa: S704 - likewise


@cache
def _environment() -> Environment:
    return environment(
        anchor=claim_anchor, day=day, handled_words=handled_words, language_name=language_name, say=say
    )
