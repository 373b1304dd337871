"""A bar in the terminal for what takes longer than a second."""

import sys
import time
from typing import TextIO

_WIDTH = 40


class Bar:
    """Shows how much is done, where somebody is looking: nothing in a file, nothing in the first second."""

    def __init__(self, out: TextIO = sys.stderr, after: float = 1) -> None:
        self._out = out
        self._from = time.monotonic() + after
        self._shown = False

    def __call__(self, done: int, whole: int) -> None:
        """Say that so much of the whole is done."""
        if not self._out.isatty() or time.monotonic() < self._from:
            return
        filled = _WIDTH * done // max(whole, 1)
        self._shown = True
        print(f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {100 * done // max(whole, 1):3} %", end="", file=self._out)

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            print(file=self._out)
