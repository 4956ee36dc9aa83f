"""What the rules suggest for each annotated report, beside what the annotators wrote."""

import importlib.util
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from saksi.reading.learned.evidence import Evidence
from saksi.reading.learned.judging import joined
from saksi.reading.reader import suggestions
from saksi.record import Claim, Report, load_report

ROOT = Path(__file__).parents[3]
CLAIMS = ROOT.parent / "shared" / "data" / "claims"
FOLDERS = (*(CLAIMS / name for name in ("dev", "seeds", "real")), ROOT / "tests" / "golden" / "osmere")
FIELDS = {
    "kind": "kind",
    "victim status": "victim.status",
    "victim text": "victim.text",
    "count interval": "count",
    "perpetrator institution": "perpetrator.institution",
    "modality": "modality",
    "directness": "attribution.directness",
    "place text": "place.text",
    "time interval": "time",
}  # rows of score.py: names in `field_confidence`


@dataclass(frozen=True)
class Case:
    """One report: what was suggested, what is known of it, and what an annotator says."""

    id: str
    folder: str  # dev, seeds, real, osmere
    group: str  # reports that tell one story or come from one outlet are never apart
    gold: list[dict[str, Any]]
    claims: list[dict[str, Any]]  # as JSON, with the confidence that the rules gave
    known: list[Evidence]
    right: list[bool]  # the suggestion matches strictly
    fields: list[dict[str, bool] | None]  # of those that match: which fields are right


def gather(language: str, folders: Iterable[Path] = FOLDERS) -> list[Case]:
    """Read the annotated reports of a language (``en`` or ``ko``) with the rules as they are now."""
    found = [(folder.name, load_report(path)) for folder in folders for path in sorted(folder.glob("*.json"))]
    found = [(name, report) for name, report in found if (report.language or "en")[:2] == language]
    groups = _groups([report for _, report in found])
    return [_case(name, report, groups[report.id]) for name, report in found]


def _case(name: str, report: Report, group: str) -> Case:
    claims, told = suggestions(
        report.text,
        published=report.published,
        outlet=report.outlet,
        language=(report.language or "en")[:2],
        furniture=report.furniture,
    )
    read = [_plain(claim) for claim in claims]
    gold = [_plain(claim) for claim in report.claims]
    pairs = {claim["id"]: said for said, claim in scoring().match(gold, read, True)}
    return Case(
        id=report.id,
        folder=name,
        group=group,
        gold=gold,
        claims=read,
        known=joined(claims, told),
        right=[claim["id"] in pairs for claim in read],
        fields=[_agreement(pairs.get(claim["id"]), claim) for claim in read],
    )


def _agreement(gold: Mapping[str, Any] | None, read: Mapping[str, Any]) -> dict[str, bool] | None:
    if gold is None:
        return None
    alike = {"grounds": set(gold["grounds"]) == set(read["grounds"])}
    for row, value, equal in scoring().FIELDS:
        one, other = value(gold), value(read)
        alike[FIELDS[row]] = bool(equal(one, other) if equal else one == other)
    return alike


def _groups(reports: Sequence[Report]) -> dict[str, str]:
    """Join the reports of one story (groups-dev.json) and those of one outlet, as far as they connect."""
    home = {report.id: report.id for report in reports}

    def top(name: str) -> str:
        return name if home[name] == name else top(home[name])

    stories = json.loads((CLAIMS / "groups-dev.json").read_text(encoding="utf-8"))["groups"]
    outlets: dict[str, list[str]] = {}
    for report in reports:
        outlets.setdefault(report.outlet or report.id, []).append(report.id)
    # Wikinews gathers others' reports: ten stories of ten places, no house style
    together = [names for outlet, names in outlets.items() if outlet != "Wikinews"]
    invented = [report.id for report in reports if report.synthetic]  # one world, one author
    for names in (*(story["reports"] for story in stories), *together, invented):
        known = [name for name in names if name in home]
        for name in known[1:]:
            home[top(name)] = top(known[0])
    return {name: top(name) for name in home}


@cache
def scoring() -> ModuleType:
    """Return score.py of ../shared."""
    spec = importlib.util.spec_from_file_location("score", CLAIMS / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("score.py of ../shared cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _plain(claim: Claim) -> dict[str, Any]:
    return claim.model_dump(mode="json", by_alias=True)
