"""New reports put beside a linked record, against a full run: equal clusters, and what it costs.

`python -m benchmarks.linking_beside` prints the figures, on simulated networks.
"""

import random
from collections.abc import Sequence
from time import process_time

from benchmarks.linking_events import SEEDS, Figure
from saksi.linking.corroboration import link_events, relink, touched
from saksi.linking.events.facts import Ref, joined_facts, told_facts
from saksi.linking.origins.outlets import outlets_of
from saksi.record import Report
from saksi.simulation.known import known_reports

NEW = 0.03  # share of the reports that is new
WEAK, NEAR = 0.9, 0.25  # as `saksi.workspace.linking.marks` has them
BESIDE = 300


def measure(seeds: Sequence[int] = SEEDS) -> list[Figure]:
    """Return the share of a full run's clusters that the shortcut gives too, and its share of the time."""
    equal = clusters = 0
    full_cpu = beside_cpu = 0.0
    for seed in seeds:
        reports = list(known_reports(seed=seed).reports)
        random.Random(seed).shuffle(reports)  # noqa: S311 - which reports come later
        cut = round(len(reports) * (1 - NEW))
        begin = process_time()
        full = {frozenset(event.claims) for event in link_events(reports).events}
        full_cpu += process_time() - begin
        found, cpu = _beside(reports[:cut], reports[cut:])
        beside_cpu += cpu
        equal, clusters = equal + len(found & full), clusters + len(full)
    data = f"simulated networks, {NEW:.0%} new"
    return [
        Figure(data, "clusters as in a full run", equal / clusters, clusters, ">= .99"),
        Figure(data, "CPU time against a full run", beside_cpu / full_cpu, len(seeds)),
    ]


def _beside(old: list[Report], new: list[Report]) -> tuple[set[frozenset[Ref]], float]:
    before = link_events(old)
    events = {ref: event.id for event in before.events for ref in event.claims}
    weak = [ref for ref, chance in before.belongs.items() if chance < WEAK]
    weak += [ref for miss in before.near if miss.chance >= NEAR for ref in (miss.a, miss.b)]
    reports = sorted((*old, *new), key=lambda report: report.id)
    begin = process_time()
    facts = joined_facts([fact for report in reports for fact in told_facts(report)])
    solve = touched(facts, events, {report.id for report in new}, doubtful=weak)
    names = {report for report, _ in solve}
    chosen = [report for report in reports if report.id in names]
    found = relink(
        chosen, facts, events, solve, outlets_of(reports), sharing=before.sharing, beside=reports[:BESIDE]
    )
    cpu = process_time() - begin
    kept: dict[str, set[Ref]] = {}
    for ref, event in events.items():
        if ref not in solve:
            kept.setdefault(event, set()).add(ref)
    groups = [*kept.values(), *(set(event.claims) for event in found.events)]
    return {frozenset(refs) for refs in groups}, cpu


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.data:32} {figure.what:32} {figure.value:8.3f} {figure.n:6} {figure.bar}")
