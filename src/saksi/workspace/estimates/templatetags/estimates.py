"""``{% load estimates %}``: sentences of results and names of methods in the reader's language."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saksi.estimation.words import spoken, words

register = template.Library()


@register.simple_tag(takes_context=True)
def spoken_of(context: template.Context, sentence: str | None) -> SafeString:
    """Return a refusal, warning or caveat in the reader's language; a plugin's own stays English."""
    language = str(context.get("language", "en"))
    said = spoken(sentence or "", language)
    if said is None:
        return format_html('<span lang="en">{}</span>', sentence)
    return format_html("{}", said)


@register.simple_tag(takes_context=True)
def method_name(context: template.Context, method: str) -> str:
    """Return the name of a method; a plugin's is its own."""
    return str(words(str(context.get("language", "en"))).get(method, method))
