"""According to whom: which source tells each sentence, carried on until another one speaks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.reading.korean.lexicon import speakers
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.narrators import Narrator, narrator_of
from saksi.reading.korean.noun_phrases import noun_phrases
from saksi.reading.korean.speakers import Speaker, described, proclaimed, speaker_in, teller_of
from saksi.reading.outlets import outlet_link
from saksi.record import Attribution, Link

LEAD = 1  # paragraphs, headline and dateline among them, that sum up what the first source tells
BY_LETTER = re.compile(r"(?P<label>[A-Z가-힣ㄱ-ㅎ])\s?씨")
CLOSING = re.compile(r"[(（](?P<label>[A-Zㄱ-ㅎ가-힣]{1,4})\s?씨[)）]\W*$")
SAME = re.compile(r"^(?:이|그|해당|이들|동)?\s*(?:소식통|협력자|관계자|통신원|취재협력자|취재원)(?:들)?$")
REPORTED = re.compile(
    r"(?:알려졌|알려지고|전해졌|전해지|확인됐|확인되|드러났|파악됐|전했|밝혀졌|나타났|전해왔|알려왔)[가-힣]*[.\s]*$"
    r"|다고 (?:한다|합니다)\W*$"
)
HEARD = re.compile(r"([가-힣\s]{2,20}?)(?:한테|한테서|에게|에게서|로부터|들에게서)\s*(?:전해\s*)?들(?:은|었)")


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
    known = speakers().at_end(outlet) if outlet else None
    official = known is not None and known.codes["role"] == "state_media"
    last = outlet_link(outlet, role="state_media" if official else "outlet")
    whose = narrator_of(text)
    if whose is not None and whose.speaks:
        own = Attribution(
            chain=(Link(text=whose.name, role="victim", anonymous=whose.suffers.victim.name is None), last),
            directness="eyewitness",
        )
        return [Telling(_heard_by(own, text[sentence.start : sentence.end])) for sentence in found]
    narrator = _Narrator(text, last)
    told = [narrator.listen(sentence) for sentence in found]
    if whose is not None and whose.tells:
        return [_by_teller(one, whose, last) for one in told]
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


def _by_teller(telling: Telling, whose: Narrator, last: Link) -> Telling:
    """Give the one whose story a record or an interview tells what nobody else is named for."""
    first, *rest = telling.attribution.chain
    if rest and whose.name not in first.text and first.role in ("official", "state_media", "ngo", "expert"):
        return telling
    own = Link(text=whose.name, role="victim", anonymous=whose.suffers.victim.name is None)
    return Telling(Attribution(chain=(own, last), directness="eyewitness"), telling.lead)


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
HE_SAYS = re.compile(r"^\W*그(?:에 따르면|의 말에 따르면|는 .*(?:전했|말했|밝혔))")
TELLS = re.compile(r"(?:다고|라고|은|는)\s.*(?:전했|말했|밝혔|했)[가-힣]*\W*$|에 따르면")


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
            entry = teller_of(phrase)
            if label and entry is not None and phrase.text[: label.start()].strip():
                self._met.setdefault(label["label"], described(self._text, phrase, entry))

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
        if heard is None and self._current is not None and (body := proclaimed(self._text, sentence)):
            link = Link(text=body, role="official", anonymous=False)
            return Telling(Attribution(chain=(link, *self._current.chain), directness="official"))
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
        official = self._outlet.role == "state_media"
        return Attribution(chain=(self._outlet,), directness="official" if official else "author")

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


def _place(words: str) -> str | None:
    province = re.search(r"[가-힣]{2,3}(?:도|시|군)(?=\s|의|$)|국경|해외|중국|러시아|평양", words)
    return province.group() if province else None
