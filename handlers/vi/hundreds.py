"""Numbers below one thousand in words, and any number in digits: hai mươi mốt, trăm rưỡi, 1.687, 93,41."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from handlers.vi import number_words, units
from handlers.vi.phrases import Vocabulary
from handlers.vi.records import Record
from handlers.vi.words import Text

_NEVER_FIRST = {"mốt", "lăm", "nhăm", "tư", "không"} | {"mot_", "lam", "nham", "tu", "khong"}

_MULTIPLYING = frozenset(("hundred", "ten", "dozen"))
_NEARLY = Vocabulary("gần hơn ngót trên khoảng cỡ chừng tầm độ quá")
_ASKING = {"mấy", "may"}
_FEW = {"vài", "vai", "dăm"} | _ASKING

_DIGITS_TWICE, _PAIR_OF_DIGITS = ("number", "word", "number"), 2
_KEPT = 1024  # spellings of numbers
LONGEST = 19  # digits; longer ones are account numbers and noise


class Part(Record):
    """What is said below one thousand, or one number in digits."""

    __slots__ = ("end", "most", "value")

    def __init__(self, value: Decimal, end: int, most: Decimal | None = None) -> None:
        """Take the number, the place after it, and the upper one of two said in one breath."""
        self.value, self.end, self.most = value, end, most


@lru_cache(maxsize=_KEPT)
def written(digits: str) -> Decimal | None:
    """Read digits with separators: three digits behind a dot or comma are thousands, any other count is decimal.

    >>> [written(digits) for digits in ("1.687", "93,41", "243.957.000", "10.000,50", "0,125", "1.1.3")]
    [Decimal('1687'), Decimal('93.41'), Decimal('243957000'), Decimal('10000.50'), Decimal('0.125'), None]
    """
    if len(digits) > LONGEST + 6:
        return None
    if digits.isdecimal():
        return Decimal(digits) if len(digits) <= LONGEST else None
    last = "," if digits.rfind(",") > digits.rfind(".") else "."
    other = "." if last == "," else ","
    if other not in digits:
        groups = digits.split(last)
        if _thousands(groups):
            return Decimal("".join(groups))
        return Decimal(".".join(groups)) if len(groups) == 2 else None
    whole, _, fraction = digits.rpartition(last)
    groups = whole.split(other)
    return Decimal("".join(groups) + "." + fraction) if _thousands(groups) else None


def _thousands(groups: list[str]) -> bool:
    return len(groups[0]) <= 3 and not groups[0].startswith("0") and all(len(group) == 3 for group in groups[1:])


def read(text: Text, place: int) -> Part | None:
    """Read a number below one thousand in words, or one in digits."""
    if place >= len(text.lows):
        return None
    if text.kinds[place] == "number":
        return in_digits(text, place)
    kind, value = number_words.role(text, place)
    if kind == "ten":
        vague = (place > 0 and text.lows[place - 1] in _FEW) or (
            text.lows[place] == "chuc" and not _counts_things(text, place)
        )  # chức, chúc
        return None if vague else _tens(text, place + 1, value // 10)  # mười; hăm, twenty
    if kind != "one" or number_words.is_a_year(text, place):
        return None
    return _words(text, place, value)


def _counts_things(text: Text, place: int) -> bool:
    """Say whether what stands behind a "chuc" are things of which there may be ten, and no one to wish well."""
    halved = place > 0 and text.bares[place - 1] == "nua"
    unit = units.at(text, place + 1) if place + 1 < len(text.lows) and not halved else None
    if unit is None or unit[0].code in {"nguoi", "ho", "luot"}:
        return False
    return unit[0].code != "other" or unit[1] > place + 2  # "chuc cuon tap"


def implied_one(text: Text, place: int) -> Part | None:
    """Read what begins with its scale: triệu rưỡi, trăm hai, hàng trăm, nửa tỷ."""
    kind, _ = number_words.role(text, place)
    follows, value = number_words.role(text, place + 1)
    if kind == "nửa" and (follows == "scale" or ((unit := units.at(text, place + 1)) and unit[0].measure)):
        return Part(Decimal("0.5"), place + 1)
    if kind == "whole" and follows in {"ten", "hundred", "scale"}:
        return Part(Decimal(1), place + 1) if follows == "scale" else Part(Decimal(value), place + 2)
    if kind == "scale" and (
        follows == "half" or (follows == "one" and value and not number_words.is_a_year(text, place + 1))
    ):
        return Part(Decimal(1), place)
    if place and (text.lows[place - 1] in _ASKING or (kind == "hundred" and text.bares[place - 1] == "phan")):
        return None  # mấy trăm triệu, mấy phần trăm ba con
    if kind in {"hundred", "scale"} and _NEARLY.has(text, place - 1) and units.begins(text, place + 1):
        return Part(Decimal(1), place) if kind == "scale" else Part(Decimal(100), place + 1)
    if kind == "hundred" and (follows in {"half", "scale"} or (follows == "one" and value)):
        return _hundreds(text, place, 1)
    return None


def in_digits(text: Text, place: int) -> Part | None:
    """Read a number in digits, with the trăm, chục or tá behind it: 5, 5 trăm rưỡi, 2 chục."""
    value = written(text.lows[place])
    if value is None:
        return None
    kind, times = number_words.role(text, place + 1)
    if kind not in _MULTIPLYING:
        return Part(value, place + 1)
    if kind == "hundred" and value < 100 and value == int(value):
        return _hundreds(text, place + 1, int(value))
    if kind in {"ten", "dozen"} and text.bares[place + 1] != "muoi":
        return Part(value * times, place + 2)
    return Part(value, place + 1)


def _words(text: Text, place: int, value: int) -> Part | None:
    kind, next_value = number_words.role(text, place + 1)
    if kind == "hundred":
        return _hundreds(text, place + 1, value)
    if kind == "ten" and value:
        return _tens(text, place + 2, value)
    if kind == "dozen":
        return Part(Decimal(value * 12), place + 2)
    if kind == "one" and not number_words.is_a_year(text, place + 1):
        pair = _pair(text, place, value, next_value)
        return pair or _digit_by_digit(text, place)
    return None if text.lows[place] in _NEVER_FIRST and value else Part(Decimal(value), place + 1)


def _hundreds(text: Text, place: int, hundreds: int) -> Part:
    """Read on from the word trăm: hai trăm | linh năm | năm mươi mốt | hai lăm | hai."""
    total, end = hundreds * 100, place + 1
    kind, value = number_words.role(text, end)
    if not kind and text.kinds[place - 1 : end + 1] == _DIGITS_TWICE:
        if len(text.lows[end]) == _PAIR_OF_DIGITS:
            return Part(Decimal(total) + (written(text.lows[end]) or 0), end + 1)  # 3 trăm 50
        if text.lows[end] in _TENS and not _goes_on(text, end + 1):
            return Part(Decimal(total) + int(text.lows[end]) * 10, end + 1)  # 3 trăm 2
    if kind == "odd" and number_words.role(text, end + 1)[0] == "one":
        return Part(Decimal(total + number_words.role(text, end + 1)[1]), end + 2)
    if kind == "half":
        return Part(Decimal(total + 50), end + 1)
    if kind == "ten":
        tens = _tens(text, end + 1, 1)
        return Part(total + tens.value, tens.end)
    if kind != "one" or number_words.is_a_year(text, end):
        return Part(Decimal(total), end)
    return _below_hundred(text, end, total, value)


_TENS = frozenset("123456789")


def _goes_on(text: Text, end: int) -> bool:
    """Say whether a digit behind trăm is a number of its own: 3 trăm 2 hộ, 3 trăm 2 chục, 3 trăm 2/3."""
    if text.lows[end : end + 1] in _JOINED or number_words.role(text, end)[0] in {"ten", "hundred", "dozen"}:
        return True
    return units.begins(text, end) and not units.is_money(text, end)


_JOINED = frozenset({("/",), ("-",), ("x",), ("*",), ("%",)})


def _below_hundred(text: Text, place: int, total: int, value: int) -> Part:
    kind, next_value = number_words.role(text, place + 1)
    if kind == "ten" and value:
        tens = _tens(text, place + 2, value)
        return Part(total + tens.value, tens.end)
    if kind == "one" and value and not number_words.is_a_year(text, place + 1):
        return Part(Decimal(total + value * 10 + next_value), place + 2)
    counts = (
        units.begins(text, place + 1) and not units.is_money(text, place + 1) and text.lows[place] in {"một", "mot"}
    )
    return Part(Decimal(total), place) if counts or not value else Part(Decimal(total + value * 10), place + 1)


def _tens(text: Text, place: int, tens: int) -> Part:
    """Read on behind mười or mươi: mốt, tư, lăm …; a bare năm there is a year more often than a five."""
    kind, value = number_words.role(text, place)
    if kind != "one" or not value or text.bares[place - 1] == "chuc":
        return Part(Decimal(tens * 10), place)
    if text.bares[place] == "nam" and not _five_counts(text, place):
        return Part(Decimal(tens * 10), place)
    return Part(Decimal(tens * 10 + value), place + 1)


def _five_counts(text: Text, place: int) -> bool:
    return number_words.role(text, place + 1)[0] == "scale" or units.begins(text, place + 1)


def _pair(text: Text, place: int, value: int, next_value: int) -> Part | None:
    """Read two neighbours said in one breath: năm sáu triệu, hai ba chục, ba bốn hộ."""
    if not 0 < value < next_value == value + 1 or text.lows[place + 1] in _NEVER_FIRST:
        return None
    kind, times = number_words.role(text, place + 2)
    if kind in {"ten", "hundred"}:
        return Part(Decimal(value * times), place + 3, Decimal(next_value * times))
    if kind == "scale" or units.begins(text, place + 2):
        return Part(Decimal(value), place + 2, Decimal(next_value))
    return None


def _digit_by_digit(text: Text, place: int) -> Part | None:
    """Read digits said one by one: hai lăm, năm chín, một chín tám tư."""
    digits = "".join(_said_one_by_one(text, place))
    return Part(Decimal(digits), place + len(digits)) if digits[0] != "0" else None


def _ends_in_years(text: Text, place: int) -> bool:
    """Say whether a request to compare or to draw ends in some years: so sánh học bổng hai năm."""
    ends = place + 1 == len(text.lows) and text.bares[place] == "nam" and text.lows[place] != "lăm"
    return ends and ("sanh" in text.bares or "bieu" in text.bares)


def _said_one_by_one(text: Text, place: int) -> Iterator[str]:
    for here in range(place, min(place + LONGEST, len(text.lows))):
        kind, value = number_words.role(text, here)
        follows = number_words.role(text, here + 1)[0]
        if kind != "one" or (here > place and (follows in {"ten", "hundred"} or _ends_in_years(text, here))):
            return
        yield str(value)
