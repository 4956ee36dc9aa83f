"""Testimonies and case records: who tells in the first person, or whose case a header names."""

import re
from dataclasses import dataclass

from saksi.reading.korean.persons import Suffers
from saksi.record import Count, Victim

HEADER = re.compile(  # what has matched is never tried shorter: long blanks and open brackets cost no more
    r"^[^\S\n]*+(?:증언자?|피해자|진술인|진술자|구술자|면담자|피면담자|증언|사례)\s*+\d*+\s*+[.:：)]?\s*+(?:이름|성명)?\s*+"
    r"[:：]?\s*+(?P<name>[가-힣○*]{2,5})\s*+[(（](?P<about>[^)）]{0,300})[)）]",
    re.MULTILINE,
)
QUOTED = re.compile(r"[“‘\"「『][^”’\"」』]*+(?P<end>[”’\"」』]|\Z)")
FIRST_PERSON = re.compile(
    r"(?<![가-힣])(?:나는|내가|나를|나도|나에게|나의|내|우리는|우리를|우리가|저는|제가|저를|저희는)(?=\s)"
)
SELF = ("나", "저", "내", "제")
RECORD = re.compile(  # a case record without a name: "○ 증언자: 남, 1971년생"
    r"^[^\w\n]*(?P<who>증언자|진술인|진술자|구술자|면담자|피면담자)\s*[:：]", re.MULTILINE
)
TELLS = re.compile(r"(?:증언자|진술인|진술자|구술자|면담자|피면담자)(?:는|은|가|이|의)(?=\s)")
PORTRAIT = re.compile(  # "만난 윤미정(가명·26) 씨는": whose life an interview tells
    r"(?<![가-힣])(?P<name>[가-힣]{2,5})\s?[(（](?:가명|\d{1,2})[^)）]{0,8}[)）]\s?씨"
)
MEETING = re.compile(r"만난|인터뷰|마주 앉|털어놓|증언")
OPENING = 400  # characters in which an interview introduces whom it met
ENOUGH = 3  # words of the first person outside quotations: below it a slip of the pen


@dataclass(frozen=True, slots=True)
class Narrator:
    """Whose story the report is; `speaks` where it is told in the first person, `tells` in the third."""

    suffers: Suffers
    speaks: bool
    tells: bool = False  # in the third person: a case record, an interview

    @property
    def name(self) -> str:
        """The words for the narrator: a name, or 증언자."""
        return self.suffers.victim.name or (self.suffers.head if self.tells else "증언자")


def narrator_of(text: str) -> Narrator | None:
    """Return the person whose testimony or case record a text is; null for other reports.

    Parameters
    ----------
    text
        The text as archived.
    """
    header = HEADER.search(text)
    outside = QUOTED.sub(lambda quote: " " if quote["end"] else quote[0], text)
    speaks = len(FIRST_PERSON.findall(outside)) >= ENOUGH
    if header is None and not speaks:
        return _recorded(text) or _portrayed(text)
    about = header["about"] if header else ""
    name = header["name"] if header else None
    sex = "female" if re.match(r"(?:.*[,\s])?여(?:성|자)?(?:[,\s]|$)", about) else None
    sex = sex or ("male" if re.match(r"(?:.*[,\s])?남(?:성|자)?(?:[,\s]|$)", about) else "unknown")
    victim = Victim(text=name or "나", name=name, type="individual", status="ordinary", sex=sex)
    return Narrator(Suffers(victim, Count(min=1, max=1), None, name or "나"), speaks)


def _recorded(text: str) -> Narrator | None:
    """Return whose case a record tells that gives no name, and that speaks of 증언자 throughout."""
    record = RECORD.search(text)
    if record is None or len(TELLS.findall(text)) < ENOUGH:
        return None
    return _in_third_person(record["who"], None)


def _portrayed(text: str) -> Narrator | None:
    """Return whom an interview meets at its opening and comes back to: 윤미정(가명·26) 씨 … 윤 씨는."""
    opening = text[:OPENING]
    met = PORTRAIT.search(opening)
    if met is None or MEETING.search(opening) is None:
        return None
    name = met["name"]
    again = re.findall(
        rf"(?<![가-힣])(?:{re.escape(name)}|{name[0]})\s씨|(?<![가-힣])그(?:는|의|가|를|에게)\s", text
    )
    return _in_third_person(name, name) if len(again) >= ENOUGH else None


def _in_third_person(words: str, name: str | None) -> Narrator:
    victim = Victim(text=words, name=name, type="individual", status="ordinary")
    return Narrator(Suffers(victim, Count(min=1, max=1), None, words), speaks=False, tells=True)
