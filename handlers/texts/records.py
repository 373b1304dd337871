"""What the bot says of records: showing, saving, what is beside them."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers import wording
from handlers.texts import asking, general

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
    """Words of the member, one after the other; a number with the marks of what it counts.

    >>> quoted(["3 củ", "5 củ"])
    '“3 củ”, “5 củ”'
    """
    return ", ".join(f"“{wording.marked(each)}”" for each in said)


def not_counted(who: str, said: str, meant: Sequence[str], kept: Sequence[tuple[str, str]]) -> str:
    """What no figure is kept of, alone; what it may be `meant` for, or else what is `kept` of such a matter."""
    if meant:
        how = f"Nếu đó là {' hoặc '.join(map(wording.how_many, meant))} thì {who} nhắn rõ giúp em"
    elif kept:
        which = ", hay ".join(asking.question_of(*each) for each in kept)
        how = f"{general.upper_first(who)} nhắn {which} thì em ghi được"
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


def note_all_homes(said: str, number: str) -> str:
    """Out of how many households some are, which may be how many there are."""
    return f"{quoted([said])} em giữ trong lời kể; là tổng số hộ thì nhắn “tổng số hộ {number}”."


def without_quoted(note: str, said: Sequence[str]) -> str:
    """A note on what no figure is kept of, without some words that it quotes; "" where none are left.

    >>> without_quoted("“25 hộ”, “3 bao” em giữ trong lời kể, sổ chưa có mục riêng.", ["25 hộ"])
    '“3 bao” em giữ trong lời kể, sổ chưa có mục riêng.'
    """
    if not said or not note.endswith(note_uncounted("")):
        return note
    quotes = note.removesuffix(note_uncounted("")).split(", ")
    gone = [f" {wording.marked(one)}" for one in said]
    kept = [part for part in quotes if not any(f" {part.strip('“”')}".endswith(one) for one in gone)]
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


def added_of_some_day(when: str, before: str) -> str:
    """To something more of an unnamed day, which was added to the deed of this one; how to have it apart."""
    return (
        f"“{when}” chưa rõ ngày nào nên em cộng chung vào ngày này. Muốn ghi riêng thì nhắn “{before} thôi”, "
        "lưu xong kể em kèm ngày."
    )


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
    return f"Dạ chưa xong thì em khoan ghi {told} ạ, xong rồi nhắn em. Vẫn muốn ghi thì bấm “{STILL}”, em cho xem lại."


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


def nothing_waits(number: str, told: str, example: str) -> str:
    """After "lưu" or "bỏ" when nothing is open; what was written last stands as it is."""
    what = f" ({told})" if told else ""
    return (
        f"Dạ hiện không có việc nào đang chờ. Việc ghi gần nhất là #{number}{what}, đã lưu rồi ạ.\n"
        f"Cần đổi thì nhắn “{example}”, bỏ hẳn thì “xóa #{number}”."
    )


def outside_unit(unit: str, day: date, *, before: bool) -> str:
    """A day on which a committee was not there yet, or no longer."""
    since = f"có trong sổ từ ngày {wording.day(day)}" if before else f"đã kết thúc ngày {wording.day(day)}"
    return f"Dạ {unit} {since}, ngoài thời gian đó em không ghi được ạ. Việc này làm ngày nào?"


def or_corrected(example: str) -> str:
    """Beside the question whether a record goes: how it is corrected instead."""
    return f"Chỉ sai số thì nhắn “{example}”."


def recorded_once(who: str, told: str, number: str) -> str:
    """To who says that a number is recorded already, and not to be recorded once more."""
    out = f"{general.upper_first(who)} muốn rút thì nhắn “xóa #{number}”."
    return f"Dạ số {told} đó đã có trong sổ (#{number}), em không ghi thêm ạ. {out}"


def not_for_all() -> str:
    """In place of a member's words that tell what only the chair may see."""
    return "(có số chỉ trưởng ban xem được)"


def kept_here(who: str, name: str, unit: str) -> str:
    """A deed told of a khu phố that is not in the book: it may be a slip, and is asked about."""
    return f"Dạ “{name}” em không thấy trong sổ. Em ghi cho {unit}, được không ạ? Chưa phải thì {who} nhắn tên giúp em."


def write_for(unit: str) -> str:
    """The committee that a deed is recorded for, as a choice."""
    return f"Ghi cho {unit}"


def recorded_by(name: str, at: datetime, zone: ZoneInfo) -> str:
    """Who wrote a record, and when."""
    return f"{general.upper_first(name)} ghi lúc {wording.moment(at, zone)}."


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


def record(
    number: str, unit: str, when: str, lines: Sequence[str], by: Sequence[str], words: str, photos: int, example: str
) -> str:
    """A record as it stands, with those `by` whom it was written and changed; its `photos` are shown below."""
    when = f"{when} · 📎{photos}" if photos else when
    body = "\n".join(f"• {line}" for line in lines) or "• (đã rút, không tính)"
    written = "\n".join(by)
    how = f"Cần sửa thì nhắn, ví dụ: “{example}”." if lines else f"Tính lại thì nhắn “khôi phục #{number}”."
    return f"#{number} · {unit} · {when}\n{body}\n{written}\nNguyên văn: “{words}”\n{how}"


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
