"""Starting the worker."""

import subprocess
import sys
from pathlib import Path

from tests.workspace.conftest import Made

WORKER = Path(__file__).with_name("worker.py")


def start(made: Made, kind: str, archive: Path, folder: Path) -> "subprocess.Popen[str]":
    """Start a worker; its standard output has a line for each step that it was told is done."""
    process = subprocess.Popen(
        [sys.executable, str(WORKER), kind, str(archive), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(made.keys.reveal().hex() + "\n")
    process.stdin.flush()
    return process
