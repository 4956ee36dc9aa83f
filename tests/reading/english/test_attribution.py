from collections.abc import Callable

import pytest

from saksi.record import Claim

LinkParts = tuple[str, str, bool, str | None]


def chain(claim: Claim) -> list[LinkParts]:
    return [(link.text, link.role, link.anonymous, link.place) for link in claim.attribution.chain]


ISK: LinkParts = ("Isk Radio", "outlet", False, None)


@pytest.mark.parametrize(
    ("sentence", "origin", "directness"),
    [
        (
            "Two traders were arrested, a source said.",
            ("a source", "insider_source", True, None),
            "anonymous",
        ),
        (
            "According to a resident of Corrow, two traders were arrested.",
            ("a resident of Corrow", "insider_source", True, "Corrow"),
            "anonymous",
        ),
        (
            "Two traders were arrested, according to a witness.",
            ("a witness", "witness", True, None),
            "anonymous",
        ),
        (
            "State media reported that the minister was dismissed.",
            ("State media", "state_media", False, None),
            "official",
        ),
        (
            "The ministry said the minister was dismissed.",
            ("The ministry", "official", False, None),
            "official",
        ),
        ("An official said two traders were arrested.", ("An official", "official", True, None), "anonymous"),
        (
            "The ministry denied that two traders were shot.",
            ("The ministry", "official", False, None),
            "official",
        ),
        (
            "Human Rights Foundation said police arrested six people.",
            ("Human Rights Foundation", "ngo", False, None),
            "named",
        ),
        ("Rumours say that the general was executed.", ("Rumours", "rumour", True, None), "anonymous"),
        (
            "“I was beaten in the cell,” the former detainee said.",
            ("the former detainee", "victim", False, None),
            "eyewitness",
        ),
        (
            "Two traders were arrested in Corrow, a source in North Kell told Isk Radio.",
            ("a source in North Kell", "insider_source", True, "North Kell"),
            "anonymous",
        ),
    ],
)
def test_the_chain_starts_with_who_says_so_and_ends_with_the_outlet(
    read_one: Callable[[str], Claim], sentence: str, origin: LinkParts, directness: str
) -> None:
    claim = read_one(sentence)
    assert chain(claim) == [origin, ISK]
    assert claim.attribution.directness == directness


def test_what_nobody_is_said_to_have_told_is_the_outlets_own(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("Police arrested two traders.")
    assert chain(claim) == [ISK]
    assert claim.attribution.directness == "author"


def test_another_outlet_that_was_told_stands_between(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("A source in North Kell told Radio Merrin that two traders were arrested.")
    assert [link.text for link in claim.attribution.chain] == [
        "A source in North Kell",
        "Radio Merrin",
        "Isk Radio",
    ]


def test_a_source_goes_on_speaking_inside_its_paragraph(read: Callable[[str], list[Claim]]) -> None:
    arrested, dismissed = read("Two traders were arrested, a source said. Three farmers were dismissed.")
    assert chain(arrested) == chain(dismissed)
    assert dismissed.attribution.chain[0].text == "a source"


def test_a_lead_is_told_on_the_word_of_the_reports_source(read: Callable[[str], list[Claim]]) -> None:
    lead, *_ = read(
        "Two traders were arrested in Corrow.\n\n"
        "Three farmers were dismissed, a source said. The source said that a teacher was beaten."
    )
    assert lead.act == "detention_other"
    assert chain(lead)[0] == ("a source", "insider_source", True, None)


def test_a_source_met_again_keeps_the_words_that_first_introduced_it(
    read: Callable[[str], list[Claim]],
) -> None:
    claims = read(
        "A source in North Kell said two traders were arrested. The source said a teacher was shot."
    )
    assert {claim.attribution.chain[0].text for claim in claims} == {"A source in North Kell"}
    assert {claim.attribution.chain[0].place for claim in claims} == {"North Kell"}


def test_a_second_source_is_another_origin(read: Callable[[str], list[Claim]]) -> None:
    first, second = read(
        "A source said that two traders were arrested. Another source said that a teacher was dismissed."
    )
    assert first.attribution.chain[0].text == "A source"
    assert second.attribution.chain[0].text == "Another source"


def test_a_second_source_for_the_same_act_confirms_it(read_one: Callable[[str], Claim]) -> None:
    claim = read_one(
        "A source said that two traders were arrested on Monday."
        " Another source said that the two traders were arrested on Monday."
    )
    (further,) = claim.more_attributions
    assert further.chain[0].text == "Another source"
    assert further.stance == "confirms"
    assert len(claim.passages) == 2


def test_words_inside_quotation_marks_report_nothing(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("“The guard said two men were beaten,” the source said.")
    assert chain(claim)[0][:2] == ("the source", "insider_source")


def test_who_only_heard_of_it_is_no_eyewitness(read_one: Callable[[str], Claim]) -> None:
    assert read_one("A witness said two men were shot in public.").attribution.directness == "anonymous"
