"""The command line: one module per command group; `saksi --help` lists them."""

from saksi.cli.app import main

__all__ = ["main"]
