"""The catalogue of indicators: one table in indicators.toml is the one place that knows an indicator."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["flow", "stock", "yearly", "ratio"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a number is about.

    `unit` is a unit code of the reader (dong, ho, phan_qua, ...), in which values are kept; `also` are units in which
    members tell it as well, and `noun` is what an answer says after the number where the unit alone would not do.
    `content` is one of the five contents of the campaign (ND1 to ND5) or CC. `usual` is the ordinary range of one entry
    of one khu phố. A ratio names its numerator and denominator, and is then computed from counts, Σ/Σ. What is
    `part_of` another indicator counts into that one's figures too.
    """

    code: str
    name: str
    unit: str
    kind: Kind
    content: str
    phrases: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    noun: str = ""
    usual: tuple[int, int] | None = None
    visible_to: Literal["public", "members", "chair"] = "members"
    shown: bool = False
    numerator: str | None = None
    denominator: str | None = None
    part_of: str | None = None


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by code, in the order of the file.

    Raises TypeError for a key that an indicator does not have.
    """
    with (Path(__file__).parent / "indicators.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {code: _indicator(code, table) for code, table in tables.items()}


def _indicator(code: str, table: dict[str, Any]) -> Indicator:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Indicator(code=code, **values)
