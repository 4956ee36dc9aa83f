"""What the questions share: how a finding is put together, and the table of episodes."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from textwrap import dedent
from typing import TypedDict, Unpack

from saksi.findings.blocks import Block, Cell, Column, Refused, Row, Table
from saksi.findings.model import Figure, Finding, Group, Reviewed, Rule, SideNote
from saksi.findings.phrases import (
    according_to,
    amount,
    bounds_said,
    grounds,
    place,
    quote,
    teller_words,
    victim,
    when_said,
)
from saksi.findings.select import Statement
from saksi.findings.sources import independence, weakest
from saksi.findings.text import Text, plain, said, say, term
from saksi.record import Bounds

FAMILIES = ("life", "liberty", "body", "move", "watch", "means", "camp")  # of acts, in the order of gravity
STATUSES = ("elite", "official", "ordinary", "family_of_accused", "mixed", "unknown")  # of victims
EPISODES_SHOWN = 12  # rows; the others stand in a fold
EPISODE_COLUMNS = ("who", "count", "ground", "where", "teller", "claim")
Grouped = tuple[str, Text, Sequence[Statement]]


class More(TypedDict, total=False):
    """What only some findings have."""

    against: Sequence[Statement]  # claims that deny it
    apart: Sequence[Grouped]  # named in the trace, counted in nothing
    figure: Figure | None
    bounds: tuple[Bounds, ...]
    blocks: Iterable[Block]
    not_counted: Iterable[Text]
    notes: Iterable[SideNote]
    refusals: Iterable[Refused]


def finding(
    name: str,
    *,
    answer: Text,
    unit: str,
    rules: Sequence[Callable[..., object] | str],
    groups: Sequence[Grouped],
    **more: Unpack[More],
) -> Finding:
    """Put a finding together: its sources, its weakest link and its share reviewed follow from its claims.

    Parameters
    ----------
    name
        Prefix of its sentences: ``<name>.question`` and ``<name>.rule``.
    unit
        Suffix of the sentence ``unit.<unit>``.
    rules
        The functions that chose the claims, whose source is shown, and tables they use, written out.
    groups
        Claims for, each group with an id that is unique in this finding.
    more
        See `More`.
    """
    statements = unique(s for _, _, members in groups for s in members)
    figure = more.get("figure")
    return Finding(
        id=name,
        question=say(f"{name}.question"),
        answer=answer,
        unit=say(f"unit.{unit}"),
        figure=figure,
        bounds=more.get("bounds", ()),
        blocks=tuple(more.get("blocks", ())),
        rule=Rule(words=say(f"{name}.rule"), code="\n\n".join(_source(rule) for rule in rules)),
        claims_for=_groups(name, groups),
        claims_apart=_groups(name, more.get("apart", ())),
        claims_against=tuple(s.ref for s in more.get("against", ())),
        deniable="against" in more,
        sources=independence(statements),
        weakest=weakest(statements, [s for s in statements if figure and s.ref in figure.claims]),
        reviewed=Reviewed(decided=sum(s.decided for s in statements), of=len(statements)),
        not_counted=tuple(more.get("not_counted", ())),
        notes=tuple(more.get("notes", ())),
        refusals=tuple(more.get("refusals", ())),
    )


def _groups(name: str, groups: Sequence[Grouped]) -> tuple[Group, ...]:
    made = [(f"{name}-{part}", title, tuple(s.ref for s in members)) for part, title, members in groups]
    return tuple(Group(id=anchor, title=title, refs=refs) for anchor, title, refs in made if refs)


def unique(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return each statement once, in order of first appearance."""
    return tuple({(s.report.id, s.claim.id): s for s in statements}.values())


def by_act(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Return statements by act, families in the order of gravity, then acts with most claims first."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.claim.act, []).append(statement)
    order = sorted(found, key=lambda act: (FAMILIES.index(found[act][0].family), -len(found[act]), act))
    return {act: found[act] for act in order}


def episodes(
    name: str, statements: Sequence[Statement], *, folded: bool = False, caption: Text | None = None
) -> Table:
    """Return one line a claim: who, how many, on what accusation, where and when, according to whom."""
    columns = tuple(Column(id=c, label=say(f"column.{c}")) for c in EPISODE_COLUMNS)
    rows = tuple(Row(id=f"{s.report.id}/{s.claim.id}", cells=_episode(s)) for s in statements)
    return Table(
        id=name,
        caption=caption or say(f"table.{name}"),
        columns=columns,
        rows=rows,
        folded=folded,
        shown=EPISODES_SHOWN,
    )


def claim_cell(statement: Statement) -> Cell:
    """Return the cell that names a claim and leads to its evidence."""
    claim = statement.claim
    said_to = () if claim.modality == "happened" else (term("modality", claim.modality),)
    return Cell(
        kind="claim", refs=(statement.ref,), code=claim.act, text=term("act", claim.act), lines=said_to
    )


def count_cell(statement: Statement) -> Cell:
    """Return how many, with the words said."""
    words, language = statement.claim.count.text, statement.report.language
    shown = (said(words, language),) if words and words != statement.claim.victim.text else ()
    return Cell(text=amount(bounds_said(statement.claim)), lines=shown)


def teller_cell(statement: Statement) -> Cell:
    """Return the claim's origin, with how many more confirm or dispute it."""
    teller = according_to(statement)
    more = [
        say(f"teller.{stance}", n=n)
        for stance in ("confirms", "disputes")
        if (n := sum(a.stance == stance for a in statement.claim.more_attributions))
    ]
    lines = [plain(teller.outlet)] if teller.words else []
    return Cell(kind="teller", code=teller.kind, text=teller_words(teller), lines=(*lines, *more))


def column(name: str, *, number: bool = False) -> Column:
    """Return a column whose heading is the sentence ``column.<name>``."""
    return Column(id=name, label=say(f"column.{name}"), number=number)


def note(name: str, text: Text) -> SideNote:
    """Return a side note whose label is the sentence ``note.<name>``."""
    return SideNote(label=say(f"note.{name}"), text=text)


def _episode(statement: Statement) -> tuple[Cell, ...]:
    return (
        Cell(kind="quote", text=victim(statement), lines=(quote(statement),)),
        count_cell(statement),
        Cell(text=grounds(statement.claim)),
        Cell(text=place(statement), lines=(when_said(statement),)),
        teller_cell(statement),
        claim_cell(statement),
    )


def _source(rule: Callable[..., object] | str) -> str:
    if isinstance(rule, str):
        return rule
    return dedent(inspect.getsource(rule)).strip()
