"""From a figure to bytes, and what notebooks show: complete, escaped."""

from datetime import date

import pytest
from tests.findings.links import some_links

from saksi.findings import build_findings, render_articles, render_html, trace
from saksi.findings.custody import Handled
from saksi.linking.corroboration import link_events
from saksi.record import InvalidInput
from saksi.testing import a_claim, a_report

HOSTILE = "<img src=x onerror=alert(1)> agents arrested two traders."


def test_a_trace_ends_at_characters_of_a_text_and_the_hash_of_its_original() -> None:
    original = {"name": "a.txt", "sha256": "ab" * 32, "bytes": 10}
    report = a_report(original=original, claims=[a_claim(), a_claim(id="c2", modality="denied")])
    found = next(f for f in build_findings([report]).results if f.id == "acts")
    steps = trace(found, [report]).steps
    assert [(step.side, step.ref.claim_id) for step in steps] == [("for", "c1"), ("against", "c2")]
    first = steps[0]
    assert report.text[first.start : first.end] == first.words
    assert (first.text_sha256, first.original_sha256) == (report.text_sha256, "ab" * 32)
    assert first.according_to == ("a source", "Isk Radio")


def test_the_page_names_the_hash_of_the_original_in_the_fold_and_in_the_evidence() -> None:
    original = {"name": "a.txt", "sha256": "ab" * 32, "bytes": 10}
    report = a_report(original=original, claims=[a_claim()])
    page = render_html(build_findings([report]), [report])
    begins, ends = (page.index(f'<article class="finding" id="{name}">') for name in ("acts", "events"))
    fold = page[begins:ends]
    assert "ab" * 32 in fold
    assert "ab" * 32 in page[page.index('id="evidence"') :]


def test_custody_stands_beside_each_original_or_the_page_says_that_there_is_none() -> None:
    report = a_report(
        id="a", original={"name": "a.txt", "sha256": "ab" * 32, "bytes": 10}, claims=[a_claim()]
    )
    come = Handled(event="received", times=1, first=date(2024, 3, 21), last=date(2024, 3, 21), by=("K-7QX2",))
    seen = Handled(
        event="verified", times=3, first=date(2024, 4, 1), last=date(2024, 5, 1), by=("K-7QX2", "K-9")
    )
    findings, custody = build_findings([report]), {"a": (come, seen)}
    words = (
        "received 21 Mar 2024 by K-7QX2; verified 3 times, first 1 Apr 2024, last 1 May 2024 by K-7QX2, K-9"
    )
    page = render_html(findings, [report], custody=custody)
    evidence = page[page.index('id="evidence"') :]
    assert f"Custody: {words}" in page[page.index('id="acts"') : page.index('id="events"')]
    assert words in evidence
    assert "2024년 3월 21일 접수 (K-7QX2)" in evidence
    assert "not recorded" not in evidence
    assert "not from an archive" in render_html(findings, [report])
    acts = next(found for found in findings.results if found.id == "acts")
    assert trace(acts, [report], custody).steps[0].custody == words
    assert words in trace(acts, [report], custody)._repr_html_()


def test_a_fold_names_some_originals_and_counts_the_others_and_each_leads_to_its_report() -> None:
    reports = [a_report(id=f"r{n}", claims=[a_claim()]) for n in range(8)]
    pieces = render_articles(
        build_findings(reports),
        reports,
        href=lambda ref: f"/claim/{ref.claim_id}",
        report_href=lambda report: f"/report/{report}/",
    )
    fold = pieces["en"]["acts"].split("<b>Original</b>")[1]
    assert fold.count('href="/report/') == 6
    assert "2 further originals" in fold
    assert 'href="#' not in fold


def test_a_claim_that_is_not_at_hand_is_named() -> None:
    report = a_report(claims=[a_claim()])
    found = next(f for f in build_findings([report]).results if f.id == "acts")
    with pytest.raises(InvalidInput, match=f"{report.id}:c1 is not in these reports"):
        trace(found, [a_report(id="other")])


def test_notebooks_show_claims_events_findings_and_traces_and_run_nothing() -> None:
    claim = a_claim(passages=[[0, len(HOSTILE)]], victim={"text": "<script>two</script> traders"})
    report = a_report(HOSTILE, id="a", claims=[claim])
    findings = build_findings([report], links=some_links([("a", "c1", "e1", ["s1"])]))
    acts = next(f for f in findings.results if f.id == "acts")
    (event,) = link_events([report]).events
    shown = [value._repr_html_() for value in (claim, event, acts, findings, trace(acts, [report]))]
    for html in shown:
        assert html.startswith("<table>")
        assert "<script" not in html
        assert "<img" not in html
    assert "a source → Isk Radio" in shown[0]
    assert "1 independent source" in shown[1]
    assert "Who did what to whom?" in shown[2]
    assert "What rests on one source?" in shown[3]
    assert report.text_sha256[:12] in shown[4]
