from hypothesis import given
from hypothesis import strategies as st

from saksi.workspace.audit.notes import Note, key_of, packed, unpacked
from saksi.workspace.audit.states import KINDS

NOTES = st.lists(
    st.builds(
        Note, st.sampled_from(sorted(KINDS)), st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32)
    )
)


@given(NOTES)
def test_notes_come_back_as_they_were(notes: list[Note]) -> None:
    assert list(unpacked(packed(notes))) == notes
    assert all(key_of(note.kind, note.key) in packed(notes) for note in notes)


@given(NOTES.filter(bool), st.integers(1, 40))
def test_cut_notes_are_not_the_ones_that_were_written(notes: list[Note], cut: int) -> None:
    data = packed(notes)
    found = list(unpacked(data[:-cut]))
    assert b"".join(note.digest for note in found) != b"".join(note.digest for note in notes)


def test_a_kind_that_was_never_written_is_no_kind() -> None:
    assert [note.kind for note in unpacked(bytes([200]) + bytes(40))] == [""]
