"""The process that holds an archive's key while it is unlocked. Run by path, standard library alone.

It reads its orders (one JSON line) and the key (32 bytes) from standard input, answers with one line, and
then speaks only through its socket. The key lies in one page of memory that is never swapped, never in a
core file, and overwritten when the process ends. `keeper.py` is the other side.
"""

import ctypes
import json
import mmap
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

KEY_BYTES = 32
TICK = 2.0  # s: how often it looks at the clock, also how much sleep of the machine goes unnoticed
WAIT = 1.0  # s: how long a caller may take to say what they want
_PR_SET_DUMPABLE = 4
_MCL_CURRENT_AND_FUTURE = 3
_MADV_DONTDUMP = 16
_UCRED = struct.Struct("3i")


def harden(page: mmap.mmap) -> list[str]:
    """Shut the process off as far as the system lets it; return what it refused."""
    libc = ctypes.CDLL(None, use_errno=True)
    address = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    steps = {
        "undumpable": libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0,
        # Ordinary users may lock little memory: then the key's own page alone.
        "unswappable": libc.mlock(address, mmap.PAGESIZE) == 0,
        "no core": libc.madvise(address, mmap.PAGESIZE, _MADV_DONTDUMP) == 0,
    }
    libc.mlockall(_MCL_CURRENT_AND_FUTURE)
    return [name for name, done in steps.items() if not done]


def take_in(page: mmap.mmap) -> dict[str, object]:
    """Read the orders and then the key, straight into its page: no other copy is made in this process."""
    line = bytearray()
    while not line.endswith(b"\n"):
        line += os.read(0, 1) or b"\n"
    have = 0
    while have < KEY_BYTES:
        got = os.readv(0, [memoryview(page)[have:KEY_BYTES]])
        if not got:
            raise SystemExit(1)
        have += got
    orders = json.loads(line)
    assert isinstance(orders, dict)  # noqa: S101 - written by keeper.py a moment ago
    return orders


def same_user(caller: socket.socket) -> bool:
    """Return whether the other end runs under our user, as the kernel says it."""
    data = caller.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size)
    _, uid, _ = _UCRED.unpack(data)
    return bool(uid == os.getuid())


def asleep() -> float:
    """Return the seconds that the machine has slept since it was started."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic()


def answer(caller: socket.socket, page: mmap.mmap, holder: str) -> str:
    """Answer one caller and return what they asked: key, peek (no activity), who (unlocked it), or lock."""
    caller.settimeout(WAIT)
    wish = caller.recv(16).decode("ascii", "replace").strip()
    if wish in ("key", "peek"):
        caller.sendall(memoryview(page)[:KEY_BYTES])
    elif wish == "who":
        caller.sendall(holder.encode())
    elif wish == "lock":
        caller.sendall(b"locked")
    return wish


def serve(door: socket.socket, page: mmap.mmap, idle: float, path: Path, holder: str) -> None:
    """Answer until told to lock, idle too long, put to sleep with the machine, or robbed of the socket."""
    last, slept = time.monotonic(), asleep()
    while time.monotonic() - last < idle and asleep() - slept < TICK and path.exists():
        ready, _, _ = select.select([door], [], [], min(TICK, idle))
        if not ready:
            continue
        with suppress(OSError):
            caller, _ = door.accept()
            with caller:
                wish = answer(caller, page, holder) if same_user(caller) else ""
            if wish == "lock":
                return
            if wish == "key":
                last = time.monotonic()


def main() -> None:
    """Leave the caller behind, take the key, open the socket, say so, serve, wipe."""
    if os.fork():  # before the key is here: it lives in the child alone, which nobody has to wait for
        os._exit(0)
    page = mmap.mmap(-1, mmap.PAGESIZE)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, _leave)
    refused = harden(page)
    orders = take_in(page)
    path = Path(str(orders["socket"]))
    idle = float(str(orders["idle"]))
    os.umask(0o177)  # the socket: for its owner alone, from its first moment
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        try:
            path.unlink(missing_ok=True)
            os.chdir(path.parent)  # the address of a socket holds 107 bytes, and folders can be deep
            door.bind(path.name)
            os.chdir("/")
            door.listen(16)
            sys.stdout.write(json.dumps({"pid": os.getpid(), "refused": refused}) + "\n")
            sys.stdout.close()
            serve(door, page, idle, path, str(orders["holder"]))
        finally:
            page[:] = bytes(len(page))
            path.unlink(missing_ok=True)


def _leave(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
