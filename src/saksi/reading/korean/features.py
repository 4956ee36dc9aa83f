"""What is known of a mention when somebody decides whether it is a claim; names as in the English reader."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saksi.reading.korean.memory import Mention
    from saksi.reading.korean.persons import Suffers
    from saksi.reading.korean.triggers import Trigger

Features = dict[str, float | str]

LONG = 160  # morphemes; no sentence is longer


def features(
    mention: "Mention", trigger: "Trigger | None", *, quoted: bool, length: int, paragraph: int, place: float
) -> Features:
    """Return the features of one mention, numbers from 0 to 1 and names.

    Parameters
    ----------
    mention, trigger
        The assertion and the words that make it; fear has no trigger.
    quoted, length
        Whether its clause stands in a quotation; morphemes of its sentence.
    paragraph, place
        Number of its paragraph, 0 being the headline or lead; how far into the report it stands, 0 to 1.

    Returns
    -------
    dict
        Names: ``rule``, ``by`` (verb, phrase, noun), ``weak`` (why a candidate only, or empty),
        ``act``, ``kind``, ``modality``, ``language``, ``victim`` (none, carried, pronoun, name, number
        or noun). Numbers: ``agent``, ``passive``, ``lead``, ``place``, ``length``, ``quoted``.
        `merged` adds three.
    """
    return {
        "language": "ko",
        "rule": trigger.rule.id if trigger else mention.rules[0],
        "by": trigger.by if trigger else "phrase",
        "weak": mention.doubt or ("noun" if mention.weak else ""),
        "act": mention.act,
        "kind": mention.assertion.kind,
        "modality": mention.assertion.modality,
        "victim": _victim(mention.suffers, explicit=mention.explicit),
        "agent": float(mention.perpetrator is not None),
        "passive": float(trigger is not None and trigger.voice == "passive"),
        "lead": float(paragraph == 0),
        "place": place,
        "length": min(1.0, length / LONG),
        "quoted": float(quoted),
    }


def merged(passages: int, acts: int, claims: int) -> Features:
    """Return what merging adds: passages of the claim, distinct acts and claims of the report, up to 1."""
    return {"passages": min(1.0, passages / 4), "acts": min(1.0, acts / 10), "claims": min(1.0, claims / 20)}


def _victim(suffers: "Suffers | None", *, explicit: bool) -> str:
    if suffers is None:
        return "none"
    if not explicit:
        return "carried"
    if suffers.victim.name:
        return "name"
    if suffers.generic:
        return "pronoun"
    return "number" if suffers.count.max is not None else "noun"
