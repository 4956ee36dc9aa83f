import json
from dataclasses import replace
from pathlib import Path

import pytest

from saksi.archive import (
    Checkpoint,
    Damaged,
    LogBroken,
    MasterKey,
    check_checkpoint,
    keep_public_key,
    public_key,
    read_checkpoints,
    read_public_key,
    sign_checkpoint,
    write_checkpoint,
)

KEYS = MasterKey("5a" * 16, bytes(range(32)))
OTHERS = MasterKey("5a" * 16, bytes(32))


def checkpoint(n: int, keys: MasterKey = KEYS) -> Checkpoint:
    return sign_checkpoint(keys, n=n, head=bytes([n % 256]) * 32, root=b"r" * 32)


def test_what_was_written_is_read_back_in_order(tmp_path: Path) -> None:
    written = [checkpoint(n) for n in (2_000, 1, 30)]
    for one in written:
        write_checkpoint(tmp_path / "stick", one)
    assert read_checkpoints(tmp_path / "stick") == sorted(written, key=lambda one: one.n)
    assert all(check_checkpoint(one, public_key(KEYS)) for one in written)


def test_written_twice_it_is_one_file(tmp_path: Path) -> None:
    assert write_checkpoint(tmp_path, checkpoint(5)) == write_checkpoint(tmp_path, checkpoint(5))
    assert len(list(tmp_path.iterdir())) == 1


def test_two_histories_with_the_same_number_are_both_kept(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, checkpoint(5))
    write_checkpoint(tmp_path, sign_checkpoint(KEYS, n=5, head=b"x" * 32, root=b"y" * 32))
    assert len(read_checkpoints(tmp_path)) == 2


def test_a_folder_may_serve_several_archives(tmp_path: Path) -> None:
    neighbour = MasterKey("11" * 16, bytes(32))
    for keys in (KEYS, neighbour):
        write_checkpoint(tmp_path, checkpoint(5, keys))
        keep_public_key(tmp_path, keys)
    assert [one.archive for one in read_checkpoints(tmp_path, archive_id="11" * 16)] == ["11" * 16]
    assert read_public_key(tmp_path, "11" * 16) == public_key(neighbour)


def test_no_folder_means_no_checkpoints(tmp_path: Path) -> None:
    assert read_checkpoints(tmp_path / "unplugged") == []
    assert read_public_key(tmp_path / "unplugged", "5a" * 16) is None


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("[]")
    write_checkpoint(tmp_path, checkpoint(5))
    assert len(read_checkpoints(tmp_path)) == 1


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"n":-1}', b'{"n":1,"archive":"x","head":"zz"}'])
def test_a_damaged_checkpoint_is_named(tmp_path: Path, content: bytes) -> None:
    path = write_checkpoint(tmp_path, checkpoint(5))
    path.write_bytes(content)
    with pytest.raises(Damaged, match=path.name):
        read_checkpoints(tmp_path)


def test_a_checkpoint_holds_no_secret(tmp_path: Path) -> None:
    values = json.loads(write_checkpoint(tmp_path, checkpoint(5)).read_text())
    assert set(values) == {"archive", "n", "head", "root", "at", "signature"}
    assert KEYS.derive("signing").hex() not in json.dumps(values)


def test_the_folder_outside_remembers_the_key_it_saw_first(tmp_path: Path) -> None:
    keep_public_key(tmp_path, KEYS)
    keep_public_key(tmp_path, KEYS)
    with pytest.raises(LogBroken, match="another key"):
        keep_public_key(tmp_path, OTHERS)
    assert read_public_key(tmp_path, "5a" * 16) == public_key(KEYS)


def test_an_archive_replaced_with_its_keys_is_found_through_that_folder(tmp_path: Path) -> None:
    """The attacker has a key of their own for everything inside; what lies outside does not fit."""
    keep_public_key(tmp_path, KEYS)
    outside = read_public_key(tmp_path, "5a" * 16)
    assert outside
    assert not check_checkpoint(checkpoint(5, OTHERS), outside)


def test_a_signature_of_another_kind_is_no_checkpoint() -> None:
    one = checkpoint(5)
    for signature in (b"", b"x" * 64, one.signature[:-1]):
        assert not check_checkpoint(replace(one, signature=signature), public_key(KEYS))
    assert not check_checkpoint(one, b"short")
