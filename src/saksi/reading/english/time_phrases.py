"""How English says a time: the phrases, each with the rule that places it; the first that fits wins."""

import re

from saksi.reading.english import time_rules as rule
from saksi.reading.english import told_rules as told
from saksi.reading.english.calendar_days import EASTER, FEASTS, WEEKDAYS

_COUNT = rf"(?P<n>\d+|{'|'.join(sorted(rule.SMALL, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|night|week|fortnight|month|year|decade)s?"
_MONTH_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH = rf"(?P<month>{_MONTH_WORD})\b\.?"
_ORDINAL = "|".join(sorted(rule.ORDINALS, key=len, reverse=True))
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DAY_OF = rf"(?P<day>[0-3]?\d(?:st|nd|rd|th)?|{_ORDINAL})"
_LAST_DAY = r"(?:[-–]| (?:and|to) )(?P<last>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_WEEKDAY_BEFORE = rf"(?:{_WEEKDAY},? )?"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_PART = (
    r"(?P<part>early|mid|middle|late|(?:the )?(?:very )?(?:beginning|start|opening days|first days|early days"
    r"|middle|end|close|last days|final days|latter part|first half|second half"
    r"|(?:first|second|third|fourth|last|final) week))(?:[ -](?:of |in )?|[ -]?(?=[a-z]))"
)
_TIMES_OF_DAY = r"(?:early |late )?(?:morning|evening|afternoon|night|midnight)"
_HOUR = (  # "around 11 at night on", "in the early morning of", "before dawn on"
    r"(?:(?:at |around |about |shortly before |shortly after |just before |before |after |by )*"
    r"(?:[\w:.]+ (?:a\.?m\.?|p\.?m\.?|o'clock) |[a-z\d]+ (?:at|in) (?:the )?(?=night|morning|evening)"
    r"|midnight |noon |dawn |daybreak )?(?:in |on |at |during )?(?:the )?"
    r"(?:(?:early |late |middle of the )?(?:morning|night|evening|afternoon|hours) )?(?:of |on )?)?"
)
_IN = r"(?:(?:as early as |as late as |only )?(?:in|on|at|during|around|about|over|from) )?"
_WHICH = r"(?P<which>last|this|next|the previous|the past|the current|the coming)"
_ABOUT = r"(?:about |around |almost |nearly |some |roughly |only |just )?"
_SPAN = r"(?P<unit>day|morning|night|evening|afternoon|week|month|year)"
_NO_DATE = (  # "the 8th Congress", "the 20th anniversary"
    r"(?! (?:of|anniversary|floor|time|century|grade|year|month|day|congress|party|most|largest|plenum"
    r"|person|round|birthday|paragraph|session|battalion|brigade|division|regiment))"
)
_ENDS = (  # "on the third", not "on the third floor"
    r"(?=[,.;:)]|$| (?:and|with|for|to|at|by|in|after|before|when|while|a|an|the|he|she|they|it|his|her|was"
    r"|were)\b)"
)
_NEAR = (
    r"(?P<word>the day before yesterday|yesterday|today|tonight|(?<!the )last night|tomorrow|overnight"
    r"|this (?:morning|afternoon|evening))"
)
_SINCE = (
    r"since then|from then on|from that (?:day|moment|time) on"
    r"|ever since(?= |,|\.|$)(?! (?:the|he|she|they|his|her)\b)|since(?=[,.;:)]|$)"
)
_FEAST = "|".join(
    re.escape(name).replace("'", "[’']") for name in sorted({*FEASTS, *EASTER}, key=len, reverse=True)
)

PHRASES: tuple[tuple[str, rule.Rule], ...] = (
    (r"(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)", rule.iso),
    (r"(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?P<year>(?:19|20)\d\d)", rule.iso),
    (rf"(?:{_IN}|between ){_MONTH} {_DAY}{_LAST_DAY}(?:,? {_YEAR})?(?!\d|:)", rule.days_of_month),
    (rf"(?:{_IN}|between (?:the )?){_DAY}{_LAST_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?", rule.days_of_month),
    (rf"{_HOUR}{_WEEKDAY_BEFORE}(?:the )?{_DAY_OF} (?:of )?{_MONTH},? (?:of )?{_YEAR}", rule.full_date),
    (rf"{_HOUR}{_WEEKDAY_BEFORE}{_MONTH} {_DAY},? {_YEAR}", rule.full_date),
    (
        rf"(?:{_IN}|between ){_MONTH} and (?P<second>{_MONTH_WORD})\b(?:(?: of|,)? {_YEAR})?(?! ?\d)",
        rule.two_months,
    ),
    (
        rf"{_HOUR}{_WEEKDAY_BEFORE}(?:the )?{_DAY_OF} (?:of )?{_MONTH},? (?:of )?{_WHICH} year",
        rule.month_of_relative_year,
    ),
    (rf"{_HOUR}{_WEEKDAY_BEFORE}{_MONTH} {_DAY},? (?:of )?{_WHICH} year", rule.month_of_relative_year),
    (rf"{_IN}(?:the )?{_PART}{_MONTH}(?: of|,)? ?{_YEAR}", rule.month),
    (rf"{_IN}(?:the )?{_PART}{_MONTH}(?: of)? {_WHICH} year", rule.month_of_relative_year),
    (rf"{_IN}{_MONTH}(?: of)? {_WHICH} year", rule.month_of_relative_year),
    (rf"{_IN}{_MONTH},? (?:of )?{_YEAR}", rule.month),
    (rf"{_IN}the (?P<end>first|last) day of {_MONTH}(?:,? {_YEAR})?", rule.end_of_month),
    (rf"{_HOUR}(?:the )?{_WEEKDAY_BEFORE}{_MONTH} {_DAY}(?!\d|:)", rule.full_date),
    (rf"{_HOUR}{_WEEKDAY_BEFORE}(?:the )?{_DAY_OF} (?:of )?{_MONTH}\b", rule.full_date),
    (rf"{_IN}(?:the )?{_PART}{_MONTH}\b", rule.month),
    (rf"{_IN}(?P<which>last|next|this) {_MONTH}\b", rule.month),
    (rf"{_IN}the (?:following|next) {_MONTH}\b", told.following_month),
    (
        rf"{_HOUR}the {_DAY_OF}(?: day)? of (?P<which>last|this|that|the previous) month",
        rule.day_of_month,
    ),
    (rf"{_IN}{_PART}{_WHICH} (?P<unit>month|year)", rule.relative),
    (rf"{_IN}(?P<part>early|late) (?:in )?the (?P<unit>month|year)", rule.part_of_this),
    (
        rf"{_IN}(?P<part>the (?:beginning|start|middle|end|turn)) of the (?P<unit>month|year)",
        rule.part_of_this,
    ),
    (rf"{_IN}(?:the last|the past|past) {_COUNT} {_UNIT}", rule.past_units),
    (rf"(?:in|over|during|within|for) the (?:last|past) {_UNIT}", rule.past_units),
    (rf"for {_COUNT} {_UNIT} now", rule.past_units),
    (rf"{_IN}(?P<which>last|this|next) {_SEASON}", rule.season),
    (rf"{_IN}(?:the )?(?:early |late |mid-)?{_SEASON} (?:of )?{_YEAR}", rule.season),
    (rf"{_IN}(?:earlier |later )?{_WHICH} (?P<unit>week|month|year)(?! old)", rule.relative),
    (rf"{_IN}(?P<feast>{_FEAST})(?:,? {_YEAR})?", rule.feast),
    (rf"{_HOUR}{_WHICH} (?P<weekday>{_WEEKDAY})(?: {_TIMES_OF_DAY})?", rule.weekday),
    (rf"{_HOUR}(?P<weekday>{_WEEKDAY})\b(?!s)(?: {_TIMES_OF_DAY})?", rule.weekday),
    (r"(?:on )?the first day of the new year", rule.first_day),
    (_NEAR, rule.near_day),
    (rf"{_ABOUT}{_COUNT} {_UNIT} ago", rule.ago),
    (
        rf"{_ABOUT}{_COUNT} {_UNIT} (?P<way>later|earlier|previously|afterwards|after that|before that)",
        told.later,
    ),
    (rf"{_ABOUT}{_COUNT} {_UNIT} (?P<way>before|after)(?= \w)", told.later),
    (
        rf"{_HOUR}(?:on |in |of )?the (?P<which>next|following|same|previous|preceding) {_SPAN}",
        told.following,
    ),
    (rf"(?:on |in )?the {_SPAN} (?P<which>before|after)\b", told.following),
    (rf"(?:on |later )?(?P<which>that same|that) {_SPAN}", told.following),
    (_SINCE, told.since_then),
    (rf"{_IN}{_MONTH}\b(?! ?\d)", rule.month),
    (rf"{_HOUR}the (?P<day>[0-3]?\d(?:st|nd|rd|th))(?=[ ,.;:)]|$){_NO_DATE}", rule.day_of_month),
    (rf"(?:on|by|until|till|before|since) the (?P<day>[0-3]?\d|{_ORDINAL}){_ENDS}", rule.day_of_month),
    (rf"{_IN}(?:the )?(?:{_PART})?{_YEAR}\b(?![-–]\w|[,.]\d)", rule.year),
    (rf"{_IN}(?:the )?(?:{_PART})?(?P<decade>(?:19|20)\d0)[’']?s\b", rule.decade),
)
NEEDED = {  # a phrase that places a month or a weekday is sought only where a text holds the word for one
    "month": re.compile(rf"(?<!\w){_MONTH_WORD}\b", re.IGNORECASE),
    "weekday": re.compile(_WEEKDAY, re.IGNORECASE),
}
COMPILED = tuple(
    (
        next((need for need in NEEDED if f"(?P<{need}>" in pattern), None),
        re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE),
        placed,
    )
    for pattern, placed in PHRASES
)
