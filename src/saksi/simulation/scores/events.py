"""Linking events: which claims tell of one event, how many independent sources there are, who copied whom."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import polars as pl

from saksi.record import InvalidInput
from saksi.simulation.scores.key import AnswerKey
from saksi.simulation.scores.measures import Score, as_scores, b_cubed, mean, pair_rates, rates

SAME = 0.5
Claim = tuple[str, str]  # report and claim


class _Truth:
    def __init__(self, key: AnswerKey) -> None:
        self.event: dict[Claim, Hashable] = {}
        self.roots: dict[Claim, set[int]] = {}
        columns = ("report_id", "claim_id", "event", "root", "second_root")
        for report, claim, event, *roots in key.claims.select(columns).iter_rows():
            at = (report, claim)
            self.event.setdefault(at, event if event >= 0 else at)
            self.roots.setdefault(at, set()).update(root for root in roots if root >= 0)
        self.root_report = {
            f"r{report:06}": root for report, root in key.reports.select("report", "root_report").iter_rows()
        }


def score_events(
    found: Mapping[str, Any], key: AnswerKey, names: Mapping[Claim, Claim] | None = None
) -> list[Score]:
    """Return rates of claims put together, how often bounds of independence hold, and rates of copies.

    Parameters
    ----------
    found
        ``events`` and ``pairs`` as `saksi link events` writes them.
    key
        Of the run.
    names
        From a reader's claims to those of the gold; ``None``: the claims are the gold's own. A claim
        without a counterpart is left out.

    Returns
    -------
    list[Score]
        ``independence held``: share of events whose interval of independent sources holds the number of
        independent observations behind their claims of the commonest true event (null as the upper bound
        holds anything); ``independence width``: mean of max - min where both are known; ``independence
        unknown``: share without an upper bound.

    Raises
    ------
    InvalidInput
        A claim is not written as "report:claim", or an event lacks its bounds.
    """
    truth = _Truth(key)
    labels: list[Hashable] = []
    events: list[Hashable] = []
    held: list[float] = []
    width: list[float] = []
    unknown = 0
    for event in found["events"]:
        claims = [at for at in (_gold(text, truth, names) for text in event["claims"]) if at]
        labels += [str(event["id"])] * len(claims)
        events += [truth.event[at] for at in claims]
        if claims:
            low, high = _bounds(event)
            held.append(float(low <= _independent(claims, truth) <= (high if high is not None else 10**9)))
            unknown += high is None
            width += [high - low] if high is not None else []
    pairs, n = pair_rates(events, labels)
    scores = as_scores("events", "all", "pairs", pairs, n)
    scores += as_scores("events", "all", "b-cubed", b_cubed(events, labels), len(labels))
    scores += [
        Score("events", "all", "independence held", mean(held), len(held)),
        Score("events", "all", "independence width", mean(width), len(width)),
        Score("events", "all", "independence unknown", unknown / len(held) if held else None, len(held)),
    ]
    return scores + _copies(found.get("pairs", ()), found["events"], truth)


def _gold(text: str, truth: _Truth, names: Mapping[Claim, Claim] | None) -> Claim | None:
    report, sep, claim = str(text).rpartition(":")
    if not sep:
        raise InvalidInput(
            'events.claims: a claim is no "report:claim"; needed what `saksi link events` writes'
        )
    at = (report, claim) if names is None else names.get((report, claim))
    return at if at in truth.event else None


def _bounds(event: Mapping[str, Any]) -> tuple[int, int | None]:
    sources = event.get("independent_sources")
    if not isinstance(sources, Mapping) or "min" not in sources:
        raise InvalidInput(f"event {event.get('id')}: no independent_sources with min and max")
    return int(sources["min"] or 0), None if sources.get("max") is None else int(sources["max"])


def _independent(claims: Sequence[Claim], truth: _Truth) -> int:
    """Return the independent observations behind the claims of the commonest event among them."""
    [(commonest, _)] = Counter(truth.event[at] for at in claims).most_common(1)
    return len(set().union(*(truth.roots[at] for at in claims if truth.event[at] == commonest)))


def _copies(
    pairs: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]], truth: _Truth
) -> list[Score]:
    """Return rates of the pairs of reports called copies, among the reports that the file names."""
    reports = {str(name) for event in events for name in event.get("reports", ())}
    reports |= {str(pair[end]) for pair in pairs for end in ("a", "b")}
    known = pl.Series([truth.root_report[name] for name in sorted(reports) if name in truth.root_report])
    wanted = sum(n * (n - 1) // 2 for n in known.value_counts()["count"]) if len(known) else 0
    called = [pair for pair in pairs if pair.get("dependence") == "copy"]
    hits = 0
    for pair in called:
        a, b = truth.root_report.get(str(pair["a"])), truth.root_report.get(str(pair["b"]))
        hits += a is not None and a == b
    return as_scores("events", "all", "copies", rates(hits, wanted, len(called)), wanted)
