"""Events, origins, dependence: against annotated groups and simulated reporting networks.

`python -m benchmarks.linking_events` prints the figures. The annotated groups need the folder ../shared;
without it they are left out. Simulated worlds are seeds that no weight was set with.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from saksi.linking.corroboration import Linked, link_events
from saksi.record import Report
from saksi.simulation.known import KnownReports, known_reports

SEEDS = (101, 102, 103, 104)
SHARED = Path(__file__).parents[2] / "shared" / "data" / "claims"
Claim = tuple[str, str]
SAME = 0.5
COPIES = 5


class Figure(NamedTuple):
    """One number: what, on which data, how many cases, the bar if there is one."""

    data: str
    what: str
    value: float
    n: int
    bar: str = ""


def measure(seeds: Sequence[int] = SEEDS) -> list[Figure]:
    """Return the figures of the annotated groups (if they are at hand) and of simulated networks."""
    figures = list(_annotated(SHARED)) if SHARED.is_dir() else []
    networks = [_network(known_reports(seed=seed)) for seed in seeds]
    return [*figures, *_summed(networks)]


def _annotated(folder: Path) -> Iterator[Figure]:
    reports = [
        Report.model_validate_json(path.read_text()) for path in sorted((folder / "dev").glob("*.json"))
    ]
    linked = link_events(reports)
    pairs = {(pair.a, pair.b): pair for pair in linked.pairs}
    groups = json.loads((folder / "groups-dev.json").read_text())["groups"]
    texts = json.loads((folder / "translations-dev.json").read_text())
    wanted = {_ordered(p["a"], p["b"]): p for group in groups for p in group["pairs"]}
    translated = {_ordered(p["ko"], p["en"]) for p in texts}
    true = {pair for pair, said in wanted.items() if said["same_event"] == "yes"} | translated
    found = {pair for pair, judged in pairs.items() if judged.same_event >= SAME}
    data = "annotated, seen"
    yield Figure(
        data,
        "pairs of reports on one event, F1",
        _f1(len(found & true), len(found), len(true)),
        len(true),
        ">= .90",
    )
    right = sum(pairs[pair].dependence == said["dependence"] for pair, said in wanted.items())
    yield Figure(data, "dependence as annotated", right / len(wanted), len(wanted), ">= .80")
    copies = sum(pairs[pair].dependence == "copy" for pair in translated)
    yield Figure(data, "translations found", copies / len(translated), len(translated))
    held = [_holds_group(linked, group) for group in groups]
    yield Figure(data, "bounds hold the number of sources", sum(held) / len(held), len(held), ">= .90")


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (min(a, b), max(a, b))


def _holds_group(linked: Linked, group: Mapping[str, Any]) -> bool:
    """Whether every event that the group's reports share holds the number that was annotated."""
    said = group["independent_sources"]["n"]
    low, high = said if isinstance(said, list) else (said, said)
    shared = [event for event in linked.events if len(set(event.reports) & set(group["reports"])) > 1]
    main = max(shared, key=lambda event: (len(event.reports), len(event.claims)))
    most = main.sources.high
    return main.sources.low <= low and (most is None or most >= high)


class Network(NamedTuple):
    """What one simulated network gives: counts, to be summed over networks."""

    hits: int
    found: int
    true: int
    report_hits: int
    report_found: int
    report_true: int
    victim_hits: int
    victim_true: int
    held: int
    naive_held: int
    events: int
    width: int
    bounded: int
    copies_one: int
    copies: int
    dependence_right: int
    dependence: int
    reports: int
    cpu: float


def _network(known: KnownReports) -> Network:
    begin = process_time()
    linked = link_events(known.reports)
    cpu = process_time() - begin
    return Network(
        *_events(known, linked),
        *_pairs(known, linked),
        *_bounds(known, linked),
        *_copies(known),
        *_dependence(known, linked),
        len(known.reports),
        cpu,
    )


def _truth(known: KnownReports) -> tuple[dict[Claim, int], dict[Claim, set[int]], dict[Claim, set[int]]]:
    event: dict[Claim, int] = {}
    victims: dict[Claim, set[int]] = defaultdict(set)
    informants: dict[Claim, set[int]] = defaultdict(set)
    columns = ("report_id", "claim_id", "event", "person", "root", "second_root")
    for report, claim, number, person, *roots in known.claims.select(columns).iter_rows():
        event[report, claim] = number
        victims[report, claim].add(person)
        informants[report, claim].update(root for root in roots if root is not None and root >= 0)
    return event, victims, informants


def _events(known: KnownReports, linked: Linked) -> tuple[int, int, int]:
    """Pairs of claims about one act on the same victim; a group and one of its people are not judged."""
    event, victims, _ = _truth(known)
    told = {ref for ref, number in event.items() if number >= 0}
    by_event: dict[int, list[Claim]] = defaultdict(list)
    for ref in told:
        by_event[event[ref]].append(ref)
    true, open_ = set(), set()
    for refs in by_event.values():
        for a, b in combinations(sorted(refs), 2):
            if victims[a] & victims[b]:
                true.add((a, b))
            elif -1 in victims[a] | victims[b]:
                open_.add((a, b))
    found = {
        pair
        for one in linked.events
        for pair in combinations(sorted(ref for ref in one.claims if ref in told), 2)
        if pair not in open_
    }
    return len(found & true), len(found), len(true)


def _pairs(known: KnownReports, linked: Linked) -> tuple[int, int, int, int, int]:
    """Pairs of reports on one episode; of these, pairs that tell of one act on the same victim.

    The simulation's episode is what a county sees of one kind of act on a day, be it of other victims: to us
    that is several events.
    """
    true = {_ordered(pair["a"], pair["b"]) for pair in known.links["pairs"]}
    found = {(pair.a, pair.b) for pair in linked.pairs if pair.same_event >= SAME}
    event, victims, _ = _truth(known)
    told: dict[tuple[int, int], set[str]] = defaultdict(set)
    for (report, claim), number in event.items():
        for person in victims[report, claim] - {-1} if number >= 0 else ():
            told[number, person].add(report)
    of_one = true & {pair for reports in told.values() for pair in combinations(sorted(reports), 2)}
    return len(found & true), len(found), len(true), len(found & of_one), len(of_one)


def _bounds(known: KnownReports, linked: Linked) -> tuple[int, int, int, int, int]:
    """Events whose interval holds the informants behind their claims; beside it the count of outlets."""
    _, _, informants = _truth(known)
    outlets = linked.web.outlets.by_report
    held = naive = events = width = bounded = 0
    for event in linked.events:
        true = len(set().union(*(informants[ref] for ref in event.claims)))
        if not true:
            continue
        low, high = event.sources.low, event.sources.high
        events += 1
        held += low <= true and (high is None or true <= high)
        naive += len({outlets[report] for report in event.reports}) == true
        if high is not None:
            width += high - low
            bounded += 1
    return held, naive, events, width, bounded


def _copies(known: KnownReports) -> tuple[int, int]:
    """Print each of some reports five times over, word for word under new heads: always one source."""
    alone = [
        r for r in known.reports if len(r.claims) == 1 and r.language == "ko" and r.claims[0].kind == "act"
    ]
    right = 0
    for report in alone[:20]:
        copies = [
            report.model_copy(update={"id": f"copy-{n}", "outlet": f"Copier {n}", "url": None})
            for n in range(COPIES)
        ]
        before = link_events([report]).events[0].sources
        after = link_events([report, *copies]).events
        right += (
            len(after) == 1 and after[0].sources.high == before.high and after[0].sources.low == before.low
        )
    return right, len(alone[:20])


def _dependence(known: KnownReports, linked: Linked) -> tuple[int, int]:
    """Pairs that truly share an event and were found; two tellings of one outlet are `same_outlet` to us."""
    outlets = linked.web.outlets.by_report
    said = {(pair.a, pair.b): pair.dependence for pair in linked.pairs if pair.same_event >= SAME}
    right = judged = 0
    for pair in known.links["pairs"]:
        at = _ordered(pair["a"], pair["b"])
        if at in said:
            judged += 1
            one_outlet = outlets.get(at[0]) == outlets.get(at[1])
            apart = pair["dependence"] in ("independent", "partly", "unclear")
            right += said[at] == ("same_outlet" if one_outlet and apart else pair["dependence"])
    return right, judged


def _summed(networks: Sequence[Network]) -> list[Figure]:
    total = Network(*(sum(column) for column in zip(*networks, strict=True)))
    shares = (
        ("claims on one act and victim, precision", total.hits, total.found, ""),
        ("claims on one act and victim, recall", total.hits, total.true, ""),
        ("pairs of reports on one episode, precision", total.report_hits, total.report_found, ""),
        ("pairs of reports on one episode, recall", total.report_hits, total.report_true, ""),
        ("pairs of reports on one act and victim, recall", total.victim_hits, total.victim_true, ""),
        ("bounds hold the true number of informants", total.held, total.events, ">= .90"),
        ("mean width of the bounds", total.width, total.bounded, ""),
        ("peer: the number of outlets is right", total.naive_held, total.events, ""),
        ("five copies add no source", total.copies_one, total.copies, "1"),
        ("dependence of pairs that were found", total.dependence_right, total.dependence, ""),
        ("CPU seconds a report", total.cpu, total.reports, ""),
    )
    data = f"{len(networks)} simulated networks"
    f1 = Figure(
        data, "claims on one act and victim, F1", _f1(total.hits, total.found, total.true), total.true
    )
    return [f1, *(Figure(data, what, part / whole, whole, bar) for what, part, whole, bar in shares)]


def _f1(hits: int, found: int, true: int) -> float:
    return 2 * hits / (found + true) if found + true else 1.0


def main() -> None:
    """Print the figures as a table."""
    for figure in measure():
        bar = f"  bar {figure.bar}" if figure.bar else ""
        print(f"{figure.data:<24}{figure.what:<46}{figure.value:>8.3f}  n={figure.n:<8,}{bar}")


if __name__ == "__main__":
    main()
