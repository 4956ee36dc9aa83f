"""To whom: the noun phrase that suffers an act, what it says of them, and how many."""

import re
from dataclasses import dataclass, replace

from saksi.reading.korean.counts import count_in
from saksi.reading.korean.lexicon import institutions, people
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.noun_phrases import NounPhrase, head_of, noun_phrases
from saksi.reading.korean.triggers import Trigger
from saksi.record import Count, Victim

SUBJECT = ("이", "가", "은", "는", "도", "만", "까지", "들이", "들은", "께서", "ᆫ", "마저")
OBJECT = ("을", "를", "도", "까지", "들을", "만", "ᆯ")
DATIVE = ("에게", "한테", "들에게", "에")
NAME = re.compile(r"(?P<name>[가-힣ㄱ-ㅎA-Z]{1,4}(?:\s?모)?)\s*(?:\(\s*(?P<age>\d{1,2})[^)]*\))?\s*(?:씨|군|양)(?=[^가-힣]|$)")
AGE = re.compile(r"(?<!\d)(\d{1,2}대(?:\s*(?:초반|중반|후반))?|\d{1,2}(?:살|세)|\((\d{1,2})(?:세|살)?\)|(?:열|스무|스물|서른|마흔|쉰)[가-힣]{0,2}\s살)")
FAMILY_TOO = re.compile(r"가족(?:들)?(?:과|도|까지|들까지|까지도)?\s*(?:함께|모두|전부)|일가족|가족까지|가족들까지|식구들까지")
GENERIC = frozenset("사람 인원 자 인사 본인 당사자 모두 전원 대상 주민 여성 남성 여자 남자 나머지 시민 이들 그 그들 둘 셋 넷 하나 명".split())
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

    def carried(self) -> "Suffers":
        """Return the same victim as understood, not said, in a later sentence."""
        return replace(self, start=None)


def victim_of(text: str, sentence: Sentence, trigger: Trigger) -> Suffers | None:
    """Find who suffers the act of a trigger in its own sentence; None if the sentence does not say."""
    if trigger.rule.victim == "none":
        return None
    number = sentence.clause_of(trigger.verb)
    clause = sentence.clauses[number]
    phrases = noun_phrases(text, sentence.morphs, clause.first, clause.last)
    found = (
        _compound(text, sentence, trigger)
        or _modified(text, sentence, trigger, phrases)
        or _argument(trigger, phrases)
    )
    if found is None and trigger.voice == "passive":
        found = _earlier(text, sentence, trigger, number)
    return describe(text, sentence, found, trigger) if found else None


def _argument(trigger: Trigger, phrases: list[NounPhrase]) -> NounPhrase | None:
    before = [phrase for phrase in phrases if phrase.last <= trigger.first and phrase.human]
    if trigger.voice == "passive":
        subjects = [p for p in before if p.marked(*SUBJECT) or not p.particle]
        return next((p for p in reversed(subjects) if p.particle or _counted(p)), None)
    objects = [p for p in before if p.marked(*OBJECT)] or [p for p in before if p.marked(*DATIVE)]
    objects = [p for p in objects if not is_agency(p.text)]
    return objects[-1] if objects else None


def _counted(phrase: NounPhrase) -> bool:
    return count_in(phrase.text) is not None


def is_agency(phrase: str) -> bool:
    """Whether a phrase names an institution, not people: 보위부 but not 보위부 간부."""
    entry = institutions().at_end(phrase)
    return entry is not None and people().at_end(head_of(phrase)) is None


def _compound(text: str, sentence: Sentence, trigger: Trigger) -> NounPhrase | None:
    """Read 주민 감시, 탈북자 북송, 노동자들에 대한 감시: the noun before an act noun suffers it."""
    if not trigger.rule.nouns or trigger.first == 0:
        return None
    morphs = sentence.morphs
    before = [p for p in noun_phrases(text, morphs[: trigger.first], max(0, trigger.first - 14), trigger.first) if p.human]
    if not before:
        return None
    last = before[-1]
    between = text[last.end : morphs[trigger.first].start]
    joined = last.last == trigger.first or re.fullmatch(r"(?:들)?(?:에|을|를)\s*(?:대한|상대로 한|대상으로 한|겨냥한|향한)\s*\S{0,8}\s*|의\s*", between)
    return last if joined and not is_agency(last.text) else None


def _modified(text: str, sentence: Sentence, trigger: Trigger, phrases: list[NounPhrase]) -> NounPhrase | None:
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


def _earlier(text: str, sentence: Sentence, trigger: Trigger, number: int) -> NounPhrase | None:
    """Look for the topic in the clauses before, as far as the sentence or its quotation goes."""
    quoted = sentence.clauses[number].quoted
    for clause in reversed(sentence.clauses[max(0, number - 4) : number]):
        if clause.quoted != quoted:
            return None
        phrases = noun_phrases(text, sentence.morphs, clause.first, clause.last)
        people_in = [p for p in phrases if p.human and p.marked(*SUBJECT) and not is_agency(p.text)]
        if people_in:
            return people_in[0]
    return None


def describe(text: str, sentence: Sentence, phrase: NounPhrase, trigger: Trigger | None = None) -> Suffers:
    """Say what a noun phrase tells about people."""
    words, start = _shortest(text, sentence, phrase)
    entry = people().at_end(head_of(words))
    codes = entry.codes if entry else {}
    name = NAME.search(words)
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
    if head_of(phrase.text) in ("자", "사람", "집", "이", "명", "대상", "여성") and phrase.first > 0:
        if sentence.morphs[phrase.first - 1].tag == "ETM":
            start = text.rfind(" ", sentence.start, phrase.start - 1) + 1 or sentence.start
            start = max(start, sentence.start)
    while start < phrase.end and not (text[start].isalnum()):
        start += 1
    return text[start : phrase.end], start


def _count(words: str, text: str, phrase: NounPhrase) -> Count:
    counted = count_in(words + text[phrase.end : phrase.end + 4].split("\n")[0] if words[-1:] == "명" else words)
    if counted:
        return counted
    tail = re.match(r"\s*(?:등\s*)?(\S*명)", text[phrase.end :]) if not phrase.particle else None
    after = count_in(tail.group(1)) if tail else None
    if after:
        return after
    if NAME.search(words):
        return Count(min=1, max=1, text=words)
    if PLURAL.search(words):
        return Count(min=2, max=None, text=words)
    head = head_of(words).split(" ")[-1]
    entry = people().at_end(head)
    single = entry is not None and (entry.codes.get("status") == "official" or (entry.codes.get("sex") and head not in ("여맹원",)))
    return Count(min=1, max=1, text=words) if single or re.match(r"(?:이|그|한)\s|^그$", words) else Count()


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
    female, male = (bool(re.search(p, words)) for p in (r"여성|여자|여학생|아내|어머니|딸|며느리|할머니|부인|처녀|주부", r"남성|남자|남학생|남편|아버지|아들|할아버지|사내|청년"))
    if female and male:
        return "mixed"
    return "female" if female else "male" if male else (codes.get("sex", "unknown") if isinstance(codes, dict) else "unknown")
