"""Person records as the comparisons want them: one normal form a field, null where nothing is known.

Nothing is guessed: a date that cannot be read is null, an age without a year of the record is only an age.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

import polars as pl

from saksi.linking.events.places import parents, spot_of
from saksi.linking.names.hangul import is_syllable
from saksi.linking.names.kept import let_go
from saksi.linking.names.keys import likely_readings, name_key
from saksi.linking.names.letters import plain, strip_marks
from saksi.linking.names.scripts import latin
from saksi.linking.people.roles import ROLES, Roles

RECORDS: Final = {
    "row": pl.Int64(),  # number of the record in the table, from 0
    "given": pl.String(),  # plain Latin letters, or the likeliest Hangul reading
    "family": pl.String(),
    "middle": pl.String(),  # words of a name that are neither
    "readings": pl.List(pl.String()),  # whole Korean names that the spelling may stand for
    "name_key": pl.String(),
    "sex": pl.String(),
    "birth_year": pl.Int64(),
    "birth_month": pl.Int64(),
    "birth_day": pl.Int64(),
    "age": pl.Int64(),  # in the year of the table's middle record, where records have dates
    "place": pl.String(),
    "place_path": pl.String(),  # country>province>...>place> as gazetteers and columns have them
    "county": pl.String(),  # its first three steps
    "province": pl.String(),  # its first two
    "postcode": pl.String(),
    "day": pl.Int64(),  # days since 1970-01-01, of the record's event
    "occupation": pl.String(),
    "act": pl.String(),
    "list": pl.String(),
    "given_rare": pl.Boolean(),  # hardly any other record has it: a slip of the pen looks so
    "family_rare": pl.Boolean(),
}
RARE: Final = 2  # records with a name, up to which it is rare in any table
RARE_SHARE: Final = 1e-4  # the same as a share of the table, where that is more
KOREAN_SHARE: Final = 0.5  # of a table's names that read as Korean, from which Latin letters are read so too
NEW_YEAR_SHARE: Final = 0.02  # of birth dates on 1 January, from which that day says only the year
_EMPTY: Final = frozenset(
    ("", "na", "n/a", "nan", "none", "null", "unknown", "-", "?", "unk", "미상", "불명")
)
_FEMALE: Final = frozenset(("f", "female", "w", "woman", "girl", "여", "여성", "여자", "femme", "weiblich"))
_MALE: Final = frozenset(("m", "male", "man", "boy", "남", "남성", "남자", "homme", "maennlich", "mannlich"))
_DATE: Final = re.compile(r"(\d{4})[-/.년 ]+(\d{1,2})(?:[-/.월 ]+(\d{1,2}))?")
_DATE_BACKWARDS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER: Final = re.compile(r"\d+")
_YEAR: Final = re.compile(r"(\d{4})(?:\.0)?")

MOST: Final = (9999, 12, 31)  # of a year, a month, a day of the month
NAMED: Final = {"date": "day"}  # roles whose column has another name

Day = tuple[int | None, int | None, int | None]  # year, month, day


def prepare(table: pl.DataFrame, roles: Roles) -> pl.DataFrame:
    """Return one row a record in normal form, columns `RECORDS`; what no role gives is null."""
    size = table.height
    texts = pl.DataFrame(
        {
            role: _text(table[roles[role]]) if role in roles else pl.Series([None] * size, dtype=pl.String)
            for role in ROLES
        }
    )
    fields = {
        "sex": _sex,
        "age": _age,
        "place": _words,
        "postcode": lambda text: re.sub(r"\W", "", text.lower()) or None,
        "date": _day_number,
        "occupation": _words,
        "act": _words,
    }
    parts = [
        pl.DataFrame({"row": pl.Series(range(size), dtype=pl.Int64)}),
        _names(texts.select("name", "given_name", "family_name")),
        _births(texts.select("birth_date", "birth_year", "birth_month", "birth_day")),
        _paths(texts.select("place", "country", "province")),
        *(_field(texts[role], NAMED.get(role, role), read) for role, read in fields.items()),
        texts.select("list"),
    ]
    records = pl.concat(parts, how="horizontal").with_columns(_age_in_one_year())
    rare = (_rare(name, size).alias(f"{name}_rare") for name in ("given", "family"))
    return records.with_columns(*rare).select(list(RECORDS))


def _age_in_one_year() -> pl.Expr:
    """Return ages as of one year: who was 20 in 2001 and who was 30 in 2011 may be one person."""
    later = ((pl.col("day").median() - pl.col("day")) / 365.25).round().cast(pl.Int64)
    return pl.col("age") + later.fill_null(0)


def _rare(name: str, size: int) -> pl.Expr:
    few = pl.len().over(name) <= max(RARE, int(RARE_SHARE * size))
    return pl.when(pl.col(name).is_not_null()).then(few)


def read_day(text: str) -> Day:
    """Read a date: ISO, compact, year and month, year alone, or day first; parts unknown are null."""
    text = text.strip()
    for pattern, order in ((_COMPACT, (1, 2, 3)), (_DATE, (1, 2, 3)), (_DATE_BACKWARDS, (3, 2, 1))):
        found = pattern.fullmatch(text) or (pattern.match(text) if pattern is _DATE else None)
        if found:
            year, month, day = (int(found[place]) if found[place] else None for place in order)
            if order[0] == 3 and month and month > 12:  # the American order
                month, day = day, month
            return (
                year,
                month if month and 1 <= month <= 12 else None,
                day if day and 1 <= day <= 31 else None,
            )
    year_only = _YEAR.fullmatch(text)
    return (int(year_only[1]) if year_only else None), None, None


def _text(column: pl.Series) -> pl.Series:
    """Return the column as text, null where it says that nothing is known."""
    text = column.cast(pl.String).str.strip_chars()
    unknown = text.str.to_lowercase().is_in(sorted(_EMPTY))
    return pl.DataFrame({"text": text, "unknown": unknown}).select(pl.when(~pl.col("unknown")).then("text"))[
        "text"
    ]


def _each(texts: pl.DataFrame, read: Callable[..., Any], columns: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """Read each distinct row of texts once; return the columns for all rows, in order."""
    distinct = texts.unique(maintain_order=True)
    answers = pl.DataFrame([read(*row) for row in distinct.iter_rows()], schema=dict(columns), orient="row")
    answered = pl.concat([distinct, answers.rename({name: f"_{name}" for name in columns})], how="horizontal")
    found = texts.join(answered, on=texts.columns, how="left", nulls_equal=True, maintain_order="left")
    return found.select(pl.col(f"_{name}").alias(name) for name in columns)


def _field(text: pl.Series, name: str, read: Callable[[str], Any]) -> pl.DataFrame:
    def answer(said: str | None) -> tuple[Any]:
        return (None if said is None else read(said),)

    return _each(text.to_frame("said"), answer, {name: RECORDS[name]})


def _names(texts: pl.DataFrame) -> pl.DataFrame:
    distinct = texts.unique(maintain_order=True)
    korean = _is_korean(distinct)
    columns = ("given", "family", "middle", "readings", "name_key")

    def read(whole: str | None, given: str | None, family: str | None) -> NameRow:
        return _name_row(_joined(whole, given, family), given, family, korean)

    found = _each(texts, read, {column: RECORDS[column] for column in columns})
    let_go()  # each name was read once
    return found


def _joined(whole: str | None, given: str | None, family: str | None) -> str | None:
    return (f"{family} {given}" if family and given else family or given) or whole


def _is_korean(names: pl.DataFrame) -> bool:
    """Say whether most of a table's names read as Korean; a sample of a thousand decides."""
    present = names.filter(pl.any_horizontal(pl.all().is_not_null()))
    sample = [_joined(*row) for row in present.gather_every(max(1, present.height // 1_000)).iter_rows()]
    korean = sum(name is not None and bool(likely_readings(name)) for name in sample)
    return bool(sample) and korean >= KOREAN_SHARE * len(sample)


NameRow = tuple[str | None, str | None, str | None, list[str] | None, str | None]


def _name_row(joined: str | None, given: str | None, family: str | None, korean: bool) -> NameRow:
    """Return given name, family, further words, Korean readings and key of one name."""
    if joined is None:
        return None, None, None, None, None
    readings = likely_readings(joined) if korean or any(is_syllable(char) for char in joined) else ()
    if readings:
        best = readings[0]
        length = 2 if len(best) > 3 else 1
        return best[length:] or None, best[:length], None, list(readings), _key(joined)
    if given is not None or family is not None:
        return _plain(given), _plain(family), None, None, _key(joined)
    words = plain(latin(joined)).split()
    if len(words) < 2:
        return None, words[0] if words else None, None, None, _key(joined)
    return words[0], words[-1], " ".join(words[1:-1]) or None, None, _key(joined)


def _key(name: str) -> str | None:
    return name_key(name) or None


def _plain(text: str | None) -> str | None:
    return None if text is None else plain(latin(text)) or None


def _words(text: str) -> str | None:
    """Return what a place, a calling or an act is compared by: numbers stay, camp 14 is not camp 15."""
    return " ".join(re.findall(r"\d+|[^\W\d_]+", strip_marks(latin(text)))) or None


def _paths(texts: pl.DataFrame) -> pl.DataFrame:
    """Return each place with what holds it, from the country down; null where no province is known."""

    def read(place: str | None, country: str | None, province: str | None) -> tuple[str | None, ...]:
        code = country.upper() if country is not None and len(country) == 2 else None
        spot = spot_of(place, code, province)
        if spot.admin1 is None:
            return None, None, None
        held = sorted(
            parents(spot.place or "", spot.country), key=lambda key: len(parents(key, spot.country))
        )
        steps = [spot.country or "", spot.admin1, *(key for key in held if key != spot.admin1)]
        path = [f"{step}>" for step in (*steps, spot.place) if step is not None]
        return "".join(path), "".join(path[:3]) if len(path) > 2 else None, "".join(path[:2])

    columns = ("place_path", "county", "province")
    return _each(texts, read, {column: RECORDS[column] for column in columns})


def _sex(text: str) -> str | None:
    word = plain(text)
    if word in _FEMALE or text in _FEMALE:
        return "f"
    return "m" if word in _MALE or text in _MALE else None


def _age(text: str) -> int | None:
    """Return years; the middle of a decade ("40s", "40대"); null for anything else or over 120."""
    found = _NUMBER.search(text)
    if not found:
        return None
    years = int(found[0])
    if years % 10 == 0 and (text.rstrip().endswith("s") or "대" in text):
        years += 5
    return years if years <= 120 else None


def _day_number(text: str) -> int | None:
    year, month, day = read_day(text)
    if year is None or not 1 <= year <= 9999:
        return None
    try:
        return (date(year, month or 7, day or (15 if month else 1)) - date(1970, 1, 1)).days
    except ValueError:
        return None


def _births(texts: pl.DataFrame) -> pl.DataFrame:
    def read(whole: str | None, *parts: str | None) -> Day:
        own = read_day(whole) if whole else (None, None, None)
        said = [_number_in(part, most) if part else None for part, most in zip(parts, MOST, strict=True)]
        year, month, day = (one if one is not None else other for one, other in zip(said, own, strict=True))
        return year, month, day

    columns = ("birth_year", "birth_month", "birth_day")
    births = _each(texts, read, {column: RECORDS[column] for column in columns})
    new_year = (pl.col("birth_month") == 1) & (pl.col("birth_day") == 1)
    whole = births.drop_nulls().height
    if births.filter(new_year).height <= max(5, NEW_YEAR_SHARE * whole):
        return births
    # Far commoner than any day can be: 1 January stands for "sometime that year".
    kept = (pl.when(~new_year.fill_null(value=False)).then(column).alias(column) for column in columns[1:])
    return births.with_columns(*kept)


def _number_in(text: str, most: int) -> int | None:
    """Return a number from 1 to most; null for anything else, such as the 99 that stands for unknown."""
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if 1 <= number <= most else None
