"""Reading one day at a word: hôm qua, 15/11, ngày 5 tây, mùng 3 Tết, rằm tháng 7, 23 chạp."""

from datetime import date

from handlers.vi import calendar_words, cues, lunar, moment, number_words, spans, units
from handlers.vi.calendar_words import Said
from handlers.vi.moment import Moment, Sight
from handlers.vi.phrases import Vocabulary
from handlers.vi.words import Text

_DAY_BEFORE = Vocabulary("ngày hôm bữa sáng trưa chiều tối đêm từ đến tới dịp nhân mừng quà khoảng hạn hết trước nay")


_PLACE_BEFORE = Vocabulary("hạng đường phố tư ba hẻm ngõ trường chợ khu số cầu trình tổ ấp viên lộ hầm phiên lớp")


_RATIO_BEFORE = Vocabulary("mặt vắng thành đạt giải hg vụ đơn dự họp có được là với đủ")


_BOARD = Vocabulary("ban")


_STANDARDS = {("tieu", "chi"), ("tieu", "chuan"), ("chi", "tieu"), ("noi", "dung")}  # 3/5 tiêu chí


_NEWLY_MADE = "kien"  # kiện toàn


_TIMES = Vocabulary("lần kỳ")


_DAYS_AWAY = cues.by_number("days_away")


_MAI = Vocabulary("mai")


_DONE_TOMORROW = {"hop", "co", "di", "phat", "tang", "trao", "lam", "ra", "to", "nha", "nhe", ""}


_NOT_TOMORROW = Vocabulary("chị cô bà em bé anh ông chú hoa cây chậu gốc sương ban thị xuân ngọc tuyết")


_BURIED = Vocabulary("tiền phí lo trợ cấp")  # mai táng


_NUMBERED = Vocabulary("kp phố tổ ấp khóm thôn tdp kdc phường xóm")


_AND = Vocabulary(", và &")
_TET = Vocabulary("tết")


_DAY_WORD = Vocabulary("ngày hôm bữa")


_FIRST_TEN = Vocabulary("mùng mồng")


_FIFTEENTH = Vocabulary("rằm")


_EACH = Vocabulary("mỗi hàng hằng từng một")


_SINCE_REACH = 6


_EVE = cues.listed("time", "eve")


_COUNT_UNITS = cues.by_meaning("count_unit")


def first_of_days(sight: Sight, place: int) -> Moment | None:
    """Read the 8 of 8–18/11 and of "từ 8 đến 18/11"."""
    text = sight.text
    if place + 2 >= len(text.lows) or text.lows[place + 1] not in {"-", "đến", "tới", "den", "toi"}:
        return None
    if text.lows[place + 1] == "toi" and text.bares[place - 1 : place] == ("so",):
        return None  # tổ số 8, tối 19/11
    if text.kinds[place + 2] != "number" or not text.lows[place].isdecimal() or len(text.lows[place]) > 2:
        return None
    last = calendar_words.slashed(text, place + 2)
    if (
        last is None
        or text.lows[place + 3 : place + 4] == ("-",)
        or last.day is None
        or not 0 < int(text.lows[place]) < last.day
        or units.begins(text, last.end)
    ):
        return None
    return moment.of(sight, place, Said(place + 1, int(text.lows[place]), last.month, last.year))


def slashed(sight: Sight, place: int) -> Moment | None:
    """Read 15/11 and 15/11/2026, unless it is a share, a paper or a place."""
    text = sight.text
    if dotted := _dotted(text, place):
        return moment.of(sight, place, dotted)
    said = calendar_words.slashed(text, place)
    if said is None or _is_document(text, said.end):
        return None
    dashed = text.lows[place + 1] == "-" if said.end > place + 1 else False
    marked = _DAY_BEFORE.has(text, place - 1)
    if _PLACE_BEFORE.has(text, place - 1) and not said.year and not _since_or_three(text, place - 1):
        return Moment(place, said.end)
    if said.year is None and not marked and (dashed or _is_share(text, place, said.end)):
        return None
    if marked and said.end == place + 3 and _are_all(text, place):
        return None
    if said.year is None and not marked and _is_fraction(text, place, said.end):
        return Moment(place, said.end)
    if said.year is None and dashed and units.begins(text, said.end):
        return None
    return moment.named(sight, place, calendar_words.with_year(text, calendar_words.marked(text, said), sight.on))


def _dotted(text: Text, place: int) -> Said | None:
    """Read the 20.11 of "20.11 vừa rồi", which alone would be a number."""
    parts = text.lows[place].split(".")
    if len(parts) != len(_DAY_AND_MONTH) or text.bares[place + 1 : place + 3] not in _JUST_NOW:
        return None
    return Said(place + 1, int(parts[0]), int(parts[1])) if calendar_words.is_day(*parts) else None


_DAY_AND_MONTH = ("day", "month")
_JUST_NOW = {("vua", "roi"), ("vua", "qua")}


def _since_or_three(text: Text, place: int) -> bool:
    """Say whether a "tu" or "ba" without its mark is từ or ba, and no crossroads (ngã tư) stands there."""
    return text.lows[place] in {"tu", "ba"} and text.bares[place - 1 : place] != ("nga",)


def _is_document(text: Text, end: int) -> bool:
    """Say whether a slash and more follow, as in 86/2023/NĐ-CP."""
    return end + 1 < len(text.lows) and text.lows[end] == "/" and text.starts[end] == text.ends[end - 1]


def _is_share(text: Text, place: int, end: int) -> bool:
    """Say whether a/b is a share of something counted: 26/27 đơn, hg 5/5."""
    if int(text.lows[place]) > int(text.lows[place + 2]):
        return False  # no part is more than its whole
    unit = units.at(text, end)
    if unit and unit[0].code:
        return unit[1] == end + 1 or not _BOARD.has(text, end) or _is_share_of_boards(text, place, unit[1])
    if text.bares[end : end + 2] in _STANDARDS:
        return True
    return _RATIO_BEFORE.has(text, place - 1) and int(text.lows[place]) <= int(text.lows[place + 2])


def _is_fraction(text: Text, place: int, end: int) -> bool:
    """Say whether 1/3 is a third and not the first of March: dân góp 1/3, hơn 2/3 số hộ."""
    if text.lows[place : place + 3] not in _FRACTIONS:
        return False
    return _PART_BEFORE.has(text, place - 1) or _PART_BEHIND.has(text, end)


_FRACTIONS = {(above, "/", below) for above, below in ("12", "13", "23", "14", "34")}
_PART_BEFORE = Vocabulary("góp chiếm gần hơn khoảng còn chịu trên")
_PART_BEHIND = Vocabulary("số tổng kinh chi giá dân diện")


def _are_all(text: Text, place: int) -> bool:
    """Say whether 12/12 khu phố are all of them, even behind "đến nay" and though 12/12 is a day."""
    if text.lows[place] != text.lows[place + 2] or _DAY_WORD.has(text, place - 1):
        return False
    if text.lows[place + 3 : place + 4] == ("den",):
        return False  # tu 1/1 den nay counts no lamps
    unit = units.at(text, place + 3)
    return unit is not None and not _BOARD.has(text, place + 3)


def _is_share_of_boards(text: Text, place: int, end: int) -> bool:
    """Say whether 6/6 Ban công tác Mặt trận counts them, rather than that they did something on 6/6."""
    if _NEWLY_MADE in text.bares:
        return True
    alone = end >= len(text.lows) or text.kinds[end] == "mark"
    return alone and int(text.lows[place]) <= int(text.lows[place + 2])


def before_month(sight: Sight, place: int) -> Moment | None:
    """Read 7 tháng 5 năm 1954, 23 tháng chạp, 23 chạp."""
    text = sight.text
    found = calendar_words.day_number(text, place)
    if found is None or (_NUMBERED.has(text, place - 1) and calendar_words.MONTH.has(text, found[1])):
        return None  # kp 2 tháng 10
    said = calendar_words.after_day(text, found[0], found[1], sight.on)
    if (
        found[0] == _TWO
        and text.lows[said.end : said.end + 1] in _ANOTHER
        and calendar_words.month_number(text, said.end + 1)
    ):
        return None  # hai tháng 9 và 10
    if said.month is None or _TIMES.has(text, said.end) or units.begins(text, said.end):
        return None
    return moment.named(sight, place, said) if said.lunar or spans.make(2000, said.month, found[0]) else None


_TWO = 2
_ANOTHER = {("và",), ("va",)}


def with_calendar(sight: Sight, place: int) -> Moment | None:
    """Read 15 âl, 5 tây; 28 tết."""
    text = sight.text
    found = calendar_words.day_number(text, place)
    if found is None:
        return None
    if _TET.has(text, found[1]) and found[0] >= 20:
        return _days_before_tet(sight, place, found[1] + 1, found[0])
    said = calendar_words.marked(text, Said(found[1], found[0]))
    return moment.of(sight, place, said) if said.end > found[1] and text.lows[found[1]] != "ta" else None


def _days_before_tet(sight: Sight, place: int, end: int, number: int) -> Moment:
    """Read 28 Tết, a day of the last lunar month; 30 Tết is its last day even when it has 29."""
    on = sight.on
    tries: list[date | None] = []
    for year in (on.year - 1, on.year, on.year + 1):
        last = lunar.eve(year)
        tries.append(last if number == 30 else lunar.day(year - 1, 12, number))
    return Moment(place, end, calendar_words.pick(tries, on, ahead=sight.ahead), occasion="tet")


def ngay(sight: Sight, place: int) -> Moment | None:
    """Read what follows the word ngày, hôm, bữa: 15/11, mùng 5, 15 tháng 8, hai mươi tư tháng bảy."""
    text = sight.text
    if text.bares[place - 1 : place] == ("may",):
        return None  # mấy hôm nay
    if (found := _DAYS_AWAY.at(text, place)) and not calendar_words.MONTH.has(text, found[1]):
        return moment.away(sight, place, *found)  # but "ngay mot thang 5" is ngày một
    following = place + 1
    if not _DAY_WORD.has(text, place) or following >= len(text.lows):
        return None
    if text.kinds[following] == "number" and (found_date := _after_ngay(sight, place)):
        return found_date
    if inner := mung(sight, following) or ram(sight, following):
        return inner._replace(first=place)
    number = calendar_words.day_number(text, following)
    if number is None:
        return _no_such_day(text, place)
    said = _with_month_of_next(text, calendar_words.after_day(text, number[0], number[1], sight.on))
    spelled = text.kinds[following] != "number"
    if said.month is None and (spelled or _counts(text, said.end) or _goes_on(text, said.end)):
        return None
    return moment.named(sight, following, said)._replace(first=place)


def _with_month_of_next(text: Text, said: Said) -> Said:
    """Give the 16 of "ngày 16 và 17/11" its month."""
    if said.month is not None or said.end + 1 >= len(text.lows) or not _AND.has(text, said.end):
        return said
    if text.kinds[said.end + 1] != "number":
        return said
    following = calendar_words.slashed(text, said.end + 1)
    return said._replace(month=following.month, year=following.year) if following and following.day else said


def _no_such_day(text: Text, place: int) -> Moment | None:
    """Take the words of "ngày 0 tháng 4", so that no month is read in them."""
    if text.kinds[place + 1] != "number" or not calendar_words.MONTH.has(text, place + 2):
        return None
    month = calendar_words.month_number(text, place + 3)
    if month is None:
        return None
    return Moment(place, calendar_words.after_month(text, month[1], date.min)[1])


def _goes_on(text: Text, end: int) -> bool:
    """Say whether a number goes on with a slash, as the impossible 31/2 does."""
    return end + 1 < len(text.lows) and text.lows[end] == "/" and text.kinds[end + 1] == "number"


def _counts(text: Text, end: int) -> bool:
    """Say whether a number there counts something: hôm 5 hộ, bữa 3 giờ; but "ngay 1 den ngay 15" no lamps."""
    if text.lows[end : end + 1] == ("den",) and (_DAY_WORD.has(text, end + 1) or number_words.one(text, end + 1)):
        return False
    return (units.begins(text, end) and not _BOARD.has(text, end)) or _COUNT_UNITS.at(text, end) is not None


def _after_ngay(sight: Sight, place: int) -> Moment | None:
    text = sight.text
    said = calendar_words.slashed(text, place + 1)
    if (
        said is None
        and (parts := text.lows[place + 1].split("."))[1:]
        and len(parts) == 2
        and calendar_words.is_day(*parts)
    ):
        said = Said(place + 2, int(parts[0]), int(parts[1]))
    if said is None or said.day is None:
        return None
    said = calendar_words.with_year(text, calendar_words.marked(text, said), sight.on)
    return moment.named(sight, place + 1, said)._replace(first=place)


def relative(sight: Sight, place: int) -> Moment | None:
    """Read hôm nay, hqua, sáng mai, ngày mốt."""
    text = sight.text
    found = _DAYS_AWAY.at(text, place)
    if found and text.lows[place : found[1]] == ("toi", "nay") and _is_until_now(text, place, found[1]):
        return None
    if (
        found
        and text.bares[place] == "mot"
        and (text.lows[place] != "mốt" or (place and number_words.starts(text, place - 1)))
    ):
        return None
    return moment.away(sight, place, *found) if found else None


def _is_until_now(text: Text, place: int, end: int) -> bool:
    """Say whether a "toi nay" is tới nay: tu dau nam toi nay, toi nay da thu."""
    return (
        "tu" in text.bares[max(0, place - _SINCE_REACH) : place]
        or text.bares[place - 1 : place] in _COUNTED_UP
        or text.bares[end : end + 1] in _TELLING
        or text.bares[end + 1 : end + 2] in _REACHED
    )


_COUNTED_UP = {("tinh",), ("cho",)}  # tính tới nay
_REACHED = {("dat",), ("da",)}
_TELLING = {("da",), ("duoc",), ("van",), ("moi",), ("thu",), ("chi",), ("co",), ("con",)}


def mai(sight: Sight, place: int) -> Moment | None:
    """Read "mai" where it is tomorrow and no name."""
    text = sight.text
    following = text.bares[place + 1] if place + 1 < len(text.bares) else ""
    at_an_hour = following.isdigit() and text.bares[place + 2 : place + 3] in {("h",), ("gio",)}
    if text.folds and following not in _DONE_TOMORROW and not at_an_hour:
        return None
    if following == "mot" and text.lows[place] == "mai":
        return Moment(place, place + 2)  # mai mốt: some day
    if following == "tang" and (text.lows[place + 1] == "táng" or _BURIED.has(text, place - 1)):
        return None
    named = _NOT_TOMORROW.has(text, place - 1) and not (at_an_hour and text.bares[place - 2 : place] == ("hop", "ban"))
    if not _MAI.has(text, place) or named or (place and text.raws[place] != "mai"):
        return None
    return moment.away(sight, place, 1, place + 1)


def nay(sight: Sight, place: int) -> Moment | None:
    """Read "nay" at the beginning of what is said: nay phát 10 phần."""
    if sight.text.lows[place] != "nay" or (place and sight.text.kinds[place - 1] != "mark"):
        return None
    return moment.away(sight, place, 0, place + 1)


def mung(sight: Sight, place: int) -> Moment | None:
    """Read mùng 8, mùng 3 Tết, mồng mười tháng chín."""
    text = sight.text
    if not _FIRST_TEN.has(text, place):
        return None
    if _is_slashed(text, place + 1):
        said = calendar_words.slashed(text, place + 1)
        said = calendar_words.marked(text, said) if said else None
        return moment.named(sight, place, said) if said and said.lunar else None
    number = calendar_words.day_number(text, place + 1)
    if number is None:
        return None
    if _TET.has(text, number[1]):
        return _day_of_tet(sight, place, number[1] + 1, number[0])
    return moment.named(sight, place, calendar_words.after_day(text, number[0], number[1], sight.on))


def _is_slashed(text: Text, place: int) -> bool:
    """Say whether a date like 18/11 stands there: then "mung" before it is mừng."""
    return place < len(text.lows) and text.kinds[place] == "number" and calendar_words.slashed(text, place) is not None


def _day_of_tet(sight: Sight, place: int, end: int, number: int) -> Moment:
    said = Said(end, number, 1, None, lunar=True)
    year, end = calendar_words.after_month(sight.text, end, sight.on)
    return moment.of(sight, place, said._replace(year=year, end=end))._replace(occasion="tet")


def ram(sight: Sight, place: int) -> Moment | None:
    """Read rằm, rằm tháng 7, rằm trung thu."""
    text = sight.text
    if not _FIFTEENTH.has(text, place) or _EACH.has(text, place + 1):
        return None
    said = calendar_words.after_day(text, 15, place + 1, sight.on)._replace(lunar=True)
    return moment.of(sight, place, said)._replace(occasion={7: "vu_lan", 8: "trung_thu"}.get(said.month or 0))


def eve(sight: Sight, place: int) -> Moment | None:
    """Read giao thừa, the last day before Tết."""
    found = _EVE.at(sight.text, place)
    return _days_before_tet(sight, place, found[1], 30) if found else None
