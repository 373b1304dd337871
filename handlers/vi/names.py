"""Numbers that name and do not count: tổ 5, hẻm 25, Số 05/HD-MTTQ-BTT, đợt 2, telephone numbers, Covid 19."""

from handlers.vi import cues, numbers, units
from handlers.vi.numbers import Number
from handlers.vi.phrases import Phrases, Vocabulary
from handlers.vi.words import Text

# A number behind these is always a name, unless it says nghìn, triệu or đồng.
# Behind these it is a name only where it counts nothing: "phường 4", but "phường 4 hộ" tells of four.
_NAMES = Phrases([(words, row == "always") for row in ("always", "sometimes") for words in cues.table("name")[row]])
_LEADING = _NAMES.lasts | {".", ":"}
# Without diacritics only these keep naming before a unit; "tang 70 phan" is tặng, not tầng.
_ALWAYS_BARE = frozenset(cues.table("name")["always_bare"])
_JOINS = {",", "và", "va", "với", "voi", "-", "đến", "den", "tới", "toi", "&", "+", "/", ";", "rồi", "lẫn"}
_HOUSES = frozenset(("nha", "so", "hem", "ngo", "ngach", "kiet"))
_WAYS = frozenset("hem ngo ngach kiet duong".split())
_HOUSE_BEFORE = {("nha",), ("so",), ("hem",), ("o",), ("tai",)}
_LENGTHS = frozenset({"m", "km"})
_SPELLED_OUT = frozenset({"met", "km"})
_EACH = Vocabulary("mỗi từng")
_TURNS = frozenset(("dot", "lan"))
_RANGES = {("-",), ("đến",), ("tới",)}
_DOCUMENT_MARKS = {"/", "-"}
_PHONE = 9
_LONGEST = 16
_LEAST_MONEY = 100
_LEAST_MANY = 60
_LARGE_MEETING = 15  # people; "họp tổ 5 người" may be of group 5
_COME = {(who, comes) for who in ("nguoi", "ho") for comes in ("du", "tham")}
_WEIGHED = frozenset({"kg", "tan", "m2"})
_NUMBERED = frozenset("pho kp ap khom thon tdp to kdc".split())
_MEDIATION = ("hoa", "giai")  # counts, unlike a giải 3
_RULES = frozenset("hinh diep tac hien dinh".split())  # mô hình, thông điệp, quy tắc, thực hiện, quy định 5K


def end_of(text: Text, place: int, number: Number | None) -> int | None:
    """Give the place after the name that a number in digits is or belongs to, None where it may be a quantity.

    >>> from handlers.vi.words import split
    >>> end_of(text := split("tổ 2, 3 và 8 góp 30tr"), 1, numbers.at(text, 1))
    6
    """
    lows = text.lows
    low, following = lows[place], lows[place + 1] if place + 1 < len(lows) else ""
    if following in _DOCUMENT_MARKS:
        if following == "/" and _is_address(text, place):
            return place + 3
        if end := _document(text, place):
            return end
    if (low[0] == "0" or len(low) >= _PHONE or lows[place - 1] == "+") and (end := _phone(text, place)):
        return end
    if not place:
        return None
    before = text.bares[place - 1]
    if following == "k" and low == "5" and before in _RULES:
        return place + 2
    if text.ends[place - 1] == text.starts[place] and (end := _code(text, place)):
        return end
    if before == "ky" and text.bares[place - 2] == "dang":
        return None  # "dang ky 325" is no kỳ
    return _named(text, place, number) if before in _LEADING else None


def _named(text: Text, place: int, number: Number | None) -> int | None:
    before = place - 1 if place and text.lows[place - 1] in {".", ":"} and _glued(text, place) else place
    found = _NAMES.before(text, before)
    if found is None or (before < place and text.lows[place - 1] == ":"):
        return None
    always, first = found
    if (
        _counts(text, number, first, before)
        or _is_its_size(text, number, before)
        or text.bares[first - 1 : before] == _MEDIATION
    ):
        return None
    unsure = text.folds and text.lows[first:before] == text.bares[first:before]
    if unsure:
        always = always and " ".join(text.bares[first:before]) in _ALWAYS_BARE
    if first and (_EACH.has(text, first - 1) or (text.kinds[first - 1] == "number" and not always)):
        return None
    if _is_counted_in_turns(text, number, first):
        return None
    if (
        _is_many(text, number, before)
        or _is_measured(text, number, first)
        or (text.bares[first:before] == ("so",) and text.bares[first - 1 : first] == ("tong",))
    ):
        return None
    if not _is_plain(text, number, always=always, things=unsure):
        return None
    end = place + 1
    while end + 1 < len(text.lows) and text.lows[end] in _JOINS and text.kinds[end + 1] == "number":
        house = always and text.lows[end] == "/" and text.bares[before - 1] in _HOUSES
        if not house and not _is_plain(text, numbers.at(text, end + 1), always=False):
            break
        end += 2
    return end


def _counts(text: Text, number: Number | None, first: int, before: int) -> bool:
    """Say whether a number behind what names counts: dọn hẻm 20 người, tổ nhân dân tự quản 15 tổ, covid 1902 phần."""
    if number is None:
        return False
    if text.bares[first:before] == ("covid",):
        return number.value >= _LEAST_MANY
    if before - first > 2 and text.bares[number.end : number.end + 1] == text.bares[first : first + 1]:
        return True
    met = text.bares[first - 1 : before] == ("hop", "to") and number.value >= _LARGE_MEETING
    found = units.at(text, number.end) if text.bares[before - 1] in _WAYS or met else None
    return found is not None and found[0].code == "nguoi" and text.kinds[found[1] : found[1] + 1] != ("word",)


def _is_its_size(text: Text, number: Number | None, before: int) -> bool:
    """Say whether a number behind a way is its length or width: hẻm 20m; but Hẻm 25 m is left a name."""
    if number is None or text.bares[before - 1] not in _WAYS or number.end >= len(text.lows):
        return False
    found = units.at(text, number.end)
    glued = text.starts[number.end] == text.ends[number.end - 1]
    return found is not None and found[0].code in _LENGTHS and (glued or text.bares[number.end] in _SPELLED_OUT)


def _is_address(text: Text, place: int) -> bool:
    """Say whether a number with a stroke leads on to where the house stands: 45/7 hẻm 12, nhà 44/4 tổ 14."""
    way = _NAMES.at(text, place + 3)
    if way is None or way[1] >= len(text.lows):
        return False
    if text.bares[place + 3] not in _WAYS and text.bares[place - 1 : place] not in _HOUSE_BEFORE:
        return False
    return text.kinds[place + 2] == text.kinds[way[1]] == "number"


def _is_counted_in_turns(text: Text, number: Number | None, first: int) -> bool:
    """Say whether what names is itself counted: 2 đợt 61 phần; unlike "tổ 3 đợt 2"."""
    if number is None or first < 1 or text.kinds[first - 1] != "number" or _NAMES.before(text, first - 1):
        return False
    return text.bares[first] in _TURNS and units.begins(text, number.end)


def _is_many(text: Text, number: Number | None, before: int) -> bool:
    """Say whether a number behind khu phố is too high for a name and counts: khu phố 250 cử tri."""
    if number is None or text.bares[before - 1] not in _NUMBERED:
        return False
    found = units.at(text, number.end)
    if found is None:
        return False
    counted, end = found[0], number.end + 2
    in_a_group = text.bares[before - 1] == "tdp" or text.bares[before - 2 : before] == ("dan", "pho")
    if in_a_group and counted.code == "cuoc":
        return True  # họp tổ dân phố 3 cuộc
    if in_a_group and text.bares[number.end : end] in _COME and text.kinds[end : end + 1] != ("number",):
        return True  # họp tổ dân phố 45 người dự
    return (counted.measure and counted.code in _WEIGHED) or number.value >= (
        _LEAST_MONEY if counted.code == "other" else _LEAST_MANY
    )


def _is_measured(text: Text, number: Number | None, first: int) -> bool:
    """Say whether a road is itself measured, and what stands behind it counts: 2km đường 45 bóng đèn."""
    if number is None or first < 2 or text.kinds[first - 2] != "number":
        return False
    measure, counted = units.at(text, first - 1), units.at(text, number.end)
    return measure is not None and measure[0].measure and counted is not None


def _glued(text: Text, place: int) -> bool:
    return place >= 2 and text.ends[place - 2] == text.starts[place - 1]


def _is_plain(text: Text, number: Number | None, *, always: bool, things: bool = True) -> bool:
    """Say whether a number stands without a scale, and unless it always names, without a unit.

    Where `things` do not count, a mere thing behind it is no unit: "Phường 2 quán triệt", "Trường 4 bàn".
    """
    if number is None:
        return True
    if number.scaled or (units.is_money(text, number.end) and number.value >= _LEAST_MONEY):
        return False
    if not always and text.lows[number.end : number.end + 1] in _RANGES and (above := numbers.at(text, number.end + 1)):
        return not above.scaled and _is_plain(text, above, always=always, things=things)
    share = text.lows[number.end : number.end + 1] == ("/",) and number.end + 1 < len(text.lows)
    counted = units.at(text, number.end + 2 if share and not always else number.end)
    return always or counted is None or (counted[0].code == "other" and not things)


def _document(text: Text, place: int) -> int | None:
    """Read the number of a document, 05/HD-MTTQ-BTT or 86/2023/NĐ-CP, to its end."""
    end = place + 1
    slashes = 0
    while end + 1 < min(len(text.lows), place + _LONGEST) and text.lows[end] in {"/", "-"} and _touch(text, end):
        slashes += text.lows[end] == "/"
        kind, raw = text.kinds[end + 1], text.raws[end + 1]
        if kind == "mark":
            break
        if kind == "word" and not (raw.isupper() and len(raw) >= 2):
            return None
        end += 2
        if kind == "word" and end < len(text.lows) and text.kinds[end] == "number" and _touch(text, end - 1):
            end += 1
    return end if slashes and end > place + 2 and any(map(_is_initials, text.raws[place:end])) else None


def _is_initials(raw: str) -> bool:
    return raw.isalpha() and raw.isupper() and len(raw) >= 2


def _touch(text: Text, place: int) -> bool:
    """Say whether the mark at a place touches both its neighbours."""
    return text.ends[place - 1] == text.starts[place] and text.starts[place + 1] == text.ends[place]


def _phone(text: Text, place: int) -> int | None:
    """Read a telephone or identity number: 0912345678, 0912 345 678, 0912.345.678, +84 …."""
    digits, end = "", place
    while end < min(len(text.lows), place + _LONGEST) and len(digits) < _PHONE + 6:
        if text.kinds[end] == "number":
            digits += text.lows[end].replace(".", "").replace(",", "")
        elif text.lows[end] not in {"-", ".", ")"}:
            break
        end += 1
    begins = text.lows[place]
    abroad = place > 0 and text.lows[place - 1] == "+"
    if ((begins.startswith("0") and begins[1:2].isdecimal()) or abroad) and len(digits) >= _PHONE:
        return end
    plain = begins.isdecimal() and len(begins) >= _PHONE + 3
    return place + 1 if plain and not _says_what(text, place + 1) else None


def _says_what(text: Text, end: int) -> bool:
    return units.begins(text, end) or len(text.lows) == 1


def _code(text: Text, place: int) -> int | None:
    """Read a number that is part of a name written together with the word before it: QL1A, U23, A3."""
    before = text.raws[place - 1]
    if place > 1 and text.kinds[place - 2] == "number" and len(before) == 1 and before.isupper():
        return place + 1 if text.ends[place - 2] == text.starts[place - 1] else None  # 9A2
    if before == "U":
        return place + 1  # U15 KP2
    in_letters = text.kinds[place - 1] == "word" and before.isupper() and len(before) <= 4
    return place + 1 if in_letters and not units.begins(text, place + 1) else None
