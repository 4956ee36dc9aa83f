"""The record in the formats of others, with a list of what each cannot hold."""

from saksi.exchange.exporters import GROUP, exporter
from saksi.exchange.model import Exporter, Loss, Sink

__all__ = ["GROUP", "Exporter", "Loss", "Sink", "exporter"]
