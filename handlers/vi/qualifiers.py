"""What is said around a number of how exact it is: gần 14tr, trên 94%, khoảng 200 hộ, 98% trở lên."""

from decimal import Decimal

from handlers.vi.phrases import Phrases
from handlers.vi.reading import Qualifier
from handlers.vi.words import Text

_BEFORE: dict[Qualifier, str] = {
    "over": "hơn|trên|quá|ít nhất|tối thiểu|không dưới|không ít hơn|vượt|vượt quá|>|≥|> =|hơn cả|có hơn|trên dưới hơn|nhiều hơn|dư|từ trên",
    "nearly": "gần|ngót|ngót nghét|gần tới|gần đến|gần được|sắp được|suýt soát|gần cả|gần khoảng",
    "about": "khoảng|cỡ|tầm|chừng|độ|ước|ước khoảng|ước chừng|ước tính|áng chừng|xấp xỉ|khoảng chừng|~|≈|trên dưới|tròm trèm|đâu|đâu khoảng|"
    "đâu chừng|cỡ khoảng|tầm khoảng|khoảng gần|khoảng độ|chắc cỡ|chắc khoảng|độ khoảng|loanh quanh|khoảng cỡ|tầm cỡ|khoảng tầm|khoản|sấp sỉ|áng|phỏng chừng|độ chừng|vào khoảng",
    "under": "dưới|tối đa|không quá|không đến|không tới|chưa tới|chưa đến|chưa đầy|<|≤|< =|nhiều nhất|ít hơn|kém|thấp hơn|cao nhất",
}  # fmt: skip
_AFTER: dict[Qualifier, str] = {
    "over": "trở lên|hơn|mấy|có dư|dư|có lẻ|ngoài|lẻ|trở đi",
    "about": "gì đó|gì đấy|gì á|thôi chắc|chắc vậy|đổ lại đổ lên",
    "under": "trở xuống|đổ lại|trở lại|không tới",
}
_BEFORES = Phrases([(words, kind) for kind, names in _BEFORE.items() for words in names.split("|")])
_AFTERS = Phrases([(words, kind) for kind, names in _AFTER.items() for words in names.split("|")])
_BOUNDS: Phrases[Qualifier] = Phrases([("trở lên", "over"), ("trở xuống", "under")])
# Without diacritics these are mostly other words: qua(quà), cỡ (có), độ (do), tầm (tám), đâu (đầu), dư (dự), lẻ (lẽ), ước (được).
_UNSAFE_BARE = {"qua", "co", "do", "tam", "dau", "du", "le", "kem", "ngoai", "khoan", "ang"}
_BETWEEN = {"là", "la", "được", "dc", "đc", "có", "tổng", "cộng", "thêm"}
_ROUND = 10


def before(text: Text, first: int, value: Decimal, *, money: bool) -> tuple[Qualifier, int] | None:
    """Read the qualifier that ends right before a number, and the place where it begins."""
    found = _BEFORES.before(text, first)
    if found is None:
        return None
    kind, begins = found
    said = text.lows[begins:first]
    if len(said) == 1 and said == text.bares[begins:first] and text.folds:
        if said[0] in _UNSAFE_BARE:
            return None
        if said[0] == "gan" and not money and (value < _ROUND or value % _ROUND):
            return None  # gắn 9 bóng đèn
    return kind, begins


def after(text: Text, end: int) -> tuple[Qualifier, int] | None:
    """Read the qualifier that follows a number or its unit, and the place after it."""
    found = _AFTERS.at(text, end) or _bound(text, end)
    if found is None:
        return None
    if found[1] == end + 1 and text.folds and text.bares[end] in _UNSAFE_BARE:
        return None
    if (
        text.lows[end] in {"hơn", "hon", "lẻ", "dư"}
        and found[1] < len(text.words)
        and text.words[found[1]].kind != "mark"
    ):
        return None
    return found


def _bound(text: Text, end: int) -> tuple[Qualifier, int] | None:
    """Find the trở lên of "98% hộ trở lên", up to three words behind."""
    for place in range(end + 1, min(end + 4, len(text.words))):
        if text.words[place - 1].kind != "word":
            return None
        if found := _BOUNDS.at(text, place):
            return found
    return None
