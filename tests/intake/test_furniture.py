from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.intake import mark_furniture
from saksi.intake.furniture import join_spans, without_spans
from saksi.record import Passage, load_report

PROSE = "Soldiers arrested twelve teachers in Ardel on Monday, two residents said."
FURNITURE = [
    "Share on WhatsApp",
    "Tweet | Share on Facebook | Print",
    "Share this article",
    "Follow us on Facebook and Telegram",
    "Donate · Subscribe to our newsletter",
    "Comments (0)",
    "4 comments",
    "LEAVE A REPLY",
    "Add your comment by filling out the form below. It is read by an editor before it appears.",
    "Your email address will not be published.",
    "We use cookies to make this site better.",
    "Read in Korean",
    "View Full Site",
    "Read more: Forty held in Norrow",
    "Filed under: Courts, Army",
    "Copyright © 2024 Osmere Post. All rights reserved.",
    "Privacy policy. Terms of use. Log in (opens new window)",
    "Home > News > Courts",
    "Home | Menu | Contact us",
    "Advertisement",
    "Image: Osmere Post",
    "[Image: the decree, one line circled in red]",
    "FILE PHOTO: A tower above the river.",
    "The square of Ardel in May. Photo: Osmere Post",
    "A guard at the gate. (AP Photo/Someone)",
    "Reported by Ana Brint for the Osmere Post. Translated by Jo Vall.",
    "*Translated by our staff",
    "Please send any comments or questions to editor@post.example.",
    "contact: news@post.example",
    "공유",
    "카카오톡 공유하기 | 페이스북 | 트위터",
    "댓글 3개",
    "로그인 · 회원가입 · 구독",
    "무단전재 및 재배포 금지",
    "<저작권자 ⓒ 오스메르신문, 무단 전재 금지>",
    "사진=오스메르신문",
    "▲ 아르델 광장. 사진 제공=오스메르신문",
    "이도렘 기자 editor@post.example",
    "기사입력 2024.03.05 10:20",
    "관련 기사",
]
NO_FURNITURE = [
    PROSE,
    "Share this on a street corner, he said, and you go to prison.",
    "Comments made in public led to the arrest of 12 teachers",
    "Twelve were shot on Monday. Six more died in prison. Photo: Osmere Post",
    "The men were shot in the square on Monday. (AP)",
    "Reported by witnesses to have been shot in the yard.",
    "By order of the party",
    "Posted in secret, killed in public",
    "Copyright law is used against writers, and nine are in prison for it.",
    "He wrote to news@post.example from prison and was beaten for it",
    "Making an example",
    "| Town | Held | Shot |",
    "사진을 공유한 혐의로 주민 세 명이 체포됐다.",
    "댓글을 쓴 주민 세 명 체포",
    "▲ 처형 3명 ▲ 구금 12명",
    "구독자 3명 체포",
    "prison, purge, a man who was shot in the square",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_lines_of_the_page_are_marked_whole(line: str) -> None:
    text = f"{PROSE}\n\n  {line} \n\n{PROSE}"
    assert [span.of(text) for span in mark_furniture(text)] == [line]


@pytest.mark.parametrize("line", NO_FURNITURE)
def test_what_is_told_is_never_furniture(line: str) -> None:
    assert mark_furniture(f"{PROSE}\n\n{line}\n\n{PROSE}") == ()


def test_key_words_are_furniture_at_the_edge_of_a_text_only() -> None:
    tags = "prison, purge, osmere"
    text = "\n".join((tags, *[PROSE] * 4, tags, *[PROSE] * 8))
    assert mark_furniture(text) == (Passage(start=0, end=len(tags)),)


def test_neighbouring_lines_are_one_span() -> None:
    text = f"{PROSE}\nShare\n\nPrint\n{PROSE}"
    assert [span.of(text) for span in mark_furniture(text)] == ["Share\n\nPrint"]


@given(st.lists(st.sampled_from([*FURNITURE, *NO_FURNITURE, "", " ", "\u200b", "\r"]), max_size=12))
def test_spans_lie_in_the_text_in_order_and_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = mark_furniture(text)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))
    assert join_spans(text, spans) == spans


@given(st.text(max_size=200))
def test_what_is_read_and_what_is_furniture_make_up_the_text(text: str) -> None:
    spans = mark_furniture(text)
    assert len(without_spans(text, spans)) + sum(span.end - span.start for span in spans) == len(text)


@pytest.mark.shared
def test_no_passage_of_a_sample_claim_is_furniture(shared: Path) -> None:
    for file in sorted((shared / "data" / "claims").glob("*/*.json")):
        report = load_report(file)
        furniture = mark_furniture(report.text)
        said = [span for claim in report.claims for span in claim.passages]
        assert not [s for s in said for f in furniture if s.start < f.end and f.start < s.end], file.name


@pytest.mark.shared
def test_the_furniture_of_the_seed_reports_is_marked(shared: Path) -> None:
    report = load_report(shared / "data" / "claims" / "seeds" / "seed-rfa-2018.json")
    marked = " ".join(span.of(report.text) for span in mark_furniture(report.text))
    for words in ("Share on WhatsApp", "Reported by", "Add your comment", "View Full Site"):
        assert words in marked
