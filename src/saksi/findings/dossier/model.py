"""What a dossier is: the record on one case, person, event or campaign, as it stood on a day."""

from datetime import date
from hashlib import sha256
from typing import Any, Literal

from pydantic import SerializerFunctionWrapHandler, model_serializer

from saksi.findings.blocks import CountryMap, StackChart, Timeline
from saksi.findings.custody import Handled
from saksi.findings.select import ClaimRef
from saksi.findings.text import Text
from saksi.record.claims import Value

Kind = Literal["case", "person", "event", "campaign"]
Chart = Timeline | CountryMap | StackChart


class Reference(Value):
    """A numbered source: one report, and what vouches for its text."""

    number: int
    report_id: str
    outlet: str | None
    title: str | None
    language: str | None
    published: date | None
    url: str | None
    original: str | None  # file name of the original; null: not recorded
    original_sha256: str | None
    text_sha256: str
    retracted_by: str | None = None
    received: Handled | None = None  # into an archive; null: not from one

    @model_serializer(mode="wrap")
    def _as_before(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return _without_empty(handler(self), "received")


class Quoted(Value):
    """Words of a report: half-open span in code points of its text."""

    words: str
    start: int
    end: int
    cut: bool = False  # the passage is longer than what stands here


class Entry(Value):
    """One claim: what is alleged, by whose word, from which words."""

    ref: ClaimRef
    reference: int  # number of the report
    act: Text
    kind: Text | None = None  # where it is no act
    modality: Text | None = None  # where it is not simply said to have happened
    who: Text
    amount: Text
    ground: Text
    where: Text
    when: Text
    doer: Text
    chain: tuple[str, ...]  # from the origin to the outlet
    further: tuple[Text, ...] = ()  # others who confirm or dispute it
    passages: tuple[Quoted, ...]
    language: str | None
    decided: bool
    event: str | None


class Section(Value):
    """Claims that belong together."""

    id: str
    title: Text
    note: Text | None = None
    entries: tuple[Entry, ...]


class Dossier(Value):
    """The record on one subject. Frozen once issued: `issued` and `content_sha256` are then set."""

    kind: Kind
    title: Text
    lead: Text
    sources: Text
    weakest: Text | None
    reviewed: Text
    contradictions: tuple[Text, ...]
    charts: tuple[Chart, ...] = ()
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    synthetic: bool
    versions: dict[str, str]
    input_sha256: str
    issued: date | None = None
    content_sha256: str | None = None

    @model_serializer(mode="wrap")
    def _as_before(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return _without_empty(handler(self), "charts")


def issue(dossier: Dossier, day: date) -> Dossier:
    """Return the dossier frozen on a day: the hash is over all it says, the day included.

    Parameters
    ----------
    dossier
        Not issued, or issued before: the same content on the same day has the same hash.
    day
        Of issue.
    """
    dated = dossier.model_copy(update={"issued": day, "content_sha256": None})
    digest = sha256(dated.model_dump_json().encode("utf-8")).hexdigest()
    return dated.model_copy(update={"content_sha256": digest})


def _without_empty(data: dict[str, Any], key: str) -> dict[str, Any]:
    """Leave out what dossiers that were issued earlier do not have: their hash must stay theirs."""
    return {name: value for name, value in data.items() if name != key or value}


def intact(dossier: Dossier) -> bool:
    """Say whether an issued dossier says what it said when it was issued."""
    return dossier.issued is not None and issue(dossier, dossier.issued) == dossier
