import numpy as np
import pytest
from tests.estimation.tables import QUICK, patterns

from saksi.estimation import Estimate, Refused
from saksi.estimation.combined import combined, dial

TABLE = patterns({"100": 90, "010": 80, "001": 70, "110": 12, "101": 11, "011": 9, "111": 3})
N = TABLE.documented


def family(method: str, total: float, spread: float = 0.1, **more: object) -> Estimate:
    draws = N + (total - N) * np.exp(spread * np.linspace(-2, 2, 201))
    return Estimate.from_draws(method, N, draws, level=0.95, **more)


def judged(*rows: Estimate) -> Estimate:
    return combined(TABLE, rows, seed=1, settings=QUICK)


def test_families_that_agree_make_one_number_without_warning() -> None:
    row = judged(family("loglinear", 900), family("dga", 920), family("lcm", 880))
    assert row.warnings == ()
    assert row.total == pytest.approx(900, rel=0.02)


def test_the_interval_holds_the_numbers_of_all_families() -> None:
    row = judged(family("loglinear", 900, 0.02), family("dga", 700, 0.02), family("lcm", 720, 0.02))
    assert row.lower is not None
    assert row.upper is not None
    assert row.lower < 720
    assert row.upper > 890


def test_half_as_much_again_is_a_warning_and_double_is_a_refusal() -> None:
    row = judged(family("loglinear", 900), family("dga", 580))
    assert any("families differ: 580 (dga) to 900 (loglinear)" in said for said in row.warnings)
    with pytest.raises(Refused, match=r"450 \(dga\) or 950 \(loglinear\)"):
        judged(family("loglinear", 950), family("dga", 450))


def test_the_stepwise_answer_is_a_witness_though_it_takes_no_part() -> None:
    published = {"stepwise": {"total": 2500.0}}
    with pytest.raises(Refused, match=r"2,500 \(stepwise\)"):
        judged(family("loglinear", 900, diagnostics=published), family("dga", 920))
    near = judged(family("loglinear", 900, diagnostics={"stepwise": {"total": 1000.0}}), family("dga", 920))
    assert near.upper is not None
    assert near.upper < 1300


def test_a_family_that_its_own_diagnostic_rejects_has_no_voice() -> None:
    row = judged(family("loglinear", 900), family("dga", 300, diagnostics={"complete_graph_weight": 0.9}))
    assert row.total == pytest.approx(900, rel=0.01)
    assert any("dga is left out" in said for said in row.warnings)
    assert any("only one family" in said for said in row.warnings)


@pytest.mark.parametrize(
    ("rhat", "effective", "speaks"), [(1.03, 300.0, True), (1.3, 300.0, False), (1.03, 9.0, False)]
)
def test_chains_speak_if_they_nearly_agree(rhat: float, effective: float, speaks: bool) -> None:
    found = {"converged": False, "rhat": rhat, "ess_bulk": effective}
    row = judged(family("loglinear", 900), family("dga", 900), family("lcm", 700, diagnostics=found))
    assert ("lcm" in row.diagnostics["families"]) == speaks
    assert bool(row.warnings) != speaks


def test_what_the_clock_stopped_is_never_silent() -> None:
    rough = {"converged": False, "rhat": 1.03, "ess_bulk": 300.0, "cut_by_the_clock": True}
    row = judged(family("loglinear", 900), family("dga", 900), family("lcm", 890, diagnostics=rough))
    assert "lcm" in row.diagnostics["families"]
    assert row.diagnostics["cut_by_the_clock"] == ["lcm"]
    assert any("the time ran out for lcm" in said for said in row.warnings)


def test_an_interval_beyond_half_or_double_says_so() -> None:
    row = judged(family("loglinear", 900, 0.9), family("dga", 900, 0.9))
    assert any("beyond half or double" in said for said in row.warnings)


def test_without_any_family_it_refuses_and_repeats_their_reasons() -> None:
    with pytest.raises(Refused, match="dga: Nothing overlaps"):
        judged(Estimate("dga", N, refused="Nothing overlaps."))


def test_the_dial_multiplies_the_unseen_and_never_the_documented() -> None:
    steps = {round(step["xi"], 2): step["total"] for step in dial(100, np.full(9, 400.0))}
    assert steps == {0.33: 200, 0.5: 250, 1: 400, 2: 700, 3: 1000}


@pytest.mark.parametrize(("chao", "doubt"), [(700, None), (500, "too high"), (1400, "too low")])
def test_a_number_far_from_chaos_is_doubted(chao: float, doubt: str | None) -> None:
    row = judged(family("loglinear", 900), family("dga", 900), family("chao", chao))
    assert row.total == pytest.approx(900, rel=0.02)
    assert (doubt in " ".join(row.warnings)) if doubt else row.warnings == ()
