"""Words of a lexicon as patterns: whole words or beginnings, numbers, gaps, classes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

NUMBER = (
    r"(?:\d[\d,]*|[a-z]+teen|[a-z]*ty(?:-[a-z]+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|several|long)"
)
GAP = r"\s+(?:[\w’'-]+\s+){0,4}?"  # up to four words


CLASS = re.compile(r"\\\{([a-z_]+)\\\}")  # as `re.escape` writes {name}
Classes = Mapping[str, tuple[str, ...]]
NO_CLASSES: Classes = MappingProxyType({})


def words(
    alternatives: Iterable[str], *, stems: bool = False, classes: Classes = NO_CLASSES
) -> re.Pattern[str] | None:
    """Compile phrases into one pattern of whole words (or word beginnings); None where there are none.

    ``#`` in a phrase stands for a number in digits or words, ``~`` for up to four words, ``{name}`` for any
    word of that class.
    """
    longest_first = sorted({word.lower() for word in alternatives}, key=lambda word: (-len(word), word))
    if not longest_first:
        return None
    body = "|".join(_pattern(word, classes) for word in longest_first)
    end = "" if stems else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{body}){end}")


def _pattern(phrase: str, classes: Classes) -> str:
    written = re.escape(phrase).replace(r"\ \~\ ", GAP).replace(r"\ ", r"\s+").replace(r"\#", NUMBER)
    return CLASS.sub(lambda found: _any_of(classes[found[1]]), written)


def _any_of(members: Sequence[str]) -> str:
    longest_first = sorted((word.lower() for word in members), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"
