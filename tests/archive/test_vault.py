import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st

from saksi.archive import Cost, Damaged, WrongPassphrase, WrongSheet
from saksi.archive.vault import (
    ALPHABET,
    BLOCK,
    RECOVERY,
    Grant,
    Grantee,
    grant_to,
    new_person,
    new_recovery,
    open_entry,
    open_person,
    random_code,
    recover,
    rewrap_person,
    seal_entry,
)

CODE = "S-7QK4M"
DETAILS = "Ilsabet Morn, 매리골드 거리 3".encode()
PRIVATE = {name: X25519PrivateKey.generate() for name in ("u1", "u2", "u3")}


def grantee(name: str) -> Grantee:
    return Grantee(name, PRIVATE[name].public_key().public_bytes_raw())


def private(name: str) -> bytes:
    return PRIVATE[name].private_bytes_raw()


@given(st.binary(max_size=2_000))
def test_each_grantee_opens_what_was_sealed(details: bytes) -> None:
    entry = seal_entry(details, [grantee("u1"), grantee("u2")], code=CODE)
    for grant in entry.grants:
        assert open_entry(entry.blob, grant, private(grant.grantee), code=CODE) == details


def test_nothing_of_it_is_in_what_is_stored() -> None:
    entry = seal_entry(DETAILS, [grantee("u1")], code=CODE)
    stored = entry.blob + entry.grants[0].sealed
    assert b"Morn" not in stored
    assert "매리골드".encode() not in stored


def test_the_length_tells_little() -> None:
    lengths = {len(seal_entry(b"x" * n, [grantee("u1")], code=CODE).blob) for n in range(BLOCK - 1)}
    assert len(lengths) == 1


def test_the_same_details_look_different_each_time() -> None:
    one, other = (seal_entry(DETAILS, [grantee("u1")], code=CODE) for _ in range(2))
    assert one.blob != other.blob
    assert one.grants[0].sealed[:32] != other.grants[0].sealed[:32]


def test_nobody_without_a_grant_opens_it() -> None:
    entry = seal_entry(DETAILS, [grantee("u1")], code=CODE)
    grant = entry.grants[0]
    for stolen in (grant, Grant("u2", grant.sealed)):
        with pytest.raises(Damaged, match="does not open"):
            open_entry(entry.blob, stolen, private("u2"), code=CODE)


def test_an_entry_needs_somebody_who_can_open_it() -> None:
    with pytest.raises(ValueError, match="never be opened"):
        seal_entry(DETAILS, [], code=CODE)


def test_a_grant_can_be_passed_on_by_whoever_has_one() -> None:
    entry = seal_entry(DETAILS, [grantee("u1")], code=CODE)
    passed = grant_to(grantee("u3"), entry.grants[0], private("u1"), code=CODE)
    assert open_entry(entry.blob, passed, private("u3"), code=CODE) == DETAILS
    with pytest.raises(Damaged):
        grant_to(grantee("u3"), entry.grants[0], private("u2"), code=CODE)


def test_blobs_and_grants_of_two_sources_cannot_be_exchanged() -> None:
    one = seal_entry(DETAILS, [grantee("u1")], code=CODE)
    other = seal_entry(b"another", [grantee("u1")], code="S-222AA")
    for blob, grant, code in (
        (one.blob, other.grants[0], CODE),
        (other.blob, one.grants[0], CODE),
        (one.blob, one.grants[0], "S-222AA"),
    ):
        with pytest.raises(Damaged):
            open_entry(blob, grant, private("u1"), code=code)


@given(st.integers(0, 20_000), st.integers(1, 255))
@example(63, 0x80)  # the top bit of a public key, which X25519 ignores and HKDF binds
def test_a_changed_byte_is_found(place: int, by: int) -> None:
    entry = seal_entry(DETAILS, [grantee("u1")], code=CODE)
    blob, sealed = bytearray(entry.blob), bytearray(entry.grants[0].sealed)
    if place % 2:
        blob[place % len(blob)] ^= by
    else:
        sealed[place % len(sealed)] ^= by
    with pytest.raises(Damaged):
        open_entry(bytes(blob), Grant("u1", bytes(sealed)), private("u1"), code=CODE)


@pytest.mark.parametrize("sealed", [b"", bytes(80), b"\1" + bytes(79), bytes(31)])
def test_a_grant_that_is_none_is_refused(sealed: bytes) -> None:
    entry = seal_entry(DETAILS, [grantee("u1")], code=CODE)
    with pytest.raises(Damaged):
        open_entry(entry.blob, Grant("u1", sealed), private("u1"), code=CODE)


def test_the_archives_own_key_opens_no_identity(one_sealed: Any) -> None:
    entry = seal_entry(DETAILS, [grantee("u1")], code=CODE)
    for key in (one_sealed.master.reveal(), one_sealed.master.derive("database")):
        with pytest.raises(Damaged):
            open_entry(entry.blob, entry.grants[0], key, code=CODE)


def test_a_persons_key_lies_under_their_own_passphrase(cheap: Cost) -> None:
    keys = new_person("u1", "seven grey herons", cost=cheap)
    entry = seal_entry(DETAILS, [Grantee("u1", keys.public)], code=CODE)
    opened = open_person("u1", keys, "seven grey herons")
    assert open_entry(entry.blob, entry.grants[0], opened, code=CODE) == DETAILS
    assert opened.hex() not in json.dumps(keys.wrapped)
    with pytest.raises(WrongPassphrase):
        open_person("u1", keys, "eight grey herons")


def test_a_key_pair_put_under_another_person_is_found(cheap: Cost) -> None:
    keys = new_person("u1", "seven grey herons", cost=cheap)
    with pytest.raises(Damaged, match="not that of its person"):
        open_person("u2", keys, "seven grey herons")


def test_a_new_passphrase_keeps_all_grants(cheap: Cost) -> None:
    old = new_person("u1", "seven grey herons", cost=cheap)
    new = rewrap_person("u1", old, "seven grey herons", "nine otters swim", cost=cheap)
    assert new.public == old.public
    assert open_person("u1", new, "nine otters swim") == open_person("u1", old, "seven grey herons")
    with pytest.raises(WrongPassphrase):
        open_person("u1", new, "seven grey herons")


def test_two_sheets_bring_the_vault_back() -> None:
    recovery = new_recovery()
    entry = seal_entry(DETAILS, [Grantee(RECOVERY, recovery.public)], code=CODE)
    key = recover(recovery.sheets[1:], recovery.public)
    assert open_entry(entry.blob, entry.grants[0], key, code=CODE) == DETAILS
    with pytest.raises(WrongSheet, match="2 are needed"):
        recover(recovery.sheets[:1], recovery.public)
    with pytest.raises(WrongSheet, match="another vault"):
        recover(new_recovery().sheets[:2], recovery.public)
    assert not any(sheet in repr(recovery) for sheet in recovery.sheets)


def test_the_archives_sheets_are_not_the_vaults(one_sealed: Any) -> None:
    with pytest.raises(WrongSheet, match="another vault"):
        recover(one_sealed.sheets[:2], new_recovery().public)


def test_codes_have_no_order_and_no_letter_that_is_taken_for_another() -> None:
    codes = [random_code() for _ in range(500)]
    assert all(len(code) == 7 and code.startswith("S-") and set(code[2:]) <= set(ALPHABET) for code in codes)
    assert not set(ALPHABET) & set("01OILU")
    assert len(set(codes)) > 490
    assert codes != sorted(codes)
