"""Verbs in dictionary form as the morphemes that the analyser finds in running text.

Analysing two thousand verbs costs half a second of the first Korean report, so they are analysed once, by
``data/korean-stems``, and shipped as ``stems.json``. What the table lacks is analysed when it is met; a table
made with another analyser counts for nothing.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from saksi.reading.korean.morphs import analyser

Stem = tuple[str, ...]
Table = Mapping[str, Mapping[str, tuple[Stem, ...]]]
FRAMES = {"passive": "주민이 ", "active": "주민을 "}
PAST = [("었", "EP"), ("다", "EF")]
SECOND = (  # verbs that join a first one: 돌려보내다, 끌고 가다; written and cut with or without a space
    "가", "오", "보내", "주", "내", "놓", "두", "다니", "들이", "넣", "나오", "나가", "나", "버리", "세우",
    "죽이", "치우", "앉히", "매달", "쓰", "먹", "들어가", "들어오", "내려가", "올리", "내리", "묶", "붙이",
    "씌우",
)  # fmt: skip


OPEN_ENDS = frozenset("어아여려켜져쳐겨혀와워해돼내러라러쳐셔녀며벼껴")  # how the first verb may end


def stems_of(word: str, frame: str = "") -> tuple[Stem, ...]:
    """Return the morphemes of a verb without its ending, as its dictionary form and its past are analysed.

    Parameters
    ----------
    word
        In dictionary form, with its object where it has one; any verb may come before a leading ``~``.
    frame
        Noun and particle that stand before it while it is analysed: 벌이다 alone could be 벌 + 이다.

    Returns
    -------
    tuple of tuple of str
        One stem, or more where 따라다니다 is one morpheme in the dictionary and three in 따라다녔다.
    """
    return _shipped().get(frame, {}).get(word) or analysed(word, frame)


@cache
def analysed(word: str, frame: str = "") -> tuple[Stem, ...]:
    """Return what `stems_of` returns, from the analyser and not from the table."""
    if word.startswith("~"):
        frame, word = "가", word[1:]
    found: list[Stem] = []
    for spelling in _spellings(word):
        tokens = [token for token in analyser().tokenize(frame + spelling) if token.start >= len(frame)]
        if len(tokens) > 1 and tokens[-1].form == "다":
            tokens.pop()
        past = _in_past(tokens, frame)
        found += [stem for stem in (_forms(tokens), past) if stem is not None]
    return tuple(dict.fromkeys(found))


def _spellings(word: str) -> Iterator[str]:
    """The verb as given; then with or without the space that a joined verb may have."""
    yield word
    for second in SECOND:
        first = word.removesuffix(f"{second}다")
        if first == word or len(first) < 2:
            continue
        if first.endswith(" "):
            yield f"{first[:-1]}{second}다"
        elif first[-1] in OPEN_ENDS:
            yield f"{first} {second}다"
        return


def _in_past(tokens: list[Any], frame: str) -> Stem | None:
    """The stem as it is cut in the past tense; null where the past cannot be formed so."""
    if tokens[-1].form.endswith("하") and tokens[-1].form != "하":  # 못하, 면하: the past would be 못하았다
        return None
    said = analyser().join([(token.form, token.tag) for token in tokens] + PAST)
    found = [token for token in analyser().tokenize(f"{frame}{said}.") if token.start >= len(frame)]
    ends = [number for number, token in enumerate(found) if token.tag == "EP"]
    return _forms(found[: ends[-1]]) if ends and ends[-1] else None


def _forms(tokens: list[Any]) -> Stem:
    forms = tuple(token.form for token in tokens if not token.tag.startswith("J"))
    return forms or tuple(token.form for token in tokens)


@cache
def _shipped() -> Table:
    """The table, empty where another version of the analyser made it."""
    from kiwipiepy import __version__  # noqa: PLC0415 - the extra `ko`; `analyser` explains its absence

    raw = json.loads(files(__package__).joinpath("stems.json").read_text(encoding="utf-8"))
    if raw["kiwipiepy"] != __version__:
        return {}
    return {
        frame: {word: tuple(tuple(stem.split()) for stem in stems) for word, stems in words.items()}
        for frame, words in raw["stems"].items()
    }
