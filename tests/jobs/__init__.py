"""Tests of what is done unasked."""
