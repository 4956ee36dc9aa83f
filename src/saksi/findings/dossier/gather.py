"""Gathers the record on one case, person, event or campaign: claims with passages, numbered reports."""

from collections.abc import Callable, Collection, Sequence
from importlib.metadata import version

from saksi.findings.build import input_hash
from saksi.findings.contradictions import contradictions
from saksi.findings.dossier.entries import entry_of, references_of
from saksi.findings.dossier.model import Dossier, Kind, Section
from saksi.findings.dossier.pictures import charts_of
from saksi.findings.links import Ref
from saksi.findings.model import Reviewed
from saksi.findings.parts import by_act, unique
from saksi.findings.phrases import events_told, if_wrong, quote, reviewed, sources
from saksi.findings.questions.orders import same_act_after
from saksi.findings.select import Record, Statement, told
from saksi.findings.sources import independence, weakest
from saksi.findings.text import Text, heading, plain, say, term
from saksi.record import InvalidInput

FORMAT = "dossier/1"
Part = tuple[str, Text, Text | None, Sequence[Statement]]


def dossier_of_case(record: Record, chosen: Collection[str]) -> Dossier:
    """Return all that some reports say, by act, gravest first.

    Parameters
    ----------
    record
        All reports at hand, from `select`.
    chosen
        Ids of the reports of the case.

    Raises
    ------
    InvalidInput
        An id is unknown, or none of the reports has a claim.
    """
    unknown = sorted(set(chosen) - {report.id for report in record.reports})
    if unknown:
        raise InvalidInput(f"no report {unknown[0]!r}: give ids of reports that were read")
    members = [s for s in _all(record) if s.report.id in chosen]
    title = say("dossier.case", n=len(set(chosen)))
    standing = _standing(members)
    done = [s for s in standing if told(s.claim)]
    parts: list[Part] = [(act, heading(term("act", act)), None, found) for act, found in by_act(done).items()]
    apart = [s for s in standing if not told(s.claim)]
    parts.append(("apart", say("dossier.apart"), say("dossier.apart_note"), apart))
    return _dossier("case", title, members, parts)


def dossier_of_event(record: Record, event: str) -> Dossier:
    """Return what is told of one event, report by report.

    Raises
    ------
    InvalidInput
        There is no such event in these reports.
    """
    members = [s for s in _all(record) if s.event is not None and s.event.id == event]
    if not members:
        raise InvalidInput(f"no event {event!r}: `saksi link events` writes their ids")
    title = say("dossier.event", act=term("act", members[0].claim.act), id=event)
    return _dossier("event", title, members, _by_report(members))


def dossier_of_person(record: Record, name: str, alike: Callable[[str, str], bool]) -> Dossier:
    """Return what is told under one name: people of one name may be several, and the page says so.

    Parameters
    ----------
    record
        As for `dossier_of_case`.
    name
        As somebody writes it, in any script.
    alike
        Whether two spellings may be one name.

    Raises
    ------
    InvalidInput
        No claim names such a victim. The name is not repeated.
    """
    members = [s for s in _all(record) if s.claim.victim.name and alike(name, s.claim.victim.name)]
    if not members:
        raise InvalidInput("no claim names a victim so: try another spelling, or the name in its own script")
    title = say("dossier.person", name=name)
    return _dossier("person", title, members, _by_report(members), say("dossier.person_note"))


def dossier_of_campaign(record: Record, order: Ref) -> Dossier:
    """Return an order with what other reports say of it, and later acts of its kind in the same country.

    Parameters
    ----------
    record
        As for `dossier_of_case`.
    order
        Report id and claim id of a claim that tells the order.

    Raises
    ------
    InvalidInput
        There is no such claim, or it tells no order.
    """
    found = [s for s in _all(record) if (s.report.id, s.claim.id) == order]
    if not found or found[0].claim.kind != "order":
        raise InvalidInput(
            f"{order[0]}:{order[1]} is no order or campaign: findings list them with their ids"
        )
    first = found[0]
    same = [s for s in _all(record) if first.event is not None and s.event is first.event]
    order_told = unique([first, *same])
    after = [s for s in record.statements if same_act_after(first.claim, s.claim)]
    title = say("dossier.campaign", words=quote(first))
    parts: list[Part] = [
        ("order", say("dossier.order"), None, _standing(order_told)),
        ("after", say("dossier.after"), say("orders.note"), after),
    ]
    return _dossier("campaign", title, [*order_told, *after], parts)


def _dossier(
    kind: Kind,
    title: Text,
    members: Sequence[Statement],
    parts: Sequence[Part],
    caution: Text | None = None,
) -> Dossier:
    if not members:
        raise InvalidInput("none of these reports has a claim: read them first, or choose others")
    standing = _standing(members)
    denied = [s for s in members if s.claim.modality == "denied" and not s.report.retracted]
    withdrawn = [s for s in members if s.report.retracted]
    whole = [
        *parts,
        ("denied", say("dossier.denied"), None, denied),
        ("withdrawn", say("dossier.withdrawn"), say("dossier.withdrawn_note"), withdrawn),
    ]
    references = references_of(members)
    numbers = {reference.report_id: reference.number for reference in references}
    found = independence(standing)
    events = events_told(found)
    weak = weakest(standing)
    lead = say("dossier.lead", claims=len(members), reports=len(references))
    return Dossier(
        kind=kind,
        title=title,
        lead=lead + caution if caution else lead,
        sources=sources(found) + (plain(". ") + events if events else Text()),
        weakest=if_wrong(weak) if weak else None,
        reviewed=reviewed(Reviewed(decided=sum(s.decided for s in members), of=len(members))),
        contradictions=contradictions(standing),
        charts=charts_of(standing),
        sections=tuple(
            Section(
                id=name, title=head, note=note, entries=tuple(entry_of(s, numbers[s.report.id]) for s in held)
            )
            for name, head, note, held in whole
            if held
        ),
        references=references,
        synthetic=any(s.report.synthetic for s in members),
        versions={"saksi": version("saksi"), "format": FORMAT},
        input_sha256=input_hash(tuple({s.report.id: s.report for s in members}.values())),
    )


def _all(record: Record) -> list[Statement]:
    """Return counted and withdrawn statements: a dossier shows what was withdrawn, apart."""
    return [*record.statements, *record.withdrawn]


def _standing(members: Sequence[Statement]) -> list[Statement]:
    return [s for s in members if not s.report.retracted and s.claim.modality != "denied"]


def _by_report(members: Sequence[Statement]) -> list[Part]:
    """Return one part a report, in the record's order: by day, then by id."""
    held: dict[str, list[Statement]] = {}
    for statement in _standing(members):
        held.setdefault(statement.report.id, []).append(statement)
    return [
        (f"r{number}", plain(found[0].report.outlet or name), None, found)
        for number, (name, found) in enumerate(held.items(), start=1)
    ]
