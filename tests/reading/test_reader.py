from typing import Any

from saksi.reading import ReadingSettings, read_claims, read_report
from saksi.record import Claim
from saksi.testing import TEXT, a_claim, a_report


def test_the_language_of_a_text_is_told_by_its_letters() -> None:
    assert {claim.reader for claim in read_claims(TEXT)} == {"rules-en"}
    assert {claim.reader for claim in read_claims("보안원들이 상인 두 명을 체포했다.")} == {"rules-ko"}


def test_claims_below_the_threshold_become_candidates_surest_first() -> None:
    def reader(text: str, **_: Any) -> list[Claim]:
        del text
        return [a_claim(id=f"c{n}", confidence=value) for n, value in enumerate((0.2, 0.9, 0.29, 0.3))]

    report = read_report(a_report(), reader=reader, settings=ReadingSettings(threshold=0.3))
    assert [claim.id for claim in report.claims] == ["c1", "c3"]
    assert [claim.id for claim in report.candidates] == ["c2", "c0"]


def test_reading_changes_nothing_but_the_claims_and_forgets_the_old_ones() -> None:
    before = a_report(claims=[a_claim(id="c9")])
    after = read_report(before)
    assert [claim.id for claim in after.claims] == ["c1"]
    assert after.model_copy(update={"claims": before.claims, "candidates": before.candidates}) == before
    assert [claim.id for claim in before.claims] == ["c9"]


def test_the_sentence_of_the_builders_is_read_as_the_builders_say() -> None:
    (found,) = read_report(a_report()).claims
    made = a_claim()
    for field in ("kind", "act", "time", "modality", "perpetrator"):
        assert getattr(found, field) == getattr(made, field), field
    assert found.attribution.directness == made.attribution.directness
    (said, outlet), (source, _) = found.attribution.chain, made.attribution.chain
    assert (said.role, said.anonymous, said.place) == (source.role, source.anonymous, source.place)
    assert (outlet.text, outlet.role) == ("Isk Radio", "outlet")
    assert (found.victim.text, found.passages) == (made.victim.text, made.passages)
    assert (found.count.min, found.count.max) == (made.count.min, made.count.max)


def test_without_a_date_relative_times_keep_their_words() -> None:
    (claim,) = read_report(a_report("Police arrested two traders last month.", published=None)).claims
    assert (claim.time.text, claim.time.from_, claim.time.to) == ("last month", None, None)
