"""Records to persons, from the table alone; and where that is refused."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.linking.people.people_made_up import ROLES, pair_f1, records

from saksi.linking.people import (
    Decision,
    Linked,
    capture_histories,
    draw_persons,
    link_new,
    link_people,
    unique_persons,
    weighing,
)
from saksi.linking.people.engine import database, engine_of
from saksi.linking.people.explain import ONLY_NAMES, REFUSED
from saksi.record import InvalidInput

NAMED_AND_BORN = ("given_name", "family_name", "birth_date")
WORDS = [
    a + b
    for a in ("Bra", "Doru", "Kesh", "Milo", "Vint")
    for b in ("an", "el", "ik", "os", "um", "ar", "eth", "ov")
]


@pytest.fixture(scope="module")
def table() -> pl.DataFrame:
    return records()


@pytest.fixture(scope="module")
def linked(table: pl.DataFrame) -> Linked:
    return link_people(table, ROLES)


def test_people_told_twice_are_found_without_a_single_label(table: pl.DataFrame, linked: Linked) -> None:
    assert pair_f1(table["person"].to_list(), linked.labels.tolist()) >= 0.93


def test_probabilities_are_about_as_right_as_they_say(table: pl.DataFrame, linked: Linked) -> None:
    person = table["person"].to_numpy()
    sure = 1 / (1 + np.exp(-linked.odds))
    same = person[linked.rows_a] == person[linked.rows_b]
    assert linked.model is not None
    assert sure.sum() == pytest.approx(same.sum(), rel=0.12)
    assert same[sure > 0.9].mean() > 0.9
    assert same[sure < 0.1].mean() < 0.01


def test_explanations_say_why_in_words_and_name_nobody(table: pl.DataFrame, linked: Linked) -> None:
    first = linked.pairs.row(0, named=True)
    assert first["explanation"].startswith("For: ")
    assert "date of birth" in first["explanation"]
    said = " ".join(linked.pairs["explanation"]).lower()
    values = {str(value).lower() for column in ("given", "family", "born") for value in table[column]}
    assert not [value for value in values if len(value) > 4 and value in said]


def test_to_share_a_rare_name_says_more_than_to_share_a_common_one(
    table: pl.DataFrame, linked: Linked
) -> None:
    equal = np.flatnonzero(
        np.all(
            [
                table[field].to_numpy()[linked.rows_a] == table[field].to_numpy()[linked.rows_b]
                for field in ("given", "family", "born", "place", "sex")
            ],
            axis=0,
        )
    )
    shared = table.select(n=pl.len().over("given") * pl.len().over("family"))["n"].to_numpy()
    common = shared[linked.rows_a[equal]]
    assert len(np.unique(common)) > 5
    order = np.argsort(common)
    odds = linked.odds[equal][order]
    assert odds[: len(odds) // 4].mean() > odds[-len(odds) // 4 :].mean() + 0.5


def test_rows_in_another_order_give_the_same_persons(table: pl.DataFrame, linked: Linked) -> None:
    turned = link_people(table.reverse(), ROLES)
    before = [set(np.flatnonzero(linked.labels == label).tolist()) for label in np.unique(linked.labels)]
    last = table.height - 1
    after = [
        {last - row for row in np.flatnonzero(turned.labels == label).tolist()}
        for label in np.unique(turned.labels)
    ]
    same = sum(group in after for group in before)
    assert same >= 0.99 * len(before)


def test_records_of_one_list_are_different_people(table: pl.DataFrame) -> None:
    listed = table.with_columns(
        list=pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.lit("one")).otherwise(None)
    )
    found = link_people(listed, ROLES | {"list": "list"})
    labels = found.labels[(listed["list"] == "one").fill_null(value=False).to_numpy()]
    assert len(np.unique(labels)) == len(labels)


def test_a_reviewers_word_is_kept_and_many_correct_the_probabilities(
    table: pl.DataFrame, linked: Linked
) -> None:
    person = table["person"].to_numpy()
    doubtful = np.append(np.argsort(np.abs(linked.odds))[:40:2], np.argsort(-linked.odds)[:40])
    said = [
        Decision(int(a), int(b), bool(person[a] == person[b]))
        for a, b in zip(linked.rows_a[doubtful], linked.rows_b[doubtful], strict=True)
    ]
    found = link_people(table, ROLES, decisions=said, model=linked.model)
    for one in said:
        assert (found.labels[one.row_a] == found.labels[one.row_b]) == one.same
    assert pair_f1(person.tolist(), found.labels.tolist()) >= pair_f1(person.tolist(), linked.labels.tolist())
    decided = pl.DataFrame([(one.row_a, one.row_b) for one in said], ["row_a", "row_b"], orient="row")
    before, after = (
        run.pairs.join(decided, on=["row_a", "row_b"], how="anti").sort("row_a", "row_b")
        for run in (linked, found)
    )
    both = before.join(after, on=["row_a", "row_b"], suffix="_after")
    moved = np.abs(both["weight"].to_numpy() - both["weight_after"].to_numpy())
    assert moved.max() > 0.05, "those not decided move too"
    assert np.array_equal(found.odds, linked.odds), "what two records say by themselves stays"


def test_without_name_or_distinguishing_fact_nothing_is_joined_and_the_pair_is_kept() -> None:
    told = pl.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "sex": ["m", "m", "m", "f"],
            "place": ["Corrow", "Corrow", "Ostin", "Corrow"],
            "day": ["2021-03-02", "2021-03-02", "2021-03-02", "2021-03-02"],
        }
    )
    found = link_people(told, {"sex": "sex", "place": "place", "date": "day"})
    assert len(np.unique(found.labels)) == 4
    assert found.refused.tolist() == [0, 1, 2, 3]
    assert found.pairs.select("row_a", "row_b").rows() == [(0, 1)]
    assert found.pairs["probability"].to_list() == [None]
    assert found.pairs["explanation"][0].startswith(REFUSED)


def test_a_table_of_names_alone_joins_nobody_and_keeps_the_pairs() -> None:
    people = records(people=80).select("id", "given", "family", "sex")
    people = people.vstack(people.head(3).with_columns(id=pl.format("again-{}", pl.int_range(3))))
    found = link_people(people, {"given_name": "given", "family_name": "family", "sex": "sex"})
    assert len(np.unique(found.labels)) == people.height == len(found.refused)
    pairs = set(found.pairs.select("row_a", "row_b").iter_rows())
    assert {(row, people.height - 3 + row) for row in range(3)} <= pairs
    assert found.pairs["probability"].null_count() == found.pairs.height
    assert all(said.startswith(ONLY_NAMES) for said in found.pairs["explanation"])


def test_a_table_of_six_is_judged_by_what_is_usual_elsewhere() -> None:
    rows = [
        ("Pak Chol-su", "1970-03-04", "Corrow"),
        ("박철수", "1970-03-04", "Corrow"),
        ("Ri Mun-hyok", "1981-05-06", "Ostin"),
        ("Lee Moon Hyuk", "1981-05-06", None),
        ("Kim Tae-guk", "1965-07-08", "Ostin"),
        ("Kim Tae-ho", "1966-01-09", "Corrow"),
    ]
    people = pl.DataFrame(rows, schema=["name", "born", "place"], orient="row")
    found = link_people(people, {"name": "name", "birth_date": "born", "place": "place"})
    assert found.labels.tolist() == [0, 0, 2, 2, 4, 5]


def test_korean_names_of_any_spelling_are_linked() -> None:
    spellings = [
        ("Pak Chŏng-su", "박정수", "1971-03-05"),
        ("Ri Tok-chun", "Lee Deok-jun", "1964-11-20"),
        ("Choe Kyong-hui", "최경희", "1980-07-14"),
        ("Ryu Hak-chol", "Yoo Hak-cheol", "1959-02-27"),
    ]
    others = [(f"Kim {a}-{b}", f"{1940 + 7 * i % 60}-05-{2 + i % 26:02d}") for i, (a, b) in enumerate(
        (a, b) for a in ("Mun", "Sok", "Il", "Myong", "Tae") for b in ("ho", "nam", "gil", "son", "guk")
    )]  # fmt: skip
    rows = [
        (name, born) for one, two, born in spellings for name, born in ((one, born), (two, born))
    ] + others
    people = pl.DataFrame(rows, schema=["name", "born"], orient="row")
    found = link_people(people, {"name": "name", "birth_date": "born"})
    assert [found.labels[2 * i] == found.labels[2 * i + 1] for i in range(4)] == [True] * 4
    assert len(np.unique(found.labels)) == 4 + len(others)


def test_doubt_gives_an_interval_and_a_table_a_draw(table: pl.DataFrame, linked: Linked) -> None:
    rng = np.random.default_rng(3)
    draws = list(
        draw_persons(table.height, linked.rows_a, linked.rows_b, linked.odds, rng, 40, linked.constraints)
    )
    bounds = unique_persons(draws)
    assert bounds.min is not None
    assert bounds.max is not None
    assert bounds.min < bounds.max
    # Nominally nine tables in ten; benchmarks/linking_doubt.py counts many.
    assert bounds.min <= table["person"].n_unique() <= bounds.max
    lists = table.select(
        pl.when(pl.int_range(pl.len()) % 3 == 0).then(pl.lit("one")).otherwise(pl.lit("two"))
    )
    histories = capture_histories(draws[:2], lists.to_series())
    assert histories.columns == ["draw", "one", "two", "count"]
    people = histories.group_by("draw").agg(pl.col("count").sum()).sort("draw")["count"].to_list()
    assert people == [len(np.unique(labels)) for labels in draws[:2]]


def test_the_database_neither_spills_nor_reaches_out(tmp_path: Path) -> None:
    with database() as connection:
        [(spill,)] = connection.execute("SELECT current_setting('temp_directory')").fetchall()
        assert spill == ""
        for query in (
            f"COPY (SELECT 1) TO '{tmp_path}/out.csv'",
            f"FROM read_csv('{tmp_path}/in.csv')",
        ):
            with pytest.raises(Exception, match="disabled by configuration"):
                connection.execute(query)
        with pytest.raises(Exception, match="locked"):
            connection.execute("SET temp_directory = '/tmp'")


def test_an_engine_that_is_not_there_is_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidInput, match="duckdb or spark"):
        engine_of("flink")


def test_unlike_names_are_joined_by_no_common_facts_but_by_a_reviewer() -> None:
    rows = [
        ("Ored Samsa", "m", "34", "fisher"),
        ("Samsa Ored", "m", "34", "fisher"),
        ("Wila Taren", "m", "34", "fisher"),
        ("Hana Velt", "f", "20", "clerk"),
        ("Joram Kest", "m", "61", "smith"),
    ]
    table = pl.DataFrame(rows, schema=["name", "sex", "age", "work"], orient="row")
    roles = {"name": "name", "sex": "sex", "age": "age", "occupation": "work"}
    assert link_people(table, roles).labels.tolist() == [0, 0, 2, 3, 4]
    said = link_people(table, roles, [Decision(0, 2, same=True)])
    assert said.labels.tolist() == [0, 0, 0, 3, 4]


def test_a_whole_date_of_birth_speaks_for_one_person_whatever_the_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(weighing, "NEAR", -99.0)  # look at the names of every pair
    people = records(people=120, again=0.0).select("given", "family", "born")
    renamed = people.head(1).with_columns(given=pl.lit("Wila"), family=pl.lit("Mok"))
    found = link_people(people.vstack(renamed), {role: ROLES[role] for role in NAMED_AND_BORN})
    odds = dict(zip(zip(found.rows_a.tolist(), found.rows_b.tolist(), strict=True), found.odds, strict=True))
    assert odds[0, people.height] > weighing.HELD_APART
    others = [odds[row, people.height] for row in range(1, people.height)]
    assert max(others) <= weighing.HELD_APART


@pytest.mark.parametrize("roles", [{"birth_date": "b", "postcode": "p"}, {"name": "n", "birth_date": "b"}])
def test_a_table_without_names_or_of_single_words_is_linked_all_the_same(roles: dict[str, str]) -> None:
    born = [f"19{50 + n}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(40)] * 2
    table = pl.DataFrame(
        {"b": born, "p": [f"{d[2:4]}X{d[5:7]}" for d in born], "n": [f"Ru{d}" for d in born]}
    )
    table = table.with_columns(pl.col("n").str.replace_all(r"\d", "").add(pl.Series(WORDS * 2)))
    found = link_people(table, roles).labels.tolist()
    assert pair_f1([n % 40 for n in range(80)], found) > 0.9


def test_a_model_of_other_fields_is_refused_by_name(table: pl.DataFrame, linked: Linked) -> None:
    fewer = {role: column for role, column in ROLES.items() if role in NAMED_AND_BORN}
    with pytest.raises(
        InvalidInput, match=r"learned on family, given, sex.+ compared by family, given, birth"
    ):
        link_people(table, fewer, model=linked.model)
    known = np.append(linked.labels[:-3], [-1, -1, -1])
    assert linked.model is not None
    with pytest.raises(InvalidInput, match="Map the same columns"):
        link_new(table, fewer, known, linked.model)
