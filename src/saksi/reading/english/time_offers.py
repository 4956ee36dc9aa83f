"""The times that may be that of a claim, with what speaks for each: input of the learned choice."""

from saksi.reading.english.clauses import clause_root
from saksi.reading.english.modality import Assertion
from saksi.reading.english.near import Near, closest, words_apart
from saksi.reading.english.quotations import is_quoted
from saksi.reading.english.timeline import Timeline, Told, nearness
from saksi.reading.english.times import When
from saksi.reading.learned import Offer
from saksi.record import Time

SIZES = ((2, "day"), (27, "days"), (32, "month"), (300, "months"))  # shorter than so many days
BETWEEN = 3  # sentences with another date in between: more says no more
LINKS = ("own", "clause", "above", "aside", "sentence")  # by `nearness`


class TimeOffers:
    """The times of one report."""

    def __init__(self, timeline: Timeline, sentences: int) -> None:
        self._timeline = timeline
        told = [time for number in range(sentences) for time in timeline.told(number)]
        dated = [time for time in told if time.when.from_ or time.when.to]
        self._first = (dated[0].when.from_, dated[0].when.to) if dated else None
        self._says = [
            any(time.when.from_ and not time.telling for time in timeline.told(number))
            for number in range(sentences)
        ]
        self._dates = {(time.when.from_, time.when.to) for time in dated}

    def of(self, near: Near) -> list[Offer]:
        """Return the times told near a claim, and first that none is."""
        draft = near.draft
        rule = near.rule("time")
        found: list[Offer] = []
        for number in near.numbers():
            where = near.where(number)
            found += [self._offer(told, number, where, near, rule) for told in self._timeline.told(number)]
        if draft.when is not None and not any(offer.known.get("rule") for offer in found):
            by_rule: dict[str, float | str] = {"rule": rule, "where": "rule", "size": _size(draft.when)}
            found.append(Offer({"time": time_of(draft.when)}, by_rule, _days(draft.when)))
        nearest = near.nearest({str(offer.known["where"]) for offer in found})
        none = near.without() | {"none:rule": rule, "none:where": nearest, "none:tense": _tense(near)}
        none["none:nobody"] = float(draft.victim.name is None)
        none["none:act"] = draft.act
        none["none:link"] = closest(found, LINKS)
        return [Offer({"time": Time()}, none, (None, None)), *found]

    def _between(self, number: int, near: Near) -> int:
        """How many sentences between this one and the claim's core tell a date of their own."""
        first, last = sorted((number, near.core))
        inner = range(first + 1, last) if number != near.core else range(0)
        return sum(self._says[at] for at in inner) + (number != near.core and self._says[near.core])

    def _offer(self, told: Told, number: int, where: str, near: Near, rule: str) -> Offer:
        draft = near.draft
        mention = near.told.get(number)
        rank = nearness(told, mention) if mention is not None else None
        link = "away" if mention is None else "other" if rank is None else LINKS[rank]
        when = told.when
        if mention is not None and rank is not None:
            when = self._timeline.lasting(told, mention, Assertion(draft.kind, draft.modality, ""))
        size = _size(when)
        between = self._between(number, near)
        apart = "away" if mention is None else words_apart(told.verb, mention.verb)
        word = when.text.split()[0].lower()
        known: dict[str, float | str] = {
            "where": where,
            "link": link,
            "size": size,
            "size:where": f"{size}:{where}",
            "size:modality": f"{size}:{draft.modality}",
            "modality:link": f"{draft.modality}:{link}",
            "kind:link": f"{draft.kind}:{link}",
            "telling": float(told.telling),
            "telling:where": f"{where}:{told.telling}",
            "quoted": f"{told.quoted}:{is_quoted(near.draft.mentions[0].trigger)}",
            "noun": float(told.noun is not None),
            "apart": apart,
            "apart:size": f"{size}:{apart}",
            "word": word,
            "word:where": f"{word}:{where}",
            "only": float(len(self._dates) == 1),
            "first": float((told.when.from_, told.when.to) == self._first),
            "tense": f"{_tense(near)}:{told.verb.tag_}",
            "tense:where": f"{_tense(near)}:{where}",
            "between": min(1.0, between / BETWEEN),
            "between:size": f"{size}:{between > 0}",
            "act:link": f"{near.group()}:{link}",
            "same verb": float(told.verb == near.draft.mentions[0].verb),
        }
        if _days(when) == _days(draft.when):
            known["rule"] = rule
            known["rule:where"] = f"{rule}:{where}"
            known["rule:size"] = f"{rule}:{size}"
        return Offer({"time": time_of(when)}, known, _days(told.when))


def time_of(when: When | None) -> Time:
    """Return a time told as it stands in the record."""
    return Time(text=when.text, from_=when.from_, to=when.to) if when is not None else Time()


def _days(when: When | None) -> object:
    return (None, None) if when is None else (when.from_, when.to)


def _tense(near: Near) -> str:
    return str(clause_root(near.draft.mentions[0].verb).tag_)


def _size(when: When) -> str:
    """Return how long the time is."""
    if when.from_ is None and when.to is None:
        return "vague"
    if when.from_ is None or when.to is None:
        return "since" if when.from_ else "until"
    days = (when.to - when.from_).days
    return next((name for most, name in SIZES if days < most), "year")
