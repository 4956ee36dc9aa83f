from datetime import date

import pytest

from saksi.intake import read_document
from saksi.record import InvalidInput, Report, UnreadableDocument

SOURCE = """---
title: "Twelve held: the teachers of Ardel"
outlet: Osmere Post
published: 2024-03-05
url: https://post.example/12
author: A. Brint
claims: [made, up]
---
# The teachers of Ardel

Soldiers **arrested** twelve
teachers, [two residents](https://post.example/r) said.

![The school](a.jpg)

> They came `at night`.

- Seven were sent to Norrow.
- Five are missing.

| Town | Held |
|------|------|
| Ardel | 12 |

<div>Share on Facebook</div>
"""


def read(source: str) -> Report:
    return read_document("note.md", source.encode()).reports[0]


def test_the_text_is_free_of_markup() -> None:
    assert read(SOURCE).text.split("\n\n") == [
        "The teachers of Ardel",
        "Soldiers arrested twelve teachers, two residents said.",
        "[Image: The school]",
        "They came at night.",
        "Seven were sent to Norrow.",
        "Five are missing.",
        "Town | Held",
        "Ardel | 12",
        "Share on Facebook",
    ]


def test_front_matter_becomes_fields_and_what_we_do_not_know_is_kept() -> None:
    report = read(SOURCE)
    assert (report.title, report.outlet) == ("Twelve held: the teachers of Ardel", "Osmere Post")
    assert (report.published, report.url) == (date(2024, 3, 5), "https://post.example/12")
    assert report.model_extra == {"author": "A. Brint"}
    assert report.claims == ()  # claims come from reading, not from a file's head


def test_pictures_and_share_links_are_furniture() -> None:
    report = read(SOURCE)
    assert [span.of(report.text) for span in report.furniture] == ["[Image: The school]", "Share on Facebook"]


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    assert read("# Held in Ardel\n\nTwelve were held.").title == "Held in Ardel"
    assert read("Twelve were held.\n\n# Later").title is None


def test_a_first_line_of_dashes_is_no_front_matter() -> None:
    assert read("---\nTwelve were held.\n---\n\nMore.").text.endswith("Twelve were held.\n\nMore.")


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("---\na: [1\n---\nwords", "front matter, line"),
        ("---\n" + "a: b\n" * 9000 + "---\nwords", "at most 20000"),
    ],
)
def test_bad_front_matter_is_refused_with_the_place(source: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read(source)


def test_aliases_that_multiply_cost_nothing() -> None:
    levels = "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    assert read(f"---\na: &a [x]\n{levels}---\nTwelve were held.").text == "Twelve were held."


def test_markup_without_words_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="beside the markup"):
        read("---\ntitle: Held\n---\n\n---\n")
