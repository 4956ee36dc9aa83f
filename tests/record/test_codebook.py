import re

import pytest

from saksi.record import vocabulary, vocabulary_names
from saksi.record.codebook import codebook


def section(name: str) -> str:
    [found] = re.findall(rf"^## [^\n]+ \(`{name}`\)\n(.+?)(?=^## |\Z)", codebook(), re.DOTALL | re.MULTILINE)
    return str(found)


def test_every_vocabulary_has_one_section() -> None:
    assert sorted(re.findall(r"^## .+ \(`(\w+)`\)$", codebook(), re.MULTILINE)) == list(vocabulary_names())


@pytest.mark.parametrize("name", vocabulary_names())
def test_a_section_has_one_row_a_term_with_all_that_is_known_of_it(name: str) -> None:
    rows = re.findall(r"^\| `(.+?)` \|(.+)\|$", section(name), re.MULTILINE)
    assert [code for code, _ in rows] == list(vocabulary(name).terms)
    for (_, row), term in zip(rows, vocabulary(name).terms.values(), strict=True):
        said = [*term.label.values(), *term.definition.values(), *term.huridocs, *term.hrdsattack]
        assert all(words in row for words in said)


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_row_of_a_table_has_the_columns_of_its_heading(name: str) -> None:
    rows = [line for line in section(name).splitlines() if line.startswith("|")]
    assert len({row.count(" | ") for row in rows}) == 1


def test_the_family_of_an_act_is_given_in_words() -> None:
    assert re.search(r"^\| `release` .+ \| custody · 구금 \|", section("act"), re.MULTILINE)


def test_a_column_that_no_term_fills_is_left_out() -> None:
    assert "HURIDOCS" not in section("noun")
    assert "HURIDOCS" in section("act")
