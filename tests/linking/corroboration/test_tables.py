from tests.linking.corroboration.conftest import Told, link

from saksi.linking.corroboration import SOURCES, link_events, sources_table
from saksi.record import check_table

GROUP = link("Kell Rights Watch", "ngo")


def test_the_source_on_which_most_rests_comes_first(told: Told) -> None:
    linked = link_events([told(0, GROUP, claims=[{}, {"act": "release"}]), told(1)])
    table = check_table(sources_table(linked, {"arrests": [("r0", "c1")]}), SOURCES, "sources")
    assert table.select("report_id", "told", "alone", "findings").rows() == [
        ("r0", 2, 2, ["arrests"]),
        ("r1", 1, 1, []),
    ]


def test_a_source_is_named_by_a_claim_and_never_by_its_words(told: Told) -> None:
    linked = link_events([told(0, link("the tall miller of Vol", "witness"))])
    assert "miller" not in str(sources_table(linked).to_dicts())
