"""How many independent sources an event has: surely at least, possibly at most.

Tellers that are one and the same are joined. What is left may still rest on one informant, so only tellers
who were there and are surely different people count as surely independent. What may be one is counted as
possibly several. Five copies of one story are one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from saksi.linking.components import Groups
from saksi.linking.events.facts import Ref
from saksi.linking.origins.sameness import sameness
from saksi.linking.origins.tellers import Teller

OneStory = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Origin:
    """One root of information about an event, as far as the reports tell it apart."""

    tellers: tuple[Teller, ...]
    why: tuple[str, ...]  # the reasons for which its tellers are taken for one, sorted; none for a single one

    @property
    def reports(self) -> tuple[str, ...]:
        """Return the reports that rest on it, sorted."""
        return tuple(sorted({teller.report for teller in self.tellers}))

    @property
    def people(self) -> int | None:
        """Return how many people it is at most: the fewest that any report says; null is some."""
        told = [teller.people for teller in self.tellers if teller.people is not None]
        return min(told) if told else None

    @property
    def voice(self) -> bool:
        """Say whether no report names a source: outlets speak for themselves."""
        return all(teller.untold for teller in self.tellers)


@dataclass(frozen=True, slots=True)
class Independence:
    """Independent sources of an event: surely ``low``, possibly ``high`` (null: nobody says how many)."""

    low: int
    high: int | None
    origins: tuple[Origin, ...]
    sure: tuple[int, ...] = ()  # positions of origins that were there and are surely different people


def independence(
    claims: Sequence[Ref],
    tellers: Mapping[Ref, Sequence[Teller]],
    *,
    one_story: OneStory,
    cites: OneStory,
    withdrawn: frozenset[str] = frozenset(),
) -> Independence:
    """Count the independent sources of one event.

    Parameters
    ----------
    claims
        Of the event.
    tellers
        Of all claims.
    one_story, cites
        Whether two reports print one story; whether the first has it from the outlet of the second.
    withdrawn
        Reports that were withdrawn: what they say counts no more.
    """
    heard = [
        teller
        for ref in sorted(claims)
        if ref[0] not in withdrawn
        for teller in tellers[ref]
        if not (teller.state and teller.stance == "disputes")
    ]
    origins = _origins(_told(heard, one_story), one_story, cites)
    if not origins:
        return Independence(0, 0, ())
    counted = [origin for origin in origins if not origin.voice] or origins
    people = [origin.people for origin in counted]
    high = None if None in people else sum(number for number in people if number is not None)
    sure = _surely(counted, one_story)
    low = max(1, len(sure))
    places = tuple(number for number, origin in enumerate(origins) if any(origin is one for one in sure))
    return Independence(low, None if high is None else max(high, low), tuple(origins), places)


def _told(heard: Sequence[Teller], one_story: OneStory) -> list[Teller]:
    """Leave out an outlet's own voice where it or the story that it prints also names who told it."""
    named = [teller for teller in heard if not teller.voice]
    return [
        teller
        for teller in heard
        if not teller.voice
        or not any(
            teller.report == other.report
            or one_story(teller.report, other.report)
            or not teller.heard_by.isdisjoint(other.heard_by)
            for other in named
        )
    ]


def _origins(heard: Sequence[Teller], one_story: OneStory, cites: OneStory) -> list[Origin]:
    groups: Groups[int] = Groups()
    why: dict[int, set[str]] = {}
    for i, one in enumerate(heard):
        for j in range(i):
            other = heard[j]
            answer = sameness(
                one,
                other,
                one_story=one.report != other.report and one_story(one.report, other.report),
                cited=cites(one.report, other.report) or cites(other.report, one.report),
            )
            if answer.answer == "same":
                a, b = sorted((groups.of(i), groups.of(j)))
                groups.join(b, a)
                why.setdefault(a, set()).update({answer.why}, why.pop(b, set()))
    members: dict[int, list[Teller]] = {}
    for i, teller in enumerate(heard):
        members.setdefault(groups.of(i), []).append(teller)
    return [Origin(tuple(found), tuple(sorted(why.get(i, ())))) for i, found in members.items()]


def _surely(origins: Sequence[Origin], one_story: OneStory) -> list[Origin]:
    """Return origins that were there themselves and are surely different people."""
    chosen: list[Teller] = []
    sure: list[Origin] = []
    for origin in origins:
        there = next((t for t in origin.tellers if t.first_hand and t.stance != "disputes"), None)
        if there is not None and all(_apart(there, other, one_story) for other in chosen):
            chosen.append(there)
            sure.append(origin)
    return sure


def _apart(one: Teller, other: Teller, one_story: OneStory) -> bool:
    story = one.report != other.report and one_story(one.report, other.report)
    return sameness(one, other, one_story=story, cited=False).answer == "apart"
