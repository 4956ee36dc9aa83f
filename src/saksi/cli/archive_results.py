"""`saksi read ARCHIVE`, `findings ARCHIVE` and `demo --archive`: the main job on a sealed archive."""

import os
import secrets
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from saksi.cli.archive import log_head, opening
from saksi.cli.screen import complain_of, counted, progress, say, show, show_json

if TYPE_CHECKING:
    from saksi.findings import Estimated, Links
    from saksi.record import Report
    from saksi.workflows import Settings
    from saksi.workflows.findings import Written
    from saksi.workspace.holdings.adding import Added
    from saksi.workspace.holdings.reading import Read
    from saksi.workspace.session import Archive


def read_archive(
    folder: Path,
    *,
    settings: "Settings",
    output_dir: Path | None,
    as_json: bool,
    passphrase_file: Path | None,
    name: str | None,
) -> None:
    """Read what is unread in an archive; with a folder, also write the read reports there, in clear."""
    with opening(folder, passphrase_file=passphrase_file, name=name) as archive:
        from saksi.workspace.holdings.reading import read_reports  # noqa: PLC0415 - while the archive is open

        with progress() as tell:
            done = read_reports(archive, settings=settings, on_progress=tell)
        complain_of(done.problems)
        if output_dir is not None:
            _write_reports(archive, output_dir)
        if as_json:
            show_json([asdict(done)], settings=settings.as_dict(), input_sha256=log_head())
    say(read_sentence(done) + f" Next: saksi findings {folder} --output findings")


def read_sentence(done: "Read") -> str:
    """Return one line that says what was read."""
    found = f"{counted(done.claims, 'suggested claim')}, {counted(done.candidates, 'candidate')}"
    parts = [f"{counted(done.reports, 'report')} read: {found}"]
    parts += [f"{done.skipped} read before"] if done.skipped else []
    parts += [f"{done.kept} left as they are, because somebody has decided on them"] if done.kept else []
    parts += [counted(len(done.problems), "problem")] if done.problems else []
    return ", ".join(parts) + "."


def _write_reports(archive: "Archive", output_dir: Path) -> None:
    from saksi.record import dump_report  # noqa: PLC0415
    from saksi.workflows.files import write_text  # noqa: PLC0415
    from saksi.workspace.audit.services import note_exit  # noqa: PLC0415
    from saksi.workspace.holdings.selectors import answerable  # noqa: PLC0415

    reports = answerable().reports
    note_exit(archive, what=f"{len(reports)} reports as files")
    for report in reports:
        write_text(output_dir / f"{report.id}.json", dump_report(report))
    say(f"{counted(len(reports), 'report')} written into {output_dir}: they are not sealed there")


def findings_of_archive(
    folder: Path,
    *,
    output: Path,
    settings: "Settings",
    passphrase_file: Path | None,
    name: str | None,
    estimates: Sequence["Estimated"] = (),
) -> "Written":
    """Answer from an archive; reports whose source withdrew consent are left out and counted."""
    with opening(folder, passphrase_file=passphrase_file, name=name) as archive:
        return answer(archive, output, settings, estimates)


def answer(
    archive: "Archive", output: Path, settings: "Settings", estimates: Sequence["Estimated"] = ()
) -> "Written":
    """Write the findings of the archive in hand, and note in its log that they left.

    What reviewers said of pairs of claims holds: events are linked with it.

    Raises
    ------
    InvalidInput
        There is no report to answer from.
    """
    from saksi.record import InvalidInput  # noqa: PLC0415
    from saksi.workflows.findings import write_answers  # noqa: PLC0415
    from saksi.workspace.audit.services import note_exit  # noqa: PLC0415
    from saksi.workspace.findings.custody import custody_of  # noqa: PLC0415
    from saksi.workspace.holdings.selectors import answerable  # noqa: PLC0415
    from saksi.workspace.review.selectors import decided  # noqa: PLC0415

    found = answerable()
    if not any(report.read_by for report in found.reports):
        raise InvalidInput(
            "no report of the archive is read: run `saksi add`, then `saksi read`, on it first"
        )
    if found.withdrawn:
        say(f"{counted(found.withdrawn, 'report')} left out: their sources withdrew consent")
    note_exit(archive, what=f"findings from {len(found.reports)} reports")
    with progress() as tell:
        return write_answers(
            found.reports,
            output,
            links=events_of(found.reports),
            decided=decided(),
            estimates=estimates,
            custody=custody_of(report.id for report in found.reports),
            settings=settings,
            on_progress=tell,
        )


def events_of(reports: Sequence["Report"]) -> "Links":
    """Return the events of an open archive: those stored, or linked here where something has changed since.

    What reviewers said of pairs of claims holds either way.
    """
    from saksi.workflows.findings_links import link_claims  # noqa: PLC0415
    from saksi.workspace.linking.marks import changed, verdicts_on  # noqa: PLC0415
    from saksi.workspace.linking.tables import carried, links  # noqa: PLC0415

    stored = links() if changed().nothing else None
    return stored or replace(link_claims(reports, verdicts_on("event")), carried=carried())


def demo_archive(
    folder: Path, output: Path, *, reports: Path | None, settings: "Settings"
) -> tuple["Added", "Read", "Written", Path]:
    """Do the main job on a new demo archive; return what was done, and the file with its passphrase.

    The passphrase is random and stands in a file beside the archive, for its owner alone: the archive shows
    how sealing works, and protects nothing until the passphrase is changed and the file removed.
    """
    from saksi.archive import SMALL_LAPTOP, ArchiveExists, Holder  # noqa: PLC0415 - see app.py
    from saksi.samples import sample_folder  # noqa: PLC0415
    from saksi.workspace import ready  # noqa: PLC0415

    ready()
    from saksi.workspace.holdings.adding import add_documents  # noqa: PLC0415
    from saksi.workspace.holdings.creating import create_archive  # noqa: PLC0415
    from saksi.workspace.holdings.reading import read_reports  # noqa: PLC0415
    from saksi.workspace.session import opened  # noqa: PLC0415

    word, file = secrets.token_urlsafe(24), folder.with_name(f"{folder.name}.passphrase")
    if file.exists():
        raise ArchiveExists(f"{file.name} exists: it belongs to an earlier demo; remove both or name another")
    layout, keys = create_archive(
        folder,
        holders=[Holder("demo", word)],
        recovery=False,
        hand_over=lambda _layout, _sheets: None,
        kind="synthetic",
        demo=True,
        cost=SMALL_LAPTOP,
    )
    _write_secret(file, word)
    with ExitStack() as stack:
        paths = [stack.enter_context(sample_folder()) if reports is None else reports]
        stack.enter_context(keys)
        archive = stack.enter_context(opened(layout, keys, actor="demo"))
        with progress() as tell:
            added = add_documents(archive, paths=paths, settings=settings.intake, on_progress=tell)
            read = read_reports(archive, settings=settings, on_progress=tell)
        complain_of(added.problems, added.passed_over)
        return added, read, answer(archive, output, settings), file


def _write_secret(file: Path, word: str) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(word + "\n")


def show_demo(folder: Path, output: Path, done: tuple["Added", "Read", "Written", Path]) -> None:
    """Say what the demo on an archive did, and how to make it one's own."""
    added, read, written, file = done
    show(
        [
            f"{counted(added.reports, 'report')} sealed in {folder}.",
            f"  {counted(read.claims, 'claim')} suggested, none reviewed: each tied to its words.",
            *(f"  {text}" for text in written.answers),
            "",
            f"Open   {output / 'findings.html'}   (English and Korean, one file, no network needed)",
            f"Key    {file}: the passphrase lies there in clear, so this archive keeps no secret yet.",
            f"       Replace it: saksi key change {folder} demo --passphrase-file {file}",
            f"       then remove {file}. A demo archive takes invented reports only and has no vault.",
            f"Next   saksi verify {folder} --passphrase-file {file}",
        ]
    )
