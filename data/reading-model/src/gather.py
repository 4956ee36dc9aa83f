"""What the rules suggest for each annotated report, beside what the annotators wrote."""

import importlib.util
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from options import Option
from parsed import parsed

from saksi.reading.english import reader as english
from saksi.reading.english.drafts import Draft
from saksi.reading.learned import ActWeights, Evidence, Offer, Offering
from saksi.reading.learned.evidence import of_fields
from saksi.reading.learned.judging import joined
from saksi.reading.reader import suggestions
from saksi.record import Claim, Report, load_report

ROOT = Path(__file__).parents[3]
CLAIMS = ROOT.parent / "shared" / "data" / "claims"
FOLDERS = (*(CLAIMS / name for name in ("dev", "seeds", "real")), ROOT / "tests" / "golden" / "osmere")
MISSED = 0.25  # strict recall of the rules was .72 on the reports they were written with, .45 on new ones
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
DECIDING = {
    "place": "place.text",
    "time": "time",
    "perpetrator": "perpetrator.institution",
    "victim": "victim.text",
}  # by what is chosen: the row that says whether it is right
LIKELY = 0.3  # confidence of the rules from which a claim's people are offered to those beside it


vars(english)["parse"] = parsed  # what the reader parses with


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
    options: list[
        dict[str, list[Option]]
    ]  # what may fill the fields of those that overlap with an annotator's


def annotated(language: str, folders: Iterable[Path] = FOLDERS) -> list[tuple[str, Report]]:
    """Return the annotated reports of a language (``en`` or ``ko``), each with the name of its folder."""
    found = [(folder.name, load_report(path)) for folder in folders for path in sorted(folder.glob("*.json"))]
    return [(name, report) for name, report in found if (report.language or "en")[:2] == language]


def gather(found: Sequence[tuple[str, Report]], acts: Callable[[str], ActWeights | None]) -> list[Case]:
    """Read annotated reports with the rules as they are now; `acts` gives the weights for a group."""
    groups = groups_of(found)
    return [_case(name, report, groups[report.id], acts(groups[report.id])) for name, report in found]


def withholding(
    found: Sequence[tuple[str, Report]],
    cases: Sequence[Case],
    acts: Mapping[str, ActWeights | None],
    seed: int,
) -> Iterator[Case]:
    """Yield the cases as they would be had the rules not been written with these reports open.

    The rules know the words of the reports that they were written with: on new ones they miss `MISSED` of
    what they find here. So that share of what is right is withheld, with all that points at the same words,
    and the themes fill its place. How far to trust rules and themes is learned as for new reports.
    """
    rng = np.random.default_rng(seed)
    for (name, report), case in zip(found, cases, strict=True):
        gone = {
            _core(claim)
            for claim, hit in zip(case.claims, case.right, strict=True)
            if hit and rng.random() < MISSED
        }
        yield _case(
            name, report, case.group, acts[case.group],
            keep=lambda draft, gone=gone: draft.passages[0] not in gone,  # type: ignore[misc]
        )  # fmt: skip


def _core(claim: Mapping[str, Any]) -> tuple[int, int]:
    start, end = claim["passages"][0]
    return start, end


def _case(
    name: str,
    report: Report,
    group: str,
    acts: ActWeights | None,
    keep: Callable[[Draft], bool] | None = None,
) -> Case:
    claims, told, offering = suggestions(
        report.text,
        published=report.published,
        outlet=report.outlet,
        language=(report.language or "en")[:2],
        furniture=report.furniture,
        acts=acts,
        keep=keep,
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
        options=_options(claims, gold, read, offering) if keep is None else [{} for _ in read],
    )


def _options(
    claims: Sequence[Claim],
    gold: Sequence[dict[str, Any]],
    read: Sequence[dict[str, Any]],
    offering: Offering,
) -> list[dict[str, list[Option]]]:
    """Return what may fill the fields of each claim that overlaps with one of the annotator's."""
    loose = {claim["id"]: said for said, claim in scoring().match(gold, read, False)}
    pairs = loose | {claim["id"]: said for said, claim in scoring().match(gold, read, True)}
    worth = [
        number
        for number, claim in enumerate(claims)
        if claim.id in pairs or (claim.confidence or 0.0) >= LIKELY
    ]
    found: list[dict[str, list[Option]]] = [{} for _ in claims]
    for number, offers in zip(worth, offering(worth), strict=True):
        claim = claims[number]
        if claim.id in pairs:
            found[number] = {
                field: _as_options(claim, values, field, pairs[claim.id]) for field, values in offers.items()
            }
    return found


def _as_options(claim: Claim, offers: Sequence[Offer], field: str, gold: Mapping[str, Any]) -> list[Option]:
    same = {value: number for number, value in enumerate(dict.fromkeys(offer.same for offer in offers))}
    found = []
    for offer in offers:
        filled = claim.model_copy(update=dict(offer.value))
        alike = _agreement(gold, _plain(filled)) or {}
        known = of_fields(filled)
        right = alike[DECIDING[field]]
        found.append(Option(offer.known, same[offer.same], right, known, alike, offer.firm))
    return found


def _agreement(gold: Mapping[str, Any] | None, read: Mapping[str, Any]) -> dict[str, bool] | None:
    if gold is None:
        return None
    alike = {"grounds": set(gold["grounds"]) == set(read["grounds"])}
    for row, value, equal in scoring().FIELDS:
        one, other = value(gold), value(read)
        alike[FIELDS[row]] = bool(equal(one, other) if equal else one == other)
    return alike


def groups_of(found: Sequence[tuple[str, Report]]) -> dict[str, str]:
    """Join the reports of one story (groups-dev.json) and those of one outlet, as far as they connect.

    Invented reports are joined by their folder, which is one world and one author: the outlets named in them
    stand for a form only, and would join nearly all reports of a language to one group.
    """
    reports = [report for _, report in found]
    home = {report.id: report.id for report in reports}

    def top(name: str) -> str:
        return name if home[name] == name else top(home[name])

    stories = json.loads((CLAIMS / "groups-dev.json").read_text(encoding="utf-8"))["groups"]
    outlets: dict[str, list[str]] = {}
    for folder, report in found:
        name = f"invented in {folder}" if report.synthetic else report.outlet or report.id
        outlets.setdefault(name, []).append(report.id)
    # Wikinews gathers others' reports: ten stories of ten places, no house style
    together = [names for outlet, names in outlets.items() if outlet != "Wikinews"]
    for names in (*(story["reports"] for story in stories), *together):
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
