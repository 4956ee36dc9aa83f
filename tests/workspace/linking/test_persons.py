import pytest
from tests.workspace.linking.conftest import Told, key

from saksi.record import InvalidInput
from saksi.workspace.audit.verifying import verify
from saksi.workspace.linking.judging import judge
from saksi.workspace.linking.models import Pair
from saksi.workspace.linking.persons import LinkedPeople, link_archive_people
from saksi.workspace.linking.selectors import current
from saksi.workspace.session import Archive


def one(name: str | None, **fields: object) -> dict[str, object]:
    victim = {
        "text": "a trader",
        "name": name,
        "type": "individual",
        "sex": "male",
        "age": "41",
        "roles": ["trader"],
    }
    return {"victim": victim, "count": {"min": 1, "max": 1, "text": "a"}} | fields


def link(archive: Archive) -> LinkedPeople:
    return link_archive_people(archive, pause=lambda _seconds: None)


def groups() -> set[frozenset[str]]:
    return {
        frozenset(m.claim.report.report_id for m in cluster.members.all()) for cluster in current("person")
    }


def test_victims_of_one_name_become_one_person_and_verdicts_hold(archive: Archive, told: Told) -> None:
    told(0, claims=[one("Ored Samsa")])
    told(1, claims=[one("Ored Samsa")])
    told(2, claims=[one("Wila Taren", act="fine", place={"text": "Halm"})])
    done = link(archive)
    assert (done.records, done.skipped) == (3, False)
    assert verify(archive).code == 0
    assert link(archive).skipped
    judge(archive, kind="person", pairs=[(key("r0"), key("r1"))], verdict="different")
    link(archive)
    assert frozenset({"r0", "r1"}) not in groups()
    judge(archive, kind="person", pairs=[(key("r0"), key("r1"))], verdict="same")
    link(archive)
    assert frozenset({"r0", "r1"}) in groups()
    assert Pair.objects.get(kind="person", verdict="same").judgements.count() == 2
    assert verify(archive).code == 0


def test_where_nobody_is_named_linking_people_is_refused(archive: Archive, told: Told) -> None:
    told(0, claims=[one(None)])
    told(1, claims=[one(None)])
    with pytest.raises(InvalidInput, match="0 with a name"):
        link(archive)
