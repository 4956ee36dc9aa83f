"""What the journeys of an archive share: a folder with its people, reports to add, a byte to spoil."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver
from tests.journeys.commands import run

from saksi.archive import open_layout, unlock

WORDS = {"ann": "seven grey herons wade", "ben": "nine red kites circle"}
TEXT = "Security agents arrested two traders of stall {} in Corrow on March 14, a source said."


@dataclass
class Place:
    """A folder with an archive and the passphrases of its people."""

    folder: Path
    archive: str = "arch"

    def saksi(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command as ann, unless it names another file."""
        return run(words, self.folder, self._as_ann() | environment)

    def limited(self, limit: Callable[[], None], *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command as ann in a process with limits."""
        return run(words, self.folder, self._as_ann(), limit)

    def _as_ann(self) -> dict[str, str]:
        return {"SAKSI_PASSPHRASE_FILE": str(self.folder / "ann.word")}

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """Change or ask the record past Saksi, as somebody with the key can; return the last answer."""
        layout, rows = open_layout(self.folder / self.archive), list[tuple[Any, ...]]()
        with (
            unlock(layout, WORDS["ann"], holder="ann") as keys,
            closing(driver.connect(str(layout.database), isolation_level=None)) as raw,
        ):
            raw.execute(f"PRAGMA key = \"x'{keys.derive('database').hex()}'\"")
            for statement in statements:
                rows = raw.execute(statement).fetchall()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return rows


def reports(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        report = {
            "id": f"{folder.name}-{n}",
            "text": TEXT.format(n),
            "synthetic": True,
            "published": "2024-03-20",
        }
        (folder / f"{n:03}.json").write_text(json.dumps(report))
    return folder


def flip(path: Path, at: float) -> None:
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 4
    path.write_bytes(data)


def started(place: Place, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "saksi", *words, "--passphrase-file", "ann.word"],
        cwd=place.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
