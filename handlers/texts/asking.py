"""What the bot asks of a record in the making: what is missing, what is unusual."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from handlers import wording
from handlers.texts import general


def ask_what() -> str:
    """Step by step: which activity."""
    return "Dạ, mình ghi việc gì ạ?"


def begun_fund(who: str) -> str:
    """After a fund was told of without its name or its sum: the usual one is asked for."""
    return f"{begun(who)} Quỹ khác thì nhắn kèm tên quỹ, ví dụ: “quỹ đền ơn 2 triệu”."


def begun(who: str) -> str:
    """Before the first question about a deed that was told without a number."""
    return f"Dạ em ghi việc này giúp {who}, không ghi thì nhắn “bỏ” ạ."


def noted_first(said: str) -> str:
    """Step by step: a later figure was told before the one asked for."""
    return f"Dạ em ghi {wording.marked(said)} rồi ạ."


def save_as_which() -> str:
    """ "Lưu" where it is not known whether the book has the deed already."""
    return "Dạ để lưu cho đúng: cùng một việc thì sổ giữ nguyên, việc khác thì em cộng thêm ạ."


def ask_part(name: str, whole: Decimal) -> str:
    """How many of some are such as was only named: "hòa giải thành" of 3 cases."""
    return f"Dạ trong {wording.number(whole)} thì {wording.lower_first(name)} là mấy ạ?"


def ask_one_each(said: str, each: str, total: str) -> str:
    """Whether those who were given something had one thing each, which is `total` of them."""
    return f"Dạ {wording.marked(said)}, mỗi {each} một phần là {total}, phải không ạ?"


def ask_then(code: str, name: str) -> str:
    """How many it was then, after the one reading of a number was denied."""
    return f"Dạ vậy {question_of(code, name)} ạ?"


def yes_so_many(total: str) -> str:
    """One thing for each is what they had, as a choice."""
    return f"Đúng, {total}"


def all_of(whole: Decimal) -> str:
    """All of some, as a choice."""
    return f"Cả {wording.number(whole)}"


def of_another_kind(who: str, said: str, likely: Sequence[str]) -> str:
    """Step by step: a number of another kind than the one asked for, and what it is most `likely` of."""
    how = "".join(f"; nếu là {wording.lower_first(name)} thì {who} nhắn rõ giúp em" for name in likely)
    return f"Dạ “{said}” em chưa ghi, vì chưa rõ là số gì{how} ạ."


def noted_day(when: str) -> str:
    """The day was told while something else is asked."""
    return f"Dạ em ghi {when}."


def row_does_not_fit(place: int, name: str, said: str) -> str:
    """A line that is to be what it cannot be: "dòng 4: 11 triệu" of parcels."""
    return f"Dòng {place} là {wording.lower_first(name)}, “{said}” không hợp nên em chưa sửa ạ."


def noted_instead(name: str, was: str, now: str) -> str:
    """A figure that was told otherwise before, while something else is asked."""
    return f"Em sửa {wording.lower_first(name)}: {was} → {now}."


def ask_figure(code: str, name: str, example: str, of: str = "") -> str:
    """Step by step: a figure of the activity; `of` is what is given, where a word says it better than the figure."""
    asked = f"mình tặng bao nhiêu {of}" if of else question_of(code, name)
    return f"{general.upper_first(asked)} ạ? (ví dụ: {example})"


def ask_figure_again(code: str, name: str, last: str, day: date | None = None) -> str:
    """Step by step: a figure of which the last one is known; `day` is when that was, where it was in another year."""
    when = f", {wording.day(day)}" if day else ""
    return f"{general.upper_first(question_of(code, name))} ạ? (lần trước{when}: {last})"


def question_of(code: str, name: str) -> str:
    """A figure as one asks a neighbour for it."""
    return _AS_ONE_ASKS.get(code) or f"{wording.how_many(name)} là bao nhiêu"


_AS_ONE_ASKS = {
    "qua_so_phan": "mình tặng bao nhiêu phần quà",
    "qua_tri_gia": "quà đó trị giá bao nhiêu",
    "gao_kg": "tặng bao nhiêu ký gạo",
    "ho_duoc_ho_tro": "chăm lo được bao nhiêu lượt hộ",
    "tang_vat_pham": "mình tặng bao nhiêu món",
    "suat_an": "phát bao nhiêu suất ăn",
    "quy_vnn": "vận động Quỹ “Vì người nghèo” được bao nhiêu tiền",
    "quy_dodn": "vận động Quỹ “Đền ơn đáp nghĩa” được bao nhiêu tiền",
    "cuu_tro": "ủng hộ được bao nhiêu tiền",
    "dong_gop_cong_trinh": "bà con đóng góp bao nhiêu tiền",
    "tuyen_truyen_cuoc": "mình tổ chức mấy cuộc",
    "tuyen_truyen_luot": "có bao nhiêu lượt người dự",
    "vsmt_cuoc": "mình ra quân mấy lần",
    "vsmt_luot_nguoi": "có bao nhiêu lượt người ra quân",
    "rac_kg": "thu gom được bao nhiêu ký rác, ve chai",
    "cay_xanh": "trồng, tặng bao nhiêu cây",
    "hg_vu_tiep_nhan": "mình tiếp nhận mấy vụ hòa giải",
    "hg_vu_thanh": "hòa giải thành mấy vụ",
    "nha_ddk": "xây, sửa mấy căn nhà",
    "nha_ddk_kinh_phi": "kinh phí làm nhà hết bao nhiêu",
    "duong_hem": "làm được bao nhiêu mét đường, hẻm",
    "gdvh_ho_dang_ky": "có bao nhiêu hộ đăng ký Gia đình văn hóa",
    "gdvh_ho_dat": "bao nhiêu hộ được công nhận Gia đình văn hóa",
    "ho_ngheo": "hiện còn bao nhiêu hộ nghèo",
    "ho_can_ngheo": "hiện còn bao nhiêu hộ cận nghèo",
    "so_ho": "khu phố mình có tất cả bao nhiêu hộ",
    "hoc_bong": "trao bao nhiêu suất học bổng",
    "hoc_bong_tri_gia": "học bổng đó trị giá bao nhiêu",
    "hien_mau_dv": "hiến được bao nhiêu đơn vị máu",
    "txct_cuoc": "mình tiếp xúc cử tri mấy cuộc",
    "txct_luot": "có bao nhiêu lượt cử tri dự",
}


def ask_day() -> str:
    """Step by step: the day."""
    return "Việc này làm ngày nào ạ? (ví dụ: hôm nay, hôm qua, 15/11)"


def ask_which_day(said: str, example: str = "thứ Hai, 15/11") -> str:
    """A day in the past of which the message says not which."""
    return f"Dạ “{said}” là ngày nào ạ? (ví dụ: {example}; không nhớ thì “bỏ qua”)"


def ask_day_of_feast(occasion: str) -> str:
    """On which day something was done that is only said to be for a day of the year."""
    return f"Dạ {occasion} mình làm việc này ngày nào ạ?"


def ask_day_again(day: str) -> str:
    """A day that has not come yet cannot have been worked on."""
    return f"Dạ {day} chưa tới ạ. Việc này đã làm ngày nào? Nếu mới dự kiến thì xong hãy ghi nhé."


def ask_indicator(said: str, only: str | None = None, *, known: bool = True) -> str:
    """A quantity that we cannot place, with or without figures that it may be; `only` is the one that it may be."""
    said = wording.marked(said)
    if only:
        return f"Dạ “{said}” em ghi vào mục {wording.lower_first(only)}, được không ạ?"
    if not known:
        return f"Dạ em chưa có mục nào cho “{said}”. Mình bỏ số này, hay nhắn đó là số gì giúp em ạ?"
    return f"Dạ “{said}” em ghi vào mục nào ạ?"


def of_which_line(said: str) -> str:
    """A number told anew whose word counts several lines: "12 suất" of scholarships and of meals."""
    return f"Dạ “{wording.marked(said)}” là của số nào ạ?"


def ask_count(price: str, of: str) -> str:
    """A price for each without a count."""
    return f"Dạ mỗi {of} {price}, vậy tất cả bao nhiêu {of} ạ?"


def ask_within(value: str, total: str) -> str:
    """Whether a figure of an occasion is already part of a total that was recorded."""
    return f"Dạ {value} này tính riêng, hay đã nằm trong {total} đã ghi rồi ạ?"


def mixed_up(said: str, unit: str) -> str:
    """A number that would be usual in another unit or with other zeros."""
    mixed = {"m": "mét", "kg": "kg với tấn", "dong": "nghìn với triệu"}[unit]
    return f"Dạ “{said}” – có nhầm {mixed} không ạ?"


def outside_usual(value: str, low: str, high: str) -> str:
    """A number far from what one khu phố has."""
    return f"Dạ {value} có đúng không ạ? Thường chỉ từ {low} đến {high}. {_ELSE}"


def far_from_habit(value: str, habit: str, *, more: bool) -> str:
    """A number ten times what this committee tells, or a tenth of it."""
    return f"Dạ {value} có đúng không ạ? Mọi khi cỡ {habit}, lần này {'nhiều' if more else 'ít'} hơn hẳn. {_ELSE}"


def more_than(value: str, whole: str) -> str:
    """More than there can be."""
    return f"Dạ {wording.how_many(value)} nhiều hơn {wording.how_many(whole)}, có đúng không ạ? {_ELSE}"


def lacks_whole(known: str, part: str, lacking: str) -> str:
    """A deed of which the book knows fewer begun than are done: the lacking ones are offered to be written."""
    return f"Dạ sổ mới có {known}, mà tới việc này là {part} rồi. Em ghi thêm {lacking} cho đủ, được không ạ?"


def note_lacks_whole(known: str) -> str:
    """Where the lacking ones are not written."""
    return f"Sổ mới có {known}; còn thiếu thì nhắn em ghi thêm nhé."


def percent_disagrees(stated: str, of: str, computed: str) -> str:
    """A percentage that its own counts do not give."""
    return f"Dạ tin ghi {stated}, mà {of} là {computed}. Em theo số đếm nhé? Số đếm sai thì nhắn lại số đúng giúp em."


def stock_jumps(before: str, after: str) -> str:
    """A level that is suddenly another one."""
    return f"Dạ trước là {before}, nay là {after}, có đúng không ạ? {_ELSE}"


def same_deed(number: str, who: str, when: str, lines: Sequence[str]) -> str:
    """A record that tells the same numbers of a near day."""
    told = "\n".join(f"• {line}" for line in lines)
    return f"Dạ {who} đã ghi #{number} ({when}):\n{told}\nCó phải cùng một việc không ạ?"


_ELSE = "Sai thì nhắn số đúng giúp em."


def counts_elsewhere(counts_for: str) -> str:
    """Behind a line that is not the committee's own."""
    return {"phuong": "(tính cho phường, không cộng vào khu phố)", "chi_hoi": "(tính cho chi hội)"}[counts_for]


def told_before(number: str) -> str:
    """Behind a line that stands in the record of the same deed."""
    return f"(đã có ở #{number}, không cộng thêm)"


def ask_level(name: str, moved: str, *, rises: bool) -> str:
    """A rise or a fall of a level that the book does not know."""
    name = _number_of(name)
    if rises:
        return f"Dạ sổ em chưa có {name} trước đó. Thêm {moved} rồi thì nay có tất cả bao nhiêu ạ?"
    return f"Dạ sổ em chưa có {name} trước đó. Giảm {moved} rồi thì nay còn bao nhiêu ạ?"


def ask_which_level(who: str, before: str, moved: str, made: str, told: str) -> str:
    """A level told with a rise or a fall, of which the book makes another one."""
    return f"Dạ sổ đang là {before}, {moved} là {made}, mà {who} nhắn {told}. Em ghi số nào cho đúng ạ?"


def note_no_level(name: str, *, rises: bool) -> str:
    """A rise or a fall that is recorded without a level."""
    moved = "tăng" if rises else "giảm"
    return f"Sổ chưa có {_number_of(name)} trước đó nên em ghi phần {moved}; có tổng thì nhắn em thêm nhé."


def _number_of(name: str) -> str:
    return wording.lower_first(name) if name.startswith(("Số", "Tổng số")) else f"số {wording.lower_first(name)}"


def ask_so_far(value: str, standing: str) -> str:
    """A figure that sounds like a total while some of it stands already."""
    return f"Dạ {value} là tổng từ đầu năm (em đã ghi {standing}), hay là thu thêm ạ?"


def ask_of_month(value: str, standing: str) -> str:
    """Whether a figure told of a month is all of it, where some of it stands already."""
    return f"Dạ {value} là tổng cả tháng (em đã ghi {standing}), hay là thêm ạ?"


def ask_of_month_all(known: Sequence[tuple[str, str]]) -> str:
    """The same of several figures at once: the name of each, and how much of it stands."""
    told = "\n".join(f"• {name}: {value}" for name, value in known)
    return f"Dạ trong tháng đó em đã ghi:\n{told}\nMấy số vừa nói là tổng cả tháng, hay là thêm ạ?"
