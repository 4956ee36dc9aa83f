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
    expansion_low, expansion_high
        What was believed before the lists were seen: that the total is less than ``expansion_low`` times the
        documented has a chance of 5 %, more than ``expansion_high`` times another 5 %. For latent classes.
        Both null = every chance to be on a list is as likely as any other.
    """

    seed: int = 1
    budget_seconds: float = 20.0
    level: float = 0.95
    largest_ratio: float = 21.0
    threshold: float = 0.02
    replicates: int = 1000
    complete_graph: bool = False
    chains: int = 4
    expansion_low: float | None = None
    expansion_high: float | None = None

    def __post_init__(self) -> None:
        """Refuse values that no run could use.

        Raises
        ------
        InvalidInput
            A value lies outside of its range: names it.
        """
        ratio, low, high = self.largest_ratio, self.expansion_low, self.expansion_high
        within = {
            "budget_seconds": (self.budget_seconds > 0, "more than 0"),
            "level": (0 < self.level < 1, "between 0 and 1"),
            "largest_ratio": (ratio > 1, "more than 1"),
            "threshold": (0 <= self.threshold < 1, "0 or more, under 1"),
            "replicates": (self.replicates >= 1, "1 or more"),
            "chains": (self.chains >= 1, "1 or more"),
            "expansion_low": (low is None or low > 1, "more than 1"),
            "expansion_high": (high is None or high <= ratio, f"{ratio:g} (largest_ratio) at most"),
        }
        for name, (sound, needed) in within.items():
            if not sound:
                raise InvalidInput(f"{name} = {getattr(self, name)} cannot be used; needed: {needed}")
        if (self.expansion_low is None) != (self.expansion_high is None):
            raise InvalidInput("one expansion factor alone; needed both, expansion_low and expansion_high")
        if self.expansion is not None and self.expansion[0] >= self.expansion[1]:
            raise InvalidInput(
                f"expansion_low = {self.expansion_low} is not below expansion_high = {self.expansion_high}"
            )

    @property
    def expansion(self) -> tuple[float, float] | None:
        """Both expansion factors, the lower first; null where nothing was believed."""
        if self.expansion_low is None or self.expansion_high is None:
            return None
        return self.expansion_low, self.expansion_high
