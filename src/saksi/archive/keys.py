"""The master key while it is open, and the keys derived from it, one a purpose."""

from typing import Literal, NoReturn, Self, get_args

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from saksi.archive.errors import Locked

Purpose = Literal["database", "originals", "names", "log", "signing", "sessions"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
KEY_BYTES = 32


def hkdf(secret: bytes, *, salt: bytes, info: str) -> bytes:
    """Return 32 bytes by HKDF-SHA256 (RFC 5869); ``info`` says what they are for."""
    return HKDF(SHA256(), KEY_BYTES, salt, info.encode()).derive(secret)


class MasterKey:
    """The 256-bit data key of one archive. It shows nothing of itself and cannot be stored by accident.

    Wiping is best effort: Python may have made copies that nobody can reach.
    """

    __slots__ = ("_key", "archive_id")

    def __init__(self, archive_id: str, key: bytes | bytearray | memoryview) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a master key has {KEY_BYTES} bytes")
        self.archive_id = archive_id
        self._key = bytearray(key)

    def derive(self, purpose: Purpose) -> bytes:
        """Return the 32-byte key of one purpose: HKDF-SHA256, the archive's id as salt.

        Raises
        ------
        Locked
            The key was wiped.
        ValueError
            There is no such purpose.
        """
        if purpose not in PURPOSES:
            raise ValueError(f"no purpose: known are {', '.join(PURPOSES)}")
        return hkdf(self.reveal(), salt=bytes.fromhex(self.archive_id), info=f"saksi/1/{purpose}")

    def reveal(self) -> bytes:
        """Return the key itself, for those who wrap it: key slots and the keeper.

        Raises
        ------
        Locked
            The key was wiped.
        """
        if not self._key:
            raise Locked("the key was wiped: unlock the archive again")
        return bytes(self._key)

    def wipe(self) -> None:
        """Overwrite the key and forget it."""
        self._key[:] = bytes(len(self._key))
        self._key.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()

    def __repr__(self) -> str:
        return "MasterKey(…)"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("a master key is neither pickled nor copied")
