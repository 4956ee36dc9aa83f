"""On whose word a whole report is told, and who in it tells of what they saw or suffered."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from saksi.reading.english.parsing import Sentence
from saksi.reading.english.quotations import has_quotation, is_quoted, quotation_of
from saksi.reading.english.roles import OFFICIAL, ORGANISED
from saksi.reading.english.speakers import person_named, same_name
from saksi.reading.english.tellers import PRONOUNS, Teller

PERSONAL = frozenset({"witness", "victim", "relative", "defector"})
REPORTING = frozenset({"ngo", "outlet", "lawyer"})
SHORT = 6  # words of a headline
OPENING = 3  # paragraphs: a source that is met so early tells the report
SUFFERED = re.compile(
    r"\b(?:survivors?|former|freed|released|ex-|cellmates?|(?:fellow )?(?:inmates?|prisoners?|detainees?))\b",
    re.IGNORECASE,
)
FIRST_HAND = re.compile(  # "a man who helped to bury them said"
    r",? (?:who|whom) (?:\w+ly |has |have |had |also |later )*(?:saw|seen|watched|witnessed|survived"
    r"|helped|attended|escaped|took part|buried|shared|carried|stood|suffered|endured|spent|served"
    r"|(?:was|were|been|being) (?:\w+ly )?(?:held|there|present|beaten|tortured|arrested|detained|jailed"
    r"|among|with|inside|taken|released|freed|made to|forced to|kept|questioned|interrogated|at the))"
)
OWN = frozenset({"i", "me", "my", "myself"})
OURS = frozenset({"we", "us", "our"})
HERS, HIS = frozenset({"she", "her", "hers"}), frozenset({"he", "him", "his"})
LIVED = frozenset({"witness", "victim", "defector"})
PORTRAIT = 0.4  # share of sentences about "her" or "him" from which a report is a portrait
OWN_WORDS = 0.2  # share of sentences in the first person from which a report is somebody's own account

_WITNESSED = re.compile(r"\b(?:I|me|my|mine|myself|[Ww]e|us|our)\b|\bsaw with (?:his|her) own\b")
_SAW = re.compile(r"\b(?:I|we|We) (?:\w+ )?(?:saw|watched|counted|witnessed|stood)\b|\bwith my own eyes\b")
_DATELINE = re.compile(r"[^a-z]{3,}[^()]{0,30}\(([A-Z][\w/ .&’'-]{1,30})\)\s*[-–—]")
_REPRINT = re.compile(
    r"(?:first (?:appeared|published)|originally (?:appeared|published)|republished|reprinted)"
    r" (?:with|by|in|on|from|at) (?:the )?([A-Z][\w/’'-]*(?: [A-Z][\w/’'-]*)*)"
)
_INSIDE = re.compile(
    r"\b(?:sources?|insiders?|informants?|residents?|partners?|correspondents?|living|inside)\b",
    re.IGNORECASE,
)
_CROWD = re.compile(r"\b(?:sources|insiders|informants|residents|people)\b", re.IGNORECASE)
_TESTIMONY = re.compile(  # how an outlet introduces somebody's own story
    r"\b(?:testimony|as told to|in (?:her|his|their) own words|(?:her|his) (?:own )?(?:story|account)"
    r"|what follows is|recorded in|speaks? for the first time|tells? (?:her|his) story|taken down)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^\s*(?:A|Answer|[A-Z]\.?[A-Z]\.?):\s")


def main_source(
    sentences: Sequence[Sentence], new: Sequence[Teller | None], outlet: str | None
) -> Teller | None:
    """Return the source on whose word the report is told, null where the outlet tells it on its own.

    Parameters
    ----------
    sentences, new
        The report, and for each sentence who newly speaks in it.
    outlet
        What it says of itself makes no source.
    """
    return (
        _own_account(sentences, new)
        or _wire(sentences, outlet)
        or _portrayed(sentences, new)
        or _told_by(sentences, new, outlet)
    )


def lead_of(sentences: Sequence[Sentence]) -> int:
    """The first paragraph that is prose: headlines and bylines have no full stop."""
    for sentence in sentences:
        if sentence.text.rstrip().endswith((".", '."', '".')) and len(sentence.span) > SHORT:
            return sentence.block
    return sentences[0].block


def _told_by(
    sentences: Sequence[Sentence], new: Sequence[Teller | None], outlet: str | None
) -> Teller | None:
    """The source on whose word the report is told: it speaks in the opening, or more than all others."""
    told = [
        (sentence.block, teller)
        for sentence, teller in zip(sentences, new, strict=True)
        if teller and teller.text.lower() not in PRONOUNS and not (outlet and same_name(outlet, teller.text))
    ]
    first = lead_of(sentences)
    if (inside := _inside_source(told, first)) is not None:
        return inside
    for block, teller in told[:1]:
        times = sum(other.text == teller.text for _, other in told)
        if (block <= first and _leads(teller)) or (
            block == first + 1 and times > 1 and teller.role in REPORTING
        ):
            return teller
    opening = [sentence for sentence in sentences if sentence.block <= first]
    named = {person.text for sentence in opening if (person := person_named(sentence)) is not None}
    mine = sum(any(token.lower_ in OWN for token in sentence.tokens) for sentence in sentences)
    for _, teller in told:  # somebody whose story the lead tells, and who is quoted later
        again = teller.told is not None or mine > 1 or sum(other.text == teller.text for _, other in told) > 1
        if (
            again
            and teller.role in PERSONAL
            and any(same_name(teller.text, name) or same_name(name, teller.text) for name in named)
        ):
            return teller
    counted = Counter(
        teller.text for _, teller in told if teller.role not in OFFICIAL | {"insider_source", "rumour"}
    )
    for text, times in counted.most_common(1):
        if times > 1 and times * 2 >= len(told):
            return next(teller for _, teller in told if teller.text == text)
    return None


def _inside_source(told: Sequence[tuple[int, Teller]], first: int) -> Teller | None:
    """The source inside the country that is met early; a crowd ("local sources") only if it tells more."""
    often = sum(teller.role == "insider_source" for _, teller in told) > 1
    for block, teller in told:
        early = block <= first or (block - first < OPENING and (often or not _CROWD.search(teller.text)))
        if early and teller.role == "insider_source" and _INSIDE.search(teller.text):
            return teller
    return None


def _leads(teller: Teller) -> bool:
    """Whether a lead on this word makes the report one of this source."""
    if teller.role == "official":
        return teller.anonymous
    return teller.role not in ("state_media", "rumour", "document")


def _wire(sentences: Sequence[Sentence], outlet: str | None) -> Teller | None:
    """The agency or outlet whose report is reprinted: "MANAGUA (AP) —", "first appeared with …"."""
    for sentence in sentences[:OPENING]:
        found = _DATELINE.match(sentence.text) or _REPRINT.search(sentence.text)
        if found and not (outlet and same_name(outlet, found[1])):
            return Teller(text=found[1].strip(), role="outlet", anonymous=False)
    return None


def _own_account(sentences: Sequence[Sentence], new: Sequence[Teller | None]) -> Teller | None:
    """The person whose own account the report is: told in the first person, or in answers.

    First persons count outside quotation marks, and inside those of paragraphs where nobody else is named.
    """
    answers = sum(bool(_ANSWER.match(sentence.text)) for sentence in sentences)
    spoken = {sentence.block for sentence, teller in zip(sentences, new, strict=True) if teller is not None}
    mine = sum(
        any(
            (token.lower_ in OWN and not is_quoted(token))
            or (token.lower_ in OWN | OURS and sentence.block not in spoken and is_quoted(token))
            for token in sentence.tokens
        )
        for sentence in sentences
    )
    first = lead_of(sentences)
    introduced = any(
        _TESTIMONY.search(sentence.text) for sentence in sentences if sentence.block <= first + 1
    )
    if answers < 2 and mine < OWN_WORDS * len(sentences) and not (introduced and mine):
        return None
    person = next((person for sentence in sentences if (person := person_named(sentence)) is not None), None)
    name = person.text if person else None
    return Teller(text=name or "the teller", role="victim", anonymous=name is None, eyewitness=True)


def _portrayed(sentences: Sequence[Sentence], new: Sequence[Teller | None]) -> Teller | None:
    """The person whose life the report tells: met at its opening, quoted, and "she" or "he" throughout."""
    named = {
        teller.text: teller for teller in new if teller and not teller.anonymous and teller.role in LIVED
    }
    others = {teller.text for teller in new if teller and teller.role not in OFFICIAL | LIVED}
    first = lead_of(sentences)
    opening = " ".join(sentence.text for sentence in sentences if sentence.block - first < OPENING)
    met = [teller for text, teller in named.items() if _is_in(text, opening)]
    if len(named) > 1 or not met or others:
        return None
    told = [{token.lower_ for token in sentence.tokens if not is_quoted(token)} for sentence in sentences]
    share = max(sum(bool(words & pronouns) for words in told) for pronouns in (HERS, HIS)) / len(told)
    return replace(met[0], eyewitness=True, role="victim") if share >= PORTRAIT else None


def _is_in(name: str, text: str) -> bool:
    """Whether the text names the person, by the last part of the name."""
    return re.search(rf"\b{re.escape(name.rsplit(maxsplit=1)[-1])}\b", text) is not None


def eyewitnesses(
    sentences: Sequence[Sentence], new: Sequence[Teller | None], main: Teller | None
) -> Mapping[str, Teller]:
    """Who tells of what they saw or suffered, by the words they are quoted with anywhere in the report."""
    saw: dict[str, Teller] = {}
    current = main
    for sentence, teller in zip(sentences, new, strict=True):
        current = teller or current
        if current is None or current.text in saw or current.role in OFFICIAL | ORGANISED:
            continue
        if (
            current.text.lower() in HERS | HIS and current.verb == "accord"
        ):  # "according to him": of whom the sentence tells
            saw[current.text] = replace(current, eyewitness=True, role="victim")
            continue
        words = _quoted_words(sentence)
        seen = _SAW if current.role == "insider_source" else _WITNESSED
        personal = current.role in PERSONAL or current.role == "insider_source"
        survivor = current.role == "victim" and SUFFERED.search(current.text)
        of_self = teller is not None and teller.of_self and current.role in PERSONAL
        if (
            current.eyewitness
            or survivor
            or of_self
            or _was_there(current)
            or (personal and words and seen.search(words))
        ):
            role = "witness" if current.role == "insider_source" else current.role
            saw[current.text] = replace(current, eyewitness=True, role=role)
    return saw


def _was_there(teller: Teller) -> bool:
    """Whether the teller is introduced as somebody who was there: "a man who helped to bury them"."""
    if teller.role not in PERSONAL:
        return False
    if teller.role == "witness" and SUFFERED.search(teller.text):
        return True
    at = teller.about.find(teller.text)
    return at >= 0 and FIRST_HAND.match(teller.about, at + len(teller.text)) is not None


def _quoted_words(sentence: Sentence) -> str:
    if not has_quotation(sentence.span.doc):
        return ""
    return next((quotation_of(token) for token in sentence.tokens if is_quoted(token)), "")
