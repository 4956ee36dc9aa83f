"""Keep an archive unlocked for a while: a process of its own holds the key, and gives it to its own user.

The key reaches it through a pipe: never as an argument, in the environment or in a file. On systems other
than Linux there is no keeper, and each command asks for the passphrase.
"""

import json
import os
import socket
import stat
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from saksi.archive.errors import NoKeeper
from saksi.archive.files import make_folder
from saksi.archive.keys import KEY_BYTES, MasterKey
from saksi.archive.layout import Layout

IDLE = 600.0  # s without a request: then it locks
PATIENCE = 5.0  # s to wait for an answer; a machine under load is slow
PROCESS = Path(__file__).with_name("keeper_process.py")  # by path: it imports nothing of ours
LONGEST_ADDRESS = 107  # bytes that the address of a UNIX socket may have


@dataclass(frozen=True)
class Kept:
    """What became of the wish to keep an archive unlocked."""

    pid: int
    idle: float  # s
    refused: tuple[str, ...]  # protections that the system did not grant


def keeper_available() -> bool:
    """Return whether this system can keep a key: Linux, with sockets that say who calls."""
    return sys.platform == "linux" and hasattr(socket, "SO_PEERCRED")


def start_keeper(layout: Layout, master: MasterKey, idle: float = IDLE, *, holder: str = "") -> Kept:
    """Start the process that holds the key; one that holds it already is replaced.

    Parameters
    ----------
    idle
        Seconds without a request after which it forgets the key. It also does when the machine sleeps.
    holder
        Who unlocked; `keeper_holder` tells it to those who work with the key.

    Raises
    ------
    NoKeeper
        This system has none, or the process did not start: each command asks for the passphrase.
    """
    if not keeper_available():
        raise NoKeeper(
            "on this system no process can hold the key: each command asks for the passphrase anew"
        )
    path = _socket_path(layout)
    stop_keeper(layout)
    orders = json.dumps({"socket": str(path), "idle": idle, "holder": holder}).encode() + b"\n"
    process = subprocess.Popen(  # noqa: S603 - our own file, no shell; arguments hold nothing secret
        [sys.executable, "-I", str(PROCESS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
        env={},
    )
    assert process.stdin is not None  # noqa: S101 - we asked for pipes
    assert process.stdout is not None  # noqa: S101
    with process.stdin as to, process.stdout as back:
        with suppress(BrokenPipeError):
            to.write(orders + master.reveal())
            to.flush()
        line = back.readline()
    process.wait()  # the starter, which has left the keeper behind
    if not line:
        raise NoKeeper("the process that holds the key did not start: each command asks for the passphrase")
    answer = json.loads(line)
    return Kept(answer["pid"], idle, tuple(answer["refused"]))


def ask_keeper(layout: Layout, *, activity: bool = True) -> MasterKey | None:
    """Return the key if a keeper of this archive holds it; ``None`` when it is locked.

    Parameters
    ----------
    activity
        A person is at work: the idle time begins anew. Jobs in the background pass ``False``.
    """
    key = _say(layout, b"key" if activity else b"peek")
    return MasterKey(layout.facts.id, key) if key is not None and len(key) == KEY_BYTES else None


def keeper_holder(layout: Layout) -> str | None:
    """Return who unlocked the archive; ``None`` when it is locked."""
    name = _say(layout, b"who")
    return None if name is None else name.decode()


def stop_keeper(layout: Layout) -> bool:
    """Lock: the keeper wipes the key and ends. Return whether there was one."""
    return _say(layout, b"lock") is not None


def _say(layout: Layout, wish: bytes) -> bytes | None:
    if not keeper_available():
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line, suppress(OSError, NoKeeper):
        line.settimeout(PATIENCE)
        _connect(line, _socket_path(layout))
        data = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        if struct.unpack("3i", data)[1] != os.getuid():
            return None  # somebody else answers in its place
        line.sendall(wish)
        answer = b""
        while piece := line.recv(64):
            answer += piece
        return answer or None
    return None


def _socket_path(layout: Layout) -> Path:
    """One socket per archive and folder: a copy elsewhere is locked and unlocked on its own."""
    which = sha256(f"{layout.facts.id}\0{layout.folder.resolve()}".encode()).hexdigest()[:20]
    return _runtime_folder() / f"{which}.sock"


def _connect(line: socket.socket, path: Path) -> None:
    """Connect to a socket; a path that is too long for an address goes by its folder's descriptor."""
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        line.connect(str(path))
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        line.connect(f"/proc/self/fd/{folder}/{path.name}")
    finally:
        os.close(folder)


def _runtime_folder() -> Path:
    """Return a folder that only this user can enter; one that somebody else has prepared is refused."""
    given = os.environ.get("XDG_RUNTIME_DIR")
    base = Path(given) if given and Path(given).is_dir() else Path(tempfile.gettempdir())
    folder = base / (f"saksi-{os.getuid()}")
    try:
        if not folder.is_symlink():
            make_folder(folder)
        facts = folder.lstat()
    except OSError:
        raise NoKeeper("there is no runtime folder to put a socket into: set XDG_RUNTIME_DIR") from None
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid() or facts.st_mode & 0o077:
        raise NoKeeper(
            f"{folder.name} in the runtime folder is not ours alone: remove it, or ask whose it is"
        )
    return folder
