"""What speaks for a suggestion and against it: the same for every language, told by the claim itself."""

from collections.abc import Mapping, Sequence
from math import log

from saksi.record import Claim

Evidence = Mapping[str, float | str]  # numbers, mostly from 0 to 1, and names

NEIGHBOURS = 6  # claims before and after that may share its words: keeps a long text linear
EDGE = 0.02  # probabilities nearer to 0 or 1 count as this near


def evidence(claims: Sequence[Claim]) -> list[dict[str, float | str]]:
    """Return the evidence of each claim of one report.

    Parameters
    ----------
    claims
        All that the rules suggest for the report, in the order of their core passages.

    Returns
    -------
    list of dict
        Names: ``act``, ``kind``, ``modality``, ``directness``, ``teller`` (role of the origin), ``status``,
        ``type``, ``body`` (institution, or none). Numbers: ``rules`` (log-odds of the confidence that the
        rules gave, about -1 to 1), whether ``named``, ``whom``, ``counted``, ``single``, ``placed``,
        ``dated``, ``when``, ``grounded`` are filled, ``links`` of the chain, ``tellings`` (further passages),
        ``beside`` (suggestions with the same words), ``behind`` (by how much the rules find the surest of
        these surer).
    """
    found = []
    for number, claim in enumerate(claims):
        around = (
            *claims[max(0, number - NEIGHBOURS) : number],
            *claims[number + 1 : number + 1 + NEIGHBOURS],
        )
        rivals = [other for other in around if _share(claim, other)]
        found.append(
            {
                **of_fields(claim),
                "rules": _rules(claim),
                "links": min(1.0, (len(claim.attribution.chain) - 1) / 3),
                "tellings": min(1.0, (len(claim.passages) - 1) / 3),
                "beside": min(1.0, len(rivals) / 3),
                "behind": max(_rules(other) - _rules(claim) for other in (claim, *rivals)) / 2,
            }
        )
    return found


def of_fields(claim: Claim) -> dict[str, float | str]:
    """Return what the fields of a claim say, the names and the 0 or 1 of `evidence`."""
    return {**_names(claim), **_filled(claim)}


def _names(claim: Claim) -> dict[str, float | str]:
    return {
        "act": claim.act,
        "kind": claim.kind,
        "modality": claim.modality,
        "directness": claim.attribution.directness,
        "teller": claim.attribution.chain[0].role,
        "status": claim.victim.status,
        "type": claim.victim.type,
        "body": claim.perpetrator.institution or "none",
    }


def _filled(claim: Claim) -> dict[str, float | str]:
    filled = {
        "named": claim.victim.name is not None,
        "whom": claim.victim.text is not None,
        "counted": claim.count.min is not None or claim.count.max is not None,
        "single": claim.count.min == claim.count.max == 1,
        "placed": claim.place.text is not None,
        "dated": claim.time.from_ is not None or claim.time.to is not None,
        "when": claim.time.text is not None,
        "grounded": bool(claim.grounds),
    }
    return {name: float(value) for name, value in filled.items()}


def _share(one: Claim, other: Claim) -> bool:
    """Whether two claims point at the same words: half of the shorter core passage."""
    a, b = one.passages[0], other.passages[0]
    return min(a.end, b.end) - max(a.start, b.start) > 0.5 * min(a.end - a.start, b.end - b.start)


def _rules(claim: Claim) -> float:
    """Return the log-odds of the confidence that the rules gave, about -1 to 1; 0 where they gave none."""
    share = min(1 - EDGE, max(EDGE, claim.confidence if claim.confidence is not None else 0.5))
    return log(share / (1 - share)) / 4
