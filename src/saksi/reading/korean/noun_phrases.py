"""Noun phrases of a clause, with the particle that says their part in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reading.korean.lexicon import WordEntry, institution_at_end, people
from saksi.reading.korean.morphs import Morph

INSIDE = ("JKG", "JC", "SO", "SN", "W_SERIAL")
NUMBERED = re.compile(r"(?:명|사람|분|씨|모|군|양|가족|세대|가구|집|식구)(?:들)?$")
PERSON_ENDINGS = re.compile(r"(?:[가-힣]{2,}(?:자|꾼|민|범|생|인|원|장|수|사|관|병|녀)|[가-힣]+들|씨)$")
SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방현함변염여추도소석선설마길연위표명기반왕금옥육맹리림렴량"
)
NOT_PEOPLE = re.compile(
    r"(?:국정원|국가정보원|감사원|국가|사회|사건|조직|문제|방법|제도|기업소|기관|공장|개인|본인|확인|원인|부인|승인|요인|살인|법인|노인정|지원|공원|축구장|야구장|극장|강당장|매장|병원|학원"
    r"|회원국|차원|자원|동원|현장|시장|공장|입장|주장|농장|비행장|운동장|광장|통장|수사|검사|조사|행사|회사|공사|군사|인사|역사|교수|세관"
    r"|기관|보관|경찰서|인민|농민|국민|생|학생수|고생|발생|위생|재생|인생|전자|투자|피해자수|숫자|여자|남자|의자|글자|상자|과자|감자|사과자"
    r"|것들|일들|집들|물건들|말들|제품들|지역들|나라들|차들|건물들|영상들|상품들|기관들|기업소들|공장들|단체들|마을들|사실들|문제들|곳들)$"
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Morphemes ``[first, last)`` of a sentence, and the particles after them."""

    first: int
    last: int
    text: str
    particle: str
    start: int
    end: int
    proper: bool = False  # it ends in a proper name
    person: bool = False  # the analyser takes it for a name, and it looks like one of a person

    @property
    def entry(self) -> WordEntry | None:
        """The word for people that heads it."""
        return people().at_end(head_of(self.text))

    @property
    def human(self) -> bool:
        """Whether its head means people; a house is one where it does or suffers something."""
        if self.text.split(" ")[-1] == "집":
            return self.marked("은", "는", "이", "도", "들")
        return (self.person and institution_at_end(self.text) is None) or is_human(self.text)

    def marked(self, *particles: str) -> bool:
        """Whether one of these particles stands right after it."""
        return self.particle.startswith(particles)


def head_of(phrase: str) -> str:
    """Return the phrase without a count, a plural mark or a bracket at its end: 주민 3명 gives 주민."""
    bare = re.sub(r"\([^)]*\)", "", phrase).strip()
    bare = re.sub(r"\s(?:일부|전원|모두|전부|대부분|다수|등|본인|중|가운데)$", "", bare)
    bare = re.sub(
        r"(?<!\s)\s*+(?:[\d,.~∼-]++\s*+[십백천만]*+\s*+여?|수?[십백천만]여?|[한두세네몇]|다섯|여섯|일곱|여덟|아홉|열|여러|스무)\s*+(?:명|사람|분|가족|세대|가구|집|식구)?(?:씩|가량|정도)?$",
        "",
        bare,
    )
    bare = re.sub(r"\s(?:하나|둘|셋|넷|다섯)$", "", bare).strip() or phrase
    return bare.removesuffix("들").strip() or phrase


def is_human(phrase: str) -> bool:
    """Whether a noun phrase means people, by the lexicon and, failing that, by its ending."""
    if NUMBERED.search(phrase) and re.search(
        r"\d|[한두세네몇십백천만온]|여러|씨|다섯|여섯|일곱|여덟|아홉|열", phrase
    ):
        return True
    head = head_of(phrase)
    if people().at_end(head) is not None:
        return True
    last = head.split(" ")[-1]
    if phrase.endswith("들") and len(last) > 1 and not NOT_PEOPLE.search(last + "들"):
        return not NOT_PEOPLE.search(last)
    return bool(PERSON_ENDINGS.search(last)) and not NOT_PEOPLE.search(last) and len(last) > 1


def noun_phrases(text: str, morphs: Sequence[Morph], first: int, last: int) -> list[NounPhrase]:
    """Return the noun phrases among the morphemes ``[first, last)``, in text order."""
    found = []
    index = first
    while index < last:
        if not morphs[index].nominal or morphs[index].tag == "XSN":
            index += 1
            continue
        stop = _run(morphs, index, last)
        particle_stop = stop
        while particle_stop < last and morphs[particle_stop].tag.startswith("J"):
            particle_stop += 1
        found.append(_phrase(text, morphs, index, stop, particle_stop))
        index = max(particle_stop, stop)
    return found


def _run(morphs: Sequence[Morph], index: int, last: int) -> int:
    """Return the index after the phrase that begins at `index`."""
    stop = index
    while stop < last:
        morph = morphs[stop]
        joins = morph.tag in INSIDE or (morph.tag == "SP" and morph.form == "·") or morph.tag == "SW"
        goes_on = stop + 1 < last and (morphs[stop + 1].nominal or morphs[stop + 1].tag == "SW")
        if morph.nominal or (joins and goes_on):
            stop += 1
        elif morph.tag == "SSO" and morph.form in "(（" and _bracket(morphs, stop, last):
            stop = _bracket(morphs, stop, last)
        else:
            break
    return stop


def _bracket(morphs: Sequence[Morph], index: int, last: int) -> int:
    """Return the index after a short bracket, 0 if it does not close: 배 모(45) 씨."""
    for stop in range(index + 1, min(index + 6, last)):
        if morphs[stop].tag == "SSC":
            return stop + 1
    return 0


def _phrase(text: str, morphs: Sequence[Morph], first: int, stop: int, particle_stop: int) -> NounPhrase:
    while (
        first + 1 < stop
        and morphs[first].tag == "MM"
        and morphs[first].form in ("이", "그", "저", "각", "모든", "전")
    ):
        first += 1
    start, end = morphs[first].start, morphs[stop - 1].end
    particle = "".join(morph.form for morph in morphs[stop:particle_stop])
    return NounPhrase(
        first,
        stop,
        text[start:end],
        particle,
        start,
        end,
        _named(morphs[first:stop]),
        _is_name(morphs[first:stop]),
    )


def _named(morphs: Sequence[Morph]) -> bool:
    """Whether a proper name ends the phrase, a bracket after it left out: 코발추크(34)."""
    opened = next((n for n, morph in enumerate(morphs) if morph.tag == "SSO" and n), len(morphs))
    return morphs[opened - 1].tag == "NNP"


def _is_name(morphs: Sequence[Morph]) -> bool:
    if (
        len(morphs) != 1
        or morphs[0].tag != "NNP"
        or len(morphs[0].form) != 3
        or morphs[0].form[0] not in SURNAMES
    ):
        return False
    return morphs[0].form[-1] not in "시군도구동리성국부당역항강산면읍현주만섬"
