"""``{% load review %}``: measures of agreement, meanings of codes, what a draft has picked."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html

from saksi.review import Measured
from saksi.workspace.drafts.models import Draft
from saksi.workspace.review.forms import Shown
from saksi.workspace.review.wording import Value
from saksi.workspace.web.saying import say

register = template.Library()
ENOUGH = 0.667  # Krippendorff (2004): below it not even tentative conclusions


@register.filter
def beside(
    values: tuple[Value | None, ...], columns: list[tuple[str, str]]
) -> list[tuple[Value | None, str]]:
    """Return each value with the name of its column: on small screens the column has no head."""
    return [(value, name) for value, (name, _) in zip(values, columns, strict=True)]


@register.filter
def meanings(row: Sequence[Shown]) -> dict[str, list[tuple[str, str]]]:
    """Return what the codes of a field mean: label of an input to labels and definitions, once each."""
    found = {each.label: [(name, meaning) for _, name, meaning, _ in each.options if meaning] for each in row}
    return {label: codes for label, codes in found.items() if codes}


@register.filter
def picked(field: str, draft: Draft | None) -> str:
    """Return whose value of a field an adjudicator has picked in a draft; empty without one."""
    return str(draft.posted.get(f"pick_{field}", "")) if draft else ""


@register.simple_tag(takes_context=True)
def measured(context: template.Context, found: Measured | None) -> str:
    """Return a measure with its interval: ``0.81 [0.74, 0.87]``; in words where there is none."""
    language = str(context.get("language", "en"))
    if found is None or found.value is None:
        return say(language, "review.agreement.undefined")
    words = f"{found.value:.2f}"
    if found.low is not None and found.high is not None:
        words += f" [{found.low:.2f}, {found.high:.2f}]"
    if found.value < ENOUGH:
        return format_html('{} <span class="quiet">{}</span>', words, say(language, "review.agreement.low"))
    return words
