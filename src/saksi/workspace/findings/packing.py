"""Texts and keys of an edition as bytes, and back."""

import json
import zlib
from collections.abc import Iterable, Mapping

import numpy as np

Pieces = Mapping[str, Mapping[str, str]]  # language to finding to HTML


def packed(text: str) -> bytes:
    """Return a text compressed."""
    return zlib.compress(text.encode(), 6)


def unpacked(data: bytes | memoryview) -> str:
    """Return the text that `packed` took."""
    return zlib.decompress(bytes(data)).decode()


def packed_pieces(pieces: Pieces) -> bytes:
    """Return the pieces of a page compressed."""
    return packed(json.dumps(pieces, ensure_ascii=False))


def unpacked_pieces(data: bytes | memoryview) -> Pieces:
    """Return the pieces that `packed_pieces` took."""
    pieces: Pieces = json.loads(unpacked(data))
    return pieces


def packed_keys(keys: Iterable[int]) -> bytes:
    """Return keys of rows, sorted and compressed."""
    return zlib.compress(np.sort(np.fromiter(keys, np.int64)).tobytes(), 6)


def holds_any(data: bytes | memoryview, keys: Iterable[int]) -> bool:
    """Return whether one of `keys` is among those that `packed_keys` took."""
    held = np.frombuffer(zlib.decompress(bytes(data)), np.int64)
    return bool(np.isin(np.fromiter(keys, np.int64), held, assume_unique=False).any())
