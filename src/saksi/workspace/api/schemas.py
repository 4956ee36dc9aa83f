"""What the interface takes and gives; claims are those of `saksi.record`, field for field."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from saksi.workspace.api.claim_schema import ClaimJson
from saksi.workspace.frames import LARGEST

Key = Annotated[int, Field(ge=0, le=LARGEST)]
NEXT = "Ask for the next page with this; null: this is the last."


class Problem(Schema):
    """Why something was not done: what was found, what is needed, what to do next."""

    detail: str


PROBLEMS = dict.fromkeys((401, 403, 404, 409, 422, 423), Problem)


class ReportLine(Schema):
    """One report of a list."""

    report_id: str
    outlet: str | None
    title: str | None
    published: date | None
    language: str | None
    duplicate_of: str | None
    retracted_by: str | None
    read_by: str | None
    synthetic: bool
    claims: int = Field(description="Suggested or decided, without candidates.")
    open: int = Field(description="Of these, not decided.")


class ReportPage(Schema):
    """A page of reports, the latest that came first."""

    results: list[ReportLine]
    before: int | None = Field(description=NEXT)


class ReportText(Schema):
    """One report with its text."""

    report_id: str
    outlet: str | None
    title: str | None
    url: str | None
    published: date | None
    language: str | None
    text: str
    text_sha256: str
    duplicate_of: str | None
    retracted_by: str | None
    retracted_at: date | None
    read_by: str | None
    synthetic: bool


class Standing(Schema):
    """The decision that counts for a claim now."""

    verdict: Literal["accepted", "corrected", "rejected", "cannot_tell"]
    version: int = Field(description="Number of the decision; send it with the next one.")
    coder: str
    at: datetime


class ClaimLine(Schema):
    """One claim as suggested, and what was decided on it."""

    report_id: str
    stage: Literal["claim", "candidate"]
    claim: ClaimJson
    standing: Standing | None = Field(description="Null: a suggestion that nobody decided on.")


class ClaimPage(Schema):
    """A page of claims, the latest first."""

    total: int
    results: list[ClaimLine]
    before: int | None = Field(description=NEXT)


class Facets(Schema):
    """Which claims are asked for: codes of the vocabularies; what is empty asks nothing."""

    act: str = ""
    ground: str = ""
    status: str = ""
    place: str = Field("", description="Country and first-level name, as in `KP/Ryanggang`.")
    year: str = ""
    modality: str = ""
    directness: str = ""
    decided: str = ""


class Verdict(Schema):
    """A decision on one claim."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["accepted", "corrected", "rejected", "cannot_tell"]
    corrected: ClaimJson | None = Field(None, description="The claim as it should be; with `corrected`.")
    note: Annotated[str, Field(max_length=4_000)] | None = None
    version: Key | None = Field(None, description="Of the decision last seen, 0 for none.")


class Decided(Schema):
    """The decision as it was kept."""

    version: int
    verdict: str


class Term(Schema):
    """One code of a vocabulary."""

    code: str
    label: dict[str, str]
    definition: dict[str, str]
    family: str | None


class Book(Schema):
    """One vocabulary."""

    name: str
    label: dict[str, str]
    terms: list[Term]
