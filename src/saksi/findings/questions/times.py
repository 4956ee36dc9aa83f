"""Answers when: intervals on a time line, words where there is no date."""

from collections.abc import Sequence

from saksi.findings.blocks import Block, Interval, Timeline
from saksi.findings.model import Finding
from saksi.findings.parts import FAMILIES, episodes, finding
from saksi.findings.phrases import victim, when
from saksi.findings.select import Record, Statement, denied, told_or_planned
from saksi.findings.text import Text, plain, say, term
from saksi.record import Claim


def dated(claim: Claim) -> bool:
    """Draw those of whose days at least one end is known."""
    return told_or_planned(claim) and bool(claim.time.from_ or claim.time.to)


def times(record: Record) -> Finding:
    """Answer with a time line of intervals; words that cannot be placed are listed as said."""
    placed = record.where(dated)
    loose = record.where(lambda c: told_or_planned(c) and not dated(c) and c.time.text is not None)
    silent = len(record.where(told_or_planned)) - len(placed) - len(loose)
    blocks: list[Block] = [*timeline(placed)]
    if loose:
        blocks.append(episodes("loose_times", loose, folded=len(loose) > 8))
    groups = [(f, say(f"column.{f}"), [s for s in placed if s.family == f]) for f in FAMILIES]
    return finding(
        "times",
        answer=_answer(placed, loose, silent),
        unit="claims",
        rules=(told_or_planned, dated),
        groups=[*groups, ("loose", say("times.loose"), loose)],
        against=record.where(denied),
        blocks=blocks,
        not_counted=(say("times.silent", n=silent),) if silent else (),
    )


def timeline(statements: Sequence[Statement]) -> tuple[Timeline, ...]:
    """Return the time line of those of whose days an end is known; none where there are none."""
    placed = sorted((s for s in statements if dated(s.claim)), key=_first_day)
    if not placed:
        return ()
    title = say("chart.timeline", n=len(placed))
    return (Timeline(id="timeline", title=title, intervals=tuple(map(_interval, placed))),)


def _interval(statement: Statement) -> Interval:
    claim = statement.claim
    words = term("act", claim.act) + plain(", ") + victim(statement) + plain(": ") + when(claim.time)
    return Interval(
        ref=statement.ref,
        act=claim.act,
        family=statement.family,
        start=claim.time.from_,
        end=claim.time.to,
        label=words,
    )


def _first_day(statement: Statement) -> str:
    time = statement.claim.time
    return str(time.from_ or time.to)


def _answer(placed: Sequence[Statement], loose: Sequence[Statement], silent: int) -> Text:
    undated = sum(s.report.published is None for s in loose)
    n = len(placed) + len(loose) + silent
    if not n:
        return say("times.none")
    days = sum(s.claim.time.from_ == s.claim.time.to for s in placed)
    answer = say("times.answer", n=len(placed), of=n, days=days)
    return answer + say("times.answer_undated", n=undated) if undated else answer
