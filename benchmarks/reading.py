"""How well the reader reads: against annotators' claims of ../shared and the golden samples."""

import importlib.util
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

from saksi.intake import take_in
from saksi.reading import read_report
from saksi.record import Report, dump_report, load_report
from saksi.samples import sample_folder

ROOT = Path(__file__).parent.parent
CLAIMS = ROOT.parent / "shared" / "data" / "claims"
KINDS = {"verb": 0.91, "phrase": 0.92, "noun": 0.93}  # marks, not probabilities: see precision_by_trigger


@dataclass(frozen=True)
class Result:
    """What score.py prints for one set of reports."""

    name: str
    reports: int
    gold: int
    strict: tuple[float, float, float]  # precision, recall, F1
    lenient: tuple[float, float, float]
    negatives: int
    false_claims: int
    queue_recall: float
    queue_entries: float
    fields: dict[str, str]  # accuracy where the gold is filled


def measure() -> list[Result]:
    """Read every set and score it with score.py; without ../shared there is nothing to score with."""
    return [_result(name, gold) for name, gold in gold_sets().items()] if CLAIMS.is_dir() else []


def gold_sets() -> dict[str, list[Report]]:
    """Return the annotated reports by the name of their set."""
    folders = {name: CLAIMS / name for name in ("dev", "seeds", "real")}
    folders["samples"] = ROOT / "tests" / "golden" / "osmere"
    sets: dict[str, list[Report]] = {}
    for name, folder in folders.items():
        for path in sorted(folder.glob("*.json")):
            report = load_report(path)
            sets.setdefault(f"{name}, {(report.language or 'en')[:2]}", []).append(report)
    return sets


def precision_by_trigger() -> dict[str, tuple[int, int]]:
    """Return, for each kind of trigger, strict matches and claims in the English reports of ../shared.

    These are the numbers that `saksi.reading.english.confidence` holds. The kind of a claim is not recorded
    in it, so it is read with a mark in place of each probability.
    """
    module = import_module("saksi.reading.english.confidence")
    scoring = _score_py()
    right, all_ = Counter[str](), Counter[str]()
    with (
        patch.dict(module.BY_TRIGGER, KINDS),
        patch.dict(module.BY_ASSERTION, clear=True),
        patch.object(module, "NOBODY", 1.0),
    ):
        for name, gold in gold_sets().items():
            if not name.endswith("en") or name.startswith("samples"):
                continue
            for report in gold:
                read = _plain(read_report(_bare(report)))["claims"]
                matched = [claim["id"] for _, claim in scoring.match(_plain(report)["claims"], read, True)]
                for claim in read:
                    kind = next(kind for kind, mark in KINDS.items() if mark == claim["confidence"])
                    all_[kind] += 1
                    right[kind] += claim["id"] in matched
    return {kind: (right[kind], all_[kind]) for kind in KINDS}


def _result(name: str, gold: list[Report]) -> Result:
    samples = _samples() if name.startswith("samples") else {}
    with tempfile.TemporaryDirectory() as temporary:
        hand, read = Path(temporary) / "gold", Path(temporary) / "read"
        hand.mkdir()
        read.mkdir()
        for report in gold:
            (hand / f"{report.id}.json").write_text(dump_report(report), encoding="utf-8")
            done = read_report(samples.get(report.id) or _bare(report))
            (read / f"{report.id}.json").write_text(dump_report(done), encoding="utf-8")
        with redirect_stdout(io.StringIO()) as said:
            _score_py().main(str(hand), str(read))
    return _parsed(name, said.getvalue())


def _parsed(name: str, said: str) -> Result:
    def numbers(pattern: str) -> list[float]:
        found = re.search(pattern, said)
        return [float(number) for number in found.groups()] if found else []

    reports, gold = numbers(r"reports (\d+) +gold claims (\d+)")
    strict = numbers(r"claims strict +precision (\S+) recall (\S+) F1 (\S+)")
    lenient = numbers(r"claims lenient +precision (\S+) recall (\S+) F1 (\S+)")
    negatives, false_claims = numbers(r"negative reports (\d+): false claims (\d+)")
    recall, entries = numbers(r"queue +recall (\S+) +entries a gold claim (\S+)")
    fields = dict(re.findall(r"(?m)^(\w[\w ]+?) +accuracy \S+ +filled (\S+)", said))
    fields |= dict(re.findall(r"(?m)^(grounds) +F1 (\S+)", said))
    return Result(
        name=name,
        reports=int(reports),
        gold=int(gold),
        strict=(strict[0], strict[1], strict[2]),
        lenient=(lenient[0], lenient[1], lenient[2]),
        negatives=int(negatives),
        false_claims=int(false_claims),
        queue_recall=recall,
        queue_entries=entries,
        fields=fields,
    )


def _samples() -> Mapping[str, Report]:
    """The samples as intake yields them, with their furniture."""
    with sample_folder() as folder:
        return {report.id: report for report in take_in([folder]).reports}


def _bare(report: Report) -> Report:
    return report.model_copy(update={"claims": (), "candidates": ()})


def _plain(report: Report) -> dict[str, list[dict[str, object]]]:
    plain: dict[str, list[dict[str, object]]] = json.loads(dump_report(report))
    return plain


def _score_py() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", CLAIMS / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("score.py of ../shared cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
