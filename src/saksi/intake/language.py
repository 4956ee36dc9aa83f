"""Which language a text is in: by its script, and among languages of one script by their commonest words."""

import re
from collections import Counter

SAMPLE = 6_000  # characters at the start, in the middle and at the end
SCRIPTS = {
    "hangul": re.compile(r"[가-힣ᄀ-ᇿㄱ-ㆎ]"),
    "kana": re.compile(r"[ぁ-ゖァ-ヺ]"),
    "han": re.compile(r"[㐀-䶿一-鿿]"),
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "latin": re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"),
    "any": re.compile(r"[^\W\d_]"),  # all letters
}
# The commonest words of each. Neighbours that we do not aim at (Dutch, Polish, ...) are here as well, so
# that a text in them is not taken for English or Spanish.
LATIN_WORDS = {
    "en": "the of and to in that was is for on with as by he his they were from had said who has at it not",
    "de": "der die das und den dem ein eine nicht von mit sich auf für ist im auch wurde nach bei zu sie",
    "fr": "le la les des et une dans que qui pour sur pas par est du au avec ont été ne ce il se plus",
    "es": "el la los las que y en una por con para del se su al lo como más fue ha un no sus pero este",
    "pt": "o os as que em uma por com para do da dos não se na no foi ao mais como um são pela ele",
    "it": "il lo gli che di una per con del della non nel sono è si alla dei le stato più un anche ha",
    "nl": "de het een en van in dat niet met zijn op voor te aan er werd door ook bij als hij naar ze",
    "pl": "w i na z się nie do że jest o od po przez jak za oraz to przed był dla ale ich tym który",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi sonra kadar ne ancak ama her değil",
    "id": "yang dan di dengan untuk dari pada ini itu tidak dalam akan oleh ke telah mereka adalah juga",
    "vi": "và của là có trong được cho không người các với đã những một này để khi ra vào như",
}
CYRILLIC_WORDS = {
    "ru": "и в не на что он с как по это его был из за от они были но также было до году после для",
    "uk": "і в не на що він з як за це його був із від вони були але також було до році після для та",
}
LETTERS_OF_OTHERS = re.compile(r"[^а-яёіїєґ]")  # Belarusian, Serbian, Kazakh, Tajik, ...
WORD = re.compile(r"[^\W\d_]+")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as reports are tagged
ENOUGH_WORDS = 8
ENOUGH_SHARE = 0.12  # of the words; running text in any of these has 25 to 50 %
CLEAR_LEAD = 1.4  # over the next language


def detect_language(text: str) -> str | None:
    """Return the BCP 47 code of the language that a text is mostly in.

    Returns
    -------
    str or None
        ``en``, ``ko`` and some others; None when the text is too short, mixed, or in a language that is
        not known here: an unknown language is said, never guessed.
    """
    sample = _sample(text)
    times = Counter(sample)  # a text has few different characters: each is looked at once
    letters = {
        script: sum(n for c, n in times.items() if found.match(c)) for script, found in SCRIPTS.items()
    }
    total = letters.pop("any")
    if total < 10:
        return None
    share = {script: count / total for script, count in letters.items()}
    if share["hangul"] > 0.3 and share["hangul"] > share["kana"]:
        return "ko"
    if share["kana"] > 0.1 and share["kana"] + share["han"] > 0.3:
        return "ja"
    if share["han"] > 0.5:
        return "zh"
    if share["cyrillic"] > 0.6:
        return _by_words(sample, _cyrillic(sample))
    return _by_words(sample, LATIN_WORDS) if share["latin"] > 0.6 else None


def _sample(text: str) -> str:
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    return " ".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))


def _cyrillic(sample: str) -> dict[str, str]:
    """The languages whose own letters occur; ы and і in one text are Belarusian, which is not known here."""
    letters = {c for c in sample.lower() if "\u0400" <= c <= "\u052f"}
    if any(LETTERS_OF_OTHERS.match(c) for c in letters):
        return {}
    russian, ukrainian = bool(letters & set("ыэё")), bool(letters & set("іїєґ"))
    codes = {"ru"} if russian and not ukrainian else {"uk"} if ukrainian and not russian else set()
    return {code: words for code, words in CYRILLIC_WORDS.items() if code in codes}


def _by_words(sample: str, languages: dict[str, str]) -> str | None:
    words = Counter(WORD.findall(sample.lower()))
    n_words = words.total()
    if n_words < ENOUGH_WORDS:
        return None
    counts = {code: sum(words[word] for word in known.split()) for code, known in languages.items()}
    ranked = [*sorted(counts.items(), key=lambda item: -item[1]), ("", 0), ("", 0)]
    (best, first), (_, second) = ranked[:2]
    return best if first >= max(3, ENOUGH_SHARE * n_words) and first >= CLEAR_LEAD * second else None
