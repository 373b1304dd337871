"""What the bot says of records: asking for what is missing, showing, saving, correcting."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers import wording
from handlers.texts import general

ACTIVITIES = {
    "tang_qua": "Tặng quà", "ho_tro_tien": "Vận động, hỗ trợ", "nha_dai_doan_ket": "Nhà đại đoàn kết",
    "hien_dat_gop_cong": "Hiến đất, góp công", "cong_trinh": "Công trình", "moi_truong": "Môi trường",
    "an_ninh": "An ninh trật tự", "hoa_giai": "Hòa giải", "tiep_xuc_cu_tri": "Tiếp xúc cử tri",
    "tuyen_truyen": "Tuyên truyền", "van_hoa": "Văn hóa", "giao_duc": "Khuyến học, giáo dục", "y_te": "Y tế",
    "ho_ngheo": "Hộ nghèo", "hop_kien_toan": "Họp, kiện toàn Ban", "cuu_tro": "Cứu trợ", "vay_von": "Vay vốn",
}  # fmt: skip
OCCASIONS = {
    "tet": "Tết", "trung_thu": "Trung thu", "vu_lan": "Vu lan", "doan_ngo": "Tết Đoan ngọ",
    "phat_dan": "lễ Phật đản", "gio_to": "Giỗ Tổ Hùng Vương", "covid": "dịch Covid-19", "bao_lu": "bão lũ",
    "18/11": "Ngày hội Đại đoàn kết 18/11", "noel": "Noel",
}  # fmt: skip
STANDARDS = {"national": "chuẩn trung ương", "city": "chuẩn thành phố"}
MANY_LINES = 3  # from so many on the lines of a recap are numbered, so that one can be struck out


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
    return f"Dạ em ghi {said} rồi ạ."


def save_as_which() -> str:
    """ "Lưu" where it is not known whether the book has the deed already."""
    return "Dạ để lưu cho đúng: cùng một việc thì sổ giữ nguyên, việc khác thì em cộng thêm ạ."


def ask_part(name: str, whole: Decimal) -> str:
    """How many of some are such as was only named: "hòa giải thành" of 3 cases."""
    return f"Dạ trong {wording.number(whole)} thì {wording.lower_first(name)} là mấy ạ?"


def ask_one_each(said: str, each: str, total: str) -> str:
    """Whether those who were given something had one thing each, which is `total` of them."""
    return f"Dạ {said}, mỗi {each} một phần là {total}, phải không ạ?"


def ask_then(code: str, name: str) -> str:
    """How many it was then, after the one reading of a number was denied."""
    return f"Dạ vậy {_asked(code, name)} ạ?"


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
    asked = f"mình tặng bao nhiêu {of}" if of else _asked(code, name)
    return f"{general.upper_first(asked)} ạ? (ví dụ: {example})"


def ask_figure_again(code: str, name: str, last: str, day: date | None = None) -> str:
    """Step by step: a figure of which the last one is known; `day` is when that was, where it was in another year."""
    when = f", {wording.day(day)}" if day else ""
    return f"{general.upper_first(_asked(code, name))} ạ? (lần trước{when}: {last})"


def _asked(code: str, name: str) -> str:
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
    if only:
        return f"Dạ “{said}” em ghi vào mục {wording.lower_first(only)}, được không ạ?"
    if not known:
        return f"Dạ em chưa có mục nào cho “{said}”. Mình bỏ số này, hay nhắn đó là số gì giúp em ạ?"
    return f"Dạ “{said}” em ghi vào mục nào ạ?"


def of_which_line(said: str) -> str:
    """A number told anew whose word counts several lines: "12 suất" of scholarships and of meals."""
    return f"Dạ “{said}” là của số nào ạ?"


def ask_count(price: str, of: str) -> str:
    """A price for each without a count."""
    return f"Dạ mỗi {of} {price}, vậy tất cả bao nhiêu {of} ạ?"


def ask_within(value: str, total: str) -> str:
    """Whether a figure of an occasion is already part of a total that was recorded."""
    return f"Dạ {value} này tính riêng, hay đã nằm trong {total} đã ghi rồi ạ?"


def what_for(activity: str | None, occasion: str | None) -> str | None:
    """An activity by its name, with the occasion.

    >>> what_for("tang_qua", "tet"), what_for("khac", None)
    ('Tặng quà, dịp Tết', None)
    """
    name = ACTIVITIES.get(activity or "")
    season = OCCASIONS.get(occasion or "", occasion)
    told = ", ".join(filter(None, (name, season and f"dịp {season}")))
    return general.upper_first(told) if told else None


def recap(
    head: Sequence[str | None], lines: Sequence[str], notes: Sequence[str] = (), *, numbered: bool = False
) -> str:
    """What was understood, before it is saved; `numbered` once its lines have been called by their numbers."""
    if len(lines) >= MANY_LINES or (numbered and len(lines) > 1):
        body = "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))
        notes = [*notes, "Dòng nào không lưu, nhắn “bỏ dòng 2”; dòng nào sai, nhắn “dòng 2: 25”."]
    else:
        body = "\n".join(f"• {line}" for line in lines)
    remarks = "".join(f"\n{note}" for note in notes)
    return f"Em ghi thế này, đúng không ạ?\n{' · '.join(filter(None, head))}\n{body}{remarks}"


def effect(period: str, before: str, after: str, held: str | None = None) -> str:
    """What a line changes, if it does; `held` is what khu phố told for the ward, which the ward's own line holds."""
    if before == after and not held:
        return ""
    return f"({period}: {before} → {after}{f', gồm {held} khu phố đã ghi giúp' if held else ''})"


def effect_of_some(told: int, all_units: int, was: str) -> str:
    """Behind a level of the whole ward, of which only some khu phố told theirs before."""
    return f"(trước đó mới {told}/{all_units} khu phố báo, cộng lại {was})"


def told_apart(name: str, by: Sequence[str]) -> str:
    """The name of a figure in a recap, with which fund it is, whose it was, which time."""
    return f"{name} ({', '.join(by)})" if by else name


def derived(count: str, price: str) -> str:
    """A total that was computed from a price."""
    return f"{count} × {price}"


def note_percent(computed: str, told: str) -> str:
    """A stated percentage beside the one computed from the counts."""
    return f"Tỷ lệ em tính lại: {computed}" + ("" if computed == told else f" (trong tin ghi {told})")


def note_total_differs(computed: str, said: str, how: str) -> str:
    """A total that is told beside its parts, which give another one."""
    return f"{how} là {computed}, tin ghi {said} nên em để {said}; sai thì nhắn lại giúp em."


def note_each(said: str, of: str) -> str:
    """What is for each one, beside a total that is told itself."""
    return f"{said} là của mỗi {of}, em giữ trong lời kể."


def quoted(said: Sequence[str]) -> str:
    """Words of the member, one after the other.

    >>> quoted(["3 củ", "5 củ"])
    '“3 củ”, “5 củ”'
    """
    return ", ".join(f"“{each}”" for each in said)


def not_counted(who: str, said: str, meant: Sequence[str], kept: Sequence[tuple[str, str]]) -> str:
    """What no figure is kept of, alone; what it may be `meant` for, or else what is `kept` of such a matter."""
    if meant:
        how = f"Nếu đó là {' hoặc '.join(map(wording.how_many, meant))} thì {who} nhắn rõ giúp em"
    elif kept:
        how = f"{general.upper_first(who)} nhắn {', hay '.join(_asked(*each) for each in kept)} thì em ghi được"
    else:
        how = f"Có số khác cần ghi {who} cứ nhắn em"
    return f"Dạ {said} sổ chưa có mục riêng nên em chưa ghi. {how} ạ."


def once_cleaned(who: str) -> str:
    """Beside a time of cleaning of which only its bags or metres were told."""
    return f"Em ghi một cuộc ra quân; có bao nhiêu người, mấy ký rác thì {who} nhắn thêm ạ."


def patrolled(who: str, said: str) -> str:
    """To the nights or the people of a patrol, which no figure counts; what came of it may be one."""
    return (
        f"Dạ tuần tra ({said}) sổ chưa có mục riêng nên em chưa ghi. Có vụ việc, hay bà con báo tin thì {who} nhắn số, "
        "ví dụ: “bà con báo 2 nguồn tin”."
    )


def paid_out(who: str, said: str) -> str:
    """Money paid out of a fund, of which the book keeps what came in, what was handed up and what is left."""
    return (
        f"Dạ {said} là tiền chi; quỹ thì sổ chỉ ghi tiền thu, đã nộp phường và còn tồn ạ.\n"
        f"Chi cho việc gì {who} kể việc đó, ví dụ: “tặng 20 phần quà, trị giá 5 triệu”; hoặc báo “quỹ còn tồn 3 triệu”."
    )


def no_figure_of(who: str, said: str) -> str:
    """To the name of a deed of which no figure is kept; the question which deed follows again."""
    return (
        f"Dạ sổ chưa có mục “{said}” ạ. {general.upper_first(who)} nhắn cả câu kèm con số giúp em, "
        "ví dụ: “họp dân 40 người dự”, “dân góp 5 triệu”; không ghi nữa thì “bỏ”."
    )


def note_uncounted(said: str) -> str:
    """What no figure is kept of, beside what has one."""
    return f"{said} em giữ trong lời kể, sổ chưa có mục riêng."


def without_quoted(note: str, said: Sequence[str]) -> str:
    """A note on what no figure is kept of, without some words that it quotes; "" where none are left.

    >>> without_quoted("“25 hộ”, “3 bao” em giữ trong lời kể, sổ chưa có mục riêng.", ["25 hộ"])
    '“3 bao” em giữ trong lời kể, sổ chưa có mục riêng.'
    """
    if not said or not note.endswith(note_uncounted("")):
        return note
    quotes = note.removesuffix(note_uncounted("")).split(", ")
    kept = [part for part in quotes if not any(f" {part.strip('“”')}".endswith(f" {one}") for one in said)]
    return note_uncounted(", ".join(kept)) if kept else ""


def note_within(said: str) -> str:
    """A part of what a line counts already: "trong đó dân góp 10 triệu"."""
    return f"{said} nằm trong số trên, em giữ trong lời kể."


def note_former(said: str) -> str:
    """What a level was before, beside what it is now."""
    return f"{said} là số trước đó, em giữ trong lời kể."


def ask_left_out(who: str, said: str, number: str, told: str) -> str:
    """Whether households that were left out belong to the deed recorded just now, or are how many there are."""
    return f"Dạ “{said}” {who} ghi sót là của #{number} ({told}), hay là số hộ của khu phố ạ?"


def things_stay(kept: str, number: str, more: str) -> str:
    """That the number of things given stays beside more households, and how to change it."""
    return f"Em giữ {kept}; phát thêm thì lưu xong nhắn “{made_into(number, more)}”."


def made_into(number: str, amount: str) -> str:
    """The words that make a number of a record another one."""
    return f"sửa #{number} thành {amount}"


def note_left_over(said: str) -> str:
    """What was there before and what is left of it, beside what was given out."""
    return f"{said} em giữ trong lời kể, không cộng vào."


def note_given_of(whole: str, left: str, given: str) -> str:
    """What was given out, where only what there was and what is left of it was told."""
    return f"Có {whole}, còn lại {left}, nên em ghi {given}."


def note_running(said: str, comes_to: str | None, who: str) -> str:
    """What there is in all, beside what was added to it just now; what the book comes to, if that differs."""
    if comes_to is None:
        return f"{said} là số cộng dồn, em giữ trong lời kể."
    return f"{said} là tổng {who} nói, sổ cộng được {comes_to}. Còn lần nào chưa ghi {who} nhắn em nhé."


def note_led(told: str) -> str:
    """A rise or a fall beside the level that it led to."""
    return f"Phần {told} đã nằm trong số đó, em giữ trong lời kể."


def note_moved(told: str) -> str:
    """A rise or a fall beside a level to which, by the book, it did not lead."""
    return f"Phần {told} em giữ trong lời kể."


def note_kept(said: str) -> str:
    """Who gave it, or where it was, beside the figures."""
    return f"{said} em giữ trong lời kể."


def told_more(number: str, said: str, who: str) -> str:
    """Who gave what was saved just now, or where it was, told afterwards."""
    return f"Dạ em ghi thêm {said} vào lời kể của #{number} ạ. Muốn xem lại {who} nhắn “xem #{number}”."


def not_finished(told: str) -> str:
    """To what is said not to be done yet, in place of its recap."""
    return (
        f"Dạ chưa xong thì em khoan ghi {told} ạ, xong rồi nhắn em. Phần nào xong rồi muốn ghi luôn thì bấm “{STILL}”."
    )


STILL = "Vẫn ghi"


def ask_which_fund() -> str:
    """After "Quỹ khác": of which one the money is."""
    return "Dạ tên quỹ là gì ạ?"


def note_planned(said: str) -> str:
    """Figures that are only planned."""
    return f"{said} chưa xong hoặc mới dự kiến nên em chưa tính."


def note_left_out(said: str) -> str:
    """Figures that stayed unclear."""
    return f"{said} chưa rõ nên em chưa ghi."


def no_last_time(who: str) -> str:
    """ "Như lần trước" at a question to which the last time has no answer."""
    return (
        f"Dạ chỗ này không có lần trước để em theo. {general.upper_first(who)} trả lời giúp em, hoặc nhắn “bỏ” để thôi:"
    )


def as_before_next(who: str) -> str:
    """ "Như lần trước" beside a record that is told already: it is of another one."""
    return (
        f"Dạ việc đang ghi có số rồi ạ. Muốn ghi thêm việc khác như lần trước thì {who} lưu hoặc bỏ việc này, "
        "rồi nhắn “tặng quà như lần trước”."
    )


def one_left_to_ask() -> str:
    """Beside what was saved by "lưu hết": the one that still asks something."""
    return "Còn việc này em chưa rõ một chỗ ạ:"


def one_more_question(leave: str) -> str:
    """ "Lưu" while something is still asked, with the words that leave it out."""
    without = f" Không cần thì nhắn “{leave}”." if leave else ""
    return f"Dạ còn chỗ này em chưa rõ, xong là lưu được ạ.{without}"


def cannot_leave() -> str:
    """ "Bỏ qua" where nothing would be left to save."""
    return "Dạ thiếu chỗ này thì em chưa ghi được. Không ghi nữa thì nhắn “thôi” ạ."


def note_today() -> str:
    """A day that nobody told."""
    return "Chưa rõ ngày nên em ghi hôm nay; ngày khác thì nhắn em."


def note_same_deed(number: str) -> str:
    """A record of the same numbers about which nobody was asked."""
    return f"Số này giống #{number}; nếu cùng một việc thì đừng lưu."


def no_such_row(place: int, count: int) -> str:
    """A line that a record does not have."""
    return f"Dạ không có dòng {place}, em đang có {count} dòng thôi ạ."


def other_count(count: int) -> str:
    """ "Lưu cả 3" where there are two."""
    return f"Dạ em chỉ thấy {count} số, xem lại giúp em nhé:"


def moved(unit: str) -> str:
    """A draft that now is another committee's."""
    return f"Em đổi sang {unit}."


def nothing_before(who: str) -> str:
    """ "Như lần trước" from somebody who has recorded nothing like it."""
    return f"Dạ sổ chưa có lần nào trước đây để em ghi theo. {general.upper_first(who)} nhắn giúp em số lần này nhé."


def none_before(who: str) -> str:
    """Below what was told to be as the last time, where there was none."""
    return f"Sổ chưa có lần nào trước đây nên em ghi theo số {who} vừa nhắn."


def all_planned(who: str, *, begun: bool) -> str:
    """Nothing done yet in the message, or what was `begun` not finished."""
    if begun:
        return f"Dạ việc này còn đang làm nên em chưa ghi vào sổ ạ. Xong rồi {who} nhắn em nhé."
    return f"Dạ việc này mới là dự kiến nên em chưa ghi vào số liệu. Làm xong {who} nhắn lại em nhé."


def still_to_come(who: str, when: str, *, reminds: bool) -> str:
    """A deed of a day to come; `reminds` where whoever told it may be reminded of it."""
    remind = f"\nCần em nhắc thì {who} bấm:" if reminds else ""
    return f"Dạ {when} mới làm nên em chưa ghi vào sổ. Làm xong {who} nhắn lại em nhé.{remind}"


def note_later_today(who: str, part: str) -> str:
    """A deed of a later hour of today, in its recap."""
    return f"Việc {part} chưa tới giờ: xong rồi {who} hẵng lưu nhé, em giữ sẵn bản này."


def remind_me(deed: str, day: str) -> str:
    """A deed to come as a task of whoever taps it."""
    return f"Giao tôi {deed}, hạn {day}"


def not_done(who: str) -> str:
    """To what is said to be left undone, beside what was done."""
    return f"Dạ phần chưa làm em chưa ghi, số đã ghi vẫn giữ nguyên. Xong rồi {who} nhắn lại em nhé."


def took_off(said: str) -> str:
    """Above a recap from which something that is not done was taken off."""
    return f"Em trừ {said} chưa làm ra rồi ạ."


def saved(number: str, who: str, what: str) -> str:
    """After Lưu, with what it was where something else was shown since."""
    told = f" ({what})" if what else ""
    return f"Đã lưu #{number}{told}, em cảm ơn {who} ạ!"


def how_to_correct(number: str, of: str, example: str) -> str:
    """What to write to correct a record, with another number that it might have, `of` a line; or without one."""
    if of:
        return f"sửa #{number}: {wording.lower_first(of)} thành {example}"
    moves = example.startswith(("tăng ", "giảm "))
    return f"sửa #{number}{':' if moves else ' thành'} {example}" if example else f"sửa #{number}"


def nothing_waits(number: str, told: str, example: str) -> str:
    """After "lưu" or "bỏ" when nothing is open; what was written last stands as it is."""
    what = f" ({told})" if told else ""
    return (
        f"Dạ hiện không có việc nào đang chờ. Việc ghi gần nhất là #{number}{what}, đã lưu rồi ạ.\n"
        f"Cần đổi thì nhắn “{example}”, bỏ hẳn thì “xóa #{number}”."
    )


def undone(number: str, told: str) -> str:
    """After Hoàn tác, with what the record told."""
    what = f" ({told})" if told else ""
    return f"Dạ em đã rút #{number}{what}, số này không còn được tính nữa. Tính lại thì nhắn “khôi phục #{number}”."


def outside_unit(unit: str, day: date, *, before: bool) -> str:
    """A day on which a committee was not there yet, or no longer."""
    since = f"có trong sổ từ ngày {wording.day(day)}" if before else f"đã kết thúc ngày {wording.day(day)}"
    return f"Dạ {unit} {since}, ngoài thời gian đó em không ghi được ạ. Việc này làm ngày nào?"


def correct_recap(number: str, changes: Sequence[str], odd: Sequence[str] = ()) -> str:
    """A correction of a saved record before it is made, with what looks odd about the new numbers."""
    return "\n".join([f"Em sửa #{number} thế này, đúng không ạ?", *(f"• {c}" for c in changes), *odd])


def reason_kept(why: str) -> str:
    """The reason of a correction, beside what it changes."""
    return f"Lý do: {wording.lower_first(why)}"


def corrected(number: str, who: str) -> str:
    """After a correction."""
    return f"Đã sửa #{number}, em cảm ơn {who} ạ! Số cũ vẫn được giữ để đối chiếu."


def change_of(number: str, to: str, *, out: bool) -> str:
    """A correction in the making, in a few words: what it makes of the record, where it is known."""
    deed = "rút" if out else "sửa"
    becomes = f" thành {to.removeprefix('ngày ')}" if to and not out else ""
    return f"{deed} #{number}{becomes}" if number else f"{deed} việc đã ghi"


def void_recap(number: str, lines: Sequence[str], why: str | None = None, remarks: Sequence[str] = ()) -> str:
    """Before a record is taken out."""
    told = [f"• {line}" for line in lines] + [*remarks] + ([f"Lý do: {why}"] if why else [])
    return f"Em rút #{number} khỏi số liệu, đúng không ạ?\n" + "\n".join(told)


def or_corrected(example: str) -> str:
    """Beside the question whether a record goes: how it is corrected instead."""
    return f"Chỉ sai số thì nhắn “{example}”."


def recorded_once(who: str, told: str, number: str) -> str:
    """To who says that a number is recorded already, and not to be recorded once more."""
    out = f"{general.upper_first(who)} muốn rút thì nhắn “xóa #{number}”."
    return f"Dạ số {told} đó đã có trong sổ (#{number}), em không ghi thêm ạ. {out}"


def takes_out(number: str) -> str:
    """ "Lưu" where a record is to be taken out: it is not said which of the two is meant."""
    return f"Dạ #{number} đang chờ rút khỏi sổ: rút thì nhắn “rút”, để nguyên thì “giữ lại” ạ."


def not_for_all() -> str:
    """In place of a member's words that tell what only the chair may see."""
    return "(có số chỉ trưởng ban xem được)"


def not_corrected_here(who: str, what: str) -> str:
    """What stands in no record: the name of the "unit", or which "person" is meant."""
    told = {
        "unit": "Dạ tên khu phố thì nhờ người quản trị bot đổi ạ.",
        "person": "Dạ em ghi theo máy của người đang nhắn nên không đổi người được ạ. "
        "Ghi nhầm thì nhắn “xóa cái vừa ghi”, rồi nhờ người làm việc đó nhắn em.",
    }[what]
    return f"{told} Cần sửa số thì {who} nhắn số ghi, ví dụ: “sửa #KP9-0142 thành 65 phần”."


def nothing_to_take_out(who: str) -> str:
    """No record that is named so."""
    return f"Dạ trong sổ em không thấy việc nào như vậy ạ. Bỏ việc khác thì {who} nhắn số ghi, ví dụ: “xóa #KP9-0142”."


def nothing_to_correct(who: str) -> str:
    """No record that the correction could mean."""
    return (
        f"Dạ em chưa rõ sửa việc nào. {general.upper_first(who)} nhắn kèm số ghi giúp em, "
        "ví dụ: “sửa #KP9-0142 thành 65 phần”."
    )


def stands_so(who: str, number: str, lines: Sequence[str]) -> str:
    """A correction to what is written already."""
    told = f": {', '.join(lines)}" if lines else ""
    return f"Dạ #{number} đang ghi đúng như vậy rồi ạ{told}. Cần đổi gì thì {who} nhắn em nhé."


def which_line(who: str, number: str, lines: Sequence[str], amount: str, one: str | None) -> str:
    """Of which line of a record a new number is, where all of them hold `one` number or each its own."""
    told = "".join(f"\n• {line}" for line in lines)
    are = f"{len(lines)} số đang là {one}" if one else f"{len(lines)} số"
    return f"Dạ #{number} có {are}, {who} sửa số nào thành {amount} ạ?{told}"


def kept_here(who: str, name: str, unit: str) -> str:
    """A deed told of a khu phố that is not in the book: it may be a slip, and is asked about."""
    return f"Dạ “{name}” em không thấy trong sổ. Em ghi cho {unit}, được không ạ? Chưa phải thì {who} nhắn tên giúp em."


def write_for(unit: str) -> str:
    """The committee that a deed is recorded for, as a choice."""
    return f"Ghi cho {unit}"


def change_to_what(who: str, number: str, lines: Sequence[str], example: str) -> str:
    """What a record tells, to somebody who wants to change it and does not say into what."""
    told = "".join(f"\n• {line}" for line in lines)
    return (
        f"Dạ #{number} đang ghi:{told}\n{general.upper_first(who)} nhắn số đúng giúp em, "
        f"ví dụ: “{example}”; bỏ hẳn thì “xóa #{number}”."
    )


def not_yours(who: str, number: str, writer: str) -> str:
    """A record that only its writer or the chair may change."""
    return (
        f"Dạ #{number} do {writer} ghi, chỉ người ghi hoặc trưởng ban, thư ký mới sửa được ạ. "
        f"{general.upper_first(who)} nhờ {writer} sửa giúp em nhé."
    )


def recorded_by(name: str, at: datetime, zone: ZoneInfo) -> str:
    """Who wrote a record, and when."""
    return f"{general.upper_first(name)} ghi lúc {wording.moment(at, zone)}."


def changed_by(name: str, changes: Sequence[str], when: str) -> str:
    """Who changed a record since it was written, what of it, and when."""
    return f"{general.upper_first(name)} sửa {'; '.join(map(wording.lower_first, changes))} ({when})."


def changed_before(number: str, count: int) -> str:
    """Above the last changes of a record: that there were others before them."""
    return f"Trước đó còn {count} lần sửa, nhắn “lịch sử #{number}” để xem hết."


def overtaken(number: str, changed: Sequence[str], rows: Sequence[str]) -> str:
    """A change of a version that is not the newest any more, and what it makes of the newest."""
    told = "".join(f"\n{line}" for line in changed) + "\nGiờ mà lưu thì:" + "".join(f"\n• {row}" for row in rows)
    return f"Dạ #{number} có người đổi trước rồi ạ.{told}"


def not_the_newest(who: str, number: str, changed: Sequence[str]) -> str:
    """A change of a version that is not the newest any more, and cannot be made of the newest."""
    told = "".join(f"\n{line}" for line in changed)
    how = f"{general.upper_first(who)} nhắn #{number} để xem số đang tính nhé."
    return f"Dạ #{number} đã đổi rồi nên em chưa sửa gì:{told}\n{how}"


def changed_since(name: str, old: str, new: str | None, who: str, when: str) -> str:
    """What became of a line after the version that somebody has in mind."""
    became = f"{old} → {new}" if new else f"{old} → đã rút"
    return f"Sau đó {who} đã sửa {wording.lower_first(name)}: {became} ({when})."


def is_out(number: str) -> str:
    """A record that is taken out already."""
    return f"Dạ #{number} đã rút rồi, không còn được tính. Muốn tính lại thì nhắn “khôi phục #{number}”."


def which_record(who: str, told: Sequence[str]) -> str:
    """Several records that a request may mean."""
    return f"Dạ {who} rút việc nào ạ?\n" + "\n".join(told)


def one_at_a_time(who: str) -> str:
    """To words that choose none of the records listed for taking out: "rút", "hết"."""
    return f"Dạ em rút từng việc cho chắc, {who} bấm việc cần rút; không rút thì bấm Thôi."


def one_of_yours(number: str, what: str, when: str) -> str:
    """A record in a list to choose from."""
    return f"• #{number} ({when}) – {what}"


def only_received(who: str, what: str, *, counted: bool) -> str:
    """To what somebody brought to be handed out; `counted` where the book counts it once it is."""
    how = "bấm nút này hay nhắn lại" if counted else f"{who} nhắn mấy phần quà, hay mấy ký"
    return f"Dạ “{what}” mới nhận về, chưa phát nên sổ chưa đếm ạ. Phát rồi thì {how}, em ghi."


def house_in_need(who: str, state: str) -> str:
    """To who saw a house that ought to be mended, and tells of nothing done yet."""
    return (
        f"Dạ nhà {state} mà chưa sửa thì sổ chưa đếm ạ. Sửa xong {who} nhắn một câu như “sửa nhà bà Tư hết 20 triệu”, "
        "em ghi liền."
    )


def comes_to(lines: Sequence[str]) -> str:
    """What is being told comes to, before it is saved."""
    return "Dạ cộng lại, việc đang ghi là:" + "".join(f"\n• {line}" for line in lines) + "\nĐúng thì nhắn “lưu” ạ."


def which_of_sum(who: str, total: str, lines: Sequence[str], more: int, number: str) -> str:
    """To somebody who puts right a figure that several records make; `more` of them are not listed."""
    told = "".join(f"\n{line}" for line in lines) + (f"\n(và {more} lần ghi trước đó)" if more else "")
    return (
        f"Dạ {total} là cộng các lần ghi này:{told}\n{general.upper_first(who)} xem lần nào sai thì nhắn số đúng của "
        f"lần đó, ví dụ: “sửa #{number} thành 65”. Còn thiếu lần nào thì {who} kể, em ghi thêm."
    )


def ask_why(who: str, number: str, lines: str, since: str, *, out: bool) -> str:
    """The reason for taking a record `out`, or a change of it back, when more than ten minutes have passed."""
    why = f"{general.upper_first(who)} cho em xin lý do để ghi kèm được không ạ?"
    if out:
        what = f"#{number} ({lines})" if lines else f"#{number}"
        return f"Dạ em rút giúp {who} {what}, ghi lúc {since}. {why}"
    now = f"Dạ #{number} đang ghi {lines}; em" if lines else "Dạ em"
    return f"{now} trả về như trước lần sửa cuối. {why}"


def reason_first(out: bool) -> str:  # noqa: FBT001
    """ "Lưu", "ừ" where the reason is asked for."""
    return f"Có lý do là em {'rút' if out else 'trả lại'} liền ạ; để nguyên thì mình chọn “Giữ lại”."


def left_as_it_is(who: str, number: str) -> str:
    """After Bỏ, where a record was to be corrected or taken out."""
    what = f"#{number} như cũ" if number else "sổ"
    return f"Dạ em giữ nguyên {what}. Cần gì {who} cứ nhắn em."


def change_dropped(number: str) -> str:
    """After "hoàn tác" where a change of a record had not been made yet."""
    return f"Dạ em bỏ phần đang sửa, #{number} vẫn như cũ. Rút hẳn thì nhắn “xóa #{number}”."


def back_recap(number: str, changes: Sequence[str], why: str) -> str:
    """Before a correction is taken back."""
    told = [*(f"• {change}" for change in changes), *([reason_kept(why)] if why else [])]
    return "\n".join([f"Em trả #{number} về như trước, đúng không ạ?", *told])


def taken_back(number: str, lines: Sequence[str], example: str) -> str:
    """After a correction, or the withdrawal of a record, was taken back."""
    told = "\n".join(f"• {line}" for line in lines)
    return f"Dạ em đã trả #{number} về như trước:\n{told}\nChưa đúng thì nhắn “{example}”."


def edit_recap(who: str, number: str, rows: Sequence[str], remarks: Sequence[str] = ()) -> str:
    """A message that was edited after it was saved: what that makes of the record."""
    body = "\n".join([*(f"• {row}" for row in rows), *remarks])
    return f"Dạ {who} vừa sửa tin đã ghi #{number}. Em sửa sổ theo nhé?\n{body}"


def struck(line: str) -> str:
    """A line that goes."""
    return f"Bỏ {wording.lower_first(line)}"


def added(line: str) -> str:
    """A line that comes."""
    return f"Thêm {wording.lower_first(line)}"


def counted_again(line: str) -> str:
    """A line that was taken out and counts again."""
    return f"Tính lại {wording.lower_first(line)}"


def redated(old: str, new: str) -> str:
    """Other days for a record."""
    return f"Ngày làm: {old.removeprefix('ngày ')} → {new.removeprefix('ngày ')}"


def edit_changes_nothing(number: str, lines: Sequence[str], example: str) -> str:
    """An edit after which every figure is as it was."""
    return f"Dạ tin sửa không đổi số nào của #{number}:\n" + "\n".join(
        [*(f"• {line}" for line in lines), f"Cần sửa số thì nhắn, ví dụ: “{example}”."]
    )


def edit_of_old(who: str) -> str:
    """An edit of a message that is not kept any more."""
    return (
        f"Dạ tin {who} sửa đã cũ, em không còn giữ. Cần sửa số, {who} nhắn kèm số ghi giúp em, "
        "ví dụ: “sửa #KP9-0142 thành 65 phần”."
    )


def record(
    number: str, unit: str, when: str, lines: Sequence[str], by: Sequence[str], words: str, photos: int, example: str
) -> str:
    """A record as it stands, with those `by` whom it was written and changed; its `photos` are shown below."""
    when = f"{when} · 📎{photos}" if photos else when
    body = "\n".join(f"• {line}" for line in lines) or "• (đã rút, không tính)"
    written = "\n".join(by)
    how = f"Cần sửa thì nhắn, ví dụ: “{example}”." if lines else f"Tính lại thì nhắn “khôi phục #{number}”."
    return f"#{number} · {unit} · {when}\n{body}\n{written}\nNguyên văn: “{words}”\n{how}"


# --- what looks odd is asked, never refused ---


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


def draft_says(shown: Sequence[str], asked: str | None) -> str:
    """To a figure of a record in the making that is asked about: it stands there, or another stands there."""
    if asked is None:
        return f"Dạ đúng, đang ghi {', '.join(shown)} ạ."
    return f"Dạ đang ghi {', '.join(shown)}, chưa phải {asked} ạ. Muốn đổi thì nhắn “sửa thành {asked}”."


def book_says(number: str, day: str, shown: str, asked: str | None) -> str:
    """To a figure of a saved record that is asked about: it stands there, or another stands there."""
    if asked is None:
        return f"Dạ đúng, #{number} ({day}) ghi {shown} ạ. Muốn xem lại thì nhắn “xem #{number}”."
    return f"Dạ không phải {asked}, #{number} ({day}) ghi {shown} ạ.\nMuốn đổi thì nhắn “sửa #{number} thành {asked}”."


def book_sums(when: str, shown: str, asked: str | None) -> str:
    """To what a month or a year is asked to have had."""
    if asked is None:
        return f"Dạ đúng, {when} sổ ghi {shown} ạ. Cần ghi thêm thì cứ nhắn em."
    return f"Dạ không phải {asked}, {when} sổ ghi {shown} ạ. Còn thiếu việc nào thì cứ nhắn em."


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


def so_far(total: str, standing: str) -> str:
    """What is new of a total."""
    return f"{total} − {standing} đã ghi"


def whole_ward() -> str:
    """Behind a ward's total."""
    return "(số chung cả phường, không cộng thêm số khu phố trong kỳ này)"


def nothing_done(who: str) -> str:
    """Somebody said that something was not done."""
    return f"Dạ vậy em không ghi gì vào sổ ạ. Khi nào có thì {who} nhắn em ghi."


def one_each(who: str, what: str, parts: Sequence[str]) -> str:
    """To a report that tells of several khu phố, or days, at once; `parts` is what it tells of each."""
    told = "\n".join(f"• {part}" for part in parts)
    return f"Dạ mỗi lần em ghi cho {what} ạ. {general.upper_first(who)} nhắn riêng từng câu giúp em:\n{told}"
