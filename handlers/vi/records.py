"""What the small values that readers pass on have in common: slots, which are read and filled faster than all else."""

from collections.abc import Callable
from itertools import repeat
from operator import attrgetter
from typing import Any, ClassVar, Self


class Record:
    """A value that is filled when it is made, and not changed later; a message makes dozens, and asks them often."""

    __slots__: tuple[str, ...] = ()
    _fields: ClassVar[Callable[[Any], tuple[Any, ...]]]

    def __init_subclass__(cls) -> None:
        """Remember how all fields are read at once."""
        first, *others = cls.__slots__
        cls._fields = attrgetter(first, *others)

    def but(self, **changes: Any) -> Self:
        """Give the same with some fields changed."""
        same = object.__new__(type(self))
        list(map(setattr, repeat(same), self.__slots__, type(self)._fields(self)))
        for name, value in changes.items():
            setattr(same, name, value)
        return same
