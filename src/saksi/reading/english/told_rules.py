"""Times that hang on the one told last: "two weeks later", "the next day", "since then"."""

import re
from datetime import timedelta

from saksi.reading.english.calendar_days import Days, month_days, month_number, week_days
from saksi.reading.english.time_rules import Anchor, Interval, number_of, shifted

NIGHT = timedelta(days=1)  # from its evening to its morning: the longest that "that night" may be


def following_month(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "the following April": the first one after the time told last."""
    if anchor.day is None:
        return None
    wanted = month_number(found["month"])
    return month_days(anchor.day.year + (wanted <= anchor.day.month), wanted)


def later(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "two weeks later", "three days before": from the day told last."""
    if anchor.day is None:
        return None
    way = found["way"].lower()
    sign = -1 if way in ("earlier", "before", "previously") else 1
    if anchor.here and way in (
        "before",
        "after",
    ):  # "died on Thursday, eleven days after they had let him go"
        sign = -sign
    start = anchor.told[0] if sign < 0 else anchor.day
    return shifted(start or anchor.day, found["unit"].lower(), sign * number_of(found["n"]))


def since_then(_: re.Match[str], anchor: Anchor) -> Interval | None:
    """Place "since then": from the time told last, with an open end."""
    return (anchor.told[0], None) if anchor.told[0] else None


def following(found: re.Match[str], anchor: Anchor) -> Days | None:
    """Place "the next day", "the same night", "that month": from the time told last."""
    which, unit = found["which"].lower(), found["unit"].lower()
    by = {"same": 0, "that": 0, "that same": 0, "previous": -1, "preceding": -1, "before": -1}.get(which, 1)
    fine = {"week": "week", "month": "month", "year": "year"}.get(unit, "day")
    low, high = anchor.told
    if fine == "day" and by == 0 and low and high and high - low > NIGHT and anchor.lately[0]:
        low, high = anchor.lately  # the same day as one told before a month or a year was
    if low is None or high is None:
        return None
    if fine == "week":
        return week_days(high, by) if (high - low).days < 7 else None
    if fine == "day" and by == 0:
        return low, high
    return shifted(high if by > 0 else low, fine, by)
