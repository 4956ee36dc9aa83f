"""The zero character: no text has one, and PostgreSQL holds none, so what has one is refused as a whole."""

from collections.abc import Iterator, Mapping


def holds_zero(value: object) -> bool:
    """Say whether a value of JSON has a zero character in some text of it, keys included."""
    return any("\0" in text for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value))
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
