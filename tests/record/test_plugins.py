from importlib.metadata import EntryPoint

import pytest

from saksi.record import InvalidInput, plugins
from saksi.record.plugins import installed, plugin

GROUP = "saksi.readers"


def test_ours_are_listed_by_name_and_loaded_when_asked_for() -> None:
    assert list(installed(GROUP)) == sorted(installed(GROUP))
    assert callable(plugin(GROUP, "rules", what="reader"))


def test_a_wrong_name_is_told_the_nearest_and_all() -> None:
    with pytest.raises(
        InvalidInput, match=r"no reader is called 'rulse'; did you mean rules\? there are: llm, rules"
    ):
        plugin(GROUP, "rulse", what="reader")


def test_a_package_that_does_not_load_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint(name="mine", value="no_such_package:reader", group=GROUP)
    monkeypatch.setattr(plugins, "entry_points", lambda **_: [broken])
    with pytest.raises(InvalidInput, match=r"'mine' \(no_such_package:reader\) cannot be loaded"):
        plugin(GROUP, "mine", what="reader")
