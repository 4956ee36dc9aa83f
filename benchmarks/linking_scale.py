"""Many records: time and memory of Saksi and of bare Splink with the same blocking, in one run.

`python -m benchmarks.linking_scale` starts a process for each, one after the other, and prints the rows;
`--records` makes the table larger or smaller.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from time import perf_counter, process_time
from typing import Any

from benchmarks.linking_people import Row, scores, splink
from benchmarks.linking_sets import invented, numbered
from benchmarks.memory import peak_bytes
from saksi.linking.people import link_people

RECORDS, MILLION = 200_000, 1_000_000  # at a million bare Splink ended with an error here


def measure(records: int = RECORDS) -> Iterator[Row]:
    """Yield the rows: total time, memory, F1."""
    ours, theirs = (_in_a_process(who, records) for who in ("saksi", "splink"))
    said = f"{records:,} records"
    ratio = ours["cpu"] / theirs["cpu"]
    yield Row(f"{said}: CPU time beside bare Splink, same keys", f"{ratio:.2f}", "1.00", "1.3")
    yield Row(f"{said}: CPU seconds", f"{ours['cpu']:.0f}", f"{theirs['cpu']:.0f}")
    yield Row(f"{said}: seconds by the clock", f"{ours['wall']:.0f}", f"{theirs['wall']:.0f}")
    here, there = (f"{one['memory']:.2f} GB" for one in (ours, theirs))
    yield Row(f"{said}: most memory, the table itself included", here, there, "2 GB")
    yield Row(f"{said}: F1", f"{ours['f1']:.3f}", f"{theirs['f1']:.3f}")


def measure_alone(records: int = MILLION) -> Iterator[Row]:
    """Yield the rows of a table that bare Splink did not carry here."""
    ours = _in_a_process("saksi", records)
    said = f"{records:,} records, Saksi alone"
    yield Row(f"{said}: CPU seconds", f"{ours['cpu']:.0f}")
    yield Row(f"{said}: most memory, the table itself included", f"{ours['memory']:.2f} GB", "", "2 GB")
    yield Row(f"{said}: F1", f"{ours['f1']:.3f}")


def _in_a_process(who: str, records: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.linking_scale", "--one", who, "--records", str(records)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ourselves
    return dict(json.loads(done.stdout))


def _one(who: str, records: int) -> dict[str, float]:
    data = invented(records)
    truth = numbered(data.truth)
    before, started = process_time(), perf_counter()
    labels = link_people(data.table, data.roles).labels if who == "saksi" else splink(data, truth)[0]
    cpu, wall = process_time() - before, perf_counter() - started
    peak = peak_bytes() / 1e9
    return {"cpu": cpu, "wall": wall, "memory": peak, "f1": scores(truth, labels)[0]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking_scale", description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("--one", choices=("saksi", "splink"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(_one(options.one, options.records)))
    else:
        for row in measure(options.records):
            print(" | ".join(row), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
