"""One file to its reports: parsed elsewhere, then the files inside it by the same rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from saksi.intake.formats import FORMATS, check_size, suffix_of, unknown_format
from saksi.intake.outcome import Document, Intake, IntakeSettings, Note, Part, Problem, Unpacked, shown
from saksi.intake.pool import ParserEnded, Pool, shared_pool
from saksi.intake.process import Outcome
from saksi.record import InvalidInput, Original, Report, UnreadableDocument

DEEPEST = 3  # containers inside one another; a message with an archive with a message
MOST_DEATHS = 3  # parsers that one file may cost; then the rest of its parts is not tried


def read_document(name: str, data: bytes, settings: IntakeSettings | None = None) -> Intake:
    """Return the reports of one file, and of the files inside it.

    Parameters
    ----------
    name
        Its name without the folder; the suffix decides the format.
    data
        Its bytes.

    Returns
    -------
    Intake
        Reports with ``original``, ``language`` and ``furniture``; problems for lines, items and parts that
        gave no report; notes on what to know about the text.

    Raises
    ------
    UnreadableDocument
        The whole file yields no text, or its parser was ended for its limits.
    InvalidInput
        It is not of the form that its suffix promises, or over a limit of the settings.
    """
    [taken] = read_documents([(name, data)], settings)
    if isinstance(taken, InvalidInput):
        raise type(taken)(f"{shown(name)}: {taken}") from None
    return taken


def read_documents(
    files: Sequence[tuple[str, bytes]], settings: IntakeSettings | None = None
) -> list[Intake | InvalidInput]:
    """Return what `read_document` does of each file, in their order; many small ones at once cost less.

    What it would raise for a file is returned in the file's place, without its name.
    """
    settings = settings or IntakeSettings()
    return take_documents([Document(shown(name), data, settings) for name, data in files], shared_pool())


def take_documents(documents: Sequence[Document], pool: Pool) -> list[Intake | InvalidInput]:
    """Return what each document gives, or why nothing; errors come without the file's name."""
    refused = [_refused(document) for document in documents]
    fit = [document for document, error in zip(documents, refused, strict=True) if error is None]
    parsed = iter(pool.parse_all(fit))
    return [
        error or _taken(document, next(parsed), pool)
        for document, error in zip(documents, refused, strict=True)
    ]


def _refused(document: Document) -> InvalidInput | None:
    if suffix_of(document.name) not in FORMATS:
        return InvalidInput(unknown_format(document.name))
    try:
        check_size(len(document.data), document.settings)
    except InvalidInput as error:
        return error
    return None


def _taken(document: Document, parsed: Outcome, pool: Pool) -> Intake | InvalidInput:
    if isinstance(parsed, InvalidInput):
        return parsed
    try:
        return _whole(document, parsed, pool)
    except InvalidInput as error:
        return error


def _whole(document: Document, parsed: Unpacked, pool: Pool) -> Intake:
    original = Original(
        name=document.name, sha256=sha256(document.data).hexdigest(), bytes=len(document.data)
    )
    whole = _Taking(pool, document.settings).gather(document, parsed, document.name)
    if not (whole.reports or whole.problems or whole.skipped):
        raise UnreadableDocument("it holds no report. Ask what it should hold, or leave it out")
    reports = tuple(
        report if report.original else report.model_copy(update={"original": original})
        for report in whole.reports
    )
    return replace(whole, reports=reports)


@dataclass
class _Taking:
    """What one file has used up of what it may, with all that lies inside it."""

    pool: Pool
    settings: IntakeSettings
    n_parts: int = 0
    n_bytes: int = 0
    n_deaths: int = 0

    def gather(self, document: Document, taken: Unpacked, where: str, depth: int = 0) -> Intake:
        gathered = [_placed(taken, document.name, where)]
        for part in taken.parts:
            here = f"{where}, {part.label}"
            if suffix_of(part.name) not in FORMATS:
                gathered.append(Intake(skipped=(Problem(here, unknown_format(part.name)),)))
                continue
            try:
                self._count(part, depth + 1)
                inner = Document(part.name, part.data, self.settings)
                inside = self.gather(inner, self._parse(inner), here, depth + 1)
            except InvalidInput as error:
                gathered.append(Intake(problems=(Problem(here, str(error)),)))
                continue
            gathered.append(replace(inside, reports=tuple(_labelled(inside.reports, part.label))))
        return _together(gathered)

    def _parse(self, document: Document) -> Unpacked:
        if self.n_deaths >= MOST_DEATHS:
            raise UnreadableDocument(
                f"not tried: {MOST_DEATHS} other parts of this file made their parser fail. Take it out of"
                " its container and add it alone"
            )
        try:
            return self.pool.parse(document)
        except ParserEnded:
            self.n_deaths += 1
            raise

    def _count(self, part: Part, depth: int) -> None:
        """Refuse what would be too deep, too many or too much in all."""
        if depth > DEEPEST:
            raise InvalidInput(
                f"{depth} containers inside one another; at most {DEEPEST} are opened."
                " Take it out and add it alone"
            )
        self.n_parts += 1
        self.n_bytes += len(part.data)
        if self.n_parts > self.settings.max_parts:
            raise InvalidInput(
                f"over {self.settings.max_parts} files inside one file. Unpack it and add the folder"
            )
        if self.n_bytes > self.settings.max_unpacked:
            raise InvalidInput(
                f"over {self.settings.max_unpacked} bytes inside one file. Unpack it and add the folder"
            )
        check_size(len(part.data), self.settings)


def _placed(taken: Unpacked, name: str, where: str) -> Intake:
    """Say of each line in which container its file lies; parsers know only their own file's name."""

    def placed(file: str) -> str:
        return where + file.removeprefix(name)

    return Intake(
        reports=taken.reports,
        problems=tuple(Problem(placed(problem.file), problem.reason) for problem in taken.problems),
        skipped=tuple(Problem(placed(problem.file), problem.reason) for problem in taken.skipped),
        notes=tuple(Note(placed(note.file), note.note) for note in taken.notes),
    )


def _labelled(reports: tuple[Report, ...], label: str) -> Iterator[Report]:
    """Keep with each report where in its original it lies, as the key ``part``."""
    for report in reports:
        inner = (report.model_extra or {}).get("part")
        yield report.model_copy(update={"part": f"{label}, {inner}" if isinstance(inner, str) else label})


def _together(gathered: list[Intake]) -> Intake:
    return Intake(
        reports=tuple(report for taken in gathered for report in taken.reports),
        problems=tuple(problem for taken in gathered for problem in taken.problems),
        skipped=tuple(problem for taken in gathered for problem in taken.skipped),
        notes=tuple(note for taken in gathered for note in taken.notes),
    )
