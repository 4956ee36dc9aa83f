"""Particles of Korean after any word: by its last consonant, also of a digit or a Latin letter."""

HANGUL, CONSONANTS = 0xAC00, 28
RIEUL = 8  # the final consonant after which 로 stands, not 으로
DIGITS = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}  # 영 일 이 삼 …
LATIN = {
    "l": RIEUL,
    "r": RIEUL,
    "m": 16,
    "n": 4,
}  # other letters are read with an open syllable: 에이, 비, 시
PAIRS = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "으로는": ("으로는", "로는"),
    "이라": ("이라", "라"),
    "이라는": ("이라는", "라는"),
    "이라며": ("이라며", "라며"),
    "과의": ("과의", "와의"),
}


def final_consonant(word: str) -> int:
    """Return the index of the last syllable's final consonant, 0 for none; brackets are skipped."""
    bare = word.rstrip("’”\"')」』 ")
    if not bare:
        return 0
    last = bare[-1]
    if "가" <= last <= "힣":
        return (ord(last) - HANGUL) % CONSONANTS
    if last in DIGITS:
        return DIGITS[last]
    return LATIN.get(last.lower(), 0)


def particle(word: str, wanted: str) -> str:
    """Return the form of a particle that fits behind a word: 은 or 는, 으로 or 로."""
    pair = PAIRS.get(wanted)
    if pair is None:
        return wanted
    final = final_consonant(word)
    if wanted.startswith("으로") and final == RIEUL:
        return pair[1]
    return pair[0] if final else pair[1]
