import json
import subprocess
import sys
from importlib.resources import files
from math import exp, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.reading.learned import FieldWeights, load_weights

WEIGHTS = FieldWeights(base=-0.5, weights={"act=torture": 1.5, "named": 0.25, "far": -2.0})
FIELDS = {
    "kind", "victim.status", "victim.text", "count", "perpetrator.institution", "grounds", "modality",
    "attribution.directness", "place.text", "time",
}  # fmt: skip


def test_a_probability_can_be_worked_out_by_hand() -> None:
    assert WEIGHTS.probability({"act": "torture", "named": 1.0, "far": 0.25}) == pytest.approx(
        1 / (1 + exp(-(-0.5 + 1.5 + 0.25 - 0.5)))
    )


def test_what_was_rare_in_training_counts_as_nothing() -> None:
    assert WEIGHTS.probability({"act": "banishment", "wide": 0.9}) == WEIGHTS.probability({})


def test_it_says_what_speaks_for_and_against() -> None:
    known: dict[str, str | float] = {"far": 0.5, "act": "torture", "named": 0.0}
    assert WEIGHTS.reasons(known) == [("far", -1.0), ("act=torture", 1.5)]


@given(st.dictionaries(st.text(max_size=4), st.text(max_size=4) | st.floats(-1e6, 1e6)))
def test_whatever_the_evidence_it_is_a_probability(known: dict[str, str | float]) -> None:
    steep = FieldWeights(0.1, dict.fromkeys(known, 1e3))
    assert 0 <= steep.probability(known) <= 1


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_shipped_weights_are_small_readable_numbers_for_the_claim_and_each_field(language: str) -> None:
    weights = load_weights(language)
    assert weights is not None
    assert set(weights.fields) == FIELDS
    assert 0 <= weights.floor <= 0.1
    for one in (weights.claim, *weights.fields.values()):
        assert all(isfinite(weight) and abs(weight) < 10 for weight in (one.base, *one.weights.values()))
    written = (files("saksi.reading.learned") / f"{language}.json").read_text(encoding="utf-8")
    assert len(written) < 150_000  # both under 300 kB
    assert json.dumps(json.loads(written), indent=1, ensure_ascii=False) + "\n" == written


def test_a_language_without_weights_has_none() -> None:
    assert load_weights("fr") is None


def test_nothing_that_learns_is_loaded_to_read() -> None:
    code = (
        "import sys; from saksi.reading import read_claims; read_claims('Police arrested two traders.');"
        "print(sorted({'sklearn', 'torch', 'joblib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
