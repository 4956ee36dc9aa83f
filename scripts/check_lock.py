"""Checks that the lock is fresh, hashed, and names no host and no path of a machine."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
HOST_OR_PATH = re.compile(
    r"https?://|file://|--index-url|--find-links|(?<![\w.])/(?:home|root|opt|usr|tmp|work)/"
)
COMPILE = (
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "pyproject.toml",
    "--extra",
    "ko",
    "--extra",
    "llm",
    "--extra",
    "postgres",
    "--extra",
    "dev",
)


def faults() -> list[str]:
    """Return what is wrong with the lock, a sentence each."""
    text = LOCK.read_text(encoding="utf-8")
    found = [
        f"line {number} names a host or a path"
        for number, line in enumerate(text.splitlines(), 1)
        if HOST_OR_PATH.search(line)
    ]
    pinned = re.findall(r"^[a-z0-9][\w.\-\[\]]*==[^\s\\]+", text, re.MULTILINE | re.IGNORECASE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE | re.IGNORECASE)
    unhashed = [entry.split()[0] for entry in entries if "==" in entry and "--hash=" not in entry]
    if unhashed:
        found.append(f"no hash: {', '.join(unhashed)}")
    if not pinned:
        found.append("it pins nothing")
    return found + stale(text)


def stale(text: str) -> list[str]:
    """Resolve again, preferring what is locked: a difference means that pyproject.toml has moved on."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "requirements.lock"
        fresh.write_text(text, encoding="utf-8")
        uv = Path(sys.executable).with_name("uv")
        done = subprocess.run(  # noqa: S603 - our own tool, fixed arguments
            [uv, "--no-config", *COMPILE, "-o", str(fresh)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:  # no registry can be reached: the other checks still count
            print(
                "requirements.lock: no registry was reached, so its freshness was not checked",
                file=sys.stderr,
            )
            return []
        if names(fresh.read_text(encoding="utf-8")) != names(text):
            return ["it does not fit pyproject.toml: run `make lock`"]
    return []


def names(text: str) -> set[str]:
    """Return the pinned requirements without their hashes and comments."""
    return set(re.findall(r"^[a-z0-9][^\s\\]*==[^\\\n]+", text, re.MULTILINE | re.IGNORECASE))


if __name__ == "__main__":
    problems = faults()
    for problem in problems:
        print(f"requirements.lock: {problem}", file=sys.stderr)
    print("lock: hashed, fresh, no hosts, no paths" if not problems else f"lock: {len(problems)} faults")
    sys.exit(bool(problems))
