"""Reading Korean reports by rules over morphemes: which acts, to whom, by whose word, from which words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from saksi.reading.korean.attribution import tellings
from saksi.reading.korean.circumstances import main_country
from saksi.reading.korean.mentions import mentions
from saksi.reading.korean.merge import Draft, drafts
from saksi.reading.korean.morphs import sentences
from saksi.reading.korean.spelling import as_written, southern
from saksi.reading.korean.topics import topic_of
from saksi.record import Claim, Passage

__all__ = ["Draft", "read_drafts", "read_korean"]


def read_korean(
    text: str, *, published: date | None, outlet: str | None, furniture: Sequence[Passage] = ()
) -> list[Claim]:
    """Read the claims of one Korean text.

    Parameters
    ----------
    text
        The text as archived; passages are offsets into it, in code points.
    published
        Day of publication, the anchor of relative times; without it they keep their words and no days.
    outlet
        Who published it: the last link of every attribution chain.
    furniture
        Spans of page furniture: not read.

    Returns
    -------
    list of Claim
        Ids ``c1``, ``c2`` ... in text order of the core passages, reader ``rules-ko``; those of little
        confidence are candidates, for a person to look at.

    Raises
    ------
    InvalidInput
        The extra ``ko`` (kiwipiepy) is not installed, or a lexicon entry is malformed.
    """
    return [
        draft.claim for draft in read_drafts(text, published=published, outlet=outlet, furniture=furniture)
    ]


def read_drafts(
    text: str, *, published: date | None, outlet: str | None, furniture: Sequence[Passage] = ()
) -> list[Draft]:
    """Read what `read_korean` makes claims of, with the features of each: what the learned layer sees."""
    shadow = southern(text)
    found = sentences(shadow, furniture)
    told = tellings(shadow, found, outlet)
    read = drafts(
        mentions(shadow, found, told, published=published, country=main_country(shadow)),
        topic=topic_of(shadow),
    )
    return [replace(draft, claim=as_written(draft.claim, text, shadow)) for draft in read]
