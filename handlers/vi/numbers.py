"""Reading one number, in digits, in words or in both: 1.687, hai mươi mốt, 1 tỷ 800 triệu, 2tr5, một triệu rưỡi."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from handlers.vi import units
from handlers.vi.words import Text, fold

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_KINDS: dict[str, tuple[str, int]] = {
    **{word: ("one", value) for word, value in _ONES.items()},
    **dict.fromkeys(("mười", "mươi", "chục"), ("ten", 10)),
    "tá": ("dozen", 12),
    "trăm": ("hundred", 100),
    **dict.fromkeys(("lẻ", "linh"), ("odd", 0)),
    **dict.fromkeys(("rưỡi", "rưởi"), ("half", 0)),
    **dict.fromkeys(("phẩy", "chấm"), ("point", 0)),
    "mấy": ("some", 0),
    **dict.fromkeys(("hàng", "cả"), ("whole", 0)),
    "nửa": ("nửa", 0),
    **{
        word: ("scale", power)
        for word, power in {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9}.items()
    },
    **{
        word: ("typed", power)
        for word, power in {"k": 3, "ng": 3, "tr": 6, "trd": 6, "trđ": 6, "t": 9, "ty": 9}.items()
    },
    **{word: ("slang", power) for word, power in {"củ": 6, "chai": 6, "tỏi": 9, "xị": 5, "lít": 5}.items()},
}
_ACCENTED_ONLY = {"tá", "cả", "nửa", "tỏi"}  # ta, ca, nua, toi without diacritics are mostly other words
_PAYING = {"ung", "gop", "quy", "het", "tien", "nop", "thu", "chi", "moi", "gia"}
_FOLDED = {fold(word): kind for word, kind in reversed(_KINDS.items()) if word not in _ACCENTED_ONLY}
_BEGINNING = {"one", "ten", "hundred", "scale", "whole", "nửa"}
_NONE = {"không", "hết", "ko", "k", "hk", "hông", "hổng", "đã", "khong", "het", "hong", "da"}
_FIRSTS = frozenset(word for word, kind in _KINDS.items() if kind[0] in _BEGINNING) | _NONE
_FOLDED_FIRSTS = _FIRSTS | {word for word, kind in _FOLDED.items() if kind[0] in _BEGINNING}
_NEVER_FIRST = {"mốt", "lăm", "nhăm", "tư", "không"} | {"mot_", "lam", "nham", "tu", "khong"}
_YEAR = {
    "nay",
    "ngoái",
    "ngoai",
    "trước",
    "truoc",
    "sau",
    "tới",
    "toi",
    "qua",
    "học",
    "hoc",
    "rồi",
    "roi",
    "đầu",
    "dau",
}
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
_FEW = {"vài", "vai", "mấy", "may", "dăm"}
_NOTHING = ("", 0)
_LONGEST = 19  # digits; longer ones are account numbers and noise
_LONG_WORDS = 60
_BILLION = 9


class Number(NamedTuple):
    """A number and the words it takes, from `first` up to but without `end`.

    `most`: the upper of two said in one breath ("năm sáu triệu"). `scaled`: it says nghìn, triệu, tr, k …, which alone means
    money. `some`: at least that ("hai chục mấy", "hàng trăm"). `loose`: one short word such as ba or năm, which beside no
    unit is more often something else. `power`: that of ten of its last scale. `unspoken`: what it is if its tail leaves out a nghìn ("hai triệu ba trăm").
    """

    value: Decimal
    first: int
    end: int
    most: Decimal | None = None
    scaled: bool = False
    slang: bool = False
    some: bool = False
    loose: bool = False
    in_digits: bool = False
    unspoken: Decimal | None = None
    power: int = 0


class _Part(NamedTuple):
    """What is said below one thousand, or one number in digits."""

    value: Decimal
    end: int
    most: Decimal | None = None


def written(digits: str) -> Decimal | None:
    """Read digits with separators: three digits behind a dot or comma are thousands, any other count is decimal.

    >>> [written(digits) for digits in ("1.687", "93,41", "243.957.000", "10.000,50", "0,125", "1.1.3")]
    [Decimal('1687'), Decimal('93.41'), Decimal('243957000'), Decimal('10000.50'), Decimal('0.125'), None]
    """
    if len(digits) > _LONGEST + 6:
        return None
    if digits.isdigit():
        return Decimal(digits) if len(digits) <= _LONGEST else None
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


def _kind(text: Text, place: int) -> tuple[str, int]:
    """Say what a word does in a number, and its value or power of ten."""
    if place >= len(text.lows):
        return _NOTHING
    low = text.lows[place]
    if text.folds and (folded := _FOLDED.get(low)):
        return folded
    return _KINDS.get(low, _NOTHING)


def one(text: Text, place: int) -> int | None:
    """Give the digit that a word says: bảy, tư, mốt."""
    kind, value = _kind(text, place)
    return value if kind == "one" else None


def is_ten(text: Text, place: int) -> bool:
    """Say whether a word is mười or mươi."""
    return _kind(text, place)[0] == "ten" and text.bares[place] == "muoi"


def is_odd(text: Text, place: int) -> bool:
    """Say whether a word is linh or lẻ."""
    return _kind(text, place)[0] == "odd"


def is_half(text: Text, place: int) -> bool:
    """Say whether a word is rưỡi."""
    return _kind(text, place)[0] == "half"


def multiplies(text: Text, place: int) -> bool:
    """Say whether a word makes more of the digit before it: mươi, trăm, nghìn."""
    return _kind(text, place)[0] in {"ten", "hundred", "scale"}


def is_loose_count(text: Text, place: int, end: int) -> bool:
    """Say whether a single spoken digit counts what follows it: 7 giờ ba hộ."""
    return end == place + 1 and text.words[place].kind == "word" and units.begins(text, end)


def starts(text: Text, place: int) -> bool:
    """Say cheaply whether a number may begin at a word."""
    word = text.words[place]
    return word.kind == "number" or (word.kind == "word" and _kind(text, place) is not _NOTHING)


def places(text: Text) -> list[int]:
    """Give the words at which a number, or a word for none at all, may begin."""
    firsts = _FOLDED_FIRSTS if text.folds else _FIRSTS
    return [place for place, low in enumerate(text.lows) if low in firsts or "0" <= low[0] <= "9"]


def at(text: Text, place: int) -> Number | None:
    """Read the number that begins at a word.

    >>> from handlers.vi.words import split
    >>> [int(found.value) for said in ("2tr5", "1 tỷ 800 triệu", "một triệu hai", "hai lăm") if (found := at(split(said), 0))]
    [2500000, 1800000000, 1200000, 25]
    """
    part = _part(text, place) or _implied_one(text, place)
    if part is None:
        return None
    if part.end == place + 1 and part.most is None and _kind(text, part.end) is _NOTHING:
        in_digits = text.words[place].kind == "number"
        return Number(part.value, place, part.end, in_digits=in_digits, loose=not in_digits)
    whole = _kind(text, place)[0] == "whole"
    return _Sum(text, place, part, some=whole).number()


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
        or (text.words[-1].kind != "number" and _kind(text, len(text.lows) - 1) is _NOTHING)
    ):
        return None
    negative = text.lows[0] in _MINUS
    place = 1 if negative else 0
    value = _whole_or_fraction(text, place)
    return -value if negative and value is not None else value


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
    return above.value / below.value if below and below.value and below.end == len(text.lows) else None


def denominator(text: Text, place: int) -> Number | None:
    """Read the lower part of a fraction, where tư may stand alone."""
    if text.lows[place] == "tư":
        return Number(Decimal(4), place, place + 1)
    return at(text, place)


class _Sum:
    """Adds up the parts of one number with their nghìn, triệu and tỷ."""

    def __init__(self, text: Text, first: int, part: _Part, *, some: bool) -> None:
        self.text, self.first, self.end = text, first, part.end
        self.pending, self.most = part.value, part.most
        self.high, self.low, self.power = Decimal(0), Decimal(0), 12
        self.scaled = self.slang = False
        self.some, self.stacked = some, False
        self.unspoken: Decimal | None = None

    def number(self) -> Number:
        self._fraction()
        self._some()
        while self._scale() and self._tail():
            pass
        if not self.scaled and _kind(self.text, self.end)[0] == "half" and self.pending:
            self._half_of_what_was_said()
        value = self.high * 10**_BILLION + self.low + self.pending
        words = self.end - self.first
        in_digits = self.text.words[self.first].kind == "number"
        loose = words == 1 and not in_digits
        return Number(
            value,
            self.first,
            self.end,
            self.most,
            self.scaled,
            self.slang,
            self.some,
            loose,
            in_digits,
            self.unspoken,
            self.power if self.scaled else 0,
        )

    def _half_of_what_was_said(self) -> None:
        hundred = _kind(self.text, self.end - 1)[0] == "hundred"
        self.pending += 50 if hundred else Decimal("0.5")
        self.end += 1

    def _fraction(self) -> None:
        """Take "phẩy hai lăm" after a number."""
        if _kind(self.text, self.end)[0] != "point":
            return
        place, digits = self.end + 1, ""
        while place < len(self.text.lows) and len(digits) < _LONGEST:
            kind, value = _kind(self.text, place)
            word = self.text.words[place]
            if word.kind == "number" and word.low.isdigit() and not digits:
                digits += word.low
            elif kind == "one":
                digits += str(value)
            else:
                break
            place += 1
        if digits:
            self.pending += Decimal("0." + digits[:_LONGEST])
            self.end = place

    def _some(self) -> None:
        if _kind(self.text, self.end)[0] == "some":
            self.some = True
            self.end += 1

    def _scale(self) -> bool:
        """Take one nghìn, triệu, tr, củ …; several in a row multiply (nghìn tỷ)."""
        taken = False
        while (power := self._power()) and (taken or self._may_follow(power)):
            if power == _BILLION:
                again = taken and not self.low
                self.stacked = taken
                self.high = self.high * 10**_BILLION if again else self.high + self.low + self.pending
                self.low = Decimal(0)
            elif taken:
                self.low *= 10**power
            else:
                self.low += self.pending * 10**power
            if self.most is not None:
                self.most *= 10**power
            self.pending, self.power, self.end = Decimal(0), power, self.end + 1
            taken = self.scaled = True
        return taken

    def _may_follow(self, power: int) -> bool:
        """Say whether a scale may stand behind those before: smaller ones, and tỷ once behind any."""
        return power < self.power or (power == _BILLION and (self.power < _BILLION or self.stacked))

    def _power(self) -> int:
        kind, power = _kind(self.text, self.end)
        if kind == "scale":
            return power
        before = self.text.words[self.end - 1]
        if kind == "typed" and before.kind == "number":
            glued = before.end == self.text.words[self.end].start
            people = self.text.lows[self.end] == "ng" and self.text.bares[self.end + 1 : self.end + 2] in _ATTENDING
            return power if not people and (glued or self.text.lows[self.end] not in {"t", "ng"}) else 0
        if kind == "slang" and self._is_money_slang():
            self.slang = True
            return power
        return 0

    def _is_money_slang(self) -> bool:
        follows = self.text.lows[self.end + 1] if self.end + 1 < len(self.text.lows) else ""
        if self.text.lows[self.end] in {"cu", "lít", "lit"} and _PAYING.isdisjoint(
            self.text.bares[max(0, self.first - 5) : self.first]
        ):
            return False  # 5 cụ, 2 lít
        return follows not in _GOODS

    def _tail(self) -> bool:
        """Take what follows a scale; True when another scale may follow."""
        kind, value = _kind(self.text, self.end)
        if kind == "half":
            self.low += Decimal(10) ** self.power / 2
            self.end += 1
        elif kind == "some":
            self._some()
        elif kind == "point":
            self._fraction()
        elif kind == "odd":
            part = _part(self.text, self.end + 1)
            return part is not None and self._add(part)
        elif (part := _part(self.text, self.end)) is not None:
            return self._add_scaled(part)
        elif kind == "one" and value:
            self._single_behind(_Part(Decimal(value), self.end + 1))
        return False

    def _add(self, part: _Part) -> bool:
        self.pending, self.end = part.value, part.end
        self._fraction()
        return True

    def _add_scaled(self, part: _Part) -> bool:
        follows, power = _kind(self.text, part.end)
        if follows in {"scale", "typed"} and self._may_follow(power) and part.value < 1000:
            return self._add(part)
        word = self.text.words[self.end]
        glued = word.start == self.text.words[self.end - 1].end
        several = part.end > self.end + 1 and self.text.words[self.first].kind == "word"
        if not glued and not several and self._counts_something_else(part.end):
            return False
        if word.kind == "number":
            self._digits_behind(word.low, part, glued=glued)
        elif part.end == self.end + 1 and part.value < 10:
            self._single_behind(part)
        else:
            self.unspoken = self.low + part.value * 1000 if self.power > 3 and part.value % 100 == 0 else None
            return self._add(part)
        return False

    def _counts_something_else(self, end: int) -> bool:
        return units.begins(self.text, end) and not units.is_money(self.text, end)

    def _digits_behind(self, digits: str, part: _Part, *, glued: bool) -> None:
        """2tr5 is 2 500 000, 2tr55 is 2 550 000, 2tr550 the same; apart, only one or three digits are a tail."""
        fits = len(digits) <= 3 if glued else len(digits) in {1, 3} and self._stands_alone(part.end)
        if digits.isdigit() and fits and len(digits) <= self.power:
            self.low += part.value * 10 ** (self.power - len(digits))
            self.end = part.end

    def _stands_alone(self, end: int) -> bool:
        return end >= len(self.text.words) or self.text.words[end].kind != "number"

    def _single_behind(self, part: _Part) -> None:
        if part.value and not _is_a_year(self.text, self.end):
            self.low += part.value * 10 ** (self.power - 1)
            self.end = part.end


def _is_a_year(text: Text, place: int) -> bool:
    """Say whether a "năm" means year: năm 2022, năm nay."""
    if text.bares[place] != "nam" or place + 1 >= len(text.words):
        return False
    follows = text.words[place + 1]
    return follows.kind == "number" or follows.low in _YEAR


def _implied_one(text: Text, place: int) -> _Part | None:
    """Read what begins with its scale: triệu rưỡi, trăm hai, hàng trăm, nửa tỷ."""
    kind, _ = _kind(text, place)
    follows, value = _kind(text, place + 1)
    if kind == "nửa" and follows == "scale":
        return _Part(Decimal("0.5"), place + 1)
    if kind == "whole" and follows in {"ten", "hundred", "scale"}:
        return _Part(Decimal(1), place + 1) if follows == "scale" else _Part(Decimal(value), place + 2)
    if kind == "scale" and (follows == "half" or (follows == "one" and value and not _is_a_year(text, place + 1))):
        return _Part(Decimal(1), place)
    if kind == "hundred" and (follows in {"half", "scale"} or (follows == "one" and value)):
        return _hundreds(text, place, 1)
    return None


def _part(text: Text, place: int) -> _Part | None:
    """Read a number below one thousand in words, or one in digits."""
    if place >= len(text.words):
        return None
    word = text.words[place]
    if word.kind == "number":
        return _digits(text, place)
    kind, value = _kind(text, place)
    if kind == "ten":
        vague = place > 0 and text.lows[place - 1] in _FEW
        return None if vague else _tens(text, place + 1, 1)
    if kind != "one" or _is_a_year(text, place):
        return None
    return _words(text, place, value)


def _digits(text: Text, place: int) -> _Part | None:
    value = written(text.lows[place])
    if value is None:
        return None
    kind, times = _kind(text, place + 1)
    if kind == "hundred" and value < 100 and value == int(value):
        return _hundreds(text, place + 1, int(value))
    if kind in {"ten", "dozen"} and text.bares[place + 1] != "muoi":
        return _Part(value * times, place + 2)
    return _Part(value, place + 1)


def _words(text: Text, place: int, value: int) -> _Part | None:
    kind, next_value = _kind(text, place + 1)
    if kind == "hundred":
        return _hundreds(text, place + 1, value)
    if kind == "ten" and value:
        return _tens(text, place + 2, value)
    if kind == "dozen":
        return _Part(Decimal(value * 12), place + 2)
    if kind == "one" and not _is_a_year(text, place + 1):
        pair = _pair(text, place, value, next_value)
        return pair or _digit_by_digit(text, place)
    return None if text.lows[place] in _NEVER_FIRST and value else _Part(Decimal(value), place + 1)


def _hundreds(text: Text, place: int, hundreds: int) -> _Part:
    """Read on from the word trăm: hai trăm | linh năm | năm mươi mốt | hai lăm | hai."""
    total, end = hundreds * 100, place + 1
    kind, value = _kind(text, end)
    if kind == "odd" and _kind(text, end + 1)[0] == "one":
        return _Part(Decimal(total + _kind(text, end + 1)[1]), end + 2)
    if kind == "ten":
        tens = _tens(text, end + 1, 1)
        return _Part(total + tens.value, tens.end)
    if kind != "one" or _is_a_year(text, end):
        return _Part(Decimal(total), end)
    return _below_hundred(text, end, total, value)


def _below_hundred(text: Text, place: int, total: int, value: int) -> _Part:
    kind, next_value = _kind(text, place + 1)
    if kind == "ten" and value:
        tens = _tens(text, place + 2, value)
        return _Part(total + tens.value, tens.end)
    if kind == "one" and value and not _is_a_year(text, place + 1):
        return _Part(Decimal(total + value * 10 + next_value), place + 2)
    counts = (
        units.begins(text, place + 1) and not units.is_money(text, place + 1) and text.lows[place] in {"một", "mot"}
    )
    return _Part(Decimal(total), place) if counts or not value else _Part(Decimal(total + value * 10), place + 1)


def _tens(text: Text, place: int, tens: int) -> _Part:
    """Read on behind mười or mươi: mốt, tư, lăm …; a bare năm there is a year more often than a five."""
    kind, value = _kind(text, place)
    if kind != "one" or not value or text.bares[place - 1] == "chuc":
        return _Part(Decimal(tens * 10), place)
    if text.bares[place] == "nam" and not _five_counts(text, place):
        return _Part(Decimal(tens * 10), place)
    return _Part(Decimal(tens * 10 + value), place + 1)


def _five_counts(text: Text, place: int) -> bool:
    return _kind(text, place + 1)[0] == "scale" or units.begins(text, place + 1)


def _pair(text: Text, place: int, value: int, next_value: int) -> _Part | None:
    """Read two neighbours said in one breath: năm sáu triệu, hai ba chục, ba bốn hộ."""
    if not 0 < value < next_value == value + 1 or text.lows[place + 1] in _NEVER_FIRST:
        return None
    kind, times = _kind(text, place + 2)
    if kind in {"ten", "hundred"}:
        return _Part(Decimal(value * times), place + 3, Decimal(next_value * times))
    if kind == "scale" or units.begins(text, place + 2):
        return _Part(Decimal(value), place + 2, Decimal(next_value))
    return None


def _digit_by_digit(text: Text, place: int) -> _Part | None:
    """Read digits said one by one: hai lăm, năm chín, một chín tám tư."""
    digits = "".join(_said_one_by_one(text, place))
    return _Part(Decimal(digits), place + len(digits)) if digits[0] != "0" else None


def _said_one_by_one(text: Text, place: int) -> Iterator[str]:
    for here in range(place, min(place + _LONGEST, len(text.lows))):
        kind, value = _kind(text, here)
        follows = _kind(text, here + 1)[0]
        if kind != "one" or (here > place and follows in {"ten", "hundred"}):
            return
        yield str(value)
