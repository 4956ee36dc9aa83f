import copy
import pickle

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from saksi.archive import Locked, MasterKey
from saksi.archive.keys import PURPOSES, hkdf

ID = "0f" * 16


def test_each_purpose_has_a_key_of_its_own() -> None:
    master = MasterKey(ID, bytes(range(32)))
    assert len({master.derive(purpose) for purpose in PURPOSES}) == len(PURPOSES)


def test_the_keys_are_those_of_the_format_page() -> None:
    expected = HKDF(SHA256(), 32, bytes.fromhex(ID), b"saksi/1/database").derive(bytes(range(32)))
    assert MasterKey(ID, bytes(range(32))).derive("database") == expected


def test_hkdf_is_that_of_the_standard() -> None:  # RFC 5869, test case 1, its first 32 bytes
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))
    found = HKDF(SHA256(), 32, salt, info).derive(b"\x0b" * 22)
    assert found.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    assert hkdf(b"\x0b" * 22, salt=salt, info="x") == HKDF(SHA256(), 32, salt, b"x").derive(b"\x0b" * 22)


def test_two_archives_never_share_a_key() -> None:
    assert MasterKey(ID, bytes(32)).derive("log") != MasterKey("f0" * 16, bytes(32)).derive("log")


def test_an_unknown_purpose_gets_no_key() -> None:
    with pytest.raises(ValueError, match="no purpose"):
        MasterKey(ID, bytes(32)).derive("everything")  # type: ignore[arg-type]


@given(st.binary(min_size=32, max_size=32).filter(lambda key: len(set(key)) > 8))
def test_it_shows_nothing_of_itself(key: bytes) -> None:
    master = MasterKey(ID, key)
    shown = f"{master!r} {master} {[master]}"
    assert key.hex() not in shown
    assert repr(key) not in shown


@pytest.mark.parametrize("keep", [pickle.dumps, copy.copy, copy.deepcopy])
def test_it_cannot_be_kept_by_accident(keep: object) -> None:
    with pytest.raises(TypeError, match="neither pickled nor copied"):
        keep(MasterKey(ID, bytes(32)))  # type: ignore[operator]


def test_a_wiped_key_is_gone() -> None:
    master = MasterKey(ID, b"k" * 32)
    held = master._key
    with master:
        assert master.derive("log")
    assert bytes(held) == b""
    with pytest.raises(Locked) as refusal:
        master.derive("log")
    assert refusal.value.exit_code == 11
