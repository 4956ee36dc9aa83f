"""The places that may be that of a claim, with what speaks for each: input of the learned choice."""

from collections import Counter

from saksi.reading.english.near import Near, closest, words_apart
from saksi.reading.english.places import Places, Said, nearness
from saksi.reading.learned import Offer
from saksi.record import Place

BETWEEN = 3  # sentences with another place in between: more says no more
OFTEN = 4  # times a place is said in a report: more says no more
LINKS = {
    0: "governed",
    0.5: "from",
    1: "clause",
    1.5: "clause-from",
    2: "joined",
    3: "sentence",
    4: "name",
    5: "home",
}  # fmt: skip - by `nearness`


class PlaceOffers:
    """The places of one report, and how often each is said."""

    def __init__(self, places: Places, sentences: int) -> None:
        self._places = places
        said = [place for number in range(sentences) for place in places.said(number)]
        self._says = [
            any(not (place.aside or place.room or place.home) for place in places.said(number))
            for number in range(sentences)
        ]
        self._times = Counter(self._key(place) for place in said)
        self._first = self._key(said[0]) if said else ""

    def of(self, near: Near) -> list[Offer]:
        """Return the places told near a claim, and first that none is."""
        draft = near.draft
        rule = near.rule("place")
        found: list[Offer] = []
        for number in near.numbers():
            where = near.where(number)
            said = (place for place in self._places.said(number) if self._may_be(place, where, draft.place))
            found += [self._offer(place, number, where, near, rule) for place in said]
        words = draft.place.text
        if words and not any(offer.value["place"] == draft.place for offer in found):
            by_rule: dict[str, float | str] = {"rule": rule, "where": "rule", "kind": "country"}
            found.append(Offer({"place": draft.place}, by_rule, key(words)))
        nearest = near.nearest({str(offer.known["where"]) for offer in found})
        known = near.without() | {"none:rule": rule, "none:where": nearest}
        known |= {"none:act": draft.act, "none:link": closest(found, LINKS.values())}
        return [Offer({"place": Place(country=draft.place.country)}, known, ""), *found]

    def _may_be(self, said: Said, where: str, by_rule: Place) -> bool:
        """Whether a place may be that of the act at all: what is silent is better than what is wrong.

        Never where the source sits; where somebody is from and what lies in another country only if the
        sentence that tells the act says it.
        """
        if said.aside:
            return False
        if where in ("core", "told"):
            return True
        there = self._places.place(said).country
        return not said.home and (there is None or by_rule.country in (None, there))

    def _offer(self, said: Said, number: int, where: str, near: Near, rule: str) -> Offer:
        draft, value = near.draft, self._places.place(said)
        words = self._key(said)
        mention = near.told.get(number)
        rank = nearness(said, mention) if mention is not None else None
        link = "away" if mention is None else "teller" if rank is None else LINKS[rank]
        inside = any(start <= said.start and said.end <= end for start, end in draft.passages)
        prep = said.token.head.lower_ if said.token is not None and said.token.dep_ == "pobj" else "-"
        kind = _kind(said)
        between = self._between(number, near)
        apart = "away" if mention is None else words_apart(said.token, mention.verb)
        known: dict[str, float | str] = {
            "where": where,
            "link": link,
            "kind": kind,
            "prep": prep,
            "group:prep": f"{near.group()}:{prep}",
            "group:kind": f"{near.group()}:{kind}",
            "kind:where": f"{kind}:{where}",
            "claim:kind": f"{draft.kind}:{kind}",
            "modality:link": f"{draft.modality}:{link}",
            "inside": float(inside),
            "apart": apart,
            "apart:kind": f"{kind}:{apart}",
            "home": float(said.home),
            "home:where": f"{where}:{said.home}",
            "often": min(1.0, self._times[words] / OFTEN),
            "only": float(len(self._times) == 1),
            "first": float(words == self._first),
            "article": words.split()[0] if words.startswith(("a ", "an ", "the ")) else "-",
            "plural": float(said.token is not None and said.token.tag_ == "NNS"),
            "named": float(said.match is not None),
            "act:kind": f"{draft.act}:{kind}",
            "between": min(1.0, between / BETWEEN),
            "between:kind": f"{kind}:{between > 0}",
        }
        if value.text == draft.place.text:
            known["rule"] = rule
            known["rule:where"] = f"{rule}:{where}"
        return Offer({"place": value}, known, words)

    def _between(self, number: int, near: Near) -> int:
        """How many sentences between this one and the claim's core say a place of their own."""
        first, last = sorted((number, near.core))
        inner = range(first + 1, last) if number != near.core else range(0)
        return sum(self._says[at] for at in inner) + (number != near.core and self._says[near.core])

    def _key(self, said: Said) -> str:
        return key(self._places.words(said))


def key(words: str) -> str:
    """Return the words of a place without what two mentions of it may differ in."""
    return " ".join(words.lower().split()).removeprefix("the ")


def _kind(said: Said) -> str:
    if said.country:
        return "country"
    if said.room:
        return "room"
    if said.match is not None and said.grain > 0:
        return str(said.match.place.level)
    return f"noun{said.grain}" if said.match is None else "building"
