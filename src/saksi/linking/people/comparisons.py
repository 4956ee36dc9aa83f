"""How two records are compared: field by field, on levels from equal to different, each with words for it.

The levels are Splink's, in no database's dialect of their own where Splink knows a neutral form, so that a
model trained on DuckDB can be rebuilt for Spark level by level.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import polars as pl
from splink import comparison_level_library as levels
from splink.comparison_library import CustomComparison

from saksi.linking.people.births import NEARNESS

NAMES_ELSEWHERE: Final = 200
_COLUMN: Final = re.compile(r"(\w+)_l\b")
Creator = Any  # Splink's level creators share no public type


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement: how the database tests it, how a person says it."""

    creator: Creator
    words: str
    term: str | None = None  # column whose frequency weighs this level: a rare name says more
    telling: bool = False  # so few strangers agree in it that it may join records whose names are unlike

    def with_frequency(self) -> Creator:
        """Return the test, told which column's frequency weighs it."""
        if self.term is None:
            return self.creator
        return self.creator.configure(tf_adjustment_column=self.term, disable_tf_exact_match_detection=True)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field, or fields that belong together; the last level is "anything else"."""

    name: str
    label: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]
    usual: tuple[float, ...] = (0.02,)  # how often strangers show the levels, where a small table cannot say
    elsewhere: int = 20  # records with other terms that a table leaves out where it has each term once
    silent: str = ""  # condition under which another comparison has said it all: names or days exchanged

    @property
    def reads(self) -> frozenset[str]:
        """Return the columns that its tests name."""
        tests = self.creator().create_comparison_dict("duckdb")["comparison_levels"]
        return frozenset(name for test in tests for name in _COLUMN.findall(test["sql_condition"]))

    def creator(self, weighed: bool = True) -> CustomComparison:
        """Return the comparison as Splink wants it: null level first, everything else last.

        ``weighed``: with the frequency of terms, which Splink needs where it weighs pairs itself.
        """
        made: list[Creator] = [_nulls(self.columns[0], self.silent)]
        made += [level.with_frequency() if weighed else level.creator for level in self.levels]
        made.append(levels.ElseLevel())
        return CustomComparison(comparison_levels=made, output_column_name=self.name)

    def usual_shares(self) -> list[float]:
        """Return how often strangers usually show each level, from 0 ("different") up."""
        said = list(self.usual)
        said += [min(2 * said[0], 0.1)] * (len(self.levels) - len(said))
        return [1 - sum(said), *reversed(said)]

    def words(self, value: int) -> str:
        """Return the words of Splink's level number: -1 null, 0 anything else, the highest first."""
        if value < 0:
            return "not known on both sides"
        return self.levels[len(self.levels) - value].words if value else "different"


def _nulls(column: str, silent: str) -> Creator:
    absent = f"{column}_l IS NULL OR {column}_r IS NULL{f' OR ({silent})' if silent else ''}"
    return levels.CustomLevel(absent, "not known").configure(is_null_level=True)


def _sql(condition: str, words: str, term: str | None = None, telling: bool = False) -> Level:
    return Level(levels.CustomLevel(condition, words, base_dialect_str="duckdb"), words, term, telling)


def _one_letter(column: str, also: str = "TRUE", words: str = "one letter apart") -> Level:
    """One letter more, less, other, or two exchanged; Levenshtein's distance is quick and comes first."""
    near = (levels.LevenshteinLevel(column, 2), levels.DamerauLevenshteinLevel(column, 1))
    return Level(levels.And(levels.CustomLevel(also, "", base_dialect_str="duckdb"), *near), words)


def _rare(name: str) -> str:
    """One of the two is hardly ever met: a slip looks so. Two well-known names that are alike are two."""
    return f"({name}_rare_l OR {name}_rare_r)"


def _similar(name: str, least: float, words: str) -> Level:
    rare = levels.CustomLevel(_rare(name), "", base_dialect_str="duckdb")
    return Level(levels.And(rare, levels.JaroWinklerLevel(name, least)), words)


def _exchanged(one: str, two: str) -> str:
    """Two fields are exchanged, and are not the same anyway."""
    return f"{one}_l = {two}_r AND {two}_l = {one}_r AND {one}_l <> {one}_r"


def _part_of_name(name: str, other: str, label: str) -> Comparison:
    this_l, this_r = f"{name}_l", f"{name}_r"
    first = name == "given"  # the first of two exchanged fields speaks for both
    exchanged = (_sql(_exchanged(name, other), "the same, in the other order"),) if first else ()
    begins = f"(length({this_l}) <= length({this_r}) AND substr({this_r}, 1, length({this_l})) = {this_l})"
    begun = f"(length({this_r}) < length({this_l}) AND substr({this_l}, 1, length({this_r})) = {this_r})"
    return Comparison(
        name,
        label,
        (name,),
        (
            _sql(f"{this_l} = {this_r}", "the same", term=name),
            *exchanged,
            _one_letter(name, _rare(name), "one letter apart, a rare spelling"),
            _one_letter(name),
            _similar(name, 0.9, "nearly the same letters, a rare spelling"),
            Level(levels.JaroWinklerLevel(name, 0.9), "nearly the same letters"),
            _sql(f"{begins} OR {begun}", "one begins like the other"),
            _similar(name, 0.8, "similar letters, a rare spelling"),
            Level(levels.JaroWinklerLevel(name, 0.8), "similar letters"),
        ),
        usual=(0.01,),
        elsewhere=NAMES_ELSEWHERE,
        silent="" if first else _exchanged(name, other),
    )


GIVEN = _part_of_name("given", "family", "given name")
FAMILY = _part_of_name("family", "given", "family name")
# Of Korean names the given name is compared by what its spelling may stand for.
GIVEN_KOREAN = Comparison(
    "given",
    "given name",
    ("given",),
    (
        _sql("given_l = given_r", "the same likeliest reading", term="given"),
        Level(levels.ArrayIntersectLevel("readings", 1), "may stand for the same name"),
        Level(levels.LevenshteinLevel("given", 1), "one syllable apart"),
    ),
    usual=(0.005,),
    elsewhere=NAMES_ELSEWHERE,
)
FAMILY_KOREAN = Comparison(
    "family",
    "family name",
    ("family",),
    (_sql("family_l = family_r", "the same", term="family"),),
    usual=(0.05,),
)
MIDDLE = Comparison(
    "middle",
    "further words of the name",
    ("middle",),
    (
        _sql("middle_l = middle_r", "the same", term="middle"),
        Level(levels.JaroWinklerLevel("middle", 0.88), "nearly the same"),
        _sql("substr(middle_l, 1, 1) = substr(middle_r, 1, 1)", "same first letter"),
    ),
)
SEX = Comparison("sex", "sex", ("sex",), (_sql("sex_l = sex_r", "the same"),), usual=(0.5,))
BIRTH = Comparison(
    "birth_year",
    "date of birth",
    ("birth_year",),
    tuple(_sql(one.condition, one.words, telling=one.telling) for one in NEARNESS),
    usual=tuple(one.usual for one in NEARNESS),
)
AGE = Comparison(
    "age",
    "age",
    ("age",),
    (
        _sql("abs(age_l - age_r) <= 1", "the same, or a year apart"),
        _sql("abs(age_l - age_r) <= 3", "up to three years apart"),
        _sql("abs(age_l - age_r) <= 10", "up to ten years apart"),
    ),
    usual=(0.06, 0.08, 0.25),
)
PLACE = Comparison(
    "place",
    "place",
    ("place",),
    (
        _sql("place_l = place_r", "the same", term="place"),
        Level(levels.JaroWinklerLevel("place", 0.9), "nearly the same letters"),
        _sql("contains(place_l, place_r) OR contains(place_r, place_l)", "one is part of the other's words"),
    ),
)
_WITHIN = (
    "(substr(place_path_l, 1, length(place_path_r)) = place_path_r"
    " OR substr(place_path_r, 1, length(place_path_l)) = place_path_l)"
)
# Where most places are in a gazetteer, or the table says the province: a camp lies in its county.
PLACE_IN_ORDER = Comparison(
    "place",
    "place",
    ("place",),
    (
        PLACE.levels[0],
        _sql("place_path_l = place_path_r", "the same, written otherwise"),
        _sql(_WITHIN, "one lies in the other"),
        *PLACE.levels[1:],
        _sql("county_l = county_r", "in the same county"),
        _sql("province_l = province_r", "in the same province"),
    ),
    usual=(0.02, 0.005, 0.03, 0.01, 0.01, 0.05, 0.1),
)
POSTCODE = Comparison(
    "postcode",
    "postcode",
    ("postcode",),
    (
        _sql("postcode_l = postcode_r", "the same", term="postcode", telling=True),
        _one_letter("postcode", words="one sign apart"),
        _sql(
            "substr(postcode_l, 1, greatest(2, length(postcode_l) - 3))"
            " = substr(postcode_r, 1, greatest(2, length(postcode_r) - 3))",
            "the same district",
        ),
    ),
)
DAY = Comparison(
    "day",
    "date of the event",
    ("day",),
    (
        _sql("day_l = day_r", "the same day"),
        _sql("abs(day_l - day_r) <= 7", "within a week"),
        _sql("abs(day_l - day_r) <= 31", "within a month"),
        _sql("abs(day_l - day_r) <= 366", "within a year"),
    ),
    usual=(0.003, 0.02, 0.04, 0.3),
)
OCCUPATION = Comparison(
    "occupation",
    "occupation",
    ("occupation",),
    (
        _sql("occupation_l = occupation_r", "the same", term="occupation"),
        Level(levels.JaroWinklerLevel("occupation", 0.88), "nearly the same"),
    ),
)
ACT = Comparison("act", "act", ("act",), (_sql("act_l = act_r", "the same", term="act"),), usual=(0.15,))
COMMON: Final = (
    MIDDLE,
    SEX,
    BIRTH,
    AGE,
    PLACE,
    POSTCODE,
    DAY,
    OCCUPATION,
    ACT,
)


def comparisons_for(records: pl.DataFrame) -> tuple[Comparison, ...]:
    """Return the comparisons of the fields that some records have, names first."""
    korean = records["readings"].null_count() <= records.height / 2
    names: Iterable[Comparison] = (FAMILY_KOREAN, GIVEN_KOREAN) if korean else (FAMILY, GIVEN)
    in_order = 2 * len(records["place_path"].drop_nulls()) > len(records["place"].drop_nulls())
    common = (PLACE_IN_ORDER if one is PLACE and in_order else one for one in COMMON)
    return tuple(one for one in (*names, *common) if _is_said(records, one.columns[0]))


def _is_said(records: pl.DataFrame, column: str) -> bool:
    """Say whether at least two records know the field."""
    return len(records[column].drop_nulls()) > 1
