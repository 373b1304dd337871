"""The catalogue of indicators: one table in indicators.toml is the one place that knows an indicator."""

from datetime import date
from functools import cache
from os import PathLike
from typing import Any, Literal, NamedTuple, get_args

from db import phrase_tables
from db.mistake import Mistake

Kind = Literal["flow", "stock", "yearly", "ratio"]


class Indicator(NamedTuple):
    """What a number is about.

    `unit` is a unit code of the reader (dong, ho, phan_qua, ...), in which values are kept; `also` are units in which
    members tell it as well, and `noun` is what an answer says after the number where the unit alone would not do;
    `together` is what a sum of several kinds is said to be of.
    `content` is one of the five contents of the campaign (ND1 to ND5) or CC. `usual` is the ordinary range of one entry
    of one khu phố. A ratio names its numerator and denominator, and is then computed from counts, Σ/Σ. What is
    `part_of` another indicator counts into that one's figures too. A fund is `paid_by` another indicator; a target
    may be told as one of its own, `target_of` the other. `standards` are the yardsticks a level may be judged by, and
    `breaks` the days from which the yardstick is another, so that figures before and after do not compare.
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
    together: str = ""
    usual: tuple[int, int] | None = None
    visible_to: Literal["public", "members", "chair"] = "members"
    shown: bool = False
    numerator: str | None = None
    denominator: str | None = None
    part_of: str | None = None
    paid_by: str | None = None
    target_of: str | None = None
    standards: tuple[str, ...] = ()
    breaks: tuple[date, ...] = ()


class BadCatalogue(Mistake):
    """A file of indicators cannot be used; the text names the indicator and says what is wrong in one line."""


_FILES: list[str | PathLike[str]] = [phrase_tables.beside(__file__, "indicators.toml")]
_LINKS = ("numerator", "denominator", "part_of", "paid_by", "target_of")


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by code, in the order of the files. Raises BadCatalogue."""
    found: dict[str, Indicator] = {}
    for file in _FILES:
        for code, table in _tables(file).items():
            if code in found:
                raise BadCatalogue(f"{file}: the indicator {code} exists already")
            found[code] = _indicator(file, code, table)
    for indicator in found.values():
        for name in _LINKS:
            if getattr(indicator, name) not in {None, *found}:
                raise BadCatalogue(f"{indicator.code}: {name} names no indicator: {getattr(indicator, name)}")
    return found


def use(path: PathLike[str] | None) -> None:
    """Add the indicators of a committee's or ward's own file, of the same shape. To be called before any reading.

    Raises BadCatalogue.
    """
    before = _FILES[1:]
    _FILES[1:] = [path] if path else []
    indicators.cache_clear()
    _parts.cache_clear()
    _wholes.cache_clear()
    try:
        indicators()
    except BadCatalogue:
        _FILES[1:] = before
        raise


def breaks_between(indicator: Indicator, a: date, b: date) -> date | None:
    """The day after `a` and up to `b` from which an indicator is judged by another yardstick."""
    return next((day for day in indicator.breaks if a < day <= b), None)


def rests_on(indicator: Indicator, kind: Kind) -> bool:
    """Whether an indicator, or the numerator of a ratio, is of a kind."""
    top = indicators().get(indicator.numerator or "")
    return indicator.kind == kind or (top is not None and top.kind == kind)


def fund_of(indicator: Indicator) -> Indicator:
    """The fund out of which a payment was made; any other indicator itself."""
    return next((i for i in indicators().values() if i.paid_by == indicator.code), indicator)


def with_parts(indicator: Indicator) -> list[str]:
    """The codes whose entries count into an indicator's figures: its own and those that are part of it."""
    return _parts()[indicator.code]


@cache
def _parts() -> dict[str, list[str]]:
    whole = indicators()
    return {code: [code, *(i.code for i in whole.values() if i.part_of == code)] for code in whole}


def wholes(code: str) -> list[Indicator]:
    """What an indicator is a part of: the denominators of its shares that cannot pass 100 %."""
    return _wholes().get(code, [])


@cache
def _wholes() -> dict[str, list[Indicator]]:
    known, found = indicators(), dict[str, list[Indicator]]()
    for share in known.values():
        cannot_pass = share.unit == "percent" and share.usual and share.usual[1] <= _PERCENT
        if share.numerator and share.denominator and cannot_pass:
            found.setdefault(share.numerator, []).append(known[share.denominator])
    return found


_PERCENT = 100


def _tables(file: str | PathLike[str]) -> dict[str, dict[str, Any]]:
    try:
        tables = phrase_tables.load(file)
    except (OSError, ValueError) as error:
        raise BadCatalogue(f"{file}: {error}") from error
    for code, table in tables.items():
        if not isinstance(table, dict):
            raise BadCatalogue(f"{file}: {code} stands outside of any [indicator]")
    return tables


def _indicator(file: str | PathLike[str], code: str, table: dict[str, Any]) -> Indicator:
    known = {*Indicator._fields} - {"code"}
    unknown = [key for key in table if key not in known]
    missing = [key for key in ("name", "unit", "kind", "content") if key not in table]
    if unknown or missing:
        raise BadCatalogue(f"{file}: {code}: {'unknown key' if unknown else 'it has no'} {(unknown or missing)[0]}")
    if table["kind"] not in get_args(Kind):
        raise BadCatalogue(f"{file}: {code}: kind is one of {', '.join(get_args(Kind))}, not {table['kind']}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Indicator(code=code, **values)
