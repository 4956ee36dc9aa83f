"""The claim of the record as OpenAPI describes it: one schema without references, passages as pairs."""

from typing import Annotated, Any

from pydantic import ValidationError, WithJsonSchema

from saksi import record
from saksi.record import InvalidInput

SPAN = {
    "type": "array",
    "description": "Half-open span [start, end) in code points of the report's text.",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
}


def claim_schema() -> dict[str, Any]:
    """Return the JSON schema of a claim."""
    schema = record.Claim.model_json_schema()
    parts = schema.pop("$defs") | {"Passage": SPAN}
    found: dict[str, Any] = _inlined(schema, parts)
    return found


def as_claim(value: dict[str, Any]) -> record.Claim:
    """Return a claim that a program sent.

    Raises
    ------
    InvalidInput
        It is none; the fields are named, not what they hold.
    """
    try:
        return record.Claim.model_validate(value)
    except ValidationError as error:
        fields = sorted({".".join(map(str, each["loc"])) for each in error.errors(include_input=False)})
        raise InvalidInput(
            f"the corrected claim does not fit the schema in: {', '.join(fields[:20])}; nothing was decided"
        ) from None


def _inlined(node: Any, parts: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_inlined(each, parts) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(parts[node["$ref"].rsplit("/", 1)[1]], parts)
    return {key: _inlined(value, parts) for key, value in node.items()}


ClaimJson = Annotated[dict[str, Any], WithJsonSchema(claim_schema())]
