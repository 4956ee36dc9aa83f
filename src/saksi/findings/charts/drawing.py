"""A small SVG writer: shapes with named colours, written for the page or as a stand-alone file."""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

# The page's light palette (static/saksi.css), for files that carry no stylesheet.
COLOURS = {
    "ink": "#171C1A", "ink-2": "#454E4A", "ink-3": "#5F6864", "line": "#D6DBD7", "line-2": "#A9B2AD",
    "sheet": "#FFFFFF", "sunk": "#E8EBE8", "life": "#7E1D05", "liberty": "#0A58C4", "body": "#B42084",
    "move": "#0A7456", "watch": "#6B5C14", "means": "#34195C", "camp": "#434B47",
}  # fmt: skip
FONTS = (  # quoted: a name that ends in a digit is no bare word in CSS
    "'Source Sans 3', 'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"
)
SIZE = 13  # px
GLYPHS = {  # on a 12 by 12 field
    "life": "M6 .4 11.6 6 6 11.6.4 6Z",
    "liberty": "M1.2 1.2h9.6v9.6H1.2z",
    "body": "M6 .8 11.8 11H.2Z",
    "move": "M1 .8 11.4 6 1 11.2l3-5.2Z",
    "means": "M.4 3.8h11.2v4.4H.4z",
    "release": "M2 2h8v8H2z",
}
RINGS = {"watch": 1.7, "camp": 0.0}  # drawn as rings: radius of the dot inside


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: list["_Element"] = field(default_factory=list)


class Drawing:
    """Shapes on a field of ``width`` by ``height`` units; colours are names of tokens."""

    def __init__(self, width: float, height: float, title: str, language: str) -> None:
        self.width, self.height, self.title, self.language = width, height, title, language
        self._open: list[list[_Element]] = [[]]

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dash: str = ""
    ) -> None:
        """Draw a straight line."""
        more = {"stroke-dasharray": dash} if dash else {}
        self._add(
            "path",
            d=f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}",
            stroke="@" + colour,
            stroke_width=_n(width),
            fill="none",
            **more,
        )

    def rect(self, x: float, y: float, width: float, height: float, colour: str, opacity: float = 1) -> None:
        """Draw a filled rectangle."""
        more = {"opacity": _n(opacity)} if opacity < 1 else {}
        size = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)}
        self._add("rect", fill="@" + colour, **size, **more)

    def circle(
        self,
        x: float,
        y: float,
        r: float,
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 1.6,
        dash: str = "",
    ) -> None:
        """Draw a circle, filled or as a ring."""
        more = {"stroke-dasharray": dash} if dash else {}
        paint = {"fill": "@" + fill if fill else "none"} | (
            {"stroke": "@" + stroke, "stroke_width": _n(width)} if stroke else {}
        )
        self._add("circle", cx=_n(x), cy=_n(y), r=_n(r), **paint, **more)

    def path(self, d: str, *, fill: str = "", stroke: str = "", width: float = 1) -> None:
        """Draw a path."""
        paint = {"fill": "@" + fill if fill else "none"} | (
            {"stroke": "@" + stroke, "stroke_width": _n(width)} if stroke else {}
        )
        self._add("path", d=d, **paint)

    def glyph(self, family: str, x: float, y: float, size: float = 11) -> None:
        """Draw the sign of a family, or of a release, with its upper left corner at x, y."""
        place = f"translate({_n(x)} {_n(y)}) scale({_n(size / 12)})"
        with self._group("g", transform=place):
            if family == "release":  # custody that ended: an open square
                self.path(GLYPHS[family], stroke="liberty", width=1.8)
            elif family in GLYPHS:
                self.path(GLYPHS[family], fill=family)
            else:
                self.circle(6, 6, 4.6, stroke=family, width=1.7, dash="2.6 1.6" if family == "camp" else "")
                if RINGS.get(family):
                    self.circle(6, 6, RINGS[family], fill=family)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        colour: str = "ink",
        bold: bool = False,
    ) -> None:
        """Write words; they are escaped, control characters are shown by number."""
        more = {"text-anchor": anchor} if anchor != "start" else {}
        more |= {"font-weight": "600"} if bold else {}
        self._open[-1].append(_Element("text", {"x": _n(x), "y": _n(y), "fill": "@" + colour, **more}, words))

    @contextmanager
    def link(self, href: str, label: str) -> Iterator[None]:
        """Make what is drawn inside a link to a part of the page; files have no links."""
        with self._group("a", href=href):
            self._open[-1].append(_Element("title", {}, label))
            yield

    def inline(self, css_class: str) -> str:
        """Return the SVG for the page: colours are classes, so that dark mode and print can change them."""
        body = "".join(_write(e, inline=True) for e in self._open[0])
        name = escape(visible(self.title), quote=True)
        role = "group" if any(e.tag == "a" for e in self._open[0]) else "img"  # an image holds no links
        return (
            f'<svg class="{css_class}" viewBox="0 0 {_n(self.width)} {_n(self.height)}" role="{role}"'
            f' aria-label="{name}">{body}</svg>'
        )

    def standalone(self) -> str:
        """Return the SVG as a file: colours resolved, title for those who cannot see it."""
        body = "".join(_write(e, inline=False) for e in self._open[0])
        width, height = _n(self.width), _n(self.height)
        size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        head, _, more = visible(self.title).partition(". ")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" xml:lang="{self.language}"'
            f' font-family="{FONTS}" font-size="{SIZE}"><title>{escape(head)}</title>'
            f"<desc>{escape(more or head)}</desc>"
            f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>{body}</svg>\n'
        )

    def _add(self, tag: str, **attributes: str) -> None:
        named = {key.replace("_", "-"): value for key, value in attributes.items()}
        self._open[-1].append(_Element(tag, named))

    @contextmanager
    def _group(self, tag: str, **attributes: str) -> Iterator[None]:
        element = _Element(tag, attributes)
        self._open[-1].append(element)
        self._open.append(element.inside)
        try:
            yield
        finally:
            self._open.pop()


def text_width(words: str) -> float:
    """Return about how wide words are at 13 px: Hangul and Chinese are twice as wide as Latin."""
    return sum(12.6 if unicodedata.east_asian_width(c) in "WF" else 6.9 for c in words)


def fit(words: str, width: float) -> str:
    """Return the words cut to a width, with "…" where something is missing."""
    if text_width(words) <= width:
        return words
    while words and text_width(words) > width - 10:
        words = words[:-1]
    return words.rstrip() + "…"


def wrapped(words: str, width: float) -> list[str]:
    """Return the words in lines of at most this width; a single word that is too long is cut."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(fit(word, width))
    return lines


def visible(words: str) -> str:
    """Return text in which no character is hidden: controls and direction overrides show their number."""
    return words.translate(HIDDEN)


def _codes() -> Iterable[int]:
    yield from (c for c in range(0x20) if c not in (0x09, 0x0A))
    yield from range(0x7F, 0xA0)
    yield from (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF)
    yield from range(0xD800, 0xE000)


HIDDEN = {code: f"[U+{code:04X}]" for code in _codes()}


def _write(element: _Element, *, inline: bool) -> str:
    classes, attributes = [], []
    if element.tag == "a" and not inline:
        return "".join(_write(e, inline=False) for e in element.inside)
    for key, value in element.attributes.items():
        if not value.startswith("@"):
            attributes.append(f'{key}="{escape(value, quote=True)}"')
        elif inline:
            classes.append(f"{'s' if key == 'stroke' else 'i'}-{value[1:]}")
        else:
            attributes.append(f'{key}="{COLOURS[value[1:]]}"')
    head = f' class="{" ".join(classes)}"' if classes else ""
    head += "".join(" " + a for a in attributes)
    body = escape(visible(element.text)) + "".join(_write(e, inline=inline) for e in element.inside)
    return f"<{element.tag}{head}>{body}</{element.tag}>" if body else f"<{element.tag}{head}/>"


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))
