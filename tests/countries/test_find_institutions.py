import pytest

from saksi.countries import find_institutions


def found(text: str, language: str, *prefer: str) -> list[tuple[str, str, str | None]]:
    matches = find_institutions(text, language=language, prefer=prefer)
    return [(text[m.start : m.end], m.institution.institution, m.level) for m in matches]


@pytest.mark.parametrize(
    ("text", "words", "institution", "level"),
    [
        ("Police came", "Police", "police", None),
        ("the county police", "county police", "police", "local"),
        ("the provincial police", "provincial police", "police", "province"),
        (
            "agents of the Ministry of State Security",
            "Ministry of State Security",
            "state security",
            "national",
        ),
        (
            "the provincial state security bureau",
            "provincial state security bureau",
            "state security",
            "province",
        ),
        ("a bowibu officer", "bowibu", "state security", None),
        ("the military security command", "military security command", "military security", None),
        ("prosecutor’s office", "prosecutor’s office", "prosecution", None),
        ("Kim Jong-un ordered", "Kim Jong-un", "leader", "national"),
        ("District. Kim Jong Un", "Kim Jong Un", "leader", "national"),
        ("party cell", "party cell", "party", "workplace"),
        ("non-socialist groups", "non-socialist groups", "joint inspection team", None),
        ("an inminban head", "inminban head", "local government", "local"),
    ],
)
def test_english_words_of_the_press_are_found(
    text: str, words: str, institution: str, level: str | None
) -> None:
    assert (words, institution, level) in found(text, "en", "KP")


@pytest.mark.parametrize(
    ("text", "words", "institution", "level"),
    [
        ("보위부에 체포", "보위부", "state security", None),
        ("회령시보위부가", "보위부", "state security", "local"),
        ("회령시 보안서에", "보안서", "police", "local"),
        ("함경북도 보위국", "보위국", "state security", "province"),
        ("함경북도당은", "함경북도당", "party", "province"),
        ("시당위원회", "시당위원회", "party", "local"),
        ("당은 지시", "당", "party", None),
        ("군 보위국", "군 보위국", "military security", None),
        ("국경경비대 군인", "국경경비대", "border guard", None),
        ("비사회주의 그루빠가", "비사회주의 그루빠", "joint inspection team", None),
        ("109상무에", "109상무", "joint inspection team", None),
        ("인민반장을 통해", "인민반장", "local government", "local"),
        ("사회안전성은", "사회안전성", "police", "national"),
        ("김정은의 지시", "김정은", "leader", "national"),
    ],
)
def test_korean_words_of_the_press_are_found(
    text: str, words: str, institution: str, level: str | None
) -> None:
    assert (words, institution, level) in found(text, "ko", "KP")


@pytest.mark.parametrize("text", ["그 당시", "당신은", "지난해", "상당수"])
def test_a_korean_word_is_no_party(text: str) -> None:
    assert found(text, "ko", "KP") == []


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        ("the KGB", "state security"),
        ("NISS agents", "state security"),
        ("the Basij", "militia"),
        ("the Tatmadaw", "military"),
        ("People's Armed Police", "police"),
        ("riot police", "police"),
        ("MSS", "state security"),
    ],
)
def test_services_of_the_world_are_found(text: str, institution: str) -> None:
    assert found(text, "en")[0][1] == institution


def test_another_countrys_words_are_silent() -> None:
    assert found("a bowibu officer", "en", "IR") == [("officer", "police", None)]


def test_an_article_does_not_hide_a_longer_name() -> None:
    assert found("the party committee", "en", "KP") == [("party committee", "party", None)]
