"""The contract of an exporter: what every plugin that writes the record in another format must keep."""

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from saksi.exchange import Exporter, Loss
from saksi.record import Claim, Report

PLANTED = "Quillon Vasterley"  # stands in an original's file name alone, as a careless sender writes it
TEXT = "보안원들이 코로우에서 상인 두 명을 체포했다고 소식통이 이스크 라디오에 전했다. =HYPERLINK(1)"


def check_exporter(exporter: Exporter) -> None:
    """Check that an exporter writes something, repeats itself, says its losses and changes nothing.

    Parameters
    ----------
    exporter
        As the entry point of the group ``saksi.exporters`` gives it. It is called half a dozen times on
        invented reports.

    Raises
    ------
    AssertionError
        The exporter breaks the contract: lists every fault. An exception of the exporter is one of them.
    """
    faults = [*_known(exporter), *_none(exporter)]
    if faults:
        raise AssertionError("exporter: " + "; ".join(faults))


def _reports() -> list[Report]:
    claim = Claim.model_validate(
        {
            "id": "c1",
            "kind": "act",
            "act": "detention_other",
            "victim": {"text": "상인 두 명", "name": "=Hask Jorimund"},
            "count": {"min": 2, "max": None, "text": "두 명"},
            "time": {"text": "3월", "from": "2024-03-01", "to": "2024-03-31"},
            "modality": "happened",
            "attribution": {
                "chain": [
                    {"text": "소식통", "role": "insider_source"},
                    {"text": "Isk Radio", "role": "outlet"},
                ],
                "directness": "anonymous",
            },
            "passages": [[0, 22]],
        }
    )
    original = {"name": f"from {PLANTED}.txt", "sha256": "0" * 64, "bytes": 1}
    first = Report.model_validate({"id": "isk-1", "text": TEXT, "original": original, "claims": [claim]})
    return [first, Report(id="isk-2", text="No claims here.", outlet="Isk Radio")]


def _run(exporter: Exporter, reports: Sequence[Report]) -> tuple[dict[str, bytes], list[Loss]] | str:
    """Return files and losses, or what went wrong."""
    files: dict[str, bytes] = {}

    def write(name: str, content: str | bytes) -> None:
        files[name] = content.encode() if isinstance(content, str) else content

    try:
        losses = exporter(reports, write=write)
    except Exception as error:  # noqa: BLE001 - whatever a plugin raises is the fault looked for
        return f"raised {type(error).__name__}"
    if not isinstance(losses, list) or not all(isinstance(loss, Loss) for loss in losses):
        return "returned something else than a list of losses"
    return files, losses


def _known(exporter: Exporter) -> Iterator[str]:
    reports = _reports()
    before = [report.model_dump_json() for report in reports]
    first = _run(exporter, reports)
    if isinstance(first, str):
        yield f"on two plain reports it {first}"
        return
    files, losses = first
    if [report.model_dump_json() for report in reports] != before:
        yield "it changes the reports that it was given"
    if _run(exporter, _reports()) != first:
        yield "the same record written twice gives different files: no time, no random id, no order of a set"
    if not files:
        yield "it writes no file"
    yield from _names(files)
    if len({loss.what for loss in losses}) < len(losses):
        yield "it names a loss twice"
    if any(PLANTED.split()[1].encode() in data for data in files.values()) and not _whole(files):
        yield "the name of an original's file leaves, which may name a source, and this is not Saksi's form"
    if any(PLANTED.split()[1] in loss.model_dump_json() for loss in losses):
        yield "a loss repeats what was lost"


def _whole(files: dict[str, bytes]) -> bool:
    """Whether the files are the record itself, which holds all that it holds."""
    try:
        return all("text" in json.loads(data) for data in files.values())
    except (ValueError, TypeError):
        return False


def _names(files: dict[str, bytes]) -> Iterator[str]:
    for number, name in enumerate(files, 1):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            yield f"file {number} would lie outside the output folder"


def _none(exporter: Exporter) -> Iterator[str]:
    found = _run(exporter, [])
    if isinstance(found, str):
        yield f"on an empty record it {found}"
    elif found[1]:
        yield "on an empty record it names losses"
