"""Benches: each module prints its own figures."""
