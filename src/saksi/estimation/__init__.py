"""From overlapping lists to how many people no list holds, or a reasoned refusal.

Names load their modules when they are asked for: whoever only reads settings need not wait for SciPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from saksi.estimation.arrivals import histories_from_csv, histories_from_frame, mixed
    from saksi.estimation.estimators import Estimator, known
    from saksi.estimation.histories import NO, UNKNOWN, YES, CaptureHistories
    from saksi.estimation.results import Estimate, Estimates, Refused
    from saksi.estimation.running import estimate
    from saksi.estimation.settings import EstimationSettings

__all__ = [
    "NO",
    "UNKNOWN",
    "YES",
    "CaptureHistories",
    "Estimate",
    "Estimates",
    "EstimationSettings",
    "Estimator",
    "Refused",
    "estimate",
    "histories_from_csv",
    "histories_from_frame",
    "known",
    "mixed",
]

_HOMES = {
    "arrivals": ("histories_from_csv", "histories_from_frame", "mixed"),
    "estimators": ("Estimator", "known"),
    "histories": ("NO", "UNKNOWN", "YES", "CaptureHistories"),
    "results": ("Estimate", "Estimates", "Refused"),
    "running": ("estimate",),
    "settings": ("EstimationSettings",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Return a public name, from the module that it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
