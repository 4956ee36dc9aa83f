"""Where the act was done: the place of its clause, its sentence, the story; resolved by the gazetteer."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from saksi.countries import PlaceMatch, find_countries, find_places
from saksi.reading.english.clauses import clause_root
from saksi.reading.english.main_country import main_country, meant_places
from saksi.reading.english.parsing import Sentence, is_verb
from saksi.reading.english.people import is_person
from saksi.reading.english.place_words import LOCATIVE, governor, is_custody, is_room, place_phrases
from saksi.reading.english.tellers import is_saying
from saksi.record import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

    from saksi.reading.english.mentions import Mention
    from saksi.reading.english.modality import Assertion

LEVELS = {"camp": 0, "prison": 0, "district": 1, "county": 2, "city": 2, "other": 2, "province": 3}
ELSEWHERE, NAMED, HOME = 2, 4, 5  # ranks: another clause; a name anywhere; where somebody is from
STORY = 4  # sentences over which a place holds when no other is told
ORIGIN = re.compile(
    r"\b(?:sources?|insiders?|informants?|residents?|natives?|officials?|born|living|lives|based|people)"
    r"(?: \w+)? (?:in|from|of|inside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
UNIT_OF = re.compile(
    r"(?:the |a )?(?:[\w-]+ ){0,3}(?:city|town|province|region|district|county|port) of (?:the )?"
)
APPOSED = re.compile(r", (?:the )?")
WITHIN = re.compile(r"(?:,| in| of|,? a (?:city|town|village|county) in)? (?:the )?")  # "Musan, Hamgyong"
CAPITAL = re.compile(r"(?<=\s)[A-Z]|\d")
HEADING = re.compile(r"[^\n:]{2,40}:\s")


@dataclass(frozen=True, slots=True)
class Said:
    """A place said in a sentence: its words, how exactly they say where, and what the gazetteer knows."""

    start: int
    end: int
    grain: int
    token: "Token | None"  # the noun behind a preposition of place; None for a name elsewhere
    match: PlaceMatch | None
    country: str | None = None  # for "in Osmere": the country is the place
    room: bool = False  # a kitchen, a corridor: says little, and holds for no other sentence
    home: bool = False  # where a source or somebody is from
    aside: bool = False  # where a source sits or the report was written: by rule never the act's

    @property
    def vagueness(self) -> int:
        """0 a name, 1 a building or town without one, 2 a room or a country."""
        return 3 if self.country else 2 if self.room else int(self.match is None)


class Places:
    """The places that one report says, found once."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text, self._sentences = text, sentences
        self._index = {sentence.start: number for number, sentence in enumerate(sentences)}
        found = find_countries(text, language="en")
        mentioned = Counter(match.country.iso for match in found if not match.ambiguous)
        prefer = [iso for iso, _ in mentioned.most_common(3)]
        named = find_places(text, language="en", prefer=prefer)
        self._matches = meant_places(text, named, mentioned)
        self._countries = [match for match in found if not match.demonym and not match.ambiguous]
        datelines = [(sentence.start, sentence.end) for sentence in sentences if sentence.dateline]
        self._country = main_country(found, self._matches, datelines)
        self._all = [list(self._in(sentence)) for sentence in sentences]
        self._said = [[place for place in found if not place.aside] for found in self._all]

    def of(self, mention: "Mention", said: "Assertion") -> tuple[Place, str | None]:
        """Return the place of an act and the rule that chose it; without one only the country is known.

        The finest place of the act's clause, else of its sentence; what happened takes over the place of the
        story before it, for at most `STORY` sentences. Where a source sits is never the place.
        """
        number = self._index[mention.sentence.start]
        ranked = [
            (rank, place) for place in self._said[number] if (rank := nearness(place, mention)) is not None
        ]
        if ranked:
            rank, near = min(ranked, key=lambda pair: _order(*pair))
            if rank < HOME:
                return self.place(near), "place.clause" if rank < ELSEWHERE else "place.sentence"
        if said.kind == "act" and (told := self._story(number)) is not None:
            return self.place(told), "place.story"
        if ranked and not near.room:
            return self.place(near), "place.home"
        if (state := self._state(mention)) is not None:
            return state, "place.state"
        return Place(country=self._country), None

    def said(self, number: int) -> list[Said]:
        """Return all places said in a sentence, those of its sources too."""
        return self._all[number]

    def words(self, said: Said) -> str:
        """Return the words that say a place."""
        return self._text[said.start : said.end]

    def _state(self, mention: "Mention") -> Place | None:
        """The country that acts: "Osmere closed most of its churches"."""
        doer = mention.agent
        if doer is None or doer.pos_ != "PROPN":
            return None
        start = mention.sentence.offset(doer.idx)
        match = next((m for m in self._countries if m.start <= start < m.end), None)
        if match is None:
            return None
        return Place(text=self._text[match.start : match.end], country=match.country.iso)

    def _in(self, sentence: Sentence) -> Iterator[Said]:
        """The places of a sentence; where the source sits stands aside."""
        names = [m for m in self._matches if sentence.start <= m.start and m.end <= sentence.end]
        covered: list[tuple[int, int]] = []
        for token, start, end, grain in place_phrases(sentence):
            covered.append((start, end))
            aside = _of_teller(token)
            inside = [match for match in names if start <= match.start and match.end <= end]
            if not inside and (country := self._country_at(start, end)):
                yield Said(start, end, 4, token, None, country, aside=aside)
                continue
            said = self._said_by(token, start, end, grain, inside, names)
            vague = said.match is None and (is_room(token) or self._is_any(token, said))
            yield replace(said, home=self._of_origin(start), room=vague, aside=aside)
        for before, match in zip([None, *names], names, strict=False):
            if any(start <= match.start and match.end <= end for start, end in covered):
                continue
            if before is not None and self._is_within(before, match):
                continue
            token = self._token_at(sentence, match)
            told = token is not None and _of_teller(token)
            aside = told or sentence.dateline
            placed = token is not None and token.head.lower_ in LOCATIVE
            home = self._of_origin(match.start)
            noun = token if placed else None
            level = LEVELS[match.place.level]
            yield Said(match.start, match.end, level, noun, match, home=home, aside=aside)

    def _is_within(self, before: PlaceMatch, match: PlaceMatch) -> bool:
        """Whether the name says in what the one before it lies: "Musan County, North Hamgyong Province"."""
        beside = WITHIN.fullmatch(self._text, before.end, match.start) is not None
        return beside and LEVELS[before.place.level] < LEVELS[match.place.level]

    def _is_any(self, noun: "Token", said: Said) -> bool:
        """Whether it is a kind of custody, not a place: "sent to a labour camp"."""
        words = self._text[said.start : said.end]
        return is_custody(noun) and words.startswith(("a ", "an ")) and not CAPITAL.search(words)

    def _said_by(
        self,
        token: "Token",
        start: int,
        end: int,
        grain: int,
        inside: list[PlaceMatch],
        names: list[PlaceMatch],
    ) -> Said:
        finest = min(inside, key=lambda match: LEVELS[match.place.level], default=None)
        kind = UNIT_OF.match(self._text, start, end)
        if finest is not None and kind and kind.end() == finest.start:  # "the North Korean city of Chongjin"
            return Said(finest.start, end, grain, token, finest)
        beside = next((match for match in names if APPOSED.fullmatch(self._text, end, match.start)), None)
        if finest is None and beside is not None and grain >= 2:  # "in the capital, Asmara"
            return Said(beside.start, beside.end, grain, token, beside)
        return Said(start, end, grain, token, finest)

    def _token_at(self, sentence: Sentence, match: PlaceMatch) -> "Token | None":
        span = sentence.span.doc.char_span(
            match.start - sentence.block_start, match.end - sentence.block_start, alignment_mode="expand"
        )
        return None if span is None else span.root

    def _country_at(self, start: int, end: int) -> str | None:
        for match in self._countries:
            if start <= match.start and match.end == end and match.start - start < 5:
                return match.country.iso
        return None

    def _of_origin(self, start: int) -> bool:
        """Whether the place says where a source or somebody is from, not where the act was done."""
        return bool(ORIGIN.search(self._text[max(0, start - 40) : start]))

    def _story(self, number: int) -> Said | None:
        """The place told last before the sentence, in its paragraph or just before, or by its heading."""
        here = self._sentences[number].block
        for before in range(number - 1, max(-1, number - 1 - STORY), -1):
            told = [place for place in self._said[before] if place.country is None and not place.room]
            if told and self._sentences[before].block == here:
                return min(told, key=_finest)
        return self._heading(number)

    def _heading(self, number: int) -> Said | None:
        """The place that heads the paragraph: "Homs: eleven detainees …"."""
        first = next(s for s in self._sentences if s.block == self._sentences[number].block)
        head = HEADING.match(self._text, first.start)
        for match in self._matches:
            if head and first.start <= match.start < head.end():
                return Said(match.start, match.end, LEVELS[match.place.level], None, match)
        return None

    def place(self, said: Said) -> Place:
        """Return what a place said is in the record: its words, country and province."""
        words = self._text[said.start : said.end]
        if said.country:
            return Place(text=words, country=said.country)
        if said.match is None:
            return Place(text=words, country=self._country, admin1=self._province_near(said.start))
        place = said.match.place
        admin1 = place.admin1.get("en") or (place.name("en") if place.level == "province" else None)
        return Place(text=words, country=place.country, admin1=admin1 or self._province_near(said.start))

    def _province_near(self, start: int) -> str | None:
        """The province told last before the words, else the only one that the report names."""
        provinces = [m for m in self._matches if m.place.admin1.get("en") or m.place.level == "province"]
        names = [m.place.admin1.get("en") or m.place.name("en") for m in provinces]
        if len(set(names)) == 1:
            return names[0]
        last = bisect_left([m.start for m in provinces], start)
        near = last and start - provinces[last - 1].start < 300
        return names[last - 1] if near else None


def _of_teller(token: "Token") -> bool:
    """Whether the words belong to who tells or is told: "a source in North Kell said", "Seoul said"."""
    for up in (token, *token.ancestors):
        if up.lower_ == "according" or (up.dep_ in ("nsubj", "dobj", "dative") and is_saying(up.head)):
            return True
        if is_verb(up):
            return False
    return False


def _finest(place: Said) -> tuple[bool, int, bool, int]:
    """What of a sentence before is the place of the story: no home, a name, behind a preposition."""
    return place.home, place.vagueness, place.token is None, place.grain


def _order(rank: float, place: Said) -> tuple[float, int, int, int]:
    """What goes first among the places of a sentence: its clause, a name, the finer place."""
    near = 0 if rank < ELSEWHERE else 1 if rank < HOME else 2
    return near, place.vagueness, place.grain, place.start


def nearness(place: Said, mention: "Mention") -> float | None:
    """How near the place stands to the act, 0 nearest; null where it is the place of something else."""
    verb, token = mention.verb, place.token
    if place.home:
        return HOME
    if token is None:
        return NAMED
    above = governor(token)
    origin = 0.5 if token.head.lower_ == "from" else 0
    if above in (verb, mention.trigger):
        return origin
    root = clause_root(token)
    if above.pos_ in ("NOUN", "PROPN") and is_person(above):
        return HOME
    if root == verb:
        return 1 + origin
    if is_saying(root):
        return None
    return 2 if root in verb.ancestors or verb in root.ancestors else 3
