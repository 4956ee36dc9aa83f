"""Keeps the readings of the training articles in a folder: parsing costs minutes, learning seconds."""

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from benchmarks.hrds.corpus import Article
from benchmarks.hrds.model import Reading, read

CODE = (
    Path(__file__).parent,
    Path(__file__).parents[2] / "src" / "saksi" / "reading" / "english",
    Path(__file__).parents[2] / "src" / "saksi" / "countries",
)  # fmt: skip - what a reading depends on


def readings(articles: Sequence[Article], folder: Path | None) -> list[Reading]:
    """Read the articles, or take their readings from the folder if nothing they depend on has changed."""
    if folder is None:
        return [read(article) for article in articles]
    path = folder / f"readings-{_key(articles)}.json.gz"
    if path.is_file():
        return [_reading(item) for item in json.loads(gzip.decompress(path.read_bytes()))]
    found = [read(article) for article in articles]
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("readings-*.json.gz"):
        stale.unlink()
    path.write_bytes(gzip.compress(json.dumps([asdict(reading) for reading in found]).encode(), mtime=0))
    return found


def _key(articles: Sequence[Article]) -> str:
    """A hash of the articles, of the code and data that read them, and of the parser's version."""
    digest = hashlib.sha256(version("spacy").encode())
    for article in articles:
        digest.update(repr(article).encode())
    for folder in CODE:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".yml", ".txt", ".csv", ".parquet", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _reading(item: dict[str, object]) -> Reading:
    return Reading(**item)  # type: ignore[arg-type]  # JSON has lists for pairs: both unpack alike
