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


@pytest.mark.parametrize(
    ("text", "origin", "directness"),
    [
        ("Two traders were arrested, relatives of the men told Isk Radio.", "relatives of the men", "named"),
        (
            "Two traders were arrested, a spokesman of the ministry said.",
            "a spokesman of the ministry",
            "official",
        ),
        (
            "Two traders were arrested, the Investigative Committee said.",
            "the Investigative Committee",
            "official",
        ),
        ("Under a verdict, two traders were jailed.", "Isk Radio", "author"),
        ("Two traders were arrested, as the family was told.", "Isk Radio", "author"),
        ("The official press has not mentioned it. Two traders were arrested.", "Isk Radio", "author"),
        ("It is said that two traders were arrested.", "It is said", "anonymous"),
        ("Isk Radio has learned that two traders were arrested.", "Isk Radio", "author"),
        ("Two traders were put to death in Corrow.", "Isk Radio", "author"),
    ],
)
def test_who_is_taken_for_the_source(
    read_one: Callable[[str], Claim], text: str, origin: str, directness: str
) -> None:
    said = read_one(text).attribution
    assert (said.chain[0].text, said.directness) == (origin, directness)


def test_what_a_paper_has_from_a_source_starts_with_the_source(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("Two traders were arrested, the Corrow Post said, citing a source in the police.")
    assert [link.role for link in claim.attribution.chain] == ["insider_source", "outlet", "outlet"]
    assert claim.attribution.directness == "anonymous"


def test_a_short_name_and_a_pronoun_are_the_teller_met_before(read: Callable[[str], list[Claim]]) -> None:
    claims = read(
        "Two traders were arrested, the Kell Union for Human Rights said on Monday. A teacher was beaten, the"
        " Kell Union said. A farmer was shot, it added."
    )
    origins = {claim.attribution.chain[0].text for claim in claims}
    assert origins == {"the Kell Union for Human Rights"}


def test_a_quotation_belongs_to_who_is_named_after_it(read: Callable[[str], list[Claim]]) -> None:
    text = "“Two traders were arrested on Monday. A teacher was beaten,” a source in Kell told Isk Radio."
    assert {claim.attribution.chain[0].role for claim in read(text)} == {"insider_source"}


def test_what_an_office_says_ends_with_its_sentence(read: Callable[[str], list[Claim]]) -> None:
    first, second = read("The ministry said a minister was dismissed. Two traders were arrested.")
    assert (first.attribution.directness, second.attribution.directness) == ("official", "author")


def test_whose_own_words_tell_what_was_done_to_them_is_an_eyewitness(
    read: Callable[[str], list[Claim]],
) -> None:
    claims = read("Arun Vell said that he had been beaten. “They kicked me until evening,” Vell said.")
    assert {claim.attribution.directness for claim in claims} == {"eyewitness"}


def test_an_account_in_the_first_person_is_its_tellers(read: Callable[[str], list[Claim]]) -> None:
    claims = read("I was arrested in May. They beat me in the cell. I was released in June.")
    assert {claim.attribution.directness for claim in claims} == {"eyewitness"}


def test_a_reprinted_report_is_told_by_its_agency(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("CORROW (Kell Wire) — Police arrested two traders on Monday.")
    assert [link.text for link in claim.attribution.chain] == ["Kell Wire", "Isk Radio"]
    assert claim.attribution.directness == "named"


def test_a_portrait_is_told_by_the_person_portrayed(read: Callable[[str], list[Claim]]) -> None:
    text = (
        "She keeps her curtains drawn. In the country that she left Ms Orlu sold noodles.\n\n"
        "The police arrested her in spring. She was sentenced to three years.\n\n"
        '"There is a new warden now," Ms Orlu says, and she laughs.'
    )
    told = {claim.attribution.directness for claim in read(text)}
    assert told == {"eyewitness"}


@pytest.mark.parametrize(
    ("text", "directness"),
    [
        ("Two traders were shot, a man who helped to bury them said.", "eyewitness"),
        ("She was beaten, a former cellmate said.", "eyewitness"),
        ("Two traders were shot, a man said.", "anonymous"),
        ("The student Arun Vell was beaten in the cell, Vell said.", "eyewitness"),
        ("Two traders were arrested, Rep. Vell said on Monday.", "official"),
        ("Two traders were arrested, the regime's newspaper reported.", "official"),
    ],
)
def test_who_was_there_and_who_holds_office(
    read_one: Callable[[str], Claim], text: str, directness: str
) -> None:
    assert read_one(text).attribution.directness == directness


def test_what_is_told_between_somebodys_quotations_is_the_outlets(read: Callable[[str], list[Claim]]) -> None:
    text = (
        "Mirel Orlu has not seen her son since May. “They took him from his bed,” Orlu said.\n\n"
        "Police arrested two teachers of the same school on Monday.\n\n"
        "“I went to every office,” Orlu said."
    )
    teachers = next(claim for claim in read(text) if "teachers" in (claim.victim.text or ""))
    assert teachers.attribution.directness == "author"


def test_a_source_cited_once_below_the_lead_does_not_tell_the_report(
    read: Callable[[str], list[Claim]],
) -> None:
    text = (
        "Two believers were arrested in Corrow in May.\n\nThey were beaten in the cells.\n\n"
        "“They question everybody,” local sources say."
    )
    assert [claim.attribution.directness for claim in read(text)][:2] == ["author", "author"]


@pytest.mark.parametrize(
    ("sentence", "directness"),
    [
        ("A man of Corrow who goes by the name of Tor Asken said two traders were arrested.", "anonymous"),
        ("A student named Arun Vell said two traders were arrested.", "named"),
    ],
)
def test_a_name_that_somebody_goes_by_names_nobody(
    read_one: Callable[[str], Claim], sentence: str, directness: str
) -> None:
    assert read_one(sentence).attribution.directness == directness


def test_a_single_source_met_early_tells_the_report(read: Callable[[str], list[Claim]]) -> None:
    text = "Six households were banished in May.\n\n“Fifty were sentenced to prison terms,” the source said."
    assert {claim.attribution.directness for claim in read(text)} == {"anonymous"}


def test_the_group_is_not_its_correspondent(read: Callable[[str], list[Claim]]) -> None:
    text = (
        "Two traders were arrested, the rights group Lantern Watch said on Monday. “They were beaten in the"
        " cell,” the group’s correspondent inside the country explained.\n\n"
        "According to the group, ten people were sentenced to prison terms."
    )
    assert chain(read(text)[-1])[0][0] == "the rights group Lantern Watch"


def test_a_paper_with_a_name_is_not_the_paper_told_of_before(read: Callable[[str], list[Claim]]) -> None:
    text = (
        "A minister was arrested, Corrow Radio said on Monday, citing a source.\n\n"
        "The Daily Lantern had reported in May that a general was executed."
    )
    assert chain(read(text)[-1])[0][0] == "The Daily Lantern"
