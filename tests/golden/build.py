"""Make the golden readings of the sample reports: every claim of gold.yml, anchored to exact passages.

    python tests/golden/build.py                  # writes tests/golden/osmere/<report id>.json
    python tests/golden/build.py --check          # writes nothing, fails if a file is not what it would write

`gold.yml` holds, for each report, who tells (``tellers``) and the claims, with their passages as verbatim
quotes. The text is what `saksi.intake` yields: a change of intake moves the offsets, never the quotes.

The form of gold.yml (what is left out has the default of `saksi.record.Claim`)::

    <report id>:
      like: <report id>           # optional: the claims of a report with the same text, plus ...
      through: <link>             # ... this link before the outlet: the copied outlet
      withdrawn: [<report id>, <date>]      # optional: the report that withdraws this one
      tellers:
        <key>: {how: <directness>, chain: [<link>, ...]}    # the report's outlet is appended
      claims:
        - act: <act>              # kind: act, modality: happened, by: the outlet itself, unless said
          who: <victim's words>   # name, type, status, roles, sex, age, family
          count: [<min>, <max>, <words>, <unit>]
          agent: [<words>, <institution>, <level>]
          grounds: [<ground>, ...]
          place: [<words>, <admin1>, <country>]
          when: [<words>, <first day>, <last day>]
          by: <key of a teller>
          also: [[<key of a teller>, <stance>], ...]
          quotes: [<verbatim words>, ...]     # the core passage first; "<words>#2" is the second occurrence

A link is ``words | role``, ``words | role | anon`` or ``words | role | anon | place``.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from saksi.intake import take_in
from saksi.record import Claim, InvalidInput, Report
from saksi.samples import sample_folder

HERE = Path(__file__).parent / "osmere"
COUNTRY = "XO"
STATE_MEDIA = frozenset({"OCNA"})  # outlets that are themselves the state's voice
FIELDS = frozenset(
    {"kind", "act", "who", "name", "type", "status", "roles", "sex", "age", "family", "count", "agent"}
    | {"grounds", "place", "when", "modality", "by", "also", "penalty", "quotes", "note"}
)
Entry = dict[str, Any]


def golden(reports: dict[str, Report], gold: dict[str, Entry]) -> dict[str, str]:
    """Return the JSON of each golden reading by report id.

    Raises
    ------
    InvalidInput
        A report without an entry or the reverse, an unknown field, or a quote that is not found once.
    """
    if reports.keys() != gold.keys():
        raise InvalidInput(
            f"only among the samples: {sorted(reports.keys() - gold.keys())};"
            f" only in gold.yml: {sorted(gold.keys() - reports.keys())}"
        )
    return {key: _dump(report, _claims(report, gold), gold[key]) for key, report in reports.items()}


def find(report: Report, quote: str) -> tuple[int, int]:
    """Return the span of a quote in the report's main text.

    Raises
    ------
    InvalidInput
        The quote does not occur exactly once outside page furniture, and no ``#n`` says which is meant.
    """
    numbered = re.fullmatch(r"(.+)#(\d)", quote, re.DOTALL)
    words, number = (numbered[1], int(numbered[2])) if numbered else (quote, 0)
    spans = [
        (start, start + len(words))
        for start in _occurrences(report.text, words)
        if not any(start < f.end and f.start < start + len(words) for f in report.furniture)
    ]
    if (number == 0 and len(spans) != 1) or number > len(spans):
        raise InvalidInput(f"{report.id}: found {len(spans)} times, needed once or #n: {quote!r}")
    return spans[number - 1]


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _claims(report: Report, gold: dict[str, Entry]) -> list[Claim]:
    entry = gold[report.id]
    told = gold[entry["like"]] if "like" in entry else entry
    through = [_link(entry["through"])] if "through" in entry else []
    outlet = {"text": report.outlet, "role": "state_media" if report.outlet in STATE_MEDIA else "outlet"}
    tellers = {
        key: {"chain": [*map(_link, teller["chain"]), *through, outlet], "directness": teller["how"]}
        for key, teller in told.get("tellers", {}).items()
    }
    alone = "official" if report.outlet in STATE_MEDIA else "named" if through else "author"
    tellers["outlet"] = {"chain": [*through, outlet], "directness": alone}
    try:
        return [_claim(report, f"c{n}", short, tellers) for n, short in enumerate(told.get("claims", []), 1)]
    except (KeyError, ValueError) as error:
        raise InvalidInput(f"{report.id}: {error}") from None


def _claim(report: Report, claim_id: str, short: Entry, tellers: dict[str, Entry]) -> Claim:
    if unknown := short.keys() - FIELDS:
        raise InvalidInput(f"{report.id}, {claim_id}: unknown fields {sorted(unknown)}")
    keys = ("name", "type", "status", "roles", "sex", "age")
    victim = {"text": short.get("who"), "family_included": short.get("family", False)}
    victim |= {key: short[key] for key in keys if key in short}
    words, admin1, country = _three(short.get("place"))
    return Claim.model_validate(
        {
            "id": claim_id,
            "kind": short.get("kind", "act"),
            "act": short["act"],
            "victim": victim,
            "count": dict(zip(("min", "max", "text", "unit"), short.get("count", ()), strict=False)),
            "perpetrator": dict(
                zip(("text", "institution", "level"), _three(short.get("agent")), strict=True)
            ),
            "grounds": short.get("grounds", ()),
            "place": {"text": words, "admin1": admin1, "country": country or COUNTRY},
            "time": dict(zip(("text", "from", "to"), _three(short.get("when")), strict=True)),
            "modality": short.get("modality", "happened"),
            "attribution": tellers[short.get("by", "outlet")],
            "more_attributions": [tellers[key] | {"stance": stance} for key, stance in short.get("also", ())],
            "penalty": short.get("penalty"),
            "passages": [find(report, quote) for quote in short["quotes"]],
            "note": short.get("note"),
        }
    )


def _three(values: list[Any] | None) -> list[Any]:
    return ([*(values or ()), None, None, None])[:3]


def _link(words: str) -> Entry:
    text, role, anonymous, place = ([part.strip() for part in words.split("|")] + ["", ""])[:4]
    return {"text": text, "role": role, "anonymous": anonymous == "anon", "place": place or None}


def _dump(report: Report, claims: list[Claim], entry: Entry) -> str:
    by, at = entry.get("withdrawn", (None, None))
    data: Entry = {
        "id": report.id,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "published": report.published and report.published.isoformat(),
        "published_approx": False,
        "language": report.language,
        "text_origin": "invented",
        "synthetic": True,
        "text": report.text,
    }
    if by:
        data["retracted"] = {"by": by, "at": at.isoformat() if isinstance(at, date) else at}
    data["claims"] = [claim.model_dump(mode="json", by_alias=True) for claim in claims]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the golden readings, or with ``--check`` say which are out of date."""
    parser = argparse.ArgumentParser(description="Make the golden readings of the sample reports.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail on a difference")
    check = parser.parse_args().check
    with sample_folder() as folder:
        intake = take_in([folder])
    if intake.problems:
        raise InvalidInput(f"{len(intake.problems)} sample files cannot be read: {intake.problems}")
    gold = yaml.safe_load((HERE / "gold.yml").read_text(encoding="utf-8"))
    made = golden({report.id: report for report in intake.reports}, gold)
    old = {path.stem: path.read_text(encoding="utf-8") for path in HERE.glob("*.json")}
    changed = sorted(key for key in made.keys() | old.keys() if made.get(key) != old.get(key))
    if not check:
        for key in changed:
            path = HERE / f"{key}.json"
            path.write_text(made[key], encoding="utf-8") if key in made else path.unlink()
    claims = sum(len(json.loads(text)["claims"]) for text in made.values())
    verb = "out of date" if check else "written"
    sys.stdout.write(f"{len(made)} reports, {claims} claims, {len(changed)} files {verb}\n")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
