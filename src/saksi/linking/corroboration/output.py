"""What `saksi link events` writes: events, their origins, and pairs of reports, as JSON values."""

from typing import Any

from saksi.linking.corroboration.linked import Event, Linked
from saksi.linking.events.facts import Ref


def as_results(linked: Linked) -> dict[str, Any]:
    """Return ``events`` and ``pairs`` in the form of the file; see docs/methods/events.md.

    A claim is written ``report:claim``. ``independent_sources.max`` null: some people told it, nobody says
    how many. ``origins`` are lists of report ids that rest on one root. ``information_grade`` is that of the
    Admiralty code, 1 to 6.
    """
    return {
        "events": [_event(event) for event in linked.events],
        "pairs": [
            {
                "a": pair.a,
                "b": pair.b,
                "same_event": round(pair.same_event, 3),
                "dependence": pair.dependence,
                "why": pair.why,
            }
            for pair in linked.pairs
        ],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "claims": [claim_name(ref) for ref in event.claims],
        "reports": list(event.reports),
        "withdrawn": [claim_name(ref) for ref in event.withdrawn],
        "independent_sources": {"min": event.sources.low, "max": event.sources.high},
        "origins": [list(origin.reports) for origin in event.sources.origins],
        "information_grade": int(event.grade),
        "conflicts": [
            {
                "field": conflict.field,
                "values": [
                    {"value": value, "claims": [claim_name(ref) for ref in refs]}
                    for value, refs in conflict.values
                ],
            }
            for conflict in event.conflicts
        ],
        "circular": [list(circle.reports) for circle in event.circles],
    }


def claim_name(ref: Ref) -> str:
    """Return a claim's name in files: ``report:claim``."""
    return f"{ref[0]}:{ref[1]}"
