"""Estimates and findings, as they were made."""

import json
from typing import Annotated

from ninja import Path, Router

from saksi.findings.model import Findings
from saksi.workspace.accounts.roles import WORKING
from saksi.workspace.api.answer_schemas import EditionLine, EditionWhole, EstimateLine, EstimateWhole
from saksi.workspace.api.schemas import PROBLEMS, Key
from saksi.workspace.api.tokens import ByToken
from saksi.workspace.estimates.models import Estimate
from saksi.workspace.estimates.selectors import estimate_seen, estimates_seen
from saksi.workspace.findings.models import Edition
from saksi.workspace.findings.packing import unpacked
from saksi.workspace.findings.selectors import edition_seen, editions
from saksi.workspace.web.access import Request

estimates = Router(tags=["answers"], auth=ByToken("read", roles=WORKING))
findings = Router(tags=["answers"], auth=ByToken("read"))


@estimates.get("", response={200: list[EstimateLine], **PROBLEMS})
def list_estimates(request: Request) -> list[dict[str, object]]:
    """Return the estimates whose reports the token's member all sees, the newest first; not for readers."""
    return [_estimate(row) for row in estimates_seen(request.member)]


@estimates.get("/{estimate}", response={200: EstimateWhole, **PROBLEMS})
def one_estimate(request: Request, estimate: Annotated[Key, Path()]) -> dict[str, object]:
    """Return one estimate as it was made; not for readers."""
    row = estimate_seen(request.member, estimate)
    names = ("choice", "settings", "table", "results", "versions")
    return _estimate(row) | {name: getattr(row, name) for name in names}


@findings.get("", response={200: list[EditionLine], **PROBLEMS})
def list_editions(request: Request) -> list[dict[str, object]]:
    """Return the latest editions whose reports the token's member all sees, the newest first."""
    return [_edition(row) for row in editions(request.member)]


@findings.get("/{edition}", response={200: EditionWhole, **PROBLEMS})
def one_edition(request: Request, edition: Annotated[Key, Path()]) -> dict[str, object]:
    """Return the answers of one edition, each with the claims that it rests on."""
    row = edition_seen(request.member, edition)
    return _edition(row) | {"answers": _answers(row)}


def _answers(row: Edition) -> list[dict[str, object]]:
    found = Findings.model_validate(json.loads(unpacked(row.data)))
    return [
        {
            **each.model_dump(mode="json", include={"id", "question", "answer", "unit"}),
            "claims": [ref.model_dump() for ref in each.refs],
        }
        for each in found.results
    ]


def _estimate(row: Estimate) -> dict[str, object]:
    names = ("made_by", "made_at", "documented", "input_sha256")
    return {"estimate": row.pk, **{name: getattr(row, name) for name in names}}


def _edition(row: Edition) -> dict[str, object]:
    names = ("made_by", "made_at", "title", "frozen_at", "sha256")
    counts = {"reports": row.n_reports, "claims": row.n_claims, "decided": row.n_decided}
    return {"edition": row.pk, **counts, **{name: getattr(row, name) for name in names}}
