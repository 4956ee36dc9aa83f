from collections.abc import Callable

from saksi.record import Claim

Read = Callable[[str], list[Claim]]


def test_headline_and_body_are_one_claim_with_two_passages(read_one: Callable[[str], Claim]) -> None:
    text = "Two traders arrested in Corrow\n\nPolice in Corrow arrested two traders on Monday, a source said."
    claim = read_one(text)
    assert [text[passage.start : passage.end] for passage in claim.passages] == [
        "Police in Corrow arrested two traders on Monday",  # the telling is the core, not the headline
        "Two traders arrested in Corrow",
    ]
    assert claim.time.text == "on Monday"
    assert claim.perpetrator.institution == "police"
    assert claim.attribution.chain[0].role == "insider_source"


def test_two_groups_are_two_claims(read: Read) -> None:
    claims = read("Police arrested two traders on Monday. Police arrested three farmers on Friday.")
    assert [claim.count.min for claim in claims] == [2, 3]


def test_a_denial_stays_apart_from_what_it_denies(read: Read) -> None:
    claims = read("The ministry denied that two traders were arrested. Police arrested two traders.")
    assert [claim.modality for claim in claims] == ["denied", "happened"]


def test_another_person_is_not_the_one_told_before(read: Read) -> None:
    assert len(read("A man was shot in public. Another man was shot in public in May.")) == 2


def test_different_days_are_different_episodes(read: Read) -> None:
    assert len(read("Two women were arrested on March 3. Two women were arrested on March 11.")) == 2


def test_an_open_interval_holds_the_later_day(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("The two women were arrested since March 3. The two women were arrested on March 11.")
    assert len(claim.passages) == 2


def test_people_told_again_are_the_same(read_one: Callable[[str], Claim]) -> None:
    claim = read_one("Three women were arrested in February. The women were arrested at a market.")
    assert (claim.count.min, claim.count.max, len(claim.passages)) == (3, 3, 2)


def test_a_pronoun_stands_for_the_victim_before_it(read: Read) -> None:
    arrested, executed = read("Police arrested a smuggler in Corrow. He was executed in public.")
    assert (arrested.act, executed.act) == ("detention_other", "execution")
    assert executed.victim.text == "a smuggler"
    assert executed.count.max == 1


def test_the_ground_of_one_case_does_not_spread_to_other_people(read: Read) -> None:
    seized, beaten = read(
        "Two traders were arrested for watching foreign films. A neighbour was beaten in his cell."
    )
    assert (seized.grounds, beaten.grounds) == (("foreign_media",), ())
    banished, shot = read("They were banished because of her father. A guard was shot in public.")
    assert (banished.grounds, shot.grounds) == (("association",), ())


def test_claims_are_numbered_in_the_order_of_their_core_passages(read: Read) -> None:
    claims = read("Two men were shot in public. Three women were arrested. A teacher was dismissed.")
    numbers = [int(claim.id.removeprefix("c")) for claim in claims]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == 3
    starts = [claim.passages[0].start for claim in claims]
    assert starts == sorted(starts)


def test_the_means_of_an_act_is_no_second_telling(read: Callable[..., list[Claim]]) -> None:
    found = read("A student was put to death by firing squad outside Kell last Friday for lending out films.")
    assert [claim.victim.text for claim in found if claim.act == "execution"] == ["A student"]
