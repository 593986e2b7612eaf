"""Benchmarks: each prints ratios taken within one run, never seconds alone."""
