"""How well the reader reads: against annotators' claims of ../shared and the golden samples."""

import importlib.util
import io
import json
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np

from saksi.intake import mark_furniture, take_in
from saksi.reading import read_report
from saksi.record import Report, dump_report, load_report
from saksi.samples import sample_folder

ROOT = Path(__file__).parent.parent
CLAIMS = ROOT.parent / "shared" / "data" / "claims"
SAMPLES = ROOT / "tests" / "golden" / "osmere"
FOLDERS = (*(CLAIMS / name for name in ("dev", "seeds", "real")), SAMPLES)
BINS = 10  # of equal size, for the calibration error


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
    calibration: float  # expected calibration error of `confidence`, claims and candidates


def measure(folders: Iterable[Path] = FOLDERS) -> list[Result]:
    """Read every set and score it with score.py; without ../shared there is nothing to score with."""
    return [_result(name, gold) for name, gold in gold_sets(folders).items()] if CLAIMS.is_dir() else []


def gold_sets(folders: Iterable[Path] = FOLDERS) -> dict[str, list[Report]]:
    """Return the annotated reports by the name of their set: folder and language."""
    sets: dict[str, list[Report]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            report = load_report(path)
            name = "samples" if folder == SAMPLES else folder.name
            sets.setdefault(f"{name}, {(report.language or 'en')[:2]}", []).append(report)
    return sets


def _result(name: str, gold: list[Report]) -> Result:
    samples = _samples() if name.startswith("samples") else {}
    done = [read_report(samples.get(report.id) or _bare(report)) for report in gold]
    with tempfile.TemporaryDirectory() as temporary:
        hand, read = Path(temporary) / "gold", Path(temporary) / "read"
        hand.mkdir()
        read.mkdir()
        for report, answer in zip(gold, done, strict=True):
            (hand / f"{report.id}.json").write_text(dump_report(report), encoding="utf-8")
            (read / f"{report.id}.json").write_text(dump_report(answer), encoding="utf-8")
        with redirect_stdout(io.StringIO()) as said:
            _score_py().main(str(hand), str(read))
    return _parsed(name, said.getvalue(), calibration_error(gold, done))


def calibration_error(gold: Sequence[Report], read: Sequence[Report]) -> float:
    """Return the mean gap between `confidence` and the share that matches strictly, in bins of equal size."""
    pairs = []
    for hand, answer in zip(gold, read, strict=True):
        entries = [*_plain(answer)["claims"], *_plain(answer).get("candidates", [])]
        right = {claim["id"] for _, claim in _score_py().match(_plain(hand)["claims"], entries, True)}
        pairs += [(claim.get("confidence", 1.0), claim["id"] in right) for claim in entries]
    table = np.array(sorted(pairs), dtype=float).reshape(-1, 2)
    bins = [part for part in np.array_split(table, BINS) if len(part)]
    return float(sum(len(part) * abs(part[:, 0].mean() - part[:, 1].mean()) for part in bins) / len(table))


def _parsed(name: str, said: str, calibration: float) -> Result:
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
        calibration=calibration,
    )


def _samples() -> Mapping[str, Report]:
    """The samples as intake yields them, with their furniture."""
    with sample_folder() as folder:
        return {report.id: report for report in take_in([folder]).reports}


def _bare(report: Report) -> Report:
    """Return the report as the command opens it: without claims, its page furniture marked."""
    furniture = report.furniture or mark_furniture(report.text)
    return report.model_copy(update={"claims": (), "candidates": (), "furniture": furniture})


def _plain(report: Report) -> dict[str, list[dict[str, object]]]:
    plain: dict[str, list[dict[str, object]]] = json.loads(dump_report(report))
    return plain


@cache
def _score_py() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", CLAIMS / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("score.py of ../shared cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
