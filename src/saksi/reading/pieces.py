"""A long text is read in pieces, so that time and memory grow with its length and no faster."""

from collections.abc import Iterator, Sequence

from saksi.record import Claim, InvalidInput, Passage

PIECE = 100_000  # characters: about forty pages; reports are shorter, and are read whole
LONGEST = 6_000_000  # characters: some ten minutes of one core
ENDS = ("\n\n", "\n", ". ", "。", " ")  # where a text is cut, best first


def check_text(text: str) -> None:
    """Refuse what cannot be read.

    Raises
    ------
    InvalidInput
        The text is longer than `LONGEST`, or holds half of a character (a lone surrogate), whose offsets mean
        nothing once it is written to a file.
    """
    if len(text) > LONGEST:
        raise InvalidInput(
            f"the text has {len(text)} characters: at most {LONGEST} are read; split it and read the parts"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput(
            f"the text holds half a character (a lone surrogate) at {error.start}; save it anew as UTF-8"
        ) from None


def pieces(text: str, characters: int = PIECE) -> Iterator[Passage]:
    """Yield spans of at most so many characters that cover the text, cut where it pauses.

    What is told in two pieces is not merged, and nobody named in one is known in the next.
    """
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= characters else _cut(text, start, start + characters)
        yield Passage(start=start, end=end)
        start = end


def within(furniture: Sequence[Passage], piece: Passage) -> list[Passage]:
    """Return the furniture that lies in the piece, in offsets of the piece."""
    return [
        Passage(start=max(span.start, piece.start) - piece.start, end=min(span.end, piece.end) - piece.start)
        for span in furniture
        if max(span.start, piece.start) < min(span.end, piece.end)
    ]


def moved(claim: Claim, by: int, number: int) -> Claim:
    """Return a claim of a piece as one of the whole text, with its number there."""
    passages = tuple(Passage(start=span.start + by, end=span.end + by) for span in claim.passages)
    return claim.model_copy(update={"id": f"c{number}", "passages": passages})


def _cut(text: str, start: int, limit: int) -> int:
    for end in ENDS:
        at = text.rfind(end, start + (limit - start) // 2, limit)
        if at > start:
            return at + len(end)
    return limit
