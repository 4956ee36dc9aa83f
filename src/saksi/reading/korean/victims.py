"""To whom: the noun phrase that suffers an act, what it says of them, and how many."""

import re
from dataclasses import dataclass, replace

from saksi.reading.korean.counts import count_in
from saksi.reading.korean.lexicon import institution_at_end, people
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.noun_phrases import NounPhrase, head_of, is_human, noun_phrases
from saksi.reading.korean.triggers import Trigger
from saksi.record import Count, Victim

SUBJECT = ("이", "가", "은", "는", "도", "만", "까지", "들이", "들은", "께서", "ᆫ", "마저")
OBJECT = ("을", "를", "도", "까지", "들을", "만", "ᆯ")
DATIVE = ("에게", "한테", "들에게", "에")
NAME = re.compile(
    r"(?P<name>[가-힣ㄱ-ㅎA-Z]{1,4}(?:\s?모)?)\s*(?:\(\s*(?P<age>\d{1,2})[^)]*\))?\s*(?:씨|군|양)(?=[^가-힣]|$)"
)
AGE = re.compile(
    r"(?<!\d)(\d{1,2}대(?:\s*(?:초반|중반|후반))?|\d{1,2}(?:살|세)|\((\d{1,2})(?:세|살)?\)|(?:열|스무|스물|서른|마흔|쉰)[가-힣]{0,2}\s살)"
)
FAMILY_TOO = re.compile(
    r"가족(?:들)?(?:과|도|까지|들까지|까지도)?\s*(?:함께|모두|전부)|일가족|가족까지|가족들까지|식구들까지"
)
BELONGINGS = re.compile(
    r"(?:입|손|발|몸|얼굴|눈|머리|목|팔|다리|집|재산|물건|돈|짐|손전화|휴대전화|여권|차|땅)$"
)
LEADING_TIME = re.compile(
    r"(?:(?:가운데|그중|이 중|지난해|지난달|이달|올해|작년|최근|당시|이번|지난|이날|그날|뒤|후|때|중|달|\d+년|\d+월|\d+일|초순?|중순|하순|말|오전|오후|새벽|밤)\s+)+"
)
COLLECTIVE = frozenset(
    "주민 사람 시민 국민 인민 군중 인원 전원 다수 대부분 모두 세력 잔당 일당 여맹원 자 이들 그들 무리 간부 군인 학생 노동자 일부 대상 집 세대 가구".split()
)
PRONOUNS = frozenset("그 그녀 그들 이들 둘 셋 자신 본인 당사자".split()) | {"두 사람"}
GENERIC = frozenset(
    "집 세대 가구 사람 인원 자 인사 본인 당사자 모두 전원 대상 주민 여성 남성 여자 남자 나머지 시민 이들 그 그들 둘 셋 넷 하나 명".split()
)
PLURAL = re.compile(r"들$|부모|부부|가족|일가|형제|자녀|손주|나머지|과\s|와\s")


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
        return not self.victim.name and self.head in GENERIC

    def resolved(self, before: "Suffers") -> "Suffers":
        """Return a pronoun with what is known of the victim told before; others as they are."""
        if self.head in PRONOUNS and not self.victim.name and _may_be(self, before):
            return Suffers(before.victim, before.count, self.start, before.head)
        if self.generic and self.victim.status == "unknown" and self.victim.type != "unspecified":
            known = {"status": before.victim.status, "roles": self.victim.roles or before.victim.roles}
            return replace(self, victim=self.victim.model_copy(update=known))
        return self

    def as_one(self) -> "Suffers":
        """Return a bare noun of a told episode as one person: 청년이 처형됐다."""
        if (
            self.start is None
            or self.count != Count()
            or self.head in COLLECTIVE
            or PLURAL.search(self.victim.text or "")
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


def victim_of(text: str, sentence: Sentence, trigger: Trigger, lead: int = 0) -> Suffers | None:
    """Find who suffers the act of a trigger in its own sentence; None if the sentence does not say.

    Noun phrases before `lead` name who tells and are passed over.
    """
    if trigger.rule.victim == "none":
        return None
    number = sentence.clause_of(trigger.verb)
    clause = sentence.clauses[number]
    phrases = [p for p in noun_phrases(text, sentence.morphs, clause.first, clause.last) if p.start >= lead]
    found = (
        _compound(text, sentence, trigger)
        or _modified(text, sentence, trigger, phrases)
        or _nearer(_argument(trigger, phrases), _owner(trigger, phrases))
    )
    if found is None and trigger.voice == "passive":
        found = _earlier(text, sentence, number, lead)
    return describe(text, sentence, found, trigger) if found else None


def _argument(trigger: Trigger, phrases: list[NounPhrase]) -> NounPhrase | None:
    before = [phrase for phrase in phrases if phrase.last <= trigger.first and phrase.human]
    if trigger.voice == "passive":
        subjects = [p for p in before if p.marked(*SUBJECT) or (not p.particle and _counted(p))]
        to_whom = [p for p in before if p.marked("에게", "한테") and not is_agency(p.text)]
        return next(reversed(subjects or to_whom), None)
    objects = [p for p in before if p.marked(*OBJECT)] or [p for p in before if p.marked(*DATIVE)]
    objects = [p for p in objects if not is_agency(p.text)]
    return objects[-1] if objects else None


def _nearer(one: NounPhrase | None, other: NounPhrase | None) -> NounPhrase | None:
    return max((p for p in (one, other) if p is not None), key=lambda p: p.start, default=None)


def _owner(trigger: Trigger, phrases: list[NounPhrase]) -> NounPhrase | None:
    """Read 배 씨의 입에, 주민의 집을: whose body or belongings suffer it."""
    for phrase in reversed([p for p in phrases if p.last <= trigger.first]):
        owner, _, thing = phrase.text.rpartition("의 ")
        if owner and BELONGINGS.search(thing) and is_human(owner):
            return replace(phrase, text=owner, end=phrase.start + len(owner))
    return None


def _counted(phrase: NounPhrase) -> bool:
    return count_in(phrase.text) is not None


def is_agency(phrase: str) -> bool:
    """Whether a phrase names an institution, not people: 보위부 but not 보위부 간부."""
    return institution_at_end(phrase) is not None and people().at_end(head_of(phrase)) is None


def _compound(text: str, sentence: Sentence, trigger: Trigger) -> NounPhrase | None:
    """Read 주민 감시, 탈북자 북송, 노동자들에 대한 감시: the noun before an act noun suffers it."""
    if not trigger.rule.nouns or trigger.first == 0:
        return None
    morphs = sentence.morphs
    before = [
        p
        for p in noun_phrases(text, morphs[: trigger.first], max(0, trigger.first - 14), trigger.first)
        if p.human
    ]
    if not before:
        return None
    last = before[-1]
    between = text[last.end : morphs[trigger.first].start]
    joined = last.last == trigger.first or re.fullmatch(
        r"(?:들)?(?:에|을|를)\s*(?:대한|상대로 한|대상으로 한|겨냥한|향한)\s*\S{0,8}\s*|의\s*", between
    )
    return last if joined and not is_agency(last.text) else None


def _modified(
    text: str, sentence: Sentence, trigger: Trigger, phrases: list[NounPhrase]
) -> NounPhrase | None:
    """Read 체포된 주민: the noun that the predicate modifies suffers it."""
    morphs = sentence.morphs
    if trigger.weak or trigger.stop >= len(morphs) or morphs[trigger.stop - 1].tag != "ETM":
        return None
    head = next(iter(noun_phrases(text, morphs, trigger.stop, min(trigger.stop + 14, len(morphs)))), None)
    if head is None or head.first > trigger.stop + 1 or not head.human:
        return None
    subjects = [p for p in phrases if p.last <= trigger.first and p.marked("이", "가")]
    if trigger.voice == "passive" and not any(p.human and not is_agency(p.text) for p in subjects):
        return head
    objects = [p for p in phrases if p.last <= trigger.first and p.human and p.marked("을", "를")]
    return head if trigger.voice == "active" and subjects and not objects else None


def _earlier(text: str, sentence: Sentence, number: int, lead: int) -> NounPhrase | None:
    """Look for the topic in the clauses before, as far as the sentence or its quotation goes."""
    quoted = sentence.clauses[number].quoted
    for clause in reversed(sentence.clauses[max(0, number - 4) : number]):
        if clause.quoted != quoted:
            return None
        phrases = noun_phrases(text, sentence.morphs, clause.first, clause.last)
        people_in = [
            p for p in phrases if p.human and p.start >= lead and p.marked(*SUBJECT) and not is_agency(p.text)
        ]
        if people_in:
            return people_in[0]
    return None


def describe(text: str, sentence: Sentence, phrase: NounPhrase, trigger: Trigger | None = None) -> Suffers:
    """Say what a noun phrase tells about people."""
    words, start = _shortest(text, sentence, phrase)
    entry = people().at_end(head_of(words))
    codes = entry.codes if entry else {}
    name = NAME.search(words)
    if name is None and phrase.person:
        name = re.match(r"(?P<name>[가-힣]+)(?P<age>)", words)
    age = AGE.search(words)
    count = _count(words, text, phrase)
    around = text[phrase.start : sentence.end][:60]
    victim = Victim(
        text=words,
        name=name["name"].strip() if name else None,
        type=_type(words, count, bool(name)),
        status=_status(words, codes, entry is not None),
        roles=(codes["role"],) if "role" in codes else (),
        sex=_sex(words, codes),
        age=(age[2] or age[1]) if age else (name["age"] if name else None),
        family_included=bool(FAMILY_TOO.search(around)),
    )
    return Suffers(victim, count, start, head_of(words).split(" ")[-1])


def _shortest(text: str, sentence: Sentence, phrase: NounPhrase) -> tuple[str, int]:
    """Drop the place before 의; add the word that a bare 자, 사람 or 집 needs: 어기는 자."""
    start = phrase.start
    owner = phrase.text.rfind("의 ")
    if owner >= 0:
        start += owner + 2
    dated = LEADING_TIME.match(text[start : phrase.end])
    if dated:
        start += dated.end()
    start = _coordinated(text, sentence, phrase, start)
    if head_of(phrase.text) in ("자", "사람", "집", "이", "명", "대상", "여성") and phrase.first > 0:
        if sentence.morphs[phrase.first - 1].tag == "ETM":
            start = text.rfind(" ", sentence.start, phrase.start - 1) + 1 or sentence.start
            start = max(start, sentence.start)
    while start < phrase.end and not (text[start].isalnum()):
        start += 1
    return text[start : phrase.end], start


def _coordinated(text: str, sentence: Sentence, phrase: NounPhrase, start: int) -> int:
    """Take in the people listed before a comma: 문 씨와 부모, 남동생."""
    before = noun_phrases(text, sentence.morphs, max(0, phrase.first - 12), phrase.first)
    for other in reversed(before):
        if (
            other.human
            and not other.particle
            and text[other.end : start].strip() == ","
            and not _counted(other)
        ):
            start = other.start
        else:
            break
    return start


def _count(words: str, text: str, phrase: NounPhrase) -> Count:
    counted = count_in(
        words + text[phrase.end : phrase.end + 4].split("\n")[0] if words[-1:] == "명" else words
    )
    if counted:
        return counted
    tail = re.match(r"\s*(?:등\s*)?(\S*명)", text[phrase.end :]) if not phrase.particle else None
    after = count_in(tail.group(1)) if tail else None
    if after is None:
        following = re.match(
            r"(?:이|가|은|는)\s*(?:모두|전부|총|적어도|최소|무려|벌써|이미)?\s*(\d[\d,]*여?\s*명(?:\s*이상)?)",
            text[phrase.end :],
        )
        after = count_in(following.group(1)) if following else None
    if after:
        return after
    if NAME.search(words):
        return Count(min=1, max=1, text=words)
    if PLURAL.search(words):
        return Count(min=2, max=None, text=words)
    head = head_of(words).split(" ")[-1]
    entry = people().at_end(head)
    single = entry is not None and (
        entry.codes.get("status") == "official" or (entry.codes.get("sex") and head not in ("여맹원",))
    )
    single = single or phrase.person or re.match(r"(?:이|그|한)\s|^그$", words) is not None
    return Count(min=1, max=1, text=words) if single else Count()


def _type(words: str, count: Count, named: bool) -> str:
    if named or (count.min == 1 and count.max == 1 and count.unit == "persons"):
        return "individual"
    return "group" if count.min is not None else "unspecified"


def _status(words: str, codes: "dict[str, str] | object", known: bool) -> str:
    status = codes.get("status", "unknown") if isinstance(codes, dict) else "unknown"
    if re.search(r"간부|일꾼|당원", words) and re.search(r"주민|일반|평범|노동자", words):
        return "mixed"
    if status == "unknown" and NAME.search(words):
        return "ordinary"
    return str(status)


def _sex(words: str, codes: "dict[str, str] | object") -> str:
    female, male = (
        bool(re.search(p, words))
        for p in (
            r"여성|여자|여학생|아내|어머니|딸|며느리|할머니|부인|처녀|주부",
            r"남성|남자|남학생|남편|아버지|아들|할아버지|사내|청년",
        )
    )
    if female and male:
        return "mixed"
    return (
        "female"
        if female
        else "male"
        if male
        else (codes.get("sex", "unknown") if isinstance(codes, dict) else "unknown")
    )
