from collections.abc import Callable

import pytest

from saksi.record import Claim


@pytest.mark.parametrize(
    ("sentence", "kind", "modality"),
    [
        ("Police arrested two traders in Corrow.", "act", "happened"),
        ("Two traders have been arrested in Corrow.", "act", "happened"),
        ("Traders are arrested every week.", "act", "ongoing"),
        ("Believers are often tortured.", "act", "ongoing"),
        ("Thirteen believers are being held in Corrow.", "act", "ongoing"),
        ("Police will arrest the two traders.", "act", "planned"),
        ("The student is to be executed.", "act", "planned"),
        ("The traders may have been arrested.", "act", "uncertain"),
        ("The two traders are believed to have been arrested.", "act", "uncertain"),
        ("Perhaps the two traders were arrested.", "act", "uncertain"),
        ("The traders were not arrested.", "act", "denied"),
        ("The authorities have closed the border market.", "act", "ongoing"),
        ("She has been denied visits since May.", "act", "ongoing"),
        ("Traders keep being arrested.", "act", "ongoing"),
        ("Each village must send fifteen men to stand guard, unpaid.", "act", "ongoing"),
        ("He had to report to the police every week.", "act", "happened"),
        ("They let nobody see him, not even a lawyer.", "act", "happened"),
        ("They didn’t arrest the student.", "act", "denied"),
        ("No trader was executed.", "act", "denied"),
        ("Nobody was executed.", "act", "denied"),
        ("None of the four has been arrested.", "act", "denied"),
        ("The ministry denied that the traders were arrested.", "act", "denied"),
        ("Residents fear that the traders will be arrested.", "condition", "feared"),
        ("Residents are angry at the arrest of the priest.", "condition", "ongoing"),
        ("An estimated 1,500 people are held in the prison.", "condition", "ongoing"),
        ("The leader ordered the police to arrest the traders.", "order", "planned"),
        ("The party launched a crackdown on smugglers.", "order", "planned"),
        ("Anyone who listens to foreign radio will be shot.", "order", "planned"),
        ("Those caught will be sent to a labor camp.", "order", "planned"),
        ("The law provides the death penalty for smuggling.", "order", "ongoing"),
    ],
)
def test_how_an_act_is_asserted(
    read_one: Callable[[str], Claim], sentence: str, kind: str, modality: str
) -> None:
    claim = read_one(sentence)
    assert (claim.kind, claim.modality) == (kind, modality)


@pytest.mark.parametrize(
    "sentence",
    [
        "Were the traders arrested?",
        "Relatives demanded that the traders be released.",
        "They prayed for the release of the priest.",
        "A petition calls for the release of the traders.",
        "The price of salt fell in the markets of Corrow.",
        "A bridge was closed after the flood killed two people.",
    ],
)
def test_questions_appeals_and_everyday_news_claim_nothing(
    read: Callable[[str], list[Claim]], sentence: str
) -> None:
    assert read(sentence) == []


def test_the_rule_that_decided_is_named_beside_the_word_that_fired(read_one: Callable[[str], Claim]) -> None:
    assert read_one("The traders were not arrested.").rules == ("general.arrest", "modality.denied")


def test_what_somebody_denies_is_denied_and_what_is_denied_to_somebody_is_not(
    read: Callable[[str], list[Claim]],
) -> None:
    (arrests,) = [claim for claim in read("The mayor denied mass arrests.") if claim.modality == "denied"]
    assert arrests.act == "detention_other"
    assert "denied" not in {claim.modality for claim in read("The guards denied him food and visits.")}


@pytest.mark.parametrize(
    "sentence",
    [
        "The officer said that anyone who refused would be arrested.",
        "The families were put on a truck with what they could hold.",
    ],
)
def test_would_is_a_threat_and_a_joined_could_no_doubt(
    read: Callable[[str], list[Claim]], sentence: str
) -> None:
    modalities = {claim.modality for claim in read(sentence)}
    assert modalities == ({"planned"} if "would" in sentence else {"happened"})


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The ministry denied that the traders were arrested and beaten.", {"detention_other", "torture"}),
        ("The director was dismissed, while the clerk was arrested.", set()),
        ("The student was arrested: the ministry denied that anybody was executed.", {"execution"}),
        ("The guards denied the charge and arrested the student.", set()),
    ],
)
def test_only_what_a_verb_of_denial_has_for_its_object_is_denied(
    read: Callable[[str], list[Claim]], text: str, denied: set[str]
) -> None:
    assert {claim.act for claim in read(text) if claim.modality == "denied"} == denied
