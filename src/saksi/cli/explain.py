"""Which rule gave which claim, from which words: for people who check the reader."""

from pathlib import Path

from saksi.record import Claim, Report, label
from saksi.workflows.files import load_reports


def explain_folder(folder: Path) -> list[str]:
    """Return lines that tell, for each claim, its act, how sure, its rules, and the words they rest on."""
    return [
        line for report in load_reports(folder) for claim in report.claims for line in _claim(report, claim)
    ]


def _claim(report: Report, claim: Claim) -> list[str]:
    sure = "" if claim.confidence is None else f", {claim.confidence:.0%} sure"
    how = f"{label('kind', claim.kind)}, {label('modality', claim.modality)}"
    lines = [
        f"{report.id} {claim.id}: {label('act', claim.act)} ({how}){sure}",
        f"  rules: {', '.join(claim.rules or ('none given',))}",
    ]
    for passage in claim.passages:
        words = " ".join(passage.of(report.text).split())
        lines.append(f"  characters {passage.start:,} to {passage.end:,}: “{words}”")
    return lines
