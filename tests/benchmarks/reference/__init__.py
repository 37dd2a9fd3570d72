"""Bare Django, to compare with. Frozen: `tests.benchmarks.whole` knows the digest of each file here."""
