"""Corrections inside one message: "30 phần, à nhầm, 35 phần" says 35."""

from bisect import bisect_right

from handlers.vi import cues, numbers
from handlers.vi.amounts import Quantity
from handlers.vi.words import Text

_SLIPS = cues.listed("correction", "slip")
_NEEDS_PAUSE = {("nhầm",), ("lộn",), ("quên",), ("ủa",), ("nham",), ("lon",), ("quen",), ("ua",), ("sr",), ("sorry",)}
_NOT_THIS = cues.listed("correction", "not_this")
_WAS_WRONG = cues.listed("correction", "was_wrong")
_BECOMES = cues.listed("correction", "becomes")
_FIXING = cues.listed("correction", "fixing")
_REACH = 10
_FOLLOWS = 14
_DENYING = frozenset("a nham lon sai phai quen ua loi lai chinh doi sua khong thay sorry sr i y dung that thuc".split())
"""No message takes anything back without one of these words; most hold none."""


def denies(text: Text, place: int) -> bool:
    """Whether the words before a number deny it: the 65 of "không phải 65 mà 56"."""
    return _NOT_THIS.before(text, place) is not None


def denial(text: Text, place: int) -> int | None:
    """The end of the words at a place that deny what follows them; None for other words."""
    found = _NOT_THIS.at(text, place)
    return found[1] if found else None


def begins_with_denial(text: Text) -> bool:
    """Whether a short message denies something before it tells what is right: "không phải 65, 56 phần".

    >>> from handlers.vi.words import split
    >>> said = ("dạ không phải 65, 56 phần", "không phải hôm nay, hôm qua", "không phải ai cũng có quà", "có 5 hộ")
    >>> [begins_with_denial(split(text)) for text in said]
    [True, True, False, False]
    >>> begins_with_denial(split("không phải ghi, bác kể nghe thôi"))
    False
    """
    if len(text.lows) > _LONGEST_DENIAL or _TURNS.isdisjoint(text.lows[2:]):
        return False
    denials = (_NOT_THIS.at(text, place) for place in range(min(2, len(text.lows))))
    return any(found and (text.digits or text.bares[found[1]] not in _NOT_TO_BE) for found in denials)


def insists(text: Text) -> bool:
    """Whether a few words insist on another number than was told before: "mà hình như 13 phần lận", "tới 25 người lận".

    >>> from handlers.vi.words import split
    >>> said = ("mà hình như 13 phần lận", "hinh nhu 13 phan lan", "tặng 13 phần lận", "13 phần cho cô Lan")
    >>> [insists(split(text)) for text in said]
    [True, True, False, False]
    """
    if len(text.lows) > _INSISTS or not _DOING.isdisjoint(text.lows):
        return False
    seems = any(text.bares[place : place + 2] == ("hinh", "nhu") for place in range(3))
    return text.lows[-1] == "lận" or (seems and text.lows[-1] == "lan")


_DOING = frozenset("tặng phát trao cho làm thu góp đi có tang phat lam gop di co".split())
_INSISTS = 8  # words


_TURNS = frozenset({",", "mà", "ma", "là"})
_NOT_TO_BE = frozenset({"ghi", "luu", "nhap"})  # "không phải ghi, bác kể nghe thôi": there is nothing to record
_LONGEST_DENIAL = 12  # words and marks


def challenges(text: Text) -> bool:
    """Whether a few words doubt a number that was shown and give another: "ủa sao hộ nghèo 12, 11 thôi".

    >>> from handlers.vi.words import split
    >>> said = ("ủa sao hộ nghèo 12, 11 thôi", "sao 12 ho, co 11 ho thoi ma", "sao hộ nghèo 12 vậy em", "có 11 hộ thôi")
    >>> [challenges(split(text)) for text in said]
    [True, True, False, False]
    """
    if len(text.lows) > _LONGEST_DOUBT or _DOUBTING.isdisjoint(text.bares[:_OPENS]):
        return False
    end = len(text.lows)
    while (
        end > 1
        and text.bares[end - 1] not in _ONLY
        and (text.kinds[end - 1] == "mark" or text.bares[end - 1] in _AFTER_ALL)
    ):
        end -= 1
    return text.bares[end - 1] in _ONLY and not _PAUSING.isdisjoint(text.lows[: end - 1])


_DOUBTING = frozenset({"ua", "sao", "o", "uay", "ui", "troi"})
_OPENS = 3  # words
_LONGEST_DOUBT = 16  # words and marks
_ONLY = frozenset({"thoi", "ma", "chu", "cho", "lan"})
_AFTER_ALL = frozenset("em a nha nhe nghe nghen do chu chi anh bac co chu oi dung khong phai".split())
_PAUSING = frozenset({",", ".", ";", "?", "mà", "ma", "có", "co"})


def resolved(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Leave out the values that the message itself takes back."""
    if len(found) == 1:
        return [_put_right(text, found[0])]
    if not found:
        return []
    if challenges(text):
        return [one for at, one in enumerate(found) if all(later.unit != one.unit for later in found[at + 1 :])]
    if _DENYING.isdisjoint(text.bares):
        return found
    found = [quantity for quantity in found if not _is_denied(text, quantity)]
    found = _without_replaced(text, found)
    return _after_slips(text, found)


def _put_right(text: Text, only: Quantity) -> Quantity:
    """Read "không phải 65 phần đâu, 60 thôi": 60, of what was denied."""
    if _DENYING.isdisjoint(text.bares) or not denies(text, only.first):
        return only
    for place in text.digits:
        number = numbers.at(text, place) if place >= only.last else None
        if number is not None and text.lows[place - 1] in _TURNING and text.bares[number.end : number.end + 1] in _ENDS:
            return only.but(value=number.value, first=place, last=number.end)
    return only


_TURNING = frozenset({",", ".", ";", "mà", "ma", "là", "la", "có", "co", "chỉ", "chi"})
_ENDS = {(), ("thoi",), ("lan",), ("a",), ("em",), (".",)}


def _is_denied(text: Text, quantity: Quantity) -> bool:
    """Read "chứ không phải 12tr450", "50 phần là nhầm"."""
    if _NOT_THIS.before(text, quantity.first):
        return True
    wrong = _WAS_WRONG.at(text, quantity.last)
    return wrong is not None and (wrong[1] >= len(text.lows) or text.kinds[wrong[1]] == "mark")


def _without_replaced(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Read "sửa 50 phần thành 40 phần"."""
    kept: list[Quantity] = []
    for quantity in found:
        if kept and _replaces(text, kept[-1], quantity):
            kept.pop()
        kept.append(quantity)
    return kept


def _replaces(text: Text, earlier: Quantity, quantity: Quantity) -> bool:
    becomes = _BECOMES.before(text, quantity.first)
    if becomes is None or becomes[1] - earlier.last > 3 or becomes[1] < earlier.last or quantity.unit != earlier.unit:
        return False
    start = max(0, earlier.first - _REACH)
    return any(_FIXING.at(text, place) for place in range(start, earlier.first))


def _after_slips(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Let each value close behind a slip take back the nearest one before the slip of the same unit."""
    slips = [place for place in _SLIPS.places(text) if place and _is_slip(text, place)]
    kept: list[Quantity] = []
    for quantity in found:
        slip = bisect_right(slips, quantity.first) - 1
        if slip >= 0 and quantity.first - slips[slip] <= _FOLLOWS and not _is_more(text, slips[slip], quantity):
            _take_back(kept, quantity, slips[slip])
        kept.append(quantity)
    return kept


def _is_more(text: Text, slip: int, quantity: Quantity) -> bool:
    """Say whether what was forgotten comes on top: "20 phần, quên, có thêm 5 phần nữa"."""
    return "them" in text.bares[slip : quantity.first] or text.lows[quantity.last : quantity.last + 1] in _AS_WELL


_AS_WELL = {("nữa",), ("nua",)}


def _take_back(kept: list[Quantity], quantity: Quantity, slip: int) -> None:
    for index in range(len(kept) - 1, max(-1, len(kept) - 1 - _REACH), -1):
        if kept[index].last <= slip and kept[index].unit == quantity.unit:
            del kept[index]
            return


def _is_slip(text: Text, place: int) -> bool:
    found = _SLIPS.at(text, place)
    if found is None:
        return False
    pause = text.kinds[place - 1] == "mark" or found[1] >= len(text.lows) or text.kinds[found[1]] != "word"
    return pause or text.lows[place : found[1]] not in _NEEDS_PAUSE
