"""New records beside known persons: as if all had been linked at once."""

import numpy as np
import polars as pl
from tests.linking.people.people_made_up import ROLES, records

from saksi.linking.people import link_new, link_people


def test_new_records_find_their_persons_as_in_a_full_run() -> None:
    table = records(people=230, seed=11)
    early = table.height - 30
    full = link_people(table, ROLES)
    before = link_people(table.head(early), ROLES)
    assert before.model is not None
    known = np.append(before.labels, np.full(table.height - early, -1))
    found = link_new(table, ROLES, known, before.model)

    def groups(labels: np.ndarray) -> set[frozenset[int]]:
        rows = pl.DataFrame({"row": np.arange(len(labels)), "label": labels})
        return {frozenset(rows) for rows in rows.group_by("label").agg("row")["row"].to_list()}

    assert len(groups(found) & groups(full.labels)) >= 0.99 * len(groups(full.labels))
    joined = sum(found[row] != row for row in range(early, table.height))
    assert joined > 3, "some new records belong to known persons, or this test says nothing"
