"""Any claim that is stored comes back equal; so does any report."""

import string
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saksi import record
from saksi.record import InvalidInput, vocabulary
from saksi.testing import a_claim, a_report
from saksi.workspace.frames import claim_record, claim_rows, report_columns, report_record, store_claims
from saksi.workspace.holdings.models import Claim, Original, Report
from saksi.workspace.session import Archive

words = st.none() | st.text(max_size=20)
days = st.none() | st.dates()


def code(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(vocabulary(name).terms))


def ordered(low: str, high: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    pairs = st.tuples(values, values).map(
        lambda pair: pair if None in pair or pair[0] <= pair[1] else (pair[1], pair[0])
    )
    return pairs.map(lambda pair: {low: pair[0], high: pair[1]})


links = st.builds(
    record.Link, text=st.text(max_size=9), role=code("role"), anonymous=st.booleans(), place=words
)
chains = st.lists(links, min_size=1, max_size=3).map(tuple)
spans = st.tuples(st.integers(0, 40), st.integers(1, 40)).map(
    lambda pair: record.Passage(start=pair[0], end=pair[0] + pair[1])
)
claims = st.builds(
    record.Claim,
    id=st.text(string.printable, min_size=1, max_size=9),
    kind=code("kind"),
    act=code("act"),
    victim=st.builds(
        record.Victim,
        text=words,
        name=words,
        type=code("victim_type"),
        status=code("status"),
        roles=st.lists(st.text(max_size=5), max_size=3).map(tuple),
        sex=code("sex"),
        age=words,
        family_included=st.booleans(),
    ),
    count=st.builds(
        lambda bounds, text, unit: record.Count(**bounds, text=text, unit=unit),
        ordered("min", "max", st.none() | st.integers(0, 2**63 - 1)),
        words,
        code("unit"),
    ),
    perpetrator=st.builds(
        record.Perpetrator,
        text=words,
        institution=st.none() | code("institution"),
        level=st.none() | code("level"),
    ),
    grounds=st.lists(code("ground"), max_size=3).map(tuple),
    place=st.builds(record.Place, text=words, country=words, admin1=words),
    time=st.builds(lambda bounds, text: record.Time(**bounds, text=text), ordered("from", "to", days), words),
    modality=code("modality"),
    attribution=st.builds(record.Attribution, chain=chains, directness=code("directness")),
    more_attributions=st.lists(
        st.builds(
            record.FurtherAttribution, chain=chains, directness=code("directness"), stance=code("stance")
        ),
        max_size=2,
    ).map(tuple),
    penalty=words,
    passages=st.lists(spans, min_size=1, max_size=3).map(tuple),
    note=words,
    confidence=st.none() | st.floats(0, 1),
    field_confidence=st.none() | st.dictionaries(st.text(max_size=5), st.floats(0, 1), max_size=3),
    reader=words,
    rules=st.none() | st.lists(st.text(max_size=5), max_size=3).map(tuple),
)
reports = st.builds(
    lambda text, title, extra, **own: a_report(text, title=title, **own, **extra),
    text=st.text(max_size=50),
    title=words,
    outlet=words,
    url=words,
    published=days,
    language=words,
    synthetic=st.booleans(),
    read_by=words,
    duplicate_of=words,
    retracted=st.none() | st.builds(record.Retraction, by=st.text(max_size=9), at=days),
    original=st.none()
    | st.builds(
        record.Original, name=st.text(max_size=9), sha256=words.map(str), bytes=st.integers(0, 2**62)
    ),
    extra=st.dictionaries(
        st.text(string.ascii_lowercase, min_size=3).map(lambda word: f"x_{word}"),
        st.integers() | st.text(max_size=5) | st.lists(st.booleans(), max_size=2),
        max_size=2,
    ),
)
in_turn = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def a_row(report: record.Report | None = None) -> Report:
    original, _ = Original.objects.get_or_create(
        object_id="0" * 64,
        defaults={"name": "a.txt", "sha256": "0" * 64, "size": 1, "received_at": "2026-01-01T00:00Z"},
    )
    row = Report(
        received_in=original,
        position=0,
        key="k",
        comparison_key="",
        **report_columns(report or a_report("x" * 100)),
    )
    row.save()
    return row


def stored(claim: record.Claim, **where: Any) -> Claim:
    store_claims([claim_rows(claim, a_row(), **{"stage": "claim", "position": 0, **where})])
    return Claim.objects.get()


@in_turn
@given(claims)
def test_a_claim_that_is_stored_and_loaded_is_equal(archive: Archive, claim: record.Claim) -> None:
    with transaction.atomic():
        assert claim_record(stored(claim)) == claim
        transaction.set_rollback(True)


@in_turn
@given(reports)
def test_a_report_that_is_stored_and_loaded_is_equal(archive: Archive, report: record.Report) -> None:
    with transaction.atomic():
        loaded = report_record(Report.objects.get(pk=a_row(report).pk))
        transaction.set_rollback(True)
    assert loaded == report
    assert loaded.model_dump_json() == report.model_dump_json()  # the order of its own keys included


def test_a_count_that_no_column_holds_is_refused_with_the_claim_named(archive: Archive) -> None:
    with pytest.raises(InvalidInput, match="claim c1"):
        claim_rows(a_claim(count={"min": 2**63, "max": None}), a_row(), stage="claim", position=0)


def test_further_attributions_keep_their_order_and_stance(archive: Archive) -> None:
    chain = [{"text": "a trader", "role": "witness"}, {"text": "Isk Radio", "role": "outlet"}]
    more = [
        {"chain": chain, "directness": "anonymous", "stance": stance} for stance in ("disputes", "confirms")
    ]
    loaded = claim_record(stored(a_claim(more_attributions=more)))
    assert [further.stance for further in loaded.more_attributions] == ["disputes", "confirms"]
