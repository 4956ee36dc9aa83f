"""On the annotated reports beside the project: the figure that may not fall."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from saksi.reading.korean import read_drafts

FLOOR = 0.83  # strict claim F1 on the 18 Korean reports of dev, less 0.03


@pytest.mark.shared
def test_claims_on_the_annotated_reports(shared: Path, tmp_path: Path) -> None:
    gold, read = tmp_path / "gold", tmp_path / "read"
    gold.mkdir()
    read.mkdir()
    for path in (shared / "data" / "claims" / "dev").glob("*.json"):
        report = json.loads(path.read_text(encoding="utf-8"))
        if report["language"] != "ko":
            continue
        day = date.fromisoformat(report["published"]) if report["published"] else None
        claims = [
            draft.claim
            for draft in read_drafts(report["text"], published=day, outlet=report["outlet"])
            if draft.sure
        ]
        (gold / path.name).write_text(json.dumps(report), encoding="utf-8")
        data = {
            "id": report["id"],
            "claims": [claim.model_dump(mode="json", by_alias=True) for claim in claims],
        }
        (read / path.name).write_text(json.dumps(data), encoding="utf-8")
    score = shared / "data" / "claims" / "score.py"
    done = subprocess.run(
        [sys.executable, str(score), str(gold), str(read)], capture_output=True, text=True, check=True
    )
    figures = done.stdout.split("claims strict")[1].split("\n")[0].split()
    assert float(figures[-1]) >= FLOOR, done.stdout
