import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.archive import (
    Checkpoint,
    Entry,
    LogBroken,
    MasterKey,
    Peaks,
    RolledBack,
    genesis,
    public_key,
    sign_checkpoint,
    state_digest,
    state_key,
    verify_chain,
)

ARCHIVE = "5a" * 16
KEYS = MasterKey(ARCHIVE, bytes(range(32)))
OTHERS = MasterKey(ARCHIVE, bytes(32))
START = datetime(2026, 5, 3, 9, 30, tzinfo=UTC)


def log(n: int, *, archive: str = ARCHIVE) -> list[Entry]:
    entries: list[Entry] = []
    previous = genesis(archive)
    for i in range(1, n + 1):
        state = state_digest(KEYS.derive("log"), i, f"claim-{i}", b"accepted")
        entry = Entry(
            i, START + timedelta(seconds=i), "a1", "claim.accept", f"claim-{i}", "", state, previous
        )
        entries.append(entry)
        previous = entry.hash()
    return entries


def signed(entries: list[Entry], n: int, keys: MasterKey = KEYS) -> Checkpoint:
    peaks = Peaks()
    for entry in entries[:n]:
        peaks.append(entry.hash())
    head = entries[n - 1].hash() if n else genesis(keys.archive_id)
    return sign_checkpoint(keys, n=n, head=head, root=peaks.root(), at=START)


def fault(entries: list[Entry], *checkpoints: Checkpoint, newer: bool = False) -> tuple[str, int] | None:
    found = verify_chain(
        entries, checkpoints, archive_id=ARCHIVE, public_key=public_key(KEYS), newer_states=newer
    )
    return (found.kind, found.n) if found else None


def chained(entries: list[Entry]) -> list[Entry]:
    """Number and chain anew, as a forger with the key would."""
    done: list[Entry] = []
    previous = genesis(ARCHIVE)
    for i, entry in enumerate(entries, start=1):
        done.append(entry._replace(n=i, previous=previous))
        previous = done[-1].hash()
    return done


def test_whoever_gives_the_entries_sees_the_range_grow_with_each() -> None:
    entries, peaks, seen = log(5), Peaks(), list[int]()

    def given() -> Iterator[Entry]:
        for entry in entries:
            yield entry
            seen.append(peaks.n)

    assert verify_chain(given(), [], archive_id=ARCHIVE, public_key=public_key(KEYS), peaks=peaks) is None
    assert seen == [1, 2, 3, 4, 5]
    assert peaks.root() == signed(entries, 5).root


@pytest.mark.parametrize("n", [0, 1, 2, 7])
def test_a_log_as_it_was_written_is_whole(n: int) -> None:
    entries = log(n)
    assert fault(entries) is None
    assert fault(entries, *(signed(entries, i) for i in range(n, -1, -1))) is None


@pytest.mark.parametrize("field", ["at", "actor", "action", "object", "reason", "state"])
@pytest.mark.parametrize("n", [1, 4, 8])
def test_an_edited_entry_is_named(field: str, n: int) -> None:
    entries = log(9)
    values: dict[str, Any] = {"at": START, "state": bytes(32)}
    change: dict[str, Any] = {field: values.get(field, "changed")}
    entries[n - 1] = entries[n - 1]._replace(**change)
    assert fault(entries) == ("edited", n)


def test_an_edited_last_entry_is_found_by_a_checkpoint_alone() -> None:
    entries = log(9)
    checkpoint = signed(entries, 9)
    entries[8] = entries[8]._replace(action="claim.reject")
    assert fault(entries) is None
    assert fault(entries, checkpoint) == ("rewritten", 9)


@pytest.mark.parametrize("n", [1, 5, 8])
def test_a_deleted_entry_is_named(n: int) -> None:
    entries = log(9)
    del entries[n - 1]
    assert fault(entries) == ("deleted", n)


@pytest.mark.parametrize("n", [2, 5, 7])
def test_a_deleted_entry_is_named_when_the_rest_is_numbered_anew(n: int) -> None:
    entries = log(9)
    del entries[n - 1]
    assert fault([entry._replace(n=i) for i, entry in enumerate(entries, start=1)]) == ("deleted", n)


@pytest.mark.parametrize("renumbered", [False, True])
def test_two_entries_that_changed_places_are_named(renumbered: bool) -> None:
    entries = log(9)
    entries[3], entries[4] = entries[4], entries[3]
    if renumbered:
        entries = [entry._replace(n=i) for i, entry in enumerate(entries, start=1)]
    assert fault(entries) == ("reordered", 4)


def test_an_entry_slipped_in_is_found() -> None:
    entries = log(9)
    entries.insert(4, entries[4])
    found = fault(entries)
    assert found
    assert found[1] in (5, 6)


def test_a_history_rewritten_with_the_key_is_found_by_a_checkpoint() -> None:
    entries = log(9)
    checkpoint = signed(entries, 6)
    forged = chained([*entries[:2], *entries[3:]])
    assert fault(forged) is None
    assert fault(forged, checkpoint) == ("rewritten", 6)


def test_a_cut_tail_and_an_older_state_differ_by_what_the_record_holds() -> None:
    entries = log(9)
    checkpoint = signed(entries, 8)
    assert fault(entries[:5], checkpoint, newer=True) == ("cut", 6)
    assert fault(entries[:5], checkpoint, newer=False) == ("rolled back", 6)
    assert fault(entries[:5], signed(entries, 3), checkpoint) == ("rolled back", 6)
    assert fault([], checkpoint) == ("rolled back", 1)


def test_each_fault_ends_with_its_exit_code() -> None:
    entries = log(5)
    arguments: dict[str, Any] = {"archive_id": ARCHIVE, "public_key": public_key(KEYS)}
    rolled = verify_chain(entries[:2], [signed(entries, 4)], **arguments)
    assert rolled
    assert isinstance(rolled.error(), RolledBack)
    assert rolled.error().exit_code == 14
    broken = verify_chain(entries[1:], [], **arguments)
    assert broken
    assert isinstance(broken.error(), LogBroken)
    assert broken.error().exit_code == 13


@pytest.mark.parametrize("part", ["archive", "n", "head", "root", "at", "signature"])
def test_a_checkpoint_that_was_changed_is_no_checkpoint(part: str) -> None:
    entries = log(5)
    other: dict[str, Any] = {"archive": "00" * 16, "n": 5, "at": "2026-05-03T09:31:00Z"}
    changed = replace(signed(entries, 4), **{part: other.get(part, bytes(64))})
    assert fault(entries, changed) == ("forged", changed.n)


def test_a_checkpoint_signed_by_somebody_else_is_no_checkpoint() -> None:
    entries = log(5)
    assert fault(entries, signed(entries, 4, OTHERS)) == ("forged", 4)


def test_a_checkpoint_binds_the_head_and_the_root() -> None:
    entries = log(5)
    true = signed(entries, 4)
    for head, root in ((bytes(32), true.root), (true.head, bytes(32))):
        assert fault(entries, sign_checkpoint(KEYS, n=4, head=head, root=root)) == ("rewritten", 4)


def test_a_last_entry_under_another_number_is_found() -> None:
    entries = log(5)
    entries[4] = entries[4]._replace(n=9)
    assert fault(entries) == ("deleted", 5)


def test_a_log_of_another_archive_is_found() -> None:
    found = fault(log(3, archive="77" * 16))
    assert found
    assert found[1] == 1


def test_the_hash_is_that_of_the_format_page() -> None:
    entry = Entry(
        7, datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC), "a1", "누름", "", "why", b"s" * 32, b"p" * 32
    )
    parts = [
        b"saksi/1/entry",
        (7).to_bytes(8, "big"),
        (1_000_005).to_bytes(8, "big", signed=True),
        (2).to_bytes(4, "big") + (6).to_bytes(4, "big") + (0).to_bytes(4, "big") + (3).to_bytes(4, "big"),
        b"a1" + "누름".encode() + b"" + b"why",
        b"s" * 32 + b"p" * 32,
    ]
    assert entry.hash() == sha256(b"".join(parts)).digest()


def test_the_hash_does_not_depend_on_the_zone() -> None:
    entry = log(1)[0]
    assert entry._replace(at=entry.at.astimezone(timezone(timedelta(hours=9)))).hash() == entry.hash()


@given(
    st.lists(st.text(max_size=3), min_size=4, max_size=4),
    st.lists(st.text(max_size=3), min_size=4, max_size=4),
)
def test_no_two_contents_share_a_hash(one: list[str], other: list[str]) -> None:
    hashes = {
        Entry(1, START, actor, action, object_, reason, bytes(32), bytes(32)).hash()
        for actor, action, object_, reason in (one, other)
    }
    assert len(hashes) == len({tuple(one), tuple(other)})


def test_a_state_cannot_be_guessed_without_the_key_and_can_be_opened_alone() -> None:
    key = KEYS.derive("log")
    digest = state_digest(key, 3, "claim-3", b"accepted")
    assert digest != sha256(b"accepted").digest()
    assert digest != state_digest(key, 4, "claim-3", b"accepted")  # the same verdict twice looks different
    assert digest != state_digest(key, 3, "claim-4", b"accepted")
    opened = state_key(key, 3, "claim-3")
    assert hmac.digest(opened, b"accepted", "sha256") == digest
    assert hmac.digest(opened, b"rejected", "sha256") != digest


def test_in_a_long_log_with_many_checkpoints_the_one_edited_entry_is_named() -> None:
    entries = log(20_000)
    checkpoints = [signed(entries, n) for n in range(1_000, 20_001, 1_000)]
    assert fault(entries, *checkpoints) is None
    entries[13_336] = entries[13_336]._replace(reason="changed")
    assert fault(entries, *checkpoints) == ("edited", 13_337)
