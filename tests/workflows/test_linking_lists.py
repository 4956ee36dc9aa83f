from typing import Any

import polars as pl
import pytest

from saksi.record import InvalidInput
from saksi.workflows.linking_lists import APPEARANCES, DRAWS, NEAR, Choice, list_sizes, tables, units

NOBODY = pl.DataFrame(schema=NEAR)


def told(*rows: tuple[int, int | None, str], **fields: Any) -> pl.DataFrame:
    """Claims about one person each: key, event, outlet; the rest alike."""
    common = {"person": None, "belongs": 1.0, "origin": "S-1", "repeats": False, "act": "detention_other",
              "status": "ordinary", "place": "Corrow", "year": "2024", "withdrawn": False}  # fmt: skip
    made = [{"claim": key, "event": event, "outlet": outlet} | common | fields for key, event, outlet in rows]
    return pl.DataFrame(made, schema=APPEARANCES)


TWO = told((1, 10, "Isk"), (2, 10, "Post"), (3, 11, "Isk"), (4, None, "Post"))


def test_claims_of_one_event_are_one_unit_and_overlap_their_lists() -> None:
    [table] = tables(TWO, NOBODY, Choice())
    assert table.lists == ("Isk", "Post")
    assert table.overlaps.tolist() == [[2, 1], [1, 2]]
    assert table.documented == 3


def test_a_linked_person_joins_the_events_of_two_lists() -> None:
    apart = told((1, 10, "Isk"), (2, 11, "Post"))
    assert units(apart).n_unique() == 2
    assert units(apart.with_columns(person=pl.lit(7, dtype=pl.Int64))).n_unique() == 1


def test_what_is_withdrawn_or_only_repeated_is_on_no_list() -> None:
    gone = told((5, 12, "Isk"), withdrawn=True)
    copied = told((6, 11, "Post"), repeats=True)
    assert tables(pl.concat([TWO, gone, copied]), NOBODY, Choice())[0].documented == 3
    assert tables(pl.concat([TWO, copied]), NOBODY, Choice(own=False))[0].overlaps[0, 1] == 2


def test_doubt_of_the_linkage_is_carried_on_as_draws_that_share_the_weight() -> None:
    near = pl.DataFrame([(3, 4, 0.5)], schema=NEAR, orient="row")
    found = tables(TWO, near, Choice(), seed=3)
    assert len(found) == DRAWS
    assert sum(table.weight for table in found) == pytest.approx(1.0)
    assert {table.documented for table in found} <= {2, 3, 4}
    again = tables(TWO, near, Choice(), seed=3)
    assert [table.content_hash for table in found] == [table.content_hash for table in again]


def test_strata_acts_and_years_choose_who_counts() -> None:
    early = told((7, 13, "Isk"), (8, 13, "Post"), year="1999", act="execution")
    both = pl.concat([TWO, early])
    [table] = tables(both, NOBODY, Choice(strata=("year",)))
    assert [(part.stratum, part.documented) for part in table.parts] == [("1999", 1), ("2024", 3)]
    assert tables(both, NOBODY, Choice(acts=("execution",)))[0].documented == 1
    assert tables(both, NOBODY, Choice(first_year=2000))[0].documented == 3
    assert list_sizes(both, Choice(last_year=2000)).rows() == [("Isk", 1), ("Post", 1)]


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (lambda: tables(TWO, NOBODY, Choice(lists=("Isk",))), "1 lists"),
        (lambda: tables(TWO, NOBODY, Choice(lists=("Isk", "Wire"))), "1 of the chosen lists"),
        (lambda: Choice(strata=("height",)), "'height' cannot part"),
        (lambda: Choice(first_year=2024, last_year=2020), "the earlier year first"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_is_needed(asked: Any, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        asked()


def test_a_choice_comes_back_from_json() -> None:
    choice = Choice(by="origin", lists=("S-1",), strata=("year",), first_year=1990)
    assert Choice.from_dict(choice.as_dict()) == choice
