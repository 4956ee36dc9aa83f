"""Testimonies and case records: who tells in the first person, or whose case a header names."""

import re
from dataclasses import dataclass

from saksi.reading.korean.persons import Suffers
from saksi.record import Count, Victim

HEADER = re.compile(
    r"^\s*(?:증언자?|피해자|진술인|진술자|구술자|면담자|피면담자|증언|사례)\s*\d*\s*[.:：)]?\s*(?:이름|성명)?\s*[:：]?\s*"
    r"(?P<name>[가-힣○*]{2,5})\s*[(（](?P<about>[^)）]*)[)）]",
    re.MULTILINE,
)
QUOTED = re.compile(r"[“‘\"「『][^”’\"」』]*[”’\"」』]")
FIRST_PERSON = re.compile(
    r"(?<![가-힣])(?:나는|내가|나를|나도|나에게|나의|내|우리는|우리를|우리가|저는|제가|저를|저희는)(?=\s)"
)
SELF = ("나", "저", "내", "제")
ENOUGH = 3  # words of the first person outside quotations: below it a slip of the pen


@dataclass(frozen=True, slots=True)
class Narrator:
    """Whose story the report is; `speaks` where it is told in the first person."""

    suffers: Suffers
    speaks: bool

    @property
    def name(self) -> str:
        """The words for the narrator: a name, or 증언자."""
        return self.suffers.victim.name or "증언자"


def narrator_of(text: str) -> Narrator | None:
    """Return the person whose testimony or case record a text is; null for other reports.

    Parameters
    ----------
    text
        The text as archived.
    """
    header = HEADER.search(text)
    speaks = len(FIRST_PERSON.findall(QUOTED.sub(" ", text))) >= ENOUGH
    if header is None and not speaks:
        return None
    about = header["about"] if header else ""
    name = header["name"] if header else None
    sex = "female" if re.match(r"(?:.*[,\s])?여(?:성|자)?(?:[,\s]|$)", about) else None
    sex = sex or ("male" if re.match(r"(?:.*[,\s])?남(?:성|자)?(?:[,\s]|$)", about) else "unknown")
    victim = Victim(text=name or "나", name=name, type="individual", status="ordinary", sex=sex)
    return Narrator(Suffers(victim, Count(min=1, max=1), None, name or "나"), speaks)
