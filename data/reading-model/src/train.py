"""Trains the learned layer and measures it out of fold: `train.py [FOLDER ...]`, folders only to check.

Writes output/{en,ko}.json, which the Makefile ships, and output/measured.json (numbers only).
"""

import json
import sys
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import numpy as np
from fitting import Examples, Fit, fit
from gather import Case, gather
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
from saksi.reading.learned import Evidence, FieldWeights

LANGUAGES = ("en", "ko")
OUTPUT = Path(__file__).parent.parent / "output"
RULES_THRESHOLD = 0.3  # of the confidence that the rules give
# The annotated reports hold too few suggestions in reports about something else (a match, a crash) to learn
# from: 22 in 7 reports, one right. This is what the rules themselves take: a half becomes .2 (topics.py).
ELSEWHERE = -1.4
# Few and strong: with all that is known, suggestions of outlets left out are ordered a little better, but
# those of reports that the rules had not seen either, a little worse.
CLAIM_EVIDENCE = frozenset(
    {"rules", "weak", "by", "victim", "whom", "kind", "modality", "tellings", "beside", "behind"}
)
HARDLY = 0.05  # nothing likelier than this is dropped
LOST = 0.005  # share of the right suggestions that may be dropped to shorten the queue
FIELD_EVIDENCE = frozenset(
    {"act", "kind", "modality", "directness", "teller", "status", "type", "body", "named", "whom", "counted",
     "single", "placed", "dated", "when", "grounded", "links", "tellings", "victim", "by", "agent", "rules"}
)  # fmt: skip  # few cases: a field is told by what fills it, not by the rule that found the act


def main(folders: Sequence[Path]) -> None:
    """Train both languages, write the weights and the measurements."""
    OUTPUT.mkdir(exist_ok=True)
    measured = {}
    for language in LANGUAGES:
        cases = gather(language)
        claim = fit(_examples(cases))
        claim = Fit(_with_given(claim.weights), _doubted(claim.apart, cases), claim.penalty)
        fields = {name: fit(_field_examples(cases, name)) for name in _field_names(cases)}
        floor = _floor(claim.apart, right(cases))
        measured[language] = _measure(cases, claim, fields, floor)
        check = _check(gather(language, folders), claim.weights, fields) if folders else {}
        measured[language]["checks"] = {"invented, not learned from": check}
        _ship(language, claim.weights, {name: one.weights for name, one in fields.items()}, floor)
        print(json.dumps({key: measured[language][key] for key in ("all", "threshold", "checks")}, indent=1))
    (OUTPUT / "measured.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


def _examples(cases: Sequence[Case]) -> Examples:
    groups = [case.group for case in cases for _ in case.claims]
    known = [_only(CLAIM_EVIDENCE, one) for case in cases for one in case.known]
    return Examples(known, right(cases), groups)


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
    return FieldWeights(weights.base, {**weights.weights, "elsewhere": ELSEWHERE})


def _doubted(said: Any, cases: Sequence[Case]) -> Any:
    """Apply what is given, not learned, to the probabilities out of fold."""
    elsewhere = np.array([bool(known["elsewhere"]) for case in cases for known in case.known])
    odds = np.log(said / (1 - said)) + np.where(elsewhere, ELSEWHERE, 0.0)
    return 1 / (1 + np.exp(-odds))


def _floor(said: Any, hits: Any) -> float:
    """Return the probability, in hundredths, below which at most `LOST` of the right suggestions lie."""
    return min(HARDLY, float(np.floor(100 * np.quantile(said[hits == 1], LOST)) / 100))


def _measure(cases: Sequence[Case], claim: Fit, fields: dict[str, Fit], floor: float) -> dict[str, Any]:
    owner = np.array([case.folder for case in cases for _ in case.claims])
    result: dict[str, Any] = {
        "threshold": best_threshold(cases, claim.apart),
        "floor": floor,
        "penalty": claim.penalty,
        "groups": len({case.group for case in cases}),
        "all": _compared(cases, claim.apart),
        "folders": {
            name: _compared([case for case in cases if case.folder == name], claim.apart[owner == name])
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


def _compared(cases: Sequence[Case], said: Any) -> dict[str, Any]:
    """Return the same reports with the rules' confidence and with the learned one."""
    hits, rules = right(cases), by_rules(cases)
    recall, entries = queue(cases, said, 0.0)
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


def _check(cases: Sequence[Case], weights: FieldWeights, fields: dict[str, Fit]) -> dict[str, Any]:
    """Return the same for reports that nothing was learned from."""
    said = np.array([weights.probability(known) for case in cases for known in case.known])
    found = _compared(cases, said)
    found["said"] = float(said.mean())
    found["fields_error"] = {
        name: _field_error(cases, name, one.weights) for name, one in fields.items() if right(cases).any()
    }
    return found


def _field_error(cases: Sequence[Case], name: str, weights: FieldWeights) -> float:
    examples = _field_examples(cases, name)
    return calibration_error(
        np.array([weights.probability(known) for known in examples.known]), examples.right
    )


def _ship(language: str, claim: FieldWeights, fields: dict[str, FieldWeights], floor: float) -> None:
    made = {
        "about": "Weights of log-odds, made by data/reading-model: docs/methods/reading-confidence.md",
        "floor": floor,
        "claim": _rounded(claim),
        "fields": {name: _rounded(field) for name, field in fields.items()},
    }
    text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    (OUTPUT / f"{language}.json").write_text(text, encoding="utf-8")


def _rounded(weights: FieldWeights) -> dict[str, Any]:
    terms = {name: round(weight, 3) for name, weight in weights.weights.items() if abs(weight) >= 0.001}
    return {"base": round(weights.base, 3), "weights": terms}


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
