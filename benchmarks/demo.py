"""The demo's stages: how long each takes, how much memory, and what our rules cost beside the parser."""

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.memory import peak_bytes

ROUNDS = 3  # the least disturbed one counts: a busy machine only adds


@dataclass(frozen=True)
class Figures:
    """Seconds are of the clock unless `cpu` stands in the name."""

    reports: int
    english_words: int
    claims: int
    load_seconds: float  # the English model, with the imports it needs
    load_cpu: float
    open_seconds: float
    read_seconds: float
    answer_seconds: float
    write_seconds: float
    reading_cpu: float  # all English samples
    pipeline_cpu: float  # spaCy alone on the same texts
    words_per_cpu_second: float
    peak_mb: float


def measure() -> Figures:
    """Run the stages in a fresh process, so that memory and loading are its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.demo"], capture_output=True, text=True, check=True
    )
    return Figures(**json.loads(done.stdout))


def _stages() -> Figures:
    begun, begun_cpu = perf_counter(), process_time()
    from saksi.reading.english.parsing import pipeline  # noqa: PLC0415 - its import is part of what is measured

    nlp = pipeline()
    load, load_cpu = perf_counter() - begun, process_time() - begun_cpu

    from saksi.findings import build_findings, figures, findings_json, render_html, tables  # noqa: PLC0415 - measured apart
    from saksi.intake import take_in  # noqa: PLC0415 - measured apart
    from saksi.reading import read_report  # noqa: PLC0415 - measured apart
    from saksi.samples import sample_folder  # noqa: PLC0415 - measured apart
    from saksi.workflows.files import write_text  # noqa: PLC0415 - measured apart

    begun = perf_counter()
    with sample_folder() as folder:
        reports = list(take_in([folder]).reports)
    opened = perf_counter() - begun
    begun = perf_counter()
    read = [read_report(report) for report in reports]
    reading = perf_counter() - begun
    begun = perf_counter()
    found = build_findings(read)
    answered = perf_counter() - begun
    begun = perf_counter()
    with tempfile.TemporaryDirectory() as out:
        texts = {"findings.html": render_html(found, read), "findings.json": findings_json(found)}
        texts |= figures(found) | tables(found, read)
        for name, text in texts.items():
            write_text(Path(out) / name, text)
    written = perf_counter() - begun

    english = [report for report in reports if (report.language or "").startswith("en")]
    words = sum(len(report.text.split()) for report in english)
    ours, bare = [], []
    for _ in range(ROUNDS):
        begun = process_time()
        for report in english:
            read_report(report)
        ours.append(process_time() - begun)
        begun = process_time()
        for report in english:
            nlp(report.text)
        bare.append(process_time() - begun)
    return Figures(
        reports=len(reports),
        english_words=words,
        claims=sum(len(report.claims) for report in read),
        load_seconds=load,
        load_cpu=load_cpu,
        open_seconds=opened,
        read_seconds=reading,
        answer_seconds=answered,
        write_seconds=written,
        reading_cpu=min(ours),
        pipeline_cpu=min(bare),
        words_per_cpu_second=words / min(ours),
        peak_mb=peak_bytes() / 2**20,
    )


if __name__ == "__main__":
    print(json.dumps(asdict(_stages())))
