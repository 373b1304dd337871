"""Which amounts are for each of what is counted: mỗi phần 300k, 300k/phần, 20 phần x 500k, 4tr4 một chiếc."""

from bisect import bisect_left
from decimal import Decimal
from typing import NamedTuple

from handlers.vi import cues, inferred, units
from handlers.vi.amounts import Quantity
from handlers.vi.phrases import Vocabulary
from handlers.vi.words import Text

_EACH = Vocabulary("mỗi từng")
_ONE = Vocabulary("một 1 mỗi")
_TIMES = Vocabulary("x × * X nhân")
_TOTAL = cues.listed("money", "total")
_HARD_STOPS = frozenset((".", ";", "\n", "!", "?", ")"))
_PERIODS = Vocabulary("năm tháng quý tuần ngày đêm sáng trưa chiều tối")
_CONTAINING = frozenset(("gồm", "gom"))
_SIZED = Vocabulary("loại cỡ nặng chứa")
_CONTAINERS = {"bao", "tui", "thung", "goi", "bich", "can", "hop", "chai", "phan", "binh", "xe", "suat"}
_AND = {"va", "voi", "cung", "cong"}
_MOST_OF_ONE = 100  # kg; 60 phần gồm 600kg are of all together
_SIZES = {"kg", "tan"}
_PRICED = {"dong", "kg"}
_RECEIVING = {"ho", "nguoi", "luot"}
_LEAST: dict[str, int] = {
    "phan_qua": 30_000, "suat": 3_000, "hoc_bong": 150_000, "can_nha": 2_000_000, "the_bhyt": 50_000, "xe_dap": 200_000,
    "ho": 20_000,
}  # fmt: skip
"""What one of these costs at least; a total that leaves less for each is a price for each."""


def marked(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Mark the amounts that are for each, and leave out the "một phần" that only says so."""
    if "m" in [quantity.unit for quantity in found]:
        found = [inferred.million_for_metre(text, quantity) if quantity.unit == "m" else quantity for quantity in found]
    each = [place for place in _EACH.places(text) if place + 1 < len(text.lows) and _is_each(text, place)]
    reach = _Reach(each, *_ends_of_reach(text)) if each else None
    kept: list[Quantity] = []
    skip = -1
    for index, quantity in enumerate(found):
        if index == skip:
            continue
        if quantity.unit in _PRICED and index + 1 < len(found) and _says_one(text, quantity, found[index + 1]):
            skip = index + 1
        elif not _is_for_each(text, quantity, kept, reach):
            kept.append(quantity)
            continue
        kept.append(quantity.but(per_item=True))
    return kept


def _is_each(text: Text, place: int) -> bool:
    """Whether a word is mỗi, and not the mới of "chi moi phat 30 phan"."""
    just = text.lows[place] == "moi" and text.bares[place + 1] in _JUST
    return text.kinds[place + 1] != "mark" and not just


_JUST = frozenset(
    "phat tang trao trong lap gan xay sua cat thu nhan nop gop dong ghi mua lam duoc dung co hop di ve xong giao tham "
    "hoa giup cho van nay".split()
)  # what was done a moment ago


def things(text: Text) -> frozenset[str]:
    """The bare words of what something is said for each of.

    >>> from handlers.vi.words import split
    >>> sorted(things(split("5 hộ, 12 phần quà, mỗi phần 300 ngàn"))), sorted(things(split("10kg/hộ")))
    (['phan'], ['ho'])
    """
    named = [place + 1 for place in _EACH.places(text)]
    named += [place + 1 for place in text.marks if text.lows[place] == "/"]
    named += [place + 1 for place in _ONE.places(text) if 0 < place <= len(text.lows) and units.begins(text, place + 1)]
    return frozenset(text.bares[place] for place in named if place < len(text.lows) and text.kinds[place] == "word")


class _Reach(NamedTuple):
    """Where each mỗi of a message stands, and what ends its reach: words of a total, and the ends of sentences."""

    each: list[int]
    totals: list[int]
    stops: list[int]


def _ends_of_reach(text: Text) -> tuple[list[int], list[int]]:
    totals = [place for place in _TOTAL.places(text) if _TOTAL.at(text, place)]
    return totals, [place for place in text.marks if text.lows[place] in _HARD_STOPS]


def _is_for_each(text: Text, quantity: Quantity, before: list[Quantity], reach: _Reach | None) -> bool:
    place = quantity.last
    if place + 1 < len(text.lows) and text.lows[place] == "/" and _slash_behind(text, quantity):
        return True
    if reach and reach.each[0] < quantity.first and _each_before(text, quantity, before, reach):
        return True
    if reach and _each_behind(text, quantity):
        return True
    if quantity.unit == "dong":
        return (
            _kind_of_one(text, quantity, before)
            or _times_before(text, quantity, before)
            or _absurd(text, quantity, before)
            or _one_behind(text, quantity)
        )
    return quantity.unit in _SIZES and (_size_of_one(text, quantity, before) or _one_behind(text, quantity))


def _slash_behind(text: Text, quantity: Quantity) -> bool:
    """Read 300k/phần, 65tr/người/năm."""
    behind = quantity.last + 1
    if quantity.role != "plain" or (quantity.unit != "dong" and _PERIODS.has(text, behind)):
        return False
    return text.kinds[behind] == "word" or _ONE.has(text, behind)


def _times_before(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    """Read 20 phần x 500k, and 500k x 20 phần."""
    if _TIMES.has(text, quantity.first - 1):
        counted = bool(before) and before[-1].last >= quantity.first - 2
        return counted or text.kinds[max(0, quantity.first - 2)] == "number"
    return _TIMES.has(text, quantity.last) and text.kinds[quantity.last + 1 : quantity.last + 2] == ("number",)


def _each_before(text: Text, quantity: Quantity, before: list[Quantity], reach: _Reach) -> bool:
    """Look back to a mỗi in the same sentence whose reach has not ended."""
    first = quantity.first
    index = bisect_left(reach.each, first) - 1
    if index < 0:
        return False
    place = reach.each[index]
    if first - place > _REACH:
        return False
    if reach.stops and bisect_left(reach.stops, place) < bisect_left(reach.stops, first):
        return False
    if not _still_reaches(text, quantity, before, reach, place):
        return False
    if quantity.unit == "dong":
        return True
    if quantity.unit in _ONE_IS_ENOUGH and quantity.value > 1:
        return False  # mỗi suất 500 ngàn và 5 chiếc xe đạp
    counts_itself = quantity.unit != "other" and (item := units.at(text, place + 1)) and item[0].code == quantity.unit
    return not counts_itself and not _PERIODS.has(text, place + 1)


def _still_reaches(text: Text, quantity: Quantity, before: list[Quantity], reach: _Reach, place: int) -> bool:
    """Say whether nothing from the mỗi up to the quantity ends what is said of each."""
    first = quantity.first
    totals = reach.totals
    if totals and totals[0] < first:
        between_them = totals[bisect_left(totals, place + 2) : bisect_left(totals, first)]
        if between_them and _ended(text, quantity, before, place, between_them):
            return False
    if text.lows[place - 1 : place] == ("(",) or not _CONTAINING.isdisjoint(text.lows[place:first]):
        return True
    if not before or before[-1].first <= place:
        return True
    money = [one.last for one in before[-_REACH:] if one.unit == "dong" and one.first > place]
    if any(_SUMS_UP.has(text, last) for last in money):
        return False  # mỗi hộ 50 ngàn là 350k
    if _PAUSES.isdisjoint(text.lows[before[-1].last : first]):
        return True
    return not money and quantity.unit not in _RECEIVING  # mỗi bao 10kg, phát cho 80 hộ


def _ended(text: Text, quantity: Quantity, before: list[Quantity], place: int, totals: list[int]) -> bool:
    """Say whether words of a total between a mỗi and a quantity end what is said of each."""
    if not all(_names_price(text, there) for there in totals):
        return True
    return quantity.unit != "dong" and any(
        earlier.unit == "dong" and place < earlier.first < totals[-1] for earlier in before[-_REACH:]
    )  # mỗi phần 350 ngàn cho 60 hộ


_REACH = 40
_ONE_IS_ENOUGH = frozenset({"xe_dap", "the_bhyt", "can_nha"})  # nobody is given several
_SUMS_UP = Vocabulary("là =")
_PAUSES = frozenset((",", "-", ":", "để", "de"))


def _names_price(text: Text, place: int) -> bool:
    """Say whether a là or a cho only leads to the price: mỗi phần là 300k, mỗi cháu được cho 100k."""
    return text.lows[place] in {"là", "la"} or (text.lows[place] == "cho" and place + 1 < len(text.lows))


def _size_of_one(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    """Read the 10kg of "20 bao gạo 10kg"."""
    if not before:
        return False
    last = before[-1]
    between = slice(last.last, quantity.first)
    if any(kind != "word" for kind in text.kinds[between]) or not _AND.isdisjoint(text.bares[between]):
        return False
    if quantity.first - last.last > 3 or last.value <= 1:
        return False
    if quantity.value > _MOST_OF_ONE:
        return False
    container = bool(set(text.bares[last.first : quantity.first]) & _CONTAINERS)
    return container or _SIZED.has(text, quantity.first - 1)


def _kind_of_one(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    """Read "suất 500k: 10 suất", "loại 500k", "đơn giá 300.000đ"."""
    place = quantity.first - 1
    if before and before[-1].last > place:
        return False
    return _KIND.has(text, place) or (_PRICE.has(text, place) and _UNIT_PRICE.has(text, place - 1))


_KIND = Vocabulary("loại suất phần")
_PRICE, _UNIT_PRICE = Vocabulary("giá"), Vocabulary("đơn")


_GIVES = Vocabulary("góp đóng ủng quyên gửi nộp hùn")
_GIVERS = Vocabulary("góp đóng ủng quyên gửi nộp hùn được cho")


def _absurd(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    """Read a price right behind a count as for each where as a total it would be absurd."""
    if not before or before[-1].value < 2:
        return False
    counted = before[-1]
    least = _LEAST.get("phan_qua" if counted.unit == "suat" and "qua" in text.bares else counted.unit)
    between = range(counted.last, quantity.first)
    if least is None or len(between) > 6 or not _HARD_STOPS.isdisjoint(text.lows[counted.last : quantity.first]):
        return False
    if any(_TOTAL.at(text, place) for place in between if text.lows[place] != "cho"):
        return False
    givers = _GIVERS if counted.unit == "can_nha" else _GIVES
    if any(givers.has(text, place) for place in between):
        return False  # 2 nhà góp 400 ngàn: all that they gave
    return quantity.value / counted.value < Decimal(least)


def _says_one(text: Text, quantity: Quantity, following: Quantity) -> bool:
    """Read "300 ngàn 1 phần": the one phần only says what the price is for."""
    if following.value != 1 or following.first - quantity.last > 2:
        return False
    gap = text.kinds[quantity.last : following.first]
    if any(kind != "word" for kind in gap):
        return False
    if gap and text.kinds[following.first] == "number":
        return False
    return following.unit not in {"dong", "percent"} and following.role == "plain"


def _each_behind(text: Text, quantity: Quantity) -> bool:
    """Read "20 cuốn tập mỗi em", where no number follows that may be for each: only how many they are, "cho 5 em"."""
    place = quantity.last
    unit = units.at(text, place + 1) if _EACH.has(text, place) and _is_each(text, place) else None
    things = quantity.unit not in _PEOPLE and unit is not None and unit[0].code in _PEOPLE
    if not things or unit is None or "number" not in text.kinds[unit[1] :]:
        return things
    number = unit[1] + (text.bares[unit[1]] in _LEADS_TO)
    people = units.at(text, number + 1) if text.kinds[number : number + 1] == ("number",) else None
    return people is not None and people[0].code == unit[0].code and "number" not in text.kinds[people[1] :]


_LEADS_TO = frozenset({"cho", ",", "co", "x"})


_PEOPLE = frozenset({"nguoi", "ho"})  # who gets something; "5 đảng viên mới em" tells of new ones


def _one_behind(text: Text, quantity: Quantity) -> bool:
    """Read "4tr4 một chiếc", "500k mỗi phần"."""
    place = quantity.last
    return _ONE.has(text, place) and units.begins(text, place + 1)
