"""What the small values that readers pass on have in common: slots, which are read and filled faster than all else."""

from typing import Any, Self


class Record:
    """A value that is filled once and not changed; a message makes dozens and asks them hundreds of times."""

    __slots__ = ()

    def but(self, **changes: Any) -> Self:
        """Give the same with some fields changed."""
        same = object.__new__(type(self))
        fields: tuple[str, ...] = self.__slots__
        for name in fields:
            setattr(same, name, changes[name] if name in changes else getattr(self, name))
        return same
