"""Settings and runner with which Django's own tests run on one of the two backends: see django_tests.py.

Environment: ``BACKEND`` is ``stock`` or ``sealed``, ``RESULTS`` the JSON file to write, ``FOLDER`` where the
test databases lie. Files, not memory: what is sealed is a file.
"""

import json
import os
import unittest
from pathlib import Path
from typing import Any

from django.test.runner import DiscoverRunner

ENGINES = {"stock": "django.db.backends.sqlite3", "sealed": "saksi.workspace.backend"}
BACKEND = os.environ["BACKEND"]
FOLDER = Path(os.environ["FOLDER"])

if BACKEND == "sealed":
    from saksi.workspace.backend.key import set_key_holder

    set_key_holder(lambda _database: b"\x5a" * 32)

DATABASES = {
    alias: {
        "ENGINE": ENGINES[BACKEND],
        "NAME": str(FOLDER / f"{alias}.db"),
        "TEST": {"NAME": str(FOLDER / f"test-{alias}.db")},
    }
    for alias in ("default", "other")
}
SECRET_KEY = "of tests only"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = False
TEST_RUNNER = "django_runner.Recorder"


class _Results(unittest.TextTestResult):
    """Notes what became of each test, by its full name; of a test with sub-tests the worst."""

    outcomes: dict[str, str]

    def startTestRun(self) -> None:  # noqa: N802 - unittest's name
        super().startTestRun()
        self.outcomes = {}

    def startTest(self, test: unittest.TestCase) -> None:  # noqa: N802
        super().startTest(test)
        self.outcomes.setdefault(test.id(), "ok")

    def addError(self, test: unittest.TestCase, err: Any) -> None:  # noqa: N802
        super().addError(test, err)
        self.outcomes[test.id()] = "error"

    def addFailure(self, test: unittest.TestCase, err: Any) -> None:  # noqa: N802
        super().addFailure(test, err)
        self.outcomes[test.id()] = "failure"

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, err: Any) -> None:  # noqa: N802
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.outcomes[test.id()] = "failure"

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:  # noqa: N802
        super().addSkip(test, reason)
        self.outcomes[test.id()] = "skipped"

    def addExpectedFailure(self, test: unittest.TestCase, err: Any) -> None:  # noqa: N802
        super().addExpectedFailure(test, err)
        self.outcomes[test.id()] = "expected failure"

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        super().addUnexpectedSuccess(test)
        self.outcomes[test.id()] = "unexpected success"


class Recorder(DiscoverRunner):
    """Django's runner, which also writes each test's outcome into a file."""

    def get_resultclass(self) -> type[unittest.TextTestResult]:
        """Return the class that notes outcomes."""
        return _Results

    def suite_result(self, suite: Any, result: Any, **kwargs: Any) -> int:
        """Write the outcomes; return how many tests failed."""
        Path(os.environ["RESULTS"]).write_text(json.dumps(result.outcomes), encoding="utf-8")
        return super().suite_result(suite, result, **kwargs)
