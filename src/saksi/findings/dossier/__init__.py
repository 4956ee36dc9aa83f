"""Dossiers: the record on one case, person, event or campaign, with numbered sources, frozen when issued."""

from saksi.findings.dossier.entries import with_received
from saksi.findings.dossier.gather import (
    dossier_of_campaign,
    dossier_of_case,
    dossier_of_event,
    dossier_of_person,
)
from saksi.findings.dossier.model import Dossier, intact, issue
from saksi.findings.dossier.page import render_dossier
from saksi.findings.dossier.typeset import typeset

__all__ = [
    "Dossier",
    "dossier_of_campaign",
    "dossier_of_case",
    "dossier_of_event",
    "dossier_of_person",
    "intact",
    "issue",
    "render_dossier",
    "typeset",
    "with_received",
]
