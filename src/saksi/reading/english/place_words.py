"""The words by which a report says a place: phrases such as "a bridge at Onsong"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from saksi.countries import Pack, load_packs
from saksi.countries.files import string_list
from saksi.reading.english.clauses import Span, children
from saksi.reading.english.entries import FOLDER, read_table
from saksi.reading.english.parsing import Sentence, written

if TYPE_CHECKING:
    from spacy.tokens import Token

LOCATIVE = frozenset(
    {"in", "at", "inside", "near", "outside", "on", "from", "to", "into", "across", "along", "within",
     "around", "through", "throughout", "behind", "beside", "over", "under", "towards", "toward", "off",
     "onto"}
)  # fmt: skip
JOINING = frozenset({"in", "at", "near", "outside", "on"})  # "at a house in Assab" is one phrase
GRAINS = ("building", "settlement", "town", "area")  # from the finest to the coarsest
KEYS = (*GRAINS, "abstract", "bare", "custody", "entering", "rooms", "not_places")
INSIDE = frozenset({"in", "at"})
LEADING = frozenset({"out", "front", "most", "much", "parts", "half"})  # "out of the school"
TAKING = frozenset(  # to a name behind these, somebody is taken: "taken to El Chipote"
    {"take", "bring", "send", "transfer", "move", "deport", "banish", "exile", "drive", "transport",
     "resettle", "relocate", "ship", "escort", "march", "put"}
)  # fmt: skip
ENTERED = frozenset({"enter", "storm", "surround", "shell", "bomb", "occupy"})  # "entered Khorog"
ABSTRACTLY = frozenset(  # "faith in Jesus", "member in Unity": nobody is there
    {"believe", "belief", "faith", "trust", "hope", "confide", "confidence", "interest", "interested", "role",
     "involve", "involvement", "member", "membership", "participate", "participation", "part", "engage",
     "look", "shout", "angry", "aim", "direct", "instrumental"}
)  # fmt: skip
UNKNOWN = ("", "PERSON", "ORG")  # what the model takes a name of a place for that it does not know
NUMBERS = ("DATE", "TIME", "CARDINAL", "PERCENT")
LONGEST = 11  # words of a place


@dataclass(frozen=True, slots=True)
class PlaceNouns:
    """The nouns for places of the packs, see the head of ``lexicon/en/place_nouns.yml``."""

    grain: Mapping[str, int]  # 0 a building or room, 3 an area
    abstract: frozenset[str]
    bare: frozenset[str]
    custody: frozenset[str]
    entering: frozenset[str]
    rooms: frozenset[str]
    not_places: frozenset[str]


@cache
def place_nouns() -> PlaceNouns:
    """Return the nouns for places of all installed packs."""
    return read_place_nouns(load_packs())


def read_place_nouns(packs: Sequence[Pack]) -> PlaceNouns:
    """Return the nouns for places of the packs, joined.

    Raises
    ------
    InvalidInput
        A key is unknown, or a value is no list of words: says file and key.
    """
    lists: dict[str, set[str]] = {key: set() for key in KEYS}
    for pack in packs:
        for key, value in read_table(pack, "place_nouns.yml", KEYS).items():
            lists[key] |= set(string_list(value, f"{pack.code}/{FOLDER}/place_nouns.yml, key {key}"))
    grain = {word: number for number, key in enumerate(GRAINS) for word in lists[key]}
    rest = {key: frozenset(lists[key]) for key in KEYS if key not in GRAINS}
    return PlaceNouns(grain, **rest)


def place_phrases(sentence: Sentence) -> list[tuple["Token", int, int, int]]:
    """Return what a sentence's words say of places: noun, start and end in the report's text, grain.

    A phrase is a noun behind a preposition of place, or the object of a verb such as *raid*, that is a place
    by its kind ("a house in Pyongan Province", "the central prison of Urmia") or a name of a place; the finer
    the place, the lower its grain. Phrases that follow each other are one ("at a house in Assab").
    """
    found: list[tuple[Token, int, int, int]] = []
    for token in sentence.tokens:
        grain = grain_of(token) if _may_be_place(token) else None
        if grain is None:
            continue
        first, last = _extent(token)
        if written(token.doc)[first:last].lower().removeprefix("the ") in place_nouns().not_places:
            continue
        start, end = sentence.offset(first), sentence.offset(last)
        if found and start <= found[-1][2]:  # inside the phrase before
            continue
        if found and token.head.lower_ in JOINING and _follows(token.head, found[-1][2], sentence):
            noun, start, _, fine = found.pop()
            found.append((noun, start, end, min(fine, grain)))
        else:
            found.append((token, start, end, grain))
    return found


def _follows(prep: "Token", end: int, sentence: Sentence) -> bool:
    """Whether nothing but a space stands between a phrase and the preposition."""
    return bool(sentence.offset(prep.idx) - end <= 1)


def _may_be_place(token: "Token") -> bool:
    if token.dep_ == "pobj":
        return token.head.lower_ in LOCATIVE or _leads(token.head)
    if token.dep_ in ("dobj", "nsubjpass", "conj"):
        head = token.head.head if token.dep_ == "conj" else token.head
        return head.lemma_.lower() in place_nouns().entering
    return False


def _leads(prep: "Token") -> bool:
    """Whether it is the second half of a preposition of place: "out of", "in front of", "in most of"."""
    return prep.lower_ == "of" and prep.head.lower_ in LEADING


def governor(place: "Token") -> "Token":
    """Return what a place is said of: over its preposition, both halves of it ("led out of the school")."""
    above = place.head.head if place.dep_ == "pobj" else place.head
    while above.lower_ in LEADING or (above.dep_ == "prep" and above.lower_ in LOCATIVE):
        if above.head == above:
            break
        above = above.head
    return above


def is_custody(noun: "Token") -> bool:
    """Whether people are held in such a place: a camp, a prison."""
    return noun.lemma_.lower() in place_nouns().custody


def is_room(noun: "Token") -> bool:
    """Whether it is a part of a building, or a thing somebody is in or at: a corridor, a bus."""
    return noun.lemma_.lower() in place_nouns().rooms


def grain_of(noun: "Token") -> int | None:
    """Return how exactly the noun says where, 0 finest; None where it is no place by its word alone."""
    nouns, lemma = place_nouns(), noun.lemma_.lower()
    grain = nouns.grain.get(noun.lower_, nouns.grain.get(lemma))
    if grain is None:
        named = noun.pos_ == "PROPN" or (noun.ent_type_ == "GPE" and noun.text[:1].isupper())
        return 2 if named and _is_place_name(noun) else None
    if lemma in nouns.abstract and not _says_which(noun):
        return None
    if (lemma in nouns.bare and not list(noun.lefts)) or (lemma in nouns.custody and _any_camps(noun)):
        return None
    return grain


def _is_place_name(noun: "Token") -> bool:
    """Whether a name says a place: by its kind, or in any language where somebody is in it or at it.

    The model takes towns that it never met for people: "in Khorog", "at Songhu-dong".
    """
    if noun.ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    if noun.tag_ != "NNP" or noun.ent_type_ not in UNKNOWN:
        return False
    if noun.dep_ == "dobj":
        return noun.head.lemma_.lower() in ENTERED
    if noun.dep_ != "pobj":
        return False
    above = noun.head.head.lemma_.lower()
    if noun.head.lower_ in INSIDE:
        return above not in ABSTRACTLY
    return noun.head.lower_ == "to" and above in TAKING


def _says_which(noun: "Token") -> bool:
    """Whether a word says which: "the guard post", "a shooting range"."""
    doing = any(child.tag_ == "VBG" for child in children(noun, "amod"))
    return doing or bool(children(noun, "compound", "nmod", "poss"))


def _any_camps(noun: "Token") -> bool:
    """Whether it names the kind of custody, not a place: "sent to political prison camps"."""
    return (
        bool(noun.tag_ == "NNS")
        and not children(noun, "det", "poss", "nummod")
        and not children(noun, "prep")
    )


def _extent(noun: "Token") -> Span:
    """The noun with its article, modifiers and a short "of", "in" phrase: offsets in the block."""
    doc, last = noun.doc, noun.i
    before = (child.left_edge.i for child in noun.lefts if child.dep_ not in ("punct", "cc"))
    first = max(min(before, default=noun.i), noun.i - LONGEST)
    for child in noun.rights:
        if child.dep_ != "prep" or child.lower_ == "from" or child.lower_ not in LOCATIVE | {"of"}:
            break
        edge = _within(child) if child.i == last + 1 else None
        if edge is not None and edge - first <= LONGEST:
            last = edge
    return doc[first].idx, doc[last].idx + len(doc[last])


def _within(prep: "Token") -> int | None:
    """Where the place within which the noun lies ends: "of the Committee", "at Onsong"."""
    for noun in children(prep, "pobj"):
        if noun.ent_type_ in NUMBERS:
            return None
        inner = [
            place
            for child in noun.rights
            if child.lower_ in ("of", "in")
            for place in children(child, "pobj")
        ]
        close = [place.i for place in inner[:1] if place.ent_type_ in ("GPE", "LOC", "ORG", "FAC")]
        return int(max([noun.i, *close]))
    return None
