"""What is said around a number of how exact it is: gần 14tr, trên 94%, khoảng 200 hộ, 98% trở lên."""

from decimal import Decimal

from handlers.vi import cues
from handlers.vi.phrases import Phrases, Vocabulary
from handlers.vi.reading import Qualifier
from handlers.vi.words import Text

_KINDS: tuple[Qualifier, ...] = ("over", "nearly", "about", "under")


def _spellings(name: str) -> Phrases[Qualifier]:
    table = cues.table(name)
    return Phrases((spelling, kind) for kind in _KINDS for spelling in table.get(kind, ()))


_BEFORES = _spellings("qualifier_before")
_AFTERS = _spellings("qualifier_after")
_BOUNDS = _spellings("qualifier_bound")
# Without diacritics these are mostly other words: quà, có, do, tám, đầu, dự, lẽ, được.
_UNSAFE_BARE = {"qua", "co", "do", "tam", "dau", "du", "le", "kem", "ngoai", "khoan", "ang"}
_ROUND = 10
_SUMS = Vocabulary("chuyển tài các những điều bồi số ck")


def within(text: Text) -> bool:
    """Say whether a qualifier stands anywhere in a message."""
    return _BEFORES.within(text) or _AFTERS.within(text) or _BOUNDS.within(text)


def before(text: Text, first: int, value: Decimal, *, money: bool) -> tuple[Qualifier, int] | None:
    """Read the qualifier that ends right before a number, and the place where it begins."""
    found = _BEFORES.before(text, first)
    if found is None:
        return None
    kind, begins = found
    said = text.lows[begins:first]
    if said[0] == "khoản" and _SUMS.has(text, begins - 1):
        return None  # chuyển khoản 3tr
    if said == ("dư",) and text.digits and text.digits[0] < begins:
        return None  # phát 45 phần, dư 5 phần: what is left over
    if len(said) == 1 and said == text.bares[begins:first] and text.folds:
        if said[0] in _UNSAFE_BARE:
            return None
        if said[0] == "gan" and not money and (value < _ROUND or value % _ROUND):
            return None  # gắn 9 bóng đèn
    return kind, begins


def after(text: Text, end: int) -> tuple[Qualifier, int] | None:
    """Read the qualifier that follows a number or its unit, and the place after it."""
    found = _AFTERS.at(text, end)
    if found is None and "tro" in text.bares[end + 1 : end + 4]:
        found = _bound(text, end)
    if found is None:
        return None
    if found[1] == end + 1 and text.folds and text.bares[end] in _UNSAFE_BARE:
        return None
    if text.lows[end] in {"hơn", "hon", "lẻ", "dư"} and found[1] < len(text.lows) and text.kinds[found[1]] != "mark":
        return None
    return found


def _bound(text: Text, end: int) -> tuple[Qualifier, int] | None:
    """Find the trở lên of "98% hộ trở lên", up to three words behind."""
    for place in range(end + 1, min(end + 4, len(text.lows))):
        if text.kinds[place - 1] != "word":
            return None
        if found := _BOUNDS.at(text, place):
            return found
    return None
