"""A claim as a form and back: every field has its input; what is typed is kept where it is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from pydantic import ValidationError

from saksi import record
from saksi.findings.text import Language
from saksi.record import InvalidInput, vocabulary
from saksi.workspace.web.asking import number_in
from saksi.workspace.web.saying import say

Kind = Literal["text", "number", "date", "select", "many", "check"]
LONGEST = 4_000  # characters of one input


class Posted(Protocol):
    """What a request posts: the last value of a name, or all of them."""

    def get(self, key: str, default: str, /) -> str:
        """Return the last value."""

    def getlist(self, key: str, /) -> Sequence[str]:
        """Return all values."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a field."""

    name: str
    path: tuple[str | int, ...]  # in the claim's JSON form
    kind: Kind = "text"
    book: str = ""  # of a select: its vocabulary
    empty: bool = True  # it may be left empty


INPUTS: Mapping[str, tuple[Input, ...]] = {
    "act": (Input("act", ("act",), "select", "act", empty=False),),
    "kind": (Input("kind", ("kind",), "select", "kind", empty=False),),
    "count": (
        Input("count_min", ("count", "min"), "number"),
        Input("count_max", ("count", "max"), "number"),
        Input("count_unit", ("count", "unit"), "select", "unit", empty=False),
        Input("count_text", ("count", "text")),
    ),
    "victim": (
        Input("victim_text", ("victim", "text")),
        Input("victim_name", ("victim", "name")),
        Input("victim_type", ("victim", "type"), "select", "victim_type", empty=False),
        Input("victim_status", ("victim", "status"), "select", "status", empty=False),
        Input("victim_sex", ("victim", "sex"), "select", "sex", empty=False),
        Input("victim_age", ("victim", "age")),
        Input("victim_family", ("victim", "family_included"), "check"),
    ),
    "perpetrator": (
        Input("by_text", ("perpetrator", "text")),
        Input("by_institution", ("perpetrator", "institution"), "select", "institution"),
        Input("by_level", ("perpetrator", "level"), "select", "level"),
    ),
    "grounds": (Input("grounds", ("grounds",), "many", "ground"),),
    "place": (
        Input("place_text", ("place", "text")),
        Input("place_admin1", ("place", "admin1")),
        Input("place_country", ("place", "country")),
    ),
    "time": (
        Input("time_from", ("time", "from"), "date"),
        Input("time_to", ("time", "to"), "date"),
        Input("time_text", ("time", "text")),
    ),
    "modality": (Input("modality", ("modality",), "select", "modality", empty=False),),
    "attribution": (Input("directness", ("attribution", "directness"), "select", "directness", empty=False),),
    "penalty": (Input("penalty", ("penalty",)),),
}
_LINK = (("text", "text", ""), ("role", "select", "role"), ("anonymous", "check", ""), ("place", "text", ""))


class Unfit(InvalidInput):
    """What was typed makes no claim: names the fields, and is shown beside them."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(
            f"{len(fields)} fields cannot be kept as typed: {', '.join(fields)}; nothing was saved"
        )
        self.fields = fields  # name of a field -> key of the sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """One input as the page draws it."""

    name: str
    kind: Kind
    label: str
    value: str
    checked: bool
    options: tuple[tuple[str, str, str, bool], ...]  # code, label, definition, chosen


def inputs(claim: record.Claim, language: Language, typed: Posted | None = None) -> dict[str, list[Shown]]:
    """Return the inputs of every field, filled with a claim's values or with what was typed."""
    data = claim.model_dump(mode="json", by_alias=True)
    return {
        field: [_shown(each, data, language, typed) for each in each_input]
        for field, each_input in (*INPUTS.items(), ("chain", _chain_inputs(claim)))
    }


def claim_from(posted: Posted, claim: record.Claim) -> record.Claim:
    """Return a claim with the fields that were posted; others stay as they are.

    Raises
    ------
    Unfit
        What was typed makes no claim.
    """
    data = claim.model_dump(mode="json", by_alias=True)
    faults: dict[str, str] = {}
    for field, each_input in (*INPUTS.items(), ("attribution", _chain_inputs(claim))):
        for each in each_input:
            try:
                _put(data, each, posted)
            except ValueError:
                faults[field] = f"review.wrong.{each.kind}"
    _drop_empty_links(data, faults)
    if not faults:
        try:
            return record.Claim.model_validate(data)
        except ValidationError as error:
            faults = {str(each["loc"][0]): _sentence(str(each["loc"][0])) for each in error.errors()}
    raise Unfit(faults)


def spans_from(values: Sequence[str], length: int) -> tuple[record.Passage, ...]:
    """Return passages from ``start-end``, one a value.

    Raises
    ------
    InvalidInput
        A value is none, or lies outside the text, or there is none.
    """
    spans = []
    for value in values:
        start, end = (number_in(part) for part in value.partition("-")[::2])
        if start is None or end is None or not start < end <= length:
            raise InvalidInput(
                f"a passage does not lie in the text of {length} characters; nothing was saved"
            )
        spans.append(record.Passage(start=start, end=end))
    if not spans:
        raise InvalidInput("a claim keeps at least one passage: move it instead of taking it away")
    return tuple(dict.fromkeys(spans))


def _chain_inputs(claim: record.Claim) -> tuple[Input, ...]:
    """The links of the claim's own chain, and an empty one before them for a teller that was missed."""
    found: list[Input] = []
    for n in range(-1, len(claim.attribution.chain)):
        for key, kind, book in _LINK:
            path = ("attribution", "chain", n + 1, key)
            found.append(Input(f"link{n + 1}_{key}", path, kind, book, empty=key != "role"))  # type: ignore[arg-type]
    return tuple(found)


def _shown(each: Input, data: Mapping[str, Any], language: Language, typed: Posted | None) -> Shown:
    value = _at(data, each)
    chosen: Sequence[str] = tuple(value) if each.kind == "many" else ("" if value is None else str(value),)
    checked = value is True
    if typed is not None:
        chosen = typed.getlist(each.name) if each.kind == "many" else (typed.get(each.name, ""),)
        checked = bool(typed.get(each.name, ""))
    return Shown(
        each.name,
        each.kind,
        say(
            language, f"review.input.{each.name if each.path[1:2] != ('chain',) else f'link_{each.path[-1]}'}"
        ),
        "" if each.kind in {"many", "check"} else chosen[0],
        checked,
        _options(each, language, chosen),
    )


def _options(
    each: Input, language: Language, chosen: Sequence[str]
) -> tuple[tuple[str, str, str, bool], ...]:
    if not each.book:
        return ()
    terms = vocabulary(each.book).terms.values()
    known = tuple(
        (term.code, term.label[language], term.definition[language], term.code in chosen) for term in terms
    )
    if each.kind == "many" or not each.empty:
        return known
    return (("", say(language, "web.unknown"), "", "" in chosen), *known)


def _at(data: Mapping[str, Any], each: Input) -> Any:
    """Return the value at a path; of the link that is not there yet, what an empty one holds."""
    value: Any = data
    for step in each.path:
        if each.path[1:2] == ("chain",) and isinstance(step, int):
            if step == 0:
                return {"role": "insider_source", "anonymous": False}.get(str(each.path[-1]))
            value = value[step - 1]
        else:
            value = value[step]
    return value


def _put(data: dict[str, Any], each: Input, posted: Posted) -> None:
    if each.kind == "check":
        value: Any = bool(posted.get(each.name, ""))
    elif each.kind == "many":
        value = list(posted.getlist(each.name))
    else:
        value = _typed(each, posted.get(each.name, "").strip())
    if each.path[1:2] == ("chain",):
        chain = data["attribution"].setdefault("links", {})
        chain.setdefault(each.path[2], {})[each.path[3]] = value
        return
    *steps, last = each.path
    inner: Any = data
    for step in steps:
        inner = inner[step]
    inner[last] = value


def _typed(each: Input, words: str) -> Any:
    if len(words) > LONGEST:
        raise ValueError
    if not words:
        return None
    if each.kind == "number":
        digits = words.replace(",", "").replace(" ", "")
        if not digits.isdecimal() or len(digits) > 15:
            raise ValueError
        return int(digits)
    return words


def _drop_empty_links(data: dict[str, Any], faults: dict[str, str]) -> None:
    links = data["attribution"].pop("links", {})
    chain = [links[n] for n in sorted(links) if links[n].get("text")]
    if not chain:
        faults["attribution"] = "review.wrong.chain"
    data["attribution"]["chain"] = chain


def _sentence(field: str) -> str:
    return f"review.wrong.{field}" if field in {"count", "time"} else "review.wrong.code"
