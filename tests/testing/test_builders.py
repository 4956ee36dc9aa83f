import pytest
from pydantic import ValidationError

from saksi.record import InvalidInput
from saksi.testing import TEXT, a_claim, a_report, passage


def test_the_default_claim_is_read_from_the_default_text() -> None:
    claim, report = a_claim(), a_report(claims=[a_claim()])
    core = claim.passages[0].of(report.text)
    said = (claim.victim.text, claim.perpetrator.text, claim.place.text, claim.time.text)
    assert all(words and words in core for words in said)


def test_a_dictionary_changes_only_the_keys_that_it_names() -> None:
    count = a_claim(count={"max": None}).count
    assert (count.min, count.max, count.unit) == (2, None, "persons")


def test_anything_else_takes_the_place_of_the_default() -> None:
    assert a_claim(victim={"roles": ["broker"]}).victim.roles == ("broker",)
    assert a_claim(passages=[passage(TEXT, "Corrow")]).passages[0].of(TEXT) == "Corrow"


def test_one_claim_does_not_change_the_next() -> None:
    a_claim(victim={"text": "a clerk"}, grounds=["drugs"])
    assert a_claim().victim.text == "two traders"
    assert a_claim().grounds == ()


def test_a_misspelt_field_is_an_error() -> None:
    with pytest.raises(ValidationError, match="victims"):
        a_claim(victims={})


def test_a_report_takes_claims_as_values_or_in_their_json_form() -> None:
    claim = a_claim(id="c9", confidence=0.4)
    plain = claim.model_dump(mode="json", by_alias=True)
    assert a_report(claims=[claim]).claims == a_report(claims=[plain]).claims == (claim,)


def test_words_are_found_the_first_or_a_later_time() -> None:
    assert [passage("하나 둘 하나", "하나", nth=n).start for n in (0, 1)] == [0, 5]
    with pytest.raises(InvalidInput, match="2 times"):
        passage("하나 둘", "하나", nth=1)
