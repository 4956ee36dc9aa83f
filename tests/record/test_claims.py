import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from saksi.record import Claim, Count, Passage, Time, explain, vocabulary
from saksi.record.claims import OWN_FIELDS
from saksi.testing import a_claim

ROOT = Path(__file__).parents[2]

words = st.text(min_size=1, max_size=12)
maybe_words = st.none() | words
shares = st.floats(0, 1)


def codes(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(vocabulary(name).terms))


def ordered(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Two values or nulls, the smaller one first."""
    return st.lists(st.none() | values, min_size=2, max_size=2).map(
        lambda pair: pair if None in pair else sorted(pair)
    )


chains = st.lists(
    st.fixed_dictionaries(
        {"text": words, "role": codes("role"), "anonymous": st.booleans(), "place": maybe_words}
    ),
    min_size=1,
    max_size=3,
)
attributions = {"chain": chains, "directness": codes("directness")}
spans = st.tuples(st.integers(0, 10**6), st.integers(1, 999)).map(lambda pair: [pair[0], sum(pair)])
counts = st.builds(
    lambda bounds, text, unit: {"min": bounds[0], "max": bounds[1], "text": text, "unit": unit},
    ordered(st.integers(0, 10**9)),
    maybe_words,
    codes("unit"),
)
times = st.builds(
    lambda days, text: {"text": text, "from": days[0], "to": days[1]},
    ordered(st.dates().map(date.isoformat)),
    maybe_words,
)
every_field: dict[str, st.SearchStrategy[Any]] = {
    "id": words,
    "kind": codes("kind"),
    "act": codes("act"),
    "victim": st.fixed_dictionaries(
        {
            "text": maybe_words,
            "name": maybe_words,
            "type": codes("victim_type"),
            "status": codes("status"),
            "roles": st.lists(words, max_size=2),
            "sex": codes("sex"),
            "age": maybe_words,
            "family_included": st.booleans(),
        }
    ),
    "count": counts,
    "perpetrator": st.fixed_dictionaries(
        {
            "text": maybe_words,
            "institution": st.none() | codes("institution"),
            "level": st.none() | codes("level"),
        }
    ),
    "grounds": st.lists(codes("ground"), max_size=2),
    "place": st.fixed_dictionaries({"text": maybe_words, "country": maybe_words, "admin1": maybe_words}),
    "time": times,
    "modality": codes("modality"),
    "attribution": st.fixed_dictionaries(attributions),
    "more_attributions": st.lists(
        st.fixed_dictionaries({**attributions, "stance": codes("stance")}), max_size=2
    ),
    "penalty": maybe_words,
    "passages": st.lists(spans, min_size=1, max_size=3),
    "note": maybe_words,
}
claims = st.fixed_dictionaries(
    every_field,
    optional={
        "confidence": shares,
        "field_confidence": st.dictionaries(words, shares, max_size=2),
        "reader": words,
        "rules": st.lists(words, max_size=2),
    },
)


def written(claim: Claim) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(claim.model_dump_json(by_alias=True))
    return data


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "number"), [("seeds", 40), ("real", 27), ("dev", 486)])
def test_every_sample_claim_comes_back_as_it_went_in(shared: Path, folder: str, number: int) -> None:
    files = sorted((shared / "data" / "claims" / folder).glob("*.json"))
    samples = [claim for file in files for claim in json.loads(file.read_text(encoding="utf-8"))["claims"]]
    assert len(samples) == number
    for sample in samples:
        claim = Claim.model_validate(sample)
        assert list(written(claim).items()) == list(sample.items())  # the order of the keys too


@given(claims)
def test_any_claim_comes_back_as_it_went_in(data: dict[str, Any]) -> None:
    claim = Claim.model_validate_json(json.dumps(data))
    assert written(claim) == data
    assert Claim.model_validate(claim.model_dump(by_alias=True)) == claim


@given(claims)
def test_bounds_are_ordered_or_open(data: dict[str, Any]) -> None:
    claim = Claim.model_validate(data)
    for low, high in ((claim.count.min, claim.count.max), (claim.time.from_, claim.time.to)):
        assert low is None or high is None or low <= high  # type: ignore[operator]  # both of one kind


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_count_whose_bounds_are_swapped_is_refused(low: int, more: int) -> None:
    with pytest.raises(ValidationError, match=f"wrong order: min {low + more + 1}, max {low}"):
        Count(min=low + more + 1, max=low)


@given(st.dates(), st.dates())
def test_days_are_refused_exactly_when_they_are_swapped(first: date, last: date) -> None:
    days = {"from": first, "to": last}
    if first <= last:
        assert Time.model_validate(days).to == last
    else:
        with pytest.raises(ValidationError, match="wrong order"):
            Time.model_validate(days)


@given(st.text(min_size=1), st.data())
def test_a_passage_returns_the_words_it_points_at(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Passage(start=start, end=end).of(text) == "".join(list(text)[start:end])


def test_a_passage_counts_code_points_and_not_bytes_or_utf16_units() -> None:
    assert Passage(start=4, end=6).of("🕊 은 처형 소식") == "처형"


@pytest.mark.parametrize("span", [[3, 3], [4, 3], [-1, 2]])
def test_a_passage_without_a_character_is_refused(span: list[int]) -> None:
    with pytest.raises(ValidationError):
        Passage.model_validate(span)


@pytest.mark.parametrize(
    ("fields", "where", "why"),
    [
        ({"act": "SECRET"}, "act", "not a code of act"),
        ({"act": "executed"}, "act", "near it: execution"),
        ({"grounds": ["drugs", "SECRET"]}, "grounds.1", "not a code of ground"),
        ({"victim": {"status": "SECRET"}}, "victim.status", "not a code of status"),
        ({"victim": {"family_included": "SECRET"}}, "victim.family_included", "boolean"),
        ({"count": {"min": "SECRET"}}, "count.min", "integer"),
        ({"count": {"min": -1}}, "count.min", "greater than or equal to 0"),
        ({"count": {"min": 9}}, "count", "wrong order: min 9, max 2"),
        ({"time": {"from": "SECRET"}}, "time.from", "YYYY-MM-DD"),
        ({"time": {"to": "2024-02-30"}}, "time.to", "valid date"),
        ({"time": {"to": "2023-01-01"}}, "time", "wrong order"),
        ({"perpetrator": {"institution": "state_security"}}, "perpetrator.institution", "near it: state sec"),
        ({"attribution": {"chain": []}}, "attribution.chain", "at least 1"),
        ({"attribution": {"directness": "SECRET"}}, "attribution.directness", "not a code of directness"),
        ({"passages": []}, "passages", "at least 1"),
        ({"passages": [[0, 9], [9, 9]]}, "passages.1", "must hold a character"),
        ({"more_attributions": [{"stance": "SECRET"}]}, "more_attributions.0.chain", "required"),
        ({"confidence": 1.5}, "confidence", "less than or equal to 1"),
        ({"field_confidence": {"act": -1}}, "field_confidence.act", "greater than or equal to 0"),
        ({"victims": "SECRET"}, "victims", "not permitted"),
        ({"count": {"about": "SECRET"}}, "count.about", "not permitted"),
        ({"id": None}, "id", "string"),
    ],
)
def test_a_fault_is_explained_by_its_place_without_the_value(
    fields: dict[str, Any], where: str, why: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        a_claim(**fields)
    message = explain(raised.value)
    assert message.startswith(f"{where}: ")
    assert why in message
    assert "SECRET" not in message


def test_a_claim_made_by_hand_is_written_without_the_four_fields_of_a_reader() -> None:
    assert not set(OWN_FIELDS) & set(written(a_claim()))
    own = {"confidence": 0.0, "field_confidence": {}, "reader": "rules 0.1.0", "rules": []}
    assert {key: written(a_claim(**own))[key] for key in OWN_FIELDS} == own


def test_unknown_is_null_and_never_a_number() -> None:
    claim = a_claim(count={"min": None, "max": None, "text": None}, time={"from": None, "to": None})
    assert written(claim)["count"] == {"min": None, "max": None, "text": None, "unit": "persons"}
    assert written(claim)["time"] == {"text": "in March", "from": None, "to": None}


def test_a_claim_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        a_claim().act = "execution"  # type: ignore[misc]


def test_the_example_of_the_reference_page_is_a_claim_from_its_text() -> None:
    page = (ROOT / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")
    quoted = re.findall(r"^> (.+)$", page, re.MULTILINE)
    [example] = re.findall(r"```json\n(.+?)```", page, re.DOTALL)
    text, claim = " ".join(quoted), Claim.model_validate_json(example)
    assert written(claim) == json.loads(example)
    assert [passage.of(text) for passage in claim.passages] == [text.split(", a source")[0], text[155:-1]]


def test_the_reference_page_has_a_row_for_every_field_and_no_other() -> None:
    page = (ROOT / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`.+?) \|", page, re.MULTILINE)
    documented = [name for cell in cells for name in re.findall(r"`(.+?)`", cell)]
    assert sorted(documented) == sorted(paths(Claim.model_json_schema(by_alias=True)))


def paths(schema: dict[str, Any]) -> list[str]:
    """Every field as the page writes it: `victim`, `victim.text`, `attribution.chain[].role`."""
    shared_parts = {"more_attributions[].chain", "more_attributions[].directness"}  # as in attribution

    def walk(node: dict[str, Any], prefix: str) -> list[str]:
        found: list[str] = []
        for key, value in node.get("properties", {}).items():
            path = f"{prefix}{key}"
            if path in shared_parts:
                continue
            listed = value.get("type") == "array"
            part = value["items"] if listed else value
            inner = part.get("$ref", "").rpartition("/")[2]
            found.append(path)
            if inner and inner != "Passage":
                found += walk(schema["$defs"][inner], f"{path}[]." if listed else f"{path}.")
        return found

    return walk(schema, "")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        ({"min": 1, "max": 1, "unit": "persons"}, "1 person<"),
        ({"min": 1, "max": 1, "unit": "families"}, "1 family<"),
        ({"min": 2, "max": 5, "unit": "houses"}, "2 to 5 houses<"),
    ],
)
def test_a_notebook_counts_one_as_one(count: dict[str, Any], said: str) -> None:
    assert said in a_claim(count=count)._repr_html_()
