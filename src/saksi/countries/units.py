"""The words that say what kind of place a name is, and nouns that Korean glues to it."""

import re
from collections.abc import Sequence

from saksi.countries.model import Place

UNIT = re.compile(
    r"[ \u00a0-](?:(?P<province>[Pp]rovince|[Rr]egion|State|Oblast|oblast|Governorate|Prefecture|[Dd]o)"
    r"|(?P<city>[Cc]ity|[Ss]i)|(?P<county>[Cc]ounty|[Gg]un|[Kk]un)|(?P<district>[Dd]istrict|[Gg]uyok|[Kk]uyok))\b"
    r"|(?P<province_ko>도)(?!시)|(?P<city_ko>특별시|직할시|시(?![민장내간기작절점]))|(?P<county_ko>군)(?![인대복사부화량])"
    r"|(?P<district_ko>구역)"
)
SAME = {
    "city": ("city", "county", "other"),
    "county": ("county", "city"),
    "district": ("district",),
    "province": ("province",),
}
PLACE_HEADS = (
    "시", "군", "구역", "역", "항", "읍", "비행장", "경기장", "공항", "세관", "교화소", "교양소",
    "단련대", "수용소", "관리소", "감옥", "당", "보위", "안전", "보안", "검찰", "재판소", "인민위원회",
    "주민", "시민", "출신", "지역", "지방", "일대", "시내", "시장", "장마당", "사람", "대학", "병원",
    "공장", "탄광", "광산", "농장", "제철", "주재", "소식통", "방향", "근처", "인근", "쪽", "행",
    "남자", "여자", "여성", "남성", "국경", "교두", "하늘", "서부", "동부", "남부", "북부",
)  # fmt: skip


def with_unit(text: str, end: int, places: Sequence[Place]) -> tuple[int, list[Place]]:
    """Take in the unit that follows a name, and put the places of that kind first.

    Parameters
    ----------
    text, end
        The text, and where the name ends in it.
    places
        The places of this name, likelier ones first.

    Returns
    -------
    tuple
        Where name and unit end, and the places in their new order. A unit that fits none of them
        (``Pyongyang province``) is left out.
    """
    match = UNIT.match(text, end)
    if not match or not match.lastgroup:
        return end, list(places)
    fits = SAME[match.lastgroup.removesuffix("_ko")]
    fitting = [place for place in places if place.level in fits]
    if not fitting:
        return end, list(places)
    fitting.sort(key=lambda place: fits.index(place.level))
    return match.end(), fitting + [place for place in places if place not in fitting]
