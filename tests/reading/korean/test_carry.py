from datetime import date

from saksi.reading.korean import read_drafts
from saksi.record import Claim


def read(text: str) -> list[Claim]:
    drafts = read_drafts(text, published=date(2024, 5, 6), outlet="새벽통신")
    return [draft.claim for draft in drafts if draft.sure]


def test_place_day_and_ground_of_a_case_hold_for_what_is_told_next() -> None:
    arrest, sentence = read("지난 2일 은벌시에서 교원 3명이 성경을 본 혐의로 체포됐다. 이들은 처형됐다.")
    assert (sentence.place.text, sentence.time.from_) == ("은벌시", date(2024, 5, 2))
    assert sentence.grounds == arrest.grounds == ("religion",)
    assert {"ko.carry.place", "ko.carry.time", "ko.carry.grounds"} <= set(sentence.rules or ())


def test_where_they_were_taken_from_is_not_where_they_were_taken() -> None:
    _, banishment = read("지난 2일 은벌시에서 교원 3명이 체포됐다. 이들의 가족은 추방됐다.")
    assert banishment.place.text is None


def test_a_country_where_one_act_was_done_does_not_hold_for_the_next() -> None:
    _, beaten = read("지난 2일 카자흐스탄에서 교원 3명이 체포됐다. 이들은 구타를 당했다.")
    assert beaten.place.text is None


def test_an_order_takes_nothing_from_an_act() -> None:
    _, order = read("지난 2일 은벌시에서 교원 3명이 체포됐다. 당국은 위반자를 총살하라고 지시했다.")
    assert (order.kind, order.place.text, order.time.from_, order.grounds) == ("order", None, None, ())
