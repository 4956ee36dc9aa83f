"""Intake: documents to reports. Each file by itself; what is not read is said, with the reason."""

from saksi.intake.documents import read_document, read_documents
from saksi.intake.duplicates import comparison_key
from saksi.intake.files import find_documents, take_in
from saksi.intake.formats import FORMATS
from saksi.intake.furniture import mark_furniture
from saksi.intake.language import detect_language
from saksi.intake.outcome import Found, Intake, IntakeSettings, Note, Problem
from saksi.intake.pool import limits_here

__all__ = [
    "FORMATS",
    "Found",
    "Intake",
    "IntakeSettings",
    "Note",
    "Problem",
    "comparison_key",
    "detect_language",
    "find_documents",
    "limits_here",
    "mark_furniture",
    "read_document",
    "read_documents",
    "take_in",
]
