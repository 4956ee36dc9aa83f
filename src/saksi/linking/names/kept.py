"""What was worked out about names is kept for when they come again: half a gigabyte after a large table.

Whoever has read all names of a table once lets it go.
"""

from saksi.linking.names import compare, hangul, keys, korean, lattice, letters, scripts, sounds

KEEPERS = tuple(
    function
    for module in (compare, hangul, keys, korean, lattice, letters, scripts, sounds)
    for function in vars(module).values()
    if hasattr(function, "cache_clear")
)


def let_go() -> None:
    """Forget it; the next name is worked out anew."""
    for function in KEEPERS:
        function.cache_clear()
