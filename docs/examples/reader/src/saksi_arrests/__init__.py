"""A reader: finds "arrested two traders" and says so, by one rule."""

import re
from collections.abc import Sequence
from datetime import date

from saksi.record import Attribution, Claim, Count, Link, Passage, Victim

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
ARREST = re.compile(rf"\b[\w ]*?\barrested ({'|'.join(NUMBERS)}) (\w+)(?: in \w+)*")


def read_arrests(
    text: str,
    *,
    published: date | None = None,
    outlet: str | None = None,
    language: str | None = None,
    furniture: Sequence[Passage] = (),
) -> list[Claim]:
    """Return a claim for each arrest that the pattern finds; passages are spans of the text as given."""
    del published, language
    found = [match for match in ARREST.finditer(text) if not _inside(match.start(), furniture)]
    return [_claim(number, match, outlet) for number, match in enumerate(found, 1)]


def _inside(place: int, spans: Sequence[Passage]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _claim(number: int, match: re.Match[str], outlet: str | None) -> Claim:
    words = NUMBERS[match[1]]
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Claim(
        id=f"c{number}",
        kind="act",
        act="detention_other",
        victim=Victim(text=f"{match[1]} {match[2]}", type="group"),
        count=Count(min=words, max=words, text=match[1]),
        modality="happened",
        attribution=Attribution(
            chain=(Link(text=outlet or "the report", role="outlet"),), directness="author"
        ),
        passages=(Passage(start=start, end=match.end()),),
        confidence=0.5,
        reader="arrests 0.1",
        rules=("arrested-number-noun",),
    )
