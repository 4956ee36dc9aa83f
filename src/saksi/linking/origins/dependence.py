"""How two reports depend on each other, and why: one class a pair.

`copy` one text printed twice, also in another language · `cites` one has it from the other's outlet ·
`common_origin` both repeat a third · `same_outlet` two texts of one outlet · `partly` some of what they share
has one origin · `independent` other tellers · `unclear` nothing tells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from saksi.linking.events.facts import Ref
from saksi.linking.origins.independence import Independence
from saksi.linking.origins.outlets import Outlets
from saksi.linking.origins.sameness import compatible
from saksi.linking.origins.stories import OneStory, Pair
from saksi.linking.origins.tellers import HEARSAY, ORGANISED, Teller

Class = Literal["copy", "cites", "common_origin", "same_outlet", "partly", "independent", "unclear"]
FOLLOW_UP = (
    0.8  # containment below which two texts of one outlet in one tongue are two, one reusing the other
)
MOSTLY = 2 / 3  # of the shared events must have one origin for `common_origin`


@dataclass(frozen=True, slots=True)
class Dependence:
    """A class and its reason, in words for a reader."""

    kind: Class
    why: str


@dataclass(frozen=True)
class Web:
    """What is known of who told whom: tellers of claims, outlets, stories, disputes."""

    tellers: Mapping[Ref, Sequence[Teller]]
    outlets: Outlets
    stories: Mapping[Pair, OneStory]
    relays: Mapping[str, frozenset[str]]  # report -> outlets from which it has something
    disputed: Mapping[str, frozenset[str]]  # report -> outlets whose word it quotes only to dispute it

    def one_story(self, a: str, b: str) -> bool:
        """Say whether two reports print one story."""
        return (min(a, b), max(a, b)) in self.stories

    def cites(self, a: str, b: str) -> bool:
        """Say whether report a has something from the outlet of report b."""
        return self.outlets.by_report.get(b) in self.relays.get(a, frozenset())

    def one_outlet(self, a: str, b: str) -> bool:
        """Say whether two reports are of one outlet."""
        return self.outlets.is_one(a, b)


def web_of(
    tellers: Mapping[Ref, Sequence[Teller]],
    outlets: Outlets,
    stories: Mapping[Pair, OneStory],
    denied: Mapping[Ref, bool],
) -> Web:
    """Put together who relays and who disputes whom.

    ``denied`` says of each claim whether its report tells the same event elsewhere as not having happened.
    """
    relays: dict[str, set[str]] = {}
    disputed: dict[str, set[str]] = {}
    for ref, heard in tellers.items():
        contested = denied.get(ref, False) or any(teller.stance == "disputes" for teller in heard)
        for teller in heard:
            relays.setdefault(ref[0], set()).update(teller.passed_by)
            if teller.relayed and len(teller.heard_by) == 1 and contested and teller.stance == "own":
                disputed.setdefault(ref[0], set()).update(teller.heard_by)
    frozen = ({report: frozenset(names) for report, names in found.items()} for found in (relays, disputed))
    return Web(tellers, outlets, stories, *frozen)


@dataclass(frozen=True, slots=True)
class SharedEvent:
    """An event that two reports tell of: its claims and its origins."""

    claims: tuple[Ref, ...]
    sources: Independence


def dependence(a: str, b: str, shared: Sequence[SharedEvent], web: Web) -> Dependence:
    """Return how two reports depend on each other.

    Parameters
    ----------
    a, b
        Report ids.
    shared
        The events that both tell of.
    web
        Who told whom.
    """
    story = web.stories.get((min(a, b), max(a, b)))
    if story is not None:
        return _of_story(a, b, story, web)
    if not shared:
        if web.one_outlet(a, b):
            return Dependence("same_outlet", "one outlet; no act on the same victims is told in both")
        return Dependence("independent", "no act on the same victims is told in both, no wording is shared")
    relayed = _relayed(a, b, shared, web) or _relayed(b, a, shared, web)
    if relayed:
        return Dependence("cites", relayed)
    if web.one_outlet(a, b):
        return Dependence("same_outlet", "two texts of one outlet on one event; its tellers may be the same")
    return _by_tellers(a, b, shared, web)


def _of_story(a: str, b: str, story: OneStory, web: Web) -> Dependence:
    if story.kind == "copy":
        words = f"the same wording: {story.weight:.0%} of the shorter text stands in the longer one"
        if web.one_outlet(a, b) and story.weight < FOLLOW_UP:
            return Dependence("same_outlet", f"two texts of one outlet; {words}")
        return Dependence("copy", words)
    if story.kind == "translation":
        return Dependence("copy", "one text in two languages: the same claims, details and tellers in order")
    alike = "told alike in every detail, one soon after the other"
    if web.cites(a, b) or web.cites(b, a):
        return Dependence("cites", f"one names the other's outlet; {alike}")
    if web.one_outlet(a, b):
        return Dependence("same_outlet", f"two texts of one outlet, {alike}")
    return Dependence("common_origin", f"one story: {alike}; neither names the other")


def _relayed(a: str, b: str, shared: Sequence[SharedEvent], web: Web) -> str | None:
    """Say that report a has a shared event from the outlet of report b, if it has."""
    outlet = web.outlets.by_report.get(b)
    theirs = [teller for event in shared for teller in _of(event, b, web)]
    for event in shared:
        for teller in _of(event, a, web):
            described = teller.relayed and outlet in teller.heard_by
            if outlet is not None and (
                outlet in teller.passed_by or (described and any(compatible(teller, t) for t in theirs))
            ):
                return f"report {a} has it from the outlet of report {b}"
    return None


def _of(event: SharedEvent, report: str, web: Web) -> list[Teller]:
    """Return whom a report rests on for an event; whom it quotes only to dispute is left out."""
    against = web.disputed.get(report, frozenset())
    return [
        teller
        for ref in event.claims
        if ref[0] == report
        for teller in web.tellers[ref]
        if not (teller.relayed and teller.heard_by <= against)
    ]


def _by_tellers(a: str, b: str, shared: Sequence[SharedEvent], web: Web) -> Dependence:
    with_both = one = 0
    names: set[str] = set()
    for event in shared:
        mine, theirs = ([t for t in _of(event, report, web) if not t.untold] for report in (a, b))
        common = [
            origin
            for origin in event.sources.origins
            if any(t in origin.tellers for t in mine) and any(t in origin.tellers for t in theirs)
        ]
        outlets = {t.heard_by for t in mine if t.relayed} & {t.heard_by for t in theirs if t.relayed}
        with_both += bool(mine and theirs)
        one += bool(common or outlets)
        names |= {why for origin in common for why in origin.why}
    if one:
        how = "the same named source" if "name" in names else "the same outlet's source, told by both"
        if one >= MOSTLY * with_both:
            return Dependence("common_origin", f"both repeat a third: {how}")
        return Dependence(
            "partly", f"{how} for {one} of {with_both} shared events, other tellers for the rest"
        )
    grounded = [any(_grounded(t) for event in shared for t in _of(event, r, web)) for r in (a, b)]
    if all(grounded):
        return Dependence(
            "independent", "other tellers, heard by other outlets; nothing shows a shared origin"
        )
    return Dependence("unclear", "at least one of them does not say who saw or heard it")


def _grounded(teller: Teller) -> bool:
    """Say whether a teller is a person on the ground rather than an organisation, a rumour or an outlet."""
    return not teller.voice and teller.role not in (*ORGANISED, *HEARSAY)
