"""Who tells a claim, comparably: the first link of each of its chains, and the outlet that heard it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from saksi.linking.events.facts import Ref
from saksi.linking.events.places import spot_of
from saksi.linking.origins.outlets import Outlets
from saksi.linking.texts.sound import sound
from saksi.record import Attribution, Claim, Link, Report

Stance = Literal["own", "confirms", "disputes"]
FIRST_HAND = ("witness", "victim")
ORGANISED = ("ngo", "official", "state_media", "intelligence", "document", "expert", "outlet")
STATE = ("official", "state_media", "intelligence")
HEARSAY = ("rumour",)
NUMBERS = {
    "two": 2, "both": 2, "a couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "두": 2, "세": 3, "네": 4,
    "다섯": 5, "복수": None,
}  # fmt: skip
PLURAL = re.compile(
    r"\b(sources|witnesses|residents|people|officials|others|some|several|neighbours|neighbors|relatives|groups|"
    r"survivors|defectors|protesters|locals|villagers|families)\b|들$|들의|들은|들이|주민들|소식통들",
    re.IGNORECASE,
)
ANOTHER = re.compile(r"\b(another|second|third|other|fourth)\b|또 다른|다른", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Teller:
    """The origin of one attribution of one claim.

    ``heard_by`` are the outlets that may have heard it first (several where only a description is given);
    ``relayed`` says that this is not the report's own outlet. ``people``: how many tell it; null is some.
    """

    ref: Ref
    report: str
    number: int  # of the attribution: 0 is the claim's own
    stance: Stance
    heard_by: frozenset[str]
    passed_by: frozenset[str]  # all other outlets of the chain that are named
    relayed: bool
    words: str
    name: str | None  # of a person, organisation or document, as it sounds
    role: str
    country: str | None
    admin1: str | None
    spot: str | None
    people: int | None
    first_hand: bool
    another: bool
    voice: bool  # an outlet speaks, its own or, if `relayed`, another: no source is told

    @property
    def untold(self) -> bool:
        """Say whether the report names nobody at all: its own outlet speaks."""
        return self.voice and not self.relayed

    @property
    def state(self) -> bool:
        """Say whether a state speaks: a state's denial or announcement observes nothing."""
        return self.role in STATE and self.name is not None


def tellers_of(reports: Iterable[Report], outlets: Outlets) -> Mapping[Ref, tuple[Teller, ...]]:
    """Return the tellers of each claim: its own first, then those who confirm or dispute it."""
    return {
        (report.id, claim.id): tuple(
            _teller(report, claim, number, outlets) for number in range(1 + len(claim.more_attributions))
        )
        for report in reports
        for claim in report.claims
    }


def _teller(report: Report, claim: Claim, number: int, outlets: Outlets) -> Teller:
    attribution = (claim.attribution, *claim.more_attributions)[number]
    first, own = attribution.chain[0], outlets.by_report.get(report.id)
    heard = [link for link in attribution.chain if _publishes(link, outlets)]
    heard_by = outlets.meant(heard[0].text) if heard else frozenset([own or f"report {report.id}"])
    if own is not None and own in heard_by:
        heard_by = frozenset([own])
    voice = _publishes(first, outlets)
    spot = spot_of(first.place, claim.place.country, None)
    return Teller(
        ref=(report.id, claim.id),
        report=report.id,
        number=number,
        stance=getattr(attribution, "stance", "own"),
        heard_by=heard_by,
        passed_by=frozenset(
            name
            for meant in map(outlets.meant, (h.text for h in heard))
            if len(meant) == 1
            for name in meant
            if name != own
        ),
        relayed=bool(heard) and own not in heard_by and len(attribution.chain) > 1,
        words=plain_words(first.text),
        name=sound(plain_words(first.text)) or None if not first.anonymous and not voice else None,
        role=first.role,
        country=spot.country,
        admin1=spot.admin1,
        spot=spot.place,
        people=_people(first.text, anonymous=first.anonymous),
        first_hand=_first_hand(attribution),
        another=bool(ANOTHER.search(first.text)),
        voice=voice,
    )


def _first_hand(attribution: Attribution) -> bool:
    """Say whether somebody who was there spoke to an outlet, with nobody in between."""
    first, *later = attribution.chain
    direct = all(link.role == "outlet" for link in later)
    return direct and (attribution.directness == "eyewitness" or first.role in FIRST_HAND)


def _publishes(link: Link, outlets: Outlets) -> bool:
    """Say whether a link is an outlet: also a group whose own reports are at hand or known."""
    return link.role == "outlet" or (
        link.role in ("ngo", "state_media") and not link.anonymous and outlets.publishes(link.text)
    )


def plain_words(words: str) -> str:
    """Return words without case, articles, titles and spaces at the edge."""
    bare = re.sub(r"^(?:the|a|an|one|dr|mr|mrs|ms|한)\b\.?\s*", "", " ".join(words.casefold().split()))
    return re.sub(r"\s*(?:씨|\(.*?\))$", "", bare)


def _people(words: str, *, anonymous: bool) -> int | None:
    plain = words.casefold()
    for word, number in NUMBERS.items():
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", plain):
            return number
    return None if anonymous and PLURAL.search(words) else 1
