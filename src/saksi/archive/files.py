"""Files that only their owner can read, and that are whole or not there, also after a power cut."""

import ctypes
import glob
import os
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from json import JSONDecodeError, dumps, loads
from pathlib import Path
from typing import IO, Any

from saksi.archive.errors import CannotWrite, Damaged, NoArchive
from saksi.record.errors import reason_of

try:
    import fcntl
except ImportError:  # Windows: leftovers are cleared there when nobody else works on the archive
    fcntl = None  # type: ignore[assignment]

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
MOST_JSON = 16_000_000  # bytes: more is no file of ours, and is not read into memory


@contextmanager
def clear_write_errors(name: str) -> Iterator[None]:
    """Turn what the system says of a write into one of our errors.

    Raises
    ------
    CannotWrite
        The disk is full or read-only, or the right is missing.
    """
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            f"{name} cannot be written: {reason_of(error)};"
            " what was there before is unchanged. Make room or give the right, then run the same again"
        ) from None


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can enter; parents that are missing are made too."""
    path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    path.chmod(PRIVATE_FOLDER)  # the mask of the process may have taken bits away; never added


def create(path: Path) -> int:
    """Return a descriptor of a new private file; one that exists already is an error."""
    extra = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)  # the latter: Windows would change \n
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | extra, PRIVATE_FILE)


def create_held(folder: Path, ending: str) -> tuple[Path, int]:
    """Return a new private file and its descriptor, marked as being written.

    The mark ends with the process, whatever ends that: `remove_dead` then knows it for a leftover.
    """
    while True:
        path = folder / f"{secrets.token_hex(8)}{ending}"
        descriptor = create(path)
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_nlink == 0:  # taken for a leftover in the moment before the mark
                os.close(descriptor)
                continue
        return path, descriptor


@contextmanager
def work_folder(place: Path) -> Iterator[Path]:
    """Lend a private folder beside what shall be made; what killed runs have left of such is removed first.

    Raises
    ------
    CannotWrite
        The folder above is missing or cannot be written.
    """
    above, prefix = place.absolute().parent, f".{place.name}.saksi-"
    for left in above.glob(f"{glob.escape(prefix)}*"):
        if all(remove_dead(mark) for mark in left.glob("*.mark")):
            shutil.rmtree(left, ignore_errors=True)
    with clear_write_errors(place.name):
        work = Path(tempfile.mkdtemp(prefix=prefix, dir=above))
    try:
        _, mark = create_held(work, ".mark")
        try:
            yield work
        finally:
            os.close(mark)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def is_dead(path: Path) -> bool:
    """Return whether nobody writes a file any more."""
    return _if_dead(path, lambda: None)


def remove_dead(path: Path) -> bool:
    """Remove a file unless somebody writes it; return whether it was removed."""
    return _if_dead(path, path.unlink)


def _if_dead(path: Path, act: Callable[[], object]) -> bool:
    """Act while the mark is ours, so that no writer can take the file up in between."""
    try:
        with path.open("rb") as file:
            if fcntl is not None:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            act()
    except (FileNotFoundError, BlockingIOError):
        return False
    return True


def settle(descriptors: Sequence[int]) -> None:
    """Wait until files or folders of one file system are on the disk.

    Many at once are settled by one call of Linux, at a fifth of the time of one call each.

    Raises
    ------
    OSError
        The disk has refused one of them.
    """
    if len(descriptors) > 3 and _settles_all():
        if ctypes.CDLL(None, use_errno=True).syncfs(descriptors[0]) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return
    for descriptor in descriptors:
        os.fsync(descriptor)


@cache
def _settles_all() -> bool:
    """Linux before 5.8 has `syncfs` too, but does not say when it failed."""
    version = re.match(r"(\d+)\.(\d+)", os.uname().release) if sys.platform == "linux" else None
    return bool(
        version and (int(version[1]), int(version[2])) >= (5, 8) and hasattr(ctypes.CDLL(None), "syncfs")
    )


def settle_folders(folders: Sequence[Path]) -> None:
    """Wait until the names in folders of one file system are on the disk.

    Where a system has no such thing, as Windows has not, nothing is done.

    Raises
    ------
    OSError
        A folder is missing, or the disk has refused one of them.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptors: list[int] = []
    try:
        for folder in folders:
            descriptors.append(os.open(folder, os.O_RDONLY | os.O_DIRECTORY))  # noqa: PERF401 - closed below
        settle(descriptors)
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


def settle_folder(folder: Path) -> None:
    """Wait until the names in one folder are on the disk; see `settle_folders`."""
    settle_folders([folder])


def write_whole(path: Path, data: bytes) -> None:
    """Write a private file in one step: beside, to the disk, into place.

    Raises
    ------
    CannotWrite
        What was there before is still there.
    """
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a private file beside its place; when the block has ended it is on the disk and in place.

    Raises
    ------
    CannotWrite
        What was there before is still there, as after any error of the block.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with clear_write_errors(path.name):
        try:
            with os.fdopen(create(beside), "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            settle_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise


def canonical(value: Any) -> bytes:
    """Return the one JSON spelling of a value: sorted keys, no spaces, ASCII. What is bound or signed.

    Raises
    ------
    ValueError
        It holds a number that JSON does not know (not a number, infinite).
    TypeError
        It holds something that JSON does not know.
    """
    return dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def read_json(path: Path) -> Any:
    """Read a JSON file of the archive.

    Raises
    ------
    NoArchive
        It is not there, or may not be read.
    Damaged
        It is no JSON, or larger than any file of ours.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_JSON else None
    except OSError as error:
        raise NoArchive(f"{path.name} cannot be read: {reason_of(error)}") from None
    if data is None:
        raise Damaged(f"{path.name} has {size} bytes, more than any such file: restore it from a backup")
    try:
        return loads(data)
    except (UnicodeDecodeError, JSONDecodeError, RecursionError):
        raise Damaged(f"{path.name} is no JSON any more: restore it from a backup") from None


def text_of(values: Mapping[str, Any], key: str, file: str) -> str:
    """Return a text out of a JSON object.

    Raises
    ------
    Damaged
        It is missing, or no text.
    """
    value = values.get(key)
    if not isinstance(value, str):
        raise Damaged(f"{file}: {key} is missing or no text: restore the file from a backup")
    return value


def bytes_of(values: Mapping[str, Any], key: str, file: str) -> bytes:
    """Return bytes written in hexadecimal out of a JSON object.

    Raises
    ------
    Damaged
        They are missing, or not hexadecimal.
    """
    try:
        return bytes.fromhex(text_of(values, key, file))
    except ValueError:
        raise Damaged(f"{file}: {key} is not hexadecimal: restore the file from a backup") from None
