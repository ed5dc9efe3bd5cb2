"""Benchmarks: figures as medians, and as ratios against a named peer in the same run."""
