"""Prints the part of the lock that installing needs: uv, and setuptools to unpack one data package."""

import re
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
WANTED = ("uv", "setuptools")


def entries(text: str, names: tuple[str, ...]) -> str:
    """Return the lock's entries of these packages, hashes included."""
    found = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    return "".join(entry for entry in found if entry.split("==")[0] in names)


if __name__ == "__main__":
    print(entries(LOCK.read_text(encoding="utf-8"), WANTED))
