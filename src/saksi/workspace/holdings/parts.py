"""Grounds, passages and links of the claims of a page, fetched at once."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from saksi.workspace.holdings.models import ChainLink, Claim, Ground, Passage

PARTS = (
    ("grounds", Ground, ("position", "ground")),
    ("passages", Passage, ("position", "start", "end")),
    (
        "links",
        ChainLink,
        ("attribution", "position", "text", "role", "anonymous", "place", "directness", "stance"),
    ),
)


def give_parts(claims: Collection[Claim]) -> None:
    """Let claims hold their grounds, passages and links, for `frames.claim_record` to read.

    It is what `prefetch_related` does, in a third of its time: that builds a query and rows of the model for
    each claim, and a page of 50 claims spends more on these than on the database.
    """
    keys = [claim.pk for claim in claims]
    for name, model, columns in PARTS:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in model.objects.filter(claim__in=keys).values_list("claim_id", *columns, named=True):
            found[row.claim_id].append(row)
        for claim in claims:
            held: dict[str, list[Any]] = claim.__dict__.setdefault("_prefetched_objects_cache", {})
            held[name] = found[claim.pk]
