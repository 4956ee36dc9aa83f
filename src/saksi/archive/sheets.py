"""Recovery sheets: a random secret as three lists of 33 words, any two of which bring it back (SLIP-39)."""

import unicodedata
from collections.abc import Sequence
from hashlib import sha256

from shamir_mnemonic import (  # type: ignore[import-untyped, unused-ignore]
    MnemonicError,
    Share,
    combine_mnemonics,
    generate_mnemonics,
)
from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped, unused-ignore]

from saksi.archive.errors import WrongSheet

NEEDED = 2
SHEETS = 3
SHEET_WORDS = 33


def split(secret: bytes) -> tuple[str, ...]:
    """Return three sheets of 33 words; any two give the 32-byte secret, one alone tells nothing."""
    (sheets,) = generate_mnemonics(1, [(NEEDED, SHEETS)], secret, iteration_exponent=0)
    return tuple(sheets)


def combine(sheets: Sequence[str]) -> bytes:
    """Return the secret that two sheets (or all three) were made from.

    Raises
    ------
    WrongSheet
        A word is unknown, a check sum does not fit, or fewer than two different sheets were given.
    """
    shares = {share.index: share for share in map(parse, sheets)}
    if len(shares) < NEEDED:
        raise WrongSheet(f"{len(shares)} different recovery sheet given, {NEEDED} are needed")
    try:
        return bytes(combine_mnemonics([share.mnemonic() for share in list(shares.values())[:NEEDED]]))
    except MnemonicError:  # its words quote the sheet
        raise WrongSheet("the two sheets are not of one set: take two that were printed together") from None


def parse(typed: str) -> Share:
    """Return one sheet as it was typed: any case, any spaces, numbers before the words allowed.

    Raises
    ------
    WrongSheet
        A word is unknown (its place is said, not the word), the count or the check sum is wrong.
    """
    words = [
        word
        for word in unicodedata.normalize("NFKC", typed).lower().replace(".", " ").split()
        if not word.isdigit()
    ]
    unknown = [str(place) for place, word in enumerate(words, start=1) if word not in _WORDS]
    if unknown:
        raise WrongSheet(f"not on the word list: word {', '.join(unknown)}. Look at the sheet again")
    if len(words) != SHEET_WORDS:
        raise WrongSheet(f"{len(words)} words; a sheet has {SHEET_WORDS}. Look at the sheet again")
    try:
        return Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        raise WrongSheet("the check sum does not fit: two words changed places, or one is another") from None


def mark(share: Share) -> str:
    """Return what may be stored to know a sheet again: a hash of 256 random bits tells nothing of them."""
    return sha256(b"saksi/1/sheet" + bytes([share.index]) + share.value).hexdigest()


_WORDS = frozenset(WORDLIST)
