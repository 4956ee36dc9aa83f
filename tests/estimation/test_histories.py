import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.estimation.tables import patterns

from saksi.estimation import CaptureHistories
from saksi.record import InvalidInput

ROWS = st.lists(
    st.tuples(st.tuples(*[st.sampled_from((1, 0, -1))] * 3).filter(lambda row: 1 in row), st.integers(1, 9)),
    min_size=1, max_size=12,
)  # fmt: skip


@given(ROWS, st.randoms(use_true_random=False))
def test_neither_row_order_nor_split_rows_matter(
    rows: list[tuple[tuple[int, ...], int]], random: object
) -> None:
    shuffled = [(row, 1) for row, count in rows for _ in range(count)]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    def made(rows: list[tuple[tuple[int, ...], int]]) -> CaptureHistories:
        return CaptureHistories.grouped("ABC", np.array([r for r, _ in rows]), np.array([c for _, c in rows]))

    assert made(rows).content_hash == made(shuffled).content_hash
    assert made(rows).documented == sum(count for _, count in rows)


def test_the_hash_tells_lists_counts_and_doubt_apart() -> None:
    one = patterns({"110": 3, "001": 2})
    others = [
        patterns({"110": 2, "001": 3}),
        CaptureHistories.grouped("ABD", one.membership, one.counts),
        CaptureHistories.grouped("ABC", one.membership, one.counts, reliable=np.array([True, False])),
    ]
    assert len({table.content_hash for table in (one, *others)}) == 4


def test_sizes_overlaps_and_cells_count_the_same_people() -> None:
    table = patterns({"100": 4, "110": 3, "111": 2, "001": 1})
    assert table.sizes == {"A": 9, "B": 5, "C": 3}
    assert table.overlaps[0].tolist() == [9, 5, 2]
    assert table.cells().tolist() == [0, 4, 0, 3, 1, 0, 0, 2]


def test_taking_lists_out_drops_those_whom_nobody_else_knows() -> None:
    table = patterns({"100": 4, "110": 3, "001": 2}).of_lists(["B", "C"])
    assert dict(table) == {(1, 0): 3, (0, 1): 2}


def test_merged_lists_hold_whoever_was_on_either() -> None:
    table = CaptureHistories.grouped(
        "ABC", np.array([[1, 0, 0], [0, -1, 1], [-1, 1, 0]]), np.array([5, 3, 2])
    )
    merged = table.merged([["A", "B"], ["C"]])
    assert merged.lists == ("A+B", "C")
    assert dict(merged) == {(1, 0): 7, (-1, 1): 3}
    assert merged.documented == table.documented


@pytest.mark.parametrize(
    ("rows", "counts", "why"),
    [
        ([[1, 0]], [-1], "negative|whole people"),
        ([[1, 0]], [1.5], "whole people"),
        ([[0, 0]], [3], "3 people are counted on no list"),
        ([[2, 0]], [1], "none of 1"),
        ([[1, 0, 0]], [1], "needed"),
        ([[1, 0]], [1, 2], "one a row"),
    ],
)
def test_it_explains_what_it_cannot_use(rows: list[list[int]], counts: list[float], why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        CaptureHistories.grouped("AB", np.array(rows), np.array(counts))


def test_cells_want_known_memberships_and_not_too_many_lists() -> None:
    unknown = CaptureHistories.grouped("AB", np.array([[1, -1]]))
    wide = CaptureHistories.grouped([f"L{j}" for j in range(25)], np.eye(25, dtype=int))
    for table, why in ((unknown, "unknown"), (wide, "25 lists")):
        with pytest.raises(InvalidInput, match=why):
            table.cells()
