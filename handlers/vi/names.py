"""Numbers that name and do not count: tổ 5, hẻm 25, Số 05/HD-MTTQ-BTT, đợt 2, telephone numbers, Covid 19."""

from handlers.vi import numbers, units
from handlers.vi.numbers import Number
from handlers.vi.phrases import Phrases
from handlers.vi.words import Text

# A number behind these is always a name, unless it says nghìn, triệu or đồng.
_ALWAYS = """tổ|khu phố|kp|khóm|ấp|thôn|xóm|tdp|tổ dân phố|tổ ndtq|tổ tự quản|tổ nhân dân tự quản|hẻm|hẽm|ngõ|ngách|kiệt|đường số|đường|quốc lộ|ql|
tỉnh lộ|tl|hương lộ|đt|km|cây số|lô|block|chung cư|tầng|lầu|phòng số|nhà số|số nhà|thửa số|tờ bản đồ|lần thứ|thứ|khóa|nhiệm kỳ|điều|khoản|chương|
nghị quyết|nq|chỉ thị|ct|quyết định|qđ|nghị định|nđ|hướng dẫn|hd|kế hoạch số|kh|luật|thông tư|thông tri|công văn|cv|sđt|điện thoại|số điện thoại|hotline|zalo|
lớp|khối lớp|hạng|covid|covid-|bão số|cơn bão số|chương trình số|đề án|id|mã số|stk|số tài khoản|tài khoản|cccd|cmnd|số cmnd|số cccd|mẫu số|biểu số|biểu mẫu|phiên|
học kỳ|hk|đảng bộ|chi bộ khu phố|chi bộ|quận|đợt|lần|kỳ họp thứ|hội nghị lần|ngã tư|ngã ba|cầu số|cống số|trạm|tuyến số|xe số|cột số|ô số|
sinh năm|sn|trang|câu|bước|ca số|bàn số|khu|tiểu khu|cụm|vùng|quân khu|nhóm zalo|mục|phụ lục|cảnh sát|kcn|dãy|căn số|văn bản số|bc|tb|tổ hòa giải|tổ công nghệ số|tổ liên gia"""
# Behind these it is a name only where it counts nothing: "phường 4", but "phường 4 hộ" tells of four.
_SOMETIMES = """số|phường|p|p.|f.|q|q.|xã|trường|đội|nhóm|giải|cấp|loại|điểm|khối|phần|ban|tuyến|tập|bài|vòng|kỳ|cụm dân cư|nhà|căn|phòng|thửa|hội|chi hội|cỡ|size|thẻ số|vé số|chương trình"""
_NAMES = Phrases(
    [(word.strip(), True) for word in _ALWAYS.split("|")] + [(word.strip(), False) for word in _SOMETIMES.split("|")]
)
# Without diacritics only these keep naming before a unit; "tang 70 phan" is tặng, not tầng.
_ALWAYS_BARE = {
    "to",
    "kp",
    "khu pho",
    "hem",
    "ap",
    "dot",
    "quoc lo",
    "ql",
    "duong so",
    "so nha",
    "lan thu",
    "khom",
    "ngo",
    "nghi quyet",
    "lop",
}
_JOINS = {",", "và", "va", "với", "voi", "-", "đến", "den", "tới", "toi", "&", "+", "/", ";", "rồi", "lẫn"}
_DOCUMENT_MARKS = {"/", "-"}
_PHONE = 9
_LEAST_MONEY = 100


def end_of(text: Text, place: int, number: Number | None) -> int | None:
    """Give the place after the name that a number at a word is or belongs to, None where it may be a quantity.

    >>> from handlers.vi.words import split
    >>> end_of(text := split("tổ 2, 3 và 8 góp 30tr"), 1, numbers.at(text, 1))
    6
    """
    word = text.words[place]
    if word.kind != "number":
        return None
    following = text.lows[place + 1] if place + 1 < len(text.lows) else ""
    if following in _DOCUMENT_MARKS and (end := _document(text, place)):
        return end
    if (word.low[0] == "0" or len(word.low) >= _PHONE or text.lows[place - 1] == "+") and (end := _phone(text, place)):
        return end
    return _code(text, place) or _named(text, place, number)


def _named(text: Text, place: int, number: Number | None) -> int | None:
    before = place - 1 if place and text.lows[place - 1] in {".", ":"} and _glued(text, place) else place
    found = _NAMES.before(text, before)
    if found is None or (before < place and text.lows[place - 1] == ":"):
        return None
    always, first = found
    if text.folds and text.lows[first:before] == text.bares[first:before]:
        always = always and " ".join(text.bares[first:before]) in _ALWAYS_BARE
    if first and text.words[first - 1].kind == "number" and not always:
        return None
    if not _is_plain(text, number, always=always):
        return None
    end = place + 1
    while end + 1 < len(text.words) and text.lows[end] in _JOINS and text.words[end + 1].kind == "number":
        if not _is_plain(text, numbers.at(text, end + 1), always=False):
            break
        end += 2
    return end


def _glued(text: Text, place: int) -> bool:
    return place >= 2 and text.words[place - 2].end == text.words[place - 1].start


def _is_plain(text: Text, number: Number | None, *, always: bool) -> bool:
    """Say whether a number stands without a scale, and unless it always names, without a unit."""
    if number is None:
        return True
    if number.scaled or (units.is_money(text, number.end) and number.value >= _LEAST_MONEY):
        return False
    share = text.lows[number.end : number.end + 1] == ("/",) and number.end + 1 < len(text.words)
    counted = units.at(text, number.end + 2 if share and not always else number.end)
    return always or counted is None


def _document(text: Text, place: int) -> int | None:
    """Read the number of a document, 05/HD-MTTQ-BTT or 86/2023/NĐ-CP, to its end."""
    end = place + 1
    slashes = 0
    while end + 1 < len(text.words) and text.lows[end] in {"/", "-"} and _touch(text, end):
        slashes += text.lows[end] == "/"
        following = text.words[end + 1]
        if following.kind == "mark":
            break
        if following.kind == "word" and not (following.raw.isupper() and len(following.raw) >= 2):
            return None
        end += 2
        if (
            following.kind == "word"
            and end < len(text.words)
            and text.words[end].kind == "number"
            and _touch(text, end - 1)
        ):
            end += 1
    last = text.words[end - 1]
    return end if slashes and end > place + 2 and any(map(_is_initials, text.words[place:end])) and last else None


def _is_initials(word: object) -> bool:
    raw = getattr(word, "raw", "")
    return raw.isalpha() and raw.isupper() and len(raw) >= 2


def _touch(text: Text, place: int) -> bool:
    """Say whether the mark at a place touches both its neighbours."""
    mark = text.words[place]
    return text.words[place - 1].end == mark.start and text.words[place + 1].start == mark.end


def _phone(text: Text, place: int) -> int | None:
    """Read a telephone or identity number: 0912345678, 0912 345 678, 0912.345.678, +84 …."""
    digits, end = "", place
    while end < len(text.words) and len(digits) < 15:
        word = text.words[end]
        if word.kind == "number":
            digits += word.low.replace(".", "").replace(",", "")
        elif word.low not in {"-", ".", ")"}:
            break
        end += 1
    begins = text.lows[place]
    abroad = place > 0 and text.lows[place - 1] == "+"
    if (begins.startswith("0") and begins[1:2].isdigit() or abroad) and len(digits) >= _PHONE:
        return end
    plain = begins.isdigit() and len(begins) >= _PHONE + 3
    return place + 1 if plain and not _says_what(text, place + 1) else None


def _says_what(text: Text, end: int) -> bool:
    return units.begins(text, end) or len(text.words) == 1


def _code(text: Text, place: int) -> int | None:
    """Read numbers that are part of a name written together: QL1A, U23, 4G, A3, 2.0."""
    word = text.words[place]
    if place and text.words[place - 1].end == word.start:
        before = text.words[place - 1]
        if (
            before.kind == "word"
            and before.raw.isupper()
            and not units.begins(text, place + 1)
            and len(before.raw) <= 4
        ):
            return place + 1
    return None
