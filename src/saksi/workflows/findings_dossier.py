"""Read reports to a dossier on files: HTML and PDF in both languages, the data, and the hash of each file."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from saksi.findings import Links
from saksi.findings.custody import Custody
from saksi.findings.dossier import (
    Dossier,
    dossier_of_campaign,
    dossier_of_case,
    dossier_of_event,
    dossier_of_person,
    intact,
    issue,
    render_dossier,
    typeset,
    with_received,
)
from saksi.findings.links import Ref
from saksi.findings.select import Record, select
from saksi.findings.text import LANGUAGES
from saksi.linking.names import compare_names
from saksi.record import InvalidInput, Report
from saksi.workflows.files import write_bytes
from saksi.workflows.findings_links import link_claims

DATA = "dossier.json"


@dataclass(frozen=True, slots=True)
class About:
    """What a dossier is about: exactly one of these.

    ``event`` is an id of `saksi link events`, ``person`` a name as somebody writes it, ``campaign`` the claim
    that tells the order, ``case`` ids of reports.
    """

    event: str | None = None
    person: str | None = None
    campaign: Ref | None = None
    case: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenDossier:
    """What was written: the dossier, and its files by name with their sha256."""

    dossier: Dossier
    files: dict[str, str]


def write_dossier(
    reports: Sequence[Report],
    about: About,
    output: Path,
    *,
    links: Links | None = None,
    decided: Collection[Ref] = (),
    custody: Custody | None = None,
    day: date | None = None,
) -> WrittenDossier:
    """Write a dossier into `output`; with a day it is issued: frozen, dated and hashed.

    Writes ``dossier.en.html``, ``dossier.ko.html``, ``dossier.en.pdf``, ``dossier.ko.pdf`` and
    ``dossier.json``.

    Parameters
    ----------
    reports
        All reports at hand, with claims.
    about
        What it is about.
    output
        A folder, made where it is missing.
    links, decided
        As for `saksi.findings.build_findings`; without links the claims are linked here.
    custody
        What happened to the originals, by report id: the dossier says when they were received.
    day
        Of issue; null makes a draft.

    Raises
    ------
    InvalidInput
        There is nothing about it in the reports, `output` holds an issued dossier that says something else,
        or it cannot be written.
    """
    record = select(reports, links or link_claims(reports), decided)
    dossier = with_received(_dossier(record, about), custody or {})
    if day is not None:
        dossier = issue(dossier, day)
    _frozen_stays(output / DATA, dossier)
    made: dict[str, bytes] = {DATA: (dossier.model_dump_json(indent=1) + "\n").encode("utf-8")}
    for language in LANGUAGES:
        made[f"dossier.{language}.html"] = render_dossier(dossier, language).encode("utf-8")
        made[f"dossier.{language}.pdf"] = typeset(dossier, language)
    for name, content in made.items():
        write_bytes(output / name, content)
    return WrittenDossier(dossier, {name: sha256(content).hexdigest() for name, content in made.items()})


def _dossier(record: Record, about: About) -> Dossier:
    if about.event is not None:
        return dossier_of_event(record, about.event)
    if about.person is not None:
        return dossier_of_person(record, about.person, _alike)
    if about.campaign is not None:
        return dossier_of_campaign(record, about.campaign)
    return dossier_of_case(record, about.case)


def _alike(one: str, other: str) -> bool:
    """Say whether two spellings may be one name: those that nobody can decide are in."""
    return compare_names(one, other).verdict != "different"


def _frozen_stays(path: Path, dossier: Dossier) -> None:
    """Refuse to write over an issued dossier, unless this is the very same."""
    if not path.exists():
        return
    try:
        held = Dossier.model_validate_json(path.read_bytes())
    except (OSError, ValueError):
        raise InvalidInput(f"{path.name} is there and is no dossier: give another --output") from None
    if held.issued is not None and held.content_sha256 != dossier.content_sha256:
        state = "was issued" if intact(held) else "was issued and has been changed since"
        raise InvalidInput(f"the dossier in {path.parent.name} {state}: it stays; give another --output")
