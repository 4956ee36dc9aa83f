"""A part of Django's own database tests gives the same results on the sealed backend as on stock SQLite."""

import os
import subprocess
import sys
from pathlib import Path

from scripts.django_tests import NOT_FETCHED, compared
from tests.conftest import needed

ROOT = Path(__file__).parents[3]
LONG = ["--long"] if os.environ.get("HYPOTHESIS_PROFILE") == "long" else []


def test_djangos_own_tests_see_no_difference() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/django_tests.py", *LONG],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == NOT_FETCHED:
        needed("Django's source distribution cannot be fetched")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 differ" in done.stdout


def test_a_test_with_another_outcome_is_named() -> None:
    stock, sealed = {"a.test_x": "ok", "a.test_y": "ok"}, {"a.test_x": "failure", "a.test_z": "ok"}
    assert [line.split(":")[0] for line in compared(stock, sealed)] == ["a.test_x", "a.test_y", "a.test_z"]
