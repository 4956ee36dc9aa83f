"""Page furniture in plain text: share buttons, captions, comment forms, notices. Marked, never removed.

Lines are judged one by one. A line of prose is never furniture; a notice that is written in sentences is
recognised by its first words only.
"""

import re
from collections.abc import Iterable, Iterator

from saksi.intake.phrases import CAPTION_BACK, CAPTION_FRONT, NOTICES, PHRASES
from saksi.record import Passage

LONGEST_LINE = 240  # characters; longer is a paragraph, and only a notice may be that long
LONGEST_NOTICE = 1_200
PARTS = re.compile(r"\s*[|·•‧»›→/]\s*|\.\s+|\.$|\s+[-–—]\s+|\s*[()\[\]]\s*|\s{3,}")
BREADCRUMB = re.compile(r"(?:home|홈)\s*[>»›/|]\s*\S.{0,80}", re.IGNORECASE)
TAGS = re.compile(r"[a-z][\w '&-]{1,25}(?:, ?[a-z][\w '&-]{1,25}){2,}")
TAG_WORDS = 3  # in one tag; more is a list inside a sentence
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}")
SENTENCE_BREAK = re.compile(r"[a-z가-힣)”\"][.!?][”\"]?\s+(?=\S)")
SENTENCE_END = re.compile(r"[.!?。…][\"”’')\]]*$")


def mark_furniture(text: str) -> tuple[Passage, ...]:
    r"""Return the spans of lines that belong to the page and not to what it tells.

    Parameters
    ----------
    text
        The archived text; lines end with ``\n``.

    Returns
    -------
    tuple of Passage
        In text order, never overlapping; neighbouring lines in one span. Spans begin and end with a
        character that is not a space.
    """
    lines = list(line_spans(text))
    judged: dict[str, bool] = {}  # many lines of a menu or table are the same
    marked = []
    for number, (start, end) in enumerate(lines):
        words = text[start:end]
        if words not in judged:
            judged[words] = _is_furniture(words)
        if judged[words] or (_is_edge(number, len(lines)) and _is_tags(words)):
            marked.append((start, end))
    return _joined(text, marked)


def is_prose(line: str) -> bool:
    """Say whether a line reads as a sentence: eight words or more and a stop, in Korean 20 characters."""
    if not SENTENCE_END.search(line):
        return False
    return len(line.split()) >= 8 or (len(line) >= 20 and bool(re.search(r"[가-힣]{2}[.]", line)))


def join_spans(text: str, spans: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return spans in text order, with those joined that overlap or have only spaces between them."""
    return _joined(text, sorted((span.start, span.end) for span in spans))


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Passage, ...]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        first, last = joined[-1] if joined else (0, -1)
        if joined and (start <= last or not text[last:start].strip()):
            joined[-1] = (first, max(last, end))
        else:
            joined.append((start, end))
    return tuple(Passage(start=start, end=end) for start, end in joined)


def without_spans(text: str, spans: Iterable[Passage]) -> str:
    """Return what is left of a text outside spans in text order: what a reader reads."""
    rest, position = [], 0
    for span in spans:
        rest.append(text[position : span.start])
        position = max(position, span.end)
    return "".join((*rest, text[position:]))


def line_spans(text: str, position: int = 0) -> Iterator[tuple[int, int]]:
    """Yield start and end of the lines from a position on that hold something, without the spaces around."""
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        bare = line.strip()
        if bare:
            start = position + line.index(bare[0])
            yield start, start + len(bare)
        position = end + 1


def _is_edge(number: int, n_lines: int) -> bool:
    return number < 3 or number >= n_lines - 5


def _is_furniture(line: str) -> bool:
    if len(line) > LONGEST_NOTICE:
        return False
    if NOTICES.match(line):
        return True
    if len(line) > LONGEST_LINE:
        return False
    if CAPTION_FRONT.match(line) or BREADCRUMB.fullmatch(line) or _ends_in_credit(line):
        return True
    return not is_prose(line) and (_is_all_phrases(line) or _is_address(line))


def _ends_in_credit(line: str) -> bool:
    """A caption is one sentence at most; a longer paragraph only has a credit pasted to its end."""
    credit = CAPTION_BACK.search(line)
    return credit is not None and len(SENTENCE_BREAK.findall(line[: credit.start()])) == 0


def _is_all_phrases(line: str) -> bool:
    if PHRASES.fullmatch(line):
        return True
    parts = [part for part in PARTS.split(line) if part]
    return bool(parts) and all(PHRASES.fullmatch(part.strip(" .:*-–—")) for part in parts)


def _is_address(line: str) -> bool:
    """A mail address with at most a name or a word like "contact" beside it."""
    return bool(EMAIL.search(line)) and len(EMAIL.sub("", line).split()) <= 4


def _is_tags(line: str) -> bool:
    """Key words at the edge of a text: small letters between commas, no stop."""
    return bool(TAGS.fullmatch(line)) and all(len(tag.split()) <= TAG_WORDS for tag in line.split(","))
