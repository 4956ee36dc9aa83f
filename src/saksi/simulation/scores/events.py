"""Linking events: which claims tell of one event, how many independent sources there are, who copied whom."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from typing import Any

from saksi.record import InvalidInput
from saksi.simulation.reporting.linked import Claim, Links, linked
from saksi.simulation.scores.key import AnswerKey
from saksi.simulation.scores.measures import (
    Score,
    as_scores,
    b_cubed,
    entries,
    is_number,
    mean,
    pair_rates,
    rates,
)


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
        holds anything; events that rest on nobody known, as fears and denials, are left out);
        ``independence width``: mean of max - min where both are known; ``independence unknown``: share
        without an upper bound; ``dependence right``: share of the pairs of reports that truly share an event
        and are named with their true class, and the same a class; ``copies``: rates of the pairs called
        copies.

    Raises
    ------
    InvalidInput
        An event or pair is not as `saksi link events` writes it: a claim is not "report:claim", an event
        lacks its bounds.
    """
    happened = entries(found["events"], "events", "id", "claims")
    pairs_of_reports = entries(found.get("pairs", ()), "pairs", "a", "b")
    truth = Links(key.claims, key.reports)
    labels: list[Hashable] = []
    events: list[Hashable] = []
    held: list[float] = []
    width: list[float] = []
    unknown = 0
    for event in happened:
        claims = [at for at in (_gold(text, truth, names) for text in event["claims"]) if at]
        labels += [str(event["id"])] * len(claims)
        events += [truth.event[at] for at in claims]
        low, high = _bounds(event)
        behind = _independent(claims, truth) if claims else 0
        if behind:
            held.append(float(low <= behind <= (high if high is not None else 10**9)))
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
    return [
        *scores,
        *_dependence(pairs_of_reports, happened, truth),
        *_copies(pairs_of_reports, happened, truth),
    ]


def _gold(text: str, truth: Links, names: Mapping[Claim, Claim] | None) -> Claim | None:
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
    low, high = sources["min"], sources.get("max")
    if not is_number(low) or not is_number(high):
        raise InvalidInput(f"event {event['id']}: independent_sources are no numbers; needed min and max")
    return int(low or 0), None if high is None else int(high)


def _independent(claims: Sequence[Claim], truth: Links) -> int:
    """Return the independent observations behind the claims of the commonest event among them."""
    [(commonest, _)] = Counter(truth.event[at] for at in claims).most_common(1)
    return len(set().union(*(truth.roots[at] for at in claims if truth.event[at] == commonest)))


def _dependence(
    pairs: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]], truth: Links
) -> list[Score]:
    """Return how many of the pairs that truly share an event have their true class of dependence."""
    reports = _named(pairs, events) & set(truth.prints)
    called = {frozenset((str(pair["a"]), str(pair["b"]))): pair.get("dependence") for pair in pairs}
    right: dict[str, list[float]] = {}
    for pair in linked(truth, reports)["pairs"]:
        said = called.get(frozenset((pair["a"], pair["b"])))
        right.setdefault(pair["dependence"], []).append(float(said == pair["dependence"]))
    every = [value for values in right.values() for value in values]
    return [
        Score("events", "all", "dependence right", mean(every), len(every)),
        *(
            Score("events", f"dependence={name}", "dependence right", mean(values), len(values))
            for name, values in sorted(right.items())
        ),
    ]


def _named(pairs: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]) -> set[str]:
    reports = {str(name) for event in events for name in event.get("reports", ())}
    return reports | {str(pair[end]) for pair in pairs for end in ("a", "b")}


def _copies(
    pairs: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]], truth: Links
) -> list[Score]:
    """Return rates of the pairs of reports called copies, among the reports that the file names."""
    known = sorted(_named(pairs, events) & set(truth.prints))
    stories: dict[int, list[str]] = {}
    for name in known:
        stories.setdefault(truth.prints[name].root, []).append(name)
    nobody: frozenset[Hashable] = frozenset()
    wanted = {
        frozenset(pair)
        for reports in stories.values()
        for pair in combinations(reports, 2)
        if truth.dependence(*pair, nobody, nobody) == "copy"
    }
    called = {
        frozenset((str(pair["a"]), str(pair["b"]))) for pair in pairs if pair.get("dependence") == "copy"
    }
    found = rates(len(called & wanted), len(wanted), len(called))
    return as_scores("events", "all", "copies", found, len(wanted))
