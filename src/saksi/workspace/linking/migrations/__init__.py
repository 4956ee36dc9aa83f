"""The database's shape, step by step; forwards only."""
