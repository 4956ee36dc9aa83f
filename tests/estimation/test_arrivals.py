import polars as pl
import pytest
from tests.estimation.tables import patterns

from saksi.estimation import histories_from_csv, histories_from_frame, mixed
from saksi.record import InvalidInput


def test_patterns_and_people_make_the_same_table() -> None:
    by_pattern = histories_from_csv(b"police,press,count\n1,0,2\n1,1,1\n")
    by_person = histories_from_csv(b"police,press\n1,1\n1,0\n1,0\n")
    assert by_pattern.content_hash == by_person.content_hash


def test_frames_of_booleans_numbers_and_words_make_the_same_table() -> None:
    frames = [
        pl.DataFrame({"a": [True, False], "b": [True, True], "count": [2, 3]}),
        pl.DataFrame({"a": [1.0, 0.0], "b": [1, 1], "count": [2.0, 3.0]}),
        pl.DataFrame({"a": ["1", "0"], "b": ["TRUE", "1"], "count": ["2", "3"]}),
    ]
    assert len({histories_from_frame(frame).content_hash for frame in frames}) == 1


def test_empty_cells_are_unknown_and_not_absence() -> None:
    table = histories_from_csv(b"a,b,count\n1,,4\n1,NA,1\n1,0,2\n0,1,3\n")
    assert dict(table) == {(1, -1): 5, (1, 0): 2, (0, 1): 3}


def test_a_list_that_was_not_at_work_leaves_its_stratum_alone() -> None:
    text = b"year,a,b,c,count\n1,1,0,-,4\n1,0,1,-,3\n2,1,0,1,2\n2,0,0,1,5\n"
    table = histories_from_csv(text, strata=["year"])
    first, second = table.parts
    assert (first.lists, first.inactive, second.lists) == (("a", "b"), ("c",), ("a", "b", "c"))
    assert [part.stratum for part in table.parts] == ["1", "2"]
    assert table.documented == 14


def test_doubted_counts_are_kept_and_marked() -> None:
    table = histories_from_csv(b"a,b,count,unreliable\n1,1,4,1\n1,0,3,0\n0,1,2,0\n")
    assert table.documented == 9
    assert table.reliable_cells().tolist() == [True, True, False]


def test_the_unseen_cell_that_other_programs_write_is_passed_over() -> None:
    assert histories_from_csv(b"a,b,count\n0,0,NA\n0,0,0\n1,1,3\n").documented == 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"a,b,count\n1,0,3\n0,0,8\n", "row 3: people are counted who are on no list"),
        (b"a,b,count\n1,0,-3\n", "row 2, count: negative"),
        (b"a,b,count\n1,0,2.5\n", "row 2, count: a fraction of a person"),
        (b"a,b,count\n1,0,many\n", "row 2, count: no number"),
        (b"a,b,count\n1,0,\n", "row 2, count: empty"),
        (b"town,a,b,count\nMerrow,1,0,2\n", "row 2, town: no membership .* --strata"),
        (b"a,count\n", "1 lists and 0 rows"),
        (b"count\n3\n", "0 lists"),
        (b"a,b,count\n1,-,2\n1,0,2\n", "b: marked -"),
        (b"a,a,count\n1,0,2\n", "comes twice|cannot be read"),
        (b"", "cannot be read as CSV"),
        (b"\xff\xfe\x00\x01", "cannot be read as CSV|0 rows"),
    ],
)
def test_it_says_where_and_what_is_needed(text: bytes, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        histories_from_csv(text, name="lists.csv")


def test_no_value_of_a_strange_column_is_repeated() -> None:
    with pytest.raises(InvalidInput) as found:
        histories_from_csv(b"name,a,count\nOdile Marrash,1,2\n")
    assert "Odile" not in str(found.value)


def test_a_missing_column_is_named_beside_those_there_are() -> None:
    with pytest.raises(InvalidInput, match="no column 'year'; it has a, b, count"):
        histories_from_csv(b"a,b,count\n1,0,2\n", strata=["year"])


def test_equal_draws_are_put_together_and_their_weights_added() -> None:
    one, other = patterns({"10": 3, "11": 2}), patterns({"10": 4, "11": 1})
    tables = mixed([(one, 1.0), (other, 0.5), (one, 2.0)])
    assert [table.weight for table in tables] == [3.0, 0.5]


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_weights_of_draws_are_positive_numbers(weight: float) -> None:
    with pytest.raises(InvalidInput, match="draw 1: weight"):
        mixed([(patterns({"10": 3}), weight)])


def test_draws_share_their_lists() -> None:
    with pytest.raises(InvalidInput, match="draw 2 has lists"):
        mixed([(patterns({"10": 3}), 1.0), (patterns({"10": 3}, "XY"), 1.0)])
