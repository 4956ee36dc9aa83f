from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.archive import MountainRange, Peaks, verify_proof
from saksi.archive.mountains import leaf, node

LEAVES = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]
# The roots that Certificate Transparency's own tests expect of these leaves (RFC 6962).
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def grown(leaves: list[bytes]) -> MountainRange:
    mountains = MountainRange()
    for data in leaves:
        mountains.append(data)
    return mountains


@pytest.mark.parametrize("n", range(1, 9))
def test_the_roots_are_those_of_certificate_transparency(n: int) -> None:
    assert grown(LEAVES[:n]).root().hex() == ROOTS[n - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert MountainRange().root() == Peaks().root() == sha256(b"").digest()


def slow_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, as it is written there."""
    if len(leaves) == 1:
        return leaf(leaves[0])
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return node(slow_root(leaves[:k]), slow_root(leaves[k:]))


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70))
def test_the_range_agrees_with_the_definition(leaves: list[bytes]) -> None:
    peaks = Peaks()
    for data in leaves:
        peaks = Peaks.from_bytes(peaks.to_bytes())
        peaks.append(data)
    assert grown(leaves).root() == peaks.root() == slow_root(leaves)


@given(st.integers(1, 70), st.data())
def test_a_proof_holds_for_its_leaf_and_for_nothing_else(total: int, data: st.DataObject) -> None:
    leaves = [bytes([i]) for i in range(total)]
    n = data.draw(st.integers(1, total))
    mountains = grown(leaves)
    proof, root = mountains.proof(n), mountains.root()
    assert verify_proof(leaves[n - 1], n, total, proof, root)
    assert len(proof) <= total.bit_length()
    assert not verify_proof(b"another", n, total, proof, root)
    assert not verify_proof(leaves[n - 1], n, total, [*proof, bytes(32)], root)
    assert not verify_proof(leaves[n - 1], n, total, proof, bytes(32))
    for other in {n - 1, n + 1, total + 1} - {n}:
        assert not verify_proof(leaves[n - 1], other, total, proof, root)
    for i in range(len(proof)):
        changed = [*proof[:i], bytes(32), *proof[i + 1 :]]
        assert not verify_proof(leaves[n - 1], n, total, changed, root)


@pytest.mark.parametrize("n", [0, 4, -1])
def test_what_is_not_there_cannot_be_proved(n: int) -> None:
    with pytest.raises(IndexError):
        grown(LEAVES[:3]).proof(n)


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 7 + b"\3", b"\0" * 7 + b"\3" + bytes(63), b"\0" * 8 + bytes(32)]
)
def test_half_a_state_is_refused(data: bytes) -> None:
    if data == b"":
        assert Peaks.from_bytes(data).n == 0  # an empty column is an empty range
    else:
        with pytest.raises(ValueError, match="peaks"):
            Peaks.from_bytes(data)
