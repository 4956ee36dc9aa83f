"""The tables of the reporting side: columns declared once.

Every row points back: a claim to an observation, an observation to an act, or to -1 where nothing happened.
Who told what is part of the answer key (``provenance/``); ``reporting/`` holds what the public could see.
"""

from enum import IntEnum
from typing import Final

import polars as pl

from saksi.record.tables import Schema

CHANNELS: Final = ("household", "cell", "market", "team", "public")
DATE_FORMS: Final = ("day", "part", "month", "year", "untold")
MODALITIES: Final = ("happened", "uncertain")
HOWS: Final = ("original", "verbatim", "light", "reworded", "translated", "own_translation", "duplicate")
STYLES: Final = ("inside_source", "wire", "ngo_list", "state_media", "denial", "retraction")


class Arrow(IntEnum):
    """The random streams of the reporting side; the truth draws from none of them."""

    SOURCES = 101
    SEEING = 102
    TELLING = 103
    SENDING = 104
    DESKS = 105
    COPYING = 106
    WORDS = 107
    READING = 108
    LISTS = 109
    INVENTING = 110
    ACTS = 111  # field of the hash: what an act is like to everybody


SOURCES: Schema = {
    "source": pl.Int32(),
    "province": pl.UInt8(),
    "county": pl.UInt16(),
    "outlet": pl.UInt8(),  # to which it tells first
    "until": pl.Int16(),  # day from which it is silent
}
OBSERVATIONS: Schema = {
    "observation": pl.Int64(),
    "source": pl.Int32(),
    "act_id": pl.Int64(),  # -1: nothing of the kind happened
    "person": pl.Int32(),  # -1: a group, or nobody
    "episode": pl.Int64(),  # acts of one kind and county, on a day (severe) or in a week; -1: none
    "root": pl.Int64(),  # the independent informant: sources who share one have the same
    "channel": pl.UInt8(),
    "hops": pl.UInt8(),  # 1: the source was there
    "day": pl.Int16(),  # of the act
    "learnt": pl.Int16(),
    "act_said": pl.UInt8(),
    "ground_said": pl.UInt8(),  # `GROUNDS`; none_given where it was lost
    "county_said": pl.Int32(),  # -1: only the province is told
    "province_said": pl.UInt8(),
    "day_said": pl.Int16(),
    "date_form": pl.UInt8(),
    "group": pl.Boolean(),
    "n_true": pl.Int32(),
    "n_said": pl.Int32(),
    "name_known": pl.Boolean(),
    "name_error": pl.Boolean(),
    "occupation_known": pl.Boolean(),
    "modality": pl.UInt8(),
}
TRANSMISSIONS: Schema = {
    "transmission": pl.Int64(),
    "observation": pl.Int64(),
    "source": pl.Int32(),
    "outlet": pl.UInt8(),
    "sent": pl.Int16(),
    "arrived": pl.Int16(),
    "relayed": pl.Boolean(),
}
REPORTS: Schema = {
    "report": pl.Int32(),
    "outlet": pl.UInt8(),
    "day": pl.Int16(),  # of publication
    "style": pl.UInt8(),
    "how": pl.UInt8(),  # original, or what kind of copy
    "of": pl.Int32(),  # the report copied; itself where it is an original
    "root_report": pl.Int32(),  # the first of the chain of copies
    "credited": pl.Boolean(),
    "sure": pl.Boolean(),  # a copy that tells as done what was feared or planned
    "language": pl.String(),
    "written": pl.Boolean(),  # there is a text
}
CLAIM_ROWS: Schema = {
    "report": pl.Int32(),  # originals only; copies have the claims of what they copy
    "position": pl.UInt8(),
    "transmission": pl.Int64(),  # -1: an order, a habit, a fear, a denial
    "observation": pl.Int64(),  # -1: rests on no observation
    "second": pl.Int64(),  # observation of a second source about the same; -1: none
    "order": pl.Int16(),  # -1: no order
    "kind": pl.String(),
    "modality": pl.String(),
    "name_printed": pl.Boolean(),
}
CLAIM_TRUTH: Schema = {
    "report_id": pl.String(),
    "claim_id": pl.String(),
    "observation": pl.Int64(),  # -1: rests on no observation
    "act_id": pl.Int64(),  # -1: nothing of the kind happened
    "person": pl.Int32(),  # -1: a group, or nobody
    "event": pl.Int64(),  # the episode; -1: none
    "order": pl.Int16(),
    "root": pl.Int64(),  # the independent informant; -1: none, as for denials
    "second_root": pl.Int64(),  # that of a second source in the same report; -1: none
    "n_sources": pl.Int32(),  # who told of it in this report
    "n_roots": pl.Int32(),  # independent observations among them
}
EVENT_TRUTH: Schema = {
    "event": pl.Int64(),
    "act": pl.String(),
    "day": pl.Int16(),
    "county": pl.UInt16(),
    "n_people": pl.Int32(),
    "n_reports": pl.Int32(),  # with copies
    "n_originals": pl.Int32(),
    "n_sources": pl.Int32(),
    "n_roots": pl.Int32(),  # independent observations behind the reports
}
RECORDS: Schema = {
    "record_id": pl.String(),
    "list": pl.String(),
    "name": pl.String(),
    "name_ko": pl.String(),
    "sex": pl.String(),
    "age": pl.Int32(),  # as told; null: not told
    "place": pl.String(),
    "date": pl.Date(),
    "occupation": pl.String(),
    "act": pl.String(),
}
RECORD_TRUTH: Schema = {
    "record_id": pl.String(),
    "person": pl.Int32(),  # -1: nobody
    "act_id": pl.Int64(),
    "report": pl.Int32(),
    "counted": pl.Boolean(),  # truly a victim of a severe act
}
TOTALS: Schema = {"year": pl.Int32(), "status": pl.String(), "total": pl.Int64()}
