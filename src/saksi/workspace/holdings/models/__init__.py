"""The tables of the holdings."""

from saksi.workspace.holdings.models.claims import ChainLink, Claim, Ground, Passage
from saksi.workspace.holdings.models.reports import Batch, Custody, Original, Report, Round
from saksi.workspace.holdings.models.sources import Grant, Source, VaultEntry, VaultKey

__all__ = [
    "Batch",
    "ChainLink",
    "Claim",
    "Custody",
    "Grant",
    "Ground",
    "Original",
    "Passage",
    "Report",
    "Round",
    "Source",
    "VaultEntry",
    "VaultKey",
]
