from datetime import date

import pytest

from saksi.reading import Withdrawal, find_withdrawals
from saksi.testing import a_report


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Isk Radio withdraws its report of March 3, 2024.", date(2024, 3, 3)),
        ("Isk Radio retracts the story published on 3 March.", date(2024, 3, 3)),
        ("The station has withdrawn its article dated 12th December.", date(2023, 12, 12)),
        ("이스크라디오는 2024년 3월 3일자 기사를 철회합니다.", date(2024, 3, 3)),
        ("3월 3일 보도를 취소한다.", date(2024, 3, 3)),
        ("12월 12일자 기사를 정정하고 철회한다.", date(2023, 12, 12)),
    ],
)
def test_a_report_withdraws_the_one_of_its_outlet_and_that_day(text: str, day: date) -> None:
    assert find_withdrawals(a_report(text)) == [Withdrawal("Isk Radio", day)]


@pytest.mark.parametrize(
    "text",
    [
        "Isk Radio withdraws its report.",
        "Isk Radio withdraws its report of February 30, 2024.",
        "The army withdrew its troops from the border on March 3.",
        "이스크라디오는 기사를 철회합니다.",
        "3월 3일 보도에 따르면 두 명이 체포됐다.",
    ],
)
def test_a_notice_that_names_no_day_withdraws_nothing(text: str) -> None:
    assert find_withdrawals(a_report(text)) == []


@pytest.mark.parametrize("field", ["published", "outlet"])
def test_a_notice_without_a_date_or_an_outlet_withdraws_nothing(field: str) -> None:
    report = a_report("Isk Radio withdraws its report of March 3, 2024.", **{field: None})
    assert find_withdrawals(report) == []


def test_one_notice_may_withdraw_two_reports_and_says_each_once() -> None:
    text = "It withdraws its report of March 3, 2024. It withdraws its story of March 5, 2024. " * 2
    assert [found.published.day for found in find_withdrawals(a_report(text))] == [3, 5]
