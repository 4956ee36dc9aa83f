"""Which mentions go to the queue only: weak ones, and tellings that merging joined to another claim."""

from collections.abc import Sequence

from saksi.reading.english.drafts import Draft

SHARED = 0.6  # of the shorter passage: then both point at the same words
JOINED = 0.12  # confidence of a telling that merging took for another's: rarely a claim of its own


def candidates(claims: Sequence[Draft], weak: Sequence[Draft], joined: Sequence[Draft]) -> list[Draft]:
    """Return what a person may still find to be a claim, each act and place in the text once.

    Parameters
    ----------
    claims
        The claims after merging.
    weak
        Mentions whose rule seldom asserts an act.
    joined
        Mentions that merging joined to a claim as a further passage.
    """
    found: list[Draft] = []
    for draft in joined:
        draft.confidence = min(draft.confidence, JOINED)
        draft.features["weak"] = "joined"
    for draft in (*weak, *joined):
        core = [claim for claim in claims if claim.act == draft.act and _same(claim.passages[0], draft)]
        core = [] if draft.features["weak"] == "part" else core  # it stands inside the telling of the whole
        if not core and not any(
            other.act == draft.act and _same(other.passages[0], draft) for other in found
        ):
            found.append(draft)
    return found


def _same(span: tuple[int, int], draft: Draft) -> bool:
    (a, b), (c, d) = span, draft.passages[0]
    return min(b, d) - max(a, c) > SHARED * min(b - a, d - c)
