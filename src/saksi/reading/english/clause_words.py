"""The words of a clause, as the entries of the lexicon ask for them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import clause_tokens
from saksi.reading.english.lexicon import ActEntry
from saksi.reading.english.parsing import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

NEGATIVE = frozenset({"not", "n't", "no", "never", "neither", "nobody", "without", "nor"})


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The words of a verb's clause, joined once for all entries that ask for some of them."""

    words: str
    negative: bool

    @classmethod
    def of(cls, verb: "Token") -> "ClauseWords":
        """Collect the words of a verb's clause, and whether it is negated."""
        tokens = sorted(clause_tokens(verb), key=lambda token: token.i)
        words = " ".join(token.lower_ for token in tokens).replace(" '", "'").replace(" - ", "-")
        return cls(words, verb.pos_ == "NOUN" or _negative(verb))

    def fits(self, entry: ActEntry, *, negated: bool) -> bool:
        """Whether the words that must stand here do, and those that must not do not."""
        if negated and not self.negative:
            return False
        if entry.with_ is not None and not entry.with_.search(self.words):
            return False
        return entry.not_with is None or not entry.not_with.search(self.words)


def _negative(verb: "Token") -> bool:
    """Whether the verb itself is negated, or one of its nouns, or the verb that it hangs on.

    A negation elsewhere in the clause is not of the act: "had told others that nobody converted her".
    """
    near = [
        *verb.children,
        *(child for noun in verb.children if not is_verb(noun) for child in noun.children),
    ]
    if any(token.lower_ in NEGATIVE or token.lower_ == "longer" for token in near):
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    return verb.dep_ in ("xcomp", "ccomp", "conj") and any(
        token.lower_ in NEGATIVE for token in verb.head.children if token.i < verb.i
    )
