"""Which committee a message names: "kp9", "khu phố 9", "tổ 5", "toàn phường"."""

from handlers.vi.phrases import Phrases
from handlers.vi.words import Text, places

WARD = "phuong"

_KINDS = Phrases(
    [
        ("khu phố", "khu pho"),
        ("kp", "khu pho"),
        ("khu dân cư", "khu dan cu"),
        ("kdc", "khu dan cu"),
        ("ấp", "ap"),
        ("khóm", "khom"),
        ("thôn", "thon"),
        ("tổ dân phố", "to dan pho"),
        ("tdp", "to dan pho"),
        ("tổ tự quản", "to"),
        ("tổ ndtq", "to"),
        ("tổ nhân dân tự quản", "to"),
        ("tổ", "to"),
    ]
)
_WARD = Phrases(
    [
        (words, WARD)
        for words in (
            "toàn phường", "cả phường", "phường mình", "phường ta", "của phường", "nhất phường", "trong phường",
            "tổng phường", "các kp", "từng kp", "các khu phố", "khắp các khu phố", "từng khu phố", "mỗi khu phố",
            "các khu phố trong phường",
        )
    ]
)  # fmt: skip
_LETTERS = frozenset("abcd")
_DIGITS = 2  # of a committee's number; a longer one counts what follows it


def named(text: Text) -> str | None:
    """The committee a message names, in the plain form that questions use; a khu phố rather than a tổ within it.

    >>> from handlers.vi.words import split
    >>> [named(split(said)) for said in ("KP9 tặng quà", "ở tổ 5 khu phố 3", "hộ nghèo toàn phường", "kp mình")]
    ['khu pho 9', 'khu pho 3', 'phuong', None]
    >>> [named(split(said)) for said in ("thu quỹ khu phố 2 triệu 4", "kp 9 triệu tập họp")]
    [None, 'khu pho 9']
    """
    within: str | None = None
    for place in _KINDS.places(text):
        name = _numbered(text, place)
        if name and not name.startswith("to "):
            return name
        within = within or name
    return within or (WARD if _WARD.within(text) else None)


def every(text: Text) -> list[str]:
    """All khu phố that a message names by their numbers, each once.

    >>> from handlers.vi.words import split
    >>> every(split("hộ nghèo kp 9 với kp 5 của tổ 3"))
    ['khu pho 9', 'khu pho 5']
    """
    return list(dict.fromkeys(name for name, _, _ in _each_named(text)))


def places_named(text: Text) -> list[tuple[str, int, int]]:
    """Each khu phố named by its number, with its first word and the one behind it; none where one is denied.

    >>> from handlers.vi.words import split
    >>> places_named(split("phát quà ở kp 5, kp7")), places_named(split("không phải kp 8"))
    ([('khu pho 5', 3, 5), ('khu pho 7', 6, 8)], [])
    """
    found = _each_named(text)
    return [] if any(_is_denied(text, place) for _, place, _ in found) else found


def _each_named(text: Text) -> list[tuple[str, int, int]]:
    found = [(place, _numbered_to(text, place)) for place in _KINDS.places(text)]
    return [(to[0], place, to[1]) for place, to in found if to and not to[0].startswith("to ")]


def meant(text: Text) -> str | None:
    """The last committee that a message names and does not deny.

    >>> from handlers.vi.words import split
    >>> [meant(split(said)) for said in ("không phải kp 8, kp 9", "kp 3 chứ không phải kp 9", "không phải kp 8")]
    ['khu pho 9', 'khu pho 3', None]
    """
    found = [(name, place) for place in _KINDS.places(text) if (name := _numbered(text, place))]
    kept = [name for name, place in found if not _is_denied(text, place)]
    return kept[-1] if kept else None


def group_met(text: Text) -> bool:
    """Whether a group within the committee met, its number between the two words: "tổ 5 mới họp tối qua".

    >>> from handlers.vi.words import split
    >>> [group_met(split(said)) for said in ("to 5 moi hop toi qua", "tổ 3 sinh hoạt hôm qua", "tổ 2 nhận 3 hộp bánh")]
    [True, True, False]
    """
    met = places(text.lows, _MEETS)
    return any(
        (name := _numbered(text, place)) and name.startswith("to ") and any(place < at <= place + _SOON for at in met)
        for place in _KINDS.places(text)
        if met
    )


_MEETS = frozenset({"họp", "hop", "hoạt", "hoat"})  # họp, sinh hoạt
_SOON = 8  # words: "tổ tự quản 5 tối qua mới họp"


def is_number_of(text: Text, place: int) -> bool:
    """Whether a number is that of a committee: the 5 of "khu phố 5 năm nay"."""
    return _KINDS.before(text, place) is not None


def any_of_them(text: Text) -> bool:
    """Whether committees are named as such, neither by number nor as one's own: "khu phố nhiều quà nhất"."""
    found = [(place, _KINDS.at(text, place)) for place in _KINDS.places(text)]
    return any(
        kind and kind[0] in _COMPARED and not _numbered(text, place) and text.bares[kind[1] : kind[1] + 1] not in _OWN
        for place, kind in found
    )


def begins_with_ward(text: Text) -> bool:
    """Whether the ward is what a message tells of: "phường còn mấy hộ nghèo", not "phường giao chỉ tiêu bao nhiêu"."""
    there = places(text.bares, _WARD_ALONE)
    return any(
        text.bares[place + 1 : place + 2] in _OF_WARD and (not place or text.bares[place - 1] in _ADDRESSED)
        for place in there
    )


_COMPARED = frozenset({"khu pho", "ap", "khom", "thon", "khu dan cu"})
_OWN = {(word,) for word in ("minh", "em", "ta", "toi", "tui", "chung", "nay", "anh", "chi", "bac", "co", "chu")}
_OF_WARD = {(word,) for word in ("co", "con", "hien", "dat", "thu", "tang", "trao", "van", "duoc", "da", "minh", "ta")}
_WARD_ALONE = frozenset({"phuong"})
_ADDRESSED = frozenset({"hoi", "biet", "oi", "da", ",", "xem", "coi", "thua"})
_DENIED = {("khong", "phai"), ("chu", "khong"), ("khong", "la"), ("ko", "phai"), ("k", "phai")}


def _is_denied(text: Text, place: int) -> bool:
    return text.bares[max(0, place - 2) : place] in _DENIED


def _numbered(text: Text, place: int) -> str | None:
    found = _numbered_to(text, place)
    return found[0] if found else None


def _numbered_to(text: Text, place: int) -> tuple[str, int] | None:
    found = _KINDS.at(text, place)
    if found is None or (place and text.lows[place - 1] == "#"):
        return None  # the #KP9-0001 of a record
    kind, end = found
    if end < len(text.lows) and text.bares[end] in {".", "so"}:
        end += 1
    number = text.lows[end] if end < len(text.lows) and text.kinds[end] == "number" else ""
    if not number.isdecimal() or len(number) > _DIGITS or _is_scaled(text, end + 1):
        return None
    lettered = end + 1 < len(text.lows) and text.lows[end + 1] in _LETTERS and text.starts[end + 1] == text.ends[end]
    return f"{kind} {int(number)}{text.lows[end + 1] if lettered else ''}", end + 1 + lettered


_SCALES = frozenset({"triệu", "trieu", "tr", "trăm", "tram", "ngàn", "ngan", "nghìn", "nghin", "tỷ", "tỉ", "củ"})
_NO_SCALES = {("trieu", "tap"), ("tram", "phan")}  # triệu tập họp; trăm phần trăm


def _is_scaled(text: Text, place: int) -> bool:
    """Whether a number is a sum that follows a committee's word: "thu quỹ khu phố 2 triệu 4"."""
    scaled = place < len(text.lows) and text.lows[place] in _SCALES
    return scaled and text.bares[place : place + 2] not in _NO_SCALES
