"""Reading one quantity at a word: 70 phần quà, 5-7 triệu, 93,41%."""

from decimal import Decimal
from typing import Literal

from handlers.vi import cues, number_words, numbers, units
from handlers.vi.numbers import Number
from handlers.vi.phrases import Vocabulary
from handlers.vi.reading import Alternative, Qualifier
from handlers.vi.records import Record
from handlers.vi.units import Unit
from handlers.vi.words import Text

Role = Literal["plain", "part", "whole", "percent"]
_ONE = Decimal(1)


class Quantity(Record):
    """One quantity: its place in the message (`start`, `end`) and among its words (`first` up to but without `last`).

    `role` tells the two numbers of a share and a percentage from plain quantities. `noun` is what is counted.
    `doubt` holds the readings to choose from where the words leave more than one; `slang` is echoed for confirmation.
    `inferred`: the unit was not said beside the number.
    """

    __slots__ = (
        "doubt", "end", "first", "inferred", "last", "noun", "per_item", "planned", "qualifier", "role", "slang",
        "start", "unit", "value", "value_max",
    )  # fmt: skip

    def __init__(self, value: Decimal, unit: str, text: Text, first: int, last: int) -> None:
        """Take the value and the words; whoever makes the quantity fills in what else is to be said of it."""
        self.value, self.unit, self.first, self.last = value, unit, first, last
        self.start, self.end = text.starts[first], text.ends[last - 1]
        self.value_max: Decimal | None = None
        self.qualifier: Qualifier = "exact"
        self.role: Role = "plain"
        self.noun = ""
        self.doubt: tuple[Alternative, ...] = ()
        self.per_item = self.planned = self.slang = self.inferred = False


_QUOTES = frozenset("\"“'*")
_WRAPPING = _QUOTES | {"("}
_TO = cues.listed("range", "to")
_OR = cues.listed("range", "either")
_JOINING = frozenset(("-", "den", "toi", "~", "hoac", "hay"))
_NEAR = 6
_IN_TENTHS = frozenset(("tấn", "tạ", "tan", "ta"))
_GOES_ON = {("/",), (".",), (")",), (":",)}
_CENTIMETRES = 2  # digits
# Behind a short word without diacritics (ba, nam, bay) only these are counted for sure: "ba con" is mostly bà con.
_CLEAR_WITHOUT_MARKS = frozenset(
    "phan suat ho nguoi vu don cuoc buoi luot camera kg ky tan met km ngay dong phan".split()
)
_THOUSAND = {"nghìn", "ngàn", "nghin", "ngan"}
_MANY_THINGS = 10_000
_BY_THE_THOUSAND = {"dong", "luot", "ho", "cay"}
_THOUSANDS_OF = {"người", "nguoi", "dân", "khẩu", "khau", "đại", "hội", "đoàn", "lao", "học"}
_ONE_OF_MANY = {"một", "mot"}
_NOT_ONE = {"nguoi", "other", "cuoc", "buoi", "cay"}
_SINGLE_LETTERS_GLUED = {"v", "l", "g", "p", "d", "nc"}
_KIN = Vocabulary("anh chị cô chú bác ông bà cụ dì cậu mợ thím dượng em cháu út má tía thầy")
_HOUSED = frozenset("treo phun ghe nha xay sua cat xoa giao dot tam cong khanh".split())
_HALVED = frozenset({"kg", "tan", "m", "km", "m2", "other"})
_MINUTES_BEFORE = Vocabulary("trong sau trước mất nghỉ đợi trễ chậm kéo dài suốt hơn")


def of(text: Text, number: Number) -> list[Quantity]:
    """Give the quantity that a number is with the unit beside it, or nothing."""
    if not number.in_digits and is_a_name(text, number):
        return []
    joined = not _JOINING.isdisjoint(text.bares[number.end : number.end + _NEAR])
    return (_range(text, number) if joined else []) or _single(text, number)


def make(text: Text, number: Number, unit: Unit, noun: int, end: int) -> Quantity:
    """Make a quantity of a number and its unit; the unit's words are from `noun` up to but without `end`."""
    code, times, *_ = unit
    quantity = Quantity(plain(number.value * times), code, text, number.first, max(end, number.end))
    if number.most is not None:
        quantity.value_max = plain(number.most * times)
    if number.some:
        quantity.qualifier = "over"
    if code == "percent":
        quantity.role = "percent"
    if end > noun:
        quantity.noun = text.raw[text.starts[noun] : text.ends[end - 1]]
    quantity.slang = number.slang
    return quantity


def plain(value: Decimal) -> Decimal:
    """Write a number without what does not count: 5600000.0 as 5600000."""
    if value.same_quantum(_ONE):
        return value  # no digits behind the point, and no power of ten: most are so
    whole = int(value)
    return Decimal(whole) if whole == value else value.normalize()


def unit_of(text: Text, number: Number) -> tuple[Unit, int, int] | None:
    """Find the unit behind a number, with its first word and the place after it; money where only a scale is said."""
    end = number.end
    if end < len(text.lows) and text.lows[end] in _WRAPPING:
        end = _unwrapped(text, end)
    found = unit_at(text, end)
    if found is not None and not (
        number.scaled and _is_money_before(text, found[0], end, few=number.value < _MANY_THINGS)
    ):
        households = found[0].code == "can_nha" and found[1] == end + 1 and _each_gives(text)
        return Unit("ho", _ONE) if households else found[0], end, found[1]
    return (Unit("dong", _ONE), number.end, number.end) if number.scaled else None


def _is_money_before(text: Text, unit: Unit, noun: int, *, few: bool) -> bool:
    """Say whether a scale is money and something else follows: "15tr chị Ba góp", unlike 2 triệu lượt."""
    if text.lows[noun - 1] in _THOUSAND and few:
        return False  # 2 ngàn tờ rơi
    if unit.code == "hoc_bong":
        return True  # 5tr học bổng
    if text.bares[noun] == "dan" and text.bares[noun + 1 : noun + 2] in _GIVES:
        return True  # 50 triệu dân góp
    return not unit.measure and unit.code not in _BY_THE_THOUSAND and text.lows[noun] not in _THOUSANDS_OF


def _each_gives(text: Text) -> bool:
    """Say whether "nhà" are households that each give something: "góp mỗi nhà 200 ngàn, 38 nhà"."""
    said = f" {' '.join(text.bares)} "
    return " moi nha " in said and " gop " in said and _BUILT.isdisjoint(text.bares)


_BUILT = frozenset("xay cat sua trao ban giao".split())
_GIVES = tuple((word,) for word in ("gop", "dong", "ung", "hien", "cho", "quyen", "ho"))


def _unwrapped(text: Text, end: int) -> int:
    """Skip a number said again in brackets, 05 (năm) phần quà, and quotation marks."""
    lows = text.lows
    if lows[end] == "(":
        again = numbers.at(text, end + 1)
        if again and lows[again.end : again.end + 1] == (")",):
            end = again.end + 1
    return end + 1 if end < len(lows) and lows[end] in _QUOTES else end


def unit_at(text: Text, end: int) -> tuple[Unit, int] | None:
    """Read the unit that counts what stands behind a number, and the place after it."""
    found = units.at(text, end)
    if found is None or _is_until(text, end) or _is_left(text, end):
        return None
    single = text.lows[end] in _SINGLE_LETTERS_GLUED and found[1] == end + 1
    if single and (text.starts[end] != text.ends[end - 1] or text.raws[end] == "P"):
        return None
    unit, last = found
    if (
        unit.code == "other"
        and (inner := units.at(text, last))
        and inner[0].code not in {"other", "nguoi", "dong", "percent"}
    ):
        return inner if text.lows[end] in {"cái", "chiếc", "bộ", "con", "cai", "chiec", "bo"} else found
    return unit, last


def _single(text: Text, number: Number) -> list[Quantity]:
    found = unit_of(text, number)
    if found is None or not _may_count(text, number, found):
        return []
    unit, noun, end = found
    quantity = make(text, number, unit, noun, end)
    if unit.code == "m":
        quantity = _with_centimetres(text, quantity)
    elif unit.code == "other":
        quantity = _with_cents(text, quantity)
    if number.unspoken is not None and unit.code == "dong":
        quantity = thousands_left_out(quantity, number.unspoken)
    if unit.measure and not number.scaled:
        quantity = _with_tenths(text, quantity, unit)
    if not number.scaled and unit.code in _HALVED and number_words.is_half(text, end):
        quantity = quantity.but(value=quantity.value + unit.times / 2, last=end + 1, end=text.ends[end])
    return [quantity]


def _with_tenths(text: Text, quantity: Quantity, unit: Unit) -> Quantity:
    """Read 1 tấn 2 as 1.2 t and 2 tạ 5 as 250 kg."""
    place = quantity.last
    if text.lows[place - 1] not in _IN_TENTHS or place >= len(text.lows) or units.begins(text, place + 1):
        return quantity
    said = text.lows[place]
    digit = int(said) if said.isdecimal() and len(said) == 1 else number_words.one(text, place)
    if not digit or text.lows[place + 1 : place + 2] in _GOES_ON:
        return quantity
    value = quantity.value + unit.times * digit / 10
    return quantity.but(value=plain(value), last=place + 1, end=text.ends[place])


def thousands_left_out(quantity: Quantity, unspoken: Decimal) -> Quantity:
    """Read "hai triệu ba trăm" as 2 300 000, and offer what was said to the letter."""
    choices = (
        Alternative(label(unspoken), unspoken, "dong"),
        Alternative(label(quantity.value), quantity.value, "dong"),
    )
    return quantity.but(value=unspoken, doubt=choices)


def label(value: Decimal) -> str:
    """Write an amount of money.

    >>> label(Decimal(2300000))
    '2.300.000 đồng'
    """
    return f"{value:,f} đồng".replace(",", ".")


def _with_centimetres(text: Text, quantity: Quantity) -> Quantity:
    """Read 1m8 as 1.8 m and 1m75 as 1.75 m."""
    if quantity.noun != "m" or quantity.last >= len(text.lows):
        return quantity
    behind = text.lows[quantity.last]
    if text.starts[quantity.last] != quantity.end or not behind.isdecimal() or len(behind) > _CENTIMETRES:
        return quantity
    value = quantity.value + Decimal(f"0.{behind}")
    return quantity.but(value=value, last=quantity.last + 1, end=text.ends[quantity.last])


def _with_cents(text: Text, quantity: Quantity) -> Quantity:
    """Add the cents of mười đô la năm mươi xu."""
    if quantity.last >= len(text.lows) or not number_words.starts(text, quantity.last):
        return quantity
    cents = numbers.at(text, quantity.last)
    if cents is None or text.lows[cents.end : cents.end + 1] != ("xu",):
        return quantity
    value = quantity.value + cents.value / 100
    return quantity.but(value=value, last=cents.end + 1, end=text.ends[cents.end])


def _may_count(text: Text, number: Number, found: tuple[Unit, int, int]) -> bool:
    """Say whether a number counts the unit beside it; short words need a unit that leaves no doubt."""
    unit, noun, end = found
    if number.first == 0 and end == len(text.lows):
        return True
    if number.loose and text.lows[number.first] in {"không", "khong"}:
        return False
    if text.lows[noun:end] == ("nha",) and unit.code != "ho" and _ends_politely(text, noun):
        return False
    if not number.value and unit.code in {"dong", "other"}:
        return False
    if unit.code == "phan_qua" and text.lows[noun] == "p" and _takes_time(text, number.first - 1):
        return False
    if not number.loose:
        return True
    if text.bares[number.first] == "nam" and number.first and text.kinds[number.first - 1] == "number":
        return False  # 60 năm
    said = text.lows[number.first]
    if said in _ONE_OF_MANY:
        bare_phan = text.bares[noun:end] == ("phan",)
        return (unit.measure or unit.code not in _NOT_ONE) and not bare_phan
    if text.folds and text.lows[number.first] == text.bares[number.first]:
        many = end > noun + 1 and not _is_neighbours(text, number.first, end)
        return text.bares[noun] in _CLEAR_WITHOUT_MARKS or many or number_words.is_half(text, end)
    return True


def _is_neighbours(text: Text, place: int, end: int) -> bool:
    """Say whether "ba con hem", all without marks, are bà con of an alley."""
    return text.lows[place : place + 2] == ("ba", "con") and "".join(text.lows[place:end]).isascii()


def _takes_time(text: Text, place: int) -> bool:
    """Say whether the p behind a number are minutes: trễ 10p, đợi em 10p."""
    return _MINUTES_BEFORE.has(text, place) or (_KIN.has(text, place) and _MINUTES_BEFORE.has(text, place - 1))


def _ends_politely(text: Text, place: int) -> bool:
    """Say whether a "nha" without its tone only closes what is said: can ngheo con 9 nha chi."""
    if place + 1 < len(text.lows) and text.kinds[place + 1] != "mark" and not _KIN.has(text, place + 1):
        return False
    if "moi nha" in " ".join(text.bares):
        return False  # "15 nha, moi nha 10 ky gao"
    return _HOUSED.isdisjoint(text.bares[max(0, place - _NEAR) : place - 1])


def is_a_name(text: Text, number: Number) -> bool:
    """Say whether a loose word is a person's name: chị Sáu, anh Ba."""
    if number.in_digits or number.scaled:
        return False
    if text.bares[number.first] in _NO_NAMES or _there_are(text, number):
        return False
    raws = text.raws[number.first : number.end]
    if len(raws) == _KIN_AND_NAME and raws[0] == "ba" and raws[1][0].isupper():
        return True  # "sua nha cho ba Nam Den": bà Năm
    named = _KIN.has(text, number.first - 1) and number.loose
    return named or (
        number.loose
        and number.first > 0
        and text.raws[number.first][0].isupper()
        and text.kinds[number.first - 1] != "mark"
    )


_NO_NAMES = frozenset({"mot", "chuc"})  # "mỗi em chục cuốn"
_KIN_AND_NAME = 2  # words


def _there_are(text: Text, number: Number) -> bool:
    """Say whether a "co" before a number is có and no cô: co hai vu cai nhau."""
    there = text.lows[number.first - 1 : number.first] == ("co",)
    return there and not _NEVER_BEHIND_A_NAME.isdisjoint(text.bares[number.end : number.end + 1])


_NEVER_BEHIND_A_NAME = frozenset({"vu", "nguoi", "suat"})


def _is_until(text: Text, place: int) -> bool:
    """Say whether a "den" between two numbers is đến and not đèn: 40 den 50 nguoi."""
    return text.folds and text.lows[place : place + 1] == ("den",) and number_words.starts(text, place + 1)


def _is_left(text: Text, place: int) -> bool:
    """Say whether a "con" between two numbers is còn and counts no animals: thanh 2 con 1."""
    return text.folds and text.lows[place : place + 1] == ("con",) and number_words.starts(text, place + 1)


def _range(text: Text, number: Number) -> list[Quantity]:
    """Read 5-7 triệu, 5 đến 7 hộ, 50.000đ-100.000đ as its low and high end."""
    end = number.end
    first_unit = None if _is_until(text, end) else units.at(text, end)
    if first_unit and first_unit[0].code:
        end = first_unit[1]
    join = _TO.at(text, end) if first_unit else _OR.at(text, end)
    if join is None or join[1] >= len(text.lows):
        return []
    high = numbers.at(text, join[1])
    unit = unit_of(text, high) if high else None
    if high is None or unit is None or (first_unit and first_unit[0] != unit[0]):
        return []
    low = number.value
    if high.power and not number.scaled and not first_unit and low < 1000:
        low *= Decimal(10) ** high.power
    if not low < high.value or (high.loose and number.loose):
        return []
    if text.lows[end] == "-" and number.in_digits and not high.in_digits:
        return []
    quantity = make(text, high, unit[0], unit[1], unit[2])
    return [
        quantity.but(
            value=plain(low * unit[0].times),
            value_max=quantity.value,
            first=number.first,
            start=text.starts[number.first],
        )
    ]
