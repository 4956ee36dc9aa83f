"""What a sentence is about: themes of its words and marks of its grammar, for the learned layer."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

from saksi.countries import load_packs
from saksi.reading.english.clauses import by_agent, direct_object, is_passive, subject
from saksi.reading.english.lexicon import read_themes
from saksi.reading.english.parsing import Sentence, is_verb
from saksi.reading.english.people import is_person, is_state

if TYPE_CHECKING:
    from spacy.tokens import Token

    Index = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]

Themes = dict[str, float]

NEAR = 0.5  # what the sentence before and the one behind each add to `near:` a theme
OWN = ("is:", "word:")  # what says nothing of the sentences beside
KINDS = ("MONEY", "DATE", "TIME", "CARDINAL", "PERSON", "GPE", "ORG")  # of the model's names and numbers
MODALS = frozenset({"must", "may", "might", "could", "would", "will", "shall", "should", "can"})
SHE = frozenset({"she", "her", "hers", "herself"})
SPEAKING = frozenset({"i", "we", "me", "us", "my", "our"})


@cache
def _index() -> "Index":
    """The words of the themes by the first of them."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for theme, phrases in read_themes(load_packs()).items():
        for phrase in phrases:
            first, *rest = phrase.split()
            found.setdefault(first, []).append((tuple(rest), theme))
    return found


def themes(sentence: Sentence) -> Themes:
    """Return the themes of a sentence: for each the root of how many different words speak for it.

    Beside them stand the words themselves (``word:`` and the lemma), and marks of grammar: ``is:done-to`` is
    a passive whose subject is somebody, ``is:state-does`` an active verb whose subject is of the state.
    A dateline is about nothing.
    """
    if sentence.dateline:
        return {}
    words: dict[str, set[str]] = {}
    tokens = sentence.tokens
    forms = [{token.lower_, token.lemma_.lower()} for token in tokens]
    index = _index()
    for at, form in enumerate(forms):
        for first in form:
            for rest, theme in index.get(first, ()):
                if _follows(forms, at + 1, rest):
                    words.setdefault(theme, set()).add(" ".join((tokens[at].lemma_.lower(), *rest)))
    found = {theme: sqrt(len(said)) for theme, said in words.items()}
    own = (token for token in tokens if token.is_alpha and token.pos_ != "PROPN")  # names say nothing
    marks = _marks(sentence, tokens) | {f"word:{token.lemma_.lower()}" for token in own}
    return found | dict.fromkeys(marks, 1.0)


def _follows(forms: Sequence[set[str]], at: int, rest: tuple[str, ...]) -> bool:
    return not rest or (
        at + len(rest) <= len(forms)
        and all(word in form for word, form in zip(rest, forms[at : at + len(rest)], strict=True))
    )


def _marks(sentence: Sentence, tokens: Sequence["Token"]) -> set[str]:
    found = {f"is:{kind}" for kind in {token.ent_type_ for token in tokens} if kind in KINDS}
    lower = {token.lower_ for token in tokens}
    for name, words in (("modal", MODALS), ("she", SHE), ("speaking", SPEAKING)):
        if lower & words:
            found.add(f"is:{name}")
    if any(token.dep_ == "neg" or token.lower_ in ("no", "nobody", "none", "nothing") for token in tokens):
        found.add("is:negated")
    if '"' in lower:
        found.add("is:quoted")
    if sentence.block == 0:
        found.add("is:opening")
    for token in tokens:
        if is_verb(token) and token.dep_ not in ("aux", "auxpass", "amod"):
            found |= _acting(token)
    return found


def _acting(verb: "Token") -> set[str]:
    doer = subject(verb)
    if is_passive(verb):
        agent = by_agent(verb)
        marks = {"is:done-to"} if doer is not None and is_person(doer) else {"is:done"}
        return marks | ({"is:by-state"} if agent is not None and is_state(agent) else set())
    if doer is None or not is_state(doer):
        return set()
    taken = direct_object(verb)
    return {"is:state-does"} | ({"is:state-to-somebody"} if taken is not None and is_person(taken) else set())


def with_neighbours(found: Sequence[Themes]) -> list[Themes]:
    """Return the themes of each sentence with those of the sentences beside it, named ``near:``."""
    result = []
    for number, own in enumerate(found):
        near: Themes = {}
        for other in (*found[max(0, number - 1) : number], *found[number + 1 : number + 2]):
            for theme, weight in other.items():
                if not theme.startswith(OWN):
                    near[f"near:{theme}"] = near.get(f"near:{theme}", 0.0) + NEAR * weight
        result.append(own | near)
    return result
