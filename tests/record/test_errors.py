import inspect
import re
from collections.abc import Iterator

import pytest

from saksi.record import errors
from saksi.record.errors import SaksiError, UnreadableDocument


def drawn() -> dict[str, str | None]:
    """The tree of the docstring, as class -> parent."""
    parents: dict[str, str | None] = {}
    path: list[str] = []
    [tree] = re.findall(r"```\n(.+?)```", inspect.getdoc(errors) or "", re.DOTALL)
    for branch, name in re.findall(r"^([│├└─ ]*)(\w+)  *\S", tree, re.MULTILINE):
        path = [*path[: len(branch) // 4], name]
        parents[name] = path[-2] if len(path) > 1 else None
    return parents


def defined(kind: type[SaksiError] = SaksiError) -> Iterator[type[SaksiError]]:
    if kind.__module__ == errors.__name__:  # a test elsewhere may define more
        yield kind
    for below in kind.__subclasses__():
        yield from defined(below)


def test_the_drawn_tree_is_the_tree() -> None:
    real = {kind.__name__: kind.__base__.__name__ for kind in defined() if kind.__base__}
    assert drawn() == {**real, "SaksiError": None}


def test_every_class_of_the_module_stands_in_the_tree() -> None:
    classes = {name for name, kind in vars(errors).items() if inspect.isclass(kind)}
    assert classes == set(drawn())


def test_every_error_says_what_it_is() -> None:
    assert all((kind.__doc__ or "").endswith(".") for kind in defined())


def test_a_caller_may_catch_as_high_as_the_answer_is_the_same() -> None:
    with pytest.raises(SaksiError, match=r"page\.txt"):
        raise UnreadableDocument("page.txt: no text found")
