"""Both languages say the same things, with the same values, and every key that a page uses is there."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from saksi.workspace.web.saying import FORMS, Sentence, say, words

LITERAL = re.compile(r"""\{%\s*say\s+"([^"]+)"|\b(?:said|say)\(\s*[\w.]+,\s*"([a-z][\w.-]+)\"""")
NAMED = re.compile(r"""["']([a-z]+(?:\.[\w-]+)+)["']""")
MADE = re.compile(r"""f["']([a-z]+(?:\.[\w-]+)*[._])\{|["']([a-z]+(?:\.[\w-]+)*[._])["']\|add""")
VALUE = re.compile(r"\{(\w+)\}")
HANGUL = re.compile(r"[가-힣]")
SAME = {"web.about.title", "web.other_language"}  # a name; the switch is written in the other language


def values(sentence: Sentence) -> set[str]:
    text = sentence if isinstance(sentence, str) else " ".join(sentence.values())
    return set(VALUE.findall(text))


def sources() -> list[Path]:
    folders = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("saksi.")]
    return [file for folder in folders for ending in ("*.html", "*.py") for file in folder.rglob(ending)]


def test_both_languages_have_the_same_keys() -> None:
    assert set(words("en")) ^ set(words("ko")) == set()


def test_a_sentence_takes_the_same_values_in_both() -> None:
    korean = words("ko")
    other = {key for key, said in words("en").items() if values(said) - {"n"} != values(korean[key]) - {"n"}}
    assert other == set()


def test_every_sentence_is_a_sentence_or_a_pair_for_numbers() -> None:
    for language in ("en", "ko"):
        for key, said in words(language).items():
            parts = [said] if isinstance(said, str) else [said[form] for form in sorted(FORMS)]
            assert all(isinstance(part, str) and part.strip() for part in parts), key


def test_korean_is_korean() -> None:
    plain = {key for key, said in words("ko").items() if isinstance(said, str) and not HANGUL.search(said)}
    english = words("en")
    assert {
        key for key in plain - SAME if words("ko")[key] == english[key] and " " in str(english[key])
    } == set()


def test_every_key_that_is_used_has_words() -> None:
    used = {a or b for file in sources() for a, b in LITERAL.findall(file.read_text(encoding="utf-8"))}
    assert len(used) > 100
    whole = {key for key in used if not key.endswith(".")}
    assert whole - set(words("en")) == set()


def test_no_sentence_is_unused() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in sources())
    named, made = set(NAMED.findall(code)), {a or b for a, b in MADE.findall(code)}
    unused = {key for key in set(words("en")) - named if not any(key.startswith(part) for part in made)}
    assert {key for key in unused if ".job." not in key} == set()  # those are named by the kind of the job


@pytest.mark.parametrize(("n", "expected"), [(1, "after 1 minute "), (10, "after 10 minutes ")])
def test_english_counts(n: int, expected: str) -> None:
    assert expected in say("en", "web.locks_itself", n=n)


def test_large_numbers_are_set_apart() -> None:
    assert "1,234,567" in say("ko", "web.locks_itself", n=1_234_567)
