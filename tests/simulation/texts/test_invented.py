"""I10: what the writer adds to a story names no real place and no real country."""

import numpy as np
import pytest
from tests.simulation.texts.builders import random_story

from saksi.countries import find_countries, find_places, load_packs
from saksi.simulation.texts import write
from saksi.simulation.texts.story import Family, Language


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("family", ["train", "held_out"])
def test_no_text_names_a_real_place_or_country(language: Language, family: Family) -> None:
    packs = [pack for pack in load_packs() if pack.code in ("general", "kp")]
    texts = "\n\n".join(
        write(random_story(seed, language), rng=np.random.default_rng(seed), family=family).report.text
        for seed in range(150)
    )
    places = {texts[found.start : found.end] for found in find_places(texts, language=language, packs=packs)}
    countries = {
        texts[found.start : found.end]
        for found in find_countries(texts, language=language, packs=packs)
        if not found.ambiguous  # "the South" of South Quessan
    }
    assert (places, countries) == (set(), set())


def test_the_search_would_find_a_real_place() -> None:
    packs = [pack for pack in load_packs() if pack.code in ("general", "kp")]
    assert find_places("A student was shot in Hyesan.", language="en", packs=packs)
    assert find_places("혜산시에서 학생이 총살됐다.", language="ko", packs=packs)
