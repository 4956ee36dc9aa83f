"""The command as a user runs it: in a process of its own, without the settings of whoever runs the tests."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PATIENCE = 240  # seconds: a command that takes longer hangs


def saksi(*words: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in its own process and folder."""
    return run(words, folder, environment)


def run(
    words: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str],
    limit: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the command; `limit` is called in its process before it begins."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SAKSI_")}
    return subprocess.run(
        [sys.executable, "-m", "saksi", *map(str, words)],
        cwd=folder,
        env={**bare, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
        preexec_fn=limit,
    )
