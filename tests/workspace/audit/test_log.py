from pathlib import Path

import pytest
from django.db import transaction
from tests.workspace.conftest import Add, Write

from saksi.archive import Peaks, check_checkpoint, public_key, read_checkpoints
from saksi.workspace.audit import log
from saksi.workspace.audit.models import Entry, Range
from saksi.workspace.audit.services import note_exit
from saksi.workspace.audit.states import KINDS, all_states, state_of
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Report
from saksi.workspace.session import Archive


def test_an_entry_belongs_to_the_transaction_of_its_change(archive: Archive) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        log.record(archive, action="added", about="nothing")


def test_what_is_undone_leaves_no_entry(archive: Archive) -> None:
    before = Entry.objects.count()
    with transaction.atomic():
        log.record(archive, action="added", about="nothing")
        transaction.set_rollback(True)
    assert Entry.objects.count() == before
    assert verify(archive).code == 0


def test_entries_are_numbered_without_gaps(archive: Archive) -> None:
    for _ in range(5):
        note_exit(archive, what="nothing")
    numbers = list(Entry.objects.order_by("n").values_list("n", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_checkpoint_is_signed_by_itself_after_so_many_entries(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "CHECKPOINT_EVERY", 4)
    for _ in range(9):
        with transaction.atomic():
            log.record(archive, action="left", about="nothing")
    signed = read_checkpoints(archive.layout.checkpoints)
    assert {4, 8} <= {checkpoint.n for checkpoint in signed}
    assert all(check_checkpoint(checkpoint, public_key(archive.keys)) for checkpoint in signed)


def test_a_folder_elsewhere_gets_each_checkpoint_and_the_key_that_checks_it(
    archive: Archive, tmp_path: Path
) -> None:
    outside = tmp_path / "stick"
    log.keep_outside(archive, outside)
    note_exit(archive, what="nothing")
    assert [c.n for c in read_checkpoints(outside)] == [Entry.objects.count() - 1, Entry.objects.count()]
    assert list(outside.glob("public-key-*"))


def test_a_stick_that_is_not_plugged_in_stops_no_work(archive: Archive, tmp_path: Path) -> None:
    outside = tmp_path / "stick"
    log.keep_outside(archive, outside)
    outside.rename(tmp_path / "pulled out")
    note_exit(archive, what="nothing")
    assert not outside.exists()
    assert read_checkpoints(archive.layout.checkpoints)[-1].n == Entry.objects.count()


def test_the_same_row_says_the_same_whether_just_made_or_read_back(
    archive: Archive, add: Add, write: Write
) -> None:
    add(write(title=None, url="https://isk.example/ä"))
    row = Report.objects.get()
    [read] = all_states("report")
    assert state_of(row).content == read.content
    assert b"title" not in read.content  # what is null says nothing


def test_every_table_of_the_record_is_vouched_for_or_known_not_to_be() -> None:
    from django.apps import apps  # noqa: PLC0415

    vouched = {guarded.model.__name__ for guarded in KINDS.values()}
    # of a claim, an entry, a cluster, a case
    parts = {"Ground", "Passage", "ChainLink", "Grant", "Membership", "Telling", "Teammate"}
    # the log itself; work and its trail; what somebody is typing
    work = {"Entry", "Range", "Batch", "Custody", "Job", "Draft"}
    # what repeats the latest decisions, for lists; what was compared already and which reports tell of each
    # other, made anew by linking; a member's language and the like
    beside = {"Standing", "Compared", "Tie", "Preference"}
    ours = {model.__name__ for model in apps.get_models()}
    assert ours == vouched | parts | work | beside


def test_the_root_is_the_same_however_often_the_range_was_written_down(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "CHECKPOINT_EVERY", 4)
    for _ in range(11):
        note_exit(archive, what="nothing")
    whole = Peaks()
    for hashed in Entry.objects.order_by("n").values_list("hash", flat=True):
        whole.append(bytes(hashed))
    assert Range.objects.count() == 1
    assert log.checkpoint(archive).root == whole.root()


def test_the_kinds_have_numbers_of_their_own() -> None:
    numbers = [guarded.number for guarded in KINDS.values()]
    assert sorted(numbers) == list(range(1, len(KINDS) + 1))
