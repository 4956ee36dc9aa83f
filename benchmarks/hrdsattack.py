"""HRDsAttack: Saksi's engine under another codebook, against the published figures of a T5-large model.

    python -m benchmarks.hrdsattack --input FILE.jsonl --names FILE.jsonl --output PRED.jsonl [--model FOLDER]
    python -m benchmarks.hrdsattack --measure [--model FOLDER]

The first form learns from train.json and dev.json of ../shared and answers the articles of the input, for
evaluate.py; an article of the input that stands in them, too, by its id or word for word, teaches nothing.
The names are used for the attributes of the victims only, as in the paper; which names are victims is found
without them. The second form prints figures of dev (learned from train) and of cross-validation over both,
and keeps them in hrds/measured.json for docs/benchmarks.md: the reading of 400 articles takes minutes.
`--model` keeps the readings of the training articles, which hold words of the articles: a folder outside
the repository.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # also started as a script
    sys.path.insert(0, str(ROOT))

from benchmarks.hrds import corpus, scoring, store  # noqa: E402 - behind the path
from benchmarks.hrds.model import Model, read  # noqa: E402
from saksi.record import InvalidInput, SaksiError  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "hrdsattack"
FILES = ("train.json", "dev.json")
MEASURED = Path(__file__).parent / "hrds" / "measured.json"


def main(arguments: list[str] | None = None) -> int:
    """Answer or measure; returns the exit code: 0 done, 1 invalid input, 2 misused."""
    parser = argparse.ArgumentParser(prog="hrdsattack", description="HRDsAttack with Saksi's engine.")
    parser.add_argument("--input", type=Path, help="articles, one JSON object a line")
    parser.add_argument("--names", type=Path, help="names of the victims, one JSON object a line")
    parser.add_argument("--output", type=Path, help="where the answers go, one JSON object a line")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with train.json and dev.json")
    parser.add_argument("--model", type=Path, help="folder that keeps the readings of the training articles")
    parser.add_argument("--measure", action="store_true", help="print figures of dev and cross-validation")
    options = parser.parse_args(arguments)
    if not options.measure and not (options.input and options.names and options.output):
        parser.error("needed are --input, --names and --output, or --measure")
    try:
        if options.measure:
            measured = measure(options.data, options.model)
            print("\n".join(lines(measured)))
            keep(measured)
        else:
            answer(options.input, options.names, options.output, data=options.data, model=options.model)
    except SaksiError as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def answer(inputs: Path, names: Path, output: Path, *, data: Path = DATA, model: Path | None = None) -> None:
    """Answer the articles of the input, one JSON object a line, as evaluate.py reads them.

    Parameters
    ----------
    inputs, names
        As ``evaluate.py --write-inputs`` makes them.
    output
        Written anew.
    data
        The folder with train.json and dev.json, from which it learns.
    model
        Folder that keeps the readings of the training articles; null reads them each time.

    Raises
    ------
    InvalidInput
        A file is missing, or a line of it is no such object: says file and line. Or nothing is left to learn
        from, because every annotated article stands in the input.
    """
    articles = corpus.read_inputs(inputs, names)
    annotated = _annotated(data)
    readings = store.readings([article for article, _ in annotated], model)
    asked = {key for article in articles for key in (article.id, article.text)}
    others = [n for n, (article, _) in enumerate(annotated) if asked.isdisjoint((article.id, article.text))]
    if not others:
        raise InvalidInput(
            f"{inputs.name}: found every annotated article in it; needed is one to learn from: ask for fewer"
        )
    learned = Model().fit([readings[n] for n in others], [annotated[n][1] for n in others])
    answers = (json.dumps(learned.answer(read(article)), ensure_ascii=False) for article in articles)
    output.write_text("".join(f"{line}\n" for line in answers), encoding="utf-8")


def measure(data: Path = DATA, model: Path | None = None) -> dict[str, list[scoring.Figure]]:
    """Measure on dev, learned from train; and by cross-validation over both. Empty without ../shared.

    Raises
    ------
    InvalidInput
        A file of the folder is damaged.
    """
    if not data.is_dir():
        return {}
    annotated = _annotated(data)
    readings = store.readings([article for article, _ in annotated], model)
    split = len(corpus.read_annotated(data / FILES[0]))
    learned = Model().fit(readings[:split], [gold for _, gold in annotated[:split]])
    on_dev = [learned.answer(reading) for reading in readings[split:]]
    files = [data / name for name in FILES]
    return {
        "dev": scoring.score(on_dev, files[1:]),
        "cross-validation": scoring.score(scoring.cross_validated(readings, annotated), files),
    }


def keep(measured: dict[str, list[scoring.Figure]], path: Path = MEASURED) -> None:
    """Write the figures, numbers only, for the page; nothing where nothing was measured."""
    if measured:
        rows = {name: [asdict(figure) for figure in figures] for name, figures in measured.items()}
        path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def kept(path: Path = MEASURED) -> dict[str, list[scoring.Figure]]:
    """Return the figures that `keep` wrote; empty where it wrote none."""
    if not path.is_file():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {name: [scoring.Figure(**row) for row in figures] for name, figures in rows.items()}


def lines(measured: dict[str, list[scoring.Figure]]) -> list[str]:
    """Return tables in Markdown; their last three columns are figures of the held-out split."""
    if not measured:
        return ["Not measured: HRDsAttack is not beside the project."]
    page = []
    for name, figures in measured.items():
        page += [
            f"{name}:",
            "",
            "| row | ours | 95 % interval | where gold has a value | before | T5-large | bar |",
            "|---|---:|---:|---:|---:|---:|---:|",
            *map(_line, figures),
            "",
        ]
    return page


def _line(figure: scoring.Figure) -> str:
    present = "" if figure.present is None else f"{figure.present:.1f} of {figure.gold:.0f} %"
    bar = "" if figure.bar is None else f"{figure.bar:.0f}"
    interval = f"{figure.low:.1f} to {figure.high:.1f}"
    return (
        f"| {figure.row} | {figure.value:.1f} | {interval} | {present} | {figure.baseline:.1f} |"
        f" {figure.t5:.1f} | {bar} |"
    )


def _annotated(data: Path) -> list[tuple[corpus.Article, corpus.Gold]]:
    missing = [name for name in FILES if not (data / name).is_file()]
    if missing:
        raise InvalidInput(
            f"{missing[0]} is missing: needed is a folder with {' and '.join(FILES)} of HRDsAttack; say which"
            " with --data"
        )
    return [pair for name in FILES for pair in corpus.read_annotated(data / name)]


if __name__ == "__main__":
    sys.exit(main())
