"""Reports of several outlets on one arrest, told in words that they do not share."""

from collections.abc import Callable
from typing import Any

import pytest

from saksi.record import Report
from saksi.testing import a_claim, a_report

OUTLETS = ("Isk Radio", "Corrow Post", "Kell Wire", "Halm Herald")
Told = Callable[..., Report]


def link(text: str, role: str = "outlet", **fields: Any) -> dict[str, Any]:
    return {"text": text, "role": role, "anonymous": role not in ("outlet", "ngo"), **fields}


@pytest.fixture
def told() -> Told:
    """Return a function: number of the outlet, links before it, claims as fields; texts share no words."""

    def make(
        number: int, *before: dict[str, Any], claims: list[dict[str, Any]] | None = None, **fields: Any
    ) -> Report:
        chain = [*(before or [link("a source", "insider_source", place="North Kell")]), link(OUTLETS[number])]
        text = " ".join(f"{OUTLETS[number].split()[0].lower()}{n}" for n in range(40))
        made = [
            a_claim(id=f"c{i}", **{"attribution": {"chain": chain, "directness": "anonymous"}} | claim)
            for i, claim in enumerate(claims or [{}], start=1)
        ]
        day = f"2024-03-{10 + 6 * number:02}"
        return a_report(
            text, **{"id": f"r{number}", "outlet": OUTLETS[number], "published": day, "claims": made} | fields
        )

    return make
