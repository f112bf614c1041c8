"""Measure against the numbers in docs/benchmarks.md."""
