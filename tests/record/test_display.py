from saksi.record.display import bounds_words, facts_html, rows_html


def test_bounds_never_lose_an_open_end() -> None:
    said = [bounds_words(*ends) for ends in ((2, 2), (2, 5), (2, None), (None, 5), (None, None))]
    assert said == ["2", "2 to 5", "2 or more", "up to 5", None]
    assert bounds_words(1_200, 1_200, "persons") == "1,200 persons"
    assert bounds_words(1, 1, "sources", "source") == "1 source"
    assert bounds_words(1, 2, "sources", "source") == "1 to 2 sources"


def test_unknown_is_left_out_of_facts_and_zero_is_kept() -> None:
    shown = facts_html("c", [("none", None), ("empty", ()), ("zero", 0), ("two", ("a", "b"))])
    assert "none" not in shown
    assert "empty" not in shown
    assert ">0<" in shown
    assert "a, b" in shown


def test_everything_is_escaped() -> None:
    shown = facts_html("<b>", [("<i>", "<u>")]) + rows_html("<b>", ["<i>"], [["<u>"]])
    assert not any(tag in shown for tag in ("<b>", "<i>", "<u>"))
