import mmap
import os
import re
import resource
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from saksi.archive import Layout, NoKeeper, keeper_process
from saksi.archive.keeper import (
    PROCESS,
    ask_keeper,
    keeper_available,
    keeper_holder,
    start_keeper,
    stop_keeper,
)
from saksi.archive.keeper_process import same_user

pytestmark = pytest.mark.skipif(not keeper_available(), reason="only Linux has a keeper")

ASK = """
import sys
from hashlib import sha256
from pathlib import Path
from saksi.archive import open_layout
from saksi.archive.keeper import ask_keeper
key = ask_keeper(open_layout(Path(sys.argv[1])))
print(sha256(key.reveal()).hexdigest() if key else "locked")
"""
PATIENCE = 20.0  # s: for a machine under load; as a rule a moment


@pytest.fixture
def runtime(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("run")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def kept(sealed: Any, runtime: Path) -> Iterator[Any]:
    assert runtime.is_dir()
    yield sealed
    stop_keeper(sealed.layout)


def until(happens: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not happens() and time.monotonic() < end:
        time.sleep(0.05)
    return happens()


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"  # ended, and nobody has asked how


def test_another_process_of_the_same_user_gets_the_key(kept: Any) -> None:
    start_keeper(kept.layout, kept.master)
    command = [sys.executable, "-c", ASK, str(kept.layout.folder)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert answer == sha256(kept.master.reveal()).hexdigest()


def test_it_knows_who_unlocked_and_tells_nobody_but_its_user(kept: Any) -> None:
    assert keeper_holder(kept.layout) is None
    start_keeper(kept.layout, kept.master, holder="수달")
    assert keeper_holder(kept.layout) == "수달"


def test_without_a_keeper_the_archive_is_locked(kept: Any) -> None:
    assert ask_keeper(kept.layout) is None
    assert stop_keeper(kept.layout) is False


def test_locking_ends_the_process_and_the_socket(kept: Any, runtime: Path) -> None:
    pid = start_keeper(kept.layout, kept.master).pid
    assert stop_keeper(kept.layout) is True
    assert ask_keeper(kept.layout) is None
    assert until(lambda: gone(pid))
    assert list(runtime.rglob("*.sock")) == []


def test_it_locks_when_nobody_asks_for_a_while(kept: Any) -> None:
    pid = start_keeper(kept.layout, kept.master, idle=0.3).pid
    assert until(lambda: gone(pid))
    assert ask_keeper(kept.layout) is None


def test_jobs_in_the_background_do_not_keep_it_open(kept: Any) -> None:
    pid = start_keeper(kept.layout, kept.master, idle=0.6).pid

    def asked_by_a_job() -> bool:
        ask_keeper(kept.layout, activity=False)
        return gone(pid)

    assert until(asked_by_a_job)


def test_a_second_start_replaces_the_first(kept: Any) -> None:
    first = start_keeper(kept.layout, kept.master).pid
    second = start_keeper(kept.layout, kept.master).pid
    assert until(lambda: gone(first))
    assert not gone(second)
    assert ask_keeper(kept.layout)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_it_leaves_tidily_when_the_session_ends(kept: Any, runtime: Path, number: int) -> None:
    pid = start_keeper(kept.layout, kept.master).pid
    os.kill(pid, number)
    assert until(lambda: gone(pid))
    assert list(runtime.rglob("*.sock")) == []


def test_after_a_kill_it_is_locked_and_can_be_started_again(kept: Any) -> None:
    pid = start_keeper(kept.layout, kept.master).pid
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: gone(pid))
    assert ask_keeper(kept.layout) is None
    start_keeper(kept.layout, kept.master)
    assert ask_keeper(kept.layout)


def test_a_copy_of_the_archive_is_unlocked_on_its_own(kept: Any, tmp_path: Path) -> None:
    start_keeper(kept.layout, kept.master)
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "archive.toml").write_bytes(kept.layout.facts_file.read_bytes())
    assert ask_keeper(Layout(copy)) is None


def test_folders_with_long_names_do_not_keep_an_archive_from_being_unlocked(
    kept: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address of a socket holds 107 bytes; neither the archive's path nor the runtime's may fill it."""
    deep = tmp_path / ("d" * 120) / ("e" * 120)
    (deep / "run").mkdir(parents=True)
    archive = deep / "arch"
    archive.mkdir()
    (archive / "archive.toml").write_bytes(kept.layout.facts_file.read_bytes())
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep / "run"))
    layout = Layout(archive)
    start_keeper(layout, kept.master, holder="ann")
    try:
        key = ask_keeper(layout)
        assert key is not None
        assert (key.reveal(), keeper_holder(layout)) == (kept.master.reveal(), "ann")
    finally:
        assert stop_keeper(layout)
    assert ask_keeper(layout) is None
    assert list((deep / "run").rglob("*.sock")) == []


def test_only_the_owner_can_reach_the_socket(kept: Any, runtime: Path) -> None:
    start_keeper(kept.layout, kept.master)
    (door,) = runtime.rglob("*.sock")
    assert stat.S_IMODE(door.stat().st_mode) == 0o600
    assert stat.S_IMODE(door.parent.stat().st_mode) == 0o700


def test_nothing_of_the_key_is_in_arguments_environment_or_files(kept: Any, runtime: Path) -> None:
    pid = start_keeper(kept.layout, kept.master).pid
    key = kept.master.reveal()
    for name in ("cmdline", "environ"):
        try:
            content = Path(f"/proc/{pid}/{name}").read_bytes()
        except PermissionError:
            continue  # an undumpable process hides these from its own user
        assert key not in content
        assert key.hex().encode() not in content
    files = [path for folder in (runtime, kept.layout.folder) for path in folder.rglob("*") if path.is_file()]
    assert files
    assert not any(key in path.read_bytes() for path in files)


def test_the_key_is_in_memory_once_or_cannot_be_looked_for(kept: Any) -> None:
    """As root it can be looked for: one copy, in a page that is locked and left out of core files."""
    pid = start_keeper(kept.layout, kept.master).pid
    assert ask_keeper(kept.layout)
    try:
        maps = Path(f"/proc/{pid}/maps").read_text()
        copies = sum(memory(pid, line).count(kept.master.reveal()) for line in maps.splitlines())
    except PermissionError:
        return  # this is what everybody but root gets
    assert copies == 1


def memory(pid: int, line: str) -> bytes:
    start, end = (int(x, 16) for x in line.split(maxsplit=1)[0].split("-"))
    if not re.match(r"\S+ r", line) or "[v" in line:
        return b""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as file:
        file.seek(start)
        return file.read(end - start)


HARDENED = """
import ctypes, mmap, resource, runpy, sys
keeper = runpy.run_path(sys.argv[1])
print(keeper["harden"](mmap.mmap(-1, mmap.PAGESIZE)))
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
print(resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_it_shuts_itself_off_from_debuggers_core_files_and_swap(kept: Any) -> None:
    command = [sys.executable, "-c", HARDENED, str(PROCESS)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:3] == ["[]", "0", "(0, 0)"]
    kept_now = start_keeper(kept.layout, kept.master)
    assert kept_now.refused == ()
    status = Path(f"/proc/{kept_now.pid}/status").read_text()
    locked = re.search(r"VmLck:\s+(\d+) kB", status)
    assert locked
    assert int(locked[1]) * 1024 >= resource.getpagesize()


def test_it_answers_nobody_but_its_own_user() -> None:
    class Caller:
        def __init__(self, uid: int) -> None:
            self.uid = uid

        def getsockopt(self, level: int, option: int, size: int) -> bytes:
            assert (level, option, size) == (socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
            return b"".join(n.to_bytes(4, sys.byteorder) for n in (4711, self.uid, 100))

    assert same_user(Caller(os.getuid()))  # type: ignore[arg-type]
    assert not same_user(Caller(os.getuid() + 1))  # type: ignore[arg-type]


@pytest.mark.parametrize("ours", [True, False])
def test_a_stranger_at_the_door_gets_nothing(
    runtime: Path, monkeypatch: pytest.MonkeyPatch, ours: bool
) -> None:
    monkeypatch.setattr(keeper_process, "same_user", lambda _caller: ours)
    page = mmap.mmap(-1, mmap.PAGESIZE)
    page[:32] = b"k" * 32
    path = runtime / "door.sock"
    with socket.socket(socket.AF_UNIX) as door, socket.socket(socket.AF_UNIX) as caller:
        door.bind(str(path))
        door.listen()
        caller.settimeout(PATIENCE)
        caller.connect(str(path))
        caller.sendall(b"key")
        keeper_process.serve(door, page, 0.2, path, "heron")
        try:
            answer = caller.recv(64)
        except ConnectionResetError:  # shut in the face: what was said is not even read
            answer = b""
    assert answer == (b"k" * 32 if ours else b"")


def test_a_caller_who_says_nothing_or_nonsense_does_not_hold_it_up(kept: Any, runtime: Path) -> None:
    start_keeper(kept.layout, kept.master)
    (door,) = runtime.rglob("*.sock")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.connect(str(door))
        for nonsense in (b"", b"KEY", b"\xff" * 100):
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.connect(str(door))
                line.sendall(nonsense)
        assert until(lambda: ask_keeper(kept.layout) is not None)


@pytest.mark.parametrize("how", ["link", "open"])
def test_a_runtime_folder_that_others_prepared_is_refused(kept: Any, runtime: Path, how: str) -> None:
    folder = runtime / f"saksi-{os.getuid()}"
    if how == "link":
        (runtime / "elsewhere").mkdir()
        folder.symlink_to(runtime / "elsewhere")
        with pytest.raises(NoKeeper, match="not ours alone"):
            start_keeper(kept.layout, kept.master)
    else:  # ours, but open: it is shut before it is used
        folder.mkdir(mode=0o777)
        start_keeper(kept.layout, kept.master)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_where_there_is_no_keeper_it_is_said(kept: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saksi.archive.keeper.sys.platform", "darwin")
    with pytest.raises(NoKeeper, match="asks for the passphrase anew"):
        start_keeper(kept.layout, kept.master)
    assert ask_keeper(kept.layout) is None
