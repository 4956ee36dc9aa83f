"""Trains the learned layer and measures it out of fold: `train.py [--learn FOLDER ...] [--check FOLDER ...]`.

Folders of annotated reports to learn from beside those of gather.py, and to check only.

Writes output/{en,ko}.json, which the Makefile ships, and output/measured.json (numbers only).
"""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from acts import Told, by_hand, fit_acts, told
from choices import chosen, fit_choices
from fitting import FOLDS, Examples, Fit, fit
from gather import FOLDERS, MISSED, Case, annotated, gather, groups_of, withholding
from measuring import (
    best_threshold,
    by_rules,
    calibration_error,
    queue,
    reliability,
    right,
    scores,
)

from saksi.reading import ReadingSettings
from saksi.reading.learned import ActWeights, Evidence, FieldWeights, Weights
from saksi.reading.learned.judging import doubted
from saksi.reading.learned.weights import HALF
from saksi.record import Report

LANGUAGES = ("en", "ko")
OUTPUT = Path(__file__).parent.parent / "output"
RULES_THRESHOLD = 0.3  # of the confidence that the rules give
# The annotated reports hold too few suggestions in reports about something else (a match, a crash) to learn
# from: 22 in 7 reports, one right. This is what the rules themselves take: a half becomes .2 (topics.py).
ELSEWHERE = -1.4
# Of new reports the rules miss a share of what they find in those they were written with (gather.py). Where
# no themes fill its place, to withhold that share is this: all odds are lower by what is missing.
NEW = float(np.log(1 - MISSED))
# Few and strong: with all that is known, suggestions of outlets left out are ordered a little better, but
# those of reports that the rules had not seen either, a little worse.
CLAIM_EVIDENCE = frozenset(
    {"rules", "weak", "by", "victim", "whom", "kind", "modality", "tellings", "beside", "behind", "context",
     "rival", "again"}
)  # fmt: skip
REPORT = frozenset(
    {"report:told", "report:likely", "report:context", "report:state", "report:else", "report:topic"}
)
OF_REPORTS = (0.3, 1.0, 3.0, 10.0)  # penalties to try for reports: few and weighty pieces of evidence
# Of the surest suggestion of a report, lest all of them be doubted: out of fold the strict F1 of English is
# the same up to here, and two of three false claims in reports without claims are gone. Korean has too few.
SURELY = {"en": 0.65}
HARDLY = 0.05  # nothing likelier than this is dropped
LOST = 0.005  # share of the right suggestions that may be dropped to shorten the queue
ENTRIES = 2.9  # claims and candidates for each claim of a coder
FILLED_BY = {
    "place": ("place.text",),
    "time": ("time",),
    "perpetrator": ("perpetrator.institution",),
    "victim": ("victim.status", "victim.text", "count"),
}
SAID_BY = {
    "place": ("placed",),
    "time": ("dated", "when"),
    "perpetrator": ("body",),
    "victim": ("status", "type", "named", "whom", "counted", "single"),
}
TIMES = 2  # readings of each report with some of what the rules find withheld
FIELD_EVIDENCE = frozenset(
    {"act", "kind", "modality", "directness", "teller", "status", "type", "body", "named", "whom", "counted",
     "single", "placed", "dated", "when", "grounded", "links", "tellings", "victim", "by", "agent", "rules"}
)  # fmt: skip  # few cases: a field is told by what fills it, not by the rule that found the act


@dataclass(frozen=True)
class Gathered:
    """What a language is learned from, and checked with."""

    acts: ActWeights | None
    cases: list[Case]  # read by what was learned without their group
    withheld: list[Case]  # the same, with some of what the rules find withheld
    unseen: list[Case]  # nothing is learned from these


def main(languages: Sequence[str], learn: Sequence[Path], check: Sequence[Path]) -> None:
    """Train, write the weights and the measurements; what was measured of other languages stays."""
    OUTPUT.mkdir(exist_ok=True)
    written = OUTPUT / "measured.json"
    measured = json.loads(written.read_text(encoding="utf-8")) if written.is_file() else {}
    for language in languages:
        measured[language] = learned(language, read(language, learn, check))
        shown = {key: measured[language][key] for key in ("all", "threshold", "checks")}
        sys.stdout.write(json.dumps(shown, indent=1) + "\n")
    written.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


def read(language: str, learn: Sequence[Path], check: Sequence[Path]) -> Gathered:
    """Read the annotated reports as often as it takes."""
    reports = annotated(language, (*FOLDERS, *learn))
    acts, apart = _acts(language, reports)
    cases = gather(reports, apart.__getitem__)
    times = TIMES if acts is not None else 0
    withheld = [case for seed in range(times) for case in withholding(reports, cases, apart, seed)]
    return Gathered(acts, cases, withheld, gather(annotated(language, check), lambda _: acts))


def learned(language: str, seen: Gathered) -> dict[str, Any]:
    """Fit the weights of a language, write them, and return what is measured of them."""
    cases, withheld, unseen, report = seen.cases, seen.withheld, seen.unseen, None
    if seen.acts is not None:
        of_reports = fit(_reports(withheld), _reports(cases), penalties=OF_REPORTS)
        report = of_reports.weights
        cases = _placed(cases, of_reports.apart)
        withheld = _placed(withheld, fit(_reports(withheld), penalties=OF_REPORTS).apart)
        unseen = _placed(unseen, [report.probability(case.known[0]) for case in unseen if case.known])
        claim = fit(
            _examples(withheld, CLAIM_EVIDENCE | {"elsewhere"}),
            _examples(cases, CLAIM_EVIDENCE | {"elsewhere"}),
        )
    else:
        claim = fit(_examples(cases, CLAIM_EVIDENCE))
        claim = Fit(_with_given(claim.weights), _doubted(claim.apart, cases), claim.penalty)
    surely = SURELY.get(language, 0.0)
    claim = replace(claim, apart=_told_surely(claim.apart, cases, surely))
    choices, cases = _settled(cases)
    fields = {name: fit(_field_examples(cases, name)) for name in _field_names(cases)}
    floor = _floor(claim.apart, right(cases), sum(len(case.gold) for case in cases))
    of_fields = {name: one.weights for name, one in fields.items()}
    shipped = Weights(claim.weights, of_fields, floor, report, choices, surely)
    unseen = [_with_values(case, choices) for case in unseen]
    _ship_acts(language, seen.acts)
    _ship(language, shipped)
    checked = _check(unseen, shipped) if unseen else {}
    return _measure(cases, claim, fields, floor) | {"checks": {"invented, not learned from": checked}}


def _settled(cases: Sequence[Case]) -> tuple[dict[str, FieldWeights], list[Case]]:
    """Learn what fills a field, and fill those of each case by what was learned without its group."""
    names = sorted({name for case in cases for options in case.options for name in options})
    fitted = {name: fit_choices(cases, name) for name in names}
    filled = [_with_values(case, {name: fitted[name][1][case.group] for name in names}) for case in cases]
    return {name: fitted[name][0] for name in names}, filled


def _with_values(case: Case, choices: Mapping[str, FieldWeights]) -> Case:
    known, fields = list(case.known), list(case.fields)
    for number, options in enumerate(case.options):
        for name, values in options.items():
            taken = chosen(choices[name], values)
            changed = {field: hit for field, hit in taken.alike.items() if field in FILLED_BY[name]}
            known[number] = {**known[number], **{key: taken.says[key] for key in SAID_BY[name]}}
            agreed = fields[number]
            fields[number] = None if agreed is None else {**agreed, **changed}
    return replace(case, known=known, fields=fields)


def _acts(
    language: str, reports: Sequence[tuple[str, Report]]
) -> tuple[ActWeights | None, dict[str, ActWeights | None]]:
    """Return the weights of the acts, and for each group of reports those that saw nothing of the group."""
    groups = groups_of(reports)
    if language != "en":
        return None, dict.fromkeys(groups.values())
    seen = [(told(report), groups[report.id]) for _, report in reports]
    names = sorted(set(groups.values()))
    fold = {name: number % FOLDS for number, name in enumerate(_mixed(names, seen))}
    invented = by_hand()
    apart = [
        fit_acts([invented, *(one for one, group in seen if fold[group] != number)])
        for number in range(FOLDS)
    ]
    return fit_acts([invented, *(one for one, _ in seen)]), {name: apart[fold[name]] for name in names}


def _mixed(names: Sequence[str], seen: Sequence[tuple[Told, str]]) -> list[str]:
    """Order the groups by size, the largest first: dealt out in turn, the folds are about as large."""
    size = Counter(group for _, group in seen)
    return sorted(names, key=lambda name: (-size[name], name))


def _examples(cases: Sequence[Case], names: AbstractSet[str]) -> Examples:
    groups = [case.group for case in cases for _ in case.claims]
    known = [_only(names, one) for case in cases for one in case.known]
    return Examples(known, right(cases), groups)


def _reports(cases: Sequence[Case]) -> Examples:
    """Whether each report holds a claim, told by what its suggestions know of it: all the same."""
    seen = [case for case in cases if case.known]
    known = [{name: value for name, value in case.known[0].items() if name in REPORT} for case in seen]
    return Examples(known, np.array([float(bool(case.gold)) for case in seen]), [case.group for case in seen])


def _placed(cases: Sequence[Case], said: Any) -> list[Case]:
    """Return the cases with ``elsewhere`` by the probability that their report tells of repression."""
    left = iter(said)
    return [
        replace(case, known=[{**known, "elsewhere": odd} for known in case.known])
        for case in cases
        for odd in ([float(next(left) < HALF)] if case.known else [0.0])
    ]


def _only(names: AbstractSet[str], known: Evidence) -> Evidence:
    return {name: value for name, value in known.items() if name in names}


def _field_names(cases: Sequence[Case]) -> list[str]:
    return sorted({name for case in cases for fields in case.fields if fields for name in fields})


def _field_examples(cases: Sequence[Case], name: str) -> Examples:
    found = [
        (_only(FIELD_EVIDENCE, known), fields[name], case.group)
        for case in cases
        for known, fields in zip(case.known, case.fields, strict=True)
        if fields is not None
    ]
    return Examples(
        [known for known, *_ in found], np.array([float(hit) for _, hit, _ in found]), [g for *_, g in found]
    )


def _with_given(weights: FieldWeights) -> FieldWeights:
    return FieldWeights(weights.base + NEW, {**weights.weights, "elsewhere": ELSEWHERE})


def _doubted(said: Any, cases: Sequence[Case]) -> Any:
    """Apply what is given, not learned, to the probabilities out of fold."""
    elsewhere = np.array([bool(known["elsewhere"]) for case in cases for known in case.known])
    odds = np.log(said / (1 - said)) + NEW + np.where(elsewhere, ELSEWHERE, 0.0)
    return 1 / (1 + np.exp(-odds))


def _told_surely(said: Any, cases: Sequence[Case], surely: float) -> Any:
    """Doubt what stands in reports that tell nothing surely, as the reader does."""
    left = iter(said.tolist())
    shares: list[float] = []
    for case in cases:
        elsewhere = bool(case.known and case.known[0]["elsewhere"])
        shares += doubted([next(left) for _ in case.known], surely, elsewhere=elsewhere)
    return np.array(shares, dtype=float)


def _floor(said: Any, hits: Any, gold: int) -> float:
    """Return the probability, in hundredths, below which suggestions are dropped.

    At most `LOST` of the right ones lie below it, unless the queue would be longer than `ENTRIES` a claim.
    """
    lost = min(HARDLY, float(np.floor(100 * np.quantile(said[hits == 1], LOST)) / 100))
    long = np.sort(said)[::-1][: int(ENTRIES * gold)][-1]
    return max(lost, float(np.ceil(100 * long) / 100)) if len(said) > ENTRIES * gold else lost


def _measure(cases: Sequence[Case], claim: Fit, fields: dict[str, Fit], floor: float) -> dict[str, Any]:
    owner = np.array([case.folder for case in cases for _ in case.claims])
    result: dict[str, Any] = {
        "threshold": best_threshold(cases, claim.apart),
        "floor": floor,
        "penalty": claim.penalty,
        "groups": len({case.group for case in cases}),
        "all": _compared(cases, claim.apart, floor),
        "folders": {
            name: _compared(
                [case for case in cases if case.folder == name], claim.apart[owner == name], floor
            )
            for name in dict.fromkeys(case.folder for case in cases)
        },
        "reliability": reliability(claim.apart, right(cases)),
        "fields": {
            name: {
                "n": len(one.apart),
                "right": float(_field_examples(cases, name).right.mean()),
                "error": calibration_error(one.apart, _field_examples(cases, name).right),
            }
            for name, one in fields.items()
        },
    }
    return result


def _compared(cases: Sequence[Case], said: Any, floor: float) -> dict[str, Any]:
    """Return the same reports with the rules' confidence and with the learned one."""
    hits, rules = right(cases), by_rules(cases)
    recall, entries = queue(cases, said, floor)
    return {
        "reports": len(cases),
        "gold": sum(len(case.gold) for case in cases),
        "suggestions": len(hits),
        "right": int(hits.sum()),
        "rules": scores(cases, rules, RULES_THRESHOLD),
        "learned": scores(cases, said, ReadingSettings().threshold),
        "rules_error": calibration_error(rules, hits),
        "learned_error": calibration_error(said, hits),
        "rules_order": _order(rules, hits),
        "learned_order": _order(said, hits),
        "queue": [recall, entries],
    }


def _order(said: Any, hits: Any) -> float | None:
    """Return how often a right suggestion is placed before a wrong one; ties count half."""
    yes, no = said[hits == 1], said[hits == 0]
    if not len(yes) or not len(no):
        return None
    above = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    return float(above)


def _check(cases: Sequence[Case], weights: Weights) -> dict[str, Any]:
    """Return the same for reports that nothing was learned from."""
    said = np.array([weights.claim.probability(known) for case in cases for known in case.known])
    said = _told_surely(said, cases, weights.surely)
    found = _compared(cases, said, weights.floor)
    found["said"] = float(said.mean())
    found["fields_error"] = {
        name: _field_error(cases, name, one) for name, one in weights.fields.items() if right(cases).any()
    }
    return found


def _field_error(cases: Sequence[Case], name: str, weights: FieldWeights) -> float:
    examples = _field_examples(cases, name)
    return calibration_error(
        np.array([weights.probability(known) for known in examples.known]), examples.right
    )


def _ship_acts(language: str, acts: ActWeights | None) -> None:
    """Write the weights of the acts, a theme a line."""
    if acts is None:
        return
    lines = [f" {json.dumps(theme)}: {json.dumps(by_act)}" for theme, by_act in sorted(acts.weights.items())]
    about = json.dumps("Log-odds of acts, made by data/reading-model: docs/methods/reading-confidence.md")
    text = ",\n".join(lines)
    text = f'{{"about": {about},\n"base": {json.dumps(acts.base)},\n"weights": {{\n{text}\n}}}}\n'
    (OUTPUT / f"acts-{language}.json").write_text(text, encoding="utf-8")


def _ship(language: str, weights: Weights) -> None:
    made = {
        "about": "Weights of log-odds, made by data/reading-model: docs/methods/reading-confidence.md",
        "floor": weights.floor,
        "surely": weights.surely,
        "claim": _rounded(weights.claim),
        "fields": {name: _rounded(field) for name, field in weights.fields.items()},
        "choices": {name: _rounded(field) for name, field in weights.choices.items()},
    }
    if weights.report is not None:
        made["report"] = _rounded(weights.report)
    text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    (OUTPUT / f"{language}.json").write_text(text, encoding="utf-8")


def _rounded(weights: FieldWeights) -> dict[str, Any]:
    terms = {name: round(weight, 3) for name, weight in weights.weights.items() if abs(weight) >= 0.001}
    return {"base": round(weights.base, 3), "weights": terms}


if __name__ == "__main__":
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("--languages", nargs="*", default=LANGUAGES)
    asked.add_argument("--learn", nargs="*", type=Path, default=[])
    asked.add_argument("--check", nargs="*", type=Path, default=[])
    given = asked.parse_args()
    main(given.languages, given.learn, given.check)
