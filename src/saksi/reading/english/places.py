"""Where the act was done: places of the gazetteer in the clause, its sentence, its paragraph."""

import re
from collections import Counter

from saksi.countries import PlaceMatch, find_countries, find_places
from saksi.reading.english.parsing import Sentence
from saksi.record import Place

GENERIC = re.compile(
    r"\b(?:in|at|to|from|along|near|into|across|on|of|inside) "
    r"((?:the|a) (?:capital|border|frontier|countryside|river|port|market|county|province|airport"
    r"|(?:(?:prison )?labou?r|re-?education|prison|punishment|training|political prison) camps?"
    r"|(?:[a-z]+ )?detention (?:center|centre|facility)))\b"
)
SOURCE_IN = re.compile(r"\b(?:sources?|insiders?|informants?)(?: \w+)? (?:in|from|of|inside)\s+(?:the\s+)?$")
LEVELS = {"camp": 0, "prison": 0, "district": 1, "county": 2, "city": 2, "other": 2, "province": 3}


class Places:
    """The places that one report names, found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = find_countries(text, language="en")
        mentioned = Counter(match.country.iso for match in found)
        self._countries = [match for match in found if not match.demonym and not match.ambiguous]
        self._country = mentioned.most_common(1)[0][0] if mentioned else None
        prefer = [iso for iso, _ in mentioned.most_common(3)]
        named = find_places(text, language="en", prefer=prefer)
        self._found = [
            match
            for match in named
            if (not mentioned or match.place.country in mentioned) and not self._of_a_source(match)
        ]
        if self._country is None and self._found:
            self._country = Counter(match.place.country for match in self._found).most_common(1)[0][0]

    def of(self, sentence: Sentence, span: tuple[int, int]) -> Place:
        """Return the place of the clause, else of the sentence, else the last that its paragraph named."""
        for start, end in (span, (sentence.start, sentence.end)):
            inside = [match for match in self._found if start <= match.start and match.end <= end]
            if inside:
                return self._place(min(inside, key=lambda match: LEVELS[match.place.level]))
            if said := GENERIC.search(self._text, start, end):
                return Place(text=said[1], country=self._country)
            if named := self._named_country(start, end):
                return named
        before = [match for match in self._found if sentence.block_start <= match.start < sentence.start]
        return self._place(before[-1]) if before else Place(country=self._country)

    def _of_a_source(self, match: PlaceMatch) -> bool:
        """Whether the place says where a source sits, not where the act was done."""
        return bool(SOURCE_IN.search(self._text[max(0, match.start - 40) : match.start]))

    def _named_country(self, start: int, end: int) -> Place | None:
        """The country as the place: "in Osmere"."""
        for match in self._countries:
            before = self._text[max(0, match.start - 12) : match.start].lower()
            if (
                start <= match.start
                and match.end <= end
                and re.search(r"\b(?:in|across|throughout|from|inside)\s+$", before)
            ):
                return Place(text=self._text[match.start : match.end], country=match.country.iso)
        return None

    def _place(self, match: PlaceMatch) -> Place:
        place = match.place
        admin1 = place.admin1.get("en") or (place.name("en") if place.level == "province" else None)
        return Place(text=self._text[match.start : match.end], country=place.country, admin1=admin1)
