"""Who an act is done to, and who does it: the arguments of a trigger word in the parse."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import (
    SUBJECTS,
    behind,
    by_agent,
    children,
    direct_object,
    is_passive,
    subject,
)
from saksi.reading.english.lexicon import ActEntry, cue
from saksi.reading.english.parsing import is_verb
from saksi.reading.english.people import is_person, is_state

if TYPE_CHECKING:
    from spacy.tokens import Token

PERCEIVING = frozenset({"see", "watch", "witness", "hear", "attend", "film", "describe", "recall", "observe"})


def compelling_verb(token: "Token") -> "Token | None":
    """Return the verb that makes somebody do this: "forced" of "forced to stand and watch"."""
    while token.dep_ == "conj" and is_verb(token.head):
        token = token.head
    head = token.head
    if token.dep_ not in ("xcomp", "ccomp", "advcl") or head.lemma_.lower() not in cue("compelling"):
        return None
    to = any(child.tag_ == "TO" for child in token.children)
    bare = head.lemma_ == "make" and token.tag_ == "VB"  # "made them stand": the parse may see a clause
    return head if to or bare else None


def compelled(verb: "Token", done: "Token") -> "Token | None":
    """Return who is made to do it."""
    if is_passive(verb) or verb.lemma_ == "have":
        return subject(verb)
    made = children(done, *SUBJECTS)
    return made[0] if made else direct_object(verb)


def find_victim(entry: ActEntry, trigger: "Token", verb: "Token") -> "Token | None":
    """Return the noun that the act is done to, by the entry's grammar."""
    if entry.victim == "self":
        return trigger
    if not is_verb(trigger):
        return _noun_victim(entry, trigger, verb)
    if entry.victim in _PLACED:
        return _PLACED[entry.victim](verb)
    return subject(verb) if is_passive(verb) else _object(entry, verb)


def _object(entry: ActEntry, verb: "Token") -> "Token | None":
    found = direct_object(verb)
    if found is None and entry.object == "person" and (told := _headline_victim(verb)) is not None:
        return told
    if entry.victim == "either" or (found is None and entry.object != "person"):
        return found if found is not None and is_person(found) else subject(verb)
    return found


def _taken_from(verb: "Token") -> "Token | None":
    return behind(verb, "from") or _owner(direct_object(verb) or subject(verb))


def _headline_victim(verb: "Token") -> "Token | None":
    """Who a headline tells of: "Two pastors arrested in Kell", which the parse takes as active."""
    doer = subject(verb)
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ == "conj" or doer is None or is_state(doer):
        return None
    return doer if is_person(doer) and doer.pos_ != "PRON" else None


def people_before(noun: "Token", verb: "Token") -> "Token | None":
    """Return the people meant where the parse names a thing.

    They stand above it ("children of executives working for the department who are summoned"), else they are
    the first people of a long subject before the verb.
    """
    above = [
        token for token in noun.ancestors if token.i < noun.i and token.sent == noun.sent and is_person(token)
    ]
    above = [token for token in above if token.pos_ in ("NOUN", "PROPN")]
    if above:
        return above[-1]
    if noun.i < verb.i:
        for token in verb.sent:
            if token.i < verb.i and token.pos_ == "NOUN" and is_person(token) and children(token, "relcl"):
                return token
    return None


def _affected(verb: "Token") -> "Token | None":
    """Who goes without: the person among the verb's arguments, or those whom its clause acts on."""
    for noun in (*children(verb, "dative"), subject(verb) if is_passive(verb) else None, direct_object(verb)):
        if noun is not None and is_person(noun):
            return noun
    for head in verb.ancestors:
        if is_verb(head) and (noun := direct_object(head)) is not None and is_person(noun):
            return noun
    return behind(verb, "from", "to")


def _owner(thing: "Token | None") -> "Token | None":
    """Whose it is: "their houses"."""
    owners = children(thing, "poss") if thing is not None else []
    return owners[0] if owners else None


_PLACED: Mapping[str, Callable[["Token"], "Token | None"]] = {
    "none": lambda _: None,
    "subject": subject,
    "affected": _affected,
    "from": _taken_from,
}


def _noun_victim(entry: ActEntry, trigger: "Token", verb: "Token") -> "Token | None":
    if entry.victim == "none":
        return None
    if entry.victim == "subject" and is_verb(verb):
        return subject(verb)
    for preposition in ("of", "against", "on", "for", "among"):
        noun = behind(trigger, preposition)
        if noun is not None and is_person(noun):
            return noun
    owners = children(trigger, "poss")
    if owners and is_person(owners[0]) and entry.victim == "of":
        return owners[0]
    if is_verb(verb):
        doer = (
            None if verb.lemma_.lower() in PERCEIVING else subject(verb)
        )  # who "saw the execution" is no victim
        for noun in (subject(verb) if is_passive(verb) else None, direct_object(verb), doer):
            if noun is not None and noun != trigger and is_person(noun):
                return noun
    return None


def find_agent(trigger: "Token", verb: "Token", victim: "Token | None") -> "Token | None":
    """Return the noun that does the act: the subject of an active verb, "by …" of a passive one."""
    active = is_verb(trigger) and not is_passive(trigger)  # "dragged them by the hair" names no doer
    noun = by_agent(verb) or (None if active else behind(trigger, "by"))
    if noun is not None:
        return noun
    if is_verb(verb) and not is_passive(verb):
        doer = subject(verb)
        if doer is not None and doer != victim:
            return doer
    for head in (verb.head,) if verb.dep_ in ("conj", "xcomp") else ():
        found = children(head, *SUBJECTS)
        if found and found[0] != victim:
            return found[0]
    return None
