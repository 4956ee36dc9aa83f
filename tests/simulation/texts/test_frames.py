"""The frames: enough of them, none shared between the families, each tells an act in every modality."""

import numpy as np
import pytest
from tests.simulation.texts.builders import (
    ACTS,
    INSTITUTIONS,
    PUBLISHED,
    TOWNS,
    a_story,
    a_telling,
)

from saksi.record import vocabulary
from saksi.simulation.texts import ByWhom, Number, Voice, Where, Whom, on_day, write
from saksi.simulation.texts.lexicon import lexicon
from saksi.simulation.texts.pieces import slots_of
from saksi.simulation.texts.story import Family, Language

MODALITIES = ["happened", "ongoing", "planned", "feared", "denied", "uncertain"]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("act", ACTS)
def test_an_act_has_frames_enough_and_the_families_share_none(language: Language, act: str) -> None:
    train, held_out = (lexicon(language, family).act(act) for family in ("train", "held_out"))
    assert len(set(train.frames)) >= 6
    assert len(set(held_out.frames)) >= 3
    assert not set(train.frames) & set(held_out.frames)
    assert not set(train.headlines) & set(held_out.headlines)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_families_share_no_sentence_pattern_beyond_the_bare_clause(language: Language) -> None:
    train, held_out = (lexicon(language, family).discourse for family in ("train", "held_out"))
    for group, patterns in train["voice"].items():
        shared = set(patterns) & set(held_out["voice"][group])
        assert all(len(pattern) < 18 for pattern in shared), (group, shared)  # "{c:cap}." and the like
    for style, plans in train["plans"].items():
        ours = [tuple(plan) for plan in plans]
        assert not set(ours) & {tuple(plan) for plan in held_out["plans"][style]}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("family", ["train", "held_out"])
def test_every_frame_comes_up(language: Language, family: Family) -> None:
    """Frames that no telling can reach would be dead words."""
    for act in ("execution", "detention_other", "crackdown"):
        frames = lexicon(language, family).act(act).frames
        telling = a_telling(act=act, by=ByWhom("police"), whom=Whom("group", "ordinary", ("student",)))
        story = a_story(telling, language=language)
        texts = [write(story, rng=np.random.default_rng(seed), family=family).report for seed in range(80)]
        seen = {report.claims[0].passages[0].of(report.text)[:12] for report in texts}
        without = [frame for frame in frames if "pen" not in slots_of(frame)]
        assert len(seen) >= len(without) / 2


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("modality", MODALITIES)
@pytest.mark.parametrize("act", ACTS)
def test_every_act_is_told_in_every_modality(language: Language, modality: str, act: str) -> None:
    telling = a_telling(
        act=act,
        modality=modality,
        whom=Whom("group", "ordinary", ("trader",)),
        number=Number("exact", 4),
        by=ByWhom("state security"),
        where=Where(TOWNS[0]),
        when=on_day(PUBLISHED),
        grounds=("religion",),
        voice=Voice(),
    )
    report = write(a_story(telling, language=language), rng=np.random.default_rng(3)).report
    claim = report.claims[0]
    assert (claim.act, claim.modality) == (act, modality)
    assert (claim.count.min, claim.count.max) == (4, 4)
    assert claim.victim.text
    assert claim.victim.text in report.text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_code_of_a_claim_has_words(language: Language) -> None:
    words = lexicon(language, "train")
    assert set(words.grounds) == set(vocabulary("ground").terms)
    assert set(words.tellers) == set(vocabulary("role").terms)
    assert set(words.agents) == set(vocabulary("institution").terms)
    assert all(words.agent(institution, None) for institution in INSTITUTIONS)
