from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.intake.identifiers import id_from_name, make_unique, safe_id
from saksi.record import Report


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("d01", "d01"),
        ("seed-rfa_2018.v2", "seed-rfa_2018.v2"),
        ("혜산 보고 1", "혜산-보고-1"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("a:b|c?", "a-b-c"),
        ("\n", "report"),
        ("", "report"),
    ],
)
def test_an_id_is_safe_as_a_file_name_and_still_the_name(name: str, wanted: str) -> None:
    assert safe_id(name) == wanted


def test_the_id_of_a_file_is_its_stem() -> None:
    assert id_from_name("Ardel, 5 March.html") == "Ardel-5-March"


@given(st.text(max_size=300))
def test_every_id_fits_the_record_and_the_file_system(name: str) -> None:
    made = safe_id(name.encode("utf-8", "ignore").decode())
    assert Report(id=made, text="x").id == made
    assert len(f"{made}-99.json".encode()) < 255
    assert safe_id(made) == made


@given(st.lists(st.sampled_from(["a", "A", "a-2", "A-2", "a-3", "b"])))
def test_ids_are_unique_even_where_capitals_do_not_count(ids: list[str]) -> None:
    unique = make_unique(ids)
    assert max(Counter(name.casefold() for name in unique).values(), default=1) == 1
    assert all(new.startswith(old) for new, old in zip(unique, ids, strict=True))


def test_a_suffix_never_takes_the_name_of_another() -> None:
    assert make_unique(["a", "a", "a-2"]) == ["a", "a-3", "a-2"]
