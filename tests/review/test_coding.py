from saksi.review.coding import Stated, agreement_by_field
from saksi.review.fields import FIELDS, differences
from saksi.review.pairing import pair_claims
from saksi.testing import a_claim


def test_a_field_is_compared_only_where_both_have_the_claim() -> None:
    one, other = a_claim(), a_claim(act="execution")
    units: list[list[Stated]] = [[one, one], [one, other], [other, other]]
    units += [[one, False], [one, None], [False, False]]
    rows = {row.field: row for row in agreement_by_field(units)}
    assert rows["claim"].alpha.n == 5
    assert rows["act"].alpha.n == 3
    assert rows["act"].alpha.value is not None
    assert rows["act"].alpha.value < 1
    assert rows["act"].kappa is not None
    assert list(rows) == ["claim", *FIELDS]


def test_unknown_is_an_answer_and_no_gap() -> None:
    silent = a_claim(time={"text": None, "from": None, "to": None})
    units = [[silent, silent], [silent, a_claim()], [a_claim(), a_claim()]]
    rows = {row.field: row for row in agreement_by_field(units)}
    assert rows["time"].alpha.n == 3
    assert rows["time"].scaled is not None
    assert rows["time"].scaled.n == 1  # on the scale of days only who names one has a place


def test_counts_are_near_or_far_on_a_logarithmic_scale() -> None:
    def counted(n: int) -> Stated:
        return a_claim(count={"min": n, "max": n})

    near = [[counted(10), counted(11)], [counted(200), counted(210)], [counted(4), counted(4)]]
    far = [[counted(10), counted(100)], [counted(200), counted(20)], [counted(4), counted(4)]]
    values = []
    for units in (near, far):
        row = next(row for row in agreement_by_field(units) if row.field == "count")
        assert row.scaled is not None
        assert row.scaled.value is not None
        values.append(row.scaled.value)
    assert values[0] > 0.9 > values[1]


def test_three_coders_have_alpha_and_no_kappa() -> None:
    rows = agreement_by_field([[a_claim(), a_claim(), a_claim(act="execution")], [a_claim()] * 3])
    assert all(row.kappa is None for row in rows)


def test_differences_name_the_rows_of_the_card() -> None:
    assert differences(a_claim(), a_claim()) == ()
    assert differences(a_claim(), a_claim(count={"max": 3}, victim={"name": "Toma"})) == ("count", "victim")


def test_additions_are_paired_by_their_words_whatever_the_act() -> None:
    first = [a_claim(passages=[[0, 20]]), a_claim(passages=[[40, 50]])]
    second = [a_claim(passages=[[41, 52]], act="execution"), a_claim(passages=[[70, 80]])]
    assert pair_claims(first, second) == [(1, 0)]
    assert pair_claims(first, []) == []
