"""One importer, two reviewers and two readers at once: nobody is locked out, and nobody reads half."""

from pathlib import Path

from tests.workspace.conftest import Made
from tests.workspace.processes import start
from tests.workspace.test_kill import documents

from saksi.archive import Layout
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.models import Report
from saksi.workspace.review.models import Decision
from saksi.workspace.session import opened


def test_many_work_at_once_without_a_lock_error(made: Made, layout: Layout, tmp_path: Path) -> None:
    for kind, folder in (("add", documents(tmp_path / "first", 10)), ("read", tmp_path / "first")):
        _, trouble = start(made, kind, layout.folder, folder).communicate()
        assert trouble == ""
    many = documents(tmp_path / "many", 100)
    kinds = ["import", "review", "review", "look", "look"]
    running = [start(made, kind, layout.folder, many) for kind in kinds]
    ended = [process.communicate() for process in running]
    assert [(kind, p.returncode, err) for kind, p, (_, err) in zip(kinds, running, ended, strict=True)] == [
        (kind, 0, "") for kind in kinds
    ]
    decided = [len(out) - 1 for kind, (out, _) in zip(kinds, ended, strict=True) if kind == "review"]
    with opened(layout, made.keys) as archive:
        assert Report.objects.count() == 110
        assert Decision.objects.count() == sum(decided)
        assert verify(archive).faults == []
    assert all(decided)  # nobody was starved by the import; how quick it is depends on the machine's disk
