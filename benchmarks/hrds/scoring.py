"""Scores answers with evaluate.py of ../shared: on dev, and by cross-validation over train and dev."""

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from benchmarks.hrds.corpus import Article, Gold, groups
from benchmarks.hrds.model import Model, Reading
from saksi.record import InvalidInput

RESAMPLES = 1000  # of documents, for the intervals
FOLDS = 5

# Row of evaluate.py -> figures of design/reading.md on the held-out split, not the data measured here: the
# baseline before this model, T5-large on a GPU, the project's bar.
ROWS = {
    "violation type F1": (70.1, 71.4, 74.0),
    "victim exact F1": (43.6, 47.4, None),
    "victim fuzzy F1": (48.7, 51.2, 55.0),
    "victim type acc": (65.9, 72.4, 72.0),
    "victim sex acc": (78.3, 89.7, 87.0),
    "victim age acc": (90.7, 93.1, None),
    "country acc": (66.0, 66.0, 70.0),
    "city acc": (23.0, 23.0, 27.0),
    "year acc": (54.0, 50.0, 57.0),
    "month acc": (37.0, 33.0, 39.0),
    "day acc": (26.0, 14.0, 27.0),
    "perpetrator type acc": (60.0, 62.0, 62.0),
}
PRESENT = ("country acc", "city acc", "year acc", "month acc", "day acc", "perpetrator type acc")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the evaluation, in percent."""

    row: str
    value: float
    low: float  # of the 95 % interval, by resampling documents
    high: float
    present: float | None  # accuracy where the gold has a value; null for rows that have no such reading
    gold: float | None  # percent of documents that have a gold value: the most that `value` can be
    baseline: float  # on the held-out split, before
    t5: float
    bar: float | None


def cross_validated(
    readings: Sequence[Reading], annotated: Sequence[tuple[Article, Gold]]
) -> list[dict[str, Any]]:
    """Return the answers to each article by a model that never saw it nor a near-duplicate of it."""
    grouped = groups([article.text for article, _ in annotated])
    splits = GroupKFold(FOLDS, shuffle=True, random_state=1).split(annotated, groups=grouped)
    answers: list[dict[str, Any]] = []
    for learn, test in splits:
        model = Model().fit([readings[n] for n in learn], [annotated[n][1] for n in learn])
        answers += [model.answer(readings[n]) for n in test]
    return answers


def score(answers: Sequence[dict[str, Any]], files: Sequence[Path]) -> list[Figure]:
    """Score answers against the annotated files with evaluate.py, which lies beside them."""
    evaluate = _evaluate_py(files[0].parent / "evaluate.py")
    gold = [
        evaluate.gold_record(item) for path in files for item in json.loads(path.read_text(encoding="utf-8"))
    ]
    told = {answer["id"]: answer for answer in answers}
    found, interval = evaluate.evaluate(gold, told, bootstrap=RESAMPLES)
    figures = []
    for row, (baseline, t5, bar) in ROWS.items():
        slot = row.removesuffix(" acc").replace(" ", "_")
        here = row in PRESENT
        low, high = interval[row]
        share = 100 * sum(item[slot] is not None for item in gold) / len(gold) if here else None
        present = found[f"{row} | present"] if here else None
        figures.append(Figure(row, found[row], low, high, present, share, baseline, t5, bar))
    return figures


def _evaluate_py(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("hrdsattack_evaluate", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise InvalidInput(
            "evaluate.py is not beside train.json: needed is the folder of HRDsAttack in ../shared"
        )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
