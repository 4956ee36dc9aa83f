"""To whom, over the whole report: what a pronoun stands for, whom a bare act is told of, how many."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from saksi.countries import find_countries
from saksi.reading.english.clauses import behind, children, joined, noun_phrase, phrase_text
from saksi.reading.english.counts import Counted, count_in, total
from saksi.reading.english.drafts import Draft
from saksi.reading.english.modality import Assertion
from saksi.reading.english.parsing import Sentence
from saksi.reading.english.people import PLURALS, PRONOUNS, SINGULARS, describe, is_person
from saksi.record import Attribution, Victim

if TYPE_CHECKING:
    from spacy.tokens import Token

COLLECTIVES = frozenset(
    {"family", "household", "couple", "faction", "gang", "crew", "congregation", "crowd", "group", "team",
     "unit", "patrol", "platoon", "brigade", "class", "choir", "community", "population", "staff", "clan",
     "tribe", "delegation", "rest", "majority"}
)  # fmt: skip
SEVERAL = frozenset({"some", "others", "those", "these", "all", "most", "many", "several"})
SOME = frozenset({"some", "others", "many", "several"})
EVERYBODY = frozenset({"every", "each", "any", "no"})
EACH = frozenset({"every", "each"})
ANYBODY = frozenset({"anyone", "anybody", "whoever", "everyone", "everybody"})
AGAIN = frozenset({"the", "these", "those", "his", "her", "their"})
KINDRED = frozenset({"his", "her", "my", "their"})
OF_ONE = frozenset({"his", "her", "my"})
HOUSES = frozenset({"house", "home", "hut", "flat", "apartment", "shop", "dwelling", "church", "mosque"})
TELLING = frozenset({"victim", "witness", "relative", "defector", "insider_source"})
UNSAID = frozenset({"the teller", "i", "he", "she", "they", "we", "one"})  # no words for a person
NAMED = re.compile(r"(?!The )[A-Z]\S*(?: [A-Z]\S*)*")
TIMES = frozenset({"DATE", "TIME"})
DAYS = re.compile(
    r" (?:by|on|in|since|of|until|from|before|after) (?:the )?(?:\d+(?:st|nd|rd|th)? )?(?:of )?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d+)?(?:st|nd|rd|th)?\b.*"
)
SINGLE = frozenset({"he", "she", "him", "her", "his", "i", "me", "my", "one", "third", "second", "another"})
NEAR = 260  # characters between two tellings of one case
PERSONAL = frozenset(
    {
        "screening",
        "torture",
        "execution",
        "death_in_custody",
        "release",
        "forced_labour",
        "public_shaming",
        "coerced_attendance",
        "punishment_unspecified",
        "dismissal",
        "banishment",
        "disappearance",
        "detention_other",
        "detention_political_camp",
        "forced_repatriation",
        "sexual_violence",
        "deprivation",
    }
)  # fmt: skip - acts done to somebody, who is told before where the clause names nobody


def antecedent(noun: "Token", before: Sequence[Draft]) -> Draft | None:
    """Return the latest victim that the pronoun can stand for, by sex and number."""
    if noun.lower_ in SINGULARS:  # whoever speaks: nobody told of before, but "me" of an earlier sentence
        return next((draft for draft in reversed(before) if draft.victim_head in SINGULARS), None)
    sex = PRONOUNS.get(noun.lower_)
    for draft in reversed(before):
        if draft.victim.text is None or draft.kind == "condition" or draft.features["victim"] == "thing":
            continue
        if sex is None and draft.victim.type != "individual":
            return draft
        if sex is not None and draft.victim.type == "individual" and draft.victim.sex in (sex, "unknown"):
            return draft
    return None


def implied(act: str, said: Assertion, start: int, before: Sequence[Draft]) -> Draft | None:
    """Return the telling just before, of whose victim this act is told without saying so."""
    if act not in PERSONAL or said.kind != "act" or said.modality not in ("happened", "ongoing"):
        return None
    near = (draft for draft in reversed(before) if 0 <= start - draft.sentence_start <= NEAR)
    return next((draft for draft in near if draft.victim.text and draft.kind == "act" and draft.count), None)


def speaking(victim: Victim, noun: "Token | None", told: Attribution) -> Victim:
    """Return who "I" is: the person whose words the sentence gives; others as they are."""
    first, *rest = told.chain
    if noun is None or noun.lower_ not in SINGULARS or not rest or first.role not in TELLING:
        return victim
    if first.text.lower() in UNSAID:
        return victim
    name = NAMED.search(first.text)
    return Victim(
        text=first.text,
        name=name.group() if name and not first.anonymous else None,
        type="individual",
        status="ordinary",
        sex=victim.sex,
    )


def person_before(pronoun: "Token", sentences: Sequence[Sentence]) -> "Token | None":
    """Return the last person named in the sentences before whom the pronoun can stand for."""
    sex = PRONOUNS.get(pronoun.lower_)
    if sex is None:
        return None
    for sentence in reversed(sentences):
        for token in reversed(sentence.tokens):
            if token.pos_ in ("NOUN", "PROPN") and token.tag_ in ("NN", "NNP") and is_person(token):
                victim = describe(token)
                if victim.sex in (sex, "unknown") and victim.status not in ("official", "elite"):
                    return token
    return None


def has_child(noun: "Token | None", words: Collection[str]) -> bool:
    """Whether one of the words hangs on the noun: "the women", "another man"."""
    return noun is not None and any(child.lower_ in words for child in noun.children)


def head(noun: "Token | None") -> str | None:
    """Return the lemma of the head noun."""
    return None if noun is None else str(noun.lemma_.lower())


def key(noun: "Token | None") -> str | None:
    """Return the phrase without its article; a bare noun's lemma: "a smuggler" is "the smuggler" again."""
    if noun is None:
        return None
    words = [token for token in noun.subtree if token.dep_ not in ("det", "punct", "conj", "cc", "appos")]
    if len(words) <= 1:
        return str(noun.lemma_.lower())
    return " ".join(token.lower_ for token in words)


def count(noun: "Token | None", said: Assertion, before: Sequence[Draft] = ()) -> Counted | None:
    """Return how many the victims of this claim are; a class of people has no number.

    "The skaters" are as many as the twenty skaters of a claim before.
    """
    if noun is None:
        return None
    if noun.tag_ == "NNS" and has_child(noun, AGAIN) and said.kind == "act":
        lemma = head(noun)
        same = (draft.count for draft in reversed(before) if draft.victim_head == lemma and draft.count)
        if (known := next(same, None)) is not None and count_in(_words(noun)) is None:
            return known
    members = [one for one in joined(noun) if is_person(one) and one.ent_type_ not in ("ORG", "GPE")]
    if len(members) > 1 and not _named_behind(members, said) and _each_counted(members):
        together = total([_stated(member, said) for member in members])
        if together is not None:
            return together
    return _stated(noun, said)


def _each_counted(members: Sequence["Token"]) -> bool:
    """Whether each has a number of its own; in "seven men and women" one number counts both."""
    first, *others = members
    if first.tag_ not in ("NNS", "NNPS"):
        return True
    return all(member.tag_ != "NNS" or children(member, "det", "poss", "nummod", "amod") for member in others)


def _named_behind(members: Sequence["Token"], said: Assertion) -> bool:
    """Whether the first says how many the others are: "two of them, Mr. Hamidi and Mr. Zabihi"."""
    first = _stated(members[0], said)
    return len(members) > 2 and first is not None and first.min == first.max == len(members) - 1


def _words(noun: "Token") -> str:
    """The phrase without its relative clause and the days it names."""
    phrase = phrase_text(noun_phrase(noun), noun)
    return DAYS.sub("", phrase.split(" who ")[0].split(" that ")[0].split(" whose ")[0])


def houses(verb: "Token") -> Counted | None:
    """Return how many houses an act is done to: "burned 160 houses", "11 flats were searched"."""
    for noun in children(verb, "dobj", "nsubjpass"):
        inner = behind(noun, "of") or noun
        for house in (noun, inner):
            if house.lemma_.lower() in HOUSES and (found := count_in(_words(noun))) is not None:
                return replace(found, unit="houses")
    return None


def _stated(noun: "Token", said: Assertion) -> Counted | None:
    words = _words(noun)
    if noun.ent_type_ in TIMES or _is_country(noun):
        return None
    determined = {child.lower_ for child in noun.children if child.dep_ in ("det", "poss", "nummod")}
    if noun.lower_ in ANYBODY or determined & EVERYBODY:
        each = determined & EACH and said.kind == "act" and said.modality == "happened"
        return Counted(2, None, words) if each else None
    if said.kind != "act" and not _has_numeral(noun, words):
        return None
    stated = count_in(words)
    vague = stated is None or (stated.min == 2 and stated.max is None)
    if stated is not None and not (vague and said.modality == "ongoing"):
        return stated
    return _told_so(noun, words, determined, said)


def _is_country(noun: "Token") -> bool:
    """Whether it is a country, not its people: "Yemen", not "two Yemenis"."""
    if noun.pos_ != "PROPN":
        return False
    return any(not match.demonym for match in find_countries(noun.text, language="en"))


def _has_numeral(noun: "Token", words: str) -> bool:
    """Whether the phrase has a number in figures or words: "88 of them", "thirteen others"."""
    numerals = [noun, *children(noun, "nummod")]
    return any(char.isdigit() for char in words) or any(token.tag_ == "CD" for token in numerals)


def _told_so(noun: "Token", words: str, determined: set[str], said: Assertion) -> Counted | None:
    """How many a noun without a number says: "smugglers" of an episode, "the family", "a man"."""
    told = said.modality in ("happened", "denied", "uncertain", "ongoing")
    plural = noun.lower_ in PLURALS or noun.lower_ in SEVERAL
    if noun.lower_ in SOME:
        return Counted(2, None, words) if told else None
    if noun.lower_ == "parents" and determined & OF_ONE:
        return Counted(2, 2, words) if told else None
    if noun.tag_ in ("NNS", "NNPS") or plural:
        habit = said.modality == "ongoing" and noun.lower_ not in PLURALS
        if habit and not determined - {"the"}:
            return None  # a habit, told of a class of people
        somebodys = bool(determined & KINDRED) and said.modality == "planned"
        return Counted(2, None, words if noun.tag_ == "NNS" else None) if told or somebodys else None
    if noun.lemma_.lower() in COLLECTIVES:
        return Counted(2, None, words) if told else None
    if noun.lower_ in SINGLE or noun.tag_ == "NNP" or (noun.tag_ == "NN" and determined):
        return Counted(1, 1, words)
    return None


def standing(victim: Victim, noun: "Token | None", said: Assertion) -> Victim:
    """Take people of whom nothing is said for ordinary ones, where an act against them is told."""
    told = said.kind == "act" and said.modality != "planned"
    if noun is None or not told or victim.status != "unknown" or not is_person(noun):
        return victim
    return victim.model_copy(update={"status": "ordinary"})
