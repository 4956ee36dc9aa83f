"""How credible an event is by the second half of the Admiralty code: 1 confirmed ... 6 cannot be judged.

Computed from who tells it, never typed. The first half, the reliability of a source (A to F), is a person's
word and stays with the source.

References
----------
NATO STANAG 2511; Joint Doctrine Publication 2-00. docs/methods/origins.md
"""

from collections.abc import Sequence
from enum import IntEnum

from saksi.linking.events.conflicts import Conflict
from saksi.linking.events.facts import Facts
from saksi.linking.origins.independence import Independence
from saksi.linking.origins.tellers import HEARSAY


class Grade(IntEnum):
    """The grade of a piece of information."""

    CONFIRMED = 1  # surely independent sources, no contradiction
    PROBABLY_TRUE = 2  # possibly independent sources that agree
    POSSIBLY_TRUE = 3  # one source, uncontradicted
    DOUBTFUL = 4  # denied, or its tellers themselves are not certain
    IMPROBABLE = 5  # denied by more independent sources than assert it
    CANNOT_BE_JUDGED = 6  # no source is told, only rumour, or all reports were withdrawn


def grade(members: Sequence[Facts], sources: Independence, conflicts: Sequence[Conflict]) -> Grade:
    """Return the grade of an event.

    Parameters
    ----------
    members
        Facts of its claims.
    sources
        Its independent sources.
    conflicts
        Where its claims contradict each other.
    """
    told = [origin for origin in sources.origins if not origin.voice]
    if not told or all(t.role in HEARSAY for origin in told for t in origin.tellers):
        return Grade.CANNOT_BE_JUDGED
    denying = {fact.ref for fact in members if fact.modality == "denied"}
    against = sum(all(t.ref in denying or t.stance == "disputes" for t in origin.tellers) for origin in told)
    if against and against > len(told) - against:
        return Grade.IMPROBABLE
    if against or all(fact.modality == "uncertain" for fact in members):
        return Grade.DOUBTFUL
    if sources.low >= 2 and not any(found.field == "modality" for found in conflicts):
        return Grade.CONFIRMED
    return Grade.PROBABLY_TRUE if len(told) >= 2 else Grade.POSSIBLY_TRUE
