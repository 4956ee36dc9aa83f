"""From overlapping lists to how many people no list holds, or a reasoned refusal."""

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
