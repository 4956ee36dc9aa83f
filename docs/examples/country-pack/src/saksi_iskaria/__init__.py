"""A country pack: Iskaria, an invented country; its data stands beside this file."""

from importlib.resources import files

from saksi.countries import Pack, read_pack


def pack() -> Pack:
    """Return the pack of Iskaria."""
    return read_pack(files("saksi_iskaria") / "iskaria")
