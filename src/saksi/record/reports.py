"""A report: one text as received, and the claims read from it."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)

from saksi.record.claims import Claim, Day, Passage, Value
from saksi.record.errors import InvalidInput, reason_of


class Original(Value):
    """The bytes that a report came from."""

    name: str  # file name, without its folder
    sha256: str
    bytes: int


class Retraction(Value):
    """A report withdrawn by its outlet or another; its claims leave the findings, not the record."""

    by: str  # the id of the report that says so, or the outlet
    at: Day | None = None


class Report(BaseModel):
    """One text as received: article, testimony, statement, row of a list.

    Keys that the format does not know are kept and written back: nothing that came in is lost.
    """

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)

    id: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^/\\\x00-\x1f]+$")]
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: Day | None = None
    language: str | None = None  # BCP 47
    text: str
    original: Original | None = None
    furniture: tuple[Passage, ...] = ()  # menus, share buttons, captions, forms: kept, not read
    duplicate_of: str | None = None  # the id of the report with the same text
    retracted: Retraction | None = None
    synthetic: bool = False  # simulated or invented for a demo
    read_by: str | None = None  # reader, version and settings that made its claims; null = not read
    claims: tuple[Claim, ...] = ()
    candidates: tuple[Claim, ...] = ()  # below the reader's threshold, best first

    @model_validator(mode="after")
    def _is_text(self) -> Self:
        """JSON can hold half of a character; it has no bytes, so it cannot be hashed or kept."""
        try:
            self.text.encode()
        except UnicodeEncodeError as error:
            raise ValueError(
                f"text: half a character (a lone surrogate) at {error.start}; save the file anew as UTF-8"
            ) from None
        return self

    @model_validator(mode="after")
    def _claim_ids_are_unique(self) -> Self:
        ids = [claim.id for claim in self.claims + self.candidates]
        if len(set(ids)) < len(ids):
            raise ValueError("two claims of the report have one id")
        return self

    @model_validator(mode="after")
    def _passages_lie_inside_the_text(self) -> Self:
        found = [(claim.id, span) for claim in self.claims + self.candidates for span in claim.passages]
        found += [("furniture", span) for span in self.furniture]
        for where, span in found:
            if span.end > len(self.text):
                raise ValueError(
                    f"{where}: a passage ends at {span.end}, the text has {len(self.text)} characters"
                )
        return self

    @model_serializer(mode="wrap")
    def _without_empty_own_fields(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        own = ("original", "furniture", "duplicate_of", "retracted", "synthetic", "read_by", "candidates")
        return {key: value for key, value in data.items() if key not in own or value}

    @property
    def text_sha256(self) -> str:
        """The hash that its passages refer to."""
        return sha256(self.text.encode()).hexdigest()


def load_report(path: Path) -> Report:
    """Read one report as `saksi read` writes it.

    Raises
    ------
    InvalidInput
        The file is no JSON, or not of this form: says which key.
    """
    try:
        return Report.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise InvalidInput(f"{path.name}: {explain(error)}") from None
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be opened: {reason_of(error)}") from None


def explain(error: ValidationError) -> str:
    """Say where a value is wrong and why, without repeating the value: it may be testimony."""
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "the file"
    more = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{where}: {first['msg'].removeprefix('Value error, ')}{more}"


def dump_report(report: Report) -> str:
    """Return the JSON form, for people to read: two spaces, no escapes, claims last."""
    return report.model_dump_json(by_alias=True, indent=2) + "\n"
