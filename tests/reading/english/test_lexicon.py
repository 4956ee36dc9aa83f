from pathlib import Path

import pytest

from saksi.countries import Pack, read_pack
from saksi.reading.english.grounds import behind_cause, plain
from saksi.reading.english.grounds import grounds as grounds_in
from saksi.reading.english.lexicon import (
    ActEntry,
    GroundEntry,
    acts,
    cue,
    cue_pattern,
    grounds,
    persons,
    read_acts,
    read_cues,
    read_grounds,
    read_persons,
    read_themes,
)
from saksi.reading.english.mentions import find_mentions
from saksi.reading.english.parsing import parse
from saksi.reading.english.patterns import words
from saksi.record import InvalidInput, vocabulary


def a_pack(folder: Path, **lexicon: str) -> Pack:
    root = folder / "xz"
    (root / "lexicon" / "en").mkdir(parents=True)
    (root / "pack.toml").write_text('code = "xz"\nlanguages = ["en"]\nnote = "Invented."\n')
    for name, text in lexicon.items():
        (root / "lexicon" / "en" / f"{name}.yml").write_text(text, encoding="utf-8")
    return read_pack(root)


@pytest.mark.parametrize("entry", acts(), ids=lambda entry: entry.id)
def test_the_example_of_an_act_makes_its_entry_fire(entry: ActEntry) -> None:
    found = [mention.entry.id for sentence in parse(entry.example) for mention in find_mentions(sentence)]
    assert entry.id in found


@pytest.mark.parametrize("entry", grounds(), ids=lambda entry: entry.id)
def test_the_example_of_a_ground_names_it(entry: GroundEntry) -> None:
    assert entry.id in grounds_in(entry.example, None, behind_cause(plain(entry.example)))


def test_every_act_and_every_ground_of_the_vocabulary_has_words() -> None:
    assert {entry.act for entry in acts()} == set(vocabulary("act").terms)
    assert {entry.id for entry in grounds()} == set(vocabulary("ground").terms)


def test_entry_ids_are_unique_over_all_packs() -> None:
    ids = [entry.id for entry in acts()]
    assert len(ids) == len(set(ids))


def test_cue_lists_that_rules_ask_for_are_filled_and_tellers_have_roles() -> None:
    assert "say" in cue("reporting")
    assert cue_pattern("habitual").search("they are often beaten")
    assert not cue_pattern("no such list").search("anything")
    assert persons().status["trader"] == "ordinary"


def test_a_number_sign_stands_for_a_number_and_a_space_for_any_white_space() -> None:
    pattern = words(["# years"])
    assert pattern is not None
    assert all(pattern.search(said) for said in ("ten years", "10\nyears", "twenty-five years"))
    assert not pattern.search("many years")
    assert words([]) is None


def test_a_tilde_stands_for_up_to_four_words_and_braces_for_a_class() -> None:
    pattern = words(["in ~ {cells}"], classes={"cells": ("cellar", "punishment cell")})
    assert pattern is not None
    assert pattern.search("in the old wet cellar")
    assert pattern.search("in a punishment cell")
    assert not pattern.search("in one two three four five cellars")
    with pytest.raises(KeyError, match="caves"):
        words(["in {caves}"], classes={})


def test_a_class_that_is_nowhere_is_told_with_its_entry(tmp_path: Path) -> None:
    pack = a_pack(tmp_path, acts='- {id: a, act: torture, phrase: ["in {caves}"], example: x}\n')
    with pytest.raises(InvalidInput, match=r"entry 1 \(a\): key phrase: no class 'caves'"):
        read_acts((pack,))


def test_the_themes_of_all_packs_are_joined(tmp_path: Path) -> None:
    packs = (
        a_pack(tmp_path / "a", themes="bonds: [Rope, chain]\n"),
        a_pack(tmp_path / "b", themes="bonds: [rope, leg iron]\nwater: [hose]\n"),
    )
    assert read_themes(packs) == {"bonds": ("rope", "chain", "leg iron"), "water": ("hose",)}
    with pytest.raises(InvalidInput, match=r"themes\.yml, key water"):
        read_themes((a_pack(tmp_path / "c", themes="water: hose\n"),))


def test_stems_match_beginnings_and_whole_words_do_not() -> None:
    stem, whole = words(["religio"], stems=True), words(["religio"])
    assert stem is not None
    assert whole is not None
    assert stem.search("a religious text")
    assert not whole.search("a religious text")


def test_a_country_pack_adds_words_and_its_acts_are_asked_first(tmp_path: Path) -> None:
    general = a_pack(
        tmp_path / "a",
        acts="- {id: cage, act: torture, verb: [cage], example: x}\n",
    )
    own = a_pack(
        tmp_path / "b",
        acts="- {id: drum-out, act: banishment, phrase: [drummed out], with_agent: true, example: x}\n",
        grounds="- {id: drugs, words: [moonleaf], example: x}\n",
        persons="ordinary: [Ferryman]\nmale: [ferryman]\n",
        cues="fear: [quail]\ntellers: {witness: [looker-on]}\n",
    )
    object.__setattr__(general, "code", "general")
    assert [entry.id for entry in read_acts((general, own))] == ["xz.drum-out", "general.cage"]
    (drugs,) = read_grounds((general, own))
    assert drugs.words.search("chewing moonleaf")
    people = read_persons((general, own))
    assert people.status == {"ferryman": "ordinary"}
    assert people.male == {"ferryman"}
    cues = read_cues((general, own))
    assert cues.lists["fear"] == ("quail",)
    assert cues.tellers == {"witness": ("looker-on",)}


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("acts", "- {id: a, act: [", r"acts\.yml, line \d+: this is no YAML"),
        ("acts", "id: a", r"xz/lexicon/en/acts\.yml: needed is a list"),
        ("acts", "- cage", "entry 1: needed is a table"),
        ("acts", "- {act: torture, verb: [a], example: x}", r"entry 1 \(no id\): key id: a text is needed"),
        (
            "acts",
            "- {id: a, act: tortur, verb: [a], example: x}",
            r"entry 1 \(a\): key act: 'tortur' is no code",
        ),
        ("acts", "- {id: a, act: torture, verbs: [a], example: x}", "unknown key 'verbs'; near it: verb"),
        ("acts", "- {id: a, act: torture, verb: a, example: x}", "key verb: needed is a list of strings"),
        ("acts", "- {id: a, act: torture, verb: [No], example: x}", "key verb: needed is a list of strings"),
        ("acts", "- {id: a, act: torture, verb: [a]}", "key example: a text is needed"),
        ("acts", "- {id: a, act: torture, example: x}", "needed is verb, noun, phrase or forced"),
        (
            "acts",
            "- {id: a, act: torture, verb: [a], object: men, example: x}",
            "object: needed is one of person",
        ),
        (
            "acts",
            "- {id: a, act: torture, verb: [a], finite: 1, example: x}",
            "finite: needed is true or false",
        ),
        (
            "acts",
            2 * "- {id: a, act: torture, verb: [a], example: x}\n",
            r"entry 2 \(a\): the id is used twice",
        ),
        ("grounds", "- {id: greed, words: [a], example: x}", "the id is no code of the vocabulary ground"),
        ("grounds", "- {id: drugs, words: [], example: x}", "key words: needed is at least one"),
        ("persons", "elites: [minister]", "unknown key 'elites'; near it: elite"),
        ("persons", "- minister", "persons.yml: needed is a table"),
        ("persons", "elite: minister", "persons.yml, key elite: needed is a list of strings"),
        ("cues", "denies: [deny]", "unknown key 'denies'; near it: denying"),
        ("cues", "tellers: {passer: [x]}", "key tellers: 'passer' is no code of the vocabulary role"),
        ("cues", "fear: dread", "cues.yml, key fear: needed is a list of strings"),
    ],
)
def test_a_fault_is_told_with_file_and_entry(tmp_path: Path, file: str, text: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        read_everything(a_pack(tmp_path, **{file: text}))


def read_everything(pack: Pack) -> None:
    for read in (read_acts, read_grounds, read_persons, read_cues):
        read((pack,))
