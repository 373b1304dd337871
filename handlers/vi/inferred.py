"""Quantities whose unit is not beside the number: nhân khẩu 1687, trị giá 21.000.000; and none left at all."""

import re
from decimal import Decimal
from functools import cache

from db.catalogue import indicators
from handlers.vi import amounts, corrections, cues, number_words, numbers, units
from handlers.vi.amounts import Quantity
from handlers.vi.numbers import Number
from handlers.vi.phrases import Vocabulary
from handlers.vi.reading import Alternative
from handlers.vi.units import Unit
from handlers.vi.words import Text, split

_DONG = Unit("dong", Decimal(1))
_LABELS = cues.by_meaning("label")
_LINKS = Vocabulary(": = là có được đạt còn cũng hiện - tổng cộng gồm nay")
_STRICT_LABELS = {
    "hộ",
    "ho",
    "người",
    "nguoi",
    "vụ",
    "vu",
    "đơn",
    "don",
    "lượt",
    "luot",
    "khẩu",
    "khau",
    "vắng",
    "vang",
}
_PRICE = cues.listed("money", "price")
_EACH = Vocabulary("mỗi từng")
_HANDED = cues.listed("handed", "on")
_ENDS = Vocabulary("chuyển đang chưa . , ; : ) ! ? thôi nha nhé ạ nhen nghen rồi và còn lên xuống á đó luôn nữa vụ")
_NONE_LEFT = cues.listed("none", "left")
_POOR = cues.by_meaning("none_of")
_CASES = cues.by_meaning("none_happened")
_GOING_ON = frozenset("/ - + = % x * ~ ( < >".split())
_BIG_MONEY = 10_000
_PRICE_REACH = 6
_UNSPOKEN = 1000
_MILLION = 1_000_000
_LENGTHS = Vocabulary(
    "hẻm đường kênh cống dài rộng sâu mét rào dây ống mương rãnh đất vỉa cao lưới tuyến nhựa bê sân lùi"
)
_MONEY_NEAR = Vocabulary("ủng nộp đóng giá tiền quỹ hết góp phí quà thu chi vốn tặng trao trị")


def whole(text: Text) -> tuple[Quantity, ...]:
    """Read a message that is nothing but a number: the answer to a question."""
    value = numbers.alone(text)
    if value is None or not text.lows:
        return ()
    unit = "dong" if abs(value) >= _BIG_MONEY and any(map(str.isalpha, text.lows)) else "other"
    quantity = Quantity(value, unit, text, 0, len(text.lows))
    quantity.inferred = True
    number = numbers.at(text, 0) if unit == "dong" else None
    if number is not None and number.unspoken is not None and number.end == len(text.lows):
        quantity = amounts.thousands_left_out(quantity, number.unspoken)
    return (quantity,)


def of(text: Text, number: Number, found: list[Quantity]) -> list[Quantity]:
    """Give the quantity of a number without a unit beside it, where the words around say what it counts."""
    quantity = (
        _priced(text, number)
        or _labelled(text, number, found)
        or _handed_on(text, number, found)
        or _said_ahead(text, number)
        or _said_again(text, number)
        or _and_another(text, number, found)
        or _gave_too(text, number, found)
        or _instead(text, number, found)
        or _named(text, number)
        or _share_of_cost(text, number, found)
        or _so_often(text, number)
        or _registered(text, number)
    )
    return [quantity] if quantity else []


def _so_often(text: Text, number: Number) -> Quantity | None:
    """Read how often a patrol or a supervision was: tuần tra 4 đêm, giám sát công trình được 2 lần."""
    if text.bares[number.end : number.end + 1] not in _TIMES or number.value != int(number.value) or number.value < 1:
        return None
    found, end = _TOUR.search(" ".join(text.bares[: number.first])), number.end + 1
    if found is None or (found[0] != "giam sat" and not _closes(text, end)):
        return None  # the nights of a patrol are told beside what came of it: "tuần tra 6 đêm, nhắc 4 quán"
    return amounts.make(text, number, Unit("cuoc", Decimal(1)), number.end, end)


def _registered(text: Text, number: Number) -> Quantity | None:
    """Read the households of "gia đình văn hóa: 330 hộ, đăng ký 325"."""
    if "van" not in text.bares and "gdvh" not in text.bares:
        return None
    before = " ".join(text.bares[max(0, number.first - _NEAR) : number.first])
    if number.loose or number.value != int(number.value) or _REGISTERED.search(before) is None:
        return None
    return _make(text, number, Unit("ho", Decimal(1))) if _ends(text, number.end) else None


_REGISTERED = re.compile(
    r"\b(?:dang k[yi]|dk)(?: (?:gia|dinh|van|hoa|gdvh|vh|danh|hieu|duoc|la|co|thi|chi|moi|thuc|hien|:))*$"
)
_TIMES = {("lan",), ("dem",), ("dot",), ("toi",), ("ngay",), ("ca",), ("luot",)}
_TOUR = re.compile(r"\b(?:tuan tra|di tuan|giam sat)\b")


def _make(text: Text, number: Number, unit: Unit) -> Quantity:
    return amounts.make(text, number, unit, number.end, number.end).but(inferred=True)


def _priced(text: Text, number: Number) -> Quantity | None:
    """Read money without đồng: trị giá 21.000.000; and without nghìn, to be asked about: mỗi phần ba trăm."""
    first = _skip_links(text, number.first)
    if number.value >= _BIG_MONEY:
        named = _PRICE.before(text, first) or _each_before(text, first) or _is_given_money(text, number)
        return _make(text, number, _DONG) if named and number.in_digits else None
    if not 10 <= number.value < 1000 or number.value % 10 or _counts_time(text, number.end):
        return None
    if not _each_before(text, first) and not _into_a_fund(text, number):
        return None
    return unspoken(_make(text, number, _DONG))


def _into_a_fund(text: Text, number: Number) -> bool:
    """Say whether an amount that ends the clause, or stands before its day, was paid into a fund: thu quỹ ba trăm."""
    if number.loose or units.begins(text, number.end):
        return False
    first = number.first
    while first and number.first - first < _PRICE_REACH and text.kinds[first - 1] == "word":
        first -= 1
    near = range(first, number.first)
    return any(_FUND.has(text, place) for place in near) and any(_PAYS_IN.has(text, place) for place in near)


_FUND = Vocabulary("quỹ")
_PAYS_IN = Vocabulary("thu đóng góp gom nộp ủng quyên")


def _is_given_money(text: Text, number: Number) -> bool:
    """Say whether millions in digits are money because it is spoken of: quỹ vì người nghèo 14.200.000."""
    if number.value < _MILLION or "." not in text.lows[number.first] or units.begins(text, number.end):
        return False
    return any(_MONEY_NEAR.has(text, place) for place in range(max(0, number.first - _PRICE_REACH), number.first))


def unspoken(quantity: Quantity) -> Quantity:
    """Read an amount as thousands that were not said, and offer what was said as the other choice."""
    thousands = quantity.value * _UNSPOKEN
    choices = tuple(Alternative(amounts.label(value), value, "dong") for value in (thousands, quantity.value))
    return quantity.but(value=thousands, doubt=choices)


def _skip_links(text: Text, first: int) -> int:
    while first and _LINKS.has(text, first - 1):
        first -= 1
    return first


def _each_before(text: Text, first: int) -> bool:
    """Say whether mỗi and what is meant by it stand right before: mỗi phần, mỗi hộ nghèo."""
    return any(
        _EACH.has(text, start) and _one_unit(text, start + 1, first) for start in range(max(0, first - 6), first)
    )


def _one_unit(text: Text, start: int, end: int) -> bool:
    unit = units.at(text, start)
    return unit is not None and (
        unit[1] == end or (unit[1] < end and end - unit[1] <= 3 and text.kinds[end - 1] == "word")
    )


def _counts_time(text: Text, end: int) -> bool:
    return end < len(text.bares) and text.bares[end] in {
        "nam",
        "thang",
        "ngay",
        "gio",
        "phut",
        "tuan",
        "tuoi",
        "h",
        "lan",
    }


def _labelled(text: Text, number: Number, found: list[Quantity]) -> Quantity | None:
    """Read what stands behind its unit: nhân khẩu 1687, hộ nghèo: 3."""
    if number.loose or number.value != int(number.value) or _counts_time(text, number.end):
        return None
    first = _skip_links(text, number.first)
    label = _LABELS.before(text, first) or _label_of_sentence(text, number.first) or _poor_before(text, first, number)
    if label is None:
        return None
    begins = label[1]
    plain = text.lows[begins:first]
    if len(plain) == 1 and plain[0] in _STRICT_LABELS and text.lows[first : first + 1] not in {(":",), ("=",)}:
        return None
    if (
        begins
        and not (found and found[-1].last == begins)
        and not _NUMBER_OF.has(text, begins)
        and _is_counted(text, begins)
    ):
        return None
    return _make(text, number, Unit(label[0], Decimal(1)))


def _named(text: Text, number: Number) -> Quantity | None:
    """Read a message that is the name of a figure and its number: "so ho kinh doanh 42", "suất cơm 30"."""
    ends = number.end + (text.bares[number.end : number.end + 1] in _TELLING)
    if number.loose or number.scaled or number.first > _LONGEST_NAME or not _closes(text, ends):
        return None
    begins = int(_NUMBER_OF.has(text, 0))
    ends_of_name = (number.first, _skip_links(text, number.first))  # "ngay cong 45" is no "ngày cộng"
    named = (_names().get(text.bares[begins:end]) for end in ends_of_name)
    unit = next(filter(None, named), None) if number.value == int(number.value) else None
    return _make(text, number, Unit(unit, Decimal(1))) if unit else None


_LONGEST_NAME = 8  # words
_TELLING = {("nha",), ("nhe",), ("a",), ("em",), ("thoi",), ("roi",)}


def _closes(text: Text, end: int) -> bool:
    return all(mark in {".", "!"} for mark in text.lows[end:])


def unit_named(text: Text, first: int) -> str | None:
    """The unit of the figure whose name stands right before a place: "trẻ đến trường 412/412"."""
    ends = {first, _skip_links(text, first)}
    named = (_names().get(text.bares[end - length : end]) for length in range(_LONGEST_NAME, 1, -1) for end in ends)
    return next(filter(None, named), None)


@cache
def _names() -> dict[tuple[str, ...], str]:
    """The bare words of every figure's names of more than one word, with the unit it is counted in."""
    names: dict[tuple[str, ...], str] = {}
    for indicator in indicators().values():
        if indicator.kind == "ratio" or indicator.unit in _NO_COUNTS:
            continue
        for name in (indicator.name, *indicator.phrases):
            said = split(name).bares
            said = said[said[:1] == ("so",) :]
            if len(said) > 1 and said not in names and not said[-1].isdecimal():
                names[said] = indicator.unit
    return names


_NO_COUNTS = frozenset({"dong", "percent", "m", "km", "m2", "kg", "co_khong"})


def _share_of_cost(text: Text, number: Number, found: list[Quantity]) -> Quantity | None:
    """Read what each gave of a cost in millions without its "triệu": hết 90tr, nhà nước 50, dân 40."""
    whole = next((one for one in found if one.unit == "dong" and one.value >= _MILLION and not one.inferred), None)
    if whole is None or number.scaled or number.loose or not number.value * _MILLION < whole.value:
        return None
    by = _skip_links(text, number.first)
    by -= text.bares[by - 1] in _GAVE
    return (
        _make(text, number, Unit("dong", Decimal(_MILLION)))
        if _GIVERS.before(text, by) and _ends(text, number.end)
        else None
    )


_GAVE = frozenset("gop cho ho chi bo ra dong".split())
_GIVERS = cues.listed("money", "givers")


def _label_of_sentence(text: Text, first: int) -> tuple[str, int] | None:
    """Find what a "là" or ":" sums up: số hộ sau sáp nhập là 1042."""
    if not _IS.has(text, first - 1):
        return None
    for place in range(first - 2, max(-1, first - 2 - _LABEL_REACH), -1):
        if text.kinds[place] != "word":
            return None
        label = _LABELS.at(text, place) if _NUMBER_OF.has(text, place) else None
        if label is not None and label[1] < first:
            return label[0], place
    return None


_IS = Vocabulary("là :")
_NUMBER_OF = Vocabulary("số tổng")
_LABEL_REACH = 7


def _is_counted(text: Text, begins: int) -> bool:
    """Say whether what looks like a label is itself counted: 2 hộ nghèo."""
    return (
        text.kinds[begins - 1] == "number"
        or number_words.one(text, begins - 1) is not None
        or _EACH.has(text, begins - 1)
    )


def _handed_on(text: Text, number: Number, found: list[Quantity]) -> Quantity | None:
    """Give a number at the end of a clause the unit of the one before: 27 đơn, hòa giải thành 26."""
    if number.loose or number.value != int(number.value) or not _ends(text, number.end):
        return None
    first = number.first
    while not _HANDED.before(text, first):
        if not (first and _LINKS.has(text, first - 1)):
            return None
        first -= 1
    before = next((quantity for quantity in reversed(found) if quantity.unit not in {"dong", "percent"}), None)
    if before is not None and number.first - before.last <= _NEAR:
        return _make(text, number, Unit(before.unit, Decimal(1))).but(noun=before.noun)
    named = None if found else _named_before(text, first)
    return _make(text, number, named) if named else None


def _instead(text: Text, number: Number, found: list[Quantity]) -> Quantity | None:
    """Give a number the unit of the one that it is told to be instead of: ủa sao hộ nghèo 12, 11 thôi."""
    if not found or number.loose or number.first - found[-1].last > _PAIR or not corrections.challenges(text):
        return None
    return _make(text, number, Unit(found[-1].unit, Decimal(1))).but(noun=found[-1].noun)


def _said_ahead(text: Text, number: Number) -> Quantity | None:
    """Give a number the unit of one that follows: xây 1 sửa 2 nhà, 15 + 25 = 40 phần."""
    if number.loose or number.scaled:
        return None
    opens = number.first == 0 or text.kinds[number.first - 1] != "word"
    if (
        opens
        and not _ADDED.has(text, number.end)
        and not _ADDED.has(text, number.first - 1)
        and not _DENYING.has(text, number.end)
    ):
        return None
    place = number.end
    for _ in range(_CHAIN):
        begins = _next_of_chain(text, place)
        following = numbers.at(text, begins) if begins is not None and begins < len(text.lows) else None
        if following is None or following.loose or following.scaled:
            return None
        if (unit := amounts.unit_of(text, following)) is not None:
            return _make(text, number, unit[0]) if unit[0].code != "dong" and not unit[0].measure else None
        place = following.end
    return None


def _said_again(text: Text, number: Number) -> Quantity | None:
    """Give a number the unit of one further on behind the same word: 5/11 phát 18, 12/11 phát 22 phần."""
    if number.loose or number.scaled or not number.first or not _ends(text, number.end):
        return None
    verb = text.lows[number.first - 1]
    if not _DEEDS.has(text, number.first - 1):
        return None
    for place in range(number.end + 1, min(number.end + _AGAIN, len(text.lows) - 1)):
        if text.lows[place] == verb:
            following = numbers.at(text, place + 1)
            unit = amounts.unit_of(text, following) if following and not following.loose else None
            counts = unit and unit[0].code not in {"dong", "percent"} and not unit[0].measure
            return _make(text, number, unit[0]) if unit and counts else None
    return None


def _and_another(text: Text, number: Number, found: list[Quantity]) -> Quantity | None:
    """Give the last number the unit of the one it is told with: hộ nghèo và cận nghèo còn 8 với 15."""
    if not found or number.loose or number.scaled or not _ends(text, number.end) or found[-1].unit == "dong":
        return None
    joined = found[-1].last == number.first - 1 and _JOINING.has(text, number.first - 1)
    return _make(text, number, Unit(found[-1].unit, Decimal(1))) if joined and found[-1].inferred else None


def _gave_too(text: Text, number: Number, found: list[Quantity]) -> Quantity | None:
    """Read the 900 of "tổ 3 đóng 1 triệu 2, tổ 4 đóng 900" as thousands, to be asked about; so "góp thêm 500"."""
    if not found and _gives_more(text, number):
        return unspoken(_make(text, number, _DONG))
    if not found or found[-1].unit != "dong" or number.scaled or not _ends(text, number.end):
        return None
    if not 100 <= number.value < _UNSPOKEN or not _GIVES.has(text, number.first - 1):
        return None
    again = any(_GIVES.has(text, place) for place in range(found[0].first))
    return unspoken(_make(text, number, _DONG)) if again else None


def _gives_more(text: Text, number: Number) -> bool:
    """Say whether somebody gave so much more, and the thousands are left out: bà Sáu góp thêm 500."""
    if number.scaled or number.loose or not 50 <= number.value < _UNSPOKEN or number.value % 10:
        return False
    before = text.bares[max(0, number.first - 2) : number.first]
    return len(before) == _PAIR and before[1] == "them" and before[0] in _PUTS_IN and _ends(text, number.end)


_PUTS_IN = frozenset({"gop", "dong", "nop", "ho", "quyen"})
_GIVES = Vocabulary("đóng góp nộp ủng cho được")
_JOINING = Vocabulary("và với")
_AGAIN = 9  # words
_DEEDS = Vocabulary("phát tặng trao cấp trồng lắp gắn xây sửa thêm được nhận thu gom dọn hiến góp cho")


def _next_of_chain(text: Text, place: int) -> int | None:
    """Give the place where the next number of xây 1 sửa 2, or 15 + 25, tổng 40, begins."""
    if _ADDED.has(text, place):
        return place + 1
    place += text.lows[place : place + 1] == (",",)
    handed = _AHEAD.at(text, place)
    if handed:
        return handed[1]
    if _TOTAL.has(text, place):
        return place + 1
    listed = text.lows[place - 1] == "," and _AHEAD.before(text, place - _PAIR) is not None
    return place if listed else None


_DENYING = Vocabulary("chứ chớ")
_AHEAD = cues.listed("handed", "ahead")
_ADDED, _TOTAL = Vocabulary("+ ="), Vocabulary("tổng là")
_CHAIN = 4
_PAIR = 2  # words: a number and its comma


def _named_before(text: Text, first: int) -> Unit | None:
    """Find what a correction is about: "sửa lại phần quà hôm qua còn 65 thôi"."""
    for place in range(first - 1, max(-1, first - _NEAR), -1):
        unit = units.at(text, place)
        if unit and unit[0].code in _NAMED and unit[1] > place + 1:
            return unit[0]
        if _is_poor(text, place):
            return _HOUSEHOLDS
    return None


def _poor_before(text: Text, first: int, number: Number) -> tuple[str, int] | None:
    """Find the nghèo of "512 hộ 2043 khẩu, nghèo 4 cận nghèo 9"."""
    named = _is_poor(text, first - 1) or _is_near_poor(text, first - 1)
    return ("ho", first - 1) if named and number.value < _MANY_HOUSEHOLDS else None


def _is_poor(text: Text, place: int) -> bool:
    return _IN_SHORT.has(text, place) and not _OF_OTHERS.has(text, place - 1)


def _is_near_poor(text: Text, place: int) -> bool:
    """Say whether a word is the cận of "nghèo 4 cận 9", which without its mark has other meanings."""
    short = 0 < place < len(text.lows) and text.bares[place] == "can" and "ngheo" in text.bares[:place]
    return short and (text.lows[place] == "cận" or text.folds) and text.kinds[place + 1 : place + 2] == ("number",)


_MANY_HOUSEHOLDS = 1000  # more is a year: "kế hoạch giảm nghèo 2026"
_IN_SHORT = Vocabulary("nghèo")  # households as their list is spoken of: "nghèo giảm 1 còn 4"
_OF_OTHERS = Vocabulary("người vì quỹ xóa thoát giảm chuẩn giúp cho tặng sinh bệnh em")
_HOUSEHOLDS = Unit("ho", Decimal(1))
_NEAR = 12
_NAMED = {"phan_qua", "hoc_bong", "ho", "can_nha", "the_bhyt", "suat"}


def chained(text: Text, number: Number, found: list[Quantity]) -> list[Quantity]:
    """Read the 512 of "số hộ 512 nhân khẩu 1902", where what follows is the label of the next number."""
    following = None if number.loose else _LABELS.at(text, number.end)
    if following is None and not number.loose and _is_near_poor(text, number.end):
        following = ("ho", number.end + 1)
    if following is None or following[1] >= len(text.lows):
        return []
    behind = following[1] + (text.lows[following[1]] in {":", "="})
    if behind >= len(text.lows) or text.kinds[behind] != "number":
        return []
    quantity = _labelled(text, number, found)
    return [quantity] if quantity else []


def is_handed_on(text: Text, place: int, number: Number | None) -> bool:
    """Say whether a number behind what names counts: thành 2, chuyển phường 1; sang tang 15, chieu tang 25 phan."""
    if text.bares[max(0, place - 2) : place] == _POPULATION:
        return True  # tổng dân số 1702 is no house
    if _TO_WARD.before(text, place) is not None:
        return _ends(text, place + 1)
    divided = text.lows[place + 1 : place + 2] == ("/",) and unit_named(text, place) is not None  # and no address
    return number is not None and (divided or _said_again(text, number) is not None)


_POPULATION = ("dan", "so")
_TO_WARD = cues.listed("handed", "to_ward")


def _ends(text: Text, end: int) -> bool:
    if end >= len(text.lows) or _ENDS.has(text, end):
        return True
    return text.kinds[end] == "mark" and text.lows[end] not in _GOING_ON


def none_left(text: Text, place: int) -> Quantity | None:
    """Read "không còn hộ nghèo" as none, and "không có vụ việc nào"."""
    found = _NONE_LEFT.at(text, place)
    if found is None:
        return None
    end = found[1]
    counted = _POOR.at(text, end)
    if counted is None and text.bares[place] not in {"het", "da"}:
        counted = _CASES.at(text, end)
    if counted is None:
        return None
    code, last = counted
    quantity = Quantity(Decimal(0), code, text, place, last)
    quantity.noun = text.raw[text.starts[end] : text.ends[last - 1]]
    quantity.inferred = True
    return quantity


def million_for_metre(text: Text, quantity: Quantity) -> Quantity:
    """Read the m of "trị giá 21m" as million, that of "hẻm dài 21m" as metre."""
    if quantity.noun not in {"m", "M"} or quantity.value > 10_000:
        return quantity
    near = range(max(0, quantity.first - _PRICE_REACH), quantity.first)
    if any(_LENGTHS.has(text, place) for place in (*near, quantity.last)) or not any(
        _MONEY_NEAR.has(text, place) for place in near
    ):
        return quantity
    return quantity.but(value=quantity.value * 10**6, unit="dong", noun="", inferred=True)
