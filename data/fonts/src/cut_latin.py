"""Cut one weight of a Latin variable face to a small woff2: `cut_latin.py FACE.ttf WEIGHT OUTPUT.woff2`.

The faces are Source Sans 3 and Source Serif 4 (SIL Open Font License 1.1), as the packages
fontpkg-source-sans-3 and fontpkg-source-serif-4 hold them; woff2 needs the package brotli.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193),
    (0x2212, 0x2212), (0x2260, 0x2265),
)  # fmt: skip
TEXT_SIZE = 18  # points: the optical size of running text, where a face has that axis


def main(face: Path, weight: int, output: Path) -> None:
    """Write the subset."""
    font = TTFont(face)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    wanted = {"wght": weight} | ({"opsz": TEXT_SIZE} if "opsz" in axes else {})
    font = instantiateVariableFont(font, wanted)
    options = Options(hinting=False, layout_features=["kern", "liga", "lnum", "tnum", "ccmp", "locl"])
    options.flavor = "woff2"
    cutter = Subsetter(options)
    cutter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    cutter.subset(font)
    for record in font["name"].names:  # a changed face may not bear the reserved name
        record.string = str(record).replace("Source", "Saksi")
    font["head"].modified = font["head"].created  # the same bytes each time
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
