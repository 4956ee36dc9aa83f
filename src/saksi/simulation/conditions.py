"""What hangs over people without being an act: fear in a county (M16), households deprived (M12)."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.codes import ACTS, CONDITION_KINDS, SEVERE_CODES, code
from saksi.simulation.scenario import Fear, Scenario
from saksi.simulation.streams import uniform

DURATION = 20  # field of the hash
LONGEST = 10_000  # days; a day is 16 bits wide


class FearIndex:
    """The fear index of a province's counties: acts a thousand people, half forgotten a half-life."""

    def __init__(self, settings: Fear, first_county: int, people: NDArray[np.int64]) -> None:
        self._settings, self._first, self._people = settings, first_county, people
        self._level = np.zeros(len(people))

    def month(self, acts: pl.DataFrame, day_from: int, day_to: int) -> pl.DataFrame:
        """Return the month's mean a county, columns `CONDITIONS`, from the acts of its days."""
        settings, width = self._settings, len(self._people)
        severe = np.isin(acts["act"].to_numpy(), SEVERE_CODES)
        weight = np.where(severe, settings.severe, settings.other)
        weight = weight * np.where(acts["public"].to_numpy() == 1, settings.public, 1.0)
        cell = (
            (acts["day"].to_numpy().astype(np.int64) - day_from) * width
            + acts["county"].to_numpy()
            - self._first
        )
        counted = np.bincount(cell, weights=weight, minlength=(day_to - day_from) * width).reshape(-1, width)
        added = counted * (1000 / self._people)
        fade, total = 0.5 ** (1 / settings.half_life_days), np.zeros(width)
        for today in added:
            self._level = self._level * fade + today
            total += self._level
        columns = {
            "kind": np.full(width, code("fear", CONDITION_KINDS), np.uint8),
            "day_from": np.full(width, day_from, np.int16),
            "day_to": np.full(width, day_to, np.int16),
            "county": np.arange(self._first, self._first + width, dtype=np.uint16),
            "hh": np.full(width, -1, np.int32),
            "value": total / len(added),
            "cause": np.full(width, -1, np.int64),
        }
        return pl.DataFrame(columns)


def deprivations(
    scenario: Scenario, seed: int, acts: pl.DataFrame, households: NDArray[np.int32], first_person: int
) -> pl.DataFrame:
    """Return how long each deprivation holds, columns `CONDITIONS`.

    Parameters
    ----------
    scenario
        For the mean; lengths are geometric, at least a day.
    seed
        Lengths are a hash of seed and act: they draw from no stream.
    acts
        Of one province, columns `ACTS_TABLE`.
    households, first_person
        ``hh`` of the province's people, both numbered within it, and the number of its first person.
    """
    which = np.flatnonzero(acts["act"].to_numpy() == code("deprivation", ACTS))
    day, ids, person, county = (
        acts[name].to_numpy()[which] for name in ("day", "act_id", "person", "county")
    )
    stay, u = 1 - 1 / scenario.deprivation.mean_days, uniform(seed, ids, DURATION)
    days = 1 + (np.floor(np.log1p(-u) / np.log(stay)) if stay > 0 else np.zeros(len(u)))
    columns = {
        "kind": np.full(len(ids), code("deprivation", CONDITION_KINDS), np.uint8),
        "day_from": day,
        "day_to": day + np.minimum(days, LONGEST).astype(np.int16),
        "county": county,
        "hh": households[person - first_person] + np.int32(first_person),
        "value": np.ones(len(ids)),
        "cause": ids,
    }
    return pl.DataFrame(columns)
