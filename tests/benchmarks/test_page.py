from benchmarks.page import measured, page_of, sections_of

SECTIONS = {"archive": "## Archive\n\n| a | b |\n|---|---|\n| 1 | 2 |", "demo": "## The demo\n\n## Twice"}


def test_a_page_gives_back_its_sections() -> None:
    assert sections_of(page_of(["# Benchmarks", "", "Generated."], SECTIONS)) == SECTIONS


def test_one_section_measured_anew_leaves_the_others_as_they_are() -> None:
    page = page_of(["# Benchmarks"], SECTIONS)
    again = page_of(["# Benchmarks"], sections_of(page) | {"archive": "## Archive\n\nnew"})
    assert sections_of(again) == SECTIONS | {"archive": "## Archive\n\nnew"}


def test_a_page_without_marks_has_no_sections() -> None:
    assert sections_of("# Benchmarks\n\n## Old\n") == {}


def test_a_row_of_a_table_may_hold_more_than_the_table_shows() -> None:
    assert measured([("speed", 1.5, "at least 1", "seen twice"), ("memory", "2 GB", "")]) == [
        "| what | measured | bar |",
        "|---|---:|---:|",
        "| speed | 1.5 | at least 1 |",
        "| memory | 2 GB |  |",
        "",
    ]
