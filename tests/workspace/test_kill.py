"""Killed at any moment (-9), nothing that was acknowledged is lost and nothing half is kept."""

import os
import random
import time
from pathlib import Path

import pytest
from tests.workspace.conftest import Made
from tests.workspace.processes import start

from saksi.archive import Layout
from saksi.testing import a_report
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Claim, Original, Report
from saksi.workspace.session import opened

KILLS = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 20
DOCUMENTS = 60  # a round; killed about three times until they are all in


def documents(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        report = a_report(
            f"Two traders of stall {n} were seen in {folder.name}.", id=f"{folder.name}-{n}", synthetic=True
        )
        (folder / f"{n:03}.json").write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
    return folder


def killed(made: Made, kind: str, layout: Layout, folder: Path, after: float) -> int:
    """Let a worker run for a while after its first line, kill it; return the last number it acknowledged."""
    process = start(made, kind, layout.folder, folder)
    assert process.first() == 0
    time.sleep(after)
    process.kill()
    numbers, _ = process.communicate()
    return numbers[-1] if numbers else 0


def test_an_import_killed_at_any_moment_loses_nothing_acknowledged(
    made: Made, layout: Layout, tmp_path: Path
) -> None:
    chance = random.Random(7)  # noqa: S311 - moments to kill at
    folder, acknowledged, rounds, before = documents(tmp_path / "round-0", DOCUMENTS), 0, 0, 0
    for kill in range(KILLS):
        told = killed(made, "add", layout, folder, chance.uniform(0, 0.15))
        acknowledged = max(acknowledged, told)
        with opened(layout, made.keys) as archive:
            stored = Report.objects.count() - before
            assert stored >= acknowledged, f"kill {kill}"
            assert Report.objects.filter(text="").count() == 0
            assert all(archive.originals.size(o.object_id) == o.size for o in Original.objects.all()[:20])
            if kill % 5 == 0:
                assert verify(archive).faults == [], f"kill {kill}"
        if stored == DOCUMENTS:
            rounds, before, acknowledged = rounds + 1, before + stored, 0
            folder = documents(tmp_path / f"round-{rounds}", DOCUMENTS)
    with opened(layout, made.keys) as archive:
        verdict = verify(archive)
    assert verdict.faults == []


def test_reading_killed_at_any_moment_stores_whole_reports_or_nothing(
    made: Made, layout: Layout, tmp_path: Path
) -> None:
    folder = documents(tmp_path / "round", DOCUMENTS)
    process = start(made, "add", layout.folder, folder)
    process.communicate()
    for delay in (0.0, 0.02, 0.05, 0.08):
        killed(made, "read", layout, folder, delay)
        with opened(layout, made.keys) as archive:
            read = Report.objects.filter(read_by__isnull=False).count()
            assert Claim.objects.count() == read
            assert verify(archive).faults == []
    finished = start(made, "read", layout.folder, folder)
    _, err = finished.communicate()
    assert finished.returncode == 0, err
    with opened(layout, made.keys):
        assert Claim.objects.count() == DOCUMENTS


@pytest.mark.parametrize("number", [3])
def test_what_a_kill_left_is_taken_up_again(made: Made, layout: Layout, tmp_path: Path, number: int) -> None:
    folder = documents(tmp_path / "round", number)
    data = (folder / "000.json").read_bytes()
    with opened(layout, made.keys) as archive:
        from io import BytesIO  # noqa: PLC0415

        archive.originals.put(BytesIO(data))  # sealed, and killed before its row
        assert verify(archive).leftovers == 1
    process = start(made, "add", layout.folder, folder)
    process.communicate()
    with opened(layout, made.keys) as archive:
        assert (Report.objects.count(), verify(archive).leftovers) == (number, 0)
