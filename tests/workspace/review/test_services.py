from typing import Any

import pytest
from tests.workspace.review.conftest import Told

from saksi.record import InvalidInput
from saksi.testing import a_claim
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.errors import NotAllowed
from saksi.workspace.holdings.models import Claim, Report
from saksi.workspace.holdings.selectors import answerable, untouched
from saksi.workspace.review.errors import Outdated
from saksi.workspace.review.models import CoderNote, Decision, ReadMark, Standing
from saksi.workspace.review.services import (
    Verdict,
    accept_group,
    add_note,
    effective,
    mark_read,
    record_decision,
    undo,
)
from saksi.workspace.session import Archive

REPORT = "isk-2024-03-20"


@pytest.fixture
def report(told: Told) -> Report:
    return told()


def decide(archive: Archive, verdict: Verdict = "accepted", claim_id: str = "c0", **values: Any) -> Decision:
    return record_decision(archive, report_id=REPORT, claim_id=claim_id, verdict=verdict, **values)


def standing(claim_id: str = "c0") -> str | None:
    found = Standing.objects.filter(claim__claim_id=claim_id).first()
    return found.verdict if found else None


def test_each_verdict_stands_until_the_next(archive: Archive, report: Report) -> None:
    verdicts: tuple[Verdict, ...] = ("rejected", "cannot_tell", "accepted")
    for verdict in verdicts:
        decide(archive, verdict)
        assert standing() == verdict
    decide(archive, "corrected", corrected=a_claim(id="c0", act="execution"))
    assert standing() == "corrected"
    assert Decision.objects.last().fields == ["act"]  # type: ignore[union-attr]
    assert Decision.objects.count() == 4
    assert verify(archive).faults == []


def test_a_correction_of_a_correction_says_from_what(archive: Archive, report: Report) -> None:
    decide(archive, "corrected", corrected=a_claim(id="c0", act="execution"))
    second = decide(archive, "corrected", corrected=a_claim(id="c0", act="torture"))
    assert second.before["act"] == "execution"


def test_nobody_could_tell_and_what_is_taken_back_are_known_to_findings(
    archive: Archive, report: Report
) -> None:
    decide(archive, "cannot_tell", "c0")
    decide(archive, "rejected", "c1")
    undo(archive, claim=Claim.objects.get(claim_id="c1"))
    [read] = answerable().reports
    assert [claim.id for claim in read.claims] == ["c1", "c2"]


def test_undo_brings_back_what_stood_before_and_keeps_both(archive: Archive, report: Report) -> None:
    claim = Claim.objects.get(claim_id="c0")
    decide(archive, "rejected")
    decide(archive, "accepted")
    undo(archive, claim=claim)
    assert standing() == "rejected"
    undo(archive, claim=claim)
    assert standing() is None
    assert [d.verdict for d in Decision.objects.all()] == ["rejected", "accepted", "rejected", "withdrawn"]
    assert effective(claim) == []
    with pytest.raises(NotAllowed, match="nothing was decided"):
        undo(archive, claim=claim)
    decide(archive, "accepted")
    assert standing() == "accepted"
    assert verify(archive).faults == []


def test_undo_brings_a_correction_back_whole(archive: Archive, report: Report) -> None:
    decide(archive, "corrected", corrected=a_claim(id="c0", act="execution"))
    decide(archive, "rejected")
    undo(archive, claim=Claim.objects.get(claim_id="c0"))
    [read] = answerable().reports
    assert read.claims[0].act == "execution"


def test_a_verdict_on_an_older_version_decides_nothing(archive: Archive, report: Report) -> None:
    theirs = decide(archive, "rejected", version=0)
    with pytest.raises(Outdated) as refused:
        decide(archive, "accepted", version=0)
    assert refused.value.latest == theirs
    assert standing() == "rejected"
    decide(archive, "accepted", version=theirs.pk)
    with pytest.raises(Outdated):
        undo(archive, claim=theirs.claim, version=theirs.pk)


def test_a_form_sent_twice_decides_once(archive: Archive, report: Report) -> None:
    first = decide(archive, "accepted", version=0, key="form-1")
    assert decide(archive, "accepted", version=0, key="form-1") == first
    back = undo(archive, claim=first.claim, key="form-2")
    assert undo(archive, claim=first.claim, key="form-2") == back
    assert Decision.objects.count() == 2


def test_a_group_is_accepted_whole_or_not_at_all(archive: Archive, report: Report) -> None:
    decide(archive, "rejected", "c2")
    group = [("c0", 0), ("c1", 0), ("c2", 0)]
    with pytest.raises(Outdated):
        accept_group(archive, report=report, versions=group, key="g")
    assert standing("c0") is None
    before = Entry.objects.count()
    assert len(accept_group(archive, report=report, versions=group[:2], key="g")) == 2
    assert len(accept_group(archive, report=report, versions=group[:2], key="g")) == 2  # sent again
    assert Entry.objects.count() == before + 1
    assert {d.way for d in Decision.objects.filter(verdict="accepted")} == {"group"}
    with pytest.raises(InvalidInput, match="no claims of this report"):
        accept_group(archive, report=report, versions=[("elsewhere", 0)])


def test_a_note_says_something_once(archive: Archive, report: Report) -> None:
    claim = Claim.objects.get(claim_id="c0")
    with pytest.raises(InvalidInput, match="empty"):
        add_note(archive, claim=claim, text="  ")
    add_note(archive, claim=claim, text="which town?", key="n1")
    add_note(archive, claim=claim, text="which town?", key="n1")
    assert CoderNote.objects.count() == 1
    assert untouched([report]) == []  # reading anew would lose what the note is about


def test_a_report_is_read_through_once_a_person(archive: Archive, report: Report) -> None:
    mark_read(archive, report=report)
    mark_read(archive, report=report)
    assert ReadMark.objects.count() == 1
    assert Entry.objects.filter(action="read through").count() == 1


def test_the_log_tells_of_each_and_names_nobody(archive: Archive, report: Report) -> None:
    claim = Claim.objects.get(claim_id="c0")
    decide(archive, "cannot_tell")
    undo(archive, claim=claim)
    add_note(archive, claim=claim, text="which town?")
    last = list(Entry.objects.order_by("-n")[:3])
    assert [entry.action for entry in last] == ["noted", "undone", "cannot_tell"]
    assert {entry.object for entry in last} == {f"claim {claim.pk}"}


def test_a_candidate_that_a_person_accepts_is_a_claim_and_again_none_when_it_is_taken_back(
    archive: Archive, report: Report
) -> None:
    Claim.objects.filter(claim_id="c0").update(stage="candidate")
    assert "c0" in [claim.id for claim in answerable().reports[0].candidates]
    decide(archive)
    assert "c0" in [claim.id for claim in answerable().reports[0].claims]
    undo(archive, claim=Claim.objects.get(claim_id="c0"))
    assert "c0" in [claim.id for claim in answerable().reports[0].candidates]
