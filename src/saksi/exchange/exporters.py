"""Exporters by name: ours and those of plugins, entry-point group ``saksi.exporters``."""

from saksi.exchange.model import Exporter
from saksi.record.plugins import plugin

GROUP = "saksi.exporters"


def exporter(name: str) -> Exporter:
    """Return the exporter of this name.

    Raises
    ------
    InvalidInput
        There is none (names the nearest), or its package cannot be loaded.
    """
    loaded: Exporter = plugin(GROUP, name, what="format")
    return loaded
