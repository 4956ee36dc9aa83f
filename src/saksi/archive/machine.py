"""What the machine gives away beside the archive: swap, core files, an open disk, a wrong clock.

Read from /proc and /sys; "cannot tell" is an answer. The readers take a root, so that a test can lay out
another machine.
"""

import ctypes
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from saksi.archive.mounts import Mount, encryption_of, mount_of

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

State = Literal["good", "warn", "unknown"]

LEAST_FREE = 2 * 1024**3  # bytes: below, an import can end in the middle of a folder
LEAST_MEMORY = 1024**3  # bytes available: Argon2id takes a quarter of it
EARLIEST = 1_767_225_600.0  # 1 January 2026, UTC: no clock of today is before it
LATEST = 4_102_444_800.0  # 1 January 2100
SLACK = 300.0  # s that a file may seem to come from the future
ROOT = Path("/")
_PR_SET_DUMPABLE = 4  # prctl(2)


@dataclass(frozen=True)
class Finding:
    """One thing about the machine, and what to do about it."""

    what: str
    state: State
    say: str
    do: str = ""


def look_at_machine(folder: Path, *, root: Path = ROOT) -> list[Finding]:
    """Return what the machine gives away about an archive in a folder; nothing is changed.

    Parameters
    ----------
    folder
        Of the archive, or where it shall be.
    root
        Under which /proc, /sys and /run are read.
    """
    place = _existing(folder)
    return [
        swap(root),
        core_files(root),
        disk_encryption(place, root),
        file_system(place, root),
        temporary_files(Path(tempfile.gettempdir()), root),
        clock(time.time(), place, root),
        free_space(shutil.disk_usage(place).free),
        memory(root),
    ]


def shut_memory() -> None:
    """Close this process's memory: no core file, and no look into it by other programs of the same user.

    For every process that gets to hold a key. Where a system has no such thing, nothing is done.
    """
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def swap(root: Path = ROOT) -> Finding:
    """Say whether memory can reach the disk in clear."""
    text = _read(root, "proc/swaps")
    if text is None:
        return Finding("swap", "unknown", "cannot tell whether memory is swapped to disk")
    areas = [line.split()[0] for line in text.splitlines()[1:] if line.strip()]
    open_ = [area for area in areas if not _swap_is_sealed(Path(area), root)]
    if not open_:
        how = f"{len(areas)} in use, all encrypted or in memory" if areas else "none in use"
        return Finding("swap", "good", how)
    return Finding(
        "swap",
        "warn",
        f"{len(open_)} of {len(areas)} swap areas are not known to be encrypted:"
        " passphrases, keys and texts can be left on the disk",
        "switch swap off (`swapoff -a`), or use encrypted swap or zram",
    )


def core_files(root: Path = ROOT) -> Finding:
    """Say whether a crash writes memory to the disk."""
    pattern = _read(root, "proc/sys/kernel/core_pattern")
    if pattern is None or resource is None:
        return Finding("core files", "unknown", "cannot tell what happens to the memory of a crashed program")
    soft, _ = resource.getrlimit(resource.RLIMIT_CORE)
    if pattern.startswith("|"):  # the limit does not hold for these (core(5))
        return Finding(
            "core files",
            "warn",
            "a crash hands the program's memory to another program, which may keep it",
            "switch the crash reporter off while you work on an archive",
        )
    if soft != 0:
        return Finding(
            "core files",
            "warn",
            "a crash may write the program's memory to the disk",
            "run `ulimit -c 0` first",
        )
    return Finding("core files", "good", "the limit is 0: a crash writes none")


def disk_encryption(folder: Path, root: Path = ROOT) -> Finding:
    """Say whether the disk under a folder is encrypted, as far as the kernel shows it."""
    what = "disk encryption"
    sealed = _sealed(folder, root)
    if sealed:
        return Finding(what, "good", "the archive lies on an encrypted disk")
    advice = "encrypt the disk (LUKS at installation): the archive is sealed, what surrounds it is not"
    if sealed is None:
        return Finding(what, "unknown", "cannot tell whether the disk is encrypted", advice)
    return Finding(what, "warn", "the disk is not encrypted, unless it does so by itself", advice)


def file_system(folder: Path, root: Path = ROOT) -> Finding:
    """Say whether the folder lies on a network, where locks and the order of writes cannot be trusted."""
    what = "file system"
    mount = mount_of(folder, root)
    if mount is None:
        return Finding(what, "unknown", "cannot tell what file system the archive lies on")
    if mount.on_network:
        return Finding(
            what,
            "warn",
            f"{mount.type} over a network: a record can be damaged there, and others see when you work",
            "move the archive to a disk of this machine",
        )
    return Finding(what, "good", f"{mount.type}, on this machine")


def temporary_files(folder: Path, root: Path = ROOT) -> Finding:
    """Say whether temporary files reach an open disk: those of other programs; ours are sealed."""
    what = "temporary files"
    mount = mount_of(folder, root)
    if mount is not None and mount.in_memory:
        return Finding(what, "good", "in memory")
    sealed = _sealed(folder, root)
    if sealed:
        return Finding(what, "good", "on an encrypted disk")
    advice = (
        "put /tmp into memory (tmpfs); Saksi itself writes nothing in clear there, editors and viewers do"
    )
    if sealed is None:
        return Finding(what, "unknown", "cannot tell where temporary files go", advice)
    return Finding(what, "warn", "on a disk that is not encrypted", advice)


def clock(now: float, folder: Path, root: Path = ROOT) -> Finding:
    """Say whether the clock can be right; ``now`` in seconds since 1970."""
    what = "clock"
    advice = "set the clock: every entry of the log bears its time"
    compare = "compare it with another clock: every entry of the log bears its time"
    if not EARLIEST <= now < LATEST:
        return Finding(what, "warn", f"the clock says {time.gmtime(now).tm_year}", advice)
    if _newest(folder) > now + SLACK:
        return Finding(
            what, "warn", "files of the archive are from the future, as this clock sees it", advice
        )
    if (root / "run/systemd/timesync/synchronized").exists():
        return Finding(what, "good", "set by a time server")
    return Finding(what, "unknown", "plausible; cannot tell whether something keeps it right", compare)


def free_space(free: int) -> Finding:
    """Say whether there is room; ``free`` in bytes."""
    say = f"{free / 1024**3:.1f} GiB free"
    if free < LEAST_FREE:
        return Finding("free space", "warn", say, "make room before you add reports")
    return Finding("free space", "good", say)


def memory(root: Path = ROOT) -> Finding:
    """Say whether there is memory for unlocking and reading."""
    for line in (_read(root, "proc/meminfo") or "").splitlines():
        name, _, value = line.partition(":")
        if name == "MemAvailable" and value.split()[:1] and value.split()[0].isdigit():
            available = int(value.split()[0]) * 1024
            say = f"{available / 1024**3:.1f} GiB available"
            if available < LEAST_MEMORY:
                return Finding("memory", "warn", say, "close other programs; unlocking takes 256 MiB")
            return Finding("memory", "good", say)
    return Finding("memory", "unknown", "cannot tell how much memory is free")


def _swap_is_sealed(area: Path, root: Path) -> bool:
    if area.name.startswith("zram"):
        return True
    if area.is_relative_to("/dev"):
        name = area.name if area.name.startswith("dm-") else _mapped_name(area)
        return (_read(root, f"sys/block/{name}/dm/uuid") or "").startswith("CRYPT-")
    return _sealed(area.parent, root) is True


def _mapped_name(area: Path) -> str:
    try:
        return area.resolve().name  # /dev/mapper/name is a link to ../dm-0
    except OSError:
        return area.name


def _sealed(folder: Path, root: Path) -> bool | None:
    mount: Mount | None = mount_of(folder, root)
    return None if mount is None else encryption_of(mount, root)


def _newest(folder: Path) -> float:
    names = ("archive.toml", "keyslots.json", "record.db", "checkpoints")
    times = [(folder / name).stat().st_mtime for name in names if (folder / name).exists()]
    return max(times, default=0.0)


def _existing(folder: Path) -> Path:
    absolute = folder.absolute()
    return next(path for path in (absolute, *absolute.parents) if path.is_dir())


def _read(root: Path, path: str) -> str | None:
    try:
        return (root / path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
