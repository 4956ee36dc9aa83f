"""The tables of the truth: columns declared once, checked on the way.

Columns are small integers; `codes` says what they mean, `in_words` puts the words in their place. Days count
from the scenario's first day (day 0), persons over the whole country, acts within a province: an ``act_id``
is ``province << 40 | number``, so that provinces can be simulated apart and an earlier act has a lower id.
"""

from collections.abc import Mapping

import polars as pl

from saksi.record.tables import Schema
from saksi.simulation.codes import (
    ACTS,
    CONDITION_KINDS,
    GROUNDS,
    INSTITUTIONS,
    OCCUPATIONS,
    ORDER_KINDS,
    PLACE_KINDS,
    SEXES,
    STATES,
    STATUSES,
)

ACT_BITS = 40  # of an act_id below its province

PERSONS: Schema = {
    "person": pl.Int32(),
    "status": pl.UInt8(),
    "occ": pl.UInt8(),
    "sex": pl.UInt8(),
    "birth": pl.Int16(),  # year
    "county": pl.UInt16(),
    "hh": pl.Int32(),  # the person who comes first in the household
    "cell": pl.Int32(),  # the person who comes first in the party cell (M3)
    "involved": pl.UInt16(),  # bit g: truly involved in GROUNDS[g]
    "faction": pl.UInt8(),  # 1: remnant of an earlier faction
    "market": pl.UInt8(),  # 1: sells at the market (M11)
    "parent": pl.Int32(),  # a parent in the province; -1 not known to the model (M13)
    "state": pl.UInt8(),  # at the end of the run; everybody begins free
    "since": pl.Int16(),  # day of entering it; -1 from before the first day
}
ACTS_TABLE: Schema = {
    "act_id": pl.Int64(),
    "day": pl.Int16(),
    "person": pl.Int32(),
    "act": pl.UInt8(),
    "ground": pl.UInt8(),
    "from": pl.UInt8(),  # state before
    "to": pl.UInt8(),  # state after; the same where the act moves nobody (deprivation)
    "team": pl.Int16(),  # -1: none
    "order": pl.Int16(),  # the order it carries out; -1: everyday repression
    "county": pl.UInt16(),
    "cause": pl.Int64(),  # the act it follows from: same person's last, or the relative's; -1: none
    "true_ground": pl.Boolean(),  # the person is truly involved in the ground
    "public": pl.UInt8(),  # 1: done before a crowd (M21)
}
ORDERS: Schema = {
    "order": pl.Int16(),
    "day": pl.Int16(),  # may lie before the run
    "until": pl.Int16(),  # first day on which it no longer holds; the run's end where it has none
    "kind": pl.UInt8(),
    "statuses": pl.UInt8(),  # bit s: bears on STATUSES[s]
    "grounds": pl.UInt32(),  # bit g: names GROUNDS[g]
    "intensity": pl.Float64(),
    "severity": pl.Float64(),
}
PLANS: Schema = {
    "plan": pl.Int16(),
    "order": pl.Int16(),
    "province": pl.UInt8(),
    "day_from": pl.Int16(),
    "day_to": pl.Int16(),  # first day after it
    "intensity": pl.Float64(),  # what the province makes of the order's intensity
    "tally": pl.Int32(),  # accusations expected over the whole plan: an input, nothing chooses it
    "found": pl.Int32(),  # accusations made without looking at the tally
    "filled": pl.Int32(),  # accusations of the uninvolved, made to fill it (M15)
}
TEAMS: Schema = {
    "team": pl.Int16(),
    "plan": pl.Int16(),
    "county": pl.UInt16(),
    "day_from": pl.Int16(),
    "day_to": pl.Int16(),
}
TEAM_MEMBERS: Schema = {"team": pl.Int16(), "person": pl.Int32(), "institution": pl.UInt8()}
CONDITIONS: Schema = {
    "kind": pl.UInt8(),
    "day_from": pl.Int16(),
    "day_to": pl.Int16(),  # first day after it
    "county": pl.UInt16(),
    "hh": pl.Int32(),  # -1: the whole county
    "value": pl.Float64(),  # fear: mean index of the month, 0 or more; deprivation: 1
    "cause": pl.Int64(),  # the act of deprivation; -1 for fear, which has many
}
PLACES: Schema = {
    "place": pl.Int32(),
    "kind": pl.UInt8(),
    "province": pl.UInt8(),
    "county": pl.Int32(),  # -1: no county of its own (provinces, camps)
    "border": pl.Boolean(),  # lies at the border (M33)
    "name_en": pl.String(),
    "name_ko": pl.String(),
}

TRUTH: Mapping[str, Schema] = {
    "persons": PERSONS,
    "acts": ACTS_TABLE,
    "orders": ORDERS,
    "plans": PLANS,
    "teams": TEAMS,
    "team_members": TEAM_MEMBERS,
    "conditions": CONDITIONS,
    "places": PLACES,
}

WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "persons": {"status": STATUSES, "occ": OCCUPATIONS, "sex": SEXES, "state": STATES},
    "acts": {"act": ACTS, "ground": GROUNDS, "from": STATES, "to": STATES},
    "orders": {"kind": ORDER_KINDS},
    "team_members": {"institution": INSTITUTIONS},
    "conditions": {"kind": CONDITION_KINDS},
    "places": {"kind": PLACE_KINDS},
}


def in_words(table: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return a table of the truth with words (strings) in place of its codes.

    Bitmasks (``involved``, ``statuses``, ``grounds``) stay numbers.
    """
    return table.with_columns(
        pl.col(column).replace_strict(dict(enumerate(words)), return_dtype=pl.String)
        for column, words in WORDS.get(name, {}).items()
    )
