"""Settings of estimation: one place for each number that a user may change."""

from dataclasses import dataclass

from saksi.record import InvalidInput


@dataclass(frozen=True, slots=True)
class EstimationSettings:
    """What may be set; the defaults are what the coverage study was run with.

    Parameters
    ----------
    seed
        Of all draws: the same table, settings and seed give the same answer.
    budget_seconds
        Bound on the time of one table.
    level
        Of the intervals, between 0 and 1.
    largest_ratio
        Prior bound on the total, as a multiple of the documented; reported with each answer.
    threshold
        Of the p-value below which stepwise selection takes a pair of lists into a log-linear model.
    replicates
        Of the bootstrap.
    complete_graph
        Whether decomposable graphs include the complete one, whose answer is the prior.
    chains
        Of the latent class sampler.
    """

    seed: int = 1
    budget_seconds: float = 20.0
    level: float = 0.95
    largest_ratio: float = 21.0
    threshold: float = 0.02
    replicates: int = 1000
    complete_graph: bool = False
    chains: int = 4

    def __post_init__(self) -> None:
        """Refuse values that no run could use.

        Raises
        ------
        InvalidInput
            A value lies outside of its range: names it.
        """
        within = {
            "budget_seconds": self.budget_seconds > 0,
            "level": 0 < self.level < 1,
            "largest_ratio": self.largest_ratio > 1,
            "threshold": 0 <= self.threshold < 1,
            "replicates": self.replicates >= 1,
            "chains": self.chains >= 1,
        }
        for name, sound in within.items():
            if not sound:
                raise InvalidInput(f"{name} = {getattr(self, name)} cannot be used; see EstimationSettings")
