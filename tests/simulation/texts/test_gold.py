"""The gold is exact: in every text of every style, family and language."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulation.texts.builders import random_story

from saksi.record import Report, dump_report
from saksi.simulation.texts import Telling, Written, write
from saksi.simulation.texts.story import Family, Language

SEEDS = st.integers(0, 1_000_000)
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["en", "ko"])
FAMILIES: st.SearchStrategy[Family] = st.sampled_from(["train", "held_out"])
FIELD = {
    "victim": ("victim", "text"),
    "by": ("perpetrator", "text"),
    "place": ("place", "text"),
    "time": ("time", "text"),
    "penalty": ("penalty",),
}


def written(seed: int, language: Language, family: Family = "train") -> Written:
    return write(random_story(seed, language), rng=np.random.default_rng(seed), family=family)


@settings(max_examples=120)
@given(SEEDS, LANGUAGES, FAMILIES)
def test_the_words_at_a_slot_are_the_words_of_the_gold(seed: int, language: Language, family: Family) -> None:
    result = written(seed, language, family)
    claims = {claim.id: claim.model_dump(by_alias=True) for claim in result.report.claims}
    for (claim_id, slot), spans in result.slots.items():
        if slot in FIELD:
            value: Any = claims[claim_id]
            for key in FIELD[slot]:
                value = value[key]
            assert result.report.text[slice(*spans[0])] == value
    said = {(claim_id, slot) for claim_id, slot in result.slots}
    for claim_id, claim in claims.items():
        assert (claim["place"]["text"] is not None) == ((claim_id, "place") in said)
        assert (claim["time"]["text"] is not None) == ((claim_id, "time") in said)


@settings(max_examples=120)
@given(SEEDS, LANGUAGES, FAMILIES)
def test_the_report_is_a_valid_report_and_every_telling_one_claim(
    seed: int, language: Language, family: Family
) -> None:
    result = written(seed, language, family)
    assert Report.model_validate_json(dump_report(result.report)) == result.report
    assert [claim.id for claim in result.report.claims] == [t.id for t in result.story.tellings]


def names_of(telling: Telling, language: Language) -> list[str]:
    whom, where = telling.whom, telling.where
    names = [whom.name] if whom.name and telling.same_victim_as is None else []
    return [name.of(language) for name in [*names, *([where.name] if where else [])]]


@settings(max_examples=120)
@given(SEEDS, LANGUAGES, FAMILIES)
def test_what_a_told_episode_holds_is_told_in_its_own_passages(
    seed: int, language: Language, family: Family
) -> None:
    result = written(seed, language, family)
    for telling, claim in zip(result.story.tellings, result.report.claims, strict=True):
        own = " ".join(span.of(result.report.text) for span in claim.passages)
        assert claim.act == telling.act
        assert claim.modality == telling.modality
        if telling.kind == "act" and telling.modality == "happened":
            for name in names_of(telling, language):
                assert name in own
            assert (claim.perpetrator.institution is None) == (telling.by is None)
            assert (claim.time.text is None) == (telling.when.precision == "untold")
            assert (claim.time.from_, claim.time.to) == (telling.when.first, telling.when.last)
            assert (claim.penalty is None) == (telling.penalty is None)
            if telling.whom.type != "unspecified":
                assert claim.grounds == telling.grounds


@settings(max_examples=120)
@given(SEEDS, LANGUAGES, FAMILIES)
def test_a_core_passage_has_no_attribution_quotation_mark_or_stop_at_its_edge(
    seed: int, language: Language, family: Family
) -> None:
    result = written(seed, language, family)
    for claim in result.report.claims:
        words = claim.passages[0].of(result.report.text)
        assert words[0] not in " ,.;:"
        assert words[-1] not in " ,.;:"
        assert not words.startswith("“")
        assert not words.endswith("”")
        assert not re.search(r"(라고|다고|said|added|told \w+)$", words)


@settings(max_examples=150)
@given(SEEDS, LANGUAGES, FAMILIES)
def test_no_text_shows_a_seam_of_its_grammar(seed: int, language: Language, family: Family) -> None:
    text = written(seed, language, family).report.text
    seams = re.compile(
        r"  | [,.;]|,[.,]|\.\.|[{}\[\]!]|None|\bthe the\b|\ba [aeio]|있고 있|\n\n\n|“”|을를|이가|^\s|\s$"
    )
    allowed = text.replace("[앵커]", "")
    found = seams.search(re.sub(r"\[[^\]\n]*\d일\] ", "", allowed))
    assert not found, text[max(0, found.start() - 40) : found.end() + 20]


@settings(max_examples=60)
@given(SEEDS, LANGUAGES, FAMILIES)
def test_marks_and_addresses_say_that_it_is_invented(seed: int, language: Language, family: Family) -> None:
    result = written(seed, language, family)
    report = result.report
    assert report.synthetic
    assert sum(line.startswith("SYNTHETIC") for line in report.text.splitlines()) == 1
    assert report.url is not None
    assert re.fullmatch(r"https://[a-z-]+\.invalid/.*", report.url)
    dumped = dump_report(report)
    for telling in result.story.tellings:
        assert result.provenance[telling.id] == telling.provenance
        assert all(str(number) not in json.loads(dumped)["id"] for number in telling.provenance)
    assert "provenance" not in dumped


@settings(max_examples=60)
@given(SEEDS, LANGUAGES, FAMILIES)
def test_furniture_and_idle_paragraphs_hold_no_claim(seed: int, language: Language, family: Family) -> None:
    report = written(seed, language, family).report
    for line in report.furniture:
        for claim in report.claims:
            assert all(span.end <= line.start or span.start >= line.end for span in claim.passages)


def test_the_checker_of_the_guidelines_finds_no_fault_and_the_scorer_gives_full_marks(
    shared: Path, tmp_path: Path
) -> None:
    for seed in range(160):
        language: Language = "en" if seed % 2 else "ko"
        report = written(seed, language, "held_out" if seed % 5 == 0 else "train").report
        (tmp_path / f"{report.id}.json").write_text(dump_report(report), encoding="utf-8")

    def run(script: str, *folders: Path) -> str:
        command = [sys.executable, str(shared / "data" / "claims" / script), *map(str, folders)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert "160 reports" in (checked := run("check.py", tmp_path))
    assert " 0 faults" in checked
    scored = run("score.py", tmp_path, tmp_path)
    assert "claim F1 strict 1.00 lenient 1.00" in scored
    assert re.findall(r"accuracy (\d\.\d+)", scored) == ["1.000"] * 9


@pytest.mark.parametrize("language", ["en", "ko"])
def test_hardly_two_texts_of_the_same_kind_of_story_are_identical(language: Language) -> None:
    story = random_story(7, language)  # one story only, so that all variety is the writer's
    rng = np.random.default_rng(1)
    texts = [write(story, rng=rng).report.text for _ in range(300)]
    assert len(set(texts)) / len(texts) > 0.995


def test_the_same_seed_writes_the_same_bytes() -> None:
    story = random_story(11, "ko")
    first, second, other = (
        write(story, rng=np.random.default_rng(seed)).report.model_dump_json() for seed in (5, 5, 6)
    )
    assert first == second
    assert first != other
