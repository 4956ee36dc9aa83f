"""Workflows chain pure stages on files: what the command line calls, and a notebook can."""

from saksi.workflows.demo import Demo, run_demo
from saksi.workflows.findings import write_findings
from saksi.workflows.reading import Progress, ReadSummary, read_folder
from saksi.workflows.settings import Settings, load_settings

__all__ = [
    "Demo",
    "Progress",
    "ReadSummary",
    "Settings",
    "load_settings",
    "read_folder",
    "run_demo",
    "write_findings",
]
