"""What all tests share: the folder beside the project, Hypothesis settings, skips that CI does not accept."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Playwright keeps an event loop in the thread of the tests; Django would refuse the database there. Nothing
# in these tests is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
SHARED = Path(__file__).parents[2] / "shared"

settings.register_profile(
    "short", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "long", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder ../shared, whose texts the project must not carry."""
    if not SHARED.is_dir():
        needed(f"the folder {SHARED.name} beside the project is absent: it holds the annotated reports")
    return SHARED


def needed(reason: str) -> None:
    """Skip because something of the machine is missing; in CI that is a failure."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"CI must have it: {reason}")
    pytest.skip(reason)
