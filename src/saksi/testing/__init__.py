"""Builders for tests: say what the case is about, leave the rest to sensible defaults.

Everything here is invented: people, places, outlets. Plugin authors may use it too.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from saksi.record import Claim, InvalidInput, Passage, Report
from saksi.testing.estimators import check_estimator as check_estimator
from saksi.testing.exporters import check_exporter as check_exporter
from saksi.testing.readers import check_reader as check_reader

TEXT = "Security agents arrested two traders in Corrow in March, a source in North Kell told Isk Radio."

_REPORT: Mapping[str, Any] = {
    "id": "isk-2024-03-20",
    "outlet": "Isk Radio",
    "title": "Traders arrested in Corrow",
    "published": "2024-03-20",
    "language": "en",
}
_CLAIM: Mapping[str, Any] = {
    "id": "c1",
    "kind": "act",
    "act": "detention_other",
    "victim": {"text": "two traders", "type": "group", "status": "ordinary", "roles": ["trader"]},
    "count": {"min": 2, "max": 2, "text": "two", "unit": "persons"},
    "perpetrator": {"text": "Security agents", "institution": "state security"},
    "place": {"text": "Corrow"},
    "time": {"text": "in March", "from": "2024-03-01", "to": "2024-03-31"},
    "modality": "happened",
    "attribution": {
        "chain": [
            {"text": "a source", "role": "insider_source", "anonymous": True, "place": "North Kell"},
            {"text": "Isk Radio", "role": "outlet"},
        ],
        "directness": "anonymous",
    },
    "passages": [[0, TEXT.index(", a source")]],
}


def a_report(text: str = TEXT, **fields: Any) -> Report:
    """Build a report without claims from an invented outlet.

    Parameters
    ----------
    text
        What the report says; by default the sentence that `a_claim` is read from.
    fields
        Fields of `Report` in their JSON form, or as values of the record: ``claims=[a_claim()]``.

    Raises
    ------
    pydantic.ValidationError
        The fields make no report, for instance because a passage ends behind the text.
    """
    return Report.model_validate(_merged(_REPORT, {"text": text, **_plain(fields)}))


def a_claim(**fields: Any) -> Claim:
    """Build a claim: two traders arrested in Corrow, by the word of one anonymous source.

    Parameters
    ----------
    fields
        Fields of `Claim` in their JSON form. A dictionary changes the keys that it names and leaves
        the others: ``count={"max": None}``. Anything else takes the default's place: ``grounds=["drugs"]``.

    Raises
    ------
    pydantic.ValidationError
        The fields make no claim: an unknown code or key, bounds in the wrong order.
    """
    return Claim.model_validate(_merged(_CLAIM, _plain(fields)))


def passage(text: str, words: str, *, nth: int = 0) -> Passage:
    """Return where `words` stand in `text`, the first time or after `nth` others.

    Raises
    ------
    InvalidInput
        They do not stand there so often.
    """
    start = -1
    for _ in range(nth + 1):
        start = text.find(words, start + 1)
        if start < 0:
            raise InvalidInput(f"the words do not stand in the text {nth + 1} times: check their spelling")
    return Passage(start=start, end=start + len(words))


def _merged(default: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    both = {key: _merged(default[key], fields[key]) for key in fields if _nested(default, fields, key)}
    return {**default, **fields, **both}


def _nested(default: Mapping[str, Any], fields: Mapping[str, Any], key: str) -> bool:
    return isinstance(default.get(key), Mapping) and isinstance(fields[key], Mapping)


def _plain(value: Any) -> Any:
    """Return values of the record in their JSON form, so that they may be given beside plain ones."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
