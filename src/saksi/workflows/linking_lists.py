"""From the linked record to capture histories: who is on which list, with the linkage's doubt carried on."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.estimation import CaptureHistories, histories_from_frame
from saksi.linking.components import components
from saksi.record import InvalidInput

APPEARANCES: Final = {
    "claim": pl.Int64(),  # primary key
    "event": pl.Int64(),  # null: not linked yet
    "person": pl.Int64(),
    "belongs": pl.Float64(),  # probability that the claim belongs to its event
    "outlet": pl.String(),
    "origin": pl.String(),  # code of the source that it rests on; null: nobody is named
    "repeats": pl.Boolean(),  # its report only passes on what another outlet had
    "act": pl.String(),
    "status": pl.String(),
    "place": pl.String(),
    "year": pl.String(),
    "withdrawn": pl.Boolean(),
}
NEAR: Final = {"a": pl.Int64(), "b": pl.Int64(), "chance": pl.Float64()}
STRATA: Final = ("year", "place", "status", "act")
UNSAID: Final = "not said"
FEWEST_LISTS: Final = 2
MOST_LISTS: Final = 16
DRAWS: Final = 5
ALL_PAIRS: Final = 30  # members of a cluster, beyond which they are taken as they are
SURE: Final = 0.999


@dataclass(frozen=True)
class Choice:
    """What is to be estimated, and from which lists.

    Parameters
    ----------
    by
        A list is what one ``outlet`` has, or what one source (``origin``) told.
    lists
        Names of lists; none = all of them.
    strata
        Of `STRATA`; each value is estimated on its own.
    acts
        Codes of acts that count; none = all.
    first_year, last_year
        Of the acts; null = no bound. Acts without a year are out where there is one.
    own
        Leave out what an outlet only repeats from another: a copy is no second look.
    """

    by: Literal["outlet", "origin"] = "outlet"
    lists: tuple[str, ...] = ()
    strata: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    own: bool = True

    def __post_init__(self) -> None:
        """Refuse what nobody could mean.

        Raises
        ------
        InvalidInput
            An unknown column, or years in the wrong order.
        """
        unknown = [name for name in self.strata if name not in STRATA]
        if unknown or self.by not in {"outlet", "origin"}:
            raise InvalidInput(
                f"{(*unknown, self.by)[0]!r} cannot part or name lists; strata: {', '.join(STRATA)};"
                " lists: outlet, origin"
            )
        if self.first_year and self.last_year and self.first_year > self.last_year:
            raise InvalidInput(f"from {self.first_year} to {self.last_year}: needed the earlier year first")

    def as_dict(self) -> dict[str, Any]:
        """Return the choice as JSON holds it."""
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }

    @classmethod
    def from_dict(cls, said: dict[str, Any]) -> Self:
        """Return the choice that `as_dict` gave."""
        made: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in said.items()
        }
        return cls(**made)


def chosen(appearances: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """Return the appearances that count, with the column ``list``; see `Choice`."""
    kept = appearances.filter(~pl.col("withdrawn")).with_columns(pl.col(choice.by).alias("list"))
    kept = kept.filter(pl.col("list").is_not_null())
    if choice.own:
        kept = kept.filter(~pl.col("repeats"))
    if choice.acts:
        kept = kept.filter(pl.col("act").is_in(choice.acts))
    if choice.first_year is not None:
        kept = kept.filter(pl.col("year") >= str(choice.first_year))
    if choice.last_year is not None:
        kept = kept.filter(pl.col("year") <= str(choice.last_year))
    return kept.filter(pl.col("list").is_in(choice.lists)) if choice.lists else kept


def list_sizes(appearances: pl.DataFrame, choice: Choice) -> pl.DataFrame:
    """Return the lists that could be chosen: ``list``, and ``people`` on it, largest first."""
    counted = chosen(appearances, replace(choice, lists=()))
    people = counted.with_columns(unit=units(counted)).group_by("list").agg(people=pl.col("unit").n_unique())
    return people.sort(["people", "list"], descending=[True, False])


def units(appearances: pl.DataFrame) -> pl.Series:
    """Return who is one person as the record has it: one event's single victim, or one person."""
    labels = _joined(appearances.select("event").to_series(), appearances.select("person").to_series())
    return pl.Series("unit", labels)


def _joined(*keys: pl.Series) -> NDArray[np.int64]:
    size = len(keys[0])
    first, second = [], []
    for key in keys:
        rows = pl.DataFrame({"key": key, "row": np.arange(size)}).drop_nulls()
        pairs = rows.with_columns(head=pl.col("row").min().over("key")).filter(
            pl.col("row") != pl.col("head")
        )
        first.append(pairs["head"].to_numpy())
        second.append(pairs["row"].to_numpy())
    a, b = (np.concatenate(part).astype(np.int64) for part in (first, second))
    return components(size, a, b)


def tables(
    appearances: pl.DataFrame, near: pl.DataFrame, choice: Choice, *, seed: int = 1
) -> list[CaptureHistories]:
    """Return capture histories: one where nothing is in doubt, else some draws of the linkage with weights.

    Parameters
    ----------
    appearances
        Columns `APPEARANCES`: a row a claim about one person.
    near
        Columns `NEAR`: pairs of claims that may be of one person after all.
    choice
        Lists, strata, acts and years.
    seed
        Of the draws.

    Raises
    ------
    InvalidInput
        Fewer than two lists, too many, or a list that is not there: says which lists there are.
    """
    kept = chosen(appearances, choice)
    found = sorted(kept["list"].unique().to_list())
    missing = [name for name in choice.lists if name not in found]
    if missing:
        raise InvalidInput(
            f"no claim about one person counts for {len(missing)} of the chosen lists: widen the years or"
            " acts, or leave these lists out"
        )
    if not FEWEST_LISTS <= len(found) <= MOST_LISTS:
        raise InvalidInput(
            f"{len(found)} lists with {kept.height} claims about one person each; needed"
            f" {FEWEST_LISTS} to {MOST_LISTS} lists: link events first (saksi link events ARCHIVE), and"
            " choose lists that were gathered apart from one another"
        )
    labels = list(_draws(kept, near, seed))
    return [_table(kept, units_, found, choice, 1 / len(labels)) for units_ in labels]


def _draws(kept: pl.DataFrame, near: pl.DataFrame, seed: int) -> Iterator[NDArray[np.int64]]:
    """Yield who is one person: as it stands, or as the evidence allows where it leaves doubt."""
    from saksi.linking.people import draw_persons  # noqa: PLC0415 - Splink is slow to load

    row = {claim: number for number, claim in enumerate(kept["claim"].to_list())}
    pairs = [(row[a], row[b], c) for a, b, c in near.iter_rows() if a in row and b in row]
    weak = kept.filter(pl.col("belongs") < SURE).height
    if not (pairs or weak):
        yield units(kept).to_numpy()
        return
    pairs += _within(kept)
    a, b = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    chance = np.clip([pair[2] for pair in pairs], 1 - SURE, SURE)
    odds = np.log(chance / (1 - chance))
    sure = units(
        kept.with_columns(event=pl.when(pl.col("event").len().over("event") > ALL_PAIRS).then("event"))
    )
    rng = np.random.default_rng(seed)
    for drawn in draw_persons(kept.height, np.minimum(a, b), np.maximum(a, b), odds, rng, DRAWS):
        yield _joined(pl.Series(drawn), sure)


def _within(kept: pl.DataFrame) -> list[tuple[int, int, float]]:
    """Return the pairs inside events: as likely as the less certain of the two belongs there."""
    rows = kept.with_row_index("row").drop_nulls("event").select("row", "event", "belongs")
    rows = rows.filter(pl.col("event").len().over("event") <= ALL_PAIRS)
    both = rows.join(rows, on="event", suffix="_b").filter(pl.col("row") < pl.col("row_b"))
    chance = both.select(pl.min_horizontal("belongs", "belongs_b")).to_series()
    return list(zip(both["row"].to_list(), both["row_b"].to_list(), chance.to_list(), strict=True))


def _table(
    kept: pl.DataFrame, labels: NDArray[np.int64], lists: Sequence[str], choice: Choice, weight: float
) -> CaptureHistories:
    said = kept.with_columns(unit=pl.Series(labels))
    strata = [
        pl.col(name).drop_nulls().mode().sort().first().fill_null(UNSAID).alias(f"by {name}")
        for name in choice.strata
    ]
    people = said.group_by("unit").agg(
        *((pl.col("list") == name).any().cast(pl.Int8).alias(name) for name in lists), *strata
    )
    columns = [f"by {name}" for name in choice.strata]
    grouped = people.group_by([*lists, *columns]).agg(count=pl.len()).sort([*lists, *columns])
    return replace(histories_from_frame(grouped, strata=columns, name="the linked record"), weight=weight)
