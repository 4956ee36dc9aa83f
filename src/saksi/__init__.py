"""Saksi: reports become a source-safe, defensible record of who did what to whom, according to whom."""

from importlib.metadata import version

__version__ = version("saksi")
