"""On what ground: what the report alleges or understands somebody was punished for.

A ground is read where the act's clause names it, or behind a word of cause in its sentence; else from a
sentence beside it that states the accusation; else it is the one matter that the whole report turns on.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from saksi.reading.english.lexicon import ground_words
from saksi.reading.english.lexicon import grounds as ground_entries
from saksi.reading.english.parsing import Sentence

if TYPE_CHECKING:
    from saksi.reading.english.lexicon import GroundEntry
    from saksi.reading.english.mentions import Mention
    from saksi.reading.english.modality import Assertion

Codes = tuple[str, ...]

_CAUSES = (
    (
        r"for (?!(?:\S+ ){0,3}(?:years?|months?|weeks?|days?|hours?|life)\b"
        r"|the (?:first|second|third|last)\b|example|instance|fear)"
    ),
    r"because(?: of)?|due to|over (?!\d)|on account of|by reason of|on the (?:grounds?|pretext) (?:of|that)",
    r"accus(?:ed|ing)(?: \w+){0,2} of|accusations? of|charg(?:ed|ing)(?: \w+){0,2} with|charges? of",
    r"(?:on|facing) (?:\w+ ){0,3}charges?(?: of)?|on suspicion of|suspected of|suspicions? (?:of|that)",
    r"convicted of|found guilty of|guilty of|blamed for|caught|deemed|labell?ed|branded|designated",
    r"in (?:connection with|relation to|retaliation for)|retaliation|as (?:a )?punishment",
    r"linked to|related to|connected (?:to|with)",
    r"after (?=(?:he|she|they|it|being|having|an?|his|her|their|the)\b|\w+ing\b)|having (?=\w+(?:ed|en)\b)",
    r"(?:his|her|their|the) (?:crime|offen[cs]e|charge|accusation|reason|guilt)s? (?:was|were|is|are)",
    r"the reason",
    r"while (?=\w+ing\b)|refus(?:ed|ing|al) to",
    r"as (?:\"|a |an )?(?:spy|spies|traitor|terrorist|extremist|foreign agent)",
    r"under (?:the |a |an |its )?(?:\w+ ){0,4}(?:law|article|code|act)\b",
    r"(?:people|those|anyone|anybody|whoever|who|that) (?=\w+)",
)
_CAUSE = re.compile(rf"\b(?:{'|'.join(_CAUSES)})", re.IGNORECASE)
_STATES_IT = re.compile(
    r"\b(?:accus|charge[ds]?\b|crime|offence|offense|suspect|because|guilty|reason|the matter|blam|convict"
    r"|found .{0,30} to have)",
    re.IGNORECASE,
)
_END = re.compile(r"; | but | while the |\bwas also\b")
DESCRIBING = frozenset({"people ", "those ", "anyone ", "anybody ", "whoever ", "who ", "that "})
_MARCH = re.compile(r"(?<=[a-z\d,] )March\b")  # the month is no demonstration
WEAK = frozenset({"other", "ordinary_crime"})  # yield to a ground that says more
PERSONAL = frozenset({"association", "none_given"})  # hold for those people only, not for others beside them
REACH = 170  # characters behind a word of cause
LEAD = 4  # sentences in which the matter of the report is told
PUNISHING = frozenset({"act", "order"})
ANSWERING = frozenset(
    {"execution", "killing_other", "detention_other", "detention_political_camp", "banishment",
     "forced_repatriation", "punishment_unspecified", "public_shaming", "dismissal", "fine"}
)  # fmt: skip  # acts that a charge ends in; what is done in custody has no charge of its own
ITSELF = {"restriction": "border_crossing"}  # "may not leave the country": what is forbidden, not why
LETTING = frozenset({"release", "coerced_attendance"})


def grounds(clause: str, victim: str | None, behind: Sequence[str]) -> Codes:
    """Return the grounds that the clause names, else those behind a word of cause in its sentence.

    Parameters
    ----------
    clause
        The words of the act's clause.
    victim
        The words for the victim, which may name the ground ("those who prayed").
    behind
        What `behind_cause` finds in the sentence that holds the clause.
    """
    inside = plain(f"{clause} {victim or ''}")
    if not (entries := possible(inside)):
        return _strongest(behind)
    return _strongest(_codes(inside, entries) + behind_cause(inside, entries) or behind)


def plain(text: str) -> str:
    """Return the words in lower case without accents: Bahá'í is spelt in many ways."""
    lower = _MARCH.sub(" ", text).lower().replace("’", "'")
    if lower.isascii():
        return lower
    return "".join(char for char in normalize("NFKD", lower) if not combining(char))


def possible(lower: str) -> list["GroundEntry"]:
    """Return the grounds of which a text in plain words holds any word: few, for most texts none.

    Each has two patterns, and each sentence many parts that are searched: only for these.
    """
    if not ground_words().search(lower):
        return []
    return [
        entry
        for entry in ground_entries()
        if entry.words.search(lower) or (entry.cued is not None and entry.cued.search(lower))
    ]


def _codes(lower: str, entries: Sequence["GroundEntry"], *, cued: bool = False) -> list[str]:
    """The codes whose words the text holds, in the order of the lexicon."""
    found = []
    for entry in entries:
        sought = [pattern for pattern in (entry.words, entry.cued if cued else None) if pattern]
        if not any(pattern.search(lower) for pattern in sought):
            continue
        cleaned = entry.not_.sub(" ", lower) if entry.not_ else lower
        if any(pattern.search(cleaned) for pattern in sought):
            found.append(entry.id)
    return found


def behind_cause(
    lower: str, entries: Sequence["GroundEntry"] | None = None, *, stated: bool = False
) -> list[str]:
    """Return the codes named behind a word of cause in plain words; `stated` leaves out "those who …".

    `entries` are what `possible` returns, where that is known.
    """
    found: list[str] = []
    if not (entries := possible(lower) if entries is None else entries):
        return found
    for cue in _CAUSE.finditer(lower):
        if stated and cue.group() in DESCRIBING:
            continue
        found += _codes(
            _END.split(lower[cue.start() : cue.end() + REACH])[0],
            entries,
            cued=cue.group() not in DESCRIBING,
        )
    return list(dict.fromkeys(found))


def _strongest(codes: Iterable[str]) -> Codes:
    listed = list(dict.fromkeys(codes))
    specific = [code for code in listed if code not in WEAK]
    told = [code for code in specific if code != "none_given"]
    if "association" in told:  # relatives of those who fled (GUIDELINES 8)
        told = [code for code in told if code != "border_crossing"]
    return tuple(told or specific or listed)


def without(codes: Codes, code: str | None) -> Codes:
    """Return the codes but one."""
    return tuple(one for one in codes if one != code)


class Grounds:
    """The grounds that one report tells, sentence by sentence, found once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._index = {sentence.start: number for number, sentence in enumerate(sentences)}
        self._lower = [plain(sentence.text) for sentence in sentences]
        self._possible = [possible(lower) for lower in self._lower]
        self._behind = [
            behind_cause(lower, entries) for lower, entries in zip(self._lower, self._possible, strict=True)
        ]
        self._topic = self._matter()

    def of(
        self, mention: "Mention", said: "Assertion", clause: str, victim: str | None
    ) -> tuple[Codes, str | None]:
        """Return the grounds of an act and the rule that found them; empty where none is told."""
        number = self._index[mention.sentence.start]
        if mention.act in LETTING:
            return (), None
        if own := without(grounds(clause, victim, self._behind[number]), ITSELF.get(mention.act)):
            return own, "grounds.sentence"
        if said.kind not in PUNISHING or said.modality == "denied":
            return (), None
        for at in (number - 1, number + 1, number - 2) if mention.act in ANSWERING else ():
            if beside := self._stated_in(at, number):
                return beside, "grounds.beside"
        if self._topic:
            return self._topic, "grounds.report"
        return (), None

    def _stated_in(self, at: int, number: int) -> Codes:
        """The accusation that a sentence of the same paragraph states: "They were charged with spying"."""
        if not 0 <= at < len(self._sentences) or self._sentences[at].block != self._sentences[number].block:
            return ()
        if not _STATES_IT.search(self._lower[at]):
            return ()
        stated = behind_cause(self._lower[at], self._possible[at], stated=True)
        return _strongest(code for code in stated if code not in PERSONAL)

    def _matter(self) -> Codes:
        """The ground that the lead states and the report comes back to, or that it names most."""
        lead = [code for behind in self._behind[:LEAD] for code in behind]
        named = Counter(
            code
            for lower, entries in zip(self._lower, self._possible, strict=True)
            for code in _codes(lower, entries)
        )
        for code in WEAK | {"none_given", "association"}:
            named.pop(code, None)
        (most, times), *rest = [*named.most_common(2), (None, 0)]
        told = most in lead and times >= 2
        clear = most is not None and times >= 3 and times >= 2 * rest[0][1]
        return (most,) if told or clear else ()
