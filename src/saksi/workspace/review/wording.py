"""A claim's fields in words, in the language of whoever reads: values of Saksi, and the words said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from saksi import record
from saksi.findings.phrases import amount, bounds_said, when
from saksi.findings.tellers import kind_of
from saksi.findings.text import Language
from saksi.workspace.web.saying import label, say

NODES = {"anonymous": "anon", "named": "named", "official": "off", "outlet": "out"}  # classes of rings


@dataclass(frozen=True, slots=True)
class Value:
    """What one field of a claim says."""

    words: str  # Saksi's words: normalised
    said: tuple[str, ...] = ()  # the report's words
    tags: tuple[str, ...] = ()  # codes in words


@dataclass(frozen=True, slots=True)
class Teller:
    """One link of a chain, as the card draws it."""

    node: str  # class of its ring: anon, named, off, out
    words: str
    role: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of attribution with what it says of itself."""

    tellers: tuple[Teller, ...]
    tag: str


def field_value(name: str, claim: record.Claim, language: Language) -> Value:
    """Return a field of a claim in words; attribution and passages are drawn by their own parts."""
    return _FIELDS[name](claim, language)


def amount_words(claim: record.Claim, language: Language) -> str:
    """Return how many, with unit and bounds."""
    return amount(bounds_said(claim)).plain(language)


def victim_line(claim: record.Claim, language: Language) -> str:
    """Return the line under a card's title: to whom, and how many."""
    who = claim.victim.text or claim.victim.name
    how_many = amount_words(claim, language)
    return f"{who} · {how_many}" if who else how_many


def title(claim: record.Claim, language: Language) -> str:
    """Return the act; of an order, that it is one."""
    act = label(language, "act", claim.act)
    words = say(language, f"review.title.{claim.kind}", act=act) if claim.kind != "act" else act
    return capital(words)


def capital(words: str) -> str:
    """Return words that begin a line."""
    return words[:1].upper() + words[1:]


def chains(claim: record.Claim, language: Language) -> list[Chain]:
    """Return the claim's own chain and those of further sources."""
    own = claim.attribution
    found = [Chain(_tellers(own, language), label(language, "directness", own.directness))]
    for more in claim.more_attributions:
        directness, stance = (
            label(language, "directness", more.directness),
            label(language, "stance", more.stance),
        )
        found.append(Chain(_tellers(more, language), f"{directness} · {stance}"))
    return found


def _tellers(attribution: record.Attribution, language: Language) -> tuple[Teller, ...]:
    last = len(attribution.chain) - 1
    return tuple(
        Teller(
            NODES[kind_of(link, attribution.directness if n == 0 else None)],
            ", ".join(part for part in (link.text, link.place) if part) or label(language, "role", link.role),
            label(language, "role", link.role) if n != last or link.role != "outlet" else "",
        )
        for n, link in enumerate(attribution.chain)
    )


def _victim(claim: record.Claim, language: Language) -> Value:
    victim = claim.victim
    tags = [label(language, "victim_type", victim.type), label(language, "status", victim.status)]
    if victim.sex != "unknown":
        tags.append(label(language, "sex", victim.sex))
    if victim.age:
        tags.append(victim.age)
    if victim.family_included:
        tags.append(say(language, "review.family_included"))
    name = victim.name if victim.name and victim.name != victim.text else None
    said = tuple(part for part in (victim.text, name) if part)
    return Value("" if said else say(language, "review.not_said"), said, tuple(tags))


def _count(claim: record.Claim, language: Language) -> Value:
    said = tuple(part.strip() for part in (claim.count.text or "").split("/") if part.strip())
    return Value(amount_words(claim, language), said)


def _perpetrator(claim: record.Claim, language: Language) -> Value:
    by = claim.perpetrator
    tags = [label(language, "institution", by.institution)] if by.institution else []
    tags += [label(language, "level", by.level)] if by.level else []
    return Value(
        "" if by.text or tags else say(language, "review.not_said"),
        (by.text,) if by.text else (),
        tuple(tags),
    )


def _grounds(claim: record.Claim, language: Language) -> Value:
    words = ", ".join(label(language, "ground", ground) for ground in claim.grounds)
    return Value(words or say(language, "review.no_ground"))


def _place(claim: record.Claim, language: Language) -> Value:
    place = claim.place
    parts = dict.fromkeys(part for part in (place.text, place.admin1) if part)
    tags = (place.country,) if place.country else ()
    return Value("" if parts else say(language, "review.not_said"), tuple(parts), tags)


def _time(claim: record.Claim, language: Language) -> Value:
    return Value(when(claim.time).plain(language), (claim.time.text,) if claim.time.text else ())


def _coded(book: str, value: Callable[[record.Claim], str]) -> Callable[[record.Claim, Language], Value]:
    return lambda claim, language: Value(label(language, book, value(claim)))


def _penalty(claim: record.Claim, language: Language) -> Value:
    return Value("", (claim.penalty,)) if claim.penalty else Value(say(language, "review.not_said"))


def _attribution(claim: record.Claim, language: Language) -> Value:
    return Value(
        label(language, "directness", claim.attribution.directness), (claim.attribution.chain[0].text,)
    )


def _passages(claim: record.Claim, language: Language) -> Value:
    return Value(say(language, "review.passages", n=len(claim.passages)))


_FIELDS: Mapping[str, Callable[[record.Claim, Language], Value]] = {
    "act": _coded("act", lambda c: c.act),
    "kind": _coded("kind", lambda c: c.kind),
    "count": _count,
    "victim": _victim,
    "perpetrator": _perpetrator,
    "grounds": _grounds,
    "place": _place,
    "time": _time,
    "modality": _coded("modality", lambda c: c.modality),
    "attribution": _attribution,
    "penalty": _penalty,
    "passages": _passages,
}
