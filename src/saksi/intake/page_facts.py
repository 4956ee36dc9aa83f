"""What a page says about itself: title, outlet, address, day, language. Nothing is guessed."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import html

from saksi.intake.dates import read_day
from saksi.intake.language import LANGUAGE_TAG

LONGEST_JSON_LD = 300_000  # characters
LONGEST_FACT = 300
TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "citation_title")
OUTLET_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_journal_title")
DATE_NAMES = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "citation_publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date", "pubdate", "publishdate", "publish-date", "publication_date", "date",
)  # fmt: skip
ARTICLE_TYPES = frozenset((
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle",
    "BlogPosting", "Report", "LiveBlogPosting", "SocialMediaPosting", "ScholarlyArticle",
))  # fmt: skip
PUBLISHED_CLASS = re.compile(r"\b(?:published|pubdate|entry-date|post-date|date-published)\b", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://[^\s>]{1,2000})", re.IGNORECASE)
OUTSIDE_ARTICLE = "ancestor::nav or ancestor::aside or ancestor::footer"
TITLE_JOINTS = (" | ", " - ", " – ", " — ", " :: ", " : ", " » ", " < ")


@dataclass(frozen=True)
class PageFacts:
    """Fields of a report that its page marks; null where it marks none."""

    title: str | None
    outlet: str | None
    url: str | None
    published: date | None
    language: str | None
    synthetic: bool  # the mark of invented reports


def read_facts(root: html.HtmlElement, source: str) -> PageFacts:
    """Read the marked facts of a parsed page; `source` is its text, for the comment of a saved page."""
    named = _named(root)
    linked = list(_json_ld(root))
    outlet = _first(named, OUTLET_NAMES) or _publisher(linked)
    return PageFacts(
        title=_title(root, named, outlet),
        outlet=outlet,
        url=_url(root, named, source),
        published=_published(root, named, linked),
        language=_language(root, named),
        synthetic=named.get("saksi:synthetic", "").lower() in ("yes", "true"),
    )


def _named(root: html.HtmlElement) -> dict[str, str]:
    """Every meta element's content by its lower-case name, property or itemprop; the first wins."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    values = (_tidy(named.get(name)) for name in names)
    return next((value for value in values if value), None)


def _tidy(value: Any) -> str | None:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return words if 0 < len(words) <= LONGEST_FACT else None


def _title(root: html.HtmlElement, named: dict[str, str], outlet: str | None) -> str | None:
    headings = [_tidy(heading.text_content()) for heading in root.iter("h1")]
    whole = _tidy(next((title.text_content() for title in root.iter("title")), None))
    marked = _first(named, TITLE_NAMES)
    for candidate in headings:  # a heading that the page's own title repeats is the article's, not the site's
        if candidate and candidate != outlet and any(candidate in (other or "") for other in (marked, whole)):
            return candidate
    if whole and outlet is None:  # "headline :: site": the headline stands in the page as well
        for heading in root.iter("h1", "h2"):
            words = _tidy(heading.text_content())
            if words and any(whole.startswith(words + joint) for joint in TITLE_JOINTS):
                return words
    return _without_site(marked or whole, outlet) or next((h for h in headings if h and h != outlet), None)


def _without_site(title: str | None, outlet: str | None) -> str | None:
    if title is None or outlet is None:
        return title
    for joint in TITLE_JOINTS:
        if title.endswith(joint + outlet):
            return title.removesuffix(joint + outlet)
        if title.startswith(outlet + joint):
            return title.removeprefix(outlet + joint)
    return title


def _url(root: html.HtmlElement, named: dict[str, str], source: str) -> str | None:
    canonical = (
        link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"
    )
    saved = SAVED_FROM.search(source[:5_000])
    candidates = (*canonical, named.get("og:url"), saved["url"] if saved else None)
    return next((url for url in map(_tidy_url, candidates) if url), None)


def _tidy_url(value: str | None) -> str | None:
    url = (value or "").strip()
    return url if re.fullmatch(r"https?://[^\s/]\S{2,2000}", url) else None


def _language(root: html.HtmlElement, named: dict[str, str]) -> str | None:
    declared = (root.get("lang") or named.get("content-language") or named.get("og:locale") or "").strip()
    declared = declared.replace("_", "-")
    return declared if LANGUAGE_TAG.fullmatch(declared) else None


def _published(root: html.HtmlElement, named: dict[str, str], linked: list[dict[str, Any]]) -> date | None:
    days = [read_day(named[name]) for name in DATE_NAMES if name in named]
    days += [_day(item.get("datePublished")) for item in linked]
    days += [_marked_day(element) for element in root.xpath("//*[@itemprop='datePublished']")]
    return next((day for day in days if day), None) or _day_of_time(root)


def _day_of_time(root: html.HtmlElement) -> date | None:
    """The page's only `<time>`, or the one marked as publication: other articles on it have theirs too."""
    times = root.xpath(f"//time[@datetime][not({OUTSIDE_ARTICLE})]")
    marked = [t for t in times if "pubdate" in t.attrib or PUBLISHED_CLASS.search(t.get("class", ""))]
    days = {day for day in map(_marked_day, marked or times) if day}
    return days.pop() if len(days) == 1 else None


def _marked_day(element: html.HtmlElement) -> date | None:
    value = element.get("datetime") or element.get("content")
    return _day(value if value is not None else element.text_content())


def _day(value: Any) -> date | None:
    return read_day(value) if isinstance(value, str) else None


def _publisher(linked: list[dict[str, Any]]) -> str | None:
    for item in linked:
        publisher = item.get("publisher")
        name = _tidy(publisher.get("name")) if isinstance(publisher, dict) else _tidy(publisher)
        if name:
            return name
    return None


def _json_ld(root: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Articles that the page describes in JSON-LD, in its order."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        source = script.text or ""
        if len(source) > LONGEST_JSON_LD:
            continue
        try:
            waiting = [json.loads(source)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item)
            elif isinstance(item, dict):
                if _types(item) & ARTICLE_TYPES:
                    yield item
                graph = item.get("@graph", item.get("mainEntity"))
                waiting.extend(
                    graph if isinstance(graph, list) else [graph] if isinstance(graph, dict) else []
                )


def _types(item: dict[str, Any]) -> set[str]:
    types = item.get("@type")
    return {name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)}
