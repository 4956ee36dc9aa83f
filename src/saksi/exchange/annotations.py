"""Claims as W3C Web Annotations: each stands at its words, by position and by quotation.

Positions count Unicode code points of the text whose SHA-256 the annotation names; a browser counts UTF-16.
The quotation repairs a position where the text was moved (W3C Web Annotation Data Model, 2017, 4.2).
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from saksi.exchange.losses import losses
from saksi.exchange.model import Loss, Sink
from saksi.record import Claim, Passage, Report

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
ABOUT = {"id", "outlet", "url", "title", "published", "language", "retracted"}
AROUND = 32  # characters of context on each side of a quotation
MISSING = {
    "reports.furniture": "an annotation is of a claim; what is not read has none",
    "reports.candidates": "what stands below the reader's threshold is not exported as a claim",
    "reports.extra": "keys that Saksi does not know have no place in the model",
}


def to_annotations(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    """Write ``annotations.jsonld``, a page of annotations, and the texts that they point into.

    A claim is one annotation: its fields are the body, its passages the targets. ``texts/<report id>.txt``
    is the text, byte for byte what ``urn:sha256:`` names.
    """
    items = [item for report in reports for item in _annotations(report)]
    page = {"@context": CONTEXT, "type": "AnnotationPage", "items": items}
    write("annotations.jsonld", json.dumps(page, ensure_ascii=False, indent=1) + "\n")
    for report in reports:
        write(f"texts/{report.id}.txt", report.text)
    return losses(reports, MISSING)


def _annotations(report: Report) -> Iterator[dict[str, Any]]:
    about = report.model_dump(mode="json", by_alias=True, include=ABOUT)
    digest = report.text_sha256
    for claim in report.claims:
        yield {
            "id": f"urn:saksi:{digest}:{claim.id}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": {"type": "Dataset", "format": "application/json", "value": _body(claim)},
            "target": [_place(report, digest, span) for span in claim.passages],
            "saksi:report": about,
        }


def _body(claim: Claim) -> dict[str, Any]:
    return claim.model_dump(mode="json", by_alias=True, exclude={"passages"})


def _place(report: Report, digest: str, span: Passage) -> dict[str, Any]:
    return {
        "source": f"urn:sha256:{digest}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(report.text),
                "prefix": report.text[max(0, span.start - AROUND) : span.start],
                "suffix": report.text[span.end : span.end + AROUND],
            },
        ],
    }
