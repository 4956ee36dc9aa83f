"""Who speaks in a sentence: the words for a source, and whether a verb of telling makes it one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reading.korean.lexicon import WordEntry, cues, institution_at_end, speakers
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.noun_phrases import NounPhrase, noun_phrases

NOT_A_NAME = re.compile(r"^(?:지난\s*)?\d{1,2}일\s*|^(?:이날|같은 날|앞서|한편)\s*")
UNNAMED = re.compile(r"(?:한|익명의|복수의|여러|어느)\s(?!단체)")
NAMED_OR_MANY = re.compile(r"들$|(?<!\s)\s*+(?:[A-Zㄱ-ㅎ가-힣]?\s*+씨|\([^)]*\))$")
WORDS_OF = re.compile(r"의\s*(?:말|설명|전언|귀띔|증언|주장|이야기)$")  # a source's words: 소식통의 말
ACCORDING = re.compile(r"^(?:에|들에)?\s*(?:따르면|의하면)|^(?:을|를)\s*인용")

SUBJECT = ("은", "는", "이", "가", "도", "들은", "들이", "께서")
PROCLAIMED = re.compile(  # the verb behind an office's own words
    r"[”’][가-힣]{0,3}(?:고|라고|라며|면서|는 내용)\S{0,40}\s*+(?:\S{1,40}\s){0,2}"
    r"(?:포치|으름장|경고|선포|포고|떠들|지시|위협|통보|알리|알렸|엄포|공표|발표|하달)"
)
QUOTATIVE = re.compile(r"(?:다|라|자|냐)고[”’\"']?\s")


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who tells: the words for the source, their entry and the place said with them."""

    text: str
    entry: WordEntry
    second: bool = False  # said to be another source

    @property
    def role(self) -> str:
        """Code of the vocabulary of roles."""
        return self.entry.codes["role"]

    @property
    def directness(self) -> str:
        """Code of the vocabulary; an expert or official without a name is anonymous."""
        code = self.entry.codes["directness"]
        unnamed = UNNAMED.match(self.text) is not None and self.role in (
            "expert",
            "official",
            "ngo",
            "lawyer",
        )
        return "anonymous" if unnamed else code

    @property
    def named(self) -> bool:
        """Whether a person or organisation is named."""
        return self.directness in ("named", "official")


def proclaimed(text: str, sentence: Sentence) -> str | None:
    """Return the office whose own words a sentence gives: 시 보위부는 “… 추방한다”고 포치하고 있다."""
    if PROCLAIMED.search(text[sentence.start : sentence.end]) is None:
        return None
    opening = min(text.find(mark, sentence.start, sentence.end) % (len(text) + 1) for mark in "“‘")
    subjects = (
        phrase
        for phrase in noun_phrases(text, sentence.morphs, 0, len(sentence.morphs))
        if phrase.end <= opening and phrase.marked("은", "는", "이", "가") and _in_office(phrase.text)
    )
    return next((phrase.text for phrase in subjects), None)


def _in_office(words: str) -> bool:
    """Whether a phrase names an institution of the state, or somebody who acts for one."""
    return institution_at_end(words) is not None or words.endswith(cues("officers"))


def speaker_in(text: str, sentence: Sentence) -> tuple[Speaker, int | None] | None:
    """Return who tells a sentence and where the words of attribution at its beginning end."""
    phrases = noun_phrases(text, sentence.morphs, 0, len(sentence.morphs))
    for phrase in phrases:
        entry = teller_of(phrase)
        if entry is None:
            continue
        after = text[phrase.end : min(phrase.end + 12, sentence.end)]
        according = ACCORDING.match(after)
        if according:
            lead = phrase.end + according.end() if _opens(sentence, phrase) else None
            return described(text, phrase, entry), lead
        if phrase.marked(*SUBJECT) and _says(sentence, phrase):
            behind = _behind_the_report(text, phrase, phrases)
            if behind is not None:
                return described(text, *behind), None
            return described(text, phrase, entry), _lead(sentence, phrase)
        if phrase.particle == "의" or re.match(r"의\s*(?:말|설명|전언|귀띔|증언|주장)", after):
            return described(text, phrase, entry), None
        if re.search(
            r"(?:소식통|협력자|관계자|통신원)(?:들)?의\s*(?:말|설명|전언|귀띔|증언|주장|이야기)$", phrase.text
        ):
            return described(text, phrase, entry), None
    return None


def _behind_the_report(
    text: str, first: NounPhrase, phrases: Sequence[NounPhrase]
) -> tuple[NounPhrase, WordEntry] | None:
    """Return who stands behind what is reported: in 경찰이 … 체포했다고 목격자가 전했다 the witness tells."""
    for phrase in reversed(phrases):
        entry = teller_of(phrase)
        told = phrase.start > first.end and QUOTATIVE.search(text[first.end : phrase.start])
        if entry is not None and told and phrase.marked(*SUBJECT):
            return phrase, entry
    return None


def teller_of(phrase: NounPhrase) -> WordEntry | None:
    """Return what kind of source a phrase names; null where it names none."""
    words = WORDS_OF.sub("", phrase.text)
    return speakers().at_end(NAMED_OR_MANY.sub("", words).strip())


def _says(sentence: Sentence, phrase: NounPhrase) -> bool:
    """Whether a verb of telling follows, and either ends the sentence or stands beside a quotation."""
    tail = sentence.morphs[phrase.last :]
    verbs = [morph for morph in tail if morph.form in cues("saying") and morph.form not in ("하", "말")]
    quoted = any(morph.tag == "SSO" and morph.form in "“\"‘'" for morph in tail)
    quotative = any(
        morph.tag in ("EC", "JKQ") and morph.form.endswith(("고", "며", "면서")) for morph in tail
    )
    last = [morph for morph in tail if not morph.tag.startswith("S")][-4:]
    before = sentence.morphs[phrase.first - 1] if phrase.first else None
    told = before is not None and before.tag in ("EC", "JKQ") and before.form.endswith("고")
    if told and any(verb in last for verb in verbs):  # 처형됐다고 소식통이 전했다
        return True
    return (quoted and (bool(verbs) or quotative)) or (
        (quotative or any(morph.form in ("알려오", "전해오", "증언") for morph in last))
        and any(verb in last for verb in verbs)
    )


def described(text: str, phrase: NounPhrase, entry: WordEntry) -> Speaker:
    """Return the source that a phrase names, with 또 다른 or 한 before it."""
    start = phrase.start
    before = re.search(r"(또\s*다른|또|다른|복수의|또\s*한\s*명의|한)\s*$", text[max(0, start - 12) : start])
    second = bool(before and "다른" in before.group()) or "다른" in phrase.text
    words = (text[max(0, start - 12) + before.start() : start] if before else "") + phrase.text
    words = WORDS_OF.sub("", words)
    return Speaker(NOT_A_NAME.sub("", words).strip() or phrase.text, entry, second)


def _opens(sentence: Sentence, phrase: NounPhrase) -> bool:
    """Whether nothing has been asserted before the phrase: ... 처형됐다고 소식통이 전했다 has it last."""
    return not any(morph.tag in ("EC", "EP", "EF") for morph in sentence.morphs[: phrase.first])


def _lead(sentence: Sentence, phrase: NounPhrase) -> int | None:
    """Where the subject of telling ends, if it opens the sentence."""
    if not _opens(sentence, phrase):
        return None
    index = next(n for n, morph in enumerate(sentence.morphs) if morph.start >= phrase.end)
    while index < len(sentence.morphs) and sentence.morphs[index].tag.startswith("J"):
        index += 1
    return sentence.morphs[index].start if index < len(sentence.morphs) else None
