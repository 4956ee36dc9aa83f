"""The tables of review."""

from saksi.workspace.review.models.coding import Assignment, Coding, Ruling
from saksi.workspace.review.models.decisions import VERDICTS, CoderNote, Decision, ReadMark, Standing

__all__ = [
    "VERDICTS",
    "Assignment",
    "CoderNote",
    "Coding",
    "Decision",
    "ReadMark",
    "Ruling",
    "Standing",
]
