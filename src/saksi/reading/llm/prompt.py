"""What the model is asked, and in which form it must answer."""

import json
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from saksi.reading.llm.anchors import Piece
from saksi.reading.llm.settings import LlmSettings
from saksi.record import vocabulary

MOST_CLAIMS = 80  # of one piece; a page of a report has 5 to 20
DEFINED = ("act", "ground", "modality", "directness")  # whose codes a reader must be told the meaning of


def request(
    piece: Piece, *, published: date | None, outlet: str | None, settings: LlmSettings
) -> dict[str, Any]:
    """Return the body of one request: the instructions, the report as data, the schema of the answer."""
    data = {
        "published": published.isoformat() if published else None,
        "outlet": outlet,
        "report": piece.words,
    }
    return {
        "model": settings.model,
        "temperature": 0,
        "seed": settings.seed,
        "messages": [
            {"role": "system", "content": instructions()},
            {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": answer_schema()},
        },
    }


@cache
def instructions() -> str:
    """Return the instructions: the same words for every report."""
    words = files("saksi.reading.llm").joinpath("instructions.txt").read_text(encoding="utf-8")
    lists = [_codes(name) for name in DEFINED]
    return "\n\n".join([words.strip(), *lists])


@cache
def prompt_id() -> str:
    """Return a short hash of instructions and schema: two claims with the same id were asked alike."""
    asked = instructions() + json.dumps(answer_schema(), sort_keys=True)
    return sha256(asked.encode()).hexdigest()[:12]


def _codes(name: str) -> str:
    terms = vocabulary(name).terms.values()
    return "\n".join([f"Codes of {name}:", *(f"{term.code}: {term.definition['en']}" for term in terms)])


@cache
def answer_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer."""
    quote, words = {"type": "string"}, {"type": ["string", "null"]}
    number = {"type": ["integer", "null"]}
    victim = _object(
        quote=quote,
        name=words,
        type=_code("victim_type"),
        status=_code("status"),
        roles={"type": "array", "items": quote},
        sex=_code("sex"),
        age=words,
        family_included={"type": "boolean"},
    )
    claim = _object(
        kind=_code("kind"),
        act=_code("act"),
        modality=_code("modality"),
        quote=quote,
        more_quotes={"type": "array", "items": quote},
        victim=_or_null(victim),
        count=_or_null(_object(quote=quote, min=number, max=number, unit=_code("unit"))),
        perpetrator=_or_null(
            _object(quote=quote, institution=_code("institution", null=True), level=_code("level", null=True))
        ),
        grounds={"type": "array", "items": _object(code=_code("ground"), quote=quote)},
        place=_or_null(_object(quote=quote, country=words, admin1=words)),
        time=_or_null(_object(quote=quote, **{"from": words, "to": words})),
        penalty=_or_null(_object(quote=quote)),
        sources={
            "type": "array",
            "items": _object(quote=quote, role=_code("role"), anonymous={"type": "boolean"}, place=words),
        },
        directness=_code("directness"),
    )
    return _object(claims={"type": "array", "items": claim, "maxItems": MOST_CLAIMS})


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _code(name: str, *, null: bool = False) -> dict[str, Any]:
    codes: list[str | None] = [*vocabulary(name).terms]
    return {"enum": [*codes, None] if null else codes}
