"""Pages of the holdings; each asks a selector or calls one service."""
