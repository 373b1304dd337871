"""Which amounts are for each of what is counted: mỗi phần 300k, 300k/phần, 20 phần x 500k, 4tr4 một chiếc."""

from decimal import Decimal

from handlers.vi import inferred, units
from handlers.vi.amounts import Quantity
from handlers.vi.phrases import Phrases, Vocabulary
from handlers.vi.words import Text

_EACH = Vocabulary("mỗi từng")
_ONE = Vocabulary("một 1 mỗi")
_TIMES = Vocabulary("x × * X nhân")
_TOTAL = Phrases([(words, True) for words in ("tổng", "tổng cộng", "tổng trị giá", "tổng giá trị", "tổng số", "hết", "trong đó", "cho", "tổng kinh phí", "tất cả", "cả thảy", "cộng lại", "thành tiền", "vị chi", "là", "=", "tc", "toàn bộ")])
_HARD_STOPS = {".", ";", "\n", "!", "?", ")"}
_SIZED = Vocabulary("loại cỡ nặng chứa")
_CONTAINERS = {"bao", "tui", "thung", "goi", "bich", "can", "hop", "chai", "phan", "binh", "xe", "suat"}
_SIZES = {"kg", "tan"}
_LEAST: dict[str, int] = {
    "phan_qua": 30_000, "suat": 3_000, "hoc_bong": 100_000, "can_nha": 2_000_000, "the_bhyt": 50_000, "xe_dap": 200_000, "ho": 20_000,
}  # fmt: skip
"""What one of these costs at least; a total that leaves less for each is a price for each."""


def marked(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Mark the amounts that are for each, and leave out the "một phần" that only says so."""
    found = [inferred.million_for_metre(text, quantity) for quantity in found]
    kept: list[Quantity] = []
    skip: set[int] = set()
    for index, quantity in enumerate(found):
        if index in skip:
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        if _is_for_each(text, quantity, kept):
            quantity = quantity._replace(per_item=True)
        elif following is not None and _says_one(text, quantity, following):
            skip.add(index + 1)
            quantity = quantity._replace(per_item=True)
        elif _one_behind(text, quantity):
            quantity = quantity._replace(per_item=True)
        kept.append(quantity)
    return kept


def _is_for_each(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    if _slash_behind(text, quantity) or _times_before(text, quantity, before):
        return True
    return _each_before(text, quantity, before) or _size_of_one(text, quantity, before) or _absurd(text, quantity, before)


def _slash_behind(text: Text, quantity: Quantity) -> bool:
    """Read 300k/phần, 65tr/người/năm."""
    place = quantity.last
    if quantity.role != "plain" or text.lows[place : place + 1] != ("/",) or place + 1 >= len(text.words):
        return False
    following = text.words[place + 1]
    return following.kind == "word" or _ONE.has(text, place + 1)


def _times_before(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    """Read 20 phần x 500k."""
    if quantity.unit != "dong" or not _TIMES.has(text, quantity.first - 1):
        return False
    return bool(before) and before[-1].last >= quantity.first - 2


def _each_before(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    """Look back to a mỗi in the same sentence whose reach has not ended."""
    counted_after_each: list[Quantity] = []
    for place in range(quantity.first - 1, max(-1, quantity.first - 40), -1):
        if text.lows[place] in _HARD_STOPS and not (text.lows[place] == "." and place + 1 == quantity.first):
            return False
        if _EACH.has(text, place) and _starts_each(text, place):
            return _within_reach(text, place, quantity, counted_after_each, before)
        if before and place < before[-1].last:
            counted_after_each = [earlier for earlier in before if earlier.first >= place]
    return False


def _starts_each(text: Text, place: int) -> bool:
    """Say whether a mỗi says for each of what: mỗi phần, not "mỗi" alone."""
    return place + 1 < len(text.words) and text.words[place + 1].kind in {"word", "number"}


def _within_reach(text: Text, each: int, quantity: Quantity, between: list[Quantity], before: list[Quantity]) -> bool:
    between = [earlier for earlier in before if each < earlier.first < quantity.first]
    if any(_TOTAL.at(text, place) and not _names_price(text, place) for place in range(each + 2, quantity.first)):
        return False
    item = units.at(text, each + 1)
    if item and item[0].code == quantity.unit and item[0].code not in {"other", "dong"}:
        return False
    money_said = any(earlier.unit == "dong" for earlier in between)
    commas = any(text.lows[place] in {",", "-", ":"} for place in range(between[-1].last, quantity.first)) if between else False
    return not (money_said and commas)


def _names_price(text: Text, place: int) -> bool:
    """Say whether a là or a cho only leads to the price: mỗi phần là 300k, mỗi cháu được cho 100k."""
    return text.lows[place] in {"là", "la"} or (text.lows[place] == "cho" and text.words[place + 1 : place + 2] != ())


def _size_of_one(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    """Read the 10kg of "20 bao gạo 10kg"."""
    if quantity.unit not in _SIZES or not before:
        return False
    last = before[-1]
    between = text.words[last.last : quantity.first]
    if any(word.kind != "word" for word in between) or len(between) > 3 or last.value <= 1:
        return False
    container = bool(set(text.bares[last.first : quantity.first]) & _CONTAINERS)
    return container or _SIZED.has(text, quantity.first - 1)


def _absurd(text: Text, quantity: Quantity, before: list[Quantity]) -> bool:
    """Read a price right behind a count as for each where as a total it would be absurd."""
    if quantity.unit != "dong" or not before or before[-1].value < 2:
        return False
    counted = before[-1]
    least = _LEAST.get(counted.unit)
    between = range(counted.last, quantity.first)
    if least is None or len(between) > 6 or any(text.lows[place] in _HARD_STOPS for place in between):
        return False
    if any(_TOTAL.at(text, place) for place in between if text.lows[place] != "cho"):
        return False
    return quantity.value / counted.value < Decimal(least)


def _says_one(text: Text, quantity: Quantity, following: Quantity) -> bool:
    """Read "300 ngàn 1 phần": the one phần only says what the price is for."""
    gap = text.words[quantity.last : following.first]
    if quantity.unit not in {"dong", "kg"} or following.value != 1 or len(gap) > 2 or any(word.kind != "word" for word in gap):
        return False
    if gap and text.words[following.first].kind == "number":
        return False
    return following.unit not in {"dong", "percent"} and following.role == "plain"


def _one_behind(text: Text, quantity: Quantity) -> bool:
    """Read "4tr4 một chiếc", "500k mỗi phần"."""
    place = quantity.last
    if quantity.unit not in {"dong", "kg"} or not _ONE.has(text, place):
        return False
    return units.begins(text, place + 1)
