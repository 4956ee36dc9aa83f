"""``{% load linking %}``: rings of the badge, keys of words."""

import json
from typing import Any

from django import template

from saksi.workspace.web import saying

register = template.Library()
MOST = 6  # rings that are drawn; the words say the number


@register.filter
def dots(low: int) -> range:
    """Return one item for each source that is surely independent."""
    return range(min(low, MOST))


@register.filter
def open_dots(high: int | None, low: int) -> range:
    """Return one item for each source that is only possibly independent."""
    return range(1 if high is None else max(0, min(high, MOST) - min(low, MOST)))


@register.simple_tag(takes_context=True)
def agreed(context: template.Context, explanation: str | None, kind: str) -> str:
    """Return the fields of a pair that agree (``alike``) or differ (``differs``), in words.

    A pair of people carries a sentence in place of codes, which is shown as it is.
    """
    language = str(context.get("language", "en"))
    try:
        said: Any = json.loads(explanation or "{}")
    except ValueError:
        return str(explanation) if kind == "alike" else ""
    return ", ".join(saying.say(language, f"linking.field.{name}") for name in said.get(kind, ()))
