from saksi.reading.korean import read_korean
from saksi.record import Claim

OUTLET = "새벽통신"


def read(text: str) -> list[Claim]:
    return read_korean(text, published=None, outlet=OUTLET)


def chain(claim: Claim) -> list[str]:
    return [link.text for link in claim.attribution.chain]


def test_a_source_speaks_on_until_another_one_does() -> None:
    text = (
        "강변도의 한 소식통은 “교원 한 명이 체포됐다”고 말했다. 목사 한 명은 추방됐다."
        " 또 다른 소식통은 “상인 두 명이 석방됐다”고 전했다."
    )
    first, second, third = read(text)
    assert chain(first) == chain(second) == ["강변도의 한 소식통", OUTLET]
    assert chain(third) == ["또 다른 소식통", OUTLET]
    assert {claim.attribution.directness for claim in (first, second, third)} == {"anonymous"}


def test_words_before_the_first_source_belong_to_it_if_they_only_report() -> None:
    text = "교원 한 명이 체포된 것으로 알려졌다.\n\n현지 소식통은 “목사 한 명이 추방됐다”고 말했다."
    assert [chain(claim)[0] for claim in read(text)] == ["현지 소식통", "현지 소식통"]


def test_without_a_source_the_outlet_speaks() -> None:
    (claim,) = read("교원 한 명이 체포됐다.")
    assert claim.attribution.directness == "author"
    assert chain(claim) == [OUTLET]


def test_state_media_are_official() -> None:
    (claim,) = read("조선중앙통신은 “간첩 두 명을 체포했다”고 보도했다.")
    assert claim.attribution.directness == "official"
    assert claim.attribution.chain[0].role == "state_media"


def test_hearsay_adds_a_link_before_the_source() -> None:
    (claim,) = read("소식통은 이웃에게서 들은 이야기라며 “교원 한 명이 체포됐다”고 전했다.")
    assert [link.role for link in claim.attribution.chain] == ["witness", "insider_source", "outlet"]


def test_a_report_without_an_outlet_still_has_a_chain() -> None:
    (claim,) = read_korean("교원 한 명이 체포됐다.", published=None, outlet=None)
    assert claim.attribution.chain[-1].role == "outlet"


def test_a_source_known_by_a_letter_is_the_one_introduced() -> None:
    text = (
        "협력자 A 씨는 은벌군의 농장원이다. 지난 2일 청년 두 명이 체포됐다. (A 씨)\n\n"
        "협력자 B 씨는 해솔시에 산다. 목사 한 명이 추방됐다고 B 씨는 전했다."
    )
    assert {(claim.act, chain(claim)[0]) for claim in read(text) if (claim.confidence or 0) > 0.4} == {
        ("detention_other", "협력자 A 씨"),
        ("banishment", "협력자 B 씨"),
    }


def test_a_rumour_comes_before_the_source_that_repeats_it() -> None:
    (claim,) = read("소식통은 교원 한 명이 처형됐다는 소문이 돈다고 전했다.")
    assert claim.attribution.chain[0].role == "rumour"


def test_a_second_source_that_tells_the_same_confirms_it() -> None:
    text = (
        "강변도의 한 소식통은 “교원 세 명이 체포됐다”고 말했다."
        " 또 다른 소식통도 “교원 세 명이 보위부에 체포됐다”고 전했다."
    )
    claim = max(read(text), key=lambda one: one.confidence or 0)
    (more,) = claim.more_attributions
    assert {chain(claim)[0], more.chain[0].text} == {"강변도의 한 소식통", "또 다른 소식통"}
    assert more.stance == "confirms"


def test_an_office_speaks_first_where_its_own_words_are_given() -> None:
    text = (
        "은벌시 소식통은 “상인 두 명이 체포됐다”고 전했다.\n\n"
        "시 보위부는 “숨기고 있다가 걸리면 가족까지 추방한다”고 포치하고 있다."
    )
    first, last = read(text)[0], read(text)[-1]
    assert first.attribution.directness == "anonymous"
    assert last.attribution.directness == "official"
    assert chain(last)[0].endswith("보위부")
    assert chain(last)[1:] == chain(first)


def test_what_state_media_tell_of_their_own_is_official() -> None:
    claim = read_korean("은벌시에서 간첩 두 명이 체포됐다.", published=None, outlet="조선중앙통신")[0]
    assert (claim.attribution.directness, claim.attribution.chain[0].role) == ("official", "state_media")
