"""What goes between Saksi and a parser's process: frames of bytes, and answers that are checked as data."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import BinaryIO, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from saksi.intake.outcome import Document, IntakeSettings, Note, Part, Problem, Unpacked, shown
from saksi.record import InvalidInput, Report, UnreadableDocument

LONGEST_ANSWER = 512_000_000  # bytes of one frame; a parser's memory ends before
LONGEST_MESSAGE = 600  # characters
FAULTS = {"unreadable": UnreadableDocument, "invalid": InvalidInput}
HEAD = 8  # bytes of a frame's length


class PartHead(BaseModel):
    """A `Part` without its bytes, which follow in a frame of their own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str


class Answer(BaseModel):
    """All that a parser's process may say about one file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reports: tuple[Report, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    parts: tuple[PartHead, ...] = ()
    fault: Literal["unreadable", "invalid"] | None = None
    message: str = ""  # the fault's words
    is_worn: bool = False  # the process ran into its memory limit and must be replaced

    @classmethod
    def of(cls, taken: Unpacked) -> Self:
        """Return the answer that says what a file gave; the bytes of its parts are sent apart."""
        return cls(
            reports=taken.reports,
            problems=taken.problems,
            skipped=taken.skipped,
            notes=taken.notes,
            parts=tuple(PartHead(name=part.name, label=part.label) for part in taken.parts),
        )

    def unpacked(self, blobs: list[bytes]) -> Unpacked:
        """Return what it says; raises the fault where there is one."""
        if self.fault is not None:
            raise FAULTS[self.fault](shown(self.message[:LONGEST_MESSAGE]))
        parts = tuple(
            Part(head.name, shown(head.label), blob) for head, blob in zip(self.parts, blobs, strict=True)
        )
        return Unpacked(self.reports, self.problems, self.skipped, self.notes, parts)


def send(stream: BinaryIO, data: bytes) -> None:
    """Write one frame."""
    _write(stream, data)
    stream.flush()


def _write(stream: BinaryIO, data: bytes) -> None:
    stream.write(len(data).to_bytes(HEAD, "big"))
    stream.write(data)


def receive(stream: BinaryIO, longest: int = LONGEST_ANSWER) -> bytes:
    """Read one frame.

    Raises
    ------
    EOFError
        The other side is gone, or announces more than `longest` bytes.
    """
    length = int.from_bytes(_exactly(stream, HEAD), "big")
    if length > longest:
        raise EOFError("a frame that is too long")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, n_bytes: int) -> bytes:
    data = stream.read(n_bytes)
    if len(data) < n_bytes:
        raise EOFError("the other side is gone")
    return data


def send_documents(stream: BinaryIO, documents: Sequence[Document]) -> None:
    """Ask for files to be parsed, all under the settings of the first."""
    settings = asdict(documents[0].settings)
    names = [document.name for document in documents]
    frames = [json.dumps({"settings": settings, "names": names}).encode(), *(d.data for d in documents)]
    for frame in frames:
        _write(stream, frame)
    stream.flush()


def receive_documents(stream: BinaryIO) -> list[Document]:
    """Read the next files to parse; EOFError where there are none."""
    head = json.loads(receive(stream))
    settings = IntakeSettings(**head["settings"])
    return [Document(name, receive(stream, 2**40), settings) for name in head["names"]]


def send_answer(stream: BinaryIO, answer: Answer, parts: tuple[Part, ...] = ()) -> None:
    """Answer, and send the bytes of each part."""
    send(stream, answer.model_dump_json(by_alias=True).encode())
    for part in parts:
        send(stream, part.data)


def receive_answer(stream: BinaryIO, settings: IntakeSettings) -> tuple[Answer, list[bytes]]:
    """Read an answer and check it: the process that wrote it has seen hostile bytes.

    Raises
    ------
    EOFError
        There is none, or not of this form, or with more than the settings allow.
    """
    try:
        answer = Answer.model_validate_json(receive(stream))
    except ValidationError:
        raise EOFError("an answer of another form") from None
    if len(answer.parts) > settings.max_parts:
        raise EOFError("too many parts")
    blobs, left = [], settings.max_unpacked
    for _ in answer.parts:
        blobs.append(receive(stream, left))
        left -= len(blobs[-1])
    return answer, blobs
