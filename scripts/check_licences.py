"""Checks that nothing under the GPL or AGPL is needed at run time; prints the licence table with --table."""

import re
import sys
from importlib.metadata import Distribution, distributions

from packaging.requirements import Requirement

FORBIDDEN = re.compile(r"(?<!L)\bA?GPL|(?<!Lesser )GNU (?:Affero )?General Public", re.IGNORECASE)
ALLOWED_EITHER = re.compile(r"\b(?:MIT|BSD|Apache|MPL|ISC|LGPL|Artistic)\b", re.IGNORECASE)


def licence(package: Distribution) -> str:
    """Return what a package says of its licence, shortened."""
    about = package.metadata
    classifiers = [
        line.split("::")[-1].strip()
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    stated = [line for key in ("License-Expression", "License") for line in about.get_all(key) or []]
    said = (
        (about.get_all("License-Expression") or [""])[0]
        or ", ".join(classifiers)
        or (stated or ["not said"])[0]
    )
    return said.strip().splitlines()[0][:60]


def needed(installed: dict[str, Distribution]) -> set[str]:
    """Return the names of the packages that Saksi needs at run time, with all that they need."""
    seen: set[str] = set()
    waiting = ["saksi"]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in installed:
            continue
        seen.add(name)
        for line in installed[name].requires or []:
            requirement = Requirement(line)
            extras = {"ko", "llm", "postgres"} if name == "saksi" else set()
            if requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in extras | {""}
            ):
                waiting.append(canonical(requirement.name))
    return seen


def canonical(name: str) -> str:
    """Return the name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Return the number of packages under a licence that may not be needed at run time."""
    installed = {canonical(package.metadata["Name"]): package for package in distributions()}
    bad = 0
    for name in sorted(needed(installed) - {"saksi"}):
        said = licence(installed[name])
        wrong = bool(FORBIDDEN.search(said)) and not ALLOWED_EITHER.search(said)
        bad += wrong
        if wrong or "--table" in sys.argv:
            print(f"{name:28} {installed[name].version:14} {said}{'   <- not allowed' if wrong else ''}")
    print(f"licences: {len(needed(installed)) - 1} packages at run time, {bad} not allowed")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main()))
