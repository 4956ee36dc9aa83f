"""What estimation answers: a number of people with bounds, or the reason why there is none."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from saksi.record import RefusedEstimate

Draws = NDArray[np.float64]  # (draws,): totals, in people


class Refused(RefusedEstimate):
    """A refusal with what it needs to become an answer.

    Parameters
    ----------
    reason
        One sentence in plain words.
    rule
        The rule that refuses: a name of `saksi.estimation.refusals`, or of the estimator.
    needed
        What would cure it: each an overlap that is missing, or a thing to do.
    """

    def __init__(self, reason: str, *, rule: str, needed: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason, self.rule, self.needed = reason, rule, tuple(needed)


@dataclass(frozen=True)
class Estimate:
    """One row of the answer: a method on a stratum. People throughout.

    Parameters
    ----------
    method
        ``chapman``, ``chao``, ``loglinear``, ``dga``, ``lcm``, ``combined``, or a plugin's name.
    documented
        People on at least one list.
    total, lower, upper
        ``documented <= lower <= total <= upper``; all null when refused.
    stratum
        Null = the whole table.
    level
        Of the interval.
    refused
        Why there is no number; null when there is one.
    warnings
        What is doubtful about this table.
    caveats
        What always holds for the method: its assumption first.
    diagnostics
        What can be looked at: JSON values only.
    draws
        Totals drawn from the answer's distribution, for mixing; not part of JSON.
    """

    method: str
    documented: int
    total: float | None = None
    lower: float | None = None
    upper: float | None = None
    stratum: str | None = None
    level: float = 0.95
    refused: str | None = None
    warnings: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    draws: Draws | None = field(default=None, repr=False, compare=False)

    @classmethod
    def refusal(cls, method: str, documented: int, why: Refused, **more: Any) -> Self:
        """Return a refusal as a row; what would cure it is said in the reason and listed in ``needed``."""
        cure = f" Needed: {'; '.join(why.needed)}." if why.needed else ""
        diagnostics = {**more.pop("diagnostics", {}), "rule": why.rule, "needed": list(why.needed)}
        return cls(method, documented, refused=f"{why.reason}{cure}", diagnostics=diagnostics, **more)

    @classmethod
    def from_draws(cls, method: str, documented: int, draws: Draws, *, level: float, **more: Any) -> Self:
        """Return the median and the central interval of drawn totals."""
        tail = (1 - level) / 2
        lower, total, upper = (float(x) for x in np.quantile(draws, (tail, 0.5, 1 - tail)))
        return cls(method, documented, total, lower, upper, level=level, draws=draws, **more)

    @property
    def answered(self) -> bool:
        """Whether there is a number."""
        return self.refused is None

    def as_dict(self) -> dict[str, Any]:
        """Return the row as JSON holds it; people are whole numbers there."""
        return {
            "method": self.method,
            "stratum": self.stratum,
            "documented": self.documented,
            "total": _people(self.total),
            "lower": _people(self.lower),
            "upper": _people(self.upper),
            "level": self.level,
            "refused": self.refused,
            "warnings": list(self.warnings),
            "caveats": list(self.caveats),
            "diagnostics": as_json(self.diagnostics),
        }

    def _repr_html_(self) -> str:
        """Return the row as a notebook shows it."""
        return Estimates((self,))._repr_html_()


@dataclass(frozen=True)
class Estimates:
    """All rows of one run, with what is needed to repeat it.

    Parameters
    ----------
    rows
        In the order of strata, then methods; ``combined`` last of each.
    settings, versions
        What it was made with.
    input_sha256
        Hash of the table (of all tables, for draws).
    """

    rows: tuple[Estimate, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    input_sha256: str = ""

    def __iter__(self) -> Iterator[Estimate]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, method: str) -> Estimate:
        """Return the row of a method for the whole table.

        Raises
        ------
        KeyError
            The method was not run.
        """
        return self.of(method)

    def of(self, method: str, stratum: str | None = None) -> Estimate:
        """Return the row of a method and stratum; null = the whole table.

        Raises
        ------
        KeyError
            There is no such row.
        """
        for row in self.rows:
            if (row.method, row.stratum) == (method, stratum):
                return row
        raise KeyError(f"{method}, {stratum}")

    def as_dict(self) -> dict[str, Any]:
        """Return ``results``, ``settings``, ``versions``, ``input_sha256``."""
        return {
            "results": [row.as_dict() for row in self.rows],
            "settings": as_json(self.settings),
            "versions": dict(self.versions),
            "input_sha256": self.input_sha256,
        }

    def to_json(self, *, input_sha256: str | None = None) -> str:
        """Return the run as JSON text, ending with a line end.

        Parameters
        ----------
        input_sha256
            Of the file that the table came from; null = of the table.
        """
        said = self.as_dict() | ({"input_sha256": input_sha256} if input_sha256 else {})
        return json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def _repr_html_(self) -> str:
        """Return the run as a notebook shows it."""
        from saksi.estimation.page import section  # noqa: PLC0415 - the page knows the results, not they it

        return section(self)


def as_json(value: Any) -> Any:
    """Return a value as JSON can hold it: NumPy's numbers as Python's, what is not finite as null."""
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [as_json(item) for item in value]
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(f"{float(value):.6g}") if math.isfinite(value) else None
    return value


def _people(number: float | None) -> float | None:
    return None if number is None else round(number, 1)
