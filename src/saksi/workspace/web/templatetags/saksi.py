"""``{% load saksi %}``: words, vocabulary labels, days, numbers, glyphs, history."""

from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saksi.findings.select import family_of, sign_of
from saksi.record import vocabulary
from saksi.workspace.web import refusals, saying

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: template.Context, key: str, **values: object) -> str:
    """Return a sentence in the reader's language: ``{% say "holdings.reports.title" n=3 %}``."""
    return saying.say(_language(context), key, **values)


@register.simple_tag(takes_context=True)
def action_word(context: template.Context, action: str) -> str:
    """Return the words for an action of the log; one without words of its own is shown as the log has it."""
    return saying.said_or(_language(context), f"audit.actions.{action.replace(' ', '_')}", action)


@register.simple_tag(takes_context=True)
def action_words(context: template.Context) -> list[tuple[str, str]]:
    """Return the actions that there are words for, by their words."""
    prefix = "audit.actions."
    found = saying.words(_language(context)).items()
    pairs = [
        (key.removeprefix(prefix).replace("_", " "), str(v)) for key, v in found if key.startswith(prefix)
    ]
    return sorted(pairs, key=lambda pair: pair[1])


@register.simple_tag(takes_context=True)
def refusal(context: template.Context, sentence: str) -> str:
    """Return what was refused in the reader's language: ``{% refusal job.error %}``; else as it is."""
    return refusals.spoken(sentence, _language(context)) or sentence


@register.simple_tag(takes_context=True)
def label(context: template.Context, book: str, code: str | None) -> str:
    """Return the name of a code: ``{% label "act" claim.act %}``; of null, the word for unknown."""
    return saying.label(_language(context), book, code)


@register.simple_tag(takes_context=True)
def definition(context: template.Context, book: str, code: str) -> str:
    """Return the definition of a code."""
    return vocabulary(book).terms[code].definition[_language(context)]


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | None) -> str:
    """Return a day as people write it, or the word for unknown; of a moment, hours and minutes in UTC too."""
    language = _language(context)
    if value is None:
        return saying.say(language, "web.unknown")
    if language == "ko":
        text = f"{value.year}년 {value.month}월 {value.day}일"
    else:
        text = f"{value.day} {saying.MONTHS[value.month - 1]} {value.year}"
    return f"{text} {value:%H:%M}" if isinstance(value, datetime) else text


@register.filter
def number(value: int) -> str:
    """Return a whole number with its thousands set apart."""
    return f"{value:,}"


@register.filter
def family(act: str) -> str:
    """Return the class of an act's colour: ``f-life``."""
    return f"f-{family_of(act)}"


@register.simple_tag
@cache
def glyph(act: str) -> SafeString:
    """Draw the glyph of an act's family; its name stands beside it, so it is hidden from those who listen."""
    return format_html(
        '<svg class="g f-{}" aria-hidden="true" focusable="false"><use href="#g-{}"/></svg>',
        family_of(act),
        sign_of(act),
    )


@register.simple_tag
@cache
def modality_mark(code: str) -> SafeString:
    """Draw the mark of a modality; its word stands beside it."""
    return format_html(
        '<svg class="m-mark" aria-hidden="true" focusable="false"><use href="#m-{}"/></svg>', code
    )


@register.inclusion_tag("audit/fold.html", takes_context=True)
def history(context: template.Context, kind: str, key: int) -> dict[str, Any]:
    """Fold in the history of a record, fetched when it is opened: ``{% history "claim" claim.pk %}``."""
    return {"language": _language(context), "kind": kind, "key": key}


@register.inclusion_tag("web/pager.html", takes_context=True)
def pager(context: template.Context, following: str | None, parameter: str = "after") -> dict[str, Any]:
    """Draw the way on in a list: ``{% pager next_key %}``; the key goes into the address, filters stay."""
    request = context["request"]
    asked = request.GET.copy()
    at_start = not asked.get(parameter)
    asked.pop(parameter, None)
    first = f"?{asked.urlencode()}"
    asked[parameter] = following or ""
    return {
        "language": _language(context),
        "first": "" if at_start else first,
        "following": f"?{asked.urlencode()}" if following else "",
    }


def _language(context: template.Context) -> str:
    return str(context.get("language", "en"))
