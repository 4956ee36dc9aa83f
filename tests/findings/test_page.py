import re
from base64 import b64encode
from collections import Counter
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from saksi.findings import FindingsSettings, build_findings, render_html
from saksi.findings.anchors import claim_anchor
from saksi.findings.select import ClaimRef, select
from saksi.record import Report, load_report
from saksi.testing import a_claim, a_report

HOSTILE = (
    "<script>alert(1)</script>]]>\"'&\u202egnitset\u2066{{ 7*7 }}</style></svg><img src=x onerror=y>\x07"
)


class Page(HTMLParser):
    """Collects what a test asks for: tags with attributes, ids, links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str]:
        return [v for _, attrs in self.tags if (v := attrs.get(attribute)) is not None]


def hostile_report() -> Report:
    """Build a report whose every free text tries to break out of the page."""
    link = {"text": HOSTILE, "role": "witness", "place": HOSTILE}
    claim = a_claim(
        id="c<1>",
        victim={"text": HOSTILE, "name": HOSTILE, "roles": [HOSTILE]},
        count={"min": 1, "max": 2, "text": HOSTILE},
        perpetrator={"text": HOSTILE},
        place={"text": HOSTILE, "admin1": HOSTILE, "country": "XO"},
        time={"text": HOSTILE, "from": "2024-01-01", "to": "2024-12-31"},
        attribution={"chain": [link, {"text": HOSTILE, "role": "outlet"}], "directness": "named"},
        passages=[[0, len(HOSTILE)]],
    )
    others = [
        claim.model_copy(update={"id": f"x{act}", "act": act, "kind": kind})
        for act, kind in (("execution", "act"), ("detention_political_camp", "act"), ("crackdown", "order"))
    ]
    original = {"name": HOSTILE, "sha256": "0", "bytes": 3}
    return a_report(
        HOSTILE * 2,
        id='a b"<i>',
        outlet=HOSTILE,
        title=HOSTILE,
        language="en",
        original=original,
        claims=[claim, *others],
    )


def many() -> list[Report]:
    fear = a_claim(id="c2", kind="condition", act="execution", modality="feared")
    camp = a_claim(id="c3", act="detention_political_camp", count={"min": 24, "max": 999})
    return [
        a_report(id="a", claims=[a_claim(), fear, camp]),
        a_report(id="b", outlet="Osmere Herald", language="ko", claims=[a_claim(act="execution")]),
        a_report(id="c", retracted={"by": "Osmere Herald"}, claims=[a_claim()]),
        a_report(id="d", duplicate_of="a", claims=[a_claim()]),
    ]


def page_of(reports: list[Report]) -> str:
    return render_html(build_findings(reports), reports)


def test_what_a_report_says_can_never_act() -> None:
    html = page_of([hostile_report()])
    page = Page(html)
    assert "script" not in {tag for tag, _ in page.tags}
    assert "img" not in {tag for tag, _ in page.tags}
    assert "{{ 7*7 }}" in html.replace("&#39;", "'")
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert html.count("</style>") == 1


def test_hidden_characters_are_shown_by_number() -> None:
    html = page_of([hostile_report()])
    assert "[U+202E]" in html
    assert "[U+0007]" in html
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", html)


def test_nothing_is_loaded_and_no_style_or_script_stands_in_a_tag() -> None:
    page = Page(page_of(many()))
    assert {tag for tag, _ in page.tags} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "base",
        "form",
    } == set()
    assert page.values("style") == []
    assert page.values("src") == []
    assert all(link.startswith("#") for link in page.values("href"))
    assert "url(" not in page_of(many())


def test_the_policy_allows_the_one_style_block_and_nothing_else() -> None:
    html = page_of(many())
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [v for v in Page(html).values("content") if "default-src" in v]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    page = Page(page_of([*many(), hostile_report()]))
    ids = Counter(page.values("id"))
    assert [name for name, n in ids.items() if n > 1] == []
    assert {link[1:] for link in page.values("href")} - set(ids) == set()


def test_every_claim_of_every_finding_stands_once_in_the_evidence() -> None:
    reports = many()
    found = build_findings(reports)
    ids = Counter(Page(render_html(found, reports)).values("id"))
    refs = {ref for finding in found.results for ref in finding.refs}
    record = select(reports)
    assert refs == {s.ref for s in (*record.statements, *record.withdrawn)}
    assert all(ids[claim_anchor(ref)] == 1 for ref in refs)


def test_both_languages_hold_the_same_findings() -> None:
    ids = Page(page_of(many())).values("id")
    english = [f.id for f in build_findings(many()).results]
    assert [i for i in ids if i in english] == english
    assert [i for i in ids if i.removesuffix("-ko") in english and i.endswith("-ko")] == [
        f"{i}-ko" for i in english
    ]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_opens_in_the_language_chosen(language: str) -> None:
    settings = FindingsSettings(language="ko" if language == "ko" else "en")
    html = render_html(build_findings(many(), settings=settings), many())
    checked = [attrs["id"] for tag, attrs in Page(html).tags if tag == "input" and "checked" in attrs]
    assert checked == [f"show-{language}"]
    assert f'<html lang="{language}">' in html


def test_a_passage_has_the_language_of_its_report() -> None:
    html = page_of(many())
    entry = html[html.index('id="e-b-c1"') :]
    assert '<blockquote lang="ko">' in entry[: entry.index("</article>")]


def test_copies_and_silent_reports_have_no_evidence_and_withdrawn_ones_say_so() -> None:
    ids = Page(page_of(many())).values("id")
    assert "r-d" not in ids
    assert "r-c" in ids
    assert "withdrawn by Osmere Herald" in page_of(many())


def test_invented_reports_are_marked_on_top() -> None:
    assert "Invented reports" not in page_of(many())
    assert "Invented reports" in page_of([a_report(synthetic=True, claims=[a_claim()])])


def test_a_figure_on_very_many_claims_names_some_and_says_where_the_rest_is() -> None:
    reports = [a_report(id=f"r{n}", claims=[a_claim(id=f"c{m}") for m in range(8)]) for n in range(5)]
    settings = FindingsSettings(claims_all=20, claims_listed=10)
    html = render_html(build_findings(reports, settings=settings), reports)
    fold = html[html.index('id="acts-detention_other"') :]
    assert fold[: fold.index("</ul>")].count("<li>") == 10
    assert "30 more are in the evidence below and in tables/claims.csv" in fold


@pytest.mark.parametrize(
    ("report_id", "claim_id", "other"),
    [("a-b", "c", ("a", "b-c")), ("a b", "c", ("a_b", "c")), ("ä", "c", ("ö", "c"))],
)
def test_two_claims_never_share_an_anchor(report_id: str, claim_id: str, other: tuple[str, str]) -> None:
    first = claim_anchor(ClaimRef(report_id=report_id, claim_id=claim_id))
    second = claim_anchor(ClaimRef(report_id=other[0], claim_id=other[1]))
    assert first != second
    assert not re.search(r"\s", first)


def test_the_day_is_printed_only_when_it_is_given() -> None:
    reports = many()
    assert "Made on" not in page_of(reports)
    assert "Made on 1 May 2024" in render_html(build_findings(reports, today=date(2024, 5, 1)), reports)


@pytest.mark.shared
def test_two_hundred_claims_are_rendered_within_seconds(shared: Path) -> None:
    reports = [load_report(path) for path in sorted((shared / "data/claims/dev").glob("d[1-3]*.json"))]
    html = page_of(reports)
    assert len(html) < 4_000_000
    assert Counter(Page(html).values("id")).most_common(1)[0][1] == 1
