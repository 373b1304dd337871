"""Reading one number divided by another: 26/27 đơn, 96/110 hộ, 26 trên 27 vụ, 18/20 chỉ tiêu, 1/2kg."""

from decimal import Decimal

from handlers.vi import amounts, cues, inferred, numbers, units
from handlers.vi.amounts import Quantity
from handlers.vi.numbers import Number
from handlers.vi.units import Unit
from handlers.vi.words import Text

_ONE = Decimal(1)
_OUT_OF = cues.listed("share", "out_of")
_SHARED_ONLY = cues.listed("share", "only")
_SHARE_NOUN = cues.by_meaning("share_noun")
_OVER = frozenset(("/", "phan"))
_DIVIDING = frozenset(("/", "tren", "trong"))
_MARKS = _OVER | _DIVIDING
_NEAR = 6  # words between the two numbers
_CLAUSE = 9


def of(text: Text, number: Number) -> list[Quantity]:
    """Give the two quantities of a share, the one of a fraction of a measure, or nothing."""
    near = text.bares[number.end : number.end + _NEAR]
    if _MARKS.isdisjoint(near):
        return []
    found = _fraction(text, number) if len(near) > 1 and near[0] in _OVER and not number.scaled else []
    if not found and not _DIVIDING.isdisjoint(near):
        found = _share(text, number)
    return found if found and not amounts.is_a_name(text, number) else []


def whole_part(text: Text, number: Number) -> int | None:
    """Give the place after a fraction that counts nothing: the hai phần ba of "hai phần ba số hộ"."""
    if number.in_digits or not number.loose or text.lows[number.end : number.end + 1] != ("phần",):
        return None
    below = numbers.denominator(text, number.end + 1) if number.end + 1 < len(text.lows) else None
    if below is None or below.in_digits or below.scaled or not number.value < below.value <= _LARGEST_PART:
        return None
    return below.end


_LARGEST_PART = 10


def _fraction(text: Text, number: Number) -> list[Quantity]:
    """Read 1/2kg and ba phần tư mét: one number, where it measures."""
    if text.lows[number.end] not in {"/", "phần"} or (number.in_digits and text.lows[number.end] == "phần"):
        return []
    below = numbers.denominator(text, number.end + 1)
    if (
        below is None
        or not 0 < below.value <= 10
        or (text.lows[number.end] == "phần" and (number.in_digits or below.in_digits))
    ):
        return []
    unit = amounts.unit_at(text, below.end)
    if unit is None or not unit[0].measure:
        return []
    whole = number.but(value=number.value / below.value, end=below.end)
    return [amounts.make(text, whole, unit[0], below.end, unit[1])]


def _share(text: Text, number: Number) -> list[Quantity]:
    """Read 26/27 đơn, 96/110 hộ, 26 trên 27 vụ: what was reached, then the whole."""
    out_of = _OUT_OF.at(text, number.end)
    unit_between = None
    if out_of is None and (unit_between := units.at(text, number.end)):
        out_of = _OUT_OF.at(text, unit_between[1])
    if out_of is None or out_of[1] >= len(text.lows) or text.kinds[out_of[1]] != "number":
        return []
    whole = _whole_at(text, number, out_of[1])
    if whole is None:
        return []
    if number.scaled:
        return _share_of_money(text, number, whole)
    behind = _shared_only(text, number, whole) or _unit_behind(text, number, whole)
    if unit_between and behind and unit_between[0] != behind[0]:
        return []  # 319 hộ/1.687 khẩu
    if not _divides(text, number.end, out_of[1] - 1, said=behind is not None):
        return []
    unit, noun, end = _shared_unit(text, number, whole, behind or unit_between)
    if unit is None:
        return []
    if behind is None:
        noun = end = whole.end
    second = amounts.make(text, whole, unit, noun, end).but(role="whole")
    first = amounts.make(text, number, unit, number.end, number.end).but(role="part", noun=second.noun)
    if unit_between and behind is None:
        first = first.but(noun=text.raw[text.starts[number.end] : text.ends[unit_between[1] - 1]])
    return [first, second]


def _unit_behind(text: Text, number: Number, whole: Number) -> tuple[Unit, int] | None:
    """Find what is counted; where a figure is named before, "nha" is but polite: "tre den truong 9/9 nha chi"."""
    polite = text.lows[whole.end : whole.end + 1] == ("nha",) and inferred.unit_named(text, number.first)
    return None if polite else units.at(text, whole.end)


def _shared_only(text: Text, number: Number, whole: Number) -> tuple[Unit, int] | None:
    """Find what is a figure only as a share: 18/20 chỉ tiêu."""
    found = _SHARED_ONLY.at(text, whole.end) if text.lows[number.end] == "/" else None
    return (Unit("other", _ONE), found[1]) if found else None


def _whole_at(text: Text, number: Number, place: int) -> Number | None:
    one_of = number.value == 1 and text.bares[number.end] == "trong"  # một trong 23 hộ
    whole = None if one_of else numbers.at(text, place)
    if whole is None or whole.scaled != number.scaled or whole.value < number.value:
        return None
    return whole if whole.value == int(whole.value) and number.value == int(number.value) else None


def _share_of_money(text: Text, number: Number, whole: Number) -> list[Quantity]:
    """Read 22tr5/30tr."""
    if text.lows[number.end] != "/" or whole.first != number.end + 1:
        return []
    money = Unit("dong", _ONE)
    first = amounts.make(text, number, money, number.end, number.end).but(role="part")
    return [first, amounts.make(text, whole, money, whole.end, whole.end).but(role="whole")]


def _divides(text: Text, slash: int, last: int, *, said: bool) -> bool:
    """Say whether what stands between makes a share; `said`: a unit follows, unlike 2 phần trong 3 ngày."""
    if not said and (text.bares[last] == "trong" or (text.bares[last] == "tren" and _counts_people(text, slash))):
        return False
    if text.lows[slash] != "/":
        return True
    following = slash + 2
    return not (following < len(text.lows) and text.lows[following] == "/")


def _counts_people(text: Text, place: int) -> bool:
    """Say whether people stand before a "trên" without what is counted behind it, as in 3 cụ trên 90."""
    unit = units.at(text, place)
    return unit is not None and unit[0].code == "nguoi"


def _shared_unit(
    text: Text, number: Number, whole: Number, said: tuple[Unit, int] | None
) -> tuple[Unit | None, int, int]:
    if said is not None:
        return (said[0] if said[0].code != "percent" else None), whole.end, said[1]
    if text.bares[number.end] not in {"/", "tren"}:
        return None, 0, 0
    before = (
        _SHARE_NOUN.before(text, number.first)
        or _SHARE_NOUN.before(text, number.first - 1)
        or _number_of(text, number.first)
    )
    code = before[0] if before else inferred.unit_named(text, number.first)
    return (Unit(code, _ONE), whole.end, whole.end) if code else (None, 0, 0)


def _number_of(text: Text, first: int) -> tuple[str, int] | None:
    """Find what "số hộ phân loại rác 280/319" counts, in the same clause."""
    for place in range(first - 1, max(-1, first - _CLAUSE), -1):
        if text.kinds[place] != "word" and text.lows[place] != ":":
            return None
        if text.lows[place] == "số" and (found := _SHARE_NOUN.at(text, place + 1)):
            return found[0], place
    return None
