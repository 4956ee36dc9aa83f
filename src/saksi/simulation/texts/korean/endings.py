"""Endings of Korean predicates: from a stem (처형되, 끌려가, 빼앗기) to what a newspaper prints.

A predicate is told in a modality and a form. Forms: ``다`` the plain end, ``습니다`` the polite one, ``다고``
reported speech, ``다는`` the same before a noun, ``며`` and ``고`` links, ``지만`` but, ``은`` before a noun,
``라고`` ``라는`` ``라며`` an order. Irregular stems in ㅂ, ㄷ,
ㅅ and 르 are not among the words of this grammar; every other stem takes the regular endings.
"""

from functools import cache

from saksi.simulation.texts.korean.particles import CONSONANTS, HANGUL, RIEUL

VOWELS = 21
PAST, NIEUN, BIEUP = 20, 4, 17  # final consonants ㅆ ㄴ ㅂ
# vowels, by their names
A, AE, YA, E, EO, YEO, OH, WA, WAE, OE, UH, WO, EU, EE = 0, 1, 2, 5, 4, 6, 8, 9, 10, 11, 13, 14, 18, 20
BRIGHT = frozenset({A, YA, OH})
# how a final vowel joins -었-: the vowel that results, with ㅆ below it
JOINS = {A: A, AE: AE, EO: EO, E: E, YEO: YEO, OH: WA, OE: WAE, UH: WO, EU: EO, EE: YEO}

HA = "하"
STATES = ("있", "없")
ORDERS = frozenset({"라고", "라는", "라며"})


def _parts(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - HANGUL
    return code // (VOWELS * CONSONANTS), code // CONSONANTS % VOWELS, code % CONSONANTS


def _syllable(initial: int, vowel: int, final: int) -> str:
    return chr(HANGUL + (initial * VOWELS + vowel) * CONSONANTS + final)


def _with_final(stem: str, final: int) -> str:
    initial, vowel, _ = _parts(stem[-1])
    return stem[:-1] + _syllable(initial, vowel, final)


@cache
def past(stem: str) -> str:
    """Return the past stem: 처형되 gives 처형됐, 잡히 잡혔, 끌려가 끌려갔, 빼앗 빼앗았."""
    if stem.endswith(HA):
        return stem[:-1] + "했"
    initial, vowel, final = _parts(stem[-1])
    if final or vowel not in JOINS:
        return stem + ("았" if vowel in BRIGHT else "었")
    return stem[:-1] + _syllable(initial, JOINS[vowel], PAST)


@cache
def before_noun(stem: str, tense: str) -> str:
    """Return the form before a noun: past 처형된, present 처형되는, future 처형될."""
    final = _parts(stem[-1])[2]
    if tense == "present":
        if final == RIEUL:
            return _with_final(stem, 0) + "는"
        return stem + "는"
    wanted = NIEUN if tense == "past" else RIEUL
    if not final or final == RIEUL:
        return _with_final(stem, wanted)
    return stem + ("은" if tense == "past" else "을")


@cache
def present(stem: str) -> str:
    """Return the plain present: 처형된다, 잡는다; 있다 has no ending of its own."""
    if stem.endswith(("있", "없")):
        return stem + "다"
    final = _parts(stem[-1])[2]
    return _with_final(stem, NIEUN) + "다" if not final or final == RIEUL else stem + "는다"


def _link(stem: str, consonant: str, vowel: str) -> str:
    """Return the stem with an ending that has 으 behind a final consonant."""
    return stem + (consonant if _parts(stem[-1])[2] not in (0, RIEUL) else vowel)


def _ending(stem: str, form: str, kind: str) -> str:
    """End a closed stem: kind past (처형됐), state (있), copula (예정이) or verb (present)."""
    if form in ("고", "지만"):
        return stem + form
    if form == "며":
        return _link(stem, "으며", "며")
    if form == "습니다":
        return stem + "습니다" if _parts(stem[-1])[2] else _with_final(stem, BIEUP) + "니다"
    plain = stem + "다" if kind != "verb" else present(stem)
    if form == "다":
        return plain
    if form == "다는":
        return stem + "라는" if kind == "copula" else plain + "는"
    return stem + "라고" if kind == "copula" else plain + "고"


# how a modality is said: tense of the stem before what is added, what is added, and how that ends
WAYS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "happened": (("past", "", "past"),),
    "ongoing": (("고", "고 있", "state"),),
    "habit": (("", "", "verb"), ("고", "고 있", "state")),
    "planned": (
        ("future", " 예정이", "copula"),
        ("future", " 것이", "copula"),
        ("기로", "기로 돼 있", "state"),
    ),
    "denied": (("지", "지 않았", "past"), ("past_noun", " 적이 없", "state")),
    "uncertain": (
        ("past", "을 가능성이 있", "state"),
        ("past_noun", " 것으로 보이", "verb"),
        ("past", "다는 소문이 있", "state"),
    ),
    "feared": (("future", " 수 있", "state"), ("future", "지 모른다는 말이 있", "state")),
}


def ways(modality: str) -> int:
    """Return how many ways a modality can be said."""
    return len(WAYS[modality])


@cache
def predicate(stem: str, modality: str, form: str, way: int = 0) -> str:
    """Return the words of a predicate.

    Parameters
    ----------
    stem
        The stem, which may have words before it: 공개 처형되.
    modality
        A key of `WAYS`: the modalities of the record, and ``habit`` for what is done often.
    form
        다, 습니다, 다고, 다는, 며, 고, 지만, 은, or 라고, 라는, 라며 (an order: no modality is said).
    way
        Which of the `ways` of the modality.
    """
    if form in ORDERS:
        return _link(stem, "으" + form, form)
    tense, added, kind = WAYS[modality][way % len(WAYS[modality])]
    if stem.endswith(STATES) and modality in ("ongoing", "habit"):
        tense, added, kind = "", "", "state"  # 떨고 있다 goes on by itself
    closed = _closed(stem, tense) + added
    if form != "은":
        return _ending(closed, form, kind)
    if kind == "past" and not added:
        return before_noun(stem, "past")
    if kind == "past":  # 처형되지 않았 -> 처형되지 않은
        return closed[:-1] + "은"
    return before_noun(closed, "past" if kind == "copula" else "present")


def state(stem: str, form: str) -> str:
    """Return what is so, 다 or 습니다: 이다, 입니다, 없다, 다릅니다."""
    return _ending(stem, form, "state")


def _closed(stem: str, tense: str) -> str:
    if tense == "past":
        return past(stem)
    if tense == "past_noun":
        return before_noun(stem, "past")
    if tense == "future":
        return before_noun(stem, "future")
    return stem
