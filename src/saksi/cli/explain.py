"""Which rule gave which claim, from which words: for people who check the reader."""

from pathlib import Path

from saksi.cli.screen import printable
from saksi.record import Claim, Report, label
from saksi.workflows.files import load_reports


def explain_folder(folder: Path) -> str:
    """Return one paragraph a claim: act, how sure, rules, and the words they rest on."""
    return "".join(_claim(report, claim) for report in load_reports(folder) for claim in report.claims)


def _claim(report: Report, claim: Claim) -> str:
    sure = "" if claim.confidence is None else f", {claim.confidence:.0%} sure"
    kind = f"{label('kind', claim.kind)}, {label('modality', claim.modality)}"
    lines = [
        f"{report.id} {claim.id}: {label('act', claim.act)} ({kind}){sure}",
        f"  rules: {', '.join(claim.rules or ('none given',))}",
    ]
    for passage in claim.passages:
        words = " ".join(passage.of(report.text).split())
        lines.append(f"  characters {passage.start:,} to {passage.end:,}: “{printable(words)}”")
    return "\n".join(lines) + "\n"
