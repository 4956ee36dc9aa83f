"""A claim: what a report asserts, by whose word, from which words. One act, one victim group, one episode.

The JSON form is that of the annotation guidelines (docs/reference/claims.md); unknown is null, never a guess.
"""

import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from saksi.record.display import bounds_words, facts_html
from saksi.record.vocabulary import CodeOf

Act = Annotated[str, CodeOf("act")]
Directness = Annotated[str, CodeOf("directness")]
Ground = Annotated[str, CodeOf("ground")]
Institution = Annotated[str, CodeOf("institution")]
Kind = Annotated[str, CodeOf("kind")]
Level = Annotated[str, CodeOf("level")]
Modality = Annotated[str, CodeOf("modality")]
Role = Annotated[str, CodeOf("role")]
Sex = Annotated[str, CodeOf("sex")]
Stance = Annotated[str, CodeOf("stance")]
Status = Annotated[str, CodeOf("status")]
Unit = Annotated[str, CodeOf("unit")]
VictimType = Annotated[str, CodeOf("victim_type")]
Probability = Annotated[float, Field(ge=0, le=1)]
People = Annotated[int, Field(ge=0, strict=True)]


def _iso_day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("needed a day as YYYY-MM-DD, or null where it is not known")
    if isinstance(value, int | float):
        # Pydantic would take it for seconds; only a ValueError becomes a validation error
        raise ValueError("needed a day as YYYY-MM-DD, found a number")  # noqa: TRY004
    return value


Day = Annotated[date, BeforeValidator(_iso_day), PlainSerializer(date.isoformat, return_type=str)]

OWN_FIELDS = ("confidence", "field_confidence", "reader", "rules")  # not in hand-made claims


class Value(BaseModel):
    """A frozen value of the record: equal by content, never changed, an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Passage(Value):
    """A half-open span ``[start, end)`` in code points of the archived text; ``[start, end]`` in JSON."""

    start: Annotated[int, Field(ge=0)]
    end: int

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: Any) -> Any:
        if isinstance(value, list | tuple) and len(value) == 2:
            return dict(zip(("start", "end"), value, strict=True))
        if isinstance(value, dict | Passage):
            return value
        raise ValueError("a passage is a pair [start, end]")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"a passage must hold a character: start {self.start}, end {self.end}")
        return self

    @model_serializer
    def _to_pair(self) -> list[int]:
        return [self.start, self.end]

    def of(self, text: str) -> str:
        """Return the words that the passage points at."""
        return text[self.start : self.end]


class Victim(Value):
    """To whom: the words that identify the victim or group, and what the report says of them."""

    text: str | None = None
    name: str | None = None  # only if the report names somebody
    type: VictimType = "unspecified"
    status: Status = "unknown"
    roles: tuple[str, ...] = ()
    sex: Sex = "unknown"
    age: str | None = None  # as in the text: "50s", "42", "under 18"
    family_included: bool = False


class Count(Value):
    """How many, as an interval with the words said; null is unknown, never 0 and never 1."""

    min: People | None = None
    max: People | None = None
    text: str | None = None
    unit: Unit = "persons"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"count bounds are in the wrong order: min {self.min}, max {self.max}")
        return self


class Perpetrator(Value):
    """By whom: as written, and the kind of institution."""

    text: str | None = None
    institution: Institution | None = None
    level: Level | None = None


class Place(Value):
    """Where the act was done: the most specific words, with the level known."""

    text: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None  # province, in the report's language


class Time(Value):
    """When: words as written, and the days that they allow, both ends inclusive; null end is open."""

    text: str | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError(f"days are in the wrong order: from {self.from_}, to {self.to}")
        return self


class Link(Value):
    """One teller in a chain from the origin to the outlet."""

    text: str
    role: Role
    anonymous: bool = False
    place: str | None = None  # coarse


class Attribution(Value):
    """According to whom: the chain from the origin to the outlet; directness describes its first link."""

    chain: Annotated[tuple[Link, ...], Field(min_length=1)]
    directness: Directness


class FurtherAttribution(Attribution):
    """A further source inside the same report, for the same claim."""

    stance: Stance


class Claim(Value):
    """One assertion in a report. What is asserted, not what is true."""

    id: str
    kind: Kind
    act: Act
    victim: Victim = Victim()
    count: Count = Count()
    perpetrator: Perpetrator = Perpetrator()
    grounds: tuple[Ground, ...] = ()
    place: Place = Place()
    time: Time = Time()
    modality: Modality
    attribution: Attribution
    more_attributions: tuple[FurtherAttribution, ...] = ()
    penalty: str | None = None
    passages: Annotated[tuple[Passage, ...], Field(min_length=1)]
    note: str | None = None
    confidence: Probability | None = None  # that the claim matches strictly
    field_confidence: dict[str, Probability] | None = None
    reader: str | None = None  # which reader, which version
    rules: tuple[str, ...] | None = None  # ids of the rules that made it

    def _repr_html_(self) -> str:
        """Return the claim for a notebook: what is alleged, by whose word, from which characters."""
        count, time, first = self.count, self.time, self.attribution.chain
        one = "family" if count.unit == "families" else count.unit.removesuffix("s")
        days = f"{time.from_ or '…'} to {time.to or '…'}" if time.from_ or time.to else None
        return facts_html(
            f"{self.id}: {self.act}, {self.modality} (alleged)",
            [
                ("kind", self.kind),
                ("to whom", self.victim.text),
                ("how many", bounds_words(count.min, count.max, count.unit, one)),
                ("by whom", self.perpetrator.text or self.perpetrator.institution),
                ("accusation", self.grounds),
                ("place", self.place.text or self.place.admin1 or self.place.country),
                ("time", " = ".join(filter(None, (time.text, days)))),
                ("according to", " → ".join(link.text for link in first)),
                ("characters", tuple(f"{p.start}-{p.end}" for p in self.passages)),
                ("confidence", self.confidence),
                ("rules", self.rules),
            ],
        )

    @model_serializer(mode="wrap")
    def _without_empty_own_fields(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        return {key: value for key, value in data.items() if key not in OWN_FIELDS or value is not None}
