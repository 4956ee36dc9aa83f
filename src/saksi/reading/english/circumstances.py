"""Who did it, on what ground, with what penalty: read from the clause, then from its sentence."""

import re
from typing import TYPE_CHECKING

from saksi.countries import CountryMatch, find_countries, find_institutions
from saksi.reading.english.clauses import clause_tokens, noun_phrase
from saksi.reading.english.lexicon import NUMBER
from saksi.reading.english.lexicon import grounds as ground_entries
from saksi.reading.english.parsing import text_of, written
from saksi.record import Perpetrator

if TYPE_CHECKING:
    from saksi.reading.english.mentions import Mention

VAGUE = r"many|some|(?:a )?few|further|more"
PENALTY = re.compile(
    rf"(?:(?:between|up to|at least|more than) )?(?:{NUMBER}|an?|{VAGUE})(?: (?:to|and|or) {NUMBER})?"
    r" (?:years?|months?|days)"
    r"(?: of [a-z-]+(?: labou?r)?| in (?:(?:an?|the) )?[a-z-]+"
    r"(?: (?:camp|colony|center|centre|facility|brigade))?)?"
    r"|life (?:in prison|imprisonment|sentence)|\bfor life\b|fine of [^,.;]+",
    re.IGNORECASE,
)
_GROUND_CUES = re.compile(
    r"\b(?:for|because|accused of|charged? (?:of|with)|on charges of|on suspicion of|suspected of|over|after"
    r"|caught|blamed for|who|as punishment)\b",
    re.IGNORECASE,
)
_MARCH = re.compile(r"(?<=[a-z\d,] )March\b")  # the month is no demonstration
CUSTODY_ACTS = frozenset(
    {"detention_other", "detention_political_camp", "forced_labour", "punishment_unspecified"}
)


def perpetrator(mention: "Mention") -> Perpetrator:
    """Return who does it: the grammatical doer if an institution, else one that the clause names as doer."""
    doc, doer = mention.verb.doc, mention.agent
    if doer is not None:
        start, end = noun_phrase(doer, longest=10)
        found = find_institutions(text_of(doc)[start:end], language="en")
        if found:
            best = (found[-1] if found[-1].end == end - start else found[0]).institution
            return Perpetrator(text=written(doc)[start:end], institution=best.institution, level=best.level)
        if any(
            not match.demonym and match.end == end - start for match in _countries(text_of(doc)[start:end])
        ):
            return Perpetrator(text=written(doc)[start:end], institution="government", level="national")
    tokens = sorted(clause_tokens(mention.verb), key=lambda token: token.i)
    start, clause = tokens[0].idx, text_of(doc)[tokens[0].idx : tokens[-1].idx + len(tokens[-1])]
    for match in find_institutions(clause, language="en"):
        before = clause[: match.start].rstrip().lower()
        owner = clause.startswith(("'s", "'S"), match.end)
        if owner or before.endswith((" by", " by the", " of the", "'s")):
            named, words = match.institution, written(doc)[start + match.start : start + match.end]
            return Perpetrator(text=words, institution=named.institution, level=named.level)
    return Perpetrator()


def _countries(phrase: str) -> list[CountryMatch]:
    """The countries a doer's phrase names: "Osmere has shot a man" is told of its government."""
    return find_countries(phrase, language="en") if phrase[:1].isupper() else []


def grounds(clause: str, victim: str | None, sentence: str) -> tuple[str, ...]:
    """Return the grounds that the clause names, else those behind a "for", "because" of its sentence."""
    found = _grounds_in(f"{clause} {victim or ''}")
    if not found and (cue := _GROUND_CUES.search(sentence)):
        found = _grounds_in(sentence[cue.start() :])
    return found


def _grounds_in(text: str) -> tuple[str, ...]:
    lower = _MARCH.sub(" ", text).lower().replace("’", "'")
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
