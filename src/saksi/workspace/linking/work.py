"""The long work of linking, as jobs."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from saksi.workflows import Progress
from saksi.workspace.jobs.kinds import Outcome, job
from saksi.workspace.session import Archive


@job("linking", app="linking", leads="linking:events", whole=True)
def link(archive: Archive, _settings: Mapping[str, Any], progress: Progress) -> Outcome:
    """Link events: what is new, and what verdicts have changed."""
    from saksi.workspace.linking.running import link_archive_events  # noqa: PLC0415 - it loads much

    return asdict(link_archive_events(archive, on_progress=progress))


@job("people", app="linking", leads="linking:people", whole=True)
def link_people(archive: Archive, _settings: Mapping[str, Any], progress: Progress) -> Outcome:
    """Link the people whom claims name."""
    from saksi.workspace.linking.persons import link_archive_people  # noqa: PLC0415 - it loads Splink

    return asdict(link_archive_people(archive, on_progress=progress))
