from hypothesis import given
from hypothesis import strategies as st

from saksi.findings.evidence import LANES, LONGEST, Excerpt, excerpts
from saksi.findings.select import Statement
from saksi.record import Report
from saksi.testing import a_claim, a_report, passage

TEXT = "First paragraph.\nTwo traders were arrested in Corrow and fined, he said.\nLast paragraph."


def shown(excerpt: Excerpt) -> str:
    return "".join(piece.head + piece.rest for piece in excerpt.pieces)


def marked(excerpt: Excerpt, *, own: bool) -> str:
    return "".join(p.head + p.rest for p in excerpt.pieces if any(m.own is own for m in p.marks))


def test_a_passage_stands_in_its_paragraph() -> None:
    report = a_report(TEXT)
    claim = a_claim(passages=[passage(TEXT, "arrested in Corrow")])
    (excerpt,) = excerpts(Statement(report, claim))
    assert shown(excerpt) == "Two traders were arrested in Corrow and fined, he said."
    assert not excerpt.before
    assert not excerpt.after


def test_the_claims_own_words_are_told_from_those_of_others() -> None:
    first = a_claim(passages=[passage(TEXT, "Two traders were arrested in Corrow")])
    other = a_claim(id="c2", act="fine", passages=[passage(TEXT, "fined")])
    report = a_report(TEXT, claims=[first, other])
    (excerpt,) = excerpts(Statement(report, first))
    assert marked(excerpt, own=True) == "Two traders were arrested in Corrow"
    assert marked(excerpt, own=False) == "fined"
    assert [m.ref.claim_id for p in excerpt.pieces for m in p.begins] == ["c1", "c2"]


def test_a_paragraph_without_end_is_cut_around_its_passage() -> None:
    text = "word " * 100_000
    (excerpt,) = excerpts(Statement(a_report(text), a_claim(passages=[[200_000, 200_020]])))
    assert len(shown(excerpt)) <= LONGEST
    assert excerpt.before
    assert excerpt.after


def test_a_passage_of_a_whole_book_does_not_fill_the_page() -> None:
    text = "word " * 10_000
    (excerpt,) = excerpts(Statement(a_report(text), a_claim(passages=[[0, 50_000]])))
    assert len(shown(excerpt)) <= LONGEST


def test_claims_that_find_no_lane_are_counted() -> None:
    claims = [a_claim(id=f"c{n}", passages=[[0, 30]]) for n in range(6)]
    (excerpt,) = excerpts(Statement(a_report(claims=claims), claims[0]))
    assert excerpt.hidden == 6 - LANES


def spans(length: int) -> st.SearchStrategy[list[int]]:
    pair = st.tuples(st.integers(0, length - 1), st.integers(1, length)).filter(lambda p: p[0] < p[1])
    return pair.map(list)


def with_spans(text: str) -> st.SearchStrategy[tuple[str, list[list[list[int]]]]]:
    claims = st.lists(st.lists(spans(len(text)), min_size=1, max_size=2), min_size=1, max_size=5)
    return st.tuples(st.just(text), claims)


@given(st.text("ab \n가", min_size=2, max_size=60).flatmap(with_spans))
def test_cut_or_not_the_text_stays_as_it_was(case: tuple[str, list[list[list[int]]]]) -> None:
    text, passages = case
    claims = [a_claim(id=f"c{n}", passages=found) for n, found in enumerate(passages)]
    report: Report = a_report(text, claims=claims)
    found = excerpts(Statement(report, report.claims[0]))
    whole = [shown(excerpt) for excerpt in found]
    assert all(words in text for words in whole)
    for span in report.claims[0].passages:
        assert any(span.of(text) in words for words in whole)
    for excerpt in found:
        for piece in excerpt.pieces:
            assert len({m.lane for m in piece.marks if not m.own}) == len(
                [m for m in piece.marks if not m.own]
            )
