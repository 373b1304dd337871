"""The words that numbers are said with: what each does in a number, and where one may begin."""

from handlers.vi import units, words
from handlers.vi.words import Text, fold

_ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip

_KINDS: dict[str, tuple[str, int]] = {
    **{word: ("one", value) for word, value in _ONES.items()},
    **dict.fromkeys(("mười", "mươi", "chục"), ("ten", 10)),
    "hăm": ("ten", 20),
    "tá": ("dozen", 12),
    "trăm": ("hundred", 100),
    **dict.fromkeys(("lẻ", "linh"), ("odd", 0)),
    **dict.fromkeys(("rưỡi", "rưởi"), ("half", 0)),
    **dict.fromkeys(("phẩy", "chấm"), ("point", 0)),
    "mấy": ("some", 0),
    **dict.fromkeys(("hàng", "cả", "vài", "dăm"), ("whole", 0)),
    "nửa": ("nửa", 0),
    **{
        word: ("scale", power)
        for word, power in {
            "nghìn": 3,
            "nghin": 3,
            "ngàn": 3,
            "vạn": 4,
            "triệu": 6,
            "trieu": 6,
            "tỷ": 9,
            "tỉ": 9,
        }.items()
    },
    **{
        word: ("typed", power)
        for word, power in {"k": 3, "ng": 3, "tr": 6, "trd": 6, "trđ": 6, "t": 9, "ty": 9}.items()
    },
    **{word: ("slang", power) for word, power in {"củ": 6, "chai": 6, "tỏi": 9, "xị": 5, "lít": 5}.items()},
}

_ACCENTED_ONLY = {"tá", "cả", "tỏi", "vạn", "hăm"}  # ta, ca, toi, van, ham without diacritics are mostly other words

_FOLDED = {fold(word): kind for word, kind in reversed(_KINDS.items()) if word not in _ACCENTED_ONLY}

_EITHER = {**_KINDS, **_FOLDED}

_BEGINNING = {"one", "ten", "hundred", "scale", "whole", "nửa"}

_NONE = {"không", "hết", "ko", "k", "hk", "hông", "hổng", "đã", "khong", "het", "hong", "da"}

_FIRSTS = frozenset(word for word, kind in _KINDS.items() if kind[0] in _BEGINNING) | _NONE

_FOLDED_FIRSTS = _FIRSTS | {word for word, kind in _FOLDED.items() if kind[0] in _BEGINNING}

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

_PARTS_OF_YEAR = frozenset(
    "đầu cuối giữa hàng hằng mỗi từng trong suốt nhiều dau cuoi giua hang moi tung trong suot nhieu".split()
)

_SUMMED_UP = frozenset({("tong", "ket"), ("so", "ket")})  # tổng kết năm khu phố có 498 hộ

NOTHING = ("", 0)


def listed() -> list[str]:
    """Give all words of numbers."""
    return list(_KINDS)


def role(text: Text, place: int) -> tuple[str, int]:
    """Say what a word does in a number, and its value or power of ten."""
    if place >= len(text.lows):
        return NOTHING
    return (_EITHER if text.folds else _KINDS).get(text.lows[place], NOTHING)


def one(text: Text, place: int) -> int | None:
    """Give the digit that a word says: bảy, tư, mốt."""
    kind, value = role(text, place)
    return value if kind == "one" else None


def is_ten(text: Text, place: int) -> bool:
    """Say whether a word is mười or mươi."""
    return role(text, place)[0] == "ten" and text.bares[place] == "muoi"


def is_odd(text: Text, place: int) -> bool:
    """Say whether a word is linh or lẻ."""
    return role(text, place)[0] == "odd"


def is_half(text: Text, place: int) -> bool:
    """Say whether a word is rưỡi."""
    return role(text, place)[0] == "half"


def multiplies(text: Text, place: int) -> bool:
    """Say whether a word makes more of the digit before it: mươi, trăm, nghìn."""
    return role(text, place)[0] in {"ten", "hundred", "scale"}


def is_loose_count(text: Text, place: int, end: int) -> bool:
    """Say whether a single spoken digit counts what follows it: 7 giờ ba hộ."""
    return end == place + 1 and text.kinds[place] == "word" and units.begins(text, end)


def starts(text: Text, place: int) -> bool:
    """Say cheaply whether a number may begin at a word; none does behind the message."""
    if place >= len(text.kinds):
        return False
    kind = text.kinds[place]
    return kind == "number" or (kind == "word" and role(text, place) is not NOTHING)


def places(text: Text) -> list[int]:
    """Give the words at which a number, or a word for none at all, may begin."""
    firsts = _FOLDED_FIRSTS if text.folds else _FIRSTS
    return sorted([*text.digits, *words.places(text.lows, firsts)])


def is_a_year(text: Text, place: int) -> bool:
    """Say whether a "năm" means year: năm 2022, năm nay."""
    if text.bares[place] != "nam" or place + 1 >= len(text.lows):
        return False
    if place and (text.lows[place - 1] in _PARTS_OF_YEAR or text.bares[max(0, place - 2) : place] in _SUMMED_UP):
        return True
    return text.kinds[place + 1] == "number" or text.lows[place + 1] in _YEAR
