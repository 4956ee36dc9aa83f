import ast
import re
from pathlib import Path

import pytest

from saksi.record import Term, UnknownCode, label, vocabulary, vocabulary_names
from saksi.record.vocabulary import LANGUAGES

HANGUL = re.compile(r"[가-힣]")
CHECKED_AS = {"type": "victim_type"}  # what check.py calls otherwise
HRDSATTACK = {
    "act": {
        "arbitrary detention",
        "enforced disappearance",
        "kidnapping",
        "killing",
        "torture",
        "other",
        "unknown",
    },
    "institution": {"state actor", "other actors with permissions"},
    "sex": {"man", "woman", "other", "unknown"},
    "victim_type": {"individual", "multiple"},
}
NOUNS = """
    claim act ground victim perpetrator attribution source origin outlet coder adjudication list
    capture_history overlap stratum documented undocumented pair blocking_rule match_weight cluster report
    passage finding refusal event order
"""

every_vocabulary = pytest.mark.parametrize("name", vocabulary_names())


def texts(name: str) -> list[tuple[str, str, str]]:
    """What a vocabulary says of itself and its terms, as (code, language, definition)."""
    book = vocabulary(name)
    own = [("", language, book.definition[language]) for language in LANGUAGES]
    return own + [(t.code, each, t.definition[each]) for t in book.terms.values() for each in LANGUAGES]


def ends_in_polite_speech(sentence: str) -> bool:
    """Whether a Korean sentence ends in -ㅂ니다, the closed syllable before 니다 included."""
    found = re.search(r"([가-힣])니다\.$", sentence)
    return found is not None and (ord(found[1]) - ord("가")) % 28 == 17  # final ㅂ


@every_vocabulary
def test_labels_are_words_in_both_languages_and_not_the_code(name: str) -> None:
    book = vocabulary(name)
    for labels in (book.label, *(term.label for term in book.terms.values())):
        assert set(labels) == set(LANGUAGES)
        assert HANGUL.search(labels["ko"])
        assert not HANGUL.search(labels["en"])
        assert "_" not in labels["en"]


@every_vocabulary
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_share_a_label(name: str, language: str) -> None:
    labels = [term.label[language] for term in vocabulary(name).terms.values()]
    assert len(set(labels)) == len(labels)


@every_vocabulary
def test_definitions_are_sentences_in_both_languages(name: str) -> None:
    for code, language, words in texts(name):
        assert words.endswith("."), code
        assert words.count(" ") >= 2, code
        assert not re.search(r"[a-z]_[a-z]|\s{2}", words), f"{code}: a code stands where its label should"
        assert bool(HANGUL.search(words)) or language == "en", code
        assert ends_in_polite_speech(words) or language == "en", code


@every_vocabulary
def test_a_neighbour_named_in_a_definition_is_another_label_of_the_vocabulary(name: str) -> None:
    for code, language, words in texts(name):
        others = {term.label[language] for term in vocabulary(name).terms.values() if term.code != code}
        assert set(re.findall("‘([^’]+)’", words)) <= others, code


@every_vocabulary
def test_crosswalk_codes_have_the_form_of_their_scheme(name: str) -> None:
    for term in vocabulary(name).terms.values():
        assert all(re.fullmatch(r"\d{1,2}:\d{12}", code) for code in term.huridocs), term.code
        assert len(set(term.huridocs)) == len(term.huridocs), term.code
        assert set(term.hrdsattack) <= HRDSATTACK.get(name, set()), term.code


@pytest.mark.shared
def test_codes_are_those_that_the_checker_of_the_samples_knows(shared: Path) -> None:
    tree = ast.parse((shared / "data" / "claims" / "check.py").read_text(encoding="utf-8"))
    [first, *_] = [node.value for node in tree.body if isinstance(node, ast.Assign) and unparsed(node) == "V"]
    known = {key: set(v.split("|") if "|" in v else v.split()) for key, v in ast.literal_eval(first).items()}
    assert {CHECKED_AS.get(key, key) for key in known} | {"stance", "family", "noun"} == set(
        vocabulary_names()
    )
    for key, codes in known.items():
        assert set(vocabulary(CHECKED_AS.get(key, key)).terms) == codes


def unparsed(node: ast.Assign) -> str:
    return ast.unparse(node.targets[0])


@pytest.mark.shared
def test_crosswalk_codes_stand_on_the_page_that_was_read_from_the_scheme(shared: Path) -> None:
    page = (shared / "design" / "peers.md").read_text(encoding="utf-8")
    written = set(re.findall(r"\d{6,12}", page))
    for name in vocabulary_names():
        for term in vocabulary(name).terms.values():
            for code in term.huridocs:
                digits = code.partition(":")[2]
                assert digits in written or digits.removesuffix("000000") in written, f"{name}.{term.code}"


def test_every_act_belongs_to_a_family() -> None:
    families = {term.family for term in vocabulary("act").terms.values()}
    assert families == set(vocabulary("family").terms)


@pytest.mark.parametrize(
    ("family", "acts"),
    [
        ("life", "execution killing_other death_in_custody disappearance"),
        ("liberty", "detention_political_camp detention_other release"),
        ("body", "torture violence sexual_violence forced_labour"),
        ("move", "banishment forced_repatriation restriction"),
        ("watch", "screening surveillance false_accusation public_shaming coerced_attendance"),
        ("means", "dismissal deprivation confiscation fine"),
        ("camp", "crackdown punishment_unspecified other"),
    ],
)
def test_acts_are_shown_in_their_families(family: str, acts: str) -> None:
    members = {code for code, term in vocabulary("act").terms.items() if term.family == family}
    assert members == set(acts.split())


def test_each_word_of_the_record_is_defined_once() -> None:
    assert set(vocabulary("noun").terms) == set(NOUNS.split())


def test_a_term_says_what_others_call_it() -> None:
    term = vocabulary("act")["death_in_custody"]
    assert isinstance(term, Term)
    assert term.hrdsattack == ("killing",)
    assert term.huridocs[0] == "4:010106010000"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "political prison camp"), ("ko", "정치범수용소 구금")]
)
def test_a_page_shows_the_label_in_its_language(language: str, words: str) -> None:
    assert label("act", "detention_political_camp", language) == words


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(
        UnknownCode, match=r"'excution' is not a code of the vocabulary 'act'; near it: execution"
    ):
        vocabulary("act")["excution"]


def test_an_unknown_vocabulary_is_answered_with_all() -> None:
    with pytest.raises(UnknownCode, match=r"'acts' is no vocabulary; there are: act, directness"):
        vocabulary("acts")
