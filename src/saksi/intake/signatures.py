"""Does a file hold what its suffix says? A file that is two things at once is read as neither."""

from saksi.record import InvalidInput

PDF, ZIP, TEXT = "a PDF", "a zip archive", "text"
END_OF_ZIP, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
MAGIC = (
    (b"PK\x03\x04", ZIP),
    (END_OF_ZIP, ZIP),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound recording"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document, or one with a password"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a rar archive"),
    (b"ID3", "a sound recording"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
PDF_WITHIN = 1024  # bytes: readers accept something before the mark, and some programs write it
# Other formats are text, and `decode` asks for it.
BINARY = {".pdf": PDF, ".docx": ZIP, ".xlsx": ZIP, ".zip": ZIP}
ARCHIVES = frozenset(BINARY) - {".pdf"}


def check_signature(suffix: str, data: bytes) -> None:
    """Refuse a file whose bytes are of another kind than its suffix.

    Raises
    ------
    InvalidInput
        Says what was found. An empty file passes: its parser has words for it.
    """
    if not data:
        return
    if suffix in BINARY and (found := kind_of(data)) != BINARY[suffix]:
        raise InvalidInput(
            f"found: {found}; needed: {BINARY[suffix]}, as its suffix says. Give it the suffix of what it is"
        )
    if suffix not in ARCHIVES and _ends_as_zip(data):
        raise InvalidInput("two files in one: a zip archive follows. Ask for the document alone")


def kind_of(data: bytes) -> str:
    """Say what bytes begin as; ``text`` where no known mark says otherwise."""
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    at = data.find(b"%PDF-", 0, PDF_WITHIN)
    # In a text, the mark may be quoted; before it in a real PDF stands no sentence.
    return PDF if at == 0 or (at > 0 and b"obj" in data[at : at + 4096]) else TEXT


def _ends_as_zip(data: bytes) -> bool:
    """Whether a zip archive's last record ends exactly at the end of the file, as programs look for it."""
    tail = data[-(END_SIZE + LONGEST_COMMENT) :]
    at = tail.rfind(END_OF_ZIP)
    if at < 0 or len(tail) - at < END_SIZE:
        return False
    return at + END_SIZE + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)
