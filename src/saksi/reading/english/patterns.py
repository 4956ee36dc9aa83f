"""Words of a lexicon as patterns: whole words or beginnings, numbers, gaps, classes.

The alternatives of a pattern are written as a tree of their letters ("arrest(?:ed|s)?"): the whole lexicon is
sought in every sentence, and a flat list of alternatives takes five times as long.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

NUMBER = (
    r"(?:\d[\d,]*|[a-z]+teen|[a-z]*ty(?:-[a-z]+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|several|long)"
)
GAP = r"\s+(?:[\w’'-]+\s+){0,4}?"  # up to four words
ATOM = re.compile(r" ~ | |#|\{[a-z_]+\}|.", re.DOTALL)

CLASS = re.compile(r"\{[a-z_]+\}")
WORD = re.compile(r"[a-z]+")

Classes = Mapping[str, tuple[str, ...]]
NO_CLASSES: Classes = MappingProxyType({})
Tree = dict[str, "Tree"]  # what may follow, by its pattern; the empty pattern: here a phrase may end


def words(
    alternatives: Iterable[str], *, stems: bool = False, classes: Classes = NO_CLASSES
) -> re.Pattern[str] | None:
    """Compile phrases into one pattern of whole words (or word beginnings); None where there are none.

    ``#`` in a phrase stands for a number in digits or words, ``~`` for up to four words, ``{name}`` for any
    word of that class.

    Raises
    ------
    KeyError
        A phrase names a class that is not among `classes`.
    """
    phrases = sorted({word.lower() for word in alternatives})
    if not phrases:
        return None
    tree = _tree(_atoms(phrase, classes) for phrase in phrases)
    # the first letter stands before the look behind: only so can the engine skip to it
    body = "|".join(f"{_beginning(atom)}{_written(after)}" for atom, after in tree.items())
    end = "" if stems else r"(?!\w)"
    return re.compile(f"(?:{body}){end}")


def keyword(phrase: str) -> str:
    """Return the longest of the words that stand in every match of a phrase, as `words_in` finds them.

    Empty where there is none: such a phrase may stand anywhere.
    """
    return max(WORD.findall(CLASS.sub(" ", phrase.lower())), key=len, default="")


def words_in(lower: str) -> set[str]:
    """Return the runs of letters of a text in lower case; the empty run stands in every text."""
    return {"", *WORD.findall(lower)}


def _beginning(atom: str) -> str:
    """Write the first letter of a phrase, which begins a word; a sign may stand within one ("'s faction")."""
    if len(atom.removeprefix("\\")) > 1:
        return rf"(?<!\w){atom}"
    return rf"{atom}(?<!\w{atom})" if atom.isalnum() else atom


def _atoms(phrase: str, classes: Classes) -> Iterator[str]:
    for found in ATOM.findall(phrase):
        if found == " ~ ":
            yield GAP
        elif found == " ":
            yield r"\s+"
        elif found == "#":
            yield NUMBER
        elif found.startswith("{") and found.endswith("}"):
            members = sorted({word.lower() for word in classes[found[1:-1]]})
            yield _written(_tree(_atoms(member, NO_CLASSES) for member in members))
        else:
            yield re.escape(found)


def _tree(phrases: Iterable[Iterable[str]]) -> Tree:
    tree: Tree = {}
    for phrase in phrases:
        here = tree
        for atom in phrase:
            here = here.setdefault(atom, {})
        here[""] = {}
    return tree


def _written(tree: Tree) -> str:
    """Write what follows: the longer phrase is tried first."""
    branches = [f"{atom}{_written(after)}" for atom, after in tree.items() if atom]
    if not branches:
        return ""
    whole = len(branches) == 1 and "" not in tree
    return branches[0] if whole else f"(?:{'|'.join(branches)}){'?' if '' in tree else ''}"
