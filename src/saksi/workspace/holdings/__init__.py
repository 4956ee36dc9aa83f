"""What the archive holds: originals, reports, claims, and the vault of sources."""
