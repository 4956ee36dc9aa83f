"""Landlock: the kernel refuses a process every file that it was not given, and TCP.

Three system calls by number (they are the same on every processor), because no library is mature. Linux 5.13
and later; elsewhere the answer is no, and the other limits stand alone. See `man 7 landlock`.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION = 1  # flag of CREATE_RULESET: tell the version only
PATH_BENEATH = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3
RIGHTS_OF_VERSION = {1: 13, 2: 14, 3: 15, 5: 16}  # how many file rights each version knows
TCP = 0b11  # bind and connect, from version 4
SCOPES = 0b11  # abstract sockets and signals to other processes, from version 6


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def restrict_files(readable: Iterable[Path]) -> bool:
    """Allow this process to read under some paths, and nothing else that opens, makes or removes a file.

    What is open already stays open. The process must have given up new privileges before.

    Parameters
    ----------
    readable
        Folders and files; those that do not exist are left out.

    Returns
    -------
    bool
        Whether the kernel holds to it. False on another system, or where Landlock is off.
    """
    if not sys.platform.startswith("linux"):
        return False
    call = ctypes.CDLL(None, use_errno=True).syscall
    version = call(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION)
    if version < 1:
        return False
    rights = max(number for since, number in RIGHTS_OF_VERSION.items() if since <= version)
    rules = _Ruleset((1 << rights) - 1, TCP if version >= 4 else 0, SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = call(CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(call, ruleset, path)
        return bool(call(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(call: "ctypes._NamedFuncPointer", ruleset: int, path: Path) -> None:
    try:
        folder = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = READ_FILE | READ_DIR if path.is_dir() else READ_FILE
        call(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(_Beneath(rights, folder)), 0)
    finally:
        os.close(folder)
