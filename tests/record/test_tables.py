from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.record import (
    CLAIMS,
    LINKS,
    PASSAGES,
    REPORTS,
    InvalidInput,
    Report,
    check_table,
    claims_table,
    links_table,
    load_report,
    passages_table,
    reports_table,
)
from saksi.record.tables import Schema
from saksi.testing import TEXT, a_claim, a_report

Maker = Callable[[Iterable[Report]], pl.DataFrame]

TABLES: list[tuple[Maker, Schema]] = [
    (reports_table, REPORTS),
    (claims_table, CLAIMS),
    (passages_table, PASSAGES),
    (links_table, LINKS),
]
SECOND = {
    "chain": [{"text": "a resident", "role": "witness"}, {"text": "Isk Radio", "role": "outlet"}],
    "directness": "eyewitness",
    "stance": "disputes",
}
reports = st.lists(
    st.builds(
        lambda key, numbers: a_report(
            id=f"r{key}", claims=[a_claim(id=f"c{n}", passages=[[n, n + 1]] * n) for n in numbers]
        ),
        st.integers(0, 10**6),
        st.lists(st.integers(1, 3), max_size=3, unique=True),
    ),
    max_size=4,
)


@pytest.mark.parametrize(("make", "schema"), TABLES)
@pytest.mark.parametrize("given_reports", [[], [a_report()], [a_report(claims=[a_claim(rules=["a1"])])]])
def test_columns_are_exactly_those_declared(make: Maker, schema: Schema, given_reports: list[Report]) -> None:
    table = make(given_reports)
    assert dict(table.schema) == dict(schema)
    assert check_table(table, schema, "any").columns == list(schema)


@given(reports)
def test_each_report_claim_passage_and_link_has_one_row(given_reports: list[Report]) -> None:
    claims = [claim for report in given_reports for claim in report.claims]
    assert reports_table(given_reports).height == len(given_reports)
    assert claims_table(given_reports).height == len(claims)
    assert passages_table(given_reports).height == sum(len(claim.passages) for claim in claims)
    assert links_table(given_reports).height == sum(len(claim.attribution.chain) for claim in claims)
    assert reports_table(given_reports)["n_claims"].to_list() == [len(r.claims) for r in given_reports]


@pytest.mark.shared
def test_the_passages_of_the_samples_can_be_cut_from_their_reports(shared: Path) -> None:
    loaded = [load_report(file) for file in sorted(shared.glob("data/claims/*/*.json"))]
    texts = {report.id: report for report in loaded}
    table = passages_table(loaded)
    assert table["claim_id"].len() >= 553
    for row in table.iter_rows(named=True):
        report = texts[row["report_id"]]
        claim = next(claim for claim in report.claims if claim.id == row["claim_id"])
        assert report.text[row["start"] : row["end"]] == claim.passages[row["position"]].of(report.text)
        assert row["text_sha256"] == report.text_sha256


def test_a_report_becomes_a_row() -> None:
    retracted = a_report(retracted={"by": "isk-9"}, duplicate_of="isk-1", synthetic=True, claims=[a_claim()])
    [row] = reports_table([retracted]).iter_rows(named=True)
    assert row == {
        "report_id": "isk-2024-03-20",
        "outlet": "Isk Radio",
        "url": None,
        "title": "Traders arrested in Corrow",
        "published": date(2024, 3, 20),
        "language": "en",
        "characters": len(TEXT),
        "text_sha256": retracted.text_sha256,
        "duplicate_of": "isk-1",
        "retracted_by": "isk-9",
        "synthetic": True,
        "n_claims": 1,
    }


def test_a_claim_becomes_a_row_with_bounds_and_days_in_two_columns_each() -> None:
    claim = a_claim(
        count={"max": None, "text": "at least two"}, grounds=["economic", "drugs"], confidence=0.5
    )
    [row] = claims_table([a_report(claims=[claim])]).iter_rows(named=True)
    assert row == {
        "report_id": "isk-2024-03-20",
        "claim_id": "c1",
        "kind": "act",
        "act": "detention_other",
        "victim": "two traders",
        "victim_name": None,
        "victim_type": "group",
        "status": "ordinary",
        "roles": ["trader"],
        "sex": "unknown",
        "age": None,
        "family_included": False,
        "victims_min": 2,
        "victims_max": None,
        "victims_said": "at least two",
        "unit": "persons",
        "perpetrator": "Security agents",
        "institution": "state security",
        "level": None,
        "grounds": ["economic", "drugs"],
        "place": "Corrow",
        "country": None,
        "admin1": None,
        "time_said": "in March",
        "time_from": date(2024, 3, 1),
        "time_to": date(2024, 3, 31),
        "modality": "happened",
        "directness": "anonymous",
        "penalty": None,
        "note": None,
        "confidence": 0.5,
        "reader": None,
        "rules": None,
    }


def test_candidates_are_no_claims() -> None:
    report = a_report(candidates=[a_claim(confidence=0.1)])
    assert [make([report]).height for make, _ in TABLES] == [1, 0, 0, 0]


def test_the_core_passage_has_position_0() -> None:
    report = a_report(claims=[a_claim(passages=[[9, 15], [0, 8]])])
    spans = passages_table([report]).select("position", "start", "end").rows()
    assert spans == [(0, 9, 15), (1, 0, 8)]


def test_links_run_from_the_origin_to_the_outlet_and_say_which_attribution_they_belong_to() -> None:
    report = a_report(claims=[a_claim(more_attributions=[SECOND])])
    links = links_table([report]).select("attribution", "position", "role", "directness", "stance")
    assert links.rows() == [
        (0, 0, "insider_source", "anonymous", None),
        (0, 1, "outlet", "anonymous", None),
        (1, 0, "witness", "eyewitness", "disputes"),
        (1, 1, "outlet", "eyewitness", "disputes"),
    ]


def test_a_checked_table_has_its_columns_in_the_declared_order() -> None:
    table = claims_table([a_report(claims=[a_claim()])])
    shuffled = table.select(sorted(table.columns, reverse=True))
    assert check_table(shuffled, CLAIMS, "claims").equals(table)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop("act", "unit"), "missing columns: ['act', 'unit']; unknown columns: none"),
        (lambda t: t.with_columns(score=1), "missing columns: none; unknown columns: ['score']"),
        (lambda t: t.cast({"victims_min": pl.Float64}), "column victims_min: Float64, needed Int64"),
        (lambda t: t.cast({"time_from": pl.String}), "column time_from: String, needed Date"),
    ],
)
def test_a_table_of_another_form_is_refused_by_column(
    change: Callable[[pl.DataFrame], pl.DataFrame], message: str
) -> None:
    table = claims_table([a_report(claims=[a_claim()])])
    with pytest.raises(InvalidInput) as raised:
        check_table(change(table), CLAIMS, "claims")
    assert str(raised.value).startswith("table claims")
    assert message in str(raised.value)
    assert "traders" not in str(raised.value)
