import hmac
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from saksi.archive import CannotWrite, Damaged, Originals
from saksi.archive.stream import CHUNK, HEADER, TAG, Sealer, Trailer
from saksi.record import InvalidInput

EDGES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17)
REPORT = b"On 3 May the harbour office of Ardel was closed. " * 4_000  # some three chunks


def put(originals: Originals, data: bytes) -> str:
    return originals.put(BytesIO(data)).object_id


def sealed_file(sealed: Any, data: bytes) -> Path:
    return Path(sealed.originals.path(put(sealed.originals, data)))


@given(st.sampled_from(EDGES), st.binary(max_size=40))
def test_what_comes_out_is_what_went_in(one_sealed: Any, size: int, seed: bytes) -> None:
    data = (sha256(seed).digest() * (size // 32 + 1))[:size] + seed
    originals = one_sealed.originals
    receipt = originals.put(BytesIO(data))
    assert (receipt.size, receipt.sha256) == (len(data), sha256(data).hexdigest())
    assert originals.open(receipt.object_id).read() == data
    assert originals.digest(receipt.object_id) == receipt.sha256
    assert originals.size(receipt.object_id) == len(data)


@given(st.lists(st.tuples(st.integers(0, 3 * CHUNK), st.integers(0, 2 * CHUNK)), max_size=6))
@example([(CHUNK - 1, 2), (CHUNK, CHUNK), (3 * CHUNK, 1), (0, 0)])
def test_any_part_can_be_read_alone(one_sealed: Any, parts: list[tuple[int, int]]) -> None:
    data = bytes(range(251)) * 700
    with one_sealed.originals.open(put(one_sealed.originals, data)) as file:
        for start, size in parts:
            file.seek(start)
            assert file.read(size) == data[start : start + size]
        file.seek(-5, os.SEEK_END)
        assert file.read() == data[-5:]


def test_the_same_bytes_are_kept_once(sealed: Any) -> None:
    first, second = (sealed.originals.put(BytesIO(REPORT)) for _ in range(2))
    assert (first.new, second.new) == (True, False)
    assert first.object_id == second.object_id
    assert list(sealed.originals.ids()) == [first.object_id]
    assert list(sealed.layout.arriving.iterdir()) == []


class Pipe(RawIOBase):
    """Gives a few bytes at a time, as pipes do."""

    def __init__(self, data: bytes) -> None:
        self.rest = data

    def read(self, size: int = -1) -> bytes:
        piece, self.rest = self.rest[: min(size, 7_001)], self.rest[min(size, 7_001) :]
        return piece


def test_a_large_original_from_a_pipe_is_the_same_original(
    sealed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saksi.archive.arrivals.IN_MEMORY", 10_000)  # the way that large files take
    object_id = sealed.originals.put(Pipe(REPORT)).object_id
    assert object_id == hmac.digest(sealed.master.derive("names"), REPORT, "sha256").hex()
    assert sealed.originals.open(object_id).read() == REPORT
    assert sealed.originals.put(Pipe(REPORT)).new is False
    assert list(sealed.layout.arriving.iterdir()) == []


def test_nothing_of_it_lies_on_the_disk_in_clear(sealed: Any) -> None:
    object_id = put(sealed.originals, REPORT)
    for path in (p for p in sealed.layout.folder.rglob("*") if p.is_file()):
        content = path.read_bytes()
        assert b"harbour office" not in content
        assert sha256(REPORT).digest() not in content
        assert sha256(REPORT).hexdigest() not in f"{content!r}{path}"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert object_id != sha256(REPORT).hexdigest()


def test_sealed_twice_the_bytes_share_nothing(sealed: Any, one_sealed: Any) -> None:
    one, other = (sealed_file(archive, REPORT).read_bytes() for archive in (sealed, one_sealed))
    assert len(one) == len(other)
    assert one[8:] != other[8:]
    chunks = {one[i : i + 16] for i in range(HEADER.size, len(one), 16)}
    assert len(chunks) == -(-(len(one) - HEADER.size) // 16)  # a text that repeats itself leaves no pattern


def swap_chunks(data: bytes) -> bytes:
    size = CHUNK + TAG
    first, second = (data[HEADER.size + i * size : HEADER.size + (i + 1) * size] for i in (0, 1))
    return data[: HEADER.size] + second + first + data[HEADER.size + 2 * size :]


def drop_chunk(data: bytes) -> bytes:
    return data[: HEADER.size] + data[HEADER.size + CHUNK + TAG :]


def end_after_first_chunk(data: bytes) -> bytes:
    return data[: HEADER.size + CHUNK + TAG]


def flip(place: int) -> Any:
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    "change",
    [
        lambda _data: b"",
        lambda data: data[:20],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:-(88)],
        flip(0),
        flip(10),
        flip(42),
        flip(-1 + 60_000),
        flip(HEADER.size + CHUNK + 20),
        lambda data: flip(len(data) - 3)(data),
        swap_chunks,
        drop_chunk,
        end_after_first_chunk,
        lambda data: data + data[HEADER.size :],
    ],
)
def test_a_change_of_the_file_is_found(sealed: Any, change: Any) -> None:
    path = sealed_file(sealed, REPORT)
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    with pytest.raises(Damaged, match=path.name):
        sealed.originals.digest(path.name)
    with pytest.raises(Damaged):
        sealed.originals.open(path.name).read()


def test_two_files_that_changed_names_are_found_on_opening(sealed: Any) -> None:
    one, other = (sealed_file(sealed, data) for data in (b"the first report", b"the other report"))
    a, b = one.read_bytes(), other.read_bytes()
    one.write_bytes(b)
    other.write_bytes(a)
    for path in (one, other):
        with pytest.raises(Damaged, match="another original"):
            sealed.originals.open(path.name)


def test_a_file_of_another_archive_is_found(sealed: Any, one_sealed: Any) -> None:
    mine = sealed_file(sealed, REPORT)
    mine.write_bytes(sealed_file(one_sealed, REPORT).read_bytes())
    with pytest.raises(Damaged):
        sealed.originals.open(mine.name)


def test_whoever_holds_the_key_but_other_bytes_is_found(sealed: Any) -> None:
    """The trailer may be forged by a key holder; the name is a keyed hash of the bytes themselves."""
    path = sealed_file(sealed, b"eleven people were counted")
    forged = b"twelve people were counted"
    with path.open("wb") as file:
        sealer = Sealer(file, sealed.master.derive("originals"))
        sealer.write(forged)
        sealer.finish(Trailer(bytes.fromhex(path.name), sha256(forged).digest(), len(forged)))
    with pytest.raises(Damaged, match="other bytes"):
        sealed.originals.digest(path.name)


@pytest.mark.parametrize("size", [0, 25, 27, CHUNK + 26])
def test_a_trailer_that_tells_another_length_is_found_on_opening(sealed: Any, size: int) -> None:
    data = b"twelve people were counted"
    path = sealed_file(sealed, data)
    with path.open("wb") as file:
        sealer = Sealer(file, sealed.master.derive("originals"))
        sealer.write(data)
        sealer.finish(Trailer(bytes.fromhex(path.name), sha256(data).digest(), size))
    with pytest.raises(Damaged, match="length"):
        sealed.originals.open(path.name)


def test_bytes_are_on_the_disk_before_they_get_their_name(
    sealed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[int] = []

    def note(descriptors: Sequence[int]) -> None:
        if descriptors:
            named.append(len(list(sealed.originals.ids())))

    monkeypatch.setattr("saksi.archive.arrivals.settle", note)  # files
    monkeypatch.setattr("saksi.archive.files.settle", note)  # folders
    put(sealed.originals, REPORT)
    assert named == [0, 1]  # the file before it is moved, the folders after


def test_a_missing_original_is_named(sealed: Any) -> None:
    path = sealed_file(sealed, REPORT)
    path.unlink()
    with pytest.raises(Damaged, match=f"{path.name} is missing"):
        sealed.originals.digest(path.name)


@pytest.mark.parametrize("object_id", ["", "../archive.toml", "A" * 64, "0" * 63, "0" * 64 + "\n", "/etc/x"])
def test_an_id_is_never_a_way_out_of_the_folder(sealed: Any, object_id: str) -> None:
    with pytest.raises(Damaged, match="64 hexadecimal"):
        sealed.originals.open(object_id)


def test_adding_again_heals_what_the_disk_has_damaged(sealed: Any) -> None:
    path = sealed_file(sealed, REPORT)
    path.write_bytes(flip(70_000)(path.read_bytes()))
    assert sealed.originals.put(BytesIO(REPORT)).new is True
    assert sealed.originals.digest(path.name) == sha256(REPORT).hexdigest()


def test_ids_are_sorted_and_strange_files_are_none(sealed: Any) -> None:
    ids = sorted(put(sealed.originals, b"report %d" % i) for i in range(30))
    (sealed.layout.originals / "note.txt").write_text("kept by mistake")
    (sealed.layout.originals / ids[0][:2] / "copy").write_text("kept by mistake")
    assert list(sealed.originals.ids()) == ids


def test_a_batch_is_there_when_it_has_ended_and_not_before(sealed: Any) -> None:
    with sealed.originals.batch() as batch:
        receipts = [batch.put(BytesIO(b"report %d" % (i % 8))) for i in range(10)]
        assert list(sealed.originals.ids()) == []
    assert [receipt.new for receipt in receipts] == [True] * 8 + [False] * 2
    assert set(sealed.originals.ids()) == {receipt.object_id for receipt in receipts}
    assert list(sealed.layout.arriving.iterdir()) == []


def test_a_batch_that_fails_leaves_nothing(sealed: Any) -> None:
    def stopped() -> None:
        with sealed.originals.batch() as batch:
            batch.put(BytesIO(REPORT))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(sealed.originals.ids()) == []
    assert list(sealed.layout.arriving.iterdir()) == []


def test_a_long_batch_does_not_run_out_of_files(sealed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saksi.archive.arrivals.MOST_WAITING", 5)
    with sealed.originals.batch() as batch:
        for i in range(23):
            batch.put(BytesIO(b"report %d" % i))
        assert len(list(sealed.originals.ids())) == 20
    assert len(list(sealed.originals.ids())) == 23


class Torn(RawIOBase):
    """A stream that ends in an error, as a stick that is pulled out."""

    def __init__(self, good: int) -> None:
        self.good = good

    def read(self, size: int = -1) -> bytes:
        if self.good <= 0:
            raise OSError(5, "Input/output error")
        self.good -= size
        return bytes(size)


@pytest.mark.parametrize("good", [0, 3 * CHUNK])
def test_a_source_that_breaks_leaves_nothing(sealed: Any, monkeypatch: pytest.MonkeyPatch, good: int) -> None:
    monkeypatch.setattr("saksi.archive.arrivals.IN_MEMORY", 10_000)
    with pytest.raises(InvalidInput, match="cannot be read: input/output error"):
        sealed.originals.put(Torn(good))
    assert list(sealed.layout.arriving.iterdir()) == []


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow further: what a full disk does, for root as for anybody."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_and_nothing_is_lost(sealed: Any) -> None:
    kept = put(sealed.originals, b"an earlier report")
    with files_of_at_most(50_000), pytest.raises(CannotWrite, match="unchanged"):
        sealed.originals.put(BytesIO(REPORT))
    assert list(sealed.originals.ids()) == [kept]
    assert list(sealed.layout.arriving.iterdir()) == []
    assert sealed.originals.digest(kept)
    assert put(sealed.originals, REPORT)  # there is room again


WORK = """
import sys, time
from pathlib import Path
from saksi.archive import MasterKey, Originals, open_layout
class Endless:
    def read(self, size=-1):
        if self.n > 200:
            sys.stdout.write("sealing\\n"); sys.stdout.flush(); time.sleep(60)
        self.n += 1
        return (b"harbour office " * 5000)[:size]
    n = 0
layout = open_layout(Path(sys.argv[1]))
Originals(layout, MasterKey(layout.facts.id, sys.stdin.buffer.read())).put(Endless())
"""


def test_a_kill_in_the_middle_leaves_a_sealed_leftover_that_is_found_and_removed(sealed: Any) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORK, str(sealed.layout.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        worker.stdin.write(sealed.master.reveal())
        worker.stdin.close()
        assert worker.stdout.readline() == b"sealing\n"
        assert len(list(sealed.layout.arriving.iterdir())) == 1
        assert sealed.originals.leftovers() == ()  # somebody is at work on it
        assert sealed.originals.remove_leftovers() == 0
        worker.send_signal(signal.SIGKILL)
    (leftover,) = sealed.originals.leftovers()
    assert b"harbour" not in leftover.read_bytes()
    assert list(sealed.originals.ids()) == []
    assert sealed.originals.remove_leftovers() == 1
    assert list(sealed.layout.arriving.iterdir()) == []
