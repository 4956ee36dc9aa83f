from saksi.review.precision import Judged, precision_by_field


def test_a_rejected_suggestion_says_nothing_of_its_fields() -> None:
    corrected = [Judged("corrected", ("count", "time")), Judged("corrected", ("count",))]
    shares = precision_by_field([Judged("accepted"), *corrected, Judged("rejected")])
    assert (shares["claim"].right, shares["claim"].n) == (3, 4)
    assert (shares["count"].right, shares["count"].n) == (1, 3)
    assert (shares["time"].right, shares["time"].n) == (2, 3)
    assert shares["act"].value == 1.0
    low, high = shares["act"].interval or (0, 0)
    assert low < 1.0 == high


def test_before_anything_is_decided_nothing_is_said() -> None:
    shares = precision_by_field([])
    assert shares["act"].value is None
    assert shares["act"].interval is None
