"""Names across spellings and scripts beside letter distances, on the developers' half of the name pairs.

Saksi at its own threshold; the peers (rapidfuzz) each at the threshold that is best for them on these very
pairs, which flatters them. The tables of spellings were widened with these pairs open: expect less elsewhere.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from rapidfuzz.distance import JaroWinkler, Levenshtein

from benchmarks.linking_people import Row
from saksi.linking.names import SAME, name_similarity
from saksi.linking.names.scripts import latin

DATA = Path(__file__).parents[2] / "shared" / "data" / "names"
Pairs = list[dict[str, str]]
PEERS: Final = (JaroWinkler.similarity, Levenshtein.normalized_similarity)
KINDS: Final = (
    (
        "Korean, Latin-Latin",
        ("pos_person", "pos_samename", "neg_jamo3", "neg_syll1", "neg_jamo1", "neg_sanctions"),
        "0.92",
    ),
    (
        "Korean, Hangul-Latin",
        ("pos_hangul", "neg_jamo1_hangul", "neg_syll1_hangul", "neg_jamo3_hangul"),
        "0.98",
    ),
    ("Arabic, native-Latin", ("ar_native", "ar_native_neg"), "0.888"),
    ("Arabic, Latin-Latin", ("ar_latin", "ar_latin_neg"), "0.904"),
    ("Russian, Latin-Latin", ("ru_latin", "ru_latin_neg"), "0.980"),
)


def measure() -> Iterator[Row]:
    """Yield the rows: F1 by language, false accepts one sound apart, variants that differ in signs only."""
    pairs = [row for name in ("korean_pairs.csv", "other_pairs.csv") for row in _read(DATA / name)]
    for what, categories, bar in KINDS:
        chosen = [row for row in pairs if row["category"] in categories]
        peer = max(_best_f1(chosen, way) for way in PEERS)
        yield Row(
            f"names, {what}: F1 ({len(chosen):,} pairs)",
            f"{_f1(chosen, name_similarity, SAME):.3f}",
            f"{peer:.3f}",
            bar,
        )
    close = [row for row in pairs if row["category"] == "neg_jamo1"]
    yield Row("names, one sound apart: taken for one", f"{_accepted(close):.3f}", "", "at most 0.08")
    trivial = [row for row in pairs if row["category"] == "pos_trivial"]
    yield Row(
        "names, variants that differ in signs only: taken for one", f"{_accepted(trivial):.3f}", "", "1.0"
    )


def _read(path: Path) -> Pairs:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _accepted(pairs: Pairs) -> float:
    return sum(name_similarity(row["name_a"], row["name_b"]) >= SAME for row in pairs) / len(pairs)


def _f1(pairs: Pairs, similarity: Callable[[str, str], float], threshold: float) -> float:
    return _f1_of(
        [(similarity(row["name_a"], row["name_b"]), row["same"] == "1") for row in pairs], threshold
    )


def _best_f1(pairs: Pairs, similarity: Callable[[str, str], float]) -> float:
    said = [(similarity(latin(row["name_a"]), latin(row["name_b"])), row["same"] == "1") for row in pairs]
    return max(_f1_of(said, step / 50) for step in range(1, 50))


def _f1_of(said: list[tuple[float, bool]], threshold: float) -> float:
    right = sum(sure >= threshold and same for sure, same in said)
    wanted, found = sum(same for _, same in said), sum(sure >= threshold for sure, _ in said)
    return 2 * right / max(1, wanted + found)


if __name__ == "__main__":
    for row in measure():
        print(" | ".join(row))
