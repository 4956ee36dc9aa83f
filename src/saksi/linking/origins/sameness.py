"""Are two tellers one and the same, surely two, or is it open? Each answer with its reason."""

from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from saksi.linking.origins.tellers import ORGANISED, Teller

ALIKE = 88  # ratio of the sounds of two names from which they are one
Answer = Literal["same", "apart", "open"]


class Sameness(NamedTuple):
    """An answer, and in one word what it rests on."""

    answer: Answer
    why: str


def sameness(one: Teller, other: Teller, *, one_story: bool, cited: bool) -> Sameness:
    """Compare the tellers of two claims of one event.

    Parameters
    ----------
    one, other
        Of different claims or attributions.
    one_story
        Their reports print one story: a copy, a translation, or told anew from it.
    cited
        One of the two reports has it from the outlet of the other.
    """
    if one.voice and other.voice:
        return _voices(one, other, one_story=one_story)
    if one.name and other.name:
        if fuzz.ratio(one.name, other.name) >= ALIKE or _holds(one.name, other.name):
            return Sameness("same", "name")
        if not (one_story and one.role == other.role):  # a name may be translated, not only spelt anew
            return Sameness("apart", "names")
    if one.report == other.report:
        return _in_one_report(one, other)
    if one_story:  # its first teller is the other's first one, however it is worded there
        same = one.number == other.number and compatible(one, other)
        return Sameness("same" if same else "open", "story")
    if not compatible(one, other):
        return Sameness("apart", "places")
    meet = not one.heard_by.isdisjoint(other.heard_by)
    if meet and (cited or (one.relayed and other.relayed)):
        return Sameness("same", "outlet")
    return Sameness("open", "same outlet" if meet else "unknown")


def _voices(one: Teller, other: Teller, *, one_story: bool) -> Sameness:
    if one_story or not one.heard_by.isdisjoint(other.heard_by):
        return Sameness("same", "outlet")
    return Sameness("open", "unknown")


def _in_one_report(one: Teller, other: Teller) -> Sameness:
    if one.words == other.words and one.role == other.role:
        return Sameness("same", "words")
    if one.ref == other.ref or one.another != other.another or not compatible(one, other):
        return Sameness("apart", "report")
    return Sameness("open", "report")


def compatible(one: Teller, other: Teller) -> bool:
    """Say whether two descriptions may fit one teller: no other place, no organisation against a person."""
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return False
    if one.spot and other.spot and one.spot != other.spot:
        return False
    if one.voice or other.voice:
        return True
    return (one.role in ORGANISED) == (other.role in ORGANISED)


def _holds(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and short in long
