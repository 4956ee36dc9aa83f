"""Claims as FollowTheMoney entities, one a line: for OpenAleph, Datashare and their kin.

FtM keeps conclusions about things, Saksi what somebody says of an act. So a claim is an `Event` that says in
its summary that it is alleged and by whom; only a victim whom the report names is a `Person`; nobody gets a
topic: FtM's topics mark offenders, and the people here are those to whom it was done.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha1
from typing import Any
from urllib.parse import urlsplit

from saksi.exchange.losses import losses
from saksi.exchange.model import Loss, Sink
from saksi.record import Claim, Report

HOST = re.compile(r"([\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
QUOTED = 400  # characters of a passage in a `Documentation`
MISSING = {
    "reports.original": "a file's name may name who sent it; the text's hash is there",
    "reports.furniture": "FtM documents have no marked parts",
    "reports.candidates": "what stands below the reader's threshold is not exported as a claim",
    "reports.read_by": "FtM has no field for who read",
    "reports.retracted.at": "FtM documents cannot be withdrawn: the summary says by whom",
    "reports.extra": "keys that Saksi does not know have no property",
    "claims.count.min": "FtM has no counts: the summary says the words and the bounds",
    "claims.count.max": "FtM has no counts: the summary says the words and the bounds",
    "claims.victim.status": "FtM has no such property: the status stands among the keywords",
    "claims.victim.roles": "FtM has no such property: roles stand among the keywords",
    "claims.more_attributions": "FtM has one publisher an event: further sources stand in the notes",
    "claims.confidence": "FtM has no confidence",
    "claims.field_confidence": "FtM has no confidence",
    "claims.rules": "FtM has no field for rules",
}
Entity = dict[str, Any]


def to_ftm(reports: Sequence[Report], *, write: Sink) -> list[Loss]:
    """Write ``entities.ftm.json``: an `Article` a report; an `Event` a claim, with its passages and names."""
    entities = [entity for report in reports for entity in _entities(report)]
    write("entities.ftm.json", "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities))
    bad = sum(bool(report.url and not _is_address(report.url)) for report in reports)
    dropped = [Loss(what="reports.url", n=bad, why="FtM drops addresses without a public host's name")]
    return losses(reports, MISSING) + (dropped if bad else [])


def _entities(report: Report) -> Iterator[Entity]:
    article = _id("report", report.id)
    url = report.url if report.url and _is_address(report.url) else None
    withdrawn = f"Withdrawn by {report.retracted.by}." if report.retracted else None
    yield _entity(
        article,
        "Article",
        title=report.title or report.id,
        publishedAt=_day(report.published),
        language=report.language,
        publisher=report.outlet,
        sourceUrl=url,
        bodyText=report.text,
        contentHash=sha1(report.text.encode(), usedforsecurity=False).hexdigest(),  # as OpenAleph names files
        summary=withdrawn,
    )
    for claim in report.claims:
        yield from _of_claim(report, claim, article)


def _of_claim(report: Report, claim: Claim, article: str) -> Iterator[Entity]:
    event = _id("claim", report.id, claim.id)
    words = [claim.victim.status, *claim.victim.roles, *claim.grounds]
    yield _entity(
        event,
        "Event",
        name=f"Alleged: {claim.act} ({report.id}, {claim.id})",
        startDate=_day(claim.time.from_),
        endDate=_day(claim.time.to),
        location=claim.place.text,
        country=claim.place.country and claim.place.country.lower(),
        summary=_summary(claim),
        notes=[f"{more.stance}: {_chain(more.chain)}" for more in claim.more_attributions],
        keywords=[f"act:{claim.act}", f"modality:{claim.modality}", *(w for w in words if w != "unknown")],
        publisher=report.outlet,
        proof=article,
        recordId=f"{report.id}/{claim.id}",
    )
    for position, span in enumerate(claim.passages):
        yield _entity(
            _id("passage", event, str(position)),
            "Documentation",
            document=article,
            entity=event,
            role=f"characters {span.start} to {span.end}",
            summary=span.of(report.text)[:QUOTED],
        )
    if claim.victim.name:
        person = _id("person", event)
        sex = claim.victim.sex if claim.victim.sex in ("male", "female") else None
        yield _entity(person, "Person", name=claim.victim.name, gender=sex)
        yield _entity(_id("link", event), "UnknownLink", subject=person, object=event, role="victim, alleged")


def _summary(claim: Claim) -> str:
    by = claim.perpetrator
    bounds = f"{_or(claim.count.min)} to {_or(claim.count.max)} {claim.count.unit}"
    parts = [
        f"Alleged, according to {_chain(claim.attribution.chain)} ({claim.attribution.directness}).",
        f"Victims: {claim.victim.text or 'not said'}; {claim.count.text or 'number not said'} ({bounds}).",
        f"By: {by.text or 'not said'} ({by.institution or 'institution not said'}).",
        f"Time: {claim.time.text or 'not said'}.",
        claim.penalty and f"Penalty: {claim.penalty}.",
        claim.note,
    ]
    return " ".join(part for part in parts if part)


def _chain(chain: Sequence[Any]) -> str:
    return ", who told ".join(link.text for link in chain)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _or(number: int | None) -> str:
    return "not said" if number is None else str(number)


def _entity(key: str, schema: str, **properties: str | Sequence[str] | None) -> Entity:
    said = {name: value for name, value in properties.items() if value}
    lists = {name: [value] if isinstance(value, str) else list(value) for name, value in said.items()}
    return {"id": key, "schema": schema, "properties": lists}


def _id(kind: str, *parts: str) -> str:
    return f"saksi-{kind}-{sha1('/'.join(parts).encode(), usedforsecurity=False).hexdigest()}"


def _is_address(url: str) -> bool:
    try:
        split = urlsplit(url)
        return split.scheme in {"http", "https"} and bool(HOST.fullmatch(split.hostname or ""))
    except ValueError:
        return False
