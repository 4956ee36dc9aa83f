import re
from importlib.resources import files
from string import Formatter

import pytest

from saksi.findings.parts import FAMILIES
from saksi.findings.text import LANGUAGES, Text, listed, plain, said, say, words
from saksi.record import vocabulary


def _fields(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def test_both_languages_have_the_same_sentences() -> None:
    assert words("en").keys() == words("ko").keys()


@pytest.mark.parametrize("key", sorted(words("en")))
def test_a_sentence_has_the_same_fields_in_both_languages(key: str) -> None:
    assert _fields(words("en")[key]) == _fields(words("ko")[key])


def test_no_korean_sentence_was_left_in_english() -> None:
    own = {key for key, sentence in words("ko").items() if re.search(r"[A-Za-z]{4,}", _bare(sentence))}
    named = {"page.alleged", "page.invented", "page.colophon"}  # Saksi, findings.json
    named |= {"trace.more", "events.rule", "no_events.needed"}  # claims.csv, events.md, saksi link
    named |= {"limits.note", "dossier.lead", "no_estimate.needed"}  # Saksi, saksi estimate
    assert own == named


def _bare(sentence: str) -> str:
    return "".join(literal for literal, _, _, _ in Formatter().parse(sentence))


def test_every_sentence_named_in_the_code_exists_and_no_sentence_is_unused() -> None:
    code = "\n".join(_texts())
    named = set(re.findall(r"""["']([a-z_]+\.[a-z_0-9]+(?:\.[a-z_]+)?)["']""", code))
    made = re.findall(r"""f["']([a-z_]*(?:\.[a-z_]+)?[._])\{""", code)
    made += re.findall(r"""["']([a-z_]+\.)["'] ~""", code)
    unused = {k for k in words("en") if k not in named and not any(k.startswith(m) for m in made if m)}
    unused -= {key for key in unused if key.endswith((".question", ".rule"))}
    unused -= {key for key in unused if key.split(".")[0] in ("families", "camps", "detained")}  # f"{name}.…"
    assert unused == set()


def _texts() -> list[str]:
    root = files("saksi.findings")
    found = []
    for name in (".", "questions", "charts", "dossier", "templates"):
        folder = root / name
        found += [f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith((".py", ".j2"))]
    return found


def test_a_number_takes_its_noun() -> None:
    assert say("amount.persons.exact", n=1).plain("en") == "1 person"
    assert say("amount.persons.exact", n=1200).plain("en") == "1,200 persons"
    assert say("amount.persons.exact", n=1200).plain("ko") == "1,200명"


def test_words_of_a_report_are_never_markup() -> None:
    text = say("teller.outlet", outlet=said("**{n}** <b>", "en"))
    assert [run.text for run in text.en if run.voice == "said"] == ["**{n}** <b>"]


def test_strong_words_are_marked_in_the_template_only() -> None:
    strong = [r.text for r in say("origins.answer", n=3, of=4).en if r.voice == "strong"]
    assert "".join(strong) == "3 of 4"


def test_a_missing_sentence_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        say("no.such_sentence")


def test_lists_end_as_each_language_ends_them() -> None:
    three = listed([plain("a"), plain("b"), plain("c")])
    assert [three.plain(language) for language in LANGUAGES] == ["a, b and c", "a, b, c"]


def test_in_json_a_text_is_a_string_in_each_language_and_comes_back() -> None:
    text = say("count.range", low=2, high=5)
    data = text.model_dump()
    assert data == {"en": "2 to 5", "ko": "2~5명"}
    assert Text.model_validate(data).model_dump() == data


@pytest.mark.parametrize("unit", vocabulary("unit").terms)
@pytest.mark.parametrize("form", ["exact", "range", "or_more", "up_to"])
def test_every_unit_of_the_vocabulary_can_be_said(unit: str, form: str) -> None:
    assert f"amount.{unit}.{form}" in words("en")


@pytest.mark.parametrize("family", sorted({term.family or "" for term in vocabulary("act").terms.values()}))
def test_every_family_of_acts_has_a_name_and_a_place_in_the_order(family: str) -> None:
    assert f"column.{family}" in words("en")
    assert family in FAMILIES
