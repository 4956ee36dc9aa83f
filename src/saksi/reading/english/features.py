"""What is known of a mention when a person decides whether it is a claim: the input of the learned layer."""

from typing import TYPE_CHECKING

from saksi.reading.english.clauses import is_passive
from saksi.reading.english.people import is_person, is_pronoun, is_state

if TYPE_CHECKING:
    from saksi.reading.english.mentions import Mention
    from saksi.reading.english.modality import Assertion

Features = dict[str, float | str]

LONG = 40  # words: beyond it a sentence is simply long


def features(mention: "Mention", said: "Assertion", *, block: int, sentences: int, number: int) -> Features:
    """Return the features of one mention, numbers from 0 to 1 and names.

    Parameters
    ----------
    mention, said
        The trigger with its arguments; kind and modality with their rule.
    block
        Number of the paragraph; 0 is the headline or lead.
    sentences, number
        How many sentences the report has, and which one this is, from 0.

    Returns
    -------
    dict
        Names: ``rule`` (entry), ``by`` (verb, phrase, noun, forced, hint), ``weak`` (why it is a candidate
        only, or empty), ``act``, ``kind``, ``modality``, ``asserted`` (rule of the modality), ``clause``
        (dependency of the clause), ``victim`` (none, thing, pronoun, name, number, noun). Numbers: ``agent``,
        ``agent_state``, ``passive``, ``lead``, ``place`` in the report, ``length`` of the sentence,
        ``quoted``, ``finite``. `merged` adds three, `topics.doubt` the name ``topic``, `hints.context` the
        numbers ``context`` and ``rival``, `hints.told_again` the name ``again``.
    """
    verb, agent = mention.verb, mention.agent
    return {
        "rule": mention.entry.id,
        "by": mention.by,
        "weak": mention.weak or "",
        "act": mention.act,
        "kind": said.kind,
        "modality": said.modality,
        "asserted": said.rule,
        "clause": verb.dep_,
        "victim": _victim(mention),
        "agent": float(agent is not None),
        "agent_state": float(agent is not None and is_state(agent)),
        "passive": float(is_passive(verb)),
        "lead": float(block == 0),
        "place": number / max(1, sentences),
        "length": min(1.0, len(mention.sentence.tokens) / LONG),
        "quoted": float('"' in mention.sentence.text),
        "finite": float(verb.tag_ in ("VBD", "VBZ", "VBP", "MD")),
    }


def merged(passages: int, acts: int, claims: int) -> Features:
    """Return what merging adds: passages of the claim, distinct acts and claims of the report, up to 1."""
    return {"passages": min(1.0, passages / 4), "acts": min(1.0, acts / 10), "claims": min(1.0, claims / 20)}


def _victim(mention: "Mention") -> str:
    noun = mention.victim
    if noun is None:
        return "none"
    if not is_person(noun):
        return "thing"
    if is_pronoun(noun):
        return "pronoun"
    if noun.pos_ == "PROPN":
        return "name"
    numbered = noun.like_num or any(child.dep_ == "nummod" for child in noun.children)
    return "number" if numbered else "noun"
