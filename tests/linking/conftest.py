"""The developers' reports, which annotators have linked."""

from pathlib import Path

import pytest

from saksi.record import Report


@pytest.fixture
def developers(shared: Path) -> list[Report]:
    folder = shared / "data" / "claims" / "dev"
    return [Report.model_validate_json(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
