"""A dossier as PDF, set by Typst with the faces that ship: the same bytes each time, tagged for readers."""

import json
from collections.abc import Callable
from importlib.resources import as_file, files
from typing import Any

from saksi.findings.charts import WIDE
from saksi.findings.charts.drawing import visible
from saksi.findings.dossier.model import Dossier, Entry, Reference
from saksi.findings.dossier.pictures import Picture, drawn
from saksi.findings.phrases import day, handled_words, language_name
from saksi.findings.text import Language, Text, say

FONTS = "fonts"


def typeset(dossier: Dossier, language: Language) -> bytes:
    """Return the dossier as PDF in one language; the words of reports stay in theirs.

    Words are handed to Typst as data, never as markup. The date in the file is that of issue, or none.
    """
    import typst  # noqa: PLC0415 - only who wants a PDF waits for it

    package = files("saksi.findings")
    source = package.joinpath("templates").joinpath("dossier.typ").read_bytes()
    data = visible(json.dumps(_data(dossier, language), ensure_ascii=False))
    with as_file(package.joinpath(FONTS)) as folder:
        faces = typst.Fonts(False, False, [str(folder)])
        return typst.compile(source, format="pdf", font_paths=faces, sys_inputs={"data": data}, timestamp=0)


def _words(language: Language) -> Callable[..., str]:
    """Return `say` in one language: a sentence by its key and values, as plain words."""

    def word(key: str, **values: Text | str | int) -> str:
        return say(key, **values).plain(language)

    return word


def _data(dossier: Dossier, language: Language) -> dict[str, Any]:
    def words(text: Text) -> str:
        return text.plain(language)

    word = _words(language)
    notes = [word("page.invented")] if dossier.synthetic else []
    facts = [(word("dossier.independent"), words(dossier.sources))]
    if dossier.weakest:
        facts.append((word("side.weakest"), words(dossier.weakest)))
    facts.append((word("side.reviewed"), words(dossier.reviewed)))
    if dossier.contradictions:
        facts.append((word("dossier.contradictions"), "\n".join(map(words, dossier.contradictions))))
    state = word("dossier.issued", day=day(dossier.issued)) if dossier.issued else word("dossier.not_issued")
    digest = dossier.content_sha256
    return {
        "language": language,
        "title": words(dossier.title),
        "state": f"Saksi · {state}",
        "notes": [*notes, word("dossier.warning")],
        "lead": words(dossier.lead),
        "facts": [{"label": label, "value": value} for label, value in facts],
        "words": {"references": word("dossier.references"), "charts": word("dossier.charts")},
        "charts": [_picture(picture) for picture in drawn(dossier.charts, language)],
        "footer": f"{state} · {word('dossier.content_hash')} {digest}" if digest else state,
        "sections": [
            {
                "title": words(section.title),
                "note": words(section.note) if section.note else None,
                "entries": [_entry(entry, language) for entry in section.entries],
            }
            for section in dossier.sections
        ],
        "references": [_reference(reference, language) for reference in dossier.references],
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "svg": picture.wide.standalone(),
        "alt": picture.alternative,
        "title": picture.title,
        "width": picture.wide.width / WIDE,
    }


def _entry(entry: Entry, language: Language) -> dict[str, Any]:
    word = _words(language)
    cut = word("trace.cut")
    head = [part.plain(language) for part in (entry.act, entry.kind, entry.modality) if part]
    told = [" → ".join(entry.chain), *(more.plain(language) for more in entry.further)]
    facts = (
        ("column.who", entry.who.plain(language)),
        ("column.count", entry.amount.plain(language)),
        ("column.ground", entry.ground.plain(language)),
        ("column.where", f"{entry.where.plain(language)}; {entry.when.plain(language)}"),
        ("column.by_whom", entry.doer.plain(language)),
        ("column.teller", "\n".join(told)),
    )
    return {
        "head": " · ".join(head),
        "cite": f"[{entry.reference}] {entry.ref.claim_id}",
        "standing": word("trace.decided" if entry.decided else "trace.suggested"),
        "language": (entry.language or language).partition("-")[0],
        "passages": [
            {
                "words": p.words + (" …" if p.cut else ""),
                "span": word("trace.characters", a=p.start, b=p.end) + (f"; {cut}" if p.cut else ""),
            }
            for p in entry.passages
        ],
        "facts": [{"label": word(key), "value": value} for key, value in facts],
    }


def _reference(reference: Reference, language: Language) -> dict[str, Any]:
    word = _words(language)
    published = day(reference.published).plain(language) if reference.published else word("report.undated")
    parts = [reference.outlet or reference.report_id, *([f"“{reference.title}”"] if reference.title else [])]
    parts += [published, language_name(reference.language).plain(language)]
    parts += [word("dossier.retracted", by=reference.retracted_by)] if reference.retracted_by else []
    lines = [" · ".join(filter(None, (reference.report_id, reference.url)))]
    if reference.original:
        lines.append(f"{word('dossier.original', name=reference.original)} {reference.original_sha256}")
    lines.append(f"{word('dossier.text_hash')} {reference.text_sha256}")
    if reference.received:
        lines.append(word("dossier.custody", words=handled_words([reference.received])))
    return {"number": reference.number, "head": ", ".join(parts), "lines": lines}
