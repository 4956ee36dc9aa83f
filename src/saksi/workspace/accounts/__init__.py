"""Who works in the archive: short chosen names, and each one's key pair for the vault."""
