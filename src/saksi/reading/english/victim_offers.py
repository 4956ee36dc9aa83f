"""The people to whom an act may be done, with what speaks for each: input of the learned choice."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from saksi.reading.english import victims
from saksi.reading.english.clauses import is_passive
from saksi.reading.english.counts import Counted
from saksi.reading.english.modality import Assertion
from saksi.reading.english.near import Near
from saksi.reading.english.parsing import Sentence, is_verb
from saksi.reading.english.people import (
    PLURALS,
    PRONOUNS,
    SINGULARS,
    describe,
    is_force,
    is_person,
    is_pronoun,
    is_state,
)
from saksi.reading.english.tellers import is_saying
from saksi.reading.learned import Offer
from saksi.record import Count, Victim

if TYPE_CHECKING:
    from spacy.tokens import Token

Known = dict[str, float | str]
BEFORE = 2  # sentences before the telling in which its people may be named
TOLD = 4  # claims before and behind whose people may be meant
STORY = 12  # claims before and behind among which people are told again
STEPS = 3  # claims away: further is simply far
PARTS = frozenset({"compound", "nummod", "amod"})  # of a phrase for people: no people by themselves
PEOPLE = ("noun", "number", "name", "pronoun")  # whom the grammar names where an act asks for people
SOME_OF = frozenset({"some", "many", "most", "several", "all", "none", "both", "each", "one"})
FAR = 12  # words: further away is simply far


class VictimOffers:
    """The people of one report's claims, in the order of the text."""

    def __init__(self, nears: Sequence[Near]) -> None:
        self._nears = nears
        self._keys = [_key(near.draft.victim) for near in nears]
        self._met: dict[tuple[int, str, str], tuple[Victim, Counted | None]] = {}

    def of(self, at: int) -> list[Offer]:
        """Return the people near claim number `at`: nobody, then whom the rules take, then others."""
        near = self._nears[at]
        found = [Offer(_value(Victim(), None), _nobody(near), "")]
        if near.draft.victim.text is not None:
            found.append(self._by_rule(at))
        seen = {str(offer.same) for offer in found}
        return [*found, *self._named(at, seen), *self._told(at, seen)]

    def _by_rule(self, at: int) -> Offer:
        near = self._nears[at]
        draft, noun = near.draft, near.draft.mentions[0].victim
        slot = str(draft.features.get("victim", "none"))
        known = self._known(draft.victim, draft.count, at, "rule")
        if noun is not None and not is_pronoun(noun):
            known |= _grammar(noun, near, 0)
        else:
            known |= {"implied": float(draft.implied), "resolved": float(noun is not None)}
        known |= {
            "rule": slot,
            "rule:asks": _asks(noun),
            "rule:weak": str(draft.features.get("weak", "")),
            "rule:act": f"{near.group()}:{slot}",
        }
        firm = slot in PEOPLE and not draft.features.get("weak")
        return Offer(_value(draft.victim, draft.count), known, _key(draft.victim), firm=firm)

    def _named(self, at: int, seen: set[str]) -> Iterator[Offer]:
        """The people of the telling's sentence and of those before it, as far as they are not offered yet."""
        near = self._nears[at]
        draft = near.draft
        said = Assertion(draft.kind, draft.modality, "")
        for noun, back in _people(near):
            victim, count = self._described(noun, near.sentences[near.core - back], said)
            if (key := _key(victim)) in seen:
                continue
            seen.add(key)
            if draft.victim.family_included:
                victim = victim.model_copy(update={"family_included": True})
            known = self._beside(victim, count, at, f"back{back}" if back else "core")
            yield Offer(_value(victim, count), known | _grammar(noun, near, back), key)

    def _described(self, noun: "Token", sentence: Sentence, said: Assertion) -> tuple[Victim, Counted | None]:
        """Who and how many a noun says, found once for all claims that are told so."""
        key = (sentence.offset(noun.idx), said.kind, said.modality)
        if key not in self._met:
            victim = victims.standing(describe(noun), noun, said)
            self._met[key] = victim, victims.count(noun, said)
        return self._met[key]

    def _told(self, at: int, seen: set[str]) -> Iterator[Offer]:
        """The people of the claims around: the nearest first, those before it first."""
        steps = range(1, TOLD + 1)
        before = ((at - step, f"told{min(step, STEPS)}") for step in steps if at >= step)
        behind = ((at + step, "later") for step in steps if at + step < len(self._nears))
        for number, where in (*before, *behind):
            other = self._nears[number].draft
            if other.victim.text is not None and (key := _key(other.victim)) not in seen:
                seen.add(key)
                known = self._beside(other.victim, other.count, at, where)
                yield Offer(_value(other.victim, other.count), known, key)

    def _beside(self, victim: Victim, count: Counted | None, at: int, where: str) -> Known:
        """What is known of people whom the rules did not take."""
        draft = self._nears[at].draft
        noun, slot = draft.mentions[0].victim, str(draft.features.get("victim", "none"))
        return self._known(victim, count, at, where) | {
            "asks:fits": f"{_asks(noun)}:{_fits(noun, victim)}",
            "beside": slot,
            "beside:where": f"{slot}:{where}",
        }

    def _known(self, victim: Victim, count: Counted | None, at: int, where: str) -> Known:
        near = self._nears[at]
        mine = _key(victim)
        first = max(0, at - STORY)
        others = [*self._keys[first:at], *self._keys[at + 1 : at + STORY + 1]]
        named = len(others) - others.count("")
        return {
            "where": where,
            "type": victim.type,
            "status": victim.status,
            "status:where": f"{victim.status}:{where}",
            "named": float(victim.name is not None),
            "counted": float(count is not None),
            "age": float(victim.age is not None),
            "roles": float(bool(victim.roles)),
            "claim:type": f"{near.draft.kind}:{victim.type}",
            "group:status": f"{near.group()}:{victim.status}",
            "elsewhere": others.count(mine) / max(1, named),
            "just before": float(mine in self._keys[max(0, at - 2) : at]),
        }


def _value(victim: Victim, count: Counted | None) -> dict[str, object]:
    stated = Count(min=count.min, max=count.max, text=count.text, unit=count.unit) if count else Count()
    return {"victim": victim, "count": stated}


def _nobody(near: Near) -> Known:
    draft = near.draft
    return near.without() | {
        "none:slot": str(draft.features.get("victim", "none")),
        "none:asks": _asks(draft.mentions[0].victim),
        "none:act": draft.act,
        "none:implied": float(draft.implied),
    }


def _people(near: Near) -> Iterator[tuple["Token", int]]:
    """The nouns for people of the telling's sentence (0) and of those before it (1, 2)."""
    for back in range(min(BEFORE, near.core) + 1):
        sentence = near.sentences[near.core - back]
        for token in () if sentence.dateline else sentence.tokens:
            head = token.pos_ in ("NOUN", "PROPN", "NUM") and token.dep_ not in PARTS
            if head and is_person(token) and not _part_of(token):
                yield token, back


def _part_of(noun: "Token") -> bool:
    """Whether the people told of are others: those counted in "22 of the detainees", not "whose father"."""
    of = noun.head
    if any(child.lower_ == "whose" for child in noun.children):
        return True
    return noun.dep_ == "pobj" and of.lower_ == "of" and (of.head.like_num or of.head.lower_ in SOME_OF)


def _key(victim: Victim) -> str:
    return (victim.name or victim.text or "").lower().removeprefix("the ")


def _asks(noun: "Token | None") -> str:
    """What stands where the people should: nobody, me, male, female, they, pronoun, people, thing."""
    if noun is None:
        return "nobody"
    if noun.lower_ in PRONOUNS:
        return PRONOUNS[noun.lower_]
    if noun.lower_ in SINGULARS or noun.lower_ in ("we", "us"):
        return "me"
    if noun.lower_ in PLURALS:
        return "they"
    if noun.pos_ == "PRON":
        return "pronoun"
    return "people" if is_person(noun) else "thing"


def _fits(noun: "Token | None", victim: Victim) -> str:
    """Whether somebody can be meant by the pronoun of the telling, by sex and number."""
    asks = _asks(noun)
    if asks in ("male", "female"):
        if victim.type != "individual":
            return "no"
        return "yes" if victim.sex == asks else "maybe" if victim.sex == "unknown" else "no"
    if asks == "they":
        return "yes" if victim.type == "group" else "no"
    return "-"


def _grammar(noun: "Token", near: Near, back: int) -> Known:
    """How the noun stands to the trigger of the act."""
    head, mention = noun.head, near.draft.mentions[0]
    known: Known = {
        "dep": noun.dep_,
        "person": float(is_person(noun)),
        "state": float(is_state(noun)),
        "force": float(is_force(noun)),
        "speaks": float(noun.dep_ in ("nsubj", "nsubjpass") and is_verb(head) and is_saying(head)),
        "tag": noun.tag_,
        "prep": head.lower_ if noun.dep_ == "pobj" else "-",
    }
    if back:
        return known | {"link": f"back:{noun.dep_}"}
    link = _link(noun, near)
    at = mention.sentence.offset(noun.idx)
    return known | {
        "link": link,
        "agent": float(noun == mention.agent),
        "far": min(FAR, abs(noun.i - mention.trigger.i)) / FAR,
        "after": float(noun.i > mention.trigger.i),
        "inside": float(any(start <= at < end for start, end in near.draft.passages)),
        "by": f"{mention.by}:{link.split(':')[0]}",
    }


def _link(noun: "Token", near: Near) -> str:
    """The way through the parse from the noun to the trigger or its verb."""
    mention, head = near.draft.mentions[0], noun.head
    verb, trigger = mention.verb, mention.trigger
    governor = head.head if noun.dep_ == "pobj" else head
    if governor in (verb, trigger):
        voice = "passive" if is_passive(verb) else "active"
        return f"own:{head.lower_}" if noun.dep_ == "pobj" else f"own:{noun.dep_}:{voice}"
    if noun in verb.ancestors:
        return f"above:{verb.dep_}"
    return "inside" if verb in noun.ancestors or trigger in noun.ancestors else "beside"
