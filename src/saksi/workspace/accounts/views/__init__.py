"""Pages of the settings."""
