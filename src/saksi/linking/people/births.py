"""How near two dates of birth are: SQL conditions on a pair, in words, and how often strangers are so near.

A date of birth is one thing: who gives a wrong one often gets all of it wrong, so its parts are not
independent witnesses.
"""

from typing import Final, NamedTuple


class Nearness(NamedTuple):
    """One degree, from equal down; ``telling`` as in `saksi.linking.people.comparisons.Level`."""

    condition: str
    words: str
    usual: float
    telling: bool = False


SAME_YEAR, SAME_MONTH, SAME_DAY = (f"birth_{part}_l = birth_{part}_r" for part in ("year", "month", "day"))
NEAR_YEAR = (
    "(abs(birth_year_l - birth_year_r) = 1 OR birth_year_l // 10 = birth_year_r // 10 OR (birth_year_l % 10 ="
    " birth_year_r % 10 AND (birth_year_l // 100 = birth_year_r // 100 OR abs(birth_year_l - birth_year_r)"
    " = 100))"
    " OR (birth_year_l // 100 = birth_year_r // 100 AND birth_year_l % 10 = (birth_year_r // 10) % 10"
    " AND birth_year_r % 10 = (birth_year_l // 10) % 10))"
)
NEAR_DAY = (
    "(abs(birth_day_l - birth_day_r) = 1 OR birth_day_l % 10 = birth_day_r % 10 OR birth_day_l // 10 ="
    " birth_day_r // 10 OR (birth_day_l % 10 = birth_day_r // 10 AND birth_day_r % 10 = birth_day_l // 10))"
)
DAYS = " + ".join(
    f"{days} * (birth_{part}_l - birth_{part}_r)"
    for part, days in (("year", 365), ("month", 30.4), ("day", 1))
)
NEAR_DAYS = f"abs({DAYS}) <= 31"
PARTLY = "(birth_month_l IS NULL OR birth_month_r IS NULL OR birth_day_l IS NULL OR birth_day_r IS NULL)"
NEARNESS: Final = (
    Nearness(f"{SAME_YEAR} AND {SAME_MONTH} AND {SAME_DAY}", "the same", 4e-5, telling=True),
    Nearness(
        f"{SAME_YEAR} AND birth_month_l = birth_day_r AND birth_day_l = birth_month_r",
        "day and month exchanged",
        1e-5,
        telling=True,
    ),
    Nearness(
        f"{SAME_MONTH} AND {SAME_DAY} AND {NEAR_YEAR}",
        "the same day, the year one digit apart",
        6e-4,
        telling=True,
    ),
    Nearness(
        f"{SAME_MONTH} AND {SAME_DAY} AND abs(birth_year_l - birth_year_r) <= 5",
        "the same day, up to five years apart",
        3e-4,
        telling=True,
    ),
    Nearness(f"{SAME_MONTH} AND {SAME_DAY}", "the same day of another year", 2.2e-3),
    Nearness(
        f"{SAME_YEAR} AND {SAME_MONTH} AND {NEAR_DAY}",
        "the same month, the day one digit apart",
        5e-4,
        telling=True,
    ),
    Nearness(f"{SAME_YEAR} AND {SAME_DAY}", "the same year and day of the month", 5e-4),
    Nearness(f"{SAME_YEAR} AND {SAME_MONTH}", "the same month", 7e-4),
    Nearness(NEAR_DAYS, "up to a month apart", 1.4e-3),
    Nearness(f"{SAME_YEAR} AND {PARTLY}", "the same year; the day is not known on both sides", 5e-4),
    Nearness(SAME_YEAR, "the same year, another day", 0.011),
    Nearness(f"{NEAR_YEAR} AND ({SAME_MONTH} OR {SAME_DAY} OR {PARTLY})", "the year one digit apart", 0.022),
    Nearness(NEAR_YEAR, "the year one digit apart, another day", 0.16),
    Nearness(f"{SAME_MONTH} OR {SAME_DAY}", "only the month or the day of the month the same", 0.09),
)
