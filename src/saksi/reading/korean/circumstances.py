"""By whom, why, where and when: what stands around an act in its clause and sentence."""

import re
from collections import Counter
from collections.abc import Sequence

from saksi.countries import PlaceMatch, find_countries, find_institutions, find_places
from saksi.reading.korean.lexicon import grounds
from saksi.record import Perpetrator, Place

PLACES_TOO = ("prison", "workplace", "school", "court")  # without a mark of agency they are where, not who
COUNTRYSIDE = re.compile(
    r"(?:[가-힣]{2,4}도\s)?(?:산골|시골|오지|농촌|산간오지|산간|벽지|탄광|광산)(?=[으로에\s])"
)
SITE = re.compile(
    r"(?:[가-힣]{1,6}(?:동|리|읍|시|군|구역|면)\s)?(?:[가-힣]+\s(?:뒤|앞|옆|밑)\s)?"
    r"[가-힣]{0,8}(?:독감방|독방|감방|감옥|마당|공사장|건설장|처형실|골짜기|정문|입구|조사실|병원|운동장|광산|탄광|집결소|사무실|자택|구덩이|강변|경기장|체육관|운동장|공터|비행장|장마당|광장|역전|강당|문화회관|회관|시장|처형장|사격장)"
    r"(?:\s(?:입구|앞|뒤|옆|정문))?(?=에서|에(?![가-힣]{2})|으로|로(?![가-힣])|을\s막|를\s막)"
)
BARE_SITE = re.compile(
    r"관리소|교화소|구류장|집결소|단련대|교양소|수용소|구치소|교도소|산골|시골|오지|농촌|산간|벽지|감옥|감방|독방"
)
KIND = re.compile(
    rf"(?:{BARE_SITE.pattern}|시장|장마당|병원|학교|운동장|사무실|자택|마당|강당|회관|정문|입구|광장|골짜기|조사실"
    r"|처형장|처형실|공터|집|직장|공장|농장|국경|현장|숙소)(?: (?:안|앞|뒤|옆))?"
)
CAUGHT = "(?:걸려|걸린|적발|붙잡|잡혀|들켜|단속)"
CHARGE = re.compile(
    r"[^.“”\n]*?(?:혐의|죄로|죄목|죄명|죄를|이유로|명목으로|탓에|때문에|탓으로"
    r"|다는 것이 문제|문제 삼아|문제가 돼"
    rf"|(?:다|다가) {CAUGHT}|[가-힣]+법(?:을)? (?:위반|어긴|어겨|어기))"
)
CAMP = re.compile(
    r"[가-힣0-9]*(?:관리소|정치범수용소|교화소|구류장|집결소|단련대|교양소|수용소|구치소|교도소)(?=에|로|으로|에서|의|\s)"
)
PROVINCE = re.compile(r"(?:평안[남북]|황해[남북]|함경[남북]|강원|양강|량강|자강)도|평양|남포|라선|나선|개성")
TOWN = re.compile(r"(?<![가-힣])([가-힣]{2,4}(?:특별시|직할시|시|군|구역))(?=[에의은는도로,\s]|에서)")
NOT_TOWNS = re.compile(
    r"^(?:당시|다시|역시|동시|즉시|잠시|일시|필시|혹시|임시|몇시|표시|지시|감시|무시|북한군|인민군|미군|공군|해군|정부군|경시|전시|증시|택시|접시|실시|중시|도시|아군|적군|한시)"
)


def perpetrator_in(
    words: str, victim: str | None, country: str | None, *, agents_only: bool = False
) -> Perpetrator | None:
    """Return the institution that acts in a clause: the one marked as agent, else the first named.

    An institution inside the victim's own words (보위부 간부) is not the agent. A country that does something
    is its government. With `agents_only`, null where none is marked as the one who acts.
    """
    found = [
        (match.start, match.end, match)
        for match in find_institutions(words, language="ko", prefer=(country,) if country else ())
        if not (victim and words[match.start : match.end] in victim)
    ]
    if not found:
        return _government(words, victim)
    agents = [
        hit
        for hit in found
        if re.match(
            r"(?:들)?(?:\s*(?:측|간부들?|일꾼들?|성원들?))?"
            r"(?:이|가|은|는|에|에게|에서|의해|에 의해|한테|와|과)(?![가-힣]{3})",
            words[hit[1] :],
        )
    ]
    agents = [
        hit for hit in agents if hit[2].institution.institution not in PLACES_TOO or _acts(words[hit[1] :])
    ]
    if not agents:
        government = _government(words, victim)
        if government is not None or agents_only:
            return government
    doers = agents or [hit for hit in found if hit[2].institution.institution not in PLACES_TOO]
    if not doers:
        return None
    start, end, found_one = doers[0]
    first = words.rfind(" ", 0, start) + 1
    prefix = words[first:start]
    text = words[first:end] if prefix and re.fullmatch(r"[가-힣]{1,4}", prefix) else words[start:end]
    return Perpetrator(text=text, institution=found_one.institution.institution, level=found_one.level)


def _government(words: str, victim: str | None) -> Perpetrator | None:
    """Read a country as subject, 북한이 or 이란은: its government."""
    for match in find_countries(words, language="ko"):
        name = words[match.start : match.end]
        subject = re.match(r"(?:은|는|이|가|에서는|에선)(?![가-힣])", words[match.end :])
        if subject and not match.demonym and not (victim and name in victim):
            return Perpetrator(text=name, institution="government", level="national")
    return None


def charge_in(words: str) -> str:
    """Return the words that give the charge, up to 혐의로, 죄로, 이유로 and the like; empty where none do."""
    found = list(CHARGE.finditer(words))
    return found[-1].group() if found else ""


def _acts(after: str) -> bool:
    """Whether a prison or court is marked as the one that acts, not as where: 교화소 측은, not 교화소에."""
    return bool(
        re.match(
            r"(?:\s*(?:측|소장|당국|간부들?|계호원들?|관리원들?|교도관들?|간수들?|경비원들?|직원들?))?(?:이|가|은|는)(?![가-힣]{3})",
            after,
        )
    )


def grounds_in(words: str) -> dict[str, str]:
    """Return ground codes with the ids of the lexicon entries that gave them, in text order."""
    return {entry.codes["ground"]: entry.id for _, _, entry in grounds().inside(words)}


def main_country(text: str) -> str | None:
    """Return the country that the report names most often, by its names and its places."""
    named = Counter(match.country.iso for match in find_countries(text, language="ko"))
    named.update(match.place.country for match in find_places(text, language="ko"))
    if PROVINCE.search(text) or "북한" in text:
        named["KP"] += text.count("북한") + len(PROVINCE.findall(text))
    return named.most_common(1)[0][0] if named else None


def place_in(words: str, country: str | None, act: str = "") -> Place | None:
    """Return the most specific place in a clause: a camp or site by name, a town, a province."""
    province = PROVINCE.search(words)
    found = find_places(words, language="ko", prefer=(country,) if country else ())
    inner = [match for match in found if match.place.level != "province"]
    exile = COUNTRYSIDE.search(words) if act == "banishment" else None
    site = exile or SITE.search(words) or CAMP.search(words)
    admin1 = _province_of(inner or found) or (province.group() if province else None)
    if site and not re.match(r"(?:모든|각|온)", site.group()):
        return Place(text=site.group().strip(), country=country, admin1=admin1)
    if inner:
        best = _where(words, inner)
        return Place(text=words[best.start : best.end], country=best.place.country, admin1=admin1)
    town = next((match for match in TOWN.finditer(words) if not NOT_TOWNS.match(match[1])), None)
    if town:
        return Place(text=town[1], country=country, admin1=admin1)
    abroad = _country_in(words) if not province else None
    if abroad is not None and not found:
        return abroad
    if found or province:
        text = words[found[-1].start : found[-1].end] if found else province.group() if province else None
        return Place(text=text, country=found[-1].place.country if found else country, admin1=admin1)
    return None


def _where(words: str, found: Sequence[PlaceMatch]) -> PlaceMatch:
    """The last place that is marked as where, 강계시에서; else the last one."""
    marked = [
        match for match in found if re.match(r"(?:에서|에는?|으로|로)(?![가-힣]{2})", words[match.end :])
    ]
    return marked[-1] if marked else found[-1]


def _country_in(words: str) -> Place | None:
    """Read a country marked as where: 중국에서, 러시아에."""
    for match in find_countries(words, language="ko"):
        if not match.demonym and re.match(r"(?:에서|에|으로|로)(?![가-힣]{2})", words[match.end :]):
            return Place(text=words[match.start : match.end], country=match.country.iso)
    return None


def specific(place: Place) -> int:
    """Say how exactly a place is told: a site or camp by name 4, a bare site 3, a town 2, others 1."""
    words = place.text or ""
    if not words:
        return 0
    if BARE_SITE.fullmatch(words):
        return 3
    if SITE.match(words + "에서") or CAMP.match(words + "에서"):
        return 4
    return 2 if re.search(r"(?:시|군|구역|리|동|읍|마을|구)$", words) else 1


def is_bare(place: Place) -> bool:
    """Whether only a kind of place is told: a camp, a market, a hospital without a name."""
    return KIND.fullmatch(place.text or "") is not None


def _province_of(found: Sequence[object]) -> str | None:
    for match in found:
        place = getattr(match, "place")  # noqa: B009
        label = place.admin1.get("ko") or (place.name("ko") if place.level == "province" else None)
        if label:
            return str(label)
    return None
