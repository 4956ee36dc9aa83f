"""How an act is asserted: happened, ongoing, planned, feared, denied, uncertain; whether it is an order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import SUBJECTS, children, clause_tokens, is_passive
from saksi.reading.english.lexicon import cue, cue_pattern
from saksi.reading.english.parsing import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from saksi.reading.english.mentions import Mention

_TO_BE = re.compile(r"\b(?:is|are|was|were) to be\b|\bgoing to\b|\bset to\b|\bdue to be\b")
_HANGING = frozenset(
    {"ccomp", "xcomp", "acl", "advcl", "pcomp", "conj", "relcl", "pobj", "prep", "dobj", "csubj"}
)
_BELIEVING = frozenset({"believe", "think", "presume", "suppose", "assume", "rumour", "rumor"})
_LAWS = frozenset({"law", "article", "code", "clause", "regulation", "legislation", "decree", "constitution"})
_LAUNCHING = frozenset({"order", "announce", "launch", "declare", "call", "decree", "plan"})
_BESIDE = frozenset({"conj", "advcl", "relcl"})  # joined to a verb, but no object of it
_DISPUTING = frozenset({"deny", "refute", "dispute"})
_WITHHELD = frozenset({"deprivation", "restriction", "release"})  # what is denied to somebody
_IF = re.compile(r"\b(?:if|whoever|anyone|anybody|otherwise|unless|next time)\b")
_MODALS = re.compile(r" (?:may|might|could) ")  # the verb's own count, not those of what is joined to it
_NOT = re.compile(r"\b(?:not|no|never|nobody)\b|n't")
_LASTING = frozenset({"restriction", "deprivation", "surveillance", "crackdown"})  # what goes on once done
_GOING_ON = frozenset({"keep", "continue", "go", "remain"})  # "keep being singled out"
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither"})
_DEMANDS = frozenset(
    {"demand", "pray", "appeal", "petition", "hope", "plead", "want", "wish", "urge", "beg", "seek"}
)


@dataclass(frozen=True, slots=True)
class Assertion:
    """Kind and modality of a mention, with the rule that decided."""

    kind: str
    modality: str
    rule: str


CAMPAIGNS = frozenset({"campaign", "drive", "offensive", "directive"})  # a campaign as such, nobody named yet


def assertion(mention: "Mention") -> Assertion | None:
    """Decide kind and modality; None where nothing is asserted: a question, an appeal."""
    governors = _governors(mention.verb)
    if _asked(mention, governors):
        return None
    words = " ".join(token.lower_ for token in sorted(clause_tokens(mention.verb), key=lambda token: token.i))
    lemmas = {token.lemma_.lower() for token in governors}
    if _denied(mention.verb) or _negated(mention) or _told_untrue(mention):
        return Assertion("act", "denied", "modality.denied")
    hedged = _believed(governors) or _hedged(mention.verb, f"{words} {' '.join(sorted(lemmas))}")
    return _order_or_condition(mention, governors, words) or _act(mention, words, hedged=hedged)


def _asked(mention: "Mention", governors: list["Token"]) -> bool:
    """Whether it is a question, or what somebody demands or hopes for."""
    if mention.sentence.text.rstrip("\"' ").endswith("?"):
        return True
    demanded = any(token.lemma_.lower() in _DEMANDS for token in governors)
    return demanded and mention.verb.dep_ in ("ccomp", "xcomp", "acl")


def _order_or_condition(mention: "Mention", governors: list["Token"], words: str) -> Assertion | None:
    verb, trigger = mention.verb, mention.trigger
    if _in_force(verb):
        return Assertion("order", "ongoing", "kind.law")
    if _ordered(verb, trigger, governors) or _is_a_task(trigger):
        return Assertion("order", "planned", "kind.ordered")
    if trigger.pos_ in ("NOUN", "PROPN") and trigger.lemma_.lower() in CAMPAIGNS:
        return Assertion("order", "ongoing", "kind.campaign")
    if _feared(governors, trigger, verb):
        return Assertion("condition", "feared", "modality.feared")
    if not is_verb(trigger) and cue_pattern("resent").search(words):
        return Assertion("condition", "ongoing", "kind.resented")
    if _classwide(mention) and (_future(verb, words) or _can(verb)):
        return Assertion("order", "planned" if _future(verb, words) else "ongoing", "kind.threat")
    return None


def _act(mention: "Mention", words: str, *, hedged: bool) -> Assertion:
    verb = mention.verb
    if hedged:
        return Assertion("act", "uncertain", "modality.hedge")
    if _future(verb, words):
        return Assertion("act", "planned", "modality.future")
    if mention.entry.kind == "custody" and verb.tag_ in ("VBZ", "VBP", "VBN") and _present(verb):
        return Assertion("condition" if _numbered(mention) else "act", "ongoing", "kind.held")
    if (
        _must(verb)
        or _goes_on(mention)
        or (_ongoing(verb, words) and not (mention.by == "noun" and _numbered(mention)))
    ):
        return Assertion("act", "ongoing", "modality.ongoing")
    return Assertion("act", "happened", "modality.default")


def _governors(verb: "Token") -> list["Token"]:
    """The verbs and nouns that the clause hangs on, up to the sentence's root."""
    return [token.head for token in _hung(verb)]


def _hung(verb: "Token") -> Iterator["Token"]:
    """Yield the clause's verb, and what it hangs on, wherever the link up is one of hanging."""
    for token in (verb, *verb.ancestors):
        if token.dep_ in _HANGING:
            yield token


def _denied(verb: "Token") -> bool:
    """Whether somebody denies it: it is what a verb of denial has for its object, not what stands beside it.

    "The regime denied holding him and let nobody see him", "he was dismissed, while she was shot": no.
    """
    for token in _hung(verb):
        head = token.head
        if token.dep_ in _BESIDE or head.lemma_.lower() not in cue("denying"):
            continue
        between = token.doc[token.i : head.i]  # empty where the verb of denial comes first
        apart = any(one.text in (":", ";") for one in between)
        if not apart and (head.lemma_.lower() in _DISPUTING or not is_passive(head)):
            return True
    return False


def _negated(mention: "Mention") -> bool:
    """Whether it is said not to be: "was not shot", "no executions", "nobody was shot"."""
    verb, trigger, victim = mention.verb, mention.trigger, mention.victim
    if mention.entry.negated or _says_not(mention):
        return False
    negated = any(child.dep_ == "neg" and child.lower_ in _NEGATIONS for child in verb.children)
    nobody = victim is not None and (_no(victim) or victim.lower_ in ("nobody", "none"))
    return _no(trigger) or ((negated or nobody) and is_verb(trigger))


def _says_not(mention: "Mention") -> bool:
    """Whether the negation is the act: "let nobody see him", "did not get up again"."""
    phrase = mention.entry.phrase
    if mention.by == "phrase" and phrase is not None:
        return _NOT.search(phrase.pattern) is not None
    return mention.act in ("deprivation", "restriction") and is_verb(mention.trigger)


def _told_untrue(mention: "Mention") -> bool:
    """Whether the act is what somebody denies: "denied mass arrests", not "denied them visits"."""
    verb, trigger = mention.verb, mention.trigger
    if is_verb(trigger) or trigger.dep_ not in ("dobj", "pobj") or mention.act in _WITHHELD:
        return False
    return verb.lemma_.lower() in _DISPUTING and not children(verb, "dative", "auxpass")


def _no(noun: "Token") -> bool:
    return any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children)


def _feared(governors: list["Token"], trigger: "Token", verb: "Token") -> bool:
    """Whether somebody fears it: the clause hangs on a word of fear, or its own verb or predicate is one."""
    near = [
        *governors,
        *([] if is_verb(trigger) else [verb, *children(verb, "acomp", "attr", "dobj", "prep")]),
    ]
    return any(token.lemma_.lower() in cue("fear") or token.lower_ in cue("fear") for token in near)


def _is_a_task(trigger: "Token") -> bool:
    """Whether the act is what is ordered: "Eliminating such elements would be a key task"."""
    token = trigger
    while token.dep_ in ("prep", "pobj", "dobj", "compound", "amod"):
        token = token.head
    if token.dep_ != "csubj":
        return False
    return any(noun.lemma_.lower() in cue("order_nouns") for noun in children(token.head, "attr"))


def _in_force(verb: "Token") -> bool:
    """Whether a law says so in the present: "The law provides the death penalty"."""
    laws = any(noun.lemma_.lower() in _LAWS for noun in children(verb, *SUBJECTS))
    return laws and verb.tag_ in ("VBZ", "VBP")


def _ordered(verb: "Token", trigger: "Token", governors: list["Token"]) -> bool:
    if verb.dep_ in ("xcomp", "ccomp", "acl", "advcl", "conj") and governors:
        nearest = governors[0]
        if nearest.lemma_.lower() in cue("ordering") and is_verb(nearest) and nearest.lemma_ != "plan":
            return True
        if (
            nearest.pos_ == "NOUN"
            and nearest.lemma_.lower() in cue("order_nouns")
            and verb.dep_ in ("acl", "ccomp")
        ):
            return True
    if not is_verb(trigger):
        for token in list(trigger.ancestors)[:3]:
            if token.pos_ == "NOUN" and token.lemma_.lower() in cue("order_nouns"):
                return True
            if is_verb(token):
                return token.lemma_.lower() in _LAUNCHING
    subjects = children(verb, *SUBJECTS)
    return bool(subjects) and subjects[0].lemma_.lower() in cue("order_nouns") and subjects[0].pos_ == "NOUN"


def _classwide(mention: "Mention") -> bool:
    """Whether the victims are a class ("those who …", "anyone", bare plural), not somebody."""
    victim = mention.victim
    if victim is None:
        return True
    if victim.lower_ in ("those", "anyone", "anybody", "whoever", "everyone", "everybody", "who", "you"):
        return True
    if victim.pos_ in ("PRON", "PROPN"):
        return False
    determined = any(child.dep_ in ("det", "poss", "nummod") for child in victim.children)
    return victim.tag_ in ("NNS", "NNPS") and not determined


def _future(verb: "Token", words: str) -> bool:
    modal = any(
        child.lower_ in ("will", "shall", "'ll")
        for child in verb.children
        if child.dep_ in ("aux", "auxpass")
    )
    to_be = verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and any(c.lower_ == "to" for c in verb.children)
    return modal or to_be or bool(_TO_BE.search(words)) or _would(verb, words)


def _would(verb: "Token", words: str) -> bool:
    """Whether a threat is reported: "whoever stays away would be off the list"."""
    if not any(child.lower_ in ("would", "'d") for child in verb.children if child.dep_ == "aux"):
        return False
    if any(child.lower_ in ("have", "has") for child in verb.children if child.dep_ == "aux"):
        return False
    told = any(token.lemma_.lower() in cue("reporting") and token.tag_ == "VBD" for token in _governors(verb))
    return told or bool(_IF.search(words))


def _must(verb: "Token") -> bool:
    """Whether it is a rule in force: "each village must send fifteen men", not "must have been shot"."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return "must" in auxiliaries and "have" not in auxiliaries


def _can(verb: "Token") -> bool:
    return any(
        child.lower_ in ("can", "may", "could", "might", "must")
        for child in verb.children
        if child.dep_ == "aux"
    )


def _hedged(verb: "Token", around: str) -> bool:
    modal = any(child.lower_ in ("may", "might", "could") for child in verb.children if child.dep_ == "aux")
    return modal or bool(cue_pattern("hedges").search(_MODALS.sub(" ", around)))


def _believed(governors: list["Token"]) -> bool:
    """Whether it only "is believed", "is thought", "is said" to be so: passive, by nobody named."""
    return any(token.lemma_.lower() in _BELIEVING and is_passive(token) for token in governors[:1])


def _present(verb: "Token") -> bool:
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    aux = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    return any(word in ("is", "are", "'s", "being", "has", "have", "remain") for word in aux)


def _ongoing(verb: "Token", words: str) -> bool:
    aux = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ in ("VBZ", "VBP") or (
        aux & {"is", "are", "'re"} and not aux & {"have", "has", "was", "were"}
    ):
        return True
    past = verb.tag_ == "VBD" or aux & {"was", "were", "had"}
    return bool(cue_pattern("habitual").search(words)) and not past


def _goes_on(mention: "Mention") -> bool:
    """Whether what was done is in force: "has closed the border", "denied since May", "keep being held"."""
    verb = mention.verb
    if verb.dep_ in ("xcomp", "ccomp") and verb.tag_ in ("VBG", "VBN") and verb.head.lemma_ in _GOING_ON:
        return verb.head.tag_ in ("VBZ", "VBP")
    perfect = any(child.lower_ in ("has", "have", "'ve") for child in verb.children if child.dep_ == "aux")
    if not perfect or mention.by == "noun":
        return False
    since = any(token.lower_ == "since" for token in clause_tokens(verb))
    return mention.act in ("restriction", "crackdown") or (since and mention.act in _LASTING)


def _numbered(mention: "Mention") -> bool:
    victim = mention.victim
    return victim is not None and (
        victim.like_num or any(child.dep_ == "nummod" for child in victim.children)
    )
