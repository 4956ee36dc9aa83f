"""From a figure to the bytes it rests on, for notebooks and programs: rule, claims, passages, originals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from saksi.findings.custody import Custody
from saksi.findings.model import Finding
from saksi.findings.phrases import handled_words
from saksi.findings.select import ClaimRef
from saksi.record import InvalidInput, Report
from saksi.record.display import rows_html

Side = Literal["for", "against", "apart"]


@dataclass(frozen=True, slots=True)
class Step:
    """One passage of one claim behind a finding, with what vouches for it."""

    side: Side  # counted for the figure, against it, or named and not counted
    ref: ClaimRef
    rules: tuple[str, ...]  # of the reader that made the claim
    according_to: tuple[str, ...]  # the chain, from the origin to the outlet
    words: str
    start: int
    end: int
    text_sha256: str
    original: str | None  # file name; null: not recorded
    original_sha256: str | None
    custody: str | None  # what happened to the original, in words; null: no archive noted it


@dataclass(frozen=True)
class Trace:
    """All passages behind a finding, in its order of claims."""

    finding: Finding
    steps: tuple[Step, ...]

    def _repr_html_(self) -> str:
        """Return the finding and its passages for a notebook."""
        heads = (
            "",
            "claim",
            "according to",
            "passage",
            "characters",
            "sha256 of text",
            "original",
            "custody",
        )
        rows = [
            (
                step.side,
                f"{step.ref.report_id}:{step.ref.claim_id}",
                " → ".join(step.according_to),
                step.words,
                f"{step.start}-{step.end}",
                step.text_sha256[:12],
                f"{step.original} {str(step.original_sha256)[:12]}" if step.original else None,
                step.custody,
            )
            for step in self.steps
        ]
        return self.finding._repr_html_() + rows_html("How this figure came about", heads, rows)


def trace(finding: Finding, reports: Sequence[Report], custody: Custody | None = None) -> Trace:
    """Return what a finding rests on, down to characters of texts, hashes of originals and their custody.

    Parameters
    ----------
    finding
        From `build_findings`.
    reports
        The reports that it was built from.
    custody
        What happened to their originals, by report id, where an archive noted it.

    Raises
    ------
    InvalidInput
        A claim of the finding is not in these reports.
    """
    named: dict[tuple[Side, ClaimRef], None] = {}
    named |= {("for", ref): None for group in finding.claims_for for ref in group.refs}
    named |= {("against", ref): None for ref in finding.claims_against}
    named |= {("apart", ref): None for group in finding.claims_apart for ref in group.refs}
    held = {report.id: report for report in reports}
    return Trace(
        finding, tuple(step for side, ref in named for step in _steps(side, ref, held, custody or {}))
    )


def _steps(side: Side, ref: ClaimRef, held: dict[str, Report], custody: Custody) -> Iterator[Step]:
    report = held.get(ref.report_id)
    claim = next((c for c in report.claims if c.id == ref.claim_id), None) if report else None
    if report is None or claim is None:
        raise InvalidInput(
            f"claim {ref.report_id}:{ref.claim_id} is not in these reports: give those of the finding"
        )
    handled = custody.get(ref.report_id)
    for passage in claim.passages:
        yield Step(
            side=side,
            ref=ref,
            rules=claim.rules or (),
            according_to=tuple(link.text for link in claim.attribution.chain),
            words=" ".join(passage.of(report.text).split()),
            start=passage.start,
            end=passage.end,
            text_sha256=report.text_sha256,
            original=report.original.name if report.original else None,
            original_sha256=report.original.sha256 if report.original else None,
            custody=handled_words(handled).plain("en") if handled else None,
        )
