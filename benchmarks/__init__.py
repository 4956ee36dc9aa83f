"""Measures Saksi and writes docs/benchmarks.md: `python -m benchmarks`."""
