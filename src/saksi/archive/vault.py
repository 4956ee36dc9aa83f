"""Identities of sources: each under its own random key, sealed to the people who may open it.

Nothing here comes from the archive's data key: who holds that key reads no identity. Take all grants of an
entry away, and its key is gone for everybody.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from saksi.archive import sheets as recovery_sheets
from saksi.archive.errors import Damaged, WrongPassphrase, WrongSheet
from saksi.archive.keys import hkdf
from saksi.archive.wrapping import STANDARD, Cost, unwrap, wrap

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O, 1 I L, U: read aloud and by hand without a mistake
CODE_LETTERS = 5
RECOVERY = "recovery"  # the grantee that two sheets can stand for
BLOCK = 512  # bytes: a sealed entry's length tells no more than how many blocks it has
_WHERE = "the vault"


@dataclass(frozen=True)
class Grantee:
    """Somebody who may open an entry: an id of the workspace, or `RECOVERY`, and a public key (32 bytes)."""

    id: str
    public: bytes


@dataclass(frozen=True)
class PersonKeys:
    """A person's key pair: the public half, and the private half under that person's own passphrase."""

    public: bytes
    wrapped: dict[str, Any]  # JSON


@dataclass(frozen=True)
class Grant:
    """The key of one entry, sealed to one grantee."""

    grantee: str
    sealed: bytes  # ephemeral public key (32) | key and tag (48)


@dataclass(frozen=True)
class SealedEntry:
    """What the record stores of one source: a blob, and a grant for each who may open it."""

    blob: bytes
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class VaultRecovery:
    """The vault's way back: a public key to seal to, and three sheets, to be printed and never stored."""

    public: bytes
    sheets: tuple[str, ...] = field(repr=False)


def random_code() -> str:
    """Return a code such as S-7QK4M for a source: drawn at random, no order, no date, 24 million of them."""
    return "S-" + "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))


def new_person(person: str, passphrase: str, *, cost: Cost = STANDARD) -> PersonKeys:
    """Draw a key pair for a person (an id, bound to it) and wrap its private half under their passphrase."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return PersonKeys(public, wrap(private.private_bytes_raw(), passphrase, _header(person, public), cost))


def open_person(person: str, keys: PersonKeys, passphrase: str) -> bytes:
    """Return a person's private key (32 bytes).

    Raises
    ------
    WrongPassphrase
        It is not theirs.
    Damaged
        The pair is not the one that was made for this person.
    """
    expected = _header(person, keys.public)
    if {name: keys.wrapped.get(name) for name in expected} != expected:
        raise Damaged(f"{_WHERE}: a key pair is not that of its person: restore it from a backup")
    private = unwrap(keys.wrapped, passphrase, _WHERE)
    if private is None:
        raise WrongPassphrase("wrong passphrase: it does not open this person's key to the vault")
    return private


def rewrap_person(person: str, keys: PersonKeys, old: str, new: str, *, cost: Cost = STANDARD) -> PersonKeys:
    """Return the same key pair under another passphrase; all grants stay.

    Raises
    ------
    WrongPassphrase
        The old one is not theirs.
    """
    private = open_person(person, keys, old)
    return PersonKeys(keys.public, wrap(private, new, _header(person, keys.public), cost))


def new_recovery() -> VaultRecovery:
    """Draw the vault's recovery key: three sheets of which two bring it back."""
    private = X25519PrivateKey.generate()
    sheets = recovery_sheets.split(private.private_bytes_raw())
    return VaultRecovery(private.public_key().public_bytes_raw(), sheets)


def recover(sheets: Sequence[str], public: bytes) -> bytes:
    """Return the vault's private recovery key by two sheets.

    Raises
    ------
    WrongSheet
        They are no sheets, not of one set, or not of this vault.
    """
    secret = recovery_sheets.combine(sheets)
    if X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw() != public:
        raise WrongSheet("these sheets are of another vault")
    return secret


def seal_entry(details: bytes, grantees: Sequence[Grantee], *, code: str) -> SealedEntry:
    """Seal what is known of a source under a key of its own, and that key to each grantee.

    Parameters
    ----------
    details
        Any bytes; their length is hidden up to `BLOCK`.
    code
        The source's code, bound to blob and grants: put under another code they open no more.

    Raises
    ------
    ValueError
        There is no grantee: nobody could open it.
    """
    if not grantees:
        raise ValueError("an entry without a grantee can never be opened")
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    blob = nonce + AESGCM(key).encrypt(nonce, _padded(details), _bound("entry", code))
    return SealedEntry(blob, tuple(_grant(key, grantee, code) for grantee in grantees))


def open_entry(blob: bytes, grant: Grant, private: bytes, *, code: str) -> bytes:
    """Return what is known of a source.

    Raises
    ------
    Damaged
        The grant is not sealed to this private key, or blob, grant and code do not belong together.
    """
    key = _key_of(grant, private, code)
    try:
        padded = AESGCM(key).decrypt(blob[:12], blob[12:], _bound("entry", code))
    except (InvalidTag, ValueError):
        raise Damaged(f"{_WHERE}: entry {code} was changed: restore it from a backup") from None
    return padded[: padded.rindex(b"\x80")]


def grant_to(grantee: Grantee, grant: Grant, private: bytes, *, code: str) -> Grant:
    """Return a grant for one more person, given by somebody who has one.

    Raises
    ------
    Damaged
        The giver's grant is not sealed to this private key.
    """
    return _grant(_key_of(grant, private, code), grantee, code)


def _grant(key: bytes, grantee: Grantee, code: str) -> Grant:
    """Sealed box: a key pair used once, so that the sender needs none and cannot open it again."""
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(grantee.public))
    cipher = AESGCM(_box_key(shared, sender, grantee.public))
    sealed = cipher.encrypt(bytes(12), key, _bound("grant", code, grantee.id))  # this key is used once
    return Grant(grantee.id, sender + sealed)


def _key_of(grant: Grant, private: bytes, code: str) -> bytes:
    mine = X25519PrivateKey.from_private_bytes(private)
    sender, sealed = grant.sealed[:32], grant.sealed[32:]
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(sender))
        cipher = AESGCM(_box_key(shared, sender, mine.public_key().public_bytes_raw()))
        return cipher.decrypt(bytes(12), sealed, _bound("grant", code, grant.grantee))
    except (InvalidTag, ValueError):
        raise Damaged(
            f"{_WHERE}: the grant for entry {code} does not open with this key: it is another person's,"
            " or was changed"
        ) from None


def _box_key(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return hkdf(shared, salt=sender + receiver, info="saksi/1/vault")


def _bound(*parts: str) -> bytes:
    return b"\0".join(part.encode() for part in ("saksi/1/vault", *parts))


def _padded(details: bytes) -> bytes:
    return details + b"\x80" + bytes(-(len(details) + 1) % BLOCK)


def _header(person: str, public: bytes) -> dict[str, Any]:
    return {"kind": "person", "person": person, "public": public.hex()}
