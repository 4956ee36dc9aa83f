"""Reports in our own JSON form: one object, a list of them, or one a line."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from saksi.intake.dates import read_day
from saksi.intake.encodings import Decoded, decode
from saksi.intake.furniture import mark_furniture
from saksi.intake.identifiers import id_from_name, safe_id
from saksi.intake.outcome import Document, Intake, Note, Problem
from saksi.record import InvalidInput, Report, UnreadableDocument, explain

FORM = "{id, outlet, url, title, published, language, text}"
Item = tuple[str, Any]  # where it stands in its file (", line 3"; "" for the whole), the value or the error


def parse_json(document: Document) -> Intake:
    """Return the reports of a JSON file: an object is one report, a list holds several.

    Raises
    ------
    InvalidInput
        The file is no JSON.
    """
    decoded = decode(document.data)
    value = _load(decoded.text)
    items = (
        [(f", item {n}", item) for n, item in enumerate(value, 1)]
        if isinstance(value, list)
        else [("", value)]
    )
    if not items:
        raise UnreadableDocument(f"the list is empty; needed: reports {FORM}. Add one, or leave the file out")
    return _take(document, decoded, items)


def parse_jsonl(document: Document) -> Intake:
    """Return the reports of a file with one JSON object a line. A bad line spoils only itself."""
    decoded = decode(document.data)
    return _take(document, decoded, list(_lines(decoded.text)))


def _lines(text: str) -> Iterator[Item]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield f", line {number}", _load(line)
        except InvalidInput as error:
            yield f", line {number}", error


def _load(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        # Only the kind of fault and the place: the decoder's own words may quote the text.
        raise InvalidInput(
            f"no JSON: {error.msg.split(':')[0].lower()} at line {error.lineno}, column {error.colno}."
            f" Needed: a report {FORM}"
        ) from None
    except RecursionError:
        raise InvalidInput(f"nested too deep. Needed: a report {FORM}") from None
    except ValueError:  # a number of thousands of digits
        raise InvalidInput(f"a number is too long. Needed: a report {FORM}") from None


def _take(document: Document, decoded: Decoded, items: list[Item]) -> Intake:
    reports, problems = list[Report](), list[Problem]()
    notes = [Note(document.name, note) for note in decoded.notes]
    for where, value in items:
        number = where.rpartition(" ")[2]
        stem = id_from_name(document.name)
        try:
            report = _report(value, default_id=f"{stem}-{number}" if number else stem)
        except InvalidInput as error:
            if not where:
                raise
            problems.append(Problem(document.name + where, str(error)))
            continue
        if report.id != value.get("id", report.id):
            notes.append(
                Note(document.name + where, f"its id is not safe as a file name: renamed {report.id}")
            )
        reports.append(report)
    return Intake(tuple(reports), tuple(problems), notes=tuple(notes))


def _report(value: Any, default_id: str) -> Report:
    """Check one report. Its text is the archived text: it is not changed, so that offsets stay exact."""
    if isinstance(value, InvalidInput):
        raise value
    if not isinstance(value, dict):
        raise InvalidInput(f"{_kind(value)}; needed: a report {FORM}")
    _check_text(value)
    given = value.get("id")
    if given is not None and not isinstance(given, str | int):
        raise InvalidInput(f"id: {_kind(given)}; needed: words or null")
    own = {
        "id": default_id if given in (None, "") else safe_id(str(given)),
        "published": _day(value.get("published")),
    }
    try:
        report = Report.model_validate({**value, **own})
    except ValidationError as error:
        raise InvalidInput(explain(error)) from None
    if report.furniture:
        return report
    return report.model_copy(update={"furniture": mark_furniture(report.text)})


def _check_text(value: dict[str, Any]) -> None:
    text = value.get("text")
    if not isinstance(text, str):
        found = _kind(text) if "text" in value else "missing"
        raise InvalidInput(f"text: {found}; needed: the report's words, in the form {FORM}")
    if not text.strip():
        raise UnreadableDocument(
            f"text: no words in {len(text)} characters. Add them, or leave the report out"
        )
    if "\0" in text:
        raise InvalidInput(f"text: a zero character at {text.index(chr(0))}; databases refuse it. Remove it")
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InvalidInput(
            "half of a surrogate pair (\\ud800 to \\udfff alone); needed: whole characters."
            " Export the report again"
        ) from None


def _day(value: Any) -> str | None:
    """Only words are a date: the number 20240305 would be read as seconds since 1970."""
    if value is None or value == "":
        return None
    day = read_day(value) if isinstance(value, str) else None
    if day is None:
        raise InvalidInput("published: no full day; needed: YYYY-MM-DD, or null where it is unknown")
    return day.isoformat()


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "words", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
