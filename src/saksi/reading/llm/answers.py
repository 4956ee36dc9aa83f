"""From a model's answer to claims: a field whose quotation is not in the report is dropped.

Nothing of the answer is trusted. What is no claim with a true passage is left out; what is a claim keeps
only the fields that rest on words of the report.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from saksi.reading.llm.anchors import Piece, ordered
from saksi.reading.llm.prompt import MOST_CLAIMS
from saksi.reading.outlets import outlet_link
from saksi.record import (
    Attribution,
    Claim,
    Count,
    Link,
    Passage,
    Perpetrator,
    Place,
    Time,
    Victim,
    vocabulary,
)

MOST_ITEMS = 12  # of one list inside a claim
Made = TypeVar("Made")


def claims_of(answer: Mapping[str, Any], piece: Piece, *, outlet: str | None) -> Iterator[Claim]:
    """Yield the claims of an answer whose passage stands in the piece; ids are given by the caller.

    Parameters
    ----------
    answer
        The parsed JSON of the model: any JSON object.
    piece
        The stretch of the report that was asked about.
    outlet
        Last link of every chain.
    """
    for given in _list(answer.get("claims"))[:MOST_CLAIMS]:
        if isinstance(given, Mapping) and (claim := _claim(given, piece, outlet)) is not None:
            yield claim


def _claim(given: Mapping[str, Any], piece: Piece, outlet: str | None) -> Claim | None:
    core = piece.find(given.get("quote"))
    kind, act, modality = (_code(name, given.get(name)) for name in ("kind", "act", "modality"))
    if core is None or kind is None or act is None or modality is None:
        return None
    more = (piece.find(quote, near=core) for quote in _list(given.get("more_quotes"))[:MOST_ITEMS])
    further = ordered(place for place in more if place is not None and place != core)

    def part(name: str, make: Callable[[Mapping[str, Any], str, Piece], Made], empty: Made) -> Made:
        return _part(given.get(name), core, piece, make, empty)

    return Claim(
        id="c",
        kind=kind,
        act=act,
        modality=modality,
        victim=part("victim", _victim, Victim()),
        count=part("count", _count, Count()),
        perpetrator=part("perpetrator", _perpetrator, Perpetrator()),
        grounds=_grounds(given.get("grounds"), core, piece),
        place=part("place", _place, Place()),
        time=part("time", _time, Time()),
        penalty=part("penalty", lambda _given, quote, _piece: quote, None),
        attribution=_attribution(given, core, piece, outlet),
        passages=(core, *further),
    )


def _part(
    given: Any,
    core: Passage,
    piece: Piece,
    make: Callable[[Mapping[str, Any], str, Piece], Made],
    empty: Made,
) -> Made:
    """Make a field from its part of the answer; without its quotation, or with a wrong value, it is empty."""
    if not isinstance(given, Mapping) or (place := piece.find(given.get("quote"), near=core)) is None:
        return empty
    try:
        return make(given, place.of(piece.text), piece)
    except (ValidationError, ValueError, TypeError):
        return empty


def _victim(given: Mapping[str, Any], quote: str, piece: Piece) -> Victim:
    roles = [role for role in _list(given.get("roles"))[:MOST_ITEMS] if piece.says(role)]
    return Victim(
        text=quote,
        name=piece.says(given.get("name")),
        type=_code("victim_type", given.get("type")) or "unspecified",
        status=_code("status", given.get("status")) or "unknown",
        roles=tuple(str(role).strip().lower() for role in roles),
        sex=_code("sex", given.get("sex")) or "unknown",
        age=piece.says(given.get("age")),
        family_included=given.get("family_included") is True,
    )


def _count(given: Mapping[str, Any], quote: str, _piece: Piece) -> Count:
    unit = _code("unit", given.get("unit")) or "persons"
    return Count(min=given.get("min"), max=given.get("max"), text=quote, unit=unit)


def _perpetrator(given: Mapping[str, Any], quote: str, _piece: Piece) -> Perpetrator:
    return Perpetrator(
        text=quote,
        institution=_code("institution", given.get("institution")),
        level=_code("level", given.get("level")),
    )


def _place(given: Mapping[str, Any], quote: str, piece: Piece) -> Place:
    country = given.get("country")
    known = country.upper() if isinstance(country, str) and re.fullmatch("[A-Za-z]{2}", country) else None
    return Place(text=quote, country=known, admin1=piece.says(given.get("admin1")))


def _time(given: Mapping[str, Any], quote: str, _piece: Piece) -> Time:
    return Time(text=quote, from_=_day(given.get("from")), to=_day(given.get("to")))


def _day(given: Any) -> date | None:
    return date.fromisoformat(given) if isinstance(given, str) else None


def _grounds(given: Any, core: Passage, piece: Piece) -> tuple[str, ...]:
    found = (
        _part(item, core, piece, lambda item, _quote, _piece: _code("ground", item.get("code")), None)
        for item in _list(given)[:MOST_ITEMS]
    )
    return tuple(dict.fromkeys(code for code in found if code is not None))


def _attribution(given: Mapping[str, Any], core: Passage, piece: Piece, outlet: str | None) -> Attribution:
    last = outlet_link(outlet)
    tellers = [
        link
        for item in _list(given.get("sources"))[:MOST_ITEMS]
        if (link := _part(item, core, piece, _link, None)) is not None and link.text != outlet
    ]
    stated = _code("directness", given.get("directness"))
    if not tellers:
        return Attribution(chain=(last,), directness="author")
    told = stated if stated not in (None, "author") else ("anonymous" if tellers[0].anonymous else "named")
    return Attribution(chain=(*tellers, last), directness=told or "named")


def _link(given: Mapping[str, Any], quote: str, piece: Piece) -> Link | None:
    role = _code("role", given.get("role"))
    if role is None:
        return None
    return Link(
        text=quote, role=role, anonymous=given.get("anonymous") is True, place=piece.says(given.get("place"))
    )


def _code(name: str, given: Any) -> str | None:
    return given if isinstance(given, str) and given in vocabulary(name).terms else None


def _list(given: Any) -> Sequence[Any]:
    return given if isinstance(given, list) else []
