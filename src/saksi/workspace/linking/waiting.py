"""What of linking waits on a desk: differences of events for reviewers, pairs for all who may judge."""

from typing import Any

from saksi.workspace.holdings.views.lines import lines_of
from saksi.workspace.linking.figures import hidden_from, without_hidden
from saksi.workspace.linking.settling import waiting_events
from saksi.workspace.linking.suggesting import open_pairs
from saksi.workspace.web.access import Request, Role

SHOWN = 5  # of each
COUNTED = 100  # more is "100 and more"
JUDGE = frozenset((Role.DOCUMENTER, Role.REVIEWER, Role.ANALYST))


def waits_for(request: Request) -> dict[str, Any]:
    """Return what waits, the most valuable first, and how much; none of it of a foreign case."""
    hidden = hidden_from(request.member)
    conflicts = waiting_events(hidden, most=COUNTED) if Role.REVIEWER in request.roles else []
    without_hidden([event for event, _ in conflicts[:SHOWN]], hidden)
    pairs = open_pairs(hidden) if request.roles & JUDGE else None
    shown = list(pairs[:SHOWN]) if pairs is not None else []
    lines = lines_of(request, {key for pair in shown for key in (pair.first_id, pair.second_id)})
    return {
        "conflicts": conflicts[:SHOWN],
        "n_conflicts": len(conflicts),
        "pairs": [(pair, lines[pair.first_id], lines[pair.second_id]) for pair in shown],
        "n_pairs": len(pairs.values_list("pk")[:COUNTED]) if pairs is not None else 0,
    }
