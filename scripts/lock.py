"""Writes the locks from pyproject.toml; `--check` writes nothing and says what is wrong with them.

A lock pins every package by version and hash, and names no host and no path of a machine. One holds what
Saksi, its tests and its documentation need. What few need has a lock of its own: pyspark is large and needs
Java, followthemoney needs a compiler and the headers of ICU (both for `make harden`), the tasks of data/ need
large tables of places.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
HOST_OR_PATH = re.compile(
    r"https?://|file://|--index-url|--find-links|(?<![\w.])/(?:home|root|opt|usr|tmp|work)/"
)
RESOLVE = (
    "pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"
)
EXTRAS = ("ko", "llm", "postgres", "dev")
APART = ("spark", "ftm", "data")


class Lock(NamedTuple):
    """A lock: its file, what it is resolved from (words of the command, standard input)."""

    file: str
    words: tuple[str, ...]
    stdin: str = ""


def locks() -> tuple[Lock, ...]:
    """Return the locks that there are."""
    optional = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    extras = tuple(word for extra in EXTRAS for word in ("--extra", extra))
    return (
        Lock("requirements.lock", ("pyproject.toml", *extras)),
        *(
            Lock(f"requirements-{extra}.lock", ("-", "--no-annotate"), "\n".join(optional[extra]))
            for extra in APART
        ),
    )


def resolve(lock: Lock, file: Path) -> bool:
    """Write a lock into a file, preferring the versions that stand there; return whether it could be done."""
    uv = Path(sys.executable).with_name("uv")
    done = subprocess.run(  # noqa: S603 - our own tool, fixed arguments
        [uv, "--no-config", *RESOLVE.split(), *lock.words, "-o", str(file)],
        cwd=ROOT,
        input=lock.stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0


def faults(text: str) -> list[str]:
    """Return what is wrong with a lock as it stands, a sentence each."""
    found = [
        f"line {number} names a host or a path"
        for number, line in enumerate(text.splitlines(), 1)
        if HOST_OR_PATH.search(line)
    ]
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE | re.IGNORECASE)
    unhashed = [entry.split()[0] for entry in entries if "==" in entry and "--hash=" not in entry]
    if unhashed:
        found.append(f"no hash: {', '.join(unhashed)}")
    if not pins(text):
        found.append("it pins nothing")
    return found


def stale(lock: Lock, text: str) -> list[str]:
    """Resolve again, preferring what is locked: a difference means that pyproject.toml has moved on."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / lock.file
        fresh.write_text(text, encoding="utf-8")
        if not resolve(lock, fresh):  # the other checks still count
            print(f"{lock.file}: no registry was reached, so its freshness was not checked", file=sys.stderr)
            return []
        if pins(fresh.read_text(encoding="utf-8")) != pins(text):
            return ["it does not fit pyproject.toml: run `make lock`"]
    return []


def pins(text: str) -> set[str]:
    """Return the pinned requirements without their hashes and comments."""
    return set(re.findall(r"^[a-z0-9][^\s\\]*==[^\\\n]+", text, re.MULTILINE | re.IGNORECASE))


def main() -> int:
    """Write the locks, or check them; returns how many faults there are."""
    check, count = "--check" in sys.argv[1:], 0
    for lock in locks():
        text = (ROOT / lock.file).read_text(encoding="utf-8")
        if check:
            found = [*faults(text), *stale(lock, text)]
        elif resolve(lock, ROOT / lock.file):
            found = []
        else:
            found = ["it could not be resolved: is a registry at hand?"]
        count += len(found)
        for fault in found:
            print(f"{lock.file}: {fault}", file=sys.stderr)
    if check:
        print("locks: hashed, fresh, no hosts, no paths" if not count else f"locks: {count} faults")
    return count


if __name__ == "__main__":
    sys.exit(bool(main()))
