"""Turns claims into the entries of a dossier, and their reports into numbered references."""

from collections.abc import Sequence

from saksi.findings.custody import Custody, Handled
from saksi.findings.dossier.model import Dossier, Entry, Quoted, Reference
from saksi.findings.phrases import (
    amount,
    bounds_said,
    grounds,
    place,
    teller_words,
    victim,
    when_said,
)
from saksi.findings.select import Statement
from saksi.findings.tellers import teller_of
from saksi.findings.text import Text, said, say, term
from saksi.record import Passage

LONGEST = 1_600  # characters of a passage shown; its span says where the whole stands


def references_of(members: Sequence[Statement]) -> tuple[Reference, ...]:
    """Return each report once, numbered in order of first appearance."""
    reports = {s.report.id: s.report for s in members}.values()
    return tuple(
        Reference(
            number=number,
            report_id=report.id,
            outlet=report.outlet,
            title=report.title,
            language=report.language,
            published=report.published,
            url=report.url,
            original=report.original.name if report.original else None,
            original_sha256=report.original.sha256 if report.original else None,
            text_sha256=report.text_sha256,
            retracted_by=report.retracted.by if report.retracted else None,
        )
        for number, report in enumerate(reports, start=1)
    )


def with_received(dossier: Dossier, custody: Custody) -> Dossier:
    """Return a dossier whose sources say when an archive received them.

    What happened later is left to the findings: a dossier stays the same when its archive is verified.
    """
    references = tuple(
        reference.model_copy(update={"received": _received(custody.get(reference.report_id, ()))})
        for reference in dossier.references
    )
    return dossier.model_copy(update={"references": references})


def _received(handled: Sequence[Handled]) -> Handled | None:
    return next((one for one in handled if one.event == "received"), None)


def entry_of(statement: Statement, number: int) -> Entry:
    """Return a claim as a dossier shows it; `number` is that of its report."""
    claim, report = statement.claim, statement.report
    return Entry(
        ref=statement.ref,
        reference=number,
        act=term("act", claim.act),
        kind=None if claim.kind == "act" else term("kind", claim.kind),
        modality=None if claim.modality == "happened" else term("modality", claim.modality),
        who=victim(statement),
        amount=amount(bounds_said(claim)),
        ground=grounds(claim),
        where=place(statement),
        when=when_said(statement),
        doer=_doer(statement),
        chain=tuple(link.text for link in claim.attribution.chain),
        further=tuple(
            say(f"dossier.{more.stance}", who=teller_words(teller_of(more, report)))
            for more in claim.more_attributions
        ),
        passages=tuple(_quoted(passage, report.text) for passage in claim.passages),
        language=report.language,
        decided=statement.decided,
        event=statement.event.id if statement.event else None,
    )


def _doer(statement: Statement) -> Text:
    by = statement.claim.perpetrator
    words = said(by.text, statement.report.language) if by.text else None
    if by.institution is None:
        return words or say("institution.unsaid")
    return term("institution", by.institution) if words is None else words


def _quoted(passage: Passage, text: str) -> Quoted:
    words = " ".join(passage.of(text).split())
    return Quoted(words=words[:LONGEST], start=passage.start, end=passage.end, cut=len(words) > LONGEST)
