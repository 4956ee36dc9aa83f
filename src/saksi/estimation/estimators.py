"""Estimators by name: ours and those of plugins, entry-point group ``saksi.estimators``."""

from collections.abc import Mapping
from importlib.metadata import EntryPoint
from typing import Protocol

from saksi.estimation.histories import CaptureHistories
from saksi.estimation.results import Estimate
from saksi.estimation.settings import EstimationSettings
from saksi.record.plugins import installed, plugin

GROUP = "saksi.estimators"


class Estimator(Protocol):
    """A function from one table to one row."""

    def __call__(
        self, histories: CaptureHistories, *, seed: int, budget_seconds: float, settings: EstimationSettings
    ) -> Estimate:
        """Estimate the people of one table; never touches disk, network or the table.

        Parameters
        ----------
        histories
            One table without strata, at least two informative lists. Memberships may be unknown only if
            the function has the attribute ``takes_unknown = True``; otherwise they come completed.
        seed
            Of all randomness: the same seed gives the same row.
        budget_seconds
            Wall time after which it should come back with what it has, and a warning.
        settings
            The settings of the run.

        Returns
        -------
        Estimate
            With `draws` where the method has a distribution.

        Raises
        ------
        RefusedEstimate
            The table cannot carry the number: `Refused` says which rule, and what would cure it.
        """
        ...


def known() -> Mapping[str, EntryPoint]:
    """Return the estimators that are installed, by name; nothing is imported."""
    return installed(GROUP)


def estimator(name: str) -> Estimator:
    """Return the estimator of this name.

    Raises
    ------
    InvalidInput
        There is none (names the nearest), or its package cannot be loaded.
    """
    loaded: Estimator = plugin(GROUP, name, what="estimator")
    return loaded
