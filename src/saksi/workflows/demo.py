"""The demo: the main job, end to end, on sample reports or the user's own."""

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from saksi.samples import sample_folder
from saksi.workflows.files import MANIFEST, load_reports, remove
from saksi.workflows.findings import write_findings
from saksi.workflows.reading import Progress, ReadSummary, read_folder
from saksi.workflows.settings import Settings

LANGUAGES = {"en": "English", "ko": "Korean"}


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo did and where it put it."""

    summary: ReadSummary
    samples: bool  # on the sample reports, not the user's own
    languages: str
    retracted: int
    without_claims: int
    answers: tuple[str, ...]  # the first findings, a sentence each
    output: Path


def run_demo(
    output: Path,
    *,
    reports: Path | None = None,
    settings: Settings | None = None,
    on_progress: Progress | None = None,
) -> Demo:
    """Read the reports and write the findings into `output`.

    What an earlier demo read into `output` leaves it: sample reports never stand beside the user's own.

    Raises
    ------
    InvalidInput
        The folder holds nothing that can be read, or `output` cannot be written.
    """
    settings = settings or Settings()
    read_into = output / "read"
    with ExitStack() as stack:
        folder = stack.enter_context(sample_folder()) if reports is None else reports
        summary = read_folder([folder], read_into, settings=settings, on_progress=on_progress)
    for old in _of_an_earlier_demo(read_into, summary):
        remove(old)
    written = write_findings(read_into, output, settings=settings, on_progress=on_progress)
    found = load_reports(read_into)
    return Demo(
        summary=summary,
        samples=reports is None,
        languages=_languages([report.language for report in found]),
        retracted=sum(report.retracted is not None for report in found),
        without_claims=sum(not report.claims for report in found),
        answers=written.answers,
        output=output,
    )


def _languages(codes: list[str | None]) -> str:
    counted = Counter(_language(code) for code in codes)
    return ", ".join(f"{number} {language}" for language, number in counted.most_common())


def _language(code: str | None) -> str:
    if code is None:
        return "of unknown language"
    return LANGUAGES.get(code.split("-")[0].lower(), "in another language")


def _of_an_earlier_demo(folder: Path, summary: ReadSummary) -> list[Path]:
    keep = {MANIFEST, *summary.files}
    return [path for path in folder.glob("*.json") if path.name not in keep and not path.name.startswith(".")]
