"""What a column of a table of people means: the roles of `--map`, checked against the table."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from saksi.record import InvalidInput

ROLES: Final = (
    "name",
    "given_name",
    "family_name",
    "sex",
    "birth_date",
    "birth_year",
    "birth_month",
    "birth_day",
    "age",
    "place",
    "province",
    "country",
    "postcode",
    "date",
    "occupation",
    "act",
    "list",
)
Roles = Mapping[str, str]  # role -> column


def read_map(text: str) -> dict[str, str]:
    """Read ``role=column,role=column``.

    Raises
    ------
    InvalidInput
        An entry is no ``role=column``, a role is unknown or given twice: the message names it.
    """
    found: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        role, equals, column = (part.strip() for part in entry.partition("="))
        if not equals or not column:
            raise InvalidInput(f"--map, {entry!r}: needed role=column, such as family_name=surname")
        if role not in ROLES:
            raise InvalidInput(f"--map, {role!r} is no role{_nearest(role, ROLES)} Roles: {', '.join(ROLES)}")
        if role in found:
            raise InvalidInput(f"--map, {role} is given twice: one column a role")
        found[role] = column
    return found


def check_roles(roles: Roles, columns: Iterable[str], identifier: str) -> None:
    """Make sure that the columns exist.

    Raises
    ------
    InvalidInput
        The identifier or a role's column is not in the table: the message names the nearest column.
    """
    known = list(columns)
    for what, column in (
        ("--id", identifier),
        *((f"--map, {role}", column) for role, column in roles.items()),
    ):
        if column not in known:
            raise InvalidInput(
                f"{what}: the table has no column {column!r}{_nearest(column, known)}"
                f" It has: {', '.join(known)}"
            )


def _nearest(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else "."
