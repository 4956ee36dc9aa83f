"""The reporting network: from acts to sources, outlets, reports, lists and texts, with the truth kept."""
