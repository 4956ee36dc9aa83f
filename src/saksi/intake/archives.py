"""Zip archives as folders: each member is a file of its own. A member's name is data and opens nothing."""

import stat
from pathlib import PurePosixPath
from zipfile import ZipInfo

from saksi.intake.outcome import Document, Part, Problem, Unpacked, shown
from saksi.intake.zips import UTF8, open_zip, read_member
from saksi.record import UnreadableDocument

LONGEST_LABEL = 200  # characters


def parse_zip(document: Document) -> Unpacked:
    """Return the members of an archive as parts; a member that cannot be taken is a problem of its own.

    Raises
    ------
    UnreadableDocument
        The archive is empty.
    InvalidInput
        It is damaged, or a bomb as a whole.
    """
    archive, members = open_zip(document.data, document.settings)
    if not members:
        raise UnreadableDocument("an empty archive; needed: files with reports. Ask for it again")
    parts, problems, skipped = list[Part](), list[Problem](), list[Problem]()
    left = document.settings.max_unpacked
    with archive:
        for number, member in enumerate(members, start=1):
            path = _path(member)
            label = label_of(path) or f"member {number}"
            where = f"{document.name}, {label}"
            if reason := _why_not(member, path):
                skipped.append(Problem(where, reason))
                continue
            try:
                data = read_member(archive, member, min(document.settings.max_bytes, left))
            except UnreadableDocument as error:
                problems.append(Problem(where, str(error)))
                continue
            left -= len(data)
            parts.append(Part(PurePosixPath(path).name, label, data))
    return Unpacked(problems=tuple(problems), skipped=tuple(skipped), parts=tuple(parts))


def label_of(name: str) -> str:
    """Return a name inside a file as it is shown and kept: one line, not endless."""
    label = shown(name)
    return label if len(label) <= LONGEST_LABEL else f"…{label[-LONGEST_LABEL:]}"


def _path(member: ZipInfo) -> str:
    """Return a member's name with ``/`` between folders; Windows in Korea writes CP949 without saying so."""
    name = member.filename
    if not member.flag_bits & UTF8:
        for encoding in ("utf-8", "cp949"):
            try:
                name = member.filename.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/")


def _why_not(member: ZipInfo, path: str) -> str | None:
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a symbolic link"
    hidden = any(step.startswith(".") and step not in (".", "..") for step in path.split("/"))
    return "hidden" if hidden or path.startswith("__MACOSX/") else None
