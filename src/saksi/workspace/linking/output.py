"""Events of an archive as a file, in the form of `saksi link events`; it leaves, so the log has it."""

from pathlib import Path

from saksi.linking.corroboration import link_events
from saksi.workflows import Settings
from saksi.workflows.events import write_linked
from saksi.workspace.audit.services import note_exit
from saksi.workspace.holdings.selectors import answerable
from saksi.workspace.linking.marks import verdicts_on
from saksi.workspace.session import Archive


def write_archive_events(archive: Archive, output: Path, settings: Settings) -> None:
    """Write events and pairs of all reports in use, as the verdicts have them.

    Raises
    ------
    InvalidInput
        The file cannot be written.
    """
    reports = answerable().reports
    note_exit(archive, what=f"events of {len(reports)} reports")
    write_linked(link_events(reports, verdicts_on("event")), reports, output, settings)
