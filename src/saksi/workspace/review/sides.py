"""Two or more forms of one claim side by side, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from saksi import record
from saksi.findings.text import Language
from saksi.review import Stated
from saksi.review.fields import FIELDS
from saksi.workspace.review.wording import Value, capital, field_value
from saksi.workspace.web.saying import say


@dataclass(frozen=True, slots=True)
class Side:
    """One field, as each of them has it."""

    field: str
    label: str
    values: tuple[Value | None, ...]  # null: this one has no such claim, or could not tell
    differ: bool
    words_differ: bool  # codes are the same, the words are not


def sides(first: Stated, second: Stated, language: str) -> list[Side]:
    """Return the fields in which two differ; all where only one of them has the claim."""
    rows = all_sides([first, second], language)
    return [row for row in rows if row.differ or row.words_differ]


def all_sides(stated: Sequence[Stated], language: str) -> list[Side]:
    """Return every field as each has it."""
    shown = cast("Language", language)
    return [_side(name, stated, shown) for name in FIELDS]


def _side(name: str, stated: Sequence[Stated], language: Language) -> Side:
    claims = [each for each in stated if isinstance(each, record.Claim)]
    codes, wholes = ({look(c) for c in claims} for look in (FIELDS[name].code, FIELDS[name].whole))
    alone = len(claims) < len(stated)
    return Side(
        name,
        capital(say(language, f"review.field.{name}")),
        tuple(
            field_value(name, each, language) if isinstance(each, record.Claim) else None for each in stated
        ),
        differ=alone or len(codes) > 1,
        words_differ=len(wholes) > 1,
    )
