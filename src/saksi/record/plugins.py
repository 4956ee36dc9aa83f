"""Plugins by name, ours among them: listed without importing, loaded on first use."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from saksi.record.errors import InvalidInput


def installed(group: str) -> Mapping[str, EntryPoint]:
    """Return the entry points of a group, by name and in that order; nothing is imported."""
    return {point.name: point for point in sorted(entry_points(group=group), key=lambda point: point.name)}


def plugin(group: str, name: str, *, what: str) -> Any:
    """Load a plugin.

    Parameters
    ----------
    group
        Of entry points: ``saksi.readers``.
    what
        What such a plugin is called in messages: ``reader``.

    Raises
    ------
    InvalidInput
        There is none of this name (the nearest is named, and all there are), or its package does not load.
    """
    found = installed(group)
    if name not in found:
        near = get_close_matches(name, found, n=1)
        hint = f"did you mean {near[0]}? there are" if near else "there are"
        raise InvalidInput(f"no {what} is called {name!r}; {hint}: {', '.join(found)}")
    try:
        return found[name].load()
    except (ImportError, AttributeError) as error:
        raise InvalidInput(
            f"the {what} {name!r} ({found[name].value}) cannot be loaded ({type(error).__name__});"
            " install its package anew, or choose another"
        ) from error
