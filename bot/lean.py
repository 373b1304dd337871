"""What the running bot does without: memory for its whole life, and time at its start."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


def without_docstrings() -> None:
    """Start this process anew by `python -OO`: 7 MB of what libraries say of themselves are not loaded.

    Nor is another MB that tells in which column of a line something stands. Not where compiled code is not kept (all of
    it would be compiled at each start), nor where a process cannot be replaced by another.
    """
    if os.name == "posix" and sys.flags.optimize < 2 and not sys.dont_write_bytecode:
        anew = [sys.executable, "-OO", "-X", "no_debug_ranges", *sys.orig_argv[1:]]
        os.execv(sys.executable, anew)  # noqa: S606 (no shell is wanted)


@contextmanager
def without(*modules: str) -> Iterator[None]:
    """Do without modules that are not loaded yet, as if they were not installed."""
    absent = dict.fromkeys(name for name in modules if name not in sys.modules)
    sys.modules.update(absent)  # type: ignore[arg-type]  # None says so
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


@contextmanager
def put_off(module: str, *names: str) -> Iterator[None]:
    """Let a module that is imported meanwhile, but that nobody will use, be empty classes of these names."""
    if module in sys.modules:
        yield
        return
    empty = ModuleType(module)
    vars(empty).update({name: type(name, (), {"__module__": module}) for name in names})
    sys.modules[module] = empty
    try:
        yield
    finally:
        del sys.modules[module]
