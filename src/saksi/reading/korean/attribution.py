"""According to whom: which source tells each sentence, carried on until another one speaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reading.korean.lexicon import WordEntry, cues, speakers
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.narrators import narrator_of
from saksi.reading.korean.noun_phrases import NounPhrase, noun_phrases
from saksi.reading.outlets import outlet_link
from saksi.record import Attribution, Link

LEAD = 1  # paragraphs, headline and dateline among them, that sum up what the first source tells
NOT_A_NAME = re.compile(r"^(?:지난\s*)?\d{1,2}일\s*|^(?:이날|같은 날|앞서|한편)\s*")
UNNAMED = re.compile(r"(?:한|익명의|복수의|여러|어느)\s(?!단체)")
BY_LETTER = re.compile(r"(?P<label>[A-Z가-힣ㄱ-ㅎ])\s?씨")
CLOSING = re.compile(r"[(（](?P<label>[A-Zㄱ-ㅎ가-힣]{1,4})\s?씨[)）]\W*$")
SAME = re.compile(r"^(?:이|그|해당|이들|동)?\s*(?:소식통|협력자|관계자|통신원|취재협력자|취재원)(?:들)?$")
REPORTED = re.compile(
    r"(?:알려졌|알려지고|전해졌|전해지|확인됐|확인되|드러났|파악됐|전했|밝혀졌|나타났|전해왔|알려왔)[가-힣]*[.\s]*$"
    r"|다고 (?:한다|합니다)\W*$"
)
HEARD = re.compile(r"([가-힣\s]{2,20}?)(?:한테|한테서|에게|에게서|로부터|들에게서)\s*(?:전해\s*)?들(?:은|었)")
ACCORDING = re.compile(r"^(?:에|들에)?\s*(?:따르면|의하면)|^(?:을|를)\s*인용")


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


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells a sentence; `lead` is the offset after words of attribution at its beginning."""

    attribution: Attribution
    lead: int | None = None
    open: bool = False  # before any source spoke, in words such as 알려졌다


def tellings(text: str, found: Sequence[Sentence], outlet: str | None) -> list[Telling]:
    """Say for each sentence who tells it.

    Parameters
    ----------
    text
        The text as archived.
    found
        Its sentences, in order.
    outlet
        The report's outlet: the last link of each chain.

    Returns
    -------
    list of Telling
        One a sentence. Sentences before the first source that say "it became known" belong to that source.
    """
    last = outlet_link(outlet)
    whose = narrator_of(text)
    if whose is not None and whose.speaks:
        own = Attribution(
            chain=(Link(text=whose.name, role="victim", anonymous=whose.suffers.victim.name is None), last),
            directness="eyewitness",
        )
        return [Telling(_heard_by(own, text[sentence.start : sentence.end])) for sentence in found]
    narrator = _Narrator(text, last)
    told = [narrator.listen(sentence) for sentence in found]
    first = narrator.first
    if first is None:
        return told
    start = next(number for number, one in enumerate(told) if one.attribution == first)
    same = found[start].paragraph
    return [
        Telling(first, one.lead)
        if number < start and (one.open or found[number].paragraph == same or same <= LEAD)
        else one
        for number, one in enumerate(told)
    ]


def _heard_by(own: Attribution, words: str) -> Attribution:
    """In a testimony, what others told the narrator comes from them: … 고 옆집에서 말해 주었다."""
    heard = TOLD_ME.search(words) or HEARD.search(words)
    if heard is None:
        return own
    first = Link(text=heard.group(1).strip(), role="witness", anonymous=True)
    return Attribution(chain=(first, *own.chain), directness="anonymous")


TOLD_ME = re.compile(
    r"(?:다|라)고\s([가-힣\s]{1,12}?)(?:이|가|에서|은|는|들이)\s(?:나에게\s|내게\s)?(?:말해|알려|전해|이야기해|귀띔해|말했|전했|이야기했)"
)
SUBJECT = ("은", "는", "이", "가", "도", "들은", "들이", "께서")
HE_SAYS = re.compile(r"^\W*그(?:에 따르면|의 말에 따르면|는 .*(?:전했|말했|밝혔))")
TELLS = re.compile(r"(?:다고|라고|은|는)\s.*(?:전했|말했|밝혔|했)[가-힣]*\W*$|에 따르면")
QUOTATIVE = re.compile(r"(?:다|라|자|냐)고[”’\"']?\s")


class _Narrator:
    """Remembers the current source from sentence to sentence."""

    def __init__(self, text: str, outlet: Link) -> None:
        self._text = text
        self._outlet = outlet
        self._current: Attribution | None = None
        self.first: Attribution | None = None
        self._met: dict[str, Speaker] = {}  # sources by the letter that stands for their name

    def meet(self, sentence: Sentence) -> None:
        """Remember the sources that a sentence introduces: 협력자 A 씨는 농장원이다."""
        for phrase in noun_phrases(self._text, sentence.morphs, 0, len(sentence.morphs)):
            label = BY_LETTER.search(phrase.text)
            entry = _teller(phrase)
            if label and entry is not None and phrase.text[: label.start()].strip():
                self._met.setdefault(label["label"], _speaker(self._text, phrase, entry))

    def known(self, words: str) -> Attribution | None:
        """Return the source whom a sentence names by letter, or as 그, if it was introduced."""
        closing = CLOSING.search(words)
        said = closing or BY_LETTER.search(words)
        if said is not None and said["label"] in self._met and (closing or TELLS.search(words)):
            return self._chain(self._met[said["label"]], words)
        if self._met and HE_SAYS.match(words) and self._current is None:
            return self._chain(next(reversed(self._met.values())), words)
        return None

    def listen(self, sentence: Sentence) -> Telling:
        words = self._text[sentence.start : sentence.end]
        self.meet(sentence)
        heard = speaker_in(self._text, sentence)
        known = self.known(words) if heard is None or BY_LETTER.search(heard[0].text) else None
        if known is not None:
            self._current = known
            self.first = self.first or known
            return Telling(known)
        if heard is None:
            if self._current is None:
                return Telling(self._author(), open=bool(REPORTED.search(words)))
            return Telling(self._current)
        speaker, lead = heard
        if speaker.role in ("official", "state_media", "document") and self._current is not None:
            return Telling(self._quoted(speaker, words), lead)
        if SAME.match(speaker.text) and self._current is not None and not speaker.second:
            return Telling(self._current, lead)
        self._current = self._chain(speaker, words)
        self.first = self.first or self._current
        return Telling(self._current, lead)

    def _author(self) -> Attribution:
        return Attribution(chain=(self._outlet,), directness="author")

    def _link(self, speaker: Speaker) -> Link:
        return Link(
            text=speaker.text, role=speaker.role, anonymous=not speaker.named, place=_place(speaker.text)
        )

    def _chain(self, speaker: Speaker, words: str) -> Attribution:
        links = [self._link(speaker), self._outlet]
        directness = speaker.directness
        heard = HEARD.search(words)
        if heard:
            links.insert(0, Link(text=heard.group(1).strip(), role="witness", anonymous=True))
            directness = "anonymous"
        return Attribution(chain=tuple(links), directness=directness)

    def _quoted(self, speaker: Speaker, words: str) -> Attribution:
        """An authority inside a source's account speaks first only where its own words are given."""
        if self._current is None or not re.search(r"[“‘\"']", words):
            return self._current or self._author()
        return Attribution(chain=(self._link(speaker), *self._current.chain), directness="official")


def speaker_in(text: str, sentence: Sentence) -> tuple[Speaker, int | None] | None:
    """Return who tells a sentence and where the words of attribution at its beginning end."""
    phrases = noun_phrases(text, sentence.morphs, 0, len(sentence.morphs))
    for phrase in phrases:
        entry = _teller(phrase)
        if entry is None:
            continue
        after = text[phrase.end : min(phrase.end + 12, sentence.end)]
        according = ACCORDING.match(after)
        if according:
            lead = phrase.end + according.end() if _opens(sentence, phrase) else None
            return _speaker(text, phrase, entry), lead
        if phrase.marked(*SUBJECT) and _says(sentence, phrase):
            behind = _behind_the_report(text, phrase, phrases)
            if behind is not None:
                return _speaker(text, *behind), None
            return _speaker(text, phrase, entry), _lead(sentence, phrase)
        if phrase.particle == "의" or re.match(r"의\s*(?:말|설명|전언|귀띔|증언|주장)", after):
            return _speaker(text, phrase, entry), None
        if re.search(
            r"(?:소식통|협력자|관계자|통신원)(?:들)?의\s*(?:말|설명|전언|귀띔|증언|주장|이야기)$", phrase.text
        ):
            return _speaker(text, phrase, entry), None
    return None


def _behind_the_report(
    text: str, first: NounPhrase, phrases: Sequence[NounPhrase]
) -> tuple[NounPhrase, WordEntry] | None:
    """Return who stands behind what is reported: in 경찰이 … 체포했다고 목격자가 전했다 the witness tells."""
    for phrase in reversed(phrases):
        entry = _teller(phrase)
        told = phrase.start > first.end and QUOTATIVE.search(text[first.end : phrase.start])
        if entry is not None and told and phrase.marked(*SUBJECT):
            return phrase, entry
    return None


def _teller(phrase: NounPhrase) -> WordEntry | None:
    words = re.sub(r"의\s*(?:말|설명|전언|귀띔|증언|주장|이야기)$", "", phrase.text)
    return speakers().at_end(re.sub(r"들$|\s*[A-Zㄱ-ㅎ가-힣]?\s*씨$|\s*\([^)]*\)$", "", words).strip())


def _says(sentence: Sentence, phrase: NounPhrase) -> bool:
    """Whether a verb of telling follows, and either ends the sentence or stands beside a quotation."""
    tail = sentence.morphs[phrase.last :]
    verbs = [morph for morph in tail if morph.form in cues("saying") and morph.form not in ("하", "말")]
    quoted = any(morph.tag == "SSO" and morph.form in "“\"‘'" for morph in tail)
    quotative = any(
        morph.tag in ("EC", "JKQ") and morph.form.endswith(("고", "며", "면서")) for morph in tail
    )
    last = [morph for morph in tail if not morph.tag.startswith("S")][-4:]
    return (quoted and (bool(verbs) or quotative)) or (
        (quotative or any(morph.form in ("알려오", "전해오", "증언") for morph in last))
        and any(verb in last for verb in verbs)
    )


def _speaker(text: str, phrase: NounPhrase, entry: WordEntry) -> Speaker:
    start = phrase.start
    before = re.search(r"(또\s*다른|또|다른|복수의|또\s*한\s*명의|한)\s*$", text[max(0, start - 12) : start])
    second = bool(before and "다른" in before.group()) or "다른" in phrase.text
    words = (text[max(0, start - 12) + before.start() : start] if before else "") + phrase.text
    words = re.sub(r"의\s*(?:말|설명|전언|귀띔|증언|주장|이야기)$", "", words)
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


def _place(words: str) -> str | None:
    province = re.search(r"[가-힣]{2,3}(?:도|시|군)(?=\s|의|$)|국경|해외|중국|러시아|평양", words)
    return province.group() if province else None
