"""Grammar helpers: what belongs to a clause, who does it, to whom.

All spans are pairs of character offsets inside the parsed block, half-open.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from unicodedata import category

from saksi.reading.english.lexicon import cue
from saksi.reading.english.parsing import is_verb, text_of, written

if TYPE_CHECKING:
    from spacy.tokens import Token

Span = tuple[int, int]

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
MODIFIERS = ("relcl", "acl")
JOINING = re.compile(
    r"[\W_]*(?:(?:that|and|but|while|when|as|overall|however|meanwhile|also),?\s+)+(?=\S)", re.IGNORECASE
)
CONTRASTING = frozenset({"while", "whereas", "although", "though"})
NEGATED = re.compile(r"(?<=n)['’]t\b")
EDGES = "\"'“”‘’«».,;:—–-()[] \n\t"


def clause_root(token: "Token") -> "Token":
    """Return the verb whose clause the token stands in."""
    while not is_verb(token) and token.head != token:
        token = token.head
    return token


def children(token: "Token", *deps: str) -> list["Token"]:
    """Return the token's children with one of the dependency labels."""
    return [child for child in token.children if child.dep_ in deps]


def is_passive(verb: "Token") -> bool:
    """Whether the verb is passive, also as a bare participle or a further member of a passive list."""
    if children(verb, "auxpass", *PASSIVE_SUBJECTS):
        return True
    if _caused(verb):
        return True
    if verb.tag_ not in ("VBN", "VBD") or children(verb, "aux", *SUBJECTS):
        return False
    if verb.dep_ in MODIFIERS:
        return bool(verb.tag_ == "VBN")
    if verb.dep_ == "acomp":
        return bool(verb.head.lemma_ == "be")
    return bool(
        verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "dobj") and is_passive(verb.head)
    )


def _caused(verb: "Token") -> bool:
    """Whether somebody has it done: "had a man flogged"."""
    done = verb.tag_ == "VBN" and verb.dep_ in ("ccomp", "xcomp") and not children(verb, "aux")
    return bool(done and verb.head.lemma_ in ("have", "get", "see", "watch"))


def subject(verb: "Token") -> "Token | None":
    """Return the head of the grammatical subject; a verb without one borrows it from where it is joined."""
    own = children(verb, *SUBJECTS, *PASSIVE_SUBJECTS)
    if own:
        return _antecedent(own[0])
    if verb.dep_ in MODIFIERS:
        return verb.head
    if verb.dep_ in ("conj", "xcomp", "advcl", "acomp") and is_verb(verb.head) and verb.head != verb:
        if verb.dep_ == "xcomp" and (objects := children(verb.head, "dobj")):
            return objects[0]
        return subject(verb.head)
    return None


def _antecedent(token: "Token") -> "Token":
    """Return what a relative pronoun stands for."""
    if token.tag_ not in ("WP", "WDT"):
        return token
    return _antecedent_of(token.head.head if token.head.dep_ == "conj" else token.head)


def _antecedent_of(verb: "Token") -> "Token":
    return verb.head if verb.dep_ in MODIFIERS else verb


def swallowed_speaker(verb: "Token") -> "Token | None":
    """Return the speaker that the parse hangs on the clause before: "in Corrow, a source in Kell told …"."""
    if children(verb, *SUBJECTS):
        return None
    before = (token for clause in children(verb, "ccomp") for token in clause.subtree if token.i < verb.i)
    return next(
        (
            token
            for token in before
            if token.dep_ in ("appos", "npadvmod") and token.right_edge.i == verb.i - 1
        ),
        None,
    )


def direct_object(verb: "Token") -> "Token | None":
    """Return the head of the object; verbs joined by "and" share a later one."""
    found = children(verb, "dobj", "dative")
    if found:
        return _antecedent(found[0])
    for other in children(verb, "conj"):
        if is_verb(other) and not children(other, *SUBJECTS) and (shared := children(other, "dobj")):
            return _antecedent(shared[0])
    return None


def by_agent(verb: "Token") -> "Token | None":
    """Return the noun of a passive's "by …"."""
    for by in children(verb, "agent"):
        for noun in children(by, "pobj"):
            return noun
    return None


def behind(token: "Token", *prepositions: str) -> "Token | None":
    """Return the noun behind one of the prepositions among the token's children."""
    for prep in children(token, "prep", "dative", "agent"):
        if prep.lower_ in prepositions:
            for noun in children(prep, "pobj"):
                return noun
    return None


def clause_tokens(verb: "Token") -> Iterator["Token"]:
    """Yield the tokens of the verb's own clause, without joined clauses and without who says so."""
    stack = [verb]
    while stack:
        token = stack.pop()
        yield token
        stack.extend(child for child in token.children if not (token == verb and _leaves(child, verb)))


def _leaves(child: "Token", verb: "Token") -> bool:
    if child.dep_ == "conj" and is_verb(child):
        return True
    if child.dep_ in ("cc", "preconj") and child.i > verb.i:
        return any(other.dep_ == "conj" and is_verb(other) for other in verb.children)
    if child.dep_ in ("parataxis", "ccomp", "advcl") and is_verb(child):
        if child.lemma_ in cue("reporting"):
            return True
        return bool(child.dep_ == "ccomp" and child.i < verb.i) or _stands_alone(child, verb)
    return bool(child.dep_ == "mark" and child.i < verb.i)


def _stands_alone(child: "Token", verb: "Token") -> bool:
    """Whether a clause behind the verb tells something of its own: "…, while the others were let go"."""
    if child.i < verb.i or not children(child, *SUBJECTS, *PASSIVE_SUBJECTS):
        return False
    marks = {mark.lower_ for mark in children(child, "mark", "advmod")}
    return bool(marks & CONTRASTING)


def joined(noun: "Token") -> list["Token"]:
    """Return the noun and those joined to it by commas and "and"."""
    found, last = [noun], noun
    while nouns := [child for child in children(last, "conj") if not is_verb(child)]:
        found.append(nouns[0])
        last = nouns[0]
    return found


def clause_span(verb: "Token", victim: "Token | None" = None) -> Span:
    """Return the shortest stretch with predicate, victim, and what the clause says of ground, place, time."""
    own = [token for token in clause_tokens(verb) if not (token.dep_ == "mark" and token.head == verb)]
    speaker = swallowed_speaker(verb.head) if verb.dep_ == "ccomp" else None
    telling = set(speaker.subtree) if speaker is not None else set()
    quoting = any(token.lower_ == "according" for token in verb.sent)
    said = [token for token in own if token not in telling and not (quoting and _according(token))] or own
    # a full stop at the end would bring back what is left out
    tokens = [token for token in said if not token.is_punct or token.text == ")"] or said
    if verb.dep_ in MODIFIERS:
        tokens += _noun_tokens(verb.head)
    if victim is not None and victim.sent == verb.sent:
        tokens += [token for token in _noun_tokens(victim) if token.i >= verb.sent.start]
    doc = verb.doc
    first, last = min(token.i for token in tokens), max(token.i for token in tokens)
    return trim(text_of(doc), doc[first].idx, doc[last].idx + len(doc[last]))


def _according(token: "Token") -> bool:
    """Whether the token belongs to "according to …": who says so is no part of the act."""
    return token.lower_ == "according" or any(up.lower_ == "according" for up in token.ancestors)


def _noun_tokens(noun: "Token") -> list["Token"]:
    """The noun with what stands before it."""
    return [
        noun,
        *(token for child in noun.lefts if child.dep_ not in ("cc", "punct") for token in child.subtree),
    ]


def trim(text: str, start: int, end: int) -> Span:
    """Leave out quotation marks, stops and joining words at the edges that belong to nothing inside."""
    if found := JOINING.match(text, start, end):
        start = found.end()
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and _is_edge(text[end - 1]) and not _closes(text, start, end):
        end -= 1
    return (start, end) if start == end else _whole_words(text, start, end)


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last character closes a parenthesis that opens inside: "the Ministry (MSS)"."""
    return text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end) > 0


def _is_edge(char: str) -> bool:
    """Whether it is a quotation mark, a stop, white space, a picture (So) or not seen (Cf: bidi controls)."""
    return char in EDGES or char.isspace() or category(char) in ("Cf", "So")


def _whole_words(text: str, start: int, end: int) -> Span:
    """Widen the span over words that the tokens cut: "can|not", "do|n't"."""
    while start and _is_letter(text[start - 1]) and _is_letter(text[start]):
        start -= 1
    while end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]):
        end += 1
    return start, end + 2 if NEGATED.match(text, end) else end


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalnum()


def noun_phrase(noun: "Token", *, longest: int = 16) -> Span:
    """Return the shortest phrase that identifies: article, adjectives, of-phrase, close relative clause."""
    tokens = [noun]
    for child in noun.children:
        if child.dep_ in ("punct", "cc", "conj", "appos", "parataxis", "advcl", "ccomp"):
            continue
        if (
            child.i > noun.i
            and child.i > noun.i + 1
            and noun.doc[child.left_edge.i - 1].text in (",", "-", "–", "(")
        ):
            continue
        tokens += list(child.subtree)
    first, last = min(token.i for token in tokens), max(token.i for token in tokens)
    if last - first > longest:
        last = max(noun.i, min(last, first + longest))
    doc = noun.doc
    return trim(text_of(doc), doc[first].idx, doc[last].idx + len(doc[last]))


def phrase_text(span: Span, noun: "Token") -> str:
    """Return the words of a span of the parsed block, as the report writes them."""
    start, end = span
    return written(noun.doc)[start:end]
