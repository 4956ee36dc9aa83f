"""What is planted where it must stay, in several scripts, and the search for it however it is written."""

import html
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote


class Identity(NamedTuple):
    """Somebody invented, as a vault entry holds them: words that stand nowhere else."""

    name: str
    contact: str
    risk: str
    consent: str
    handling: str


# Invented; Latin, Hangul, Cyrillic, Arabic, Chinese, Japanese, Hebrew, Greek, Ethiopic, Devanagari, Khmer.
IDENTITIES = (
    Identity(
        "Quillomar Vedrasko", "+82 10-7391-5528", "Zubrinka Ottel",
        "pelwick.arno@mail.example", "Jorimund Hask"
    ),
    Identity("구름솔 한별새", "010-8842-1193", "두메골 너와집", "달무리 나루터", "솔개바위 윗마을"),
    Identity(
        "Ханвейра Толмачук", "+7 914 667-31-08", "Брусникова Заимка",
        "Мирослюба Ярь", "Велтрада Осокина"
    ),
    Identity("درخشنده کوهساران", "+98 912 555 7140", "مهرنگار سپیده", "باغستان نیلگون", "گلنسا رودبار"),
    Identity("黒沼寧彦", "+86 139 4471 8820", "柳絮飛揚巷", "蒼松嶺下村", "霧島鈴音"),
    Identity(
        "Ναυσικλής Θρυαλλίδης", "+30 694 118 2237", "Αλκυόνη Βρυώνη",
        "Μελάνθιος Κρηνός", "Φυλλίδα Ανεμώνη"
    ),
    Identity("אביגיל צוקרינה", "+972 54-773-9016", "נחליאל ברקת", "תמרוש ארזים", "יערה סלעית"),
    Identity("ገብረ አንበሳው", "+291 7 148 820", "ሰላማዊት ኮረብታ", "አዜብ ምንጭ", "ተስፋዬ ወንዝሰው"),
    Identity("चंद्रलेखा वनवासिनी", "+91 98200 41377", "मेघदूत पाषाण", "सरिता कुंजवन", "निशीथ दीपांकर"),
    Identity(
        "Ḍžönvär Łękówßki", "+48 601 733 940", "Çiğdemnur Öztaşkın",
        "Þórgunnur Æsardóttir", "Ngữ Phượng Huyền"
    ),
)  # fmt: skip
ENTRIES = tuple(zip(IDENTITIES[::2], IDENTITIES[1::2], strict=True))  # two people an entry: five are quicker
SECRETS = tuple(word for identity in IDENTITIES for word in identity)
IN_TEXT = (
    "Threnodine Umberlay", "미리내 가온길", "Глафирья Снегова", "ریحانه تپه‌نشین", "雲居千夜子", "01055017732",
)  # fmt: skip
PASSPHRASES = ("seven grey herons wade", "nine red kites circle", "two white swans sleep")

NOT_LETTERS = re.compile(r"[\W_]+")
CODES = ("utf-8", "utf-16-le", "utf-16-be")
ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")


def leaks(data: bytes, secrets: tuple[str, ...]) -> list[str]:
    """Return the secrets that some bytes hold: in any encoding, case, order of words, spacing or escape."""
    views = _views(data)
    return [secret for secret in secrets if any(form in view for form in _forms(secret) for view in views)]


def _forms(secret: str) -> set[str]:
    words = secret.split()
    forms = {_bare(secret), _bare(" ".join(reversed(words)))}
    digits = re.sub(r"\D", "", secret)
    if len(digits) >= 9:
        forms |= {digits, digits[-8:]}  # with or without the country
    return forms


def _views(data: bytes) -> set[str]:
    """The texts that the bytes may be: escapes undone, and nothing left but letters and digits."""
    texts = [data.decode(code, "ignore") for code in CODES]
    for plain in [text for text, code in zip(texts, CODES, strict=True) if _is_text(data, code)]:
        if "\\" in plain:
            texts.append(ESCAPES.sub(lambda found: chr(int(found[1] or found[2], 16)), plain))
        if "&" in plain:
            texts.append(html.unescape(plain))
        if "%" in plain:
            texts.append(unquote(plain, errors="ignore"))
    return {_bare(text) for text in texts}


def _is_text(data: bytes, code: str) -> bool:
    """Sealed bytes are none: there is no escape in them to undo."""
    try:
        data.decode(code)
    except UnicodeDecodeError:
        return False
    return True


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return NOT_LETTERS.sub("", folded)
