"""Corroboration: how many independent sources an event has, what falls with one of them, news or echo."""

from saksi.linking.corroboration.check import Addition, Checked, Contradiction, check_report
from saksi.linking.corroboration.doubt import NearMiss
from saksi.linking.corroboration.falling import (
    Fallen,
    if_report_is_withdrawn,
    if_source_is_false,
    source_key,
)
from saksi.linking.corroboration.grades import Grade
from saksi.linking.corroboration.incremental import relink, touched
from saksi.linking.corroboration.linked import Event, Linked, ReportPair, link_events
from saksi.linking.corroboration.output import as_results
from saksi.linking.corroboration.tables import CORROBORATION, SOURCES, sources_table

__all__ = [
    "CORROBORATION",
    "SOURCES",
    "Addition",
    "Checked",
    "Contradiction",
    "Event",
    "Fallen",
    "Grade",
    "Linked",
    "NearMiss",
    "ReportPair",
    "as_results",
    "check_report",
    "if_report_is_withdrawn",
    "if_source_is_false",
    "link_events",
    "relink",
    "source_key",
    "sources_table",
    "touched",
]
