"""What a noun phrase says of people: words, name, kind, status, sex, age, and how many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from saksi.reading.korean.counts import count_in
from saksi.reading.korean.lexicon import cues, people
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.noun_phrases import NounPhrase, head_of, noun_phrases
from saksi.record import Count, Victim

NAME = re.compile(
    r"(?P<name>[가-힣ㄱ-ㅎA-Z]{1,4}(?:\s?모)?)\s*(?:\(\s*(?P<age>\d{1,2})[^)]*\))?(?:\s*씨|\s(?:군|양))(?=[^가-힣]|$)"
)
AGE = re.compile(
    r"(?<!\d)(\d{1,2}대(?:\s*(?:초반|중반|후반))?|\d{1,2}(?:살|세)|\((\d{1,2})(?:세|살)?\)"
    r"|(?:열|스무|스물|서른|마흔|쉰)[가-힣]{0,2}\s살)"
)
FAMILY_TOO = re.compile(
    r"가족(?:들)?(?:과|도|까지|들까지|까지도)?\s*(?:함께|모두|전부)|일가족|가족까지|가족들까지|식구들까지"
)
PLURAL = re.compile(
    r"들$|가족|일가|형제|자녀|손주|나머지|과\s|와\s|전원$|모두$|전부$|일부$|전체$|대부분$|다수$|(?:^|\s)(?:전체|모든)\s|^(?:우리|저희)$|식구"
)
SINGULAR = ("그", "그녀")
COUPLE = re.compile(r"(?:부모|부부|내외)(?:님)?$")
IN_ALL = re.compile(
    r"(?:이|가|은|는)\s*(?:모두|전부|총|무려|벌써|이미)?\s*((?:적어도\s|최소\s)?\d[\d,]*여?\s*명(?:\s*이상)?)"
)


COUNTED = re.compile(r"[\d,.~∼-]*(?:수?[십백천만]+)?여?(?:명|사람|분|인)|[\d,]+여?")
PART_OF = re.compile(r".*(?:가운데|중에서|중에|중|중의|그중)\s+(?=\S)")
LEADING = re.compile(
    r"(?:(?:이후|최소|적어도|최대|모두|총|무려|약|또|등|이 가운데|그 가운데|그중|현재|당시|"
    r"함께|다시|역시|결국|"
    r"앞서|이미|매일|하루|인근)\s+)+"
)
HOUSEHOLD = re.compile(
    r"(?:가구|세대|집|집안|일가족|일가|식구|부부|내외|남매|자매|형제|(?<![가-힣])(?:한|이)\s가족|가족\s?\d+\s?명)(?:들)?(?:\s\S+)?$"
)
RELATION = re.compile(
    r"의\s|씨|그의|자신의|남은|탈북|가족들|유가족|본인|연루|월남|남편|아내|아들|딸|부모|형제|처|숙모|자녀|조카|손|누이|동생|사촌|오빠|언니|며느리|시어|시아|친척|친지|유족|삼촌|고모|이모|장모|장인|처남|매형"
)
CHILD_OF = re.compile(r"(?P<parent>[가-힣 ]{1,20})의\s*(?:외|큰|작은|맏)?(?:딸|아들|자녀|자식|자제)(?:들)?$")


@dataclass(frozen=True, slots=True)
class Suffers:
    """A victim as one sentence gives it; `start` is where its words stand, null when carried over."""

    victim: Victim
    count: Count
    start: int | None = None
    head: str = ""

    @property
    def generic(self) -> bool:
        """Whether the words fit anybody: they neither tell people apart nor identify them."""
        return not self.victim.name and self.head in cues("generic")

    def resolved(self, before: "Suffers") -> "Suffers":
        """Return a pronoun with what is known of the victim told before; others as they are."""
        if self.head in cues("pronouns") and not self.victim.name and _may_be(self, before):
            return Suffers(before.victim, before.count, self.start, before.head)
        if self.generic and not self.victim.roles and before.head not in cues("pronouns"):
            known = {"status": before.victim.status, "roles": self.victim.roles or before.victim.roles}
            return replace(self, victim=self.victim.model_copy(update=known))
        return self

    def as_one(self) -> "Suffers":
        """Return a bare noun of a told episode as one person: 청년이 처형됐다."""
        if (
            self.start is None
            or self.count != Count()
            or self.head in cues("collective")
            or PLURAL.search(self.victim.text or "")
            or COUPLE.search(self.victim.text or "")
        ):
            return self
        one = Count(min=1, max=1, text=self.victim.text)
        return replace(self, count=one, victim=self.victim.model_copy(update={"type": "individual"}))

    def carried(self) -> "Suffers":
        """Return the same victim as understood, not said, in a later sentence."""
        return replace(self, start=None)


def _may_be(pronoun: Suffers, before: Suffers) -> bool:
    """Whether a pronoun can go back to a victim: 그 is one, 둘 are two, 이들 several."""
    low, high = before.count.min, before.count.max
    if pronoun.head in ("둘", "셋", "두 사람", "사람"):
        return low == pronoun.count.min
    if pronoun.head in ("그들", "이들"):
        return low is None or low > 1
    return high == 1 or (low is None and before.victim.type != "group")


def describe(text: str, sentence: Sentence, phrase: NounPhrase) -> Suffers:
    """Say what a noun phrase tells about people.

    Parameters
    ----------
    text
        The text as archived: counts may stand after the phrase (학생 등 3명).
    sentence
        The sentence that holds the phrase.
    phrase
        The phrase, with people as its head.
    """
    words, start = _shortest(text, sentence, phrase)
    entry = people().at_end(head_of(NAME.sub("", words).strip() or words))
    codes: Mapping[str, str] = entry.codes if entry else {}
    name = NAME.search(words)
    if name is None and (phrase.person or (phrase.proper and not phrase.human)):
        name = re.search(r"(?P<name>[가-힣]+(?:\s[가-힣]+)?)(?P<age>)$", words)
    age = AGE.search(words)
    count = _count(words, text, phrase)
    around = text[phrase.start : sentence.end][:60]
    victim = Victim(
        text=words,
        name=name["name"].strip() if name else None,
        type=_type(count, named=bool(name)),
        status=_parents_status(text[sentence.start : start] + words) or _status(words, codes),
        roles=(codes["role"],) if "role" in codes else (),
        sex=_sex(words, codes),
        age=(age[2] or age[1]) if age else (name["age"] if name else None),
        family_included=bool(FAMILY_TOO.search(around)),
    )
    return Suffers(victim, count, start, _head(words))


def _head(words: str) -> str:
    """Return the head noun; of a bare number (16명) the unit, which may be anybody."""
    last = head_of(words).split(" ")[-1]
    return "명" if COUNTED.fullmatch(last) else last


def _shortest(text: str, sentence: Sentence, phrase: NounPhrase) -> tuple[str, int]:
    """Drop the place before 의; add the word that a bare 자, 사람 or 집 needs: 어기는 자."""
    start = phrase.start
    owner = phrase.text.rfind("의 ")
    if owner >= 0:
        start += owner + 2
    start += _leading_time(text[start : phrase.end])
    for pattern in (
        PART_OF,
        LEADING,
    ):  # 9명 가운데 5명: the five; 최소 27명: the words of number are the count's
        match = pattern.match(text[start : phrase.end])
        start += match.end() if match else 0
    start = _coordinated(text, sentence, phrase, start)
    modified = phrase.first > 0 and sentence.morphs[phrase.first - 1].tag == "ETM"
    if modified and head_of(phrase.text) in ("자", "사람", "집", "이", "명", "대상", "여성"):
        start = max(text.rfind(" ", sentence.start, phrase.start - 1) + 1, sentence.start)
    if modified and COUNTED.fullmatch(text[start : phrase.end].replace(" ", "")):  # 말투 때문에 걸린 4명
        for _ in range(2):
            start = max(text.rfind(" ", sentence.start, start - 1) + 1, sentence.start)
    while start < phrase.end and not (text[start].isalnum()):
        start += 1
    return text[start : phrase.end], start


def _leading_time(words: str) -> int:
    """Return where the words after a time at the beginning start: 지난달 중순 주민 3명."""
    said = "|".join(map(re.escape, cues("leading_time")))
    match = re.match(rf"(?:(?:{said}|\d+년|\d+월|\d+일)\s+)+", words)
    return match.end() if match else 0


def _coordinated(text: str, sentence: Sentence, phrase: NounPhrase, start: int) -> int:
    """Take in the people listed before a comma: 문 씨와 부모, 남동생."""
    before = noun_phrases(text, sentence.morphs, max(0, phrase.first - 12), phrase.first)
    for other in reversed(before):
        listed = other.human and not other.particle and text[other.end : start].strip() == ","
        if listed and count_in(other.text) is None:
            start = other.start
        else:
            break
    return start


def _count(words: str, text: str, phrase: NounPhrase) -> Count:
    low = text.rfind(words, phrase.start, phrase.end)
    ahead = (
        re.search(r"(?:최소|적어도|최대|많게는|최고)\s$", text[max(0, low - 5) : low]) if low >= 0 else None
    )
    together = _together(words)
    if together is not None:
        return together
    counted = count_in((ahead.group() if ahead else "") + words) or _count_after(text, phrase)
    if counted:
        return counted
    if COUPLE.search(words):
        return Count(min=2, max=2, text=words)
    if NAME.search(words):
        return Count(min=1, max=1, text=words)
    if PLURAL.search(words):
        return Count(min=2, max=None, text=words)
    entry = people().at_end(head_of(words).split(" ")[-1])
    titled = entry is not None and (entry.codes.get("status") == "official" or "sex" in entry.codes)
    single = (
        titled
        or phrase.person
        or (phrase.proper and not phrase.human)
        or re.match(r"(?:이|그|한)\s|^그$", words) is not None
    )
    return Count(min=1, max=1, text=words) if single else Count()


def _together(words: str) -> Count | None:
    """Add up people named side by side: 시어머니와 남편 are two, 며느리와 손주 둘 three."""
    parts = re.split(r"(?:와|과)\s|,\s", words)
    if len(parts) < 2 or any(not part.strip() for part in parts):
        return None
    low, high = 0, 0 if len(parts) < 9 else None
    for part in parts:
        said = count_in(part)
        one = people().at_end(head_of(part)) is not None and not PLURAL.search(part)
        named = NAME.search(part) is not None
        if COUPLE.search(part):
            low, high = low + 2, None if high is None else high + 2
        elif said is not None and said.unit == "persons" and said.min is not None:
            low += said.min
            high = None if high is None or said.max is None else high + said.max
        elif one or named:
            low, high = low + 1, None if high is None else high + 1
        elif PLURAL.search(part):
            low, high = low + 2, None
        else:
            return None
    return Count(min=low, max=high, text=words)


def _count_after(text: str, phrase: NounPhrase) -> Count | None:
    """Read a count behind the phrase: 학생 등 3명; 총살된 사람이 모두 50여 명."""
    after = text[phrase.end : phrase.end + 30]
    match = IN_ALL.match(after) if phrase.particle else re.match(r"\s*(?:등\s*)?(\S*명)", after)
    return count_in(match.group(1)) if match else None


def _type(count: Count, *, named: bool) -> str:
    if named or (count.min == 1 and count.max == 1 and count.unit == "persons"):
        return "individual"
    return "group" if count.min is not None else "unspecified"


def _status(words: str, codes: Mapping[str, str]) -> str:
    if re.search(r"간부|일꾼|당원", words) and re.search(r"주민|일반|평범|노동자", words):
        return "mixed"
    status = codes.get("status", "unknown")
    household = HOUSEHOLD.search(words)
    coordinated = re.match(r"(\S+(?:\s모)?(?:\s씨|씨)?)(?:와|과)\s", words)
    first = people().at_end(coordinated[1]) if coordinated else None
    if first is not None and first.codes.get("status") == "family_of_accused":
        return "family_of_accused"
    if status == "family_of_accused" and (coordinated or (household and not RELATION.search(words))):
        return "ordinary"  # a household, or somebody with the family: they are the accused themselves
    known = words not in cues("pronouns") or words in SINGULAR
    return "ordinary" if status == "unknown" and known else status


def _parents_status(words: str) -> str | None:
    """Children of officials have their parents' standing: 시 검찰소장의 딸."""
    child = CHILD_OF.search(words)
    parent = people().at_end(child["parent"]) if child else None
    status = parent.codes.get("status") if parent else None
    return status if status in ("elite", "official") else None


def _sex(words: str, codes: Mapping[str, str]) -> str:
    female, male = (any(word in words for word in cues(sex)) for sex in ("female", "male"))
    if female and male:
        return "mixed"
    if re.search(r"(?:과|와)\s", words):  # 남편과 두 자녀: of the others it is not said
        return "unknown"
    return "female" if female else "male" if male else codes.get("sex", "unknown")
