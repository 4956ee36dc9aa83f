"""The contract of a reader: what every plugin that turns text into claims must keep."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from saksi.reading.reader import Reader
from saksi.record import Claim, Passage, Report

PLANTED = "Quillon Vasterley"  # a source's name, planted in the page furniture
CLAIM = "Security agents arrested two traders in Corrow in March, a source in North Kell told Isk Radio."
KNOWN = f"{CLAIM}\n\nContact our correspondent {PLANTED} at 555 0142."
PUBLISHED = date(2024, 3, 20)
OUTLET = "Isk Radio"
HOSTILE = {
    "white space only": " \n\t\u3000\r\n ",
    "control characters": f"\x00\x07\u202e{CLAIM}\u2066\u200b\ufeff",
    "no end of sentence": "traders were arrested and " * 400,
    "one long word": "x" * 20_000,
    "another script": "상인 두 명이 체포됐다. 🚓🏴‍☠️ Торговцы арестованы.",
    "broken quotation marks": "“They were \"beaten', he ‘said” (and [shot",
    "numbers out of range": f"{'9' * 5_000} people were arrested 99999999 years ago on February 31.",
}
SHOWN = ("passages", "victim", "attribution", "more_attributions", "place", "time", "count", "perpetrator")


def check_reader(reader: Reader) -> None:
    """Check that a reader finds a plain claim, keeps offsets, repeats itself, and carries no source onward.

    Parameters
    ----------
    reader
        As the entry point of the group ``saksi.readers`` gives it. It is called about a dozen times on
        invented texts; the longest has 20 000 characters.

    Raises
    ------
    AssertionError
        The reader breaks the contract: lists every fault. An exception of the reader is one of them.
    """
    faults = [*_known(reader), *_empty(reader), *_hostile(reader)]
    if faults:
        raise AssertionError("reader: " + "; ".join(faults))


def _read(reader: Reader, text: str, furniture: Sequence[Passage] = ()) -> list[Claim] | str:
    """Return the claims, or what went wrong."""
    try:
        found = reader(text, published=PUBLISHED, outlet=OUTLET, language="en", furniture=furniture)
    except Exception as error:  # noqa: BLE001 - whatever a plugin raises is the fault looked for
        return f"raised {type(error).__name__}"
    if not isinstance(found, list) or not all(isinstance(claim, Claim) for claim in found):
        return "returned something else than a list of claims"
    return found


def _known(reader: Reader) -> Iterator[str]:
    furniture = (Passage(start=len(CLAIM) + 2, end=len(KNOWN)),)
    found = _read(reader, KNOWN, furniture)
    if isinstance(found, str):
        yield f"on a plain report it {found}"
        return
    if _read(reader, KNOWN, furniture) != found:
        yield "the same text read twice gives different claims: it must be deterministic"
    if not any(_is_the_arrest(claim) for claim in found):
        yield "in a plain report of an arrest it finds no detention_other of two people"
    yield from _form(found, KNOWN)
    if any(passage.end > len(CLAIM) for claim in found for passage in claim.passages):
        yield "a passage lies in the page furniture, which is not to be read"
    yield from _secrets(found)


def _is_the_arrest(claim: Claim) -> bool:
    return (
        claim.act == "detention_other" and claim.count.min == 2 and any(p.start == 0 for p in claim.passages)
    )


def _form(claims: Sequence[Claim], text: str) -> Iterator[str]:
    """Yield what is wrong with ids, passages and the trace to rules."""
    if len({claim.id for claim in claims}) < len(claims):
        yield "two claims have the same id"
    for claim in claims:
        spans = [(passage.start, passage.end) for passage in claim.passages]
        if not spans:
            yield f"claim {claim.id} has no passage"
        if any(end > len(text) for _, end in spans):
            yield f"claim {claim.id}: a passage ends behind the text"
        if any(text[start:end] != text[start:end].strip() or start >= end for start, end in spans):
            yield f"claim {claim.id}: a passage is empty, or starts or ends on white space"
        if any(_cuts_a_word(text, edge) for span in spans for edge in span):
            yield f"claim {claim.id}: a passage cuts a word; are offsets code points of the text as given?"
        if not claim.reader or not claim.rules:
            yield f"claim {claim.id} does not say which reader and rules made it"
        if claim.confidence is None or not 0 <= claim.confidence <= 1:
            yield f"claim {claim.id} has no confidence between 0 and 1"
    yield from _fits_a_report(claims, text)


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and all(char.isascii() and char.isalnum() for char in text[at - 1 : at + 1])


def _fits_a_report(claims: Sequence[Claim], text: str) -> Iterator[str]:
    try:
        Report(id="check", text=text, language="en", claims=tuple(claims))
    except ValueError as error:
        yield f"the claims make no report ({type(error).__name__})"


def _secrets(claims: Sequence[Claim]) -> Iterator[str]:
    """Yield where something of the planted source stands outside the fields that quote the text."""
    for claim in claims:
        kept = {key: value for key, value in claim.model_dump(mode="json").items() if key not in SHOWN}
        said = json.dumps(kept, ensure_ascii=False).lower()
        if any(word in said for word in (*PLANTED.lower().split(), "555 0142", "north kell")):
            yield f"claim {claim.id}: a planted source stands in a field that is not for quoting"
        quoted = json.dumps(claim.model_dump(mode="json"), ensure_ascii=False).lower()
        if PLANTED.lower() in quoted:
            yield f"claim {claim.id} carries a name from the page furniture"


def _empty(reader: Reader) -> Iterator[str]:
    found = _read(reader, "")
    if found != []:
        yield f"on an empty text it {found if isinstance(found, str) else 'finds claims'}"


def _hostile(reader: Reader) -> Iterator[str]:
    for kind, text in HOSTILE.items():
        found = _read(reader, text)
        if isinstance(found, str):
            yield f"on a text with {kind} it {found}"
        else:
            yield from (f"on a text with {kind}: {fault}" for fault in _form(found, text))
