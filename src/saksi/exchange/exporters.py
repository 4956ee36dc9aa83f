"""Exporters by name: ours and those of plugins, entry-point group ``saksi.exporters``."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points

from saksi.exchange.model import Exporter
from saksi.record import InvalidInput

GROUP = "saksi.exporters"


def known_exporters() -> Mapping[str, EntryPoint]:
    """Return the exporters that are installed, by name; nothing is imported."""
    return {point.name: point for point in sorted(entry_points(group=GROUP), key=lambda point: point.name)}


def exporter(name: str) -> Exporter:
    """Return the exporter of this name.

    Raises
    ------
    InvalidInput
        There is none (names the nearest), or its package cannot be loaded.
    """
    found = known_exporters()
    if name not in found:
        near = get_close_matches(name, found, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(found)}"
        raise InvalidInput(f"no format is called {name!r}; {hint}")
    try:
        loaded: Exporter = found[name].load()
    except (ImportError, AttributeError) as error:
        raise InvalidInput(
            f"the exporter {name!r} ({found[name].value}) cannot be loaded ({type(error).__name__}); install"
            " its package anew, or choose another format"
        ) from error
    return loaded
