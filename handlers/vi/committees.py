"""Which committee a message names: "kp9", "khu phố 9", "tổ 5", "toàn phường"."""

from handlers.vi.words import Text

_KINDS = {
    ("khu", "phố"): "khu pho",
    ("kp",): "khu pho",
    ("k", "p"): "khu pho",
    ("kdc",): "khu dan cu",
    ("khu", "dân", "cư"): "khu dan cu",
    ("ấp",): "ap",
    ("khóm",): "khom",
    ("thôn",): "thon",
    ("tổ", "dân", "phố"): "to dan pho",
    ("tdp",): "to dan pho",
    ("tổ",): "to",
}
_BY_FIRST: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]] = {}
for _words, _kind in sorted(_KINDS.items(), key=lambda row: -len(row[0])):
    _bare = tuple(_kind.split()) if len(_words) == len(_kind.split()) else _words
    _BY_FIRST.setdefault(_bare[0], []).append((_words, _bare, _kind))

_WARD = {
    ("toàn", "phường"),
    ("cả", "phường"),
    ("của", "phường"),
    ("các", "kp"),
    ("nhất", "phường"),
    ("trong", "phường"),
    ("tổng", "phường"),
}
_WARD_LONG = {("các", "khu", "phố"), ("khắp", "các", "khu"), ("từng", "khu", "phố"), ("mỗi", "khu", "phố")}
_WARD_STARTS = {words[0] for words in _WARD | _WARD_LONG}
_BARE_WARD = {
    ("toan", "phuong"),
    ("ca", "phuong"),
    ("cac", "kp"),
    ("nhat", "phuong"),
    ("tong", "phuong"),
    ("cac", "khu", "pho"),
}
_LETTERS = frozenset("abcd")
_HIGHEST = 3  # digits of a committee's number


def named(text: Text) -> str | None:
    """The committee a message names, in the plain form that questions use; a khu phố rather than a tổ within it.

    >>> from handlers.vi.words import split
    >>> [named(split(said)) for said in ("KP9 tặng quà", "ở tổ 5 khu phố 3", "hộ nghèo toàn phường", "kp mình")]
    ['khu pho 9', 'khu pho 3', 'phuong', None]
    """
    found: str | None = None
    for place, bare in enumerate(text.bares):
        name = _numbered(text, place) if bare in _BY_FIRST else None
        if name is None:
            continue
        if not name.startswith("to "):
            return name
        found = found or name
    return "phuong" if found is None and ward(text) else found


def ward(text: Text) -> bool:
    """Say whether the whole ward is named."""
    known = _BARE_WARD if text.folds else _WARD | _WARD_LONG
    words = text.bares if text.folds else text.lows
    return any(words[place : place + size] in known for place in range(len(words)) for size in (2, 3))


def _numbered(text: Text, place: int) -> str | None:
    for words, bares, kind in _BY_FIRST[text.bares[place]]:
        end = place + len(words)
        if text.lows[place:end] != words and not (text.folds and text.bares[place:end] == bares):
            continue
        if end < len(text.lows) and text.lows[end] in {".", "số", "so"}:
            end += 1
        if (
            end < len(text.lows)
            and text.words[end].kind == "number"
            and text.lows[end].isdecimal()
            and len(text.lows[end]) <= _HIGHEST
        ):
            letter = text.words[end + 1] if end + 1 < len(text.lows) else None
            suffix = letter.low if letter and letter.low in _LETTERS and letter.start == text.words[end].end else ""
            return f"{kind} {int(text.lows[end])}{suffix}"
        return None
    return None
