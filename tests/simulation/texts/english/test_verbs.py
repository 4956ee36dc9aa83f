import pytest

from saksi.simulation.texts.english.verbs import be, finite, ing, participle, past


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("arrest", ("arrested", "arrested", "arresting")),
        ("shoot", ("shot", "shot", "shooting")),
        ("seize", ("seized", "seized", "seizing")),
        ("strip", ("stripped", "stripped", "stripping")),
        ("commit", ("committed", "committed", "committing")),
        ("carry", ("carried", "carried", "carrying")),
        ("die", ("died", "died", "dying")),
        ("take", ("took", "taken", "taking")),
        ("stay", ("stayed", "stayed", "staying")),
    ],
)
def test_the_forms_of_a_verb(verb: str, forms: tuple[str, str, str]) -> None:
    assert (past(verb), participle(verb), ing(verb)) == forms


@pytest.mark.parametrize(
    ("modality", "plural", "passive", "active"),
    [
        ("happened", True, "were", "shot"),
        ("ongoing", False, "is being", "is shooting"),
        ("habit", False, "is", "shoots"),
        ("planned", True, "will be", "will shoot"),
        ("denied", False, "was not", "did not shoot"),
        ("uncertain", False, "may have been", "may have shot"),
        ("feared", True, "could be", "could shoot"),
    ],
)
def test_a_modality_of_a_verb(modality: str, plural: bool, passive: str, active: str) -> None:
    assert be(modality, plural, way=0) == passive
    assert finite("shoot", modality, plural, way=0) == active


def test_words_of_a_modality_agree_with_many() -> None:
    assert be("planned", plural=True, way=2) == "are to be"
    assert be("uncertain", plural=True, way=1) == "are believed to have been"
