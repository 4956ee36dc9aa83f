from typing import Any

from tests.linking.corroboration.conftest import Told, link

from saksi.linking.corroboration import Checked, check_report, link_events
from saksi.record import Report

SOURCE = link("a source", "insider_source", place="North Kell")


def checked(new: Report, *held: Report) -> Checked:
    return check_report(new.id, link_events([*held, new]))


def test_what_nothing_held_tells_of_is_news(told: Told) -> None:
    found = checked(told(1, claims=[{"act": "fine", "place": {"text": "Halm"}}]), told(0))
    assert (found.verdict, [added.what for added in found.adds]) == ("news", ["claim"])


def test_what_only_passes_on_is_an_echo(told: Told) -> None:
    found = checked(told(1, SOURCE, link("Isk Radio")), told(0))
    assert (found.verdict, found.adds) == ("echo", ())
    assert [pair.dependence for pair in found.related] == ["cites"]


def test_an_echo_may_add_a_claim_and_a_detail(told: Told) -> None:
    claims: list[dict[str, Any]] = [
        {"time": {"text": "on 3 March", "from": "2024-03-03", "to": "2024-03-03"}, "grounds": ["economic"]},
        {"act": "release"},
    ]
    found = checked(told(1, SOURCE, link("Isk Radio"), claims=claims), told(0))
    assert found.verdict == "echo that adds"
    assert {(added.ref[1], added.what) for added in found.adds} == {
        ("c2", "claim"),
        ("c1", "time"),
        ("c1", "grounds"),
    }


def test_another_source_of_another_outlet_corroborates(told: Told) -> None:
    found = checked(told(1, link("a driver", "witness", place="Orin Province")), told(0))
    assert found.verdict == "corroborates"
    assert "source" in {added.what for added in found.adds}


def test_what_it_contradicts_is_named_with_both_sides(told: Told) -> None:
    found = checked(told(1, claims=[{"count": {"min": 3, "max": 3, "text": "three"}}]), told(0))
    [contradiction] = found.contradicts
    assert contradiction.conflict.field == "count"
    assert contradiction.refs == (("r1", "c1"),)


def test_agreeing_with_one_side_of_an_old_conflict_contradicts_nothing_new(told: Told) -> None:
    three = {"count": {"min": 3, "max": 3, "text": "three"}}
    assert checked(told(2, claims=[three]), told(0), told(1, claims=[three])).contradicts == ()


def test_a_report_without_claims_is_said_to_have_none(told: Told) -> None:
    assert checked(told(1).model_copy(update={"claims": ()}), told(0)).verdict == "no claims"


def test_new_reports_are_not_known_to_each_other(told: Told) -> None:
    linked = link_events([told(0, claims=[{"act": "fine", "place": {"text": "Halm"}}]), told(1), told(2)])
    assert check_report("r1", linked, new=["r1", "r2"]).verdict == "news"
