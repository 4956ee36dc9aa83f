import pytest
from tests.linking.corroboration.conftest import OUTLETS
from tests.workspace.linking.conftest import LinkEvents, Told

from saksi.estimation import EstimationSettings
from saksi.record import InvalidInput
from saksi.workflows.linking_lists import Choice, list_sizes
from saksi.workspace.audit.verifying import verify
from saksi.workspace.estimates.lists import appearances
from saksi.workspace.estimates.models import Estimate
from saksi.workspace.estimates.services import make_estimate
from saksi.workspace.review.services import record_decision
from saksi.workspace.session import Archive

QUICK = EstimationSettings(budget_seconds=4.0, replicates=50)
PLACES = ("Corrow", "Halm", "Isk", "Tarn", "Welm", "Ostry")


def victims(*numbers: int) -> list[dict[str, object]]:
    return [
        {
            "victim": {"text": "a trader", "type": "individual", "age": str(20 + 9 * n)},
            "count": {"min": 1, "max": 1, "text": "a"},
            "place": {"text": PLACES[n]},
            "time": {"text": "x", "from": f"2024-03-{n + 1:02}", "to": f"2024-03-{n + 1:02}"},
        }
        for n in numbers
    ]


def test_lists_that_barely_overlap_are_refused_and_the_refusal_is_kept(
    archive: Archive,
    told: Told,
    link_events: LinkEvents,
) -> None:
    told(0, claims=victims(0, 1, 2))
    told(1, claims=victims(2, 3))
    link_events()
    made = make_estimate(archive, choice=Choice(), settings=QUICK)
    row = Estimate.objects.get()
    assert row.table["lists"] == sorted(OUTLETS[:2])
    assert row.documented == 4
    assert made.found["combined"].refused
    assert row.results[-1]["refused"] == made.found["combined"].refused
    assert sorted(row.table["patterns"]) == [[[0, 1], 2], [[1, 0], 1], [[1, 1], 1]]
    assert verify(archive).code == 0


def test_one_list_is_told_what_is_needed(archive: Archive, told: Told, link_events: LinkEvents) -> None:
    told(0, claims=victims(0, 1))
    link_events()
    with pytest.raises(InvalidInput, match="1 lists with 2 claims"):
        make_estimate(archive, choice=Choice(), settings=QUICK)


def test_groups_and_rejected_claims_are_on_no_list(
    archive: Archive,
    told: Told,
    link_events: LinkEvents,
) -> None:
    told(0, claims=[*victims(0, 1), {}])
    record_decision(archive, report_id="r0", claim_id="c1", verdict="rejected")
    link_events()
    assert appearances().height == 1
    assert list_sizes(appearances(), Choice()).rows() == [(OUTLETS[0], 1)]
