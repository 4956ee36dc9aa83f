import re

import pytest

from saksi.record import InvalidInput
from saksi.simulation import default_toml, default_world, lint, load_scenario

DEFAULT = default_toml()


def changed(old: str, new: str) -> str:
    assert old in DEFAULT
    return DEFAULT.replace(old, new, 1)


def test_the_default_world_is_without_fault_and_as_designed() -> None:
    assert lint(DEFAULT) == []
    world = default_world()
    assert (world.people.n, world.meta.days) == (1_000_000, 730)
    assert [order.kind for order in world.order] == ["briefing", "campaign", "law", "party_purge"]


def test_every_value_of_the_default_world_has_a_report_or_assumption_as_its_source() -> None:
    sources = re.findall(r'^source = "(.*)"$', DEFAULT, re.MULTILINE)
    assert len(sources) > 20
    assert all(re.match(r"(assumption|[AB], M\d+)", source) for source in sources)


FAULTS = [
    ("days = 730", "dayz = 730", "meta.dayz", "did you mean 'days'"),
    ("[fear]", "[feer]", "feer", "did you mean 'fear'"),
    ("start = 2031-01-01", "start = 9999-01-01", "meta.start", "needed"),
    ("day = -9\n", "day = -100000\n", "order[1].day", "greater than or equal to -8000"),
    ("length = 90\n", "length = 1000000\n", "order[2].length", "less than or equal to 16000"),
    ("phi_false = 0.6", "phi_false = 1.4", "plan.phi_false", "1.4: needed less than or equal to 1"),
    ("public = 0.6", "public = -0.1", "transition[13].public", "-0.1: needed greater than or equal to 0"),
    ("status = { elite = 0.02", "status = { elite = 0.05", "people.status", "sum to 1.03: needed 1"),
    ("ordinary = { worker = 0.41", "ordinary = { worker = 0.5", "people.occupations.ordinary", "sum to 1.09"),
    ("household = [0.08,", "household = [0.18,", "people.household", "sum to 1.1"),
    ("n = 1_000_000", "n = 0", "people.n", "needed greater than or equal to 1"),
    ("n = 1_000_000", "n = 500", "people.n", "at least 10 people a county, here 1200"),
    ("counties = 120", "counties = 5", "people.counties", "at least one a province: 10"),
    ("daily = { elite = 0.00005", "daily = { elite = 0.0", "screening.daily.elite", "needed above 0"),
    ('kind = "campaign"', 'kind = "campain"', "order[2].kind", "did you mean 'campaign'"),
    ("length = 90", "length = -4", "order[2].length", "it would end before it starts (day 0)"),
    ("length = 90\n", "", "order[2].length", "a campaign has an end"),
    ("day = 365\n", "day = 730\n", "order[4].day", "lies beyond the run: needed under 730"),
    ("day = 365\n", "day = 60\n", "order[4].day", "'address' still runs to day 90 for elite, official"),
    ('statuses = ["official", "elite"]', "statuses = []", "order[4].statuses", "bears on nobody"),
    ('id = "purge"', 'id = "address"', "order", "two orders have this id"),
    ('kind = "briefing"', 'kind = "briefing"\nintensity = 3.0', "order[1].intensity", "only announces"),
    ('from = "watched"', 'from = "free"', "transition[1].from", "needed another state"),
    ('from = "watched"', 'from = "dead"', "transition[1].from", "nobody comes back"),
    (
        'to = "dead"\nact = "execution"',
        'to = "dead"\nact = "fine"',
        "transition[13].act",
        "death needs an act of",
    ),
    ('to = "camp"', 'to = "banished"', "transition[14].to", "the way into a camp"),
    (
        'to = "watched"\nact = "deprivation"',
        'to = "watched"\nact = "fine"',
        "transition[2].to",
        "moves nobody",
    ),
    ('family_to = "camp"\n', "", "transition[14].family", "all three of"),
    ('family_to = "camp"', 'family_to = "free"', "transition[14].family_to", "not let go"),
    ('from = "camp"\nto = "free"', 'from = "abroad"\nto = "free"', "transition", "into which nobody comes"),
    ('n = "assumption"\n', "", "people.source", "nothing for 'n'"),
    ('n = "assumption"\n', 'n = "assumption"\ncelll = "x"\n', "people.source.celll", "no such value"),
    ('source = "A, M12; assumption"', 'source = " "', "deprivation.source", "needed a report and mechanism"),
    ('source = "A, M12; assumption"', "", "deprivation.source", "this key is missing"),
    ('cell_size = "A', 'cell_size = ""\nnever = "A', "people.source.cell_size", "needed a report"),
    ("seed = 20180101", "seed = -1", "meta.seed", "needed greater than or equal to 0"),
    ("schema = 1", "schema = 2", "meta.schema", "allowed: 1"),
]


@pytest.mark.parametrize(("old", "new", "key", "says"), FAULTS, ids=[f"{f[2]} {f[3][:20]}" for f in FAULTS])
def test_a_fault_is_named_by_key_value_and_what_is_allowed(old: str, new: str, key: str, says: str) -> None:
    lines = [str(fault) for fault in lint(changed(old, new))]
    assert any(line.startswith(key) and says in line for line in lines), lines


def test_all_faults_are_named_at_once() -> None:
    text = changed("phi_false = 0.6", "phi_false = 7").replace("cell_size = 25", "cell_sise = 25")
    assert {fault.key for fault in lint(text)} == {"plan.phi_false", "people.cell_size", "people.cell_sise"}


def test_what_is_no_toml_is_named_with_its_place() -> None:
    [fault] = lint("n = \n")
    assert "no TOML" in str(fault)
    assert "line 1" in str(fault)


def test_a_scenario_with_faults_is_not_loaded_and_says_how_many_there_are() -> None:
    text = changed("phi_false = 0.6", "phi_false = 7").replace("cell_size = 25", "cell_sise = 25")
    with pytest.raises(
        InvalidInput, match=r"w\.toml: people\.cell_size: .* \(2 more: `saksi sim lint w\.toml`"
    ):
        load_scenario(text, "w.toml")


def test_orders_after_the_end_are_left_out_of_a_shortened_run() -> None:
    assert [order.id for order in default_world().with_days(100).order] == ["briefing", "address"]
