import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saksi.intake import limits_here
from saksi.intake.landlock import restrict_files

# What a taken-over parser would try: through Python, and past it straight through the C library.
SCRIPT = """
import ctypes, json, os, socket, struct, subprocess, sys
from saksi.intake.fences import put_up_fences
folder, port = sys.argv[1], int(sys.argv[2])
kept = open(folder + "/kept.txt", "rb").read()
libc = ctypes.CDLL(None, use_errno=True)
held = put_up_fences(80_000_000)
def tried(attempt):
    try:
        return repr(attempt())
    except BaseException as error:
        return type(error).__name__
address = struct.pack("<HH4s8x", socket.AF_INET, socket.htons(port), socket.inet_aton("127.0.0.1"))
def connect():
    return libc.connect(libc.socket(2, 1, 0), address, len(address))
path = (folder + "/new.txt").encode()
print(json.dumps({
    "held": held,
    "write": tried(lambda: open(folder + "/new.txt", "w")),
    "append": tried(lambda: os.open(folder + "/kept.txt", os.O_WRONLY | os.O_APPEND)),
    "remove": tried(lambda: os.remove(folder + "/kept.txt")),
    "rename": tried(lambda: os.rename(folder + "/kept.txt", folder + "/x")),
    "mkdir": tried(lambda: os.mkdir(folder + "/x")),
    "connect": tried(lambda: socket.create_connection(("127.0.0.1", port), timeout=2)),
    "name": tried(lambda: socket.getaddrinfo("localhost", 80)),
    "run": tried(lambda: subprocess.run(["true"])),
    "fork": tried(os.fork),
    "memory": tried(lambda: len(bytearray(200_000_000))),
    "C connect": tried(connect),
    "C create": tried(lambda: libc.open(path, os.O_CREAT | os.O_WRONLY, 0o600)),
    "C remove": tried(lambda: libc.unlink((folder + "/kept.txt").encode())),
    "C read": tried(lambda: libc.open((folder + "/kept.txt").encode(), os.O_RDONLY)),
    "late import": tried(lambda: __import__("fractions").__name__),
}))
"""


@pytest.fixture(scope="module")
def home() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def tried(home: socket.socket, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("fenced")
    (folder / "kept.txt").write_text("kept")
    done = subprocess.run(
        [sys.executable, "-B", "-c", SCRIPT, str(folder), str(home.getsockname()[1])],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    outcome: dict[str, Any] = json.loads(done.stdout)
    return outcome | {"left": sorted(path.name for path in folder.iterdir())}


@pytest.mark.parametrize(
    "what", ["write", "append", "remove", "rename", "mkdir", "connect", "name", "run", "fork"]
)
def test_the_interpreter_refuses(what: str, tried: dict[str, Any]) -> None:
    assert tried[what] == "FenceError"


def test_memory_ends(tried: dict[str, Any]) -> None:
    assert tried["held"]["memory"]
    assert tried["memory"] == "MemoryError"


@pytest.mark.parametrize(
    ("limit", "what"),
    [
        ("no network (kernel)", "C connect"),
        ("files closed (kernel)", "C create"),
        ("files closed (kernel)", "C remove"),
        ("files closed (kernel)", "C read"),
    ],
)
def test_the_kernel_refuses_what_it_said_it_would(limit: str, what: str, tried: dict[str, Any]) -> None:
    if not tried["held"][limit]:
        pytest.skip(f"this machine has not: {limit}")
    assert tried[what] == "-1"


def test_nothing_was_written_and_nobody_called(tried: dict[str, Any], home: socket.socket) -> None:
    assert tried["left"] == ["kept.txt"]
    with pytest.raises(BlockingIOError):
        home.accept()


def test_modules_still_load_when_they_are_needed(tried: dict[str, Any]) -> None:
    assert tried["late import"] == "'fractions'"


def test_what_holds_here_is_told_by_name() -> None:
    held = limits_here()
    assert set(held.values()) <= {True, False}
    assert {"memory", "no writing", "processor time", "no network (kernel)", "files closed (kernel)"} <= set(
        held
    )
    assert held["no network, no writing (interpreter)"]


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_another_system_has_no_landlock_and_says_so(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert restrict_files([Path("/usr")]) is False


def test_the_process_of_the_user_stays_free(tmp_path: Path) -> None:
    limits_here()
    (tmp_path / "x").write_text("x")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        socket.create_connection(listening.getsockname()).close()
