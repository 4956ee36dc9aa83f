"""How one thing is told: victims taken up, totals, the first person, orders, second sources, refusals."""

import re
from datetime import date

import numpy as np
import pytest
from tests.simulation.texts.builders import NAMES, OUTLETS, PROVINCES, a_story, a_telling

from saksi.record import Claim, InvalidInput
from saksi.simulation.texts import (
    ByWhom,
    Number,
    Story,
    Teller,
    Telling,
    Voice,
    Whom,
    Words,
    Written,
    in_month,
    one,
    write,
)
from saksi.simulation.texts.story import Language, Wording

SOURCE = Voice((Teller("insider_source", place=PROVINCES[0]),), "anonymous")


def told(*tellings: Telling, seed: int = 0, **changes: object) -> Written:
    return write(a_story(*tellings, **changes), rng=np.random.default_rng(seed))


def only(written: Written) -> Claim:
    [claim] = written.report.claims
    return claim


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    ("wording", "low", "high", "least", "most"),
    [
        ("exact", 7, None, 7, 7),
        ("about", 30, None, 30, 30),
        ("at_least", 12, None, 12, None),
        ("more_than", 20, None, 21, None),
        ("up_to", 15, None, 1, 15),
        ("range", 20, 30, 20, 30),
        ("odd", 30, None, 30, 39),
        ("several", None, None, 3, 9),
        ("dozens", None, None, 24, 99),
        ("dozens_to_hundreds", None, None, 24, 999),
        ("hundreds", None, None, 200, 999),
        ("thousands", None, None, 2000, 9999),
        ("many", None, None, 2, None),
        ("untold", None, None, 2, None),  # a bare plural of a told episode
    ],
)
def test_a_wording_has_the_bounds_of_the_guidelines(
    language: Language, wording: Wording, low: int, high: int, least: int, most: int | None
) -> None:
    group = a_telling(whom=Whom("group", "ordinary", ("student",)), number=Number(wording, low, high))
    claim = only(told(group, language=language))
    assert (claim.count.min, claim.count.max) == (least, most)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_victim_taken_up_has_the_antecedent_as_its_text(language: Language) -> None:
    first = a_telling(whom=Whom(roles=("student",), name=NAMES[0]))
    second = a_telling(id="c2", act="execution", same_victim_as="c1")
    for seed in range(30):
        claims = told(first, second, seed=seed, language=language).report.claims
        assert claims[1].victim.text == claims[0].victim.text
        assert claims[1].victim.name == NAMES[0].of(language)
        assert (claims[1].count.min, claims[1].count.max) == (1, 1)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_sex_is_gold_only_where_words_tell_it(language: Language) -> None:
    told_sex = {
        only(
            told(a_telling(whom=Whom(roles=("student",), sex="female")), seed=seed, language=language)
        ).victim.sex
        for seed in range(20)
    }
    assert told_sex == {"female", "unknown"}  # a female student; a student
    woman = only(told(a_telling(whom=Whom(sex="female")), language=language))
    assert woman.victim.sex == "female"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_total_and_its_parts_are_claims_of_their_own(language: Language) -> None:
    officials = Whom("group", "official", ("official",))
    total = a_telling(act="punishment_unspecified", whom=officials, number=Number("exact", 25))
    parts = [
        a_telling(id="c2", act="execution", whom=officials, number=Number("exact", 3), part_of="c1"),
        a_telling(id="c3", act="banishment", whom=officials, number=Number("exact", 22), part_of="c1"),
    ]
    claims = told(total, *parts, language=language).report.claims
    assert [claim.count.min for claim in claims] == [25, 3, 22]
    assert [claim.note for claim in claims] == ["total of c2, c3", "part of c1", "part of c1"]


@pytest.mark.parametrize(("language", "person"), [("en", r"\b(I|me|my)\b"), ("ko", "내|나")])
def test_a_survivor_speaks_in_the_first_person_and_is_named_as_victim(
    language: Language, person: str
) -> None:
    voice = Voice((Teller("victim", anonymous=False, name=NAMES[1]),), "eyewitness")
    first = a_telling(whom=Whom(roles=("trader",), speaker=True), voice=voice)
    second = a_telling(id="c2", act="torture", same_victim_as="c1", voice=voice)
    for seed in range(20):
        report = told(first, second, seed=seed, language=language, style="testimony").report
        for claim in report.claims:
            assert claim.victim.text == NAMES[1].of(language)
            assert claim.attribution.directness == "eyewitness"
            words = claim.passages[0].of(report.text)
            assert re.search(person, words)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_an_order_names_a_class_of_people_and_no_count(language: Language) -> None:
    order = a_telling(
        kind="order",
        act="execution",
        modality="planned",
        whom=Whom("unspecified"),
        number=Number(),
        grounds=("foreign_media",),
        by=ByWhom("party", "national"),
    )
    claim = only(told(order, language=language))
    assert claim.victim.type == "unspecified"
    assert (claim.count.min, claim.count.max) == (None, None)
    assert claim.grounds == ("foreign_media",)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_second_source_with_another_number_widens_the_count(language: Language) -> None:
    second = Voice((Teller("official"),), "anonymous", "confirms", Number("exact", 40))
    group = a_telling(whom=Whom("group", "ordinary", ("farmer",)), number=Number("exact", 30), more=(second,))
    for seed in range(10):
        claim = only(told(group, seed=seed, language=language))
        assert (claim.count.min, claim.count.max) == (30, 40)
        assert claim.more_attributions[0].stance == "confirms"
        assert claim.count.text is not None
        assert " / " in claim.count.text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_chain_of_hearsay_is_told_from_the_origin_to_the_outlet(language: Language) -> None:
    chain = (Teller("relative"), Teller("witness"), Teller("insider_source", place=PROVINCES[1]))
    for style in ("inside_source", "ngo_list"):
        for seed in range(10):
            written = told(
                a_telling(voice=Voice(chain, "anonymous")), seed=seed, language=language, style=style
            )
            links = only(written).attribution.chain
            assert [link.role for link in links] == ["relative", "witness", "insider_source", "outlet"]
            text = written.report.text.casefold()
            assert all(link.text.casefold() in text for link in links[:-1])
            assert links[2].place == PROVINCES[1].of(language)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_two_sources_of_one_kind_are_told_apart(language: Language) -> None:
    other = Voice(
        (Teller("insider_source", place=PROVINCES[0]), Teller("insider_source", place=PROVINCES[0])),
        "anonymous",
    )
    for seed in range(40):
        links = only(told(a_telling(voice=other), seed=seed, language=language)).attribution.chain
        assert links[0].text != links[1].text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_is_to_be_retold_becomes_further_passages(language: Language) -> None:
    telling = a_telling(retold=frozenset({"headline", "lead", "recap"}))
    for seed in range(20):
        report = told(telling, seed=seed, language=language).report
        assert len(report.claims[0].passages) >= 4
        assert report.title is not None
        assert report.title in report.text


def test_the_outlet_from_which_a_story_comes_is_named_and_a_link() -> None:
    for seed in range(20):
        written = told(a_telling(voice=Voice()), seed=seed, via=OUTLETS[1])
        claim = only(written)
        assert [link.text for link in claim.attribution.chain] == [
            "Free Voice of Narvel",
            "Quessan Ledger",
        ]
        assert claim.attribution.directness == "named"
        assert "Free Voice of Narvel" in written.report.text


@pytest.mark.parametrize(
    ("story", "says"),
    [
        (a_story(a_telling(whom=Whom(roles=("astronaut",)))), "astronaut"),
        (a_story(a_telling(act="teleportation")), "teleportation"),
        (a_story(a_telling(by=ByWhom("navy"))), "navy"),
        (a_story(a_telling(same_victim_as="c9")), "same_victim_as is 'c9'"),
        (a_story(a_telling(), a_telling()), "used twice"),
        (a_story(a_telling(kind="order", modality="happened")), "planned or ongoing"),
        (a_story(a_telling(voice=Voice(), whom=Whom(speaker=True))), "at least one teller"),
        (a_story(a_telling(), style="retraction"), "retracts"),
        (a_story(a_telling(), tellings=()), "holds no telling"),
    ],
)
def test_a_story_that_cannot_be_told_is_refused(story: Story, says: str) -> None:
    def many_ways() -> None:  # some words are met on some ways only
        for seed in range(20):
            write(story, rng=np.random.default_rng(seed))

    with pytest.raises(InvalidInput, match=says):
        many_ways()


def test_a_retraction_names_the_day_of_the_report_withdrawn() -> None:
    denied = a_telling(act="execution", modality="denied", voice=Voice())
    written = told(denied, style="retraction", retracts=date(2031, 5, 29))
    assert "May 29, 2031" in written.report.text
    assert only(written).modality == "denied"


def test_months_and_names_are_those_of_the_story() -> None:
    telling = a_telling(
        when=in_month(2031, 5, relative=True),
        whom=Whom(name=Words("Zel Arrun", "젤 아룬")),
        number=one(),
        voice=SOURCE,
    )
    claim = only(told(telling))
    assert (claim.victim.name, claim.time.text) == ("Zel Arrun", "last month")
