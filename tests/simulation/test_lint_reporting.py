"""Bad reporting networks: lint names key, value and what is allowed."""

import pytest

from saksi.simulation import default_toml, lint


@pytest.mark.parametrize(
    ("line", "other", "said"),
    [
        ("later = 1.0", "later = -1.0", "sources.later = -1.0: needed greater than or equal to 0"),
        (
            "escalate = 0.03",
            "escalade = 0.03",
            "chain.escalade = 0.03: no such key; did you mean 'escalate'?",
        ),
        ('matrix = "chain"', 'matrix = "chains"', "outlets.matrix = 'chains': did you mean 'chain'?"),
        ("publish = 0.55", "publish = 5.5", "desks.publish = 5.5: needed less than or equal to 1"),
        (
            'languages = ["ko", "en"]',
            'languages = ["ko", "ko"]',
            "text.languages = ['ko', 'ko']: a language twice",
        ),
        ("fabricated = 0.02", "fabricated = 1.0", "sending.fabricated = 1.0: nothing told would be true"),
        ("[dark]", "[darkness]", "darkness = "),
    ],
)
def test_a_fault_of_the_network_is_named(line: str, other: str, said: str) -> None:
    assert line in default_toml()
    faults = [str(fault) for fault in lint(default_toml().replace(f"\n{line}\n", f"\n{other}\n"))]
    assert any(fault.startswith(said) for fault in faults), faults


def test_every_value_of_the_network_has_a_source() -> None:
    text = default_toml().replace('send = "assumption", ', "")
    assert [fault.key for fault in lint(text)] == ["sending.source"]


def test_the_small_world_is_small_and_without_fault() -> None:
    text = default_toml(small=True)
    assert lint(text) == []
    assert "n = 20_000" in text
