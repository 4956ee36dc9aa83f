"""What reaches the terminal is one line, and only what can be seen."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from saksi.cli.screen import printable


@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_nothing_that_steers_a_terminal_remains_and_the_length_stays(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown.encode()


def test_letters_of_every_script_stay() -> None:
    words = "Corrow 북쪽 的 café — “quoted” 10 %"
    assert printable(words) == words
