"""A secret under a passphrase: Argon2id, then AES-256-GCM with everything readable bound to it."""

import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from saksi.archive.errors import Damaged, SetUpRefused
from saksi.archive.files import bytes_of, canonical

SHORTEST = 12  # code points of a passphrase; guessing is slowed by Argon2, not by us
MOST_MEMORY = 4_194_304  # KiB: a file that asks for more is hostile or damaged
MOST_PASSES = 64
MOST_LANES = 64


@dataclass(frozen=True)
class Cost:
    """What one guess of a passphrase costs (RFC 9106): memory in KiB, passes over it, lanes."""

    memory_kib: int = 262_144
    passes: int = 3
    lanes: int = 4

    def at_least(self, floor: "Cost") -> bool:
        """Return whether no part is cheaper than the floor's; lanes are speed, not strength."""
        return self.memory_kib >= floor.memory_kib and self.passes >= floor.passes


STANDARD = Cost()
SMALL_LAPTOP = Cost(memory_kib=65_536)  # 4 GB of memory; also the least for a real archive


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that can be guessed by trying.

    Raises
    ------
    SetUpRefused
        It is shorter than `SHORTEST` characters, or one character over and over.
    """
    if len(_normal(passphrase)) < SHORTEST or len(set(_normal(passphrase))) < 4:
        raise SetUpRefused(
            f"the passphrase is too easy to guess: needed are at least {SHORTEST} characters,"
            " not the same ones over and over. Six words drawn at random are good"
        )


def wrap(secret: bytes, passphrase: str, header: Mapping[str, Any], cost: Cost) -> dict[str, Any]:
    """Return a slot: the header, the cost and salt, and the secret sealed under the passphrase.

    Parameters
    ----------
    header
        What anybody may read; changed by one letter, the slot opens no more.
    """
    kdf = {
        "name": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": secrets.token_hex(16),
    }
    return seal_under(_argon2(passphrase, kdf, "the slot"), secret, {**header, "kdf": kdf})


def unwrap(slot: Mapping[str, Any], passphrase: str, file: str) -> bytes | None:
    """Return the secret of a slot; ``None`` when the passphrase is not its own, or its header was changed.

    Raises
    ------
    Damaged
        The slot is not what we write.
    """
    kdf = slot.get("kdf")
    if not isinstance(kdf, dict):
        raise Damaged(f"{file}: a slot says nothing of its cost: restore the file from a backup")
    return open_under(_argon2(passphrase, kdf, file), slot, file)


def seal_under(key: bytes, secret: bytes, header: Mapping[str, Any]) -> dict[str, Any]:
    """Return the header with the secret sealed under a key; the header's spelling is bound."""
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, secret, canonical(dict(header)))
    return {**header, "nonce": nonce.hex(), "sealed": sealed.hex()}


def open_under(key: bytes, slot: Mapping[str, Any], file: str) -> bytes | None:
    """Return what was sealed; ``None`` when key and header do not fit.

    Raises
    ------
    Damaged
        The slot is not what we write.
    """
    header = {name: value for name, value in slot.items() if name not in ("nonce", "sealed")}
    nonce, sealed = bytes_of(slot, "nonce", file), bytes_of(slot, "sealed", file)
    try:
        return AESGCM(key).decrypt(nonce, sealed, canonical(header))
    except InvalidTag:
        return None
    except ValueError:  # a nonce of another length
        raise Damaged(f"{file}: a slot's nonce is damaged: restore the file from a backup") from None


def _argon2(passphrase: str, kdf: Mapping[str, Any], file: str) -> bytes:
    numbers = [kdf.get(name) for name in ("memory_kib", "passes", "lanes")]
    memory, passes, lanes = (value if type(value) is int else 0 for value in numbers)
    if kdf.get("name") != "argon2id" or not (
        8 * lanes <= memory <= MOST_MEMORY and 1 <= passes <= MOST_PASSES and 1 <= lanes <= MOST_LANES
    ):
        raise Damaged(f"{file}: a slot asks for a key derivation that Saksi never writes: restore the file")
    salt = bytes_of(kdf, "salt", file)
    try:
        return hash_secret_raw(_normal(passphrase).encode(), salt, passes, memory, lanes, 32, Type.ID)
    except HashingError as error:  # as a rule: the memory asked for is not there
        raise Damaged(
            f"{file}: the key could not be derived ({error}): {memory // 1024} MiB of free memory are needed"
        ) from None


def _normal(passphrase: str) -> str:
    """One spelling for what looks alike: keyboards and systems write Hangul and accents differently."""
    return unicodedata.normalize("NFKC", passphrase)
