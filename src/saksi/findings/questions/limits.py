"""Answers what the record cannot carry: refusals with their reason."""

from collections import Counter
from collections.abc import Sequence

from saksi.findings.model import Finding, NetColumn, Network, Refused
from saksi.findings.parts import finding, note
from saksi.findings.select import Record, Statement
from saksi.findings.tellers import Teller, distinct, tellers
from saksi.findings.text import Text, plain, say
from saksi.record import Report

Part = tuple[Text, list[Statement]]


def period_of(report: Report) -> str:
    """Return the year of publication: tellers are compared between years, undated reports stay apart."""
    return str(report.published.year) if report.published else "undated"


def limits(record: Record) -> Finding:
    """Answer with refusals: totals, shares and changes, each with what would cure it."""
    network = _network(record)
    undated = sum(r.published is None for r in record.counted)
    change = Refused(
        title=say("no_change.title"),
        reason=say("no_change.reason", n=len(network.both.tellers) if network else 0),
        needed=(
            *((say("no_change.dates", n=undated),) if undated else ()),
            say("no_change.sources"),
        ),
    )
    total = Refused(
        title=say("no_total.title"),
        reason=say("no_total.reason", n=len(record.counted)),
        needed=(say("no_total.events"), say("no_total.lists")),
    )
    share = Refused(
        title=say("no_share.title"), reason=say("no_share.reason"), needed=(say("no_share.needed"),)
    )
    return finding(
        "limits",
        answer=say("limits.answer"),
        unit="claims",
        rules=(period_of, tellers),
        groups=[],
        blocks=(total, share, change, *((network,) if network else ())),
        notes=(note("in_both", say("limits.in_both", n=len(network.both.tellers), of=_total(network))),)
        if network
        else (),
    )


def _total(network: Network) -> int:
    return len({t.key for part in (network.first, network.both, network.second) for t, _ in part.tellers})


def _network(record: Record) -> Network | None:
    parts = _parts(record)
    if len(parts) < 2:
        return None
    (first, a), (second, b) = parts
    in_a, in_b = ({t.key for t in distinct(part)} for part in (a, b))
    shared = in_a & in_b
    key = "network.all" if not shared else "network.some"
    return Network(
        id="network",
        first=_side(first, a, in_a - shared),
        both=_side(say("network.both"), [*a, *b], shared),
        second=_side(second, b, in_b - shared),
        note=say(key, n=len(shared), of=len(in_a | in_b)),
    )


def _parts(record: Record) -> list[Part]:
    """Return the two years with most claims, in order; without two years, two reports."""
    by_period: dict[str, list[Statement]] = {}
    for s in record.statements:
        by_period.setdefault(period_of(s.report), []).append(s)
    if len(by_period) >= 2:
        top = sorted(by_period, key=lambda p: (p == "undated", -len(by_period[p]), p))[:2]
        return [(_period(p), by_period[p]) for p in sorted(top)]
    by_report: dict[str, list[Statement]] = {}
    for s in record.statements:
        by_report.setdefault(s.report.id, []).append(s)
    chosen = sorted(by_report, key=lambda r: (-len(by_report[r]), r))[:2]
    return [(_report(by_report[r][0].report), by_report[r]) for r in chosen]


def _period(period: str) -> Text:
    return say("network.undated") if period == "undated" else say("network.year", year=period)


def _report(report: Report) -> Text:
    return say("network.report", outlet=plain(report.outlet or report.id), when=_period(period_of(report)))


def _side(title: Text, statements: Sequence[Statement], keys: set[tuple[str, str, str, str]]) -> NetColumn:
    counts = Counter(t.key for s in statements for t in tellers(s))
    members: list[Teller] = [t for t in distinct(statements) if t.key in keys]
    ranked = sorted(members, key=lambda t: (-counts[t.key], t.key))
    spoken = sum(bool({t.key for t in tellers(s)} & keys) for s in statements)
    return NetColumn(title=title, claims=spoken, tellers=tuple((t, counts[t.key]) for t in ranked))
