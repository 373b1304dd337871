"""Benches: each module prints its own figures."""

import time


def calibration() -> float:
    """Processor time (s) of a plain loop of 300 000 additions, the best of five: to compare machines and hours."""
    return min(_plain() for _ in range(5))


def _plain() -> float:
    began, x = time.process_time(), 0
    for i in range(300_000):
        x += i
    return time.process_time() - began
