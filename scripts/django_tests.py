"""Runs a part of Django's own database tests on stock SQLite and on our sealed backend, and compares.

    python scripts/django_tests.py            the short set (a minute)
    python scripts/django_tests.py --long     all that is about the database

The tests come with Django's source distribution of the locked version, whose hash the lock pins; pip fetches
it once into `.venv`. Exit: 0 no difference, 1 differences (each is named), 3 the source cannot be fetched.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".venv" / "django-tests"
NOT_FETCHED = 3
SHORT = ("basic", "bulk_create", "transactions", "get_or_create")
LONG = (
    *SHORT,
    "aggregation",
    "aggregation_regress",
    "annotations",
    "backends",
    "constraints",
    "custom_lookups",
    "dates",
    "datetimes",
    "db_functions",
    "defer",
    "delete",
    "expressions",
    "expressions_case",
    "expressions_window",
    "force_insert_update",
    "foreign_object",
    "from_db_value",
    "generic_relations",
    "indexes",
    "introspection",
    "lookup",
    "m2m_through",
    "many_to_many",
    "many_to_one",
    "migrations",
    "model_fields",
    "model_inheritance",
    "null_queries",
    "one_to_one",
    "ordering",
    "prefetch_related",
    "queries",
    "raw_query",
    "schema",
    "select_for_update",
    "select_related",
    "serializers",
    "timezones",
    "transaction_hooks",
    "update",
    "update_only_fields",
)


def main() -> int:
    """Run both and say what differs."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--long", action="store_true", help="all that is about the database")
    options.add_argument("modules", nargs="*", help="these modules of Django's tests instead")
    asked = options.parse_args()
    modules = asked.modules or (LONG if asked.long else SHORT)
    tests = fetched()
    if tests is None:
        print("Django's source distribution cannot be fetched here", file=sys.stderr)
        return NOT_FETCHED
    outcomes = {backend: run(tests, backend, modules) for backend in ("stock", "sealed")}
    differences = compared(outcomes["stock"], outcomes["sealed"])
    for line in differences:
        print(line)
    ran = sum(outcome == "ok" for outcome in outcomes["sealed"].values())
    print(
        f"{len(outcomes['sealed'])} tests of {len(modules)} modules, {ran} passed, {len(differences)} differ"
    )
    return 1 if differences or not ran else 0


def fetched() -> Path | None:
    """Return the folder of Django's tests, fetched by pip against the lock's hashes; None = cannot be."""
    name = f"django-{version('django')}"
    tests = CACHE / name / "tests"
    if tests.is_dir():
        return tests
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "django.txt"
        wanted.write_text(locked(), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--no-binary", "django", "--no-build-isolation", "--require-hashes"]
        done = subprocess.run(  # noqa: S603 - our own words
            [*command, "-r", str(wanted), "-d", folder], capture_output=True, check=False, timeout=300
        )
        archives = list(Path(folder).glob("*.tar.gz"))
        if done.returncode or not archives:
            return None
        with tarfile.open(archives[0]) as source:
            source.extractall(CACHE, filter="data")
    return tests


def locked() -> str:
    """Return the lines of the lock that pin Django."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = re.search(r"^django==.*(?:\n +--hash=.*)+", lock, re.MULTILINE)
    if found is None:
        raise SystemExit("requirements.lock does not pin django")
    return found[0] + "\n"


def run(tests: Path, backend: str, modules: tuple[str, ...] | list[str]) -> dict[str, str]:
    """Run modules of Django's tests on one backend; return each test's outcome."""
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.json"
        environment = os.environ | {
            "BACKEND": backend,
            "RESULTS": str(results),
            "FOLDER": folder,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "scripts"), str(ROOT / "src")]),
            "PYTHONWARNINGS": "ignore",
        }
        command = [sys.executable, "runtests.py", "--settings=django_runner", "--parallel=1", "-v0"]
        done = subprocess.run(  # noqa: S603 - our own words
            [*command, *modules], cwd=tests, env=environment, capture_output=True, text=True, check=False
        )
        if not results.exists():
            raise SystemExit(f"Django's tests did not run on {backend}:\n{done.stderr[-2000:]}")
        found: dict[str, str] = json.loads(results.read_text(encoding="utf-8"))
        return found


def compared(stock: dict[str, str], sealed: dict[str, str]) -> list[str]:
    """Return a line for each test whose outcome is another on our backend."""
    return [
        f"{name}: {stock.get(name, 'absent')} on SQLite, {sealed.get(name, 'absent')} on the sealed backend"
        for name in sorted(stock.keys() | sealed.keys())
        if stock.get(name) != sealed.get(name)
    ]


if __name__ == "__main__":
    sys.exit(main())
