"""Other scripts in Latin letters, by our own tables: Arabic and Persian, Cyrillic, Burmese, Chinese.

No transliteration standard is followed to the letter: what is wanted is a form near what the press writes,
so that spellings can be compared. Short vowels are not written in Arabic, and none are invented: see
`saksi.linking.names.sounds`, which compares such names by their consonants.
"""

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from saksi.linking.names.data import rows
from saksi.linking.names.hangul import apart, is_syllable
from saksi.linking.names.spellings import FINAL_SPELLINGS, INITIAL_SPELLINGS, VOWEL_SPELLINGS

# Finals that sound like another: the first of each pair is heard as the second; ㅎ is not heard.
_FINAL_SOUNDS: Final = dict(
    zip("ㄲㅋㄳㄺㄵㄶㅆㅈㅊㅌㄻㄼㄽㄾㄿㅀㅄㅍ", "ㄱㄱㄱㄱㄴㄴㅅㅅㅅㄷㅁㄹㄹㄹㅂㄹㅂㅂ", strict=True)
) | {"ㅎ": ""}


_SIGNS: Final = {
    ord(row["sign"]): row["latin"] + (" " if row["script"] == "chinese" else "") for row in rows("scripts")
}
_ARTICLE: Final = re.compile(r"\bال(?!ل[هہھ])(?=\w{2})")  # glued to its word, except in the name of God


@lru_cache(maxsize=10_000)
def latin(name: str) -> str:
    """Return a name in Latin letters as far as the tables go; what they do not know stays as it is.

    Hangul comes out in the first spelling of the Revised Romanisation, a word a word.
    """
    if name.isascii():
        return name
    text = _ARTICLE.sub("al ", normalize("NFKC", name).lower())
    return "".join(
        _hangul(char) if is_syllable(char) else _SIGNS.get(ord(char), char) for char in text
    ).strip()


def is_unvowelled(name: str) -> bool:
    """Say whether a name stands in a script that leaves short vowels out."""
    return any("\u0600" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufeff" for char in name)


def _hangul(syllable: str) -> str:
    initial, vowel, final = apart(syllable)
    tables = (INITIAL_SPELLINGS, VOWEL_SPELLINGS, FINAL_SPELLINGS)
    sounds = (initial, vowel, _FINAL_SOUNDS.get(final, final))
    return "".join(next(iter(table["revised"][sound])) for table, sound in zip(tables, sounds, strict=True))
