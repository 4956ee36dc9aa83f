"""What a parser's process may not do: set once, inside it, before the first byte of a file arrives.

The kernel's limits come first; the interpreter's own refusals (an audit hook) are the second fence, and the
only one on systems without the first. What could not be had is told, not hidden.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HAS_LIMITS = find_spec("resource") is not None  # not on Windows
OPEN_FILES = 32
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 4, 38
SYSTEM_FOLDERS = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache")  # shared libraries load on demand
REFUSED = (
    "socket.", "subprocess.", "urllib.", "http.", "ftplib.", "smtplib.", "os.exec", "os.spawn",
    "os.posix_spawn", "os.fork", "os.system", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link",
    "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.putenv", "os.startfile", "shutil.", "tempfile.",
    "webbrowser.",
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class FenceError(Exception):
    """A parser tried what no parser may."""


def put_up_fences(max_memory: int) -> dict[str, bool]:
    """Limit this process for good; return which limits hold.

    Parameters
    ----------
    max_memory
        Bytes of address space beyond what the process has now.
    """
    done = {
        "no network (kernel)": _without_network(),
        "memory": _limit("RLIMIT_AS", lambda: _address_space() + max_memory),
        "no writing": _limit("RLIMIT_FSIZE", lambda: 0),
        "open files": _limit("RLIMIT_NOFILE", lambda: OPEN_FILES),
        "no core files": _limit("RLIMIT_CORE", lambda: 0),
        "no new processes": _limit("RLIMIT_NPROC", lambda: 0),  # root is not bound by it
        "no new privileges": _prctl(PR_SET_NO_NEW_PRIVS, 1),
        "memory closed to others": _prctl(PR_SET_DUMPABLE, 0),
        "files closed (kernel)": _without_files(),
    }
    sys.addaudithook(_refuse)
    return {**done, "no network, no writing (interpreter)": True}


def allow_seconds(seconds: int) -> bool:
    """Give this process some more seconds of CPU time and twice as many of the clock, then it is ended."""
    if not HAS_LIMITS:
        return False
    import resource  # noqa: PLC0415 - see HAS_LIMITS

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, hard))
    signal.alarm(2 * seconds)  # it lives on where the parent died; the parent's own clock is stricter
    return True


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        _, mode, flags = arguments
        # An import that finds its cache stale would like to write it; -B keeps that from happening.
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & WRITING:
            raise FenceError("a parser may not write")
    elif event.startswith(REFUSED):
        raise FenceError(f"a parser may not call {event}")


def _limit(name: str, value: Callable[[], int]) -> bool:
    if not HAS_LIMITS:
        return False
    import resource  # noqa: PLC0415 - see HAS_LIMITS

    try:
        kind, wanted = getattr(resource, name), value()
        resource.setrlimit(kind, (wanted, wanted))
    except (AttributeError, OSError, ValueError):  # this system has no such limit
        return False
    return True


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _without_network() -> bool:
    """A network of its own, without any interface; the user namespace makes it allowed without rights."""
    if not sys.platform.startswith("linux"):
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return bool(unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 or unshare(CLONE_NEWNET) == 0)


def _prctl(option: int, value: int) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) == 0)


def _without_files() -> bool:
    from saksi.intake.landlock import restrict_files  # noqa: PLC0415  only a parser's process needs it

    own = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path, *SYSTEM_FOLDERS}
    folders = {Path(entry).resolve() for entry in own if entry and Path(entry).is_absolute()}
    return restrict_files(sorted(folder for folder in folders if folder != Path(folder.anchor)))
