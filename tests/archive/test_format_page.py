"""The page from which somebody could write a reader names what the code uses, and nothing else."""

import re
from dataclasses import fields
from pathlib import Path

from saksi.archive import STANDARD, ArchiveError, Checkpoint, errors
from saksi.archive.keys import PURPOSES
from saksi.archive.manifest import Manifest
from saksi.archive.stream import CHUNK, HEADER, MAGIC, TAG, TRAILER
from saksi.archive.vault import BLOCK
from saksi.archive.wrapping import SMALL_LAPTOP

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/archive-format.md").read_text(encoding="utf-8")
LABEL = re.compile(r"saksi/1/[a-z]+")


def test_every_label_that_separates_keys_and_hashes_is_named() -> None:
    sources = (ROOT / "src/saksi/archive").glob("*.py")
    used = {label for path in sources for label in LABEL.findall(path.read_text(encoding="utf-8"))}
    used |= {f"saksi/1/{purpose}" for purpose in PURPOSES}
    assert set(LABEL.findall(PAGE)) == used


def test_the_sizes_are_those_of_the_code() -> None:
    assert f"`{MAGIC.decode()}` (8) \\| salt (32) \\| prefix (7)" in PAGE
    assert HEADER.size == 8 + 32 + 7
    assert f"{CHUNK:,} bytes" in PAGE
    assert f"{TRAILER.size + TAG} bytes with its tag" in PAGE
    assert f"multiple of {BLOCK}" in PAGE


def test_the_costs_are_those_of_the_code() -> None:
    assert f"{STANDARD.memory_kib:,} KiB, {STANDARD.passes} passes, {STANDARD.lanes} lanes" in PAGE
    assert f"{SMALL_LAPTOP.memory_kib:,} KiB and {SMALL_LAPTOP.passes} passes" in PAGE


def test_the_fields_of_signed_pages_are_named() -> None:
    for model in (Checkpoint, Manifest):
        assert all(f"`{field.name}`" in PAGE for field in fields(model))


def test_every_exit_code_is_named() -> None:
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ArchiveError)
    ]
    codes = PAGE.split("## Exit codes")[1]
    assert len({kind.exit_code for kind in kinds}) == 6
    assert all(re.search(rf"\b{kind.exit_code}\b", codes) for kind in kinds)
