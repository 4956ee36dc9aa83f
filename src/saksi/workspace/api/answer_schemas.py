"""What the interface gives of linking, estimates and findings. Sources have numbers, never words."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from saksi.workspace.api.schemas import NEXT, ReportLine


class Hit(Schema):
    """A report that holds the words, and the text around the first places."""

    report: ReportLine
    hits: int
    contexts: list[str]


class Hits(Schema):
    """The best reports that hold all words, at most 50."""

    results: list[Hit]


class ClaimRef(Schema):
    """A claim by its report's id and its own."""

    report_id: str
    claim_id: str


class Resting(Schema):
    """What an event or a person rests on, counted over the reports that the member sees."""

    reports: int
    claims: int
    sources_low: int = Field(description="Surely independent sources.")
    sources_high: int | None = Field(description="Possibly independent; null: some, nobody says how many.")
    denied: bool
    contested: bool = Field(description="Claims contradict each other.")


class EventLine(Resting):
    """One event of a list: what the claims that the member sees tell together, as alleged."""

    event: int
    act: str | None = Field(description="The gravest that its claims tell.")
    place: str | None = Field(description="As most claims have it.")
    first_day: date | None = Field(description="Null: no time is told.")
    last_day: date | None = Field(description="Null: no time is told.")
    count_min: int | None = Field(description="Persons; null: unknown.")
    count_max: int | None = Field(description="Persons; null: unknown.")
    grade: int | None = Field(description="Admiralty code, 1 to 6.")


class EventPage(Schema):
    """A page of events, the latest made first."""

    results: list[EventLine]
    before: int | None = Field(description=NEXT)


class Told(ClaimRef):
    """Who tells a claim of an event: origins of one event have numbers; sources are those of `/origins`."""

    origin: int
    source: int | None = Field(description="Null: nobody is named.")
    disputes: bool


class Belonging(ClaimRef):
    """A claim in a cluster."""

    probability: float | None = Field(description="That it belongs there; null: by a person's word.")


class EventWhole(EventLine):
    """One event with its claims, and who told them."""

    members: list[Belonging]
    told: list[Told]


class Name(Schema):
    """A name as reports give it."""

    name: str
    claims: int


class PersonLine(Resting):
    """One person of whom claims tell: records that are likely the same, never a judgement of anybody."""

    person: int
    names: list[Name]


class PersonPage(Schema):
    """A page of persons, the latest made first."""

    results: list[PersonLine]
    before: int | None = Field(description=NEXT)


class PersonWhole(PersonLine):
    """One person with the claims."""

    members: list[Belonging]


class OriginLine(Schema):
    """One source by its number, and what rests on it."""

    origin: int
    claims: int = Field(description="That it tells.")
    alone: int = Field(description="That fall if it is wrong.")
    weakened: int = Field(description="That rest on others too.")
    events: int = Field(description="That fall if it is wrong.")


class OriginPage(Schema):
    """A page of sources, those first on which most rests."""

    results: list[OriginLine]
    before: str | None = Field(description=NEXT)


class Resters(ClaimRef):
    """A claim that a source tells alone, or with others."""

    falls: bool


class OriginWhole(OriginLine):
    """One source with the claims that rest on it."""

    members: list[Resters]


class EstimateLine(Schema):
    """One estimate, or refusal, as it was made."""

    estimate: int
    made_by: str
    made_at: datetime
    documented: int
    input_sha256: str


class EstimateWhole(EstimateLine):
    """One estimate with all that is needed to make it again."""

    choice: dict[str, Any]
    settings: dict[str, Any]
    table: dict[str, Any]
    results: list[dict[str, Any]] = Field(description="As `saksi estimate --json` prints them.")
    versions: dict[str, Any]


class EditionLine(Schema):
    """One edition of the findings."""

    edition: int
    made_by: str
    made_at: datetime
    reports: int
    claims: int
    decided: int
    title: str | None = Field(description="Given when it was frozen; null: it is not.")
    frozen_at: datetime | None
    sha256: str


class Answer(Schema):
    """One question and what the record says to it, in English and Korean."""

    id: str
    question: dict[str, str]
    answer: dict[str, str]
    unit: dict[str, str]
    claims: list[ClaimRef] = Field(description="That it rests on.")


class EditionWhole(EditionLine):
    """One edition with its answers; the whole file leaves by its page, after the passphrase."""

    answers: list[Answer]
