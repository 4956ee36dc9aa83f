"""What of linking waits on a desk: differences of events for reviewers, pairs for all who may judge."""

from typing import Any

from saksi.workspace.holdings.views.lines import lines_of
from saksi.workspace.linking.figures import hidden_from
from saksi.workspace.linking.settling import waiting_events
from saksi.workspace.linking.suggesting import best_pairs, open_pairs
from saksi.workspace.web.access import Request, Role

SHOWN = 5  # of each
COUNTED = 100  # more is "100 and more"
JUDGE = frozenset((Role.DOCUMENTER, Role.REVIEWER, Role.ANALYST))


def waits_for(request: Request) -> dict[str, Any]:
    """Return what waits, the most valuable first, and how much; none of it of a foreign case."""
    hidden = hidden_from(request.member)
    conflicts = waiting_events(hidden, most=COUNTED) if Role.REVIEWER in request.roles else []
    may_judge = bool(request.roles & JUDGE)
    shown = best_pairs(hidden, size=SHOWN) if may_judge else []
    lines = lines_of(request, {key for pair in shown for key in (pair.first_id, pair.second_id)})
    return {
        "conflicts": conflicts[:SHOWN],
        "n_conflicts": len(conflicts),
        "pairs": [(pair, lines[pair.first_id], lines[pair.second_id]) for pair in shown],
        "n_pairs": len(open_pairs(hidden).values_list("pk")[:COUNTED]) if may_judge else 0,
    }
