"""What the doctor finds."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `do` is what the keeper should do, empty when there is nothing to do."""

    part: str
    state: Literal["ok", "warn", "fail"]
    says: str
    do: str = ""
