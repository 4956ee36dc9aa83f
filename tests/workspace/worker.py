"""A process of its own that works on an archive until it is done, or killed: what then remains is tested.

Usage: worker.py KIND ARCHIVE FOLDER, the data key in hex on stdin. Each acknowledged step prints a line. The
tests fork it from a server that has imported it (`processes`): a second less for each of many.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from saksi.archive import MasterKey, open_layout
from saksi.workspace import ready

ready()

from saksi.intake import Intake, IntakeSettings  # noqa: E402
from saksi.intake.formats import parse_document  # noqa: E402
from saksi.intake.outcome import Document  # noqa: E402
from saksi.testing import a_claim  # noqa: E402
from saksi.workflows import Settings  # noqa: E402
from saksi.workspace.holdings import adding, reading  # noqa: E402
from saksi.workspace.holdings.models import Claim, Report  # noqa: E402
from saksi.workspace.holdings.searching import search  # noqa: E402
from saksi.workspace.review.services import record_decision  # noqa: E402
from saksi.workspace.session import Archive, opened  # noqa: E402

SECONDS = 2.5  # that reviewers and readers work


Say = Callable[[int], None]


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def parsed_here(files: Sequence[tuple[str, bytes]], settings: IntakeSettings) -> list[Intake]:
    """Parse without a process: it is not what is killed here, and costs half a second of each."""
    taken = [parse_document(Document(name, data, settings)) for name, data in files]
    return [Intake(each.reports, each.problems, each.skipped, each.notes) for each in taken]


def add(archive: Archive, folder: Path, say: Say) -> None:
    adding.ROWS = 5
    vars(adding).update(read_documents=parsed_here)
    adding.add_documents(
        archive, paths=[folder], on_progress=lambda _step, done, _of: say(done), pause=lambda _seconds: None
    )


def import_(archive: Archive, folder: Path, say: Say) -> None:
    adding.add_documents(archive, paths=[folder], on_progress=lambda _step, done, _of: say(done))


def read(archive: Archive, _folder: Path, say: Say) -> None:
    vars(reading).update(
        ROWS=5, find_reader=lambda _name: lambda _text, **_about: [a_claim(passages=[[0, 5]])]
    )
    reading.read_reports(
        archive,
        settings=Settings(),
        on_progress=lambda _step, done, _of: say(done),
        pause=lambda _seconds: None,
    )


def review(archive: Archive, _folder: Path, say: Say) -> None:
    end = time.monotonic() + SECONDS
    claims = list(Claim.objects.values_list("report__report_id", "claim_id"))
    for number in range(10_000):
        if time.monotonic() > end:
            return
        report_id, claim_id = claims[number % len(claims)]
        record_decision(archive, report_id=report_id, claim_id=claim_id, verdict="accepted")
        say(number)
        time.sleep(0.01)


def look(_archive: Archive, _folder: Path, say: Say) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found = Report.objects.count()
        search("traders")
        say(found)


KINDS = {"add": add, "import": import_, "read": read, "review": review, "look": look}


def run(kind: str, where: Path, key: bytes, folder: Path, say: Say) -> None:
    """Do one kind of work on an archive; `say` hears 0 when it has begun."""
    layout = open_layout(where)
    with opened(layout, MasterKey(layout.facts.id, key), actor="ann") as archive:
        say(0)
        KINDS[kind](archive, folder, say)


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), bytes.fromhex(sys.stdin.readline()), Path(sys.argv[3]), say)
