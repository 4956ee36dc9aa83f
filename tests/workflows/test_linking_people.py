from typing import Any

from saksi.linking.events.linking import NO_VERDICTS, Verdicts
from saksi.testing import a_claim, a_report
from saksi.workflows.linking_people import is_of_one_person, parted, victims_table


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


def test_unlike_names_are_parted_whatever_else_agrees_unless_a_reviewer_joined_them() -> None:
    names = ("Ored Samsa", "Samsa Ored", "Wila Taren", None)
    reports = [a_report(id=f"r{n}", claims=[a_claim(**victim(name))]) for n, name in enumerate(names)]
    table = victims_table(reports)
    assert parted(table, [0, 0, 2, 3], NO_VERDICTS) == [0, 0, 2, 3]
    apart = parted(table.head(3), [0, 0, 0], NO_VERDICTS)
    assert apart == [0, 0, 2]
    said = Verdicts(same=frozenset({(("r0", "c1"), ("r2", "c1"))}))
    assert parted(table.head(3), [0, 0, 0], said) == [0, 0, 0]
