"""Who did it, on what ground, with what penalty: read from the clause, then from its sentence."""

import re
from typing import TYPE_CHECKING

from saksi.countries import find_institutions
from saksi.reading.english.clauses import clause_tokens, noun_phrase, phrase_text
from saksi.reading.english.lexicon import grounds as ground_entries
from saksi.record import Perpetrator

if TYPE_CHECKING:
    from saksi.reading.english.mentions import Mention

PENALTY = re.compile(
    r"(?:between )?(?:\d+|[a-z]+(?:-[a-z]+)?)(?: (?:to|and|or) (?:\d+|[a-z]+))? (?:years?|months?|days)(?: of [a-z-]+(?: labou?r)?| in (?:a )?[a-z-]+(?: [a-z]+)?)?"
    r"|life (?:in prison|imprisonment|sentence)|\bfor life\b|fine of [^,.;]+",
    re.IGNORECASE,
)
_GROUND_CUES = re.compile(
    r"\b(?:for|because|accused of|charged? (?:of|with)|on charges of|on suspicion of|suspected of|over|after|caught|blamed for|who|as punishment)\b",
    re.IGNORECASE,
)
CUSTODY_ACTS = frozenset(
    {"detention_other", "detention_political_camp", "forced_labour", "punishment_unspecified"}
)


def perpetrator(mention: "Mention") -> Perpetrator:
    """Return who does it: the grammatical doer if an institution, else an institution named in the sentence."""
    doer = mention.agent
    if doer is not None:
        phrase = phrase_text(noun_phrase(doer, longest=10), doer)
        found = find_institutions(phrase, language="en")
        if found:
            best = found[-1] if found[-1].end == len(phrase) else found[0]
            return Perpetrator(
                text=phrase, institution=best.institution.institution, level=best.institution.level
            )
    clause = _words(mention)
    for match in find_institutions(clause, language="en"):
        before = clause[: match.start].rstrip().lower()
        if before.endswith((" by", " by the", " of the", "'s")) or clause[match.end :].lower().startswith(
            "'s"
        ):
            text = clause[match.start : match.end]
            return Perpetrator(
                text=text, institution=match.institution.institution, level=match.institution.level
            )
    return Perpetrator()


def _words(mention: "Mention") -> str:
    tokens = sorted(clause_tokens(mention.verb), key=lambda token: token.i)
    doc = mention.verb.doc
    return str(doc.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])])


def grounds(clause: str, victim: str | None, sentence: str) -> tuple[str, ...]:
    """Return the grounds that the clause names, or else what a "for", "because", "accused of" of the sentence names."""
    found = _grounds_in(f"{clause} {victim or ''}")
    if not found and (cue := _GROUND_CUES.search(sentence)):
        found = _grounds_in(sentence[cue.start() :])
    return found


def _grounds_in(text: str) -> tuple[str, ...]:
    lower = text.lower().replace("’", "'")
    found = []
    for entry in ground_entries():
        cleaned = entry.not_.sub(" ", lower) if entry.not_ else lower
        if entry.words.search(cleaned):
            found.append(entry.id)
    specific = [code for code in found if code not in ("other", "ordinary_crime")]
    return tuple(specific or found)


def penalty(act: str, clause: str) -> str | None:
    """Return the term or sum of a sentence, as said."""
    if act not in CUSTODY_ACTS and act != "fine":
        return None
    match = PENALTY.search(clause)
    return match.group() if match else None
