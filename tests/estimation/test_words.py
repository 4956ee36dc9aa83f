"""What results say, in Korean too: every sentence that the stage makes is known there."""

import re
from pathlib import Path

import numpy as np
import pytest
import yaml
from tests.estimation.tables import QUICK, patterns, table_of
from tests.estimation.test_running import HARD

import saksi.estimation
from saksi.estimation import Estimate, Estimates, EstimationSettings, estimate
from saksi.estimation.words import spoken, words

FOLDER = Path(saksi.estimation.__file__).parent / "words"
ALLOWED = {
    "R-hat",
    "loglinear",
    "dga",
    "lcm",
    "chao",
    "chapman",
    "stepwise",
    "chains",
    "ladders",
    "particles",
}


def sentences(found: Estimates) -> set[str]:
    said = {text for row in found for text in (*row.warnings, *row.caveats)}
    return said | {row.refused for row in found if row.refused}


def assert_korean(sentence: str) -> None:
    said = spoken(sentence, "ko")
    assert said, sentence
    left = [word for word in re.findall(r"[A-Za-z][A-Za-z-]{2,}", said) if not word.startswith("list")]
    assert set(left) <= ALLOWED, (left, sentence)


@pytest.mark.parametrize("name", HARD)
def test_refusals_of_hard_tables_are_said_in_korean(name: str) -> None:
    for method in ("chapman,chao", "loglinear,dga,lcm,combined"):
        for sentence in sentences(estimate(HARD[name], method, settings=QUICK)):
            assert_korean(sentence)


def test_doubts_of_copied_and_of_drawn_lists_are_said_in_korean() -> None:
    rng = np.random.default_rng(3)
    on = rng.random((3000, 3)) < np.array([0.3, 0.25, 0.2])
    for chance in (0.97, 0.3):
        other = on[:, 1] & (rng.random(3000) < chance)
        for sentence in sentences(estimate(table_of(np.column_stack([on, other])), "dga", settings=QUICK)):
            assert_korean(sentence)


UNSURE = "Not converged: R-hat 1.2 (needed: under 1.01), 23 effective draws (needed: 400)."
RARE = f"""
lcm is left out: {UNSURE} The time was too short for a third witness. A longer budget may settle it.

1999: lcm is left out: {UNSURE} Samplers differ (chains 22,156, ladders 20,564, particles 18,046): see the
modes, and how well each fits. A longer budget may settle it.

the time ran out for lcm, loglinear: with a longer budget or a faster machine the answer may be another

families differ: 2,100 (dga) to 3,300 (stepwise)

Models disagree: 11,000 (stepwise) or 23,000 (dga). All fit the same table; nothing in it says which is right.
Needed: a further list gathered in another way; knowledge of how the lists came about, to rule models out.

2 of 7 strata (31 documented people) have no answer of their own; they are given what the other strata teach

the sum of strata (4,100) and the unstratified fit (2,000) differ by a factor of 2.0

6% of the answer lies at the bound, 21 times the documented: the bound decides.

The answer is 12 times what is documented: the overlaps cannot carry that. Needed: lists that overlap more.

Refused in 60% of 5 draws of the data. Nobody is documented.

2 of 3 strata have no answer (b, c): a sum without them would be too small. Report those that have one.
Needed: more overlap there, or fewer strata
"""


@pytest.mark.parametrize("sentence", [" ".join(one.split()) for one in RARE.strip().split("\n\n")])
def test_what_needs_a_rare_table_is_said_in_korean_too(sentence: str) -> None:
    assert_korean(sentence)


def test_every_caveat_is_said_in_korean() -> None:
    table = patterns({"100": 90, "010": 80, "001": 70, "110": 12, "101": 11, "011": 9, "111": 3})
    found = estimate(table, "chao,loglinear,dga,lcm,combined", settings=EstimationSettings(replicates=20))
    for row in found:
        for caveat in row.caveats:
            assert_korean(caveat)
    for caveat in estimate(patterns({"10": 50, "01": 40, "11": 30}), "chapman")["chapman"].caveats:
        assert_korean(caveat)


def test_a_sentence_of_a_plugin_stays_as_it_is() -> None:
    assert spoken("The moon was full.", "ko") is None
    assert spoken("The moon was full.", "en") == "The moon was full."


def test_both_languages_have_the_same_headings_with_the_same_holes() -> None:
    english, korean = (words(language) for language in ("en", "ko"))
    assert set(english) == set(korean)
    for key, text in english.items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", korean[key])), key


def test_holes_of_a_translated_sentence_are_those_of_the_english() -> None:
    said = yaml.safe_load((FOLDER / "ko.yml").read_text(encoding="utf-8"))["sentences"]
    for english, korean in said.items():
        assert set(re.findall(r"{(\w+)}", korean)) <= set(re.findall(r"{(\w+)}", english)), english


def test_a_row_of_a_plugin_in_a_korean_page_says_that_its_sentence_is_english() -> None:
    from saksi.estimation.page import section  # noqa: PLC0415 - the page is under test here only

    row = Estimate("moons", 40, refused="The moon was full.")
    assert '<span lang="en">The moon was full.</span>' in section(Estimates((row,)), language="ko")
