"""How numbers, days, places and tellers are put into words, in both languages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from saksi.findings.custody import Handled
from saksi.findings.model import Reviewed
from saksi.findings.select import Statement
from saksi.findings.sources import Independence, Weakest
from saksi.findings.tellers import Teller, teller_of
from saksi.findings.text import Text, joined, listed, plain, said, say, term
from saksi.record import Bounds, Claim, Report, Time

DAYS_KEPT = 10_000  # spans of days in words: a record says the same ones again and again
QUOTE_LENGTH = 220  # characters of a passage in a table; the whole stands in the evidence


def number(bounds: Bounds) -> Text:
    """Return the large figure: "40 to 60", "40 or more", "up to 60"; Korean with its unit."""
    low, high = bounds.min, bounds.max
    if low is None and high is None:
        return say("count.unknown")
    if low is None:
        return say("count.up_to", n=high or 0)
    if high is None:
        return say("count.or_more", n=low)
    return say("count.exact", n=low) if low == high else say("count.range", low=low, high=high)


def noun(bounds: Bounds) -> Text:
    """Return "person" for exactly one, else "persons"; Korean has it in the number."""
    return say("noun.person" if bounds.min == bounds.max == 1 else "noun.persons")


def amount(bounds: Bounds) -> Text:
    """Return figures with their unit: never a number without one."""
    low, high = bounds.min, bounds.max
    unit = bounds.unit
    if low is None and high is None:
        return say("count.unknown")
    if low is None:
        return say(f"amount.{unit}.up_to", n=high or 0)
    if high is None:
        return say(f"amount.{unit}.or_more", n=low)
    return (
        say(f"amount.{unit}.exact", n=low) if low == high else say(f"amount.{unit}.range", low=low, high=high)
    )


def bounds_said(claim: Claim) -> Bounds:
    """Return one claim's own bounds."""
    return Bounds(min=claim.count.min, max=claim.count.max, unit=claim.count.unit)


def victim(statement: Statement) -> Text:
    """Return to whom, in the report's words; null is said to be unknown."""
    words = statement.claim.victim.text
    return said(words, statement.report.language) if words else say("victim.unknown")


def quote(statement: Statement) -> Text:
    """Return the core passage, shortened at a word when it is long."""
    words = " ".join(statement.core.of(statement.report.text).split())
    if len(words) > QUOTE_LENGTH:
        cut = words[:QUOTE_LENGTH]
        words = (cut.rsplit(" ", 1)[0] if " " in cut[QUOTE_LENGTH // 2 :] else cut) + " …"
    return said(words, statement.report.language)


def grounds(claim: Claim) -> Text:
    """Return the accusations, or that none is told."""
    return joined(term("ground", g) for g in claim.grounds) if claim.grounds else say("ground.unsaid")


def place(statement: Statement) -> Text:
    """Return where the act was done, at the level known."""
    where = statement.claim.place
    parts = dict.fromkeys(part for part in (where.text, where.admin1) if part)
    if parts:
        return joined(said(part, statement.report.language) for part in parts)
    return say("place.unknown")


def when(time: Time) -> Text:
    """Return the days that the words allow, never more exact than they are."""
    start, end = time.from_, time.to
    if start is None and end is None:
        return say("time.unknown")
    if start is None or end is None:
        return say("time.until", day=day(end)) if end else say("time.since", day=day(start or date.min))
    if start == end:
        return day(start)
    return _interval(start, end)


def when_said(statement: Statement) -> Text:
    """Return the days, and the words said where the days are not known or wider than one."""
    time, report = statement.claim.time, statement.report
    if time.text and time.from_ is None and time.to is None:
        note = say("time.undated") if report.published is None else say("time.loose")
        return said(time.text, report.language) + plain(" ") + note
    words = when(time)
    return words + plain(", ") + said(time.text, report.language) if time.text else words


@lru_cache(DAYS_KEPT)
def day(value: date) -> Text:
    """Return a day: 14 Mar 2024."""
    return say("date.day", d=str(value.day), month=_month(value), y=str(value.year))


def handled_words(handled: Sequence[Handled]) -> Text:
    """Return what happened to an original: "received 14 Mar 2024 by K-7QX2; verified 3 times, ..."."""
    return joined(map(_handled, handled), "; ")


def _handled(one: Handled) -> Text:
    by = say("kept.by", who=", ".join(one.by)) if one.by else Text()
    what = say(f"kept.{one.event}")
    if one.times == 1:
        return say("kept.once", what=what, day=day(one.first), by=by)
    return say("kept.often", what=what, n=one.times, first=day(one.first), last=day(one.last), by=by)


def published(report: Report) -> Text:
    """Return the day of publication, or "undated"."""
    return day(report.published) if report.published else say("report.undated")


def teller_words(teller: Teller) -> Text:
    """Return a teller as its report words it; the outlet's own voice is said to be that."""
    return said(teller.words, teller.language) if teller.words else say("teller.outlet", outlet=teller.outlet)


def according_to(statement: Statement) -> Teller:
    """Return the claim's own origin."""
    return teller_of(statement.claim.attribution, statement.report)


def institutions(statements: Iterable[Statement], most: int = 3) -> Text:
    """Return the institutions named most often with their claims, and how many claims name none."""
    named = Counter(s.claim.perpetrator.institution for s in statements)
    unsaid = named.pop(None, 0)
    top = sorted(named.items(), key=lambda item: (-item[1], str(item[0])))[:most]
    parts = [term("institution", str(code)) + plain(f" {n:,}") for code, n in top]
    if unsaid:
        parts.append(say("institution.unsaid") + plain(f" {unsaid:,}"))
    return joined(parts)


def sources(found: Independence) -> Text:
    """Return the words of the corroboration badge."""
    if found.high == 0:
        return say("sources.none")
    if found.high is None:
        return say("sources.open", low=found.low, reports=found.reports)
    if found.high == 1:
        return say("sources.one", reports=found.reports)
    if found.low == found.high:
        return say("sources.exact", n=found.low, reports=found.reports)
    return say("sources.range", low=found.low, high=found.high, reports=found.reports)


def events_told(found: Independence) -> Text | None:
    """Return how many events the claims tell of; null where nobody has linked them."""
    if found.events is None:
        return None
    return say("side.events_value", n=found.events, sure=found.events_sure or 0, one=found.events_single or 0)


def reviewed(found: Reviewed) -> Text:
    """Return how many of the claims a person has decided."""
    key = "value" if 0 < found.decided < found.of else "all" if found.decided else "none"
    return say(f"side.reviewed_{key}", n=found.decided, of=found.of)


def if_wrong(weakest: Weakest) -> Text:
    """Return what falls when the weakest teller is wrong."""
    who = teller_words(weakest.teller)
    heard = who if weakest.teller.words is None else who + plain(f" ({weakest.teller.outlet})")
    if weakest.falls == weakest.of:
        return say("weakest.all", who=heard)
    words = say("weakest.some", who=heard, n=weakest.falls, of=weakest.of)
    if weakest.events and weakest.of_events:
        words += say("weakest.events", n=weakest.events, of=weakest.of_events)
    return words + say("weakest.figure") if weakest.figure else words


def counted(pairs: Iterable[tuple[Text, int]]) -> Text:
    """Return "English 2, Korean 1"."""
    return joined(name + plain(f" {n:,}") for name, n in pairs)


def language_name(code: str | None) -> Text:
    """Return a language by name; one without a name here by its code."""
    if code is None:
        return say("language.unknown")
    return say(f"language.{code}") if code in ("en", "ko") else plain(code)


@lru_cache(DAYS_KEPT)
def _interval(start: date, end: date) -> Text:
    whole_months = start.day == 1 and (end + timedelta(days=1)).day == 1
    if whole_months and (start.month, end.month) == (1, 12):
        if start.year == end.year:
            return say("date.year", y=str(start.year))
        return say("date.years", a=str(start.year), b=str(end.year))
    same_month = (start.year, start.month) == (end.year, end.month)
    if same_month and whole_months:
        return say("date.month", month=_month(start), y=str(start.year))
    if whole_months and start.year == end.year:
        return say("date.months", a=_month(start), b=_month(end), y=str(start.year))
    if same_month:
        return say("date.days", a=str(start.day), b=str(end.day), month=_month(start), y=str(start.year))
    return say("date.range", a=day(start), b=day(end))


def _month(value: date) -> Text:
    return say(f"month.{value.month}")


def titles(reports: Iterable[Report]) -> Text:
    """Return outlets with the titles of their reports, for a short lead."""
    return listed(_named(report) for report in reports)


def _named(report: Report) -> Text:
    outlet = plain(report.outlet or report.id)
    return outlet + plain(", ") + said(report.title, report.language) if report.title else outlet
