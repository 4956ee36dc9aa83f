"""Reading Korean reports by rules over morphemes: which acts, to whom, by whose word, from which words."""

from collections.abc import Sequence
from datetime import date

from saksi.reading.korean.attribution import tellings
from saksi.reading.korean.circumstances import main_country
from saksi.reading.korean.mentions import mentions
from saksi.reading.korean.merge import merged
from saksi.reading.korean.morphs import sentences
from saksi.record import Claim, Passage

__all__ = ["read_korean"]


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
        Ids ``c1``, ``c2`` ... in text order of the core passages, reader ``rules-ko``.

    Raises
    ------
    InvalidInput
        The extra ``ko`` (kiwipiepy) is not installed, or a lexicon entry is malformed.
    """
    found = sentences(text, furniture)
    told = tellings(text, found, outlet)
    return merged(mentions(text, found, told, published=published, country=main_country(text)))
