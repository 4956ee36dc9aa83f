"""Finds institutions in a text: which kind, and at which level where the words around say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from saksi.countries.find import chosen
from saksi.countries.hangul import HangulIndex
from saksi.countries.latin import Found, LatinIndex
from saksi.countries.model import Institution
from saksi.countries.packs import Pack

# Words before an institution that say its level; 리 and 동 are villages and wards.
SCOPES_EN = {
    "provincial": "province", "province": "province", "regional": "province", "central": "national",
    "national": "national", "federal": "national", "county": "local", "city": "local",
    "municipal": "local", "district": "local", "local": "local", "village": "local", "town": "local",
}  # fmt: skip
SCOPES_KO = {
    "도": "province", "주": "province", "지방": "local", "시": "local", "군": "local", "구역": "local",
    "리": "local", "동": "local", "현지": "local", "중앙": "national", "국가": "national",
}  # fmt: skip
PROVINCES_KO = (
    "평안남도", "평안북도", "평남도", "평북도", "함경남도", "함경북도", "함남도", "함북도", "황해남도",
    "황해북도", "황남도", "황북도", "량강도", "양강도", "자강도", "강원도", "평남", "평북", "함남",
    "함북", "황남", "황북", "량강", "양강", "자강", "강원",
)  # fmt: skip
CITY_UNITS = ("시", "군", "구역")
HEADS_KO = (
    "원", "부", "장", "들", "간부", "요원", "성원", "측", "당국", "일꾼", "소속", "지도원", "책임",
    "담당", "관계자", "내부", "청사", "감방", "구류", "건물", "조직", "기관", "대원", "관할", "주재",
    "수사", "조사", "단속",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InstitutionMatch:
    """A stretch of text that names an institution."""

    start: int
    end: int
    institution: Institution
    level: str | None = None  # of the words around it, else inherent; code of the vocabulary level


def find_institutions(
    text: str, *, language: str | None, packs: Sequence[Pack] | None = None, prefer: Sequence[str] = ()
) -> list[InstitutionMatch]:
    """Find the institutions that a text names, the longest phrase first, none overlapping.

    Parameters
    ----------
    text
        Any text; not changed.
    language
        ``en`` or ``ko`` (BCP 47, regions ignored); null looks for the phrases of both.
    packs
        Where to look; null means all that are installed.
    prefer
        Codes of the countries that the report is about. If any is given, the packs of other countries
        are silent: 보위부 means nothing in a report about Iran. Preferred packs go before the general one.

    Returns
    -------
    list of InstitutionMatch
        From left to right; spans are half-open in code points.

    Raises
    ------
    InvalidInput
        The data of a pack is wrong: says file and entry.
    """
    packs = chosen(packs)
    if prefer:
        packs = tuple(pack for pack in packs if pack.iso is None or pack.iso in prefer)
    tongue = (language or "").partition("-")[0]
    found: list[InstitutionMatch] = []
    if tongue != "ko":
        found += (_english(text, match, prefer, packs) for match in _latin(packs).find(text))
    if tongue in ("", "ko"):
        found += (
            _korean(text, match, prefix, prefer, packs)
            for match, prefix in _hangul(packs).find(text, scopes=_Scopes())
        )
    return sorted(found, key=lambda match: match.start)


def _english(
    text: str, match: Found[Institution], prefer: Sequence[str], packs: Sequence[Pack]
) -> InstitutionMatch:
    best = _best(match, prefer, packs)
    said = SCOPES_EN.get(_word_before(text, match.start).lower())
    return InstitutionMatch(match.start, match.end, best, _level(best, said))


def _korean(
    text: str, match: Found[Institution], prefix: str, prefer: Sequence[str], packs: Sequence[Pack]
) -> InstitutionMatch:
    best = _best(match, prefer, packs)
    before = prefix or _word_before(text, match.start)
    return InstitutionMatch(match.start, match.end, best, _level(best, scope_level(before)))


def _level(institution: Institution, said: str | None) -> str | None:
    """Let the word before speak, unless the phrase itself is of a province or the whole country."""
    return said or institution.level if institution.level in (None, "local") else institution.level


def _best(match: Found[Institution], prefer: Sequence[str], packs: Sequence[Pack]) -> Institution:
    """Return the entry of a preferred pack; without preference the general one."""
    order = {pack.code: prefer.index(pack.iso) if pack.iso in prefer else len(prefer) for pack in packs}
    return min(match.payloads, key=lambda entry: (order[entry.pack], entry.pack != "general"))


def _word_before(text: str, start: int) -> str:
    before = text[max(0, start - 20) : start]
    return before.split()[-1] if before.endswith((" ", "\n", "\u00a0")) and before.split() else ""


def scope_level(word: str) -> str | None:
    """Return the level that a Korean word before an institution says: 도, 함경북도, 회령시, 중앙."""
    if word in SCOPES_KO:
        return SCOPES_KO[word]
    if word in PROVINCES_KO:
        return "province"
    return "local" if len(word) > 2 and word.endswith(CITY_UNITS) else None


class _Scopes:
    """Every word that may be glued before an institution."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (
            scope_level(word) is not None or word in ("북한", "인민", "사회", "조선")
        )


@lru_cache(maxsize=16)
def _latin(packs: tuple[Pack, ...]) -> LatinIndex[Institution]:
    entries = (entry for pack in packs for entry in pack.institutions)
    return LatinIndex((phrase, entry) for entry in entries for phrase in entry.phrases.get("en", ()))


@lru_cache(maxsize=16)
def _hangul(packs: tuple[Pack, ...]) -> HangulIndex[Institution]:
    entries = (entry for pack in packs for entry in pack.institutions)
    return HangulIndex(
        ((phrase, entry) for entry in entries for phrase in entry.phrases.get("ko", ())), heads=HEADS_KO
    )
