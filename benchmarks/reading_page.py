"""The section on reading: every bar beside what was measured, and what others reach.

`python -m benchmarks.reading_page FOLDER ...` prints it for annotated reports of your own.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import hrdsattack, reading, reading_cost
from benchmarks.reading import ROOT, Result
from benchmarks.reading_cost import Cost

MODEL = ROOT / "data" / "reading-model" / "output" / "measured.json"
CODERS = "two blind coders .86 / .91; a floor of key words .48 / .57"
FIELDS = {
    "victim status": "at least .85", "count interval": "at least .85",
    "perpetrator institution": "at least .72",
    "grounds": "F1 at least .70", "modality": "at least .88", "directness": "at least .85",
    "place text": "at least .80", "time interval": "at least .80", "kind": "", "victim text": "",
}  # fmt: skip  # the bar of each field; two have none
COLUMNS = (
    "reports", "n", "gold claims", "strict P", "R", "F1", "lenient P", "R", "F1",
    "false claims in reports without any", "queue recall", "entries a gold claim", "calibration error",
)  # fmt: skip
ABOUT = (
    "`dev`, `seeds` and `real` are annotated reports that stay outside the project; rules were written with"
    " them open, so they are not unseen, and the weights of the learned layer saw them. `samples` are the"
    " invented ones, by one coder who also wrote them: they notice changes and prove nothing else."
    " Calibration out of fold: [how sure a reading is](methods/reading-confidence.md)."
)
HRDS = (
    "HRDsAttack, the same engine on another codebook: `benchmarks/hrdsattack.py`. Published systems that code"
    " events from text state no comparable figure: PETRARCH2 and UniversalPetrarch need parses by CoreNLP and"
    " none keeps passages, modality, chains of sources or a queue; Citron states none."
)

HELD_OUT = (
    "The paper's reading: a document without a gold value is never right. *dev* is learned from train,"
    " *cross-validation* is over both. The columns *before*, *T5-large* and *bar* are of the held-out split,"
    " which others run. With 100 articles a row is sure to about ±9 points (F1 of violations ±4.5): inside"
    " the interval a figure matches, and does not beat."
)


def section(folders: Sequence[Path] = reading.FOLDERS) -> list[str]:
    """Return the lines of the section; without the annotated reports it says that nothing was measured."""
    results = reading.measure(folders)
    if not results:
        return ["## Reading", "", "Not measured: the annotated reports are not beside the project.", ""]
    texts = [
        report.text
        for name, gold in reading.gold_sets(folders).items()
        if name.endswith(", en")
        for report in gold
    ]
    cost = reading_cost.measure(texts) if texts else None
    return [
        "## Reading", "", ABOUT, "", "| what | measured | bar | others |", "|---|---:|---:|---|",
        *_bars(results), *(_costs(cost) if cost else ()), *_calibration(), "",
        HRDS, "", *_hrds(),
        f"| {' | '.join(COLUMNS)} |", "|---|" + "---:|" * (len(COLUMNS) - 1), *map(_row, results), "",
        "Fields on strict matches, where the gold is filled; grounds as F1:", "",
        f"| reports | {' | '.join(FIELDS)} |", "|---|" + "---:|" * len(FIELDS),
        *(f"| {one.name} | {' | '.join(one.fields.get(field, '') for field in FIELDS)} |" for one in results),
        f"| bar | {' | '.join(FIELDS.values())} |", "",
    ]  # fmt: skip


def _bars(results: Sequence[Result]) -> Iterator[str]:
    for one in results:
        if one.name.startswith("samples"):
            continue
        f1 = f"{one.strict[2]:.3f} / {one.lenient[2]:.3f}"
        bar, others = _bar(one.name)
        yield f"| {one.name}: strict / lenient F1 | {f1} | {bar} | {others} |"
        queue = f"{one.queue_recall:.3f} with {one.queue_entries:.2f}"
        yield f"| {one.name}: recall of the queue, entries a gold claim | {queue} | at least .90 with 3 | |"
        if one.negatives:
            share = one.false_claims / one.negatives
            yield f"| {one.name}: false claims a report without claims | {share:.2f} | under .25 | |"


def _bar(name: str) -> tuple[str, str]:
    if name.endswith(", ko"):
        return "strict at least .60", ""
    if name.startswith("seeds"):
        return "at least .75 / .85", "two blind coders .865 / .92"
    if name.startswith("real"):
        return "strict at least .55", ""
    return "at least .68 / .76", CODERS


def _costs(cost: Cost) -> Iterator[str]:
    yield f"| reading beside the bare spaCy pipeline, CPU time | {cost.ratio:.2f} times | at most 1.6 | |"
    words = "spaCy alone about 5,000"
    yield f"| English words read a CPU second | {cost.words_per_cpu_second:,.0f} | | {words} |"
    yield f"| load the English model, imports included, CPU time | {cost.load:.2f} s | under 1.5 s | |"
    yield f"| the first English report adds (words, patterns, places) | {cost.first:.2f} s | | |"
    yield f"| peak memory, English | {cost.memory:.0f} MB | under 450 MB | |"
    yield f"| first Korean report adds, CPU time | {cost.korean_load:.2f} s | at most 1.5 s | |"
    yield f"| and memory | {cost.korean_memory:.0f} MB | at most 500 MB | |"


def _hrds() -> Iterator[str]:
    """Yield the figures of HRDsAttack as they were last measured; its held-out split is for others to run."""
    measured = hrdsattack.kept()
    if not measured:
        yield from ("Not measured yet: `python -m benchmarks.hrdsattack --measure`.", "")
        return
    yield from (HELD_OUT, "", *hrdsattack.lines(measured))


def _calibration() -> Iterator[str]:
    """Yield the calibration error on reports that the weights did not see, as training measured it."""
    measured = json.loads(MODEL.read_text(encoding="utf-8"))
    for language, name in (("en", "English"), ("ko", "Korean")):
        error = measured[language]["all"]["learned_error"]
        alone = f"the rules alone {measured[language]['all']['rules_error']:.3f}"
        yield f"| calibration error, out of fold, {name} | {error:.3f} | at most .06 | {alone} |"


def _row(result: Result) -> str:
    shares = " | ".join(f"{share:.3f}" for share in (*result.strict, *result.lenient))
    false = f"{result.false_claims} in {result.negatives}"
    return (
        f"| {result.name} | {result.reports} | {result.gold} | {shares} | {false} |"
        f" {result.queue_recall:.3f} | {result.queue_entries:.2f} | {result.calibration:.3f} |"
    )


if __name__ == "__main__":
    print("\n".join(section([Path(name) for name in sys.argv[1:]] or reading.FOLDERS)))
