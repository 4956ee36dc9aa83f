"""The record in the formats of others, with a list of what each cannot hold."""

from saksi.exchange.exporters import GROUP, exporter, known_exporters
from saksi.exchange.model import Exporter, Loss, Sink

__all__ = ["GROUP", "Exporter", "Loss", "Sink", "exporter", "known_exporters"]
