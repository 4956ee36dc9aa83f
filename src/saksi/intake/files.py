"""Files and folders to a list of documents, and documents to reports, file by file."""

import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from saksi.intake.documents import take_documents
from saksi.intake.duplicates import mark_duplicates
from saksi.intake.formats import FORMATS, check_size, unknown_format
from saksi.intake.identifiers import make_unique
from saksi.intake.outcome import Document, Found, Intake, IntakeSettings, Note, Problem, shown
from saksi.intake.pool import shared_pool
from saksi.record import InvalidInput, Report, UnreadableDocument, reason_of

Progress = Callable[[int, int, Path], None]  # files done, files in all, the file that comes next


def find_documents(paths: Iterable[Path]) -> Found:
    """Return the files to read under some files and folders, each once, sorted by path.

    In folders, hidden files, symbolic links and unknown formats are skipped with the reason; a link would
    lead out of the folder or to a file that is read anyway. What the user named and cannot be read is a
    problem; a link that the user named is followed.
    """
    documents: dict[Path, Path] = {}  # where it really is -> as named
    skipped, problems = list[Problem](), list[Problem]()
    for path in paths:
        if path.is_dir():
            for file, reason in _walk(path):
                if reason:
                    skipped.append(Problem(shown(file), reason))
                else:
                    documents.setdefault(file.resolve(), file)
        elif reason := _why_not(path):
            problems.append(Problem(shown(path), reason))
        else:
            documents.setdefault(path.resolve(), path)
    by_name = sorted(documents.values(), key=lambda file: file.parts)
    return Found(tuple(by_name), tuple(sorted(skipped, key=lambda problem: problem.file)), tuple(problems))


def take_in(
    paths: Iterable[Path], *, settings: IntakeSettings | None = None, on_progress: Progress | None = None
) -> Intake:
    """Return the reports of files and folders. A bad file changes nothing but its own line.

    Parameters
    ----------
    paths
        Files and folders; the order does not matter.
    settings
        Limits; the defaults when None.
    on_progress
        Called before each file with files done, files in all, and the file.

    Returns
    -------
    Intake
        Reports sorted by file, with unique ids; an exact copy of an earlier one has ``duplicate_of``.
    """
    settings = settings or IntakeSettings()
    found = find_documents(paths)
    reports, problems, notes = list[Report](), list(found.problems), list[Note]()
    skipped = list(found.skipped)
    for done, path in enumerate(found.documents):
        if on_progress:
            on_progress(done, len(found.documents), path)
        try:
            document = Document(shown(path.name), _read(path, settings), settings)
            taken = _from_here(_taken(document), path)
        except InvalidInput as error:
            problems.append(Problem(shown(path), str(error)))
            continue
        reports.extend(taken.reports)
        problems.extend(taken.problems)
        skipped.extend(taken.skipped)
        notes.extend(taken.notes)
    return Intake(tuple(_told_apart(reports)), tuple(problems), tuple(skipped), tuple(notes))


def _taken(document: Document) -> Intake:
    [taken] = take_documents([document], shared_pool())
    if isinstance(taken, InvalidInput):
        raise taken
    return taken


def _told_apart(reports: list[Report]) -> list[Report]:
    names = make_unique([report.id for report in reports])
    renamed = [
        report if report.id == name else report.model_copy(update={"id": name})
        for report, name in zip(reports, names, strict=True)
    ]
    return mark_duplicates(renamed)


def _from_here(intake: Intake, path: Path) -> Intake:
    """Name the file with its folder, so that the user finds it."""

    def located(file: str) -> str:
        return shown(path.parent / "x").removesuffix("x") + file if path.parent != Path() else file

    return replace(
        intake,
        problems=tuple(replace(problem, file=located(problem.file)) for problem in intake.problems),
        skipped=tuple(replace(problem, file=located(problem.file)) for problem in intake.skipped),
        notes=tuple(replace(note, file=located(note.file)) for note in intake.notes),
    )


def _read(path: Path, settings: IntakeSettings) -> bytes:
    """Read one file, never more than the limit, even if it grows meanwhile."""
    try:
        check_size(path.stat().st_size, settings)
        with path.open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except FileNotFoundError:
        raise UnreadableDocument(
            "it was there and is gone; nothing read. Put it back and read again"
        ) from None
    except OSError as error:
        raise UnreadableDocument(f"cannot be opened: {_plain(error)}. Check its permissions") from None
    check_size(len(data), settings)
    return data


def _walk(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Every file under a folder, with the reason why it is not read, or None."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            yield here, f"the folder cannot be listed: {_plain(error)}"
            continue
        for entry in entries:
            if entry.name.startswith("."):
                yield entry, "hidden"
            elif entry.is_symlink():
                yield entry, "a symbolic link: what it points to is read where it is, or when you name it"
            elif entry.is_dir():
                waiting.append(entry)
            else:
                yield entry, _why_not(entry)


def _why_not(path: Path) -> str | None:
    """Say why a path that is no folder cannot be read, or None if it can."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        return f"cannot be found or opened: {_plain(error)}. Check the name"
    if not stat.S_ISREG(mode):
        return "no regular file (a device, socket or pipe). Save its text in a file"
    return None if path.suffix.lower() in FORMATS else unknown_format(path.name)


def _plain(error: OSError | ValueError) -> str:
    return reason_of(error) if isinstance(error, OSError) else "not possible"
