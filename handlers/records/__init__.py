"""Telling what was done: drafts, what they lack, corrections, photos."""
