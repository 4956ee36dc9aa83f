from typing import Any

from saksi.testing import a_claim, a_report
from saksi.workflows.linking_people import is_of_one_person, victims_table


def victim(name: str | None, **fields: Any) -> dict[str, Any]:
    return {
        "victim": {"text": "x", "name": name, "type": "individual"},
        "count": {"min": 1, "max": 1, "text": "a"},
    } | fields


def test_only_acts_on_one_person_that_are_said_to_have_happened_make_a_record() -> None:
    claims = [
        a_claim(id="c1", **victim("Ored Samsa")),
        a_claim(id="c2"),
        a_claim(id="c3", **victim("Ored Samsa", modality="denied")),
        a_claim(id="c4", **victim("Ored Samsa", modality="planned")),
    ]
    assert [is_of_one_person(claim) for claim in claims] == [True, False, False, False]
    table = victims_table(
        [a_report(claims=claims), a_report(id="gone", claims=claims, retracted={"by": "gone"})]
    )
    assert table.select("claim_id", "name", "date").rows() == [("c1", "Ored Samsa", "2024-03")]
