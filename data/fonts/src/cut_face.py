"""Cut one weight of Noto Sans CJK KR to what our pages write, and name it Noto Sans KR.

Regular holds all 11,172 syllables, because a name may use any; Bold only the 2,350 of KS X 1001, because it
is for headings: where a syllable is missing, the regular face stands in.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FACE = "Noto Sans CJK KR"
NAME, FULL_NAME, POSTSCRIPT, TYPOGRAPHIC = 1, 4, 6, 16
RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A9, 0x20AC), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x3000, 0x303F), (0x3131, 0x318E), (0xFF01, 0xFF5E),
)  # fmt: skip


def letters(weight: str) -> Iterator[int]:
    """Yield code points."""
    for first, last in RANGES:
        yield from range(first, last + 1)
    syllables = range(0xAC00, 0xD7A4)
    yield from syllables if weight == "Regular" else (c for c in syllables if _in_ks_x_1001(chr(c)))


def _in_ks_x_1001(letter: str) -> bool:
    try:
        return len(letter.encode("euc_kr")) == 2  # longer: put together from letters, not in the standard
    except UnicodeEncodeError:
        return False


def face_of(collection: Path) -> TTFont:
    """Return the Korean face of a collection."""
    for font in TTCollection(str(collection)).fonts:
        if font["name"].getDebugName(NAME) == FACE or font["name"].getDebugName(TYPOGRAPHIC) == FACE:
            return font
    raise SystemExit(f"{collection.name} holds no face {FACE}: install Debian's package fonts-noto-cjk")


def main(weight: str, collection: Path, output: Path) -> None:
    """Write the subset."""
    font = face_of(collection)
    options = Options(
        hinting=False, desubroutinize=True, layout_features=["kern", "liga", "calt"], notdef_outline=True
    )
    cutter = Subsetter(options)
    cutter.populate(unicodes=list(letters(weight)))
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (NAME, FULL_NAME, TYPOGRAPHIC):
            record.string = "Noto Sans KR" + (f" {weight}" if record.nameID == FULL_NAME else "")
        elif record.nameID == POSTSCRIPT:
            record.string = f"NotoSansKR-{weight}"
    font["head"].modified = font["head"].created  # the same bytes each time
    font.recalcTimestamp = False
    font.save(str(output))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
