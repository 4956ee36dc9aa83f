"""What changed in the tables of the findings, step by step."""
