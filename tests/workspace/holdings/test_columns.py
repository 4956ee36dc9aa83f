import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from saksi.workspace.holdings.columns import Columns, replaced

KEYS = st.sets(st.integers(1, 30), max_size=12)


def columns_of(rows: dict[int, int]) -> Columns:
    keys = sorted(rows)
    return {"key": np.array(keys, np.int64), "act": np.array([rows[key] for key in keys], np.uint8)}


@given(held=KEYS, touched=KEYS, there=KEYS)
def test_what_changed_is_taken_over_and_the_columns_before_stay_as_they_were(
    held: set[int], touched: set[int], there: set[int]
) -> None:
    before = columns_of(dict.fromkeys(held, 1))
    kept = {name: column.copy() for name, column in before.items()}
    rows = dict.fromkeys(touched & there, 2)
    found = replaced(before, np.array(sorted(touched), np.int64), columns_of(rows))
    wanted = columns_of(dict.fromkeys(held - touched, 1) | rows)
    assert {name: column.tolist() for name, column in found.items()} == {
        name: column.tolist() for name, column in wanted.items()
    }
    assert all(np.array_equal(before[name], kept[name]) for name in before)
