import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.learned import Evidence, FieldWeights, Weights, judged, judging
from saksi.reading.reader import read_claims, suggestions
from saksi.record import Claim, Report, load_report
from saksi.testing import a_claim

GOLDEN = Path(__file__).parents[2] / "golden" / "osmere"
SENTENCES = {"en": "Police arrested two traders in Kell.", "ko": "보안원들이 상인 두 명을 체포했다."}


@pytest.fixture
def plain_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that a reader can follow: torture is likely, a strange rule is not."""
    weights = Weights(
        claim=FieldWeights(0.0, {"act=torture": 2.0, "strange": -4.0}),
        fields={"count": FieldWeights(0.0, {"counted": 1.0})},
        floor=0.05,
    )
    monkeypatch.setattr(judging, "load_weights", lambda language: weights if language == "en" else None)


@pytest.mark.usefixtures("plain_weights")
def test_only_the_probabilities_change() -> None:
    before = [a_claim(confidence=0.7), a_claim(id="c2", act="torture", confidence=0.7, passages=[[20, 40]])]
    after = judged(before, [{}, {}], language="en")
    assert [claim.confidence for claim in after] == [0.5, 0.88]
    assert after[0].field_confidence == {"count": 0.73}
    keep = {"confidence": None, "field_confidence": None}
    assert [claim.model_copy(update=keep) for claim in after] == [
        claim.model_copy(update=keep) for claim in before
    ]


@pytest.mark.usefixtures("plain_weights")
def test_what_is_hardly_ever_right_is_dropped() -> None:
    claims = [a_claim(), a_claim(id="c2")]
    assert [claim.id for claim in judged(claims, [{"strange": 1.0}, {}], language="en")] == ["c2"]


def test_a_report_about_something_else_is_known_by_its_topic() -> None:
    about, plain, unsaid = judging.joined(
        [a_claim(), a_claim(id="c2"), a_claim(id="c3")], [{"topic": "sport"}, {"topic": ""}, {}]
    )
    assert (about["elsewhere"], plain["elsewhere"], unsaid["elsewhere"]) == (1, 0, 0)


def test_where_it_is_learned_what_a_report_is_about_the_weights_decide() -> None:
    weights = Weights(FieldWeights(0.0, {}), {}, report=FieldWeights(-1.0, {"report:told": 4.0}))
    told: list[Evidence] = [{"topic": "sport", "report:told": 0.5}, {"topic": "", "report:told": 0.1}]
    full, empty = judging.joined([a_claim(), a_claim(id="c2")], told, weights)
    assert (full["elsewhere"], empty["elsewhere"]) == (0, 1)


@pytest.mark.usefixtures("plain_weights")
def test_a_language_without_weights_keeps_what_its_rules_said() -> None:
    claims = [a_claim(confidence=0.4)]
    assert judged(claims, [{}], language="fr") == claims


@pytest.mark.usefixtures("plain_weights")
def test_what_the_rules_know_beside_the_claim_must_be_there_for_each() -> None:
    with pytest.raises(ValueError, match="zip"):
        judged([a_claim(), a_claim(id="c2")], [{}], language="en")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_claim_read_has_a_probability_and_one_for_each_field(language: str) -> None:
    for claim in read_claims(SENTENCES[language], language=language):
        assert claim.confidence is not None
        assert claim.field_confidence is not None
        assert "victim.status" in claim.field_confidence


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_plain_sentence_is_surer_than_the_other_acts_that_it_might_be(language: str) -> None:
    found = {
        claim.act: claim.confidence or 0 for claim in read_claims(SENTENCES[language], language=language)
    }
    assert found["detention_other"] == max(found.values()) >= 0.3


@cache
def samples(language: str) -> list[tuple[Report, list[Claim], list[Evidence]]]:
    """Return the samples of a language, with what the rules find in each."""
    reports = [load_report(path) for path in sorted(GOLDEN.glob("*.json"))]
    return [
        (
            report,
            *suggestions(
                report.text,
                published=report.published,
                outlet=report.outlet,
                language=language,
                furniture=report.furniture,
            )[:2],
        )
        for report in reports
        if report.language == language
    ]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_weights_fit_the_rules_that_are_there(language: str) -> None:
    """The surer half is right more often; else the rules changed: run `make -C data/reading-model`."""
    weighed = [
        pair
        for report, claims, known in samples(language)
        for pair in _once(report, judged(claims, known, language=language))
    ]
    weighed.sort(key=lambda pair: -pair[0])
    half = len(weighed) // 2
    assert sum(hit for _, hit in weighed[:half]) > 1.4 * sum(hit for _, hit in weighed[half:])
    said = sum(probability for probability, _ in weighed) / len(weighed)
    chance = max(0.1, 2.5 * 0.5 / len(weighed) ** 0.5)  # of few: two and a half standard errors of a share
    assert said == pytest.approx(sum(hit for _, hit in weighed) / len(weighed), abs=chance)


def _once(report: Report, claims: list[Claim]) -> Iterator[tuple[float, bool]]:
    """Each claim's confidence, and whether it is right: of several for one gold claim only the surest is."""
    left = list(report.claims)
    for claim in sorted(claims, key=lambda claim: -(claim.confidence or 0)):
        same = next((gold for gold in left if _same(claim, gold)), None)
        if same is not None:
            left.remove(same)
        yield claim.confidence or 0, same is not None


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_weights_name_evidence_that_the_rules_give(language: str) -> None:
    given = {
        name
        for report, claims, known in samples(language)
        for one in judging.joined(claims, known)
        for name in one
    }
    shipped = json.loads((Path(judging.__file__).parent / f"{language}.json").read_text(encoding="utf-8"))
    assert {term.split("=")[0] for term in shipped["claim"]["weights"]} <= given


def _same(claim: Claim, gold: Claim) -> bool:
    words = {at for span in claim.passages for at in range(span.start, span.end)}
    coded = {at for span in gold.passages for at in range(span.start, span.end)}
    return claim.act == gold.act and len(words & coded) >= 0.3 * min(len(words), len(coded))


def test_where_no_suggestion_is_sure_all_are_half_as_likely() -> None:
    assert judging.doubted([0.6, 0.4, 0.2], 0.65) == [0.3, 0.2, 0.1]
    assert judging.doubted([0.66, 0.4, 0.2], 0.65) == [0.66, 0.4, 0.2]
    assert judging.doubted([0.6, 0.4], 0.65) == [0.6, 0.4]  # a brief is about what it tells
    assert judging.doubted([], 0.65) == []
    assert judging.doubted([0.8, 0.4, 0.2], 0.65, elsewhere=True) == [0.4, 0.2, 0.1]
    assert judging.doubted([0.8, 0.4, 0.2], 0.0, elsewhere=True) == [0.8, 0.4, 0.2]


def test_a_report_that_tells_nothing_surely_has_candidates_only(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = Weights(FieldWeights(0.0, {"act=torture": 2.0}), {}, surely=0.65)
    monkeypatch.setattr(judging, "load_weights", lambda _: weights)
    unsure, *beside = (a_claim(id=f"c{at}", confidence=0.7, passages=[[at, at + 9]]) for at in (0, 20, 40))
    known: list[Evidence] = [{}, {}, {}]
    assert [claim.confidence for claim in judged([unsure, *beside], known, language="en")] == [0.25] * 3
    sure = a_claim(id="c0", act="torture", confidence=0.7)
    assert [claim.confidence for claim in judged([sure, *beside], known, language="en")] == [0.88, 0.5, 0.5]


@given(st.lists(st.floats(0, 1), max_size=60))
def test_the_queue_shows_all_likely_suggestions_and_the_best_of_the_rest(said: list[float]) -> None:
    shown = judging.queued(said, 0.05)
    left = [p for n, p in enumerate(said) if n not in shown and p >= 0.05]
    likely = sum(p >= judging.LIKELY for p in said)
    assert shown == sorted(shown)
    assert len(shown) <= likely + max(judging.SHORTEST, judging.QUEUE * likely)
    assert not left or (
        max(left) <= min(said[n] for n in shown) < judging.LIKELY
        and len(shown) - likely == max(judging.SHORTEST, int(judging.QUEUE * likely))
    )
