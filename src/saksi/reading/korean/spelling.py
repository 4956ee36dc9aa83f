"""Northern spelling read as southern, syllable for syllable, so that every offset stays: 로동교화형, 녀성."""

import re
from typing import Any

from saksi.reading.korean.lexicon import northern
from saksi.record import Claim

FIELDS = ("victim", "count", "perpetrator", "place", "time")


def southern(text: str) -> str:
    """Return the text with northern spellings replaced by southern ones of the same length."""
    known = northern()
    pattern = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
    return pattern.sub(lambda match: known[match.group()], text)


def as_written(claim: Claim, text: str, shadow: str) -> Claim:
    """Return the claim with its words as the report writes them.

    Parameters
    ----------
    claim
        A claim read from the shadow.
    text, shadow
        The text as archived, and the same in southern spelling.
    """
    if text == shadow:
        return claim

    def own(words: str | None) -> str | None:
        at = shadow.find(words) if words else -1
        return text[at : at + len(words)] if words and at >= 0 else words

    update: dict[str, Any] = {}
    for name in FIELDS:
        value = getattr(claim, name)
        update[name] = value.model_copy(update={"text": own(value.text)})
    update["victim"] = update["victim"].model_copy(update={"name": own(claim.victim.name)})
    chain = tuple(link.model_copy(update={"text": own(link.text)}) for link in claim.attribution.chain[:-1])
    update["attribution"] = claim.attribution.model_copy(
        update={"chain": (*chain, claim.attribution.chain[-1])}
    )
    update["penalty"] = own(claim.penalty)
    return claim.model_copy(update=update)
