"""Bytes to text: the encoding is declared, proved or plausible, and a guess is noted.

The order matters. A byte order mark or valid UTF-8 is proof. UTF-16 without a mark, CP949 (EUC-KR) and
Windows-1252 are recognised by what the text would look like; only then charset-normalizer is asked.
"""

import codecs
import logging
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from saksi.intake.signatures import TEXT, kind_of
from saksi.record import UnreadableDocument

SAMPLE = 64_000  # bytes or characters that a guess looks at
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16: first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
COMMON_SYLLABLES = frozenset("이다는의에을가고하한지도로은를사기자그서있했어나대인해시정리들보수조")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
LATIN_IN_1252 = re.compile(r"[À-ÖØ-öø-ÿ‘’“”„‚–—…•€£¥©®°§«»·¿¡\xa0ŠšŽžŒœŸ™´¨ªº½]")
AT_HOME_IN_UTF16 = re.compile(r"[\t\n\r -~가-힣ぁ-ヿ、-】]")

# It logs at length, and a caller's log must not hold the text of reports.
logging.getLogger("charset_normalizer").propagate = False


@dataclass(frozen=True)
class Decoded:
    r"""Text with ``\n`` as its only line end, and what there is to say about how it was decoded."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of bytes that should be text.

    Parameters
    ----------
    data
        A whole file.
    declared
        The encoding that the file itself names (an HTML page does); used where the bytes fit it.

    Raises
    ------
    UnreadableDocument
        There is no text: nothing, spaces only, or bytes of another kind.
    """
    if not data:
        raise UnreadableDocument("the file is empty (0 bytes); needed: text. Ask for the file again")
    if (kind := kind_of(data)) != TEXT:
        raise UnreadableDocument(
            f"not text: the file is {kind}. Give it the suffix of what it is, or save its text"
        )
    decoded = _marked(data) or _declared(data, declared) or _wide(data) or _utf8(data) or _guessed(data)
    if decoded is None:
        raise UnreadableDocument("not text: no known encoding fits. Save the file as UTF-8 text and add that")
    _refuse_noise(decoded.text)
    return Decoded(_with_plain_line_ends(decoded.text), decoded.encoding, decoded.notes)


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding) or _mended(data, encoding)
    return None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    # What calls itself EUC-KR or Latin-1 is, on the web, nearly always the larger set that holds it.
    larger = {"euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-1": "cp1252", "gb2312": "gb18030"}
    return _strictly(data, larger.get(declared.lower(), declared))


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every space and line end then has a zero byte beside it."""
    if len(data) % 2 or b"\0" not in data:
        return None
    tried = [_strictly(data, encoding) for encoding in ("utf-16-le", "utf-16-be")]
    plausible = [found for found in tried if found and _share(AT_HOME_IN_UTF16, found.text) > 0.9]
    if not plausible:
        return None
    best = max(plausible, key=lambda found: _share(AT_HOME_IN_UTF16, found.text))
    return Decoded(best.text, best.encoding, ("read as UTF-16, which the file does not say",))


def _utf8(data: bytes) -> Decoded | None:
    return _strictly(data, "utf-8") or _damaged_utf8(data)


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes; other encodings read as UTF-8 break at nearly every letter."""
    mended = _mended(data, "utf-8")
    broken = mended.text.count("\ufffd")
    sound = sum(1 for c in mended.text[:SAMPLE] if ord(c) > 127 and c != "\ufffd")
    return mended if sound >= 10 * broken else None


def _guessed(data: bytes) -> Decoded | None:
    for encoding, fits in (("cp949", _looks_korean), ("cp1252", _looks_western)):
        found = _strictly(data, encoding)
        if found and fits(found.text[:SAMPLE]):
            return Decoded(found.text, encoding, (f"read as {encoding}, which the file does not say",))
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        return None
    found = _strictly(data, best.encoding) or _mended(data, best.encoding)
    note = f"read as {best.encoding}, a guess from its letters: look at the text before you use it"
    return Decoded(found.text, best.encoding, (*found.notes, note))


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeError, LookupError):
        return None


def _mended(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    n_broken = text.count("\ufffd")
    note = f"{n_broken} broken characters, shown as \ufffd: ask for a sound copy"
    return Decoded(text, encoding, (note,))


def _looks_korean(text: str) -> bool:
    """Chinese in GBK also decodes as CP949, into Hangul that nobody writes among rare Hanja."""
    foreign = [c for c in text if ord(c) > 127]
    hangul = [c for c in foreign if "가" <= c <= "힣"]
    common = sum(1 for c in hangul if c in COMMON_SYLLABLES)
    return len(hangul) > 0.7 * len(foreign) and common > 0.2 * len(hangul)


def _looks_western(text: str) -> bool:
    """Mostly ASCII, with letters and quotation marks of Western Europe between."""
    foreign = [c for c in text if ord(c) > 127]
    letters = sum(1 for c in text if c.isascii() and c.isalpha())
    return len(foreign) < 0.2 * letters and all(LATIN_IN_1252.match(c) for c in foreign)


def _refuse_noise(text: str) -> None:
    if not text.strip():
        raise UnreadableDocument(f"no text: the file holds {len(text)} spaces and line ends. Add the text")
    if "\0" in text:
        raise UnreadableDocument(
            f"not text: {text.count(chr(0))} zero bytes. Save the text as .txt and add that"
        )
    controls = len(CONTROLS.findall(text))
    if controls > 2 and controls > 0.002 * len(text):
        raise UnreadableDocument(
            f"not text: {controls} control characters in {len(text)}. Save the text as .txt and add that"
        )


def _share(pattern: re.Pattern[str], text: str) -> float:
    sample = text[:SAMPLE]
    return len(pattern.findall(sample)) / max(1, len(sample))


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
