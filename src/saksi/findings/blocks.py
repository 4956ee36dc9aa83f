"""The parts of a finding that are shown: tables, charts, refusals. Each knows its kind by `block`."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from saksi.findings.select import ClaimRef
from saksi.findings.tellers import Teller
from saksi.findings.text import Text
from saksi.record.claims import Value


class Refused(Value):
    """A result: what the record cannot carry, why, and what would cure that."""

    title: Text
    reason: Text
    needed: tuple[Text, ...] = ()
    block: Literal["refusal"] = "refusal"


class Cell(Value):
    """One cell of a table: a number stays a number, a text has two languages, marks lead to claims."""

    value: int | None = None
    text: Text | None = None
    lines: tuple[Text, ...] = ()  # further lines, quieter
    refs: tuple[ClaimRef, ...] = ()
    acts: tuple[str, ...] = ()  # of the claims, in their order, where each is a mark
    kind: Literal["plain", "claims", "claim", "act", "teller", "marks", "quote"] = "plain"
    code: str | None = None  # act or family for a glyph, kind of teller for a node
    anchor: str | None = None  # a group of the trace that the value leads to


class Column(Value):
    """A column: its id stays the same in every language and version."""

    id: str
    label: Text
    number: bool = False


class Row(Value):
    """One row; the first cell is its heading."""

    id: str
    cells: tuple[Cell, ...]


class Table(Value):
    """Rows under columns; `shown` rows stand open, the rest in a fold."""

    id: str
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Text | None = None
    shown: int = 40
    folded: bool = False
    look: Literal["plain", "matrix"] = "plain"
    block: Literal["table"] = "table"


class Bar(Value):
    """A range on a scale: null ends are open. `claims` say it."""

    label: Text
    said: Text | None = None
    low: int | None = None
    high: int | None = None
    family: str
    claims: tuple[ClaimRef, ...] = ()


class RangeChart(Value):
    """Ranges said, on a logarithmic scale of a named unit."""

    id: str
    title: Text
    unit: str
    bars: tuple[Bar, ...]
    block: Literal["ranges"] = "ranges"


class Stack(Value):
    """A row of a bar chart: claims by family of act."""

    label: Text
    parts: dict[str, int]


class StackChart(Value):
    """Claims by family, one bar a row. Counts of claims, never of people."""

    id: str
    title: Text
    rows: tuple[Stack, ...]
    block: Literal["stacks"] = "stacks"


class Interval(Value):
    """The days that a claim's words allow; null is open."""

    ref: ClaimRef
    act: str
    family: str
    start: date | None
    end: date | None
    label: Text


class Timeline(Value):
    """Intervals by family of act; a diamond is a day, a bar is what is known."""

    id: str
    title: Text
    intervals: tuple[Interval, ...]
    block: Literal["timeline"] = "timeline"


class Spot(Value):
    """A place at the level known, with the claims that name it."""

    name: Text
    level: Literal["area", "point"]
    lat: float
    lon: float
    claims: int


class CountryMap(Value):
    """One country's outline, its places, and what cannot be placed in it."""

    id: str
    title: Text
    country: str
    rings: tuple[tuple[tuple[float, float], ...], ...]  # (longitude, latitude) in degrees
    provinces: tuple[tuple[tuple[float, float], ...], ...] = ()
    spots: tuple[Spot, ...]
    unplaced: int
    block: Literal["map"] = "map"


class Total(Value):
    """People of a stratum: documented, and the interval of an estimate; null ends: refused."""

    label: Text
    documented: int
    low: int | None = None
    high: int | None = None
    middle: int | None = None


class TotalChart(Value):
    """Documented people beside estimated ones, a line a stratum."""

    id: str
    title: Text
    totals: tuple[Total, ...]
    block: Literal["totals"] = "totals"


class UpSet(Value):
    """Lists with their sizes, and how many events each combination of them tells, most first."""

    id: str
    title: Text
    lists: tuple[tuple[Text, int], ...]
    combinations: tuple[tuple[tuple[int, ...], int], ...]  # positions of lists, and events
    block: Literal["upset"] = "upset"


class NetColumn(Value):
    """Who speaks in one part of the record, with the claims of each."""

    title: Text
    claims: int
    tellers: tuple[tuple[Teller, int], ...]


class Network(Value):
    """Two parts of the record and the sources that speak in both."""

    id: str
    first: NetColumn
    both: NetColumn
    second: NetColumn
    note: Text
    block: Literal["network"] = "network"


Block = Annotated[
    Table | RangeChart | StackChart | Timeline | CountryMap | TotalChart | UpSet | Network | Refused,
    Field(discriminator="block"),
]
