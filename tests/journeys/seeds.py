"""The two reports that the project began with, as Saksi reads them: claims by the annotators' ids, the page.

Their texts stay outside the project.
"""

import json
import re
from pathlib import Path
from typing import Any

from tests.golden.scoring import overlap

from saksi.record import Claim, Report, load_report

RFA, CAMPS = "seed-rfa-2018", "seed-dailynk-camps"


def found(read: dict[str, Report], shared: Path, report: str, gold: str) -> list[Claim]:
    """Return the claims read where the annotators' claim stands, with the same act."""
    hand = load_report(shared / "data/claims/seeds" / f"{report}.json")
    [claim] = [claim for claim in hand.claims if claim.id == gold]
    return [other for other in read[report].claims if other.act == claim.act and overlap(claim, other)]


class Answers:
    """What stands on the page: findings by id, and the evidence one click behind a claim."""

    def __init__(self, out: Path, reports: dict[str, Report]) -> None:
        self.page = (out / "findings.html").read_text(encoding="utf-8")
        data = json.loads((out / "findings.json").read_text(encoding="utf-8"))
        self.findings: dict[str, dict[str, Any]] = {found["id"]: found for found in data["results"]}
        self.reports = reports

    def article(self, name: str) -> str:
        """Return what is seen of a finding, in English, without marks."""
        found = re.search(rf'<article class="finding" id="{name}">(.*?)</article>', self.page, re.DOTALL)
        assert found is not None
        return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())

    def table(self, name: str, block: str) -> list[dict[str, Any]]:
        blocks = self.findings[name]["blocks"]
        return next(b["rows"] for b in blocks if b["block"] == "table" and b["id"] == block)

    def refusals(self, name: str) -> str:
        boxes = [b for b in self.findings[name]["blocks"] if b["block"] == "refusal"]
        boxes += self.findings[name]["refusals"]
        assert all(box["needed"] for box in boxes), "a refusal must say what would cure it"
        return " ".join(box["title"]["en"] + " " + box["reason"]["en"] for box in boxes)

    def one_click(self, name: str, report: str, wanted: Claim) -> str:
        """Return the evidence of a claim that the finding links to: chain, passage, place and time."""
        anchor = f"e-{report}-{wanted.id}"
        found = re.search(rf'<article class="finding" id="{name}">(.*?)</article>', self.page, re.DOTALL)
        assert found is not None
        assert f'href="#{anchor}"' in found[1]
        entry = re.search(rf'<article class="ev" id="{anchor}">(.*?)</article>', self.page, re.DOTALL)
        assert entry is not None
        assert '<ol class="chain">' in entry[1]
        assert "characters" in entry[1]
        return " ".join(re.sub(r"<[^>]+>", " ", entry[1]).split())
