"""Rows to record models and back: the only place that knows both.

What is stored is what was given: any claim or report comes back equal, its own keys included.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from saksi import record
from saksi.record import InvalidInput
from saksi.workspace.holdings.models import ChainLink, Claim, Ground, Passage, Report

LARGEST = 2**63 - 1  # what a column of whole numbers holds


@dataclass(frozen=True, slots=True)
class ClaimRows:
    """One claim as rows, not stored yet: the claim, and what belongs to it."""

    claim: Claim
    grounds: tuple[Ground, ...]
    passages: tuple[Passage, ...]
    links: tuple[ChainLink, ...]


def claim_rows(claim: record.Claim, report: Report, *, stage: str, position: int) -> ClaimRows:
    """Return the rows of a claim.

    Parameters
    ----------
    stage
        ``claim``, or ``candidate`` for one below the reader's threshold.
    position
        Its place within the stage.

    Raises
    ------
    InvalidInput
        A count is larger than the database can hold.
    """
    row = Claim(report=report, stage=stage, position=position, **_claim_columns(claim))
    chains = (claim.attribution, *claim.more_attributions)
    return ClaimRows(
        row,
        tuple(Ground(claim=row, position=n, ground=code) for n, code in enumerate(claim.grounds)),
        tuple(
            Passage(claim=row, position=n, start=span.start, end=span.end)
            for n, span in enumerate(claim.passages)
        ),
        tuple(
            ChainLink(
                claim=row,
                attribution=number,
                position=n,
                directness=chain.directness,
                stance=getattr(chain, "stance", None),
                **link.model_dump(),
            )
            for number, chain in enumerate(chains)
            for n, link in enumerate(chain.chain)
        ),
    )


def store_claims(rows: Sequence[ClaimRows]) -> None:
    """Write the rows of many claims, each table at once."""
    Claim.objects.bulk_create([row.claim for row in rows])
    Ground.objects.bulk_create([ground for row in rows for ground in row.grounds])
    Passage.objects.bulk_create([passage for row in rows for passage in row.passages])
    ChainLink.objects.bulk_create([link for row in rows for link in row.links])


def _claim_columns(claim: record.Claim) -> dict[str, Any]:
    victim, count, by = claim.victim, claim.count, claim.perpetrator
    for bound in (count.min, count.max):
        if bound is not None and bound > LARGEST:
            raise InvalidInput(f"claim {claim.id}: a count of more than {LARGEST} cannot be stored")
    return {
        "claim_id": claim.id,
        "kind": claim.kind,
        "act": claim.act,
        "victim_text": victim.text,
        "victim_name": victim.name,
        "victim_type": victim.type,
        "victim_status": victim.status,
        "victim_roles": list(victim.roles),
        "victim_sex": victim.sex,
        "victim_age": victim.age,
        "victim_family_included": victim.family_included,
        "count_min": count.min,
        "count_max": count.max,
        "count_text": count.text,
        "count_unit": count.unit,
        "perpetrator_text": by.text,
        "perpetrator_institution": by.institution,
        "perpetrator_level": by.level,
        "place_text": claim.place.text,
        "place_country": claim.place.country,
        "place_admin1": claim.place.admin1,
        "time_text": claim.time.text,
        "time_from": claim.time.from_,
        "time_to": claim.time.to,
        "modality": claim.modality,
        "penalty": claim.penalty,
        "note": claim.note,
        "confidence": claim.confidence,
        "field_confidence": claim.field_confidence,
        "reader": claim.reader,
        "rules": None if claim.rules is None else list(claim.rules),
    }


def claim_record(row: Claim) -> record.Claim:
    """Return a stored claim as the record's; prefetch grounds, passages and links where there are many."""
    own, *more = _chains(row)
    return record.Claim(
        id=row.claim_id,
        kind=row.kind,
        act=row.act,
        victim=record.Victim(
            text=row.victim_text,
            name=row.victim_name,
            type=row.victim_type,
            status=row.victim_status,
            roles=tuple(row.victim_roles),
            sex=row.victim_sex,
            age=row.victim_age,
            family_included=row.victim_family_included,
        ),
        count=record.Count(min=row.count_min, max=row.count_max, text=row.count_text, unit=row.count_unit),
        perpetrator=record.Perpetrator(
            text=row.perpetrator_text,
            institution=row.perpetrator_institution,
            level=row.perpetrator_level,
        ),
        grounds=tuple(ground.ground for ground in _in_place(row.grounds.all())),
        place=record.Place(text=row.place_text, country=row.place_country, admin1=row.place_admin1),
        time=record.Time(text=row.time_text, from_=row.time_from, to=row.time_to),
        modality=row.modality,
        attribution=record.Attribution(chain=own.chain, directness=own.directness),
        more_attributions=tuple(
            record.FurtherAttribution(
                chain=chain.chain, directness=chain.directness, stance=chain.stance or ""
            )
            for chain in more
        ),
        penalty=row.penalty,
        passages=tuple(
            record.Passage(start=span.start, end=span.end) for span in _in_place(row.passages.all())
        ),
        note=row.note,
        confidence=row.confidence,
        field_confidence=row.field_confidence,
        reader=row.reader,
        rules=None if row.rules is None else tuple(row.rules),
    )


def as_decided(row: Claim) -> record.Claim:
    """Return a claim as the record's: corrected where somebody corrected it."""
    standing = getattr(row, "standing", None)
    if standing is not None and standing.verdict == "corrected":
        return record.Claim.model_validate(standing.decision.after)
    return claim_record(row)


@dataclass(frozen=True, slots=True)
class _Chain:
    chain: tuple[record.Link, ...]
    directness: str
    stance: str | None


def _chains(row: Claim) -> list[_Chain]:
    links = sorted(row.links.all(), key=lambda link: (link.attribution, link.position))
    return [_chain(list(group)) for _, group in groupby(links, key=lambda link: link.attribution)]


def _chain(links: list[ChainLink]) -> _Chain:
    chain = tuple(
        record.Link(text=link.text, role=link.role, anonymous=link.anonymous, place=link.place)
        for link in links
    )
    return _Chain(chain, links[0].directness, links[0].stance)


def _in_place(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.position)


def report_columns(report: record.Report) -> dict[str, Any]:
    """Return the columns of a report that come from the record; its place in the archive is the caller's."""
    original, retracted = report.original, report.retracted
    return {
        "report_id": report.id,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "published": report.published,
        "language": report.language,
        "text": report.text,
        "text_sha256": report.text_sha256,
        "original_name": original and original.name,
        "original_sha256": original and original.sha256,
        "original_bytes": original and original.bytes,
        "furniture": [[span.start, span.end] for span in report.furniture],
        "duplicate_of": report.duplicate_of,
        "retracted_by": retracted and retracted.by,
        "retracted_at": retracted and retracted.at,
        "synthetic": report.synthetic,
        "read_by": report.read_by,
        "extra": dict(report.model_extra or {}),
    }


def report_record(
    row: Report, *, claims: Iterable[record.Claim] = (), candidates: Iterable[record.Claim] = ()
) -> record.Report:
    """Return a stored report as the record's, with the claims given."""
    original = None
    if row.original_name is not None:
        original = record.Original(
            name=row.original_name, sha256=row.original_sha256 or "", bytes=row.original_bytes or 0
        )
    retracted = None
    if row.retracted_by is not None:
        retracted = record.Retraction(by=row.retracted_by, at=row.retracted_at)
    return record.Report(
        **row.extra,
        id=row.report_id,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        published=row.published,
        language=row.language,
        text=row.text,
        original=original,
        furniture=tuple(record.Passage(start=start, end=end) for start, end in row.furniture),
        duplicate_of=row.duplicate_of,
        retracted=retracted,
        synthetic=row.synthetic,
        read_by=row.read_by,
        claims=tuple(claims),
        candidates=tuple(candidates),
    )
