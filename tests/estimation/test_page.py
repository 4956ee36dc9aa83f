import re

import numpy as np
import pytest
from tests.estimation.tables import QUICK, patterns

from saksi.estimation import CaptureHistories, Estimate, Estimates, estimate
from saksi.estimation.page import page, section

SPARSE = patterns({"100": 210, "010": 180, "001": 160, "110": 31, "101": 3, "011": 27, "111": 2})


@pytest.fixture(scope="module")
def found() -> Estimates:
    return estimate(SPARSE, "chao,loglinear,dga,combined", settings=QUICK)


def test_small_cells_are_hidden_and_nothing_else_tells_them(found: Estimates) -> None:
    shown = page(found, SPARSE)
    assert "A and C: 5" in shown  # on both, whoever else knows them
    tiny = patterns({"100": 210, "010": 180, "001": 160, "110": 31, "101": 3, "011": 27})
    hidden = page(estimate(tiny, "chao", settings=QUICK), tiny)
    assert "A and C: under 5" in hidden
    assert "A and C: 3" not in hidden


@pytest.mark.parametrize("language", ["en", "ko"])
def test_sentences_tell_no_small_count_and_none_that_subtraction_would(language: str) -> None:
    few = patterns({"10": 50, "01": 40, "11": 3})
    row = estimate(few, "chapman", settings=QUICK)["chapman"]
    assert row.refused
    assert row.refused.startswith("3 people are on both lists")
    assert "4 more people" in row.refused
    shown = page(estimate(few, "chapman", settings=QUICK), few, language)
    assert not re.search(r"(?<![\d~])[34] ?(?:people|more|명|<)", shown)
    assert ("under 5 people are on both lists" if language == "en" else "5명 미만") in shown


def test_the_page_speaks_korean(found: Estimates) -> None:
    shown = page(found, SPARSE, "ko")
    assert '<html lang="ko">' in shown
    for said in ("기록된 사람", "명단이 겹치는 정도", "이 결과의 바탕", "살아 있는 목격자"):
        assert said in shown
    assert 'lang="en"' not in shown


def test_the_page_needs_no_network_and_no_script(found: Estimates) -> None:
    shown = page(found, SPARSE)
    assert "<script" not in shown
    assert "src=" not in shown
    assert shown.count("http") == shown.count("http://www.w3.org/2000/svg")


def test_names_of_lists_cannot_become_markup() -> None:
    table = CaptureHistories.grouped(["<b>police", "press&co", "clinic"], SPARSE.membership, SPARSE.counts)
    shown = page(estimate(table, "dga,combined", settings=QUICK), table)
    assert "<b>police" not in shown
    assert "&lt;b&gt;police" in shown


def test_documented_estimated_dial_and_caveats_stand_together(found: Estimates) -> None:
    shown = section(found, SPARSE)
    for said in ("people are documented", "times as many", "What this rests on", "Assumed before"):
        assert said in shown
    assert "without a living witness" in shown


def test_a_refusal_is_shown_with_its_cure() -> None:
    table = patterns({"100": 50, "010": 40, "001": 30, "110": 3})
    shown = page(estimate(table, "dga,combined", settings=QUICK), table)
    assert "cannot be told" in shown
    assert "people who are on both A and C" in shown


def test_notebooks_show_the_section(found: Estimates) -> None:
    assert found._repr_html_().startswith('<section class="estimates"')
    assert "Chao" in found["chao"]._repr_html_()


def test_chains_of_a_sampler_are_drawn_so_that_disagreement_is_seen() -> None:
    trace = np.array([[300.0, 310.0, 290.0], [900.0, 910.0, 905.0]])
    found = {"trace": trace, "ranks": np.array([[9, 1, 0], [0, 1, 9]])}
    row = Estimate.from_draws("lcm", 644, np.array([700.0, 800.0]), level=0.95, diagnostics=found)
    shown = section(Estimates((row,)))
    assert shown.count("<polyline") == 2
    assert "from 290 to 910" in shown
