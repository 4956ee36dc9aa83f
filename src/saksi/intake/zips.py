"""Zip archives, opened with care: nothing is unpacked before its size, place and ratio are known.

A declared size may lie, but not upwards: the library never unpacks more than it, and refuses the rest by its
checksum. Fifield (2019), "A better zip bomb": members that share their bytes.
"""

import lzma
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from saksi.intake.outcome import IntakeSettings
from saksi.intake.signatures import END_OF_ZIP
from saksi.record import InvalidInput, UnreadableDocument

MOST_RATIO = 200  # unpacked bytes for one packed; text has 3 to 20
RATIO_FROM = 1_000_000  # bytes; smaller members may be as dense as they like
LOCAL_HEADER = 30  # bytes, at least, before a member's data
XML = (".xml", ".rels")
DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
HEAD = 4_000  # bytes of a member in which it would stand; the parsers forbid what comes later
ENCRYPTED = 1  # flag
UTF8 = 0x800  # flag
BROKEN = (
    BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def open_zip(data: bytes, settings: IntakeSettings) -> tuple[ZipFile, list[ZipInfo]]:
    """Open an archive and return it with its members that are files, in its order.

    Raises
    ------
    InvalidInput
        It is damaged, has too many members, or its members share bytes.
    """
    at = data.rfind(END_OF_ZIP)
    declared = int.from_bytes(data[at + 10 : at + 12], "little") if at >= 0 else 0
    _check_count(declared, settings)
    try:
        archive = ZipFile(BytesIO(data))
    except BROKEN:
        raise InvalidInput("a damaged zip archive. Ask for it again") from None
    members = archive.infolist()
    _check_count(len(members), settings)
    _check_places(members)
    return archive, [member for member in members if not member.is_dir()]


def read_member(archive: ZipFile, member: ZipInfo, longest: int) -> bytes:
    """Return the bytes of one member.

    Raises
    ------
    UnreadableDocument
        It is encrypted, damaged, packed in a way that is not read, too dense, or longer than `longest` bytes.
    """
    if member.flag_bits & ENCRYPTED:
        raise UnreadableDocument("it is protected by a password. Unpack it and add the file")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnreadableDocument(
            f"packed by method {member.compress_type}; needed: 0 or 8. Unpack it and add the file"
        )
    if member.file_size > RATIO_FROM and member.file_size > MOST_RATIO * max(1, member.compress_size):
        raise UnreadableDocument(
            f"{member.compress_size} bytes unpack to {member.file_size}: over {MOST_RATIO} times, as in a"
            " bomb. Unpack it yourself if you trust it"
        )
    if member.file_size > longest:
        raise UnreadableDocument(f"{member.file_size} bytes; at most {longest} are read. Split the file")
    try:
        return archive.read(member)
    except BROKEN:
        raise UnreadableDocument("damaged inside its archive. Ask for it again") from None


def check_office(data: bytes, settings: IntakeSettings, main: str, kind: str) -> set[str]:
    """Check the archive that a Word or Excel file is, and return the names of its members.

    Parameters
    ----------
    main
        The member that makes it such a file.
    kind
        How to call it.

    Raises
    ------
    InvalidInput
        It is no such file, or would unpack to more than the settings allow.
    """
    archive, members = open_zip(data, settings)
    with archive:
        names = {member.filename for member in members}
        if main not in names:
            raise InvalidInput(
                f"found: a zip archive; needed: {kind}, as its suffix says. Give it the suffix .zip"
            )
        total = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
        if total > settings.max_unpacked or (total > RATIO_FROM and total > MOST_RATIO * max(1, packed)):
            raise InvalidInput(f"{packed} bytes unpack to {total}, as in a bomb. Save its text as .txt")
        if len(names) < len(members):
            raise InvalidInput(
                "two of its members have one name. Save it again from the program that made it"
            )
        if any(member.flag_bits & ENCRYPTED for member in members):
            raise InvalidInput("it is protected by a password. Save it without one")
        if any(_declares_entities(archive, member) for member in members if member.filename.endswith(XML)):
            raise InvalidInput(
                f"its XML declares entities (DOCTYPE), which no program writes into {kind}. Do not trust it"
            )
    return names


def _declares_entities(archive: ZipFile, member: ZipInfo) -> bool:
    try:
        with archive.open(member) as opened:
            head = opened.read(HEAD)
    except BROKEN:
        raise InvalidInput("damaged inside. Ask for it again") from None
    return any(mark in head for mark in DOCTYPE)


def _check_count(found: int, settings: IntakeSettings) -> None:
    if found > settings.max_parts:
        raise InvalidInput(
            f"{found} members; at most {settings.max_parts} are read. Unpack it and add the folder"
        )


def _check_places(members: list[ZipInfo]) -> None:
    """Refuse an archive in which two members lie on the same bytes."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise InvalidInput("its members lie on one another, as in a bomb. Ask for an ordinary archive")
        end = member.header_offset + LOCAL_HEADER + member.compress_size
