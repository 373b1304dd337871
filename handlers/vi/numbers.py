"""Reading one number, in digits, in words or in both: 1.687, hai mươi mốt, 1 tỷ 800 triệu, 2tr5, một triệu rưỡi."""

from decimal import Decimal
from itertools import pairwise

from handlers.vi import hundreds, number_words, units
from handlers.vi.hundreds import Part
from handlers.vi.records import Record
from handlers.vi.words import Text

_PAYING = {"ung", "gop", "quy", "het", "tien", "nop", "thu", "chi", "gia"}

_ADDRESSED = {(), ("em",), ("chi",), ("anh",), ("co",), ("chu",), ("bac",), ("moi",), (".",), ("!",)}
_FUNDS = {("quy",), ("quỹ",)}

_BOTTLED = frozenset({("nuoc", "mam"), ("nuoc", "tuong"), ("nuoc", "suoi"), ("dau", "an"), ("dau", "gio")})
_GOODS = {
    "dầu",
    "nước",
    "mắm",
    "sữa",
    "rượu",
    "bia",
    "khoai",
    "sắn",
    "cải",
    "hành",
    "xăng",
    "tương",
    "dau",
    "nuoc",
    "sua",
}

_ATTENDING = {("du",), ("tham",), ("co",), ("di",), ("nghe",)}  # 45ng dự

_MOSTLY_OTHERS = {"lam", "tu"}  # làm, từ
_OFTEN_OTHERS = {"lam", "tu", "ba", "bay", "sau"}  # bà, bày, sau

_POINTS = {".", ")", "/"}  # behind the number of a list's point
_LONG_WORDS = 60
_MOST_PARTS, _MOST_SCALES = 8, 3
_ZERO, _TEN = Decimal(0), Decimal(10)
_TOO_MUCH = _TEN**19

_BILLION = 9


class Number(Record):
    """A number and the words it takes, from `first` up to but without `end`.

    `most`: the upper of two said in one breath ("năm sáu triệu"). `scaled`: it says nghìn, triệu, tr, k …, which alone
    means money; `power` is the power of ten of the last of these. `some`: at least that ("hai chục mấy", "hàng trăm").
    `loose`: one short word such as ba or năm, which beside no unit is more often something else.
    `unspoken`: what it is if its tail leaves out a nghìn ("hai triệu ba trăm").
    """

    __slots__ = (
        "end", "first", "in_digits", "loose", "most", "power", "scaled", "slang", "some", "unspoken", "value",
    )  # fmt: skip

    def __init__(self, value: Decimal, first: int, end: int) -> None:
        """Take the value and the words; whoever makes the number fills in what else is to be said of it."""
        self.value, self.first, self.end = value, first, end
        self.scaled = self.slang = self.some = self.loose = self.in_digits = False
        self.most: Decimal | None = None
        self.unspoken: Decimal | None = None
        self.power = 0


def at(text: Text, place: int) -> Number | None:
    """Read the number that begins at a word.

    >>> from handlers.vi.words import split
    >>> [int(at(split(said), 0).value) for said in ("2tr5", "1 tỷ 800 triệu", "một triệu hai", "hai lăm")]
    [2500000, 1800000000, 1200000, 25]
    """
    if place >= len(text.lows):
        return None
    if text.kinds[place] == "number":
        return _in_digits(text, place)
    if number_words.role(text, place) is number_words.NOTHING:
        return None
    part = hundreds.read(text, place) or hundreds.implied_one(text, place)
    if part is None:
        return None
    if part.end == place + 1 and part.most is None and number_words.role(text, part.end) is number_words.NOTHING:
        number = Number(part.value, place, part.end)
        number.loose = True
        return number
    whole = number_words.role(text, place)[0] == "whole"
    return _Sum(text, place, part, some=whole).number()


def _in_digits(text: Text, place: int) -> Number | None:
    if number_words.role(text, place + 1) is number_words.NOTHING:
        value = hundreds.written(text.lows[place])
        if value is None:
            return None
        number = Number(value, place, place + 1)
        number.in_digits = True
        return number
    part = hundreds.in_digits(text, place)
    return _Sum(text, place, part, some=False).number() if part is not None else None


_MINUS = {"-", "âm", "trừ", "am", "tru"}

_OVER = {"phần", "trên", "chia", "/"}

_AND = {"và", "va"}


def alone(text: Text) -> Decimal | None:
    """Read a message that is nothing but a number, with its sign or as a fraction.

    >>> from handlers.vi.words import split
    >>> [str(alone(split(said))) for said in ("âm hai mươi lăm", "ba phần tư", "23 1/5")]
    ['-25', '0.75', '23.2']
    """
    if (
        not text.lows
        or len(text.lows) > _LONG_WORDS
        or (text.kinds[-1] != "number" and number_words.role(text, len(text.lows) - 1) is number_words.NOTHING)
    ):
        return None
    if "+" in text.lows and (total := _added(text)) is not None:
        return total
    negative = text.lows[0] in _MINUS
    place = 1 if negative else 0
    value = _whole_or_fraction(text, place)
    return -value if negative and value is not None else value


def _added(text: Text) -> Decimal | None:
    """Add up a message that is nothing but a sum; None where it states another total than that.

    >>> from handlers.vi.words import split
    >>> [str(_added(split(said))) for said in ("15 + 25, tổng 40", "15+25", "15 + 25 = 50")]
    ['40', '40', 'None']
    """
    total, place = _ZERO, 0
    while place < len(text.lows) and (number := at(text, place)) is not None:
        total, place = total + number.value, number.end
        if place >= len(text.lows):
            return total
        if text.lows[place] != "+":
            break
        place += 1
    while place < len(text.lows) and text.lows[place] in _IN_ALL:
        place += 1
    stated = at(text, place)
    return total if stated and stated.end == len(text.lows) and stated.value == total else None


_IN_ALL = frozenset(", = : là tổng cộng tất cả hết vị chi thành".split())


def is_minus(text: Text, place: int) -> bool:
    """Say whether a word is a minus sign."""
    return text.lows[place] in _MINUS


def _whole_or_fraction(text: Text, place: int) -> Decimal | None:
    number = at(text, place) if place < len(text.lows) else None
    if number is None:
        return None
    if number.end == len(text.lows):
        return number.value
    divided = _fraction_at(text, number)
    if divided is not None:
        return divided
    place = number.end + (text.lows[number.end] in _AND)
    above = at(text, place) if place < len(text.lows) else None
    rest = _fraction_at(text, above) if above else None
    return number.value + rest if rest is not None else None


def _fraction_at(text: Text, above: Number) -> Decimal | None:
    if above.end + 1 >= len(text.lows) or text.lows[above.end] not in _OVER:
        return None
    below = denominator(text, above.end + 1)
    if text.lows[above.end] == "phần" and (above.in_digits or (below and below.in_digits)):
        return None  # 70 phần 300k
    return above.value / below.value if below and below.value and below.end == len(text.lows) else None


def denominator(text: Text, place: int) -> Number | None:
    """Read the lower part of a fraction, where tư may stand alone."""
    if text.lows[place] == "tư":
        return Number(Decimal(4), place, place + 1)
    return at(text, place)


class _Sum:
    """Adds up the parts of one number with their nghìn, triệu and tỷ."""

    def __init__(self, text: Text, first: int, part: Part, *, some: bool) -> None:
        self.text, self.first = text, first
        self.pending, self.most = part.value, part.most
        self._go_on(part.end)
        self.high, self.low, self.power = _ZERO, _ZERO, 12
        self.scaled = self.slang = False
        self.some, self.stacked = some, False
        self.unspoken: Decimal | None = None

    def _go_on(self, end: int) -> None:
        """Take the words up to one, and look what that does in a number."""
        self.end = end
        self.kind, self.said = number_words.role(self.text, end)

    def number(self) -> Number | None:
        """Read to the end of the number; None where it is more than anything here amounts to."""
        if self.kind == "point":
            self._fraction()
        if self.kind == "some":
            self._some()
        for _ in range(_MOST_PARTS):
            if not (self._scale() and self._tail()):
                break
        if self.kind == "half" and not self.scaled and self.pending:
            self._half_of_what_was_said()
        value = self.low + self.pending
        if self.high:
            value += self.high * _TEN**_BILLION
        if value >= _TOO_MUCH:
            return None
        number = Number(value, self.first, self.end)
        number.in_digits = self.text.kinds[self.first] == "number"
        number.loose = self.end == self.first + 1 and not number.in_digits
        number.most, number.some, number.unspoken = self.most, self.some, self.unspoken
        if self.scaled:
            number.scaled, number.slang, number.power = True, self.slang, self.power
        return number

    def _half_of_what_was_said(self) -> None:
        hundred = number_words.role(self.text, self.end - 1)[0] == "hundred"
        self.pending += 50 if hundred else Decimal("0.5")
        self._go_on(self.end + 1)

    def _fraction(self) -> None:
        """Take "phẩy hai lăm" after a number."""
        place, digits = self.end + 1, ""
        while place < len(self.text.lows) and len(digits) < hundreds.LONGEST:
            kind, value = number_words.role(self.text, place)
            if self.text.kinds[place] == "number" and self.text.lows[place].isdecimal() and not digits:
                digits += self.text.lows[place]
            elif kind == "one":
                digits += str(value)
            else:
                break
            place += 1
        if digits:
            self.pending += Decimal("0." + digits[: hundreds.LONGEST])
            self._go_on(place)

    def _some(self) -> None:
        if not self._names_a_thing():
            self.some = True
            self._go_on(self.end + 1)

    def _names_a_thing(self) -> bool:
        """Say whether a "may" without its mark begins what is counted: 3 may tinh."""
        unit = units.at(self.text, self.end)
        return unit is not None and unit[1] > self.end + 1

    def _scale(self) -> bool:
        """Take one nghìn, triệu, tr, củ …; several in a row multiply (nghìn tỷ)."""
        taken = 0
        while taken < _MOST_SCALES and (power := self._power()) and (taken or self._may_follow(power)):
            if power == _BILLION:
                again = taken > 0 and not self.low
                self.stacked = taken > 0
                self.high = self.high * 10**_BILLION if again else self.high + self.low + self.pending
                self.low = _ZERO
            elif taken:
                self.low *= 10**power
            else:
                self.low += self.pending.scaleb(power)
            if self.most is not None:
                self.most *= 10**power
            self.pending, self.power = _ZERO, power
            self._go_on(self.end + 1)
            self.scaled = True
            taken += 1
        return taken > 0

    def _may_follow(self, power: int) -> bool:
        """Say whether a scale may stand behind those before: smaller ones, and tỷ once behind any."""
        return power < self.power or (power == _BILLION and (self.power < _BILLION or self.stacked))

    def _power(self) -> int:
        kind, power = self.kind, self.said
        if kind == "scale":
            return power
        if kind == "typed" and self.text.kinds[self.end - 1] == "number":
            low = self.text.lows[self.end]
            if low not in {"t", "ng"}:
                return power
            people = low == "ng" and self.text.bares[self.end + 1 : self.end + 2] in _ATTENDING
            return power if not people and self.text.ends[self.end - 1] == self.text.starts[self.end] else 0
        if kind == "slang" and self._is_money_slang():
            self.slang = True
            return power
        return 0

    def _is_money_slang(self) -> bool:
        follows = self.text.lows[self.end + 1] if self.end + 1 < len(self.text.lows) else ""
        if self.text.lows[self.end + 1 : self.end + 2] in _FUNDS:
            return True
        if self.text.lows[self.end] in {"cu", "lít", "lit"} and _PAYING.isdisjoint(
            self.text.bares[max(0, self.first - 5) : self.first]
        ):
            return False  # 5 cụ, 2 lít
        if self.text.lows[self.end] == "chai" and not _BOTTLED.isdisjoint(pairwise(self.text.bares)):
            return False
        return follows not in _GOODS

    def _tail(self) -> bool:
        """Take what follows a scale; True when another scale may follow."""
        kind, value = self.kind, self.said
        if not kind and not self._is_in_digits(self.end):
            return False
        if kind == "half":
            self.low += Decimal(10) ** self.power / 2
            self._go_on(self.end + 1)
        elif kind == "some":
            self._some()
        elif kind == "point":
            self._fraction()
        elif kind == "odd":
            part = hundreds.read(self.text, self.end + 1)
            return part is not None and self._add(part)
        elif (part := hundreds.read(self.text, self.end)) is not None:
            return self._add_scaled(part)
        elif kind == "one" and value:
            self._single_behind(Part(Decimal(value), self.end + 1))
        return False

    def _is_in_digits(self, place: int) -> bool:
        return place < len(self.text.lows) and self.text.kinds[place] == "number"

    def _add(self, part: Part) -> bool:
        self.pending = part.value
        self._go_on(part.end)
        if self.kind == "point":
            self._fraction()
        return True

    def _add_scaled(self, part: Part) -> bool:
        follows, power = number_words.role(self.text, part.end)
        if follows in {"scale", "typed"} and self._may_follow(power) and part.value < 1000:
            return self._add(part)
        text, end = self.text, self.end
        glued = text.starts[end] == text.ends[end - 1]
        several = part.end > end + 1 and text.kinds[self.first] == "word"
        if not glued and not several and self._counts_something_else(part.end):
            return False
        if text.kinds[end] == "number" and part.end == end + 1:
            self._digits_behind(text.lows[end], part, glued=glued)
        elif part.end == end + 1 and part.value < 10:
            self._single_behind(part)
        else:
            self.unspoken = self.low + part.value * 1000 if self.power > 3 and part.value % 10 == 0 else None
            return self._add(part)
        return False

    def _is_another_word(self) -> bool:
        """Say whether a word without diacritics behind a scale is no digit: 2 trieu lam duong, 3 trieu tu cty."""
        text, place = self.text, self.end
        if text.kinds[place] != "word" or not text.folds or text.lows[place] != text.bares[place]:
            return False
        in_digits = text.kinds[self.first] == "number"
        if text.bares[place] in _MOSTLY_OTHERS and in_digits:
            return True
        if not in_digits and text.bares[place] not in _OFTEN_OTHERS:
            return False
        goes_on = place + 1 < len(text.lows) and text.kinds[place + 1] != "mark"
        return goes_on and not units.is_money(text, place + 1)

    def _counts_something_else(self, end: int) -> bool:
        if self.text.lows[end : end + 1] == ("nha",) and self.text.bares[end + 1 : end + 2] in _ADDRESSED:
            return False  # 11 trieu 250 nha chi
        return units.begins(self.text, end) and not units.is_money(self.text, end)

    def _digits_behind(self, digits: str, part: Part, *, glued: bool) -> None:
        """2tr5 is 2 500 000, 2tr55 is 2 550 000, 2tr550 the same; apart, only one or three digits are a tail."""
        fits = len(digits) <= 3 if glued else len(digits) in {1, 3} and self._stands_alone(part.end)
        if digits.isdecimal() and fits and len(digits) <= self.power:
            self.low += part.value * 10 ** (self.power - len(digits))
            self._go_on(part.end)

    def _stands_alone(self, end: int) -> bool:
        """Say whether no number follows, and the digit is not that of a list's next point: 25 triệu 3. Trồng cây."""
        lows, kinds = self.text.lows, self.text.kinds
        if end >= len(lows):
            return True
        return kinds[end] != "number" and not (lows[end] in _POINTS and self._is_next_point(lows[end]))

    def _is_next_point(self, mark: str) -> bool:
        """Say whether the number before this one, with the same mark, began a point of a list earlier on."""
        said = self.text.lows[self.end]
        before = str(int(said) - 1) if said.isdecimal() else ""
        return (before, mark) in pairwise(self.text.lows[: self.first])

    def _single_behind(self, part: Part) -> None:
        if part.value and not number_words.is_a_year(self.text, self.end) and not self._is_another_word():
            self.low += part.value * 10 ** (self.power - 1)
            self._go_on(part.end)
