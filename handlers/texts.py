"""Every sentence the bot says, as functions of what they tell. `who` is the form of address ("bác", "chị")."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.ledger import Figure, Ratio, Source
from handlers import wording

MANY_LINES = 3  # from here on the lines of a recap are numbered, so that one can be struck out

EXAMPLE_LOG = "sáng nay tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu"
EXAMPLE_ASK = "tháng này tặng bao nhiêu phần quà?"
EXAMPLE_MEETING = "họp ban ngày 5 hàng tháng 19h tại nhà văn hóa"

ANYBODY = "anh/chị"
NEW_MEMBER = "Thành viên mới"

ACTIVITIES = {
    "tang_qua": "Tặng quà", "ho_tro_tien": "Vận động, hỗ trợ", "nha_dai_doan_ket": "Nhà đại đoàn kết",
    "hien_dat_gop_cong": "Hiến đất, góp công", "cong_trinh": "Công trình", "moi_truong": "Môi trường",
    "an_ninh": "An ninh trật tự", "hoa_giai": "Hòa giải", "tiep_xuc_cu_tri": "Tiếp xúc cử tri",
    "tuyen_truyen": "Tuyên truyền", "van_hoa": "Văn hóa", "giao_duc": "Khuyến học, giáo dục", "y_te": "Y tế",
    "ho_ngheo": "Hộ nghèo", "hop_kien_toan": "Họp, kiện toàn Ban", "cuu_tro": "Cứu trợ", "vay_von": "Vay vốn",
}  # fmt: skip
OCCASIONS = {
    "tet": "Tết", "trung_thu": "Trung thu", "vu_lan": "Vu lan", "covid": "dịch Covid-19", "bao_lu": "bão lũ",
    "18/11": "Ngày hội Đại đoàn kết 18/11",
}  # fmt: skip

# What Telegram shows of the bot before the first word, and its list of commands.
BOT_SHORT = "Sổ tay của Ban công tác Mặt trận khu phố: ghi việc, hỏi số liệu, nhắc họp."
BOT_LONG = (
    "Em giúp Ban công tác Mặt trận ghi lại việc đã làm, trả lời số liệu và nhắc lịch họp. "
    "Nhắn bằng lời thường là được. Để bắt đầu, xin gửi mã mời mà trưởng ban đưa."
)
COMMANDS = (
    ("ghi", "Ghi một việc, từng bước một"),
    ("solieu", "Xem số liệu của khu phố"),
    ("hop", "Lịch họp"),
    ("giup", "Cách dùng"),
)


def upper_first(text: str) -> str:
    """A sentence with its first letter as a capital."""
    return text[:1].upper() + text[1:]


# --- joining and help ---


def who_are_you() -> str:
    """To somebody we do not know: how to join, and nothing else."""
    return (
        "Dạ em chào ạ! Em là sổ tay của Ban công tác Mặt trận.\n"
        "Em chưa biết mình là ai. Xin gửi em mã mời do trưởng ban đưa, ví dụ: KP-7Q4M-2XKD"
    )


def bad_code(why: str) -> str:
    """An invitation that does not work: "unknown", "used" or "expired"."""
    reason = {
        "unknown": "Em chưa thấy mã này, có thể gõ nhầm một chữ.",
        "used": "Mã này đã có người dùng rồi ạ, mỗi mã chỉ dùng một lần.",
        "expired": "Mã này đã hết hạn rồi ạ.",
    }[why]
    return f"{reason}\nXin xem lại, hoặc nhờ trưởng ban gửi mã mới."


def ask_name(unit: str) -> str:
    """First question to a new member."""
    return f"Dạ em chào ạ! Mời vào {unit}.\nXin cho em biết họ và tên để ghi vào sổ."


def ask_title() -> str:
    """Second question to a new member."""
    return "Em nên xưng hô thế nào cho phải ạ?"


def welcome(who: str, name: str, unit: str, role: str) -> str:
    """After joining."""
    return f"Em chào {who} {name}, {role_name(role)} {unit}!\n\n{short_help(who)}\n\n{privacy(who)}"


def privacy(who: str) -> str:
    """What is kept about a member, told once (Luật 91/2025/QH15, Điều 9: a person is told what is kept and why)."""
    return f"Em lưu tên, vai trò và địa chỉ chat của {who} để ghi số liệu và nhắc họp; thôi nhiệm vụ thì xóa."


def role_name(role: str) -> str:
    """A role in words."""
    return {"member": "thành viên Ban", "secretary": "thư ký Ban", "chair": "trưởng Ban", "ward": "cán bộ Mặt trận"}[
        role
    ]


def short_help(who: str) -> str:
    """What one can do here, by example."""
    return (
        f"{upper_first(who)} cứ nhắn bằng lời thường ạ:\n"
        f"• Ghi việc: “{EXAMPLE_LOG}”\n"
        f"• Hỏi số: “{EXAMPLE_ASK}”\n"
        f"• Lịch họp: “{EXAMPLE_MEETING}”"
    )


def already_in(who: str, unit: str) -> str:
    """A code from somebody who has joined already."""
    return f"Dạ {who} đã ở trong {unit} rồi ạ, không cần mã nữa."


def private_only() -> str:
    """In a group."""
    return "Dạ, mời nhắn riêng cho em để ghi việc và hỏi số liệu ạ."


def no_role(who: str) -> str:
    """To somebody whose term has ended."""
    return f"Dạ, hiện {who} không còn nhiệm vụ trong Ban nào trong sổ của em. Xin liên hệ trưởng ban để được mời lại ạ."


# --- not understood ---


def not_understood(who: str) -> str:
    """A sentence that nobody could read."""
    return (
        f"Dạ em chưa hiểu ý {who}. {upper_first(who)} nhắn giúp em một câu như:\n• “{EXAMPLE_LOG}”\n• “{EXAMPLE_ASK}”"
    )


def not_clear(who: str) -> str:
    """Words beside an open draft that say nothing we can use; the question follows again."""
    return f"Dạ em chưa hiểu ý {who}. Mình xong việc này trước nhé:"


def no_words(who: str) -> str:
    """A sticker, a voice note, an empty message."""
    return f"Dạ em chỉ đọc được chữ và ảnh thôi ạ. {upper_first(who)} nhắn giúp em bằng chữ, ví dụ: “{EXAMPLE_LOG}”"


def number_alone(who: str, said: str) -> str:
    """A number without a unit or an object."""
    return f"Dạ {said} là số gì ạ? {upper_first(who)} nhắn giúp em đủ ý, ví dụ: “tặng {said} phần quà”."


def too_long(who: str) -> str:
    """A message longer than we read."""
    return f"Dạ tin này dài quá, em đọc không hết. {upper_first(who)} gửi giúp em từng đoạn ngắn ạ."


def sorry(who: str) -> str:
    """A bug of ours: the message is kept."""
    return (
        f"Dạ em xin lỗi {who}, em bị trục trặc nên chưa xử lý được tin này. Tin vẫn được giữ, người quản trị sẽ xem ạ."
    )


def set_aside(incoming_id: int, error: str) -> str:
    """To the keeper: a message that could not be answered."""
    return f"Tin số {incoming_id} chưa xử lý được ({error}). Tin vẫn được giữ; chạy `python -m bot replay` để làm lại."


def button_used(who: str, word: str) -> str:
    """A second tap, or a tap on an old message."""
    return f"Dạ nút “{word}” này đã xong rồi ạ, không ghi thêm lần nữa. Cần đổi gì {who} cứ nhắn em."


def button_unknown(who: str) -> str:
    """A tap that belongs to no message we know."""
    return f"Dạ nút này không còn dùng được ạ. {upper_first(who)} nhắn bằng chữ giúp em nhé."


def draft_moved_on(who: str) -> str:
    """A tap below an older form of a draft."""
    return f"Dạ việc này đã đổi rồi ạ, {who} xem tin mới nhất bên dưới giúp em."


def draft_waits(title: str) -> str:
    """A line under an answer while a draft is still open."""
    return f"(Còn việc đang ghi chưa lưu: {title})"


def draft_expired(who: str, title: str) -> str:
    """A draft that was left for too long."""
    return f"Dạ, việc “{title}” {who} chưa lưu, lâu quá nên em đã bỏ. Cần thì {who} nhắn lại câu đó nhé."


def dropped(who: str) -> str:
    """After Bỏ."""
    return f"Dạ em bỏ, không ghi gì cả ạ. Cần gì {who} cứ nhắn em."


def how_to_change(who: str) -> str:
    """After Sửa."""
    return f"Dạ, {who} nhắn chỗ cần sửa là được, ví dụ: “65 phần thôi” hoặc “hôm qua”."


# --- logging ---


def ask_what() -> str:
    """Step by step: which activity."""
    return "Dạ, mình ghi việc gì ạ?"


def ask_figure(name: str, example: str) -> str:
    """Step by step: a figure of the activity."""
    return f"{upper_first(name)} là bao nhiêu ạ? (ví dụ: {example})"


def ask_day() -> str:
    """Step by step: the day."""
    return "Việc này làm ngày nào ạ? (ví dụ: hôm nay, hôm qua, 15/11)"


def ask_day_again(day: str) -> str:
    """A day that has not come yet cannot have been worked on."""
    return f"Dạ {day} chưa tới ạ. Việc này đã làm ngày nào? Nếu mới dự kiến thì xong hãy ghi nhé."


def ask_indicator(said: str) -> str:
    """A quantity that we cannot place."""
    return f"Dạ “{said}” là số liệu gì ạ?"


def ask_count(price: str) -> str:
    """A price for each without a count."""
    return f"Dạ mỗi phần {price}, vậy tất cả bao nhiêu phần ạ?"


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
    return ", ".join(filter(None, (name, season and f"dịp {season}"))) or None


def recap(
    what: str | None, unit: str, when: str, lines: Sequence[str], notes: Sequence[str] = (), photos: int = 0
) -> str:
    """What was understood, before it is saved."""
    head = " · ".join(filter(None, (what, unit, when, f"📎{photos}" if photos else None)))
    if len(lines) > MANY_LINES:
        body = "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))
        notes = [*notes, "Dòng nào không lưu, xin nhắn “bỏ dòng 2”."]
    else:
        body = "\n".join(f"• {line}" for line in lines)
    remarks = "".join(f"\n{note}" for note in notes)
    return f"Em ghi thế này, đúng không ạ?\n{head}\n{body}{remarks}"


def effect(period: str, before: str, after: str) -> str:
    """What a line changes."""
    return f"({period}: {before} → {after})"


def derived(count: str, price: str) -> str:
    """A total that was computed from a price."""
    return f"{count} × {price}"


def note_percent(computed: str, told: str) -> str:
    """A stated percentage beside the one computed from the counts."""
    return f"Tỷ lệ em tính từ số đếm: {computed}" + ("" if computed == told else f" (trong tin ghi {told})")


def note_planned(said: str) -> str:
    """A figure that is only planned."""
    return f"“{said}” mới là dự kiến nên em chưa tính."


def all_planned(who: str) -> str:
    """Nothing done yet in the message."""
    return f"Dạ việc này mới là dự kiến nên em chưa ghi vào số liệu. Làm xong {who} nhắn lại em nhé."


def saved(number: str, who: str) -> str:
    """After Lưu."""
    return f"Đã lưu #{number}, em cảm ơn {who} ạ!"


def undone(number: str) -> str:
    """After Hoàn tác."""
    return f"Dạ em đã rút #{number}, số này không còn được tính nữa."


def other_unit(who: str, unit: str) -> str:
    """Logging for, or asking about, a committee that is not one's own."""
    return f"Dạ em chỉ ghi và xem được số liệu của {unit} cho {who} ạ."


def unknown_unit(name: str) -> str:
    """A committee that is not in the book."""
    return f"Dạ em không thấy “{name}” trong sổ ạ."


def before_unit(unit: str, since: date) -> str:
    """A day before a committee existed."""
    return f"Dạ {unit} có trong sổ từ ngày {wording.day(since)}, trước đó em không ghi được ạ."


# --- photos ---


def photo_noted(count: int, title: str) -> str:
    """A photo while a draft is open."""
    return f"Dạ em đã kèm {count} ảnh vào việc đang ghi: {title}."


def photo_for_what() -> str:
    """A photo alone."""
    return "Dạ em nhận được ảnh rồi. Ảnh này của việc nào ạ?"


def photo_attached(number: str, count: int) -> str:
    """A photo was put to a record."""
    return f"Dạ em đã gắn ảnh vào #{number} (📎{count})."


def photo_alone(who: str) -> str:
    """A photo alone when nothing was logged lately."""
    return f"Dạ em nhận được ảnh rồi. {upper_first(who)} nhắn thêm ảnh này của việc gì, ví dụ: “{EXAMPLE_LOG}”"


# --- corrections ---


def correct_recap(number: str, changes: Sequence[str]) -> str:
    """A correction of a saved record before it is made."""
    return f"Em sửa #{number} thế này, đúng không ạ?\n" + "\n".join(f"• {c}" for c in changes)


def corrected(number: str, who: str) -> str:
    """After a correction."""
    return f"Đã sửa #{number}, em cảm ơn {who} ạ! Số cũ vẫn được giữ để đối chiếu."


def void_recap(number: str, lines: Sequence[str]) -> str:
    """Before a record is taken out."""
    return f"Em rút #{number} khỏi số liệu, đúng không ạ?\n" + "\n".join(f"• {line}" for line in lines)


def nothing_to_correct(who: str) -> str:
    """No record that the correction could mean."""
    return (
        f"Dạ em chưa rõ sửa việc nào. {upper_first(who)} nhắn kèm số ghi giúp em, ví dụ: “sửa #KP9-0001 thành 65 phần”."
    )


def record_unknown(number: str) -> str:
    """A record number that is not there or not one's own."""
    return f"Dạ em không thấy số ghi #{number} trong sổ của mình ạ."


def not_yours(number: str) -> str:
    """A record that only its writer or the chair may change."""
    return f"Dạ #{number} do người khác ghi, chỉ người ghi hoặc trưởng ban, thư ký mới sửa được ạ."


def recorded_by(name: str, at: datetime, zone: ZoneInfo) -> str:
    """Who wrote a record, and when."""
    return f"{upper_first(name)} ghi lúc {wording.moment(at, zone)}."


def changed_meanwhile(number: str) -> str:
    """A correction of a version that somebody else has corrected since."""
    return f"Dạ #{number} vừa có người sửa trước rồi ạ, em chưa đổi gì. Mình nhắn #{number} để xem số mới nhé."


def record(number: str, unit: str, when: str, lines: Sequence[str], by: str, words: str) -> str:
    """A record as it stands."""
    body = "\n".join(f"• {line}" for line in lines) or "• (đã rút, không tính)"
    return f"#{number} · {unit} · {when}\n{body}\n{by}\nNguyên văn: “{words}”"


# --- answers ---


def answer(name: str, value: str, where: str, source: str, notes: Sequence[str] = ()) -> str:
    """A figure: the number first, then what it is, where and when, and who said so."""
    return "\n".join([value, f"{upper_first(name)} · {where}", *notes, source])


def as_of(day: date) -> str:
    """The day of a level."""
    return f"tính đến {wording.day(day)}"


def written_by(sources: Sequence[tuple[Source, str]], zone: ZoneInfo) -> str:
    """Who recorded it and when: each source with the name of the person."""
    newest, name = max(sources, key=lambda s: (s[0].entry.at, s[0].entry.id or 0))
    head = f"Nguồn: {name} ghi ngày {wording.day(newest.entry.at.astimezone(zone).date())}"
    numbers = sorted({f"#{s.record.number}" for s, _ in sources})
    if len(numbers) == 1:
        return f"{head} ({numbers[0]})"
    shown = ", ".join(numbers[-3:]) + (" …" if len(numbers) > 3 else "")
    return f"Nguồn: {len(numbers)} lần ghi ({shown})"


def counts(found: Ratio) -> str | None:
    """The counts behind a ratio, with the denominator named."""
    if not (found.numerator and found.denominator):
        return "Theo số đã báo cáo, chưa có số đếm để tính lại."
    top, bottom = found.numerator, found.denominator
    return (
        f"{wording.number(top.value)}/{wording.number(bottom.value)} "
        f"({_lower_first(top.indicator.name)} / {_lower_first(bottom.indicator.name)})"
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def no_figure(who: str, name: str, where: str, hint: str | None) -> str:
    """Nothing was recorded: said plainly, never guessed."""
    more = f"\n{hint}" if hint else f"\n{upper_first(who)} có số thì nhắn em ghi vào sổ nhé."
    return f"Dạ em chưa có số liệu về {_lower_first(name)} ({where}).{more}"


def nearest(period: str, value: str) -> str:
    """What is there instead of what was asked for."""
    return f"Gần nhất em có: {period} – {value}."


def only_whole(period: str, value: str) -> str:
    """A longer period that cannot be told apart."""
    return f"Em chỉ có số chung của {period}: {value}, không tách riêng được."


def which_figure(who: str) -> str:
    """A question whose subject is unclear."""
    return f"Dạ {who} hỏi về số nào ạ?"


def figures_title(unit: str, period: str) -> str:
    """Above a table of figures."""
    return f"Số liệu {unit} · {period}"


def no_figures(unit: str, period: str) -> str:
    """An empty table."""
    return f"Dạ {unit} chưa ghi số liệu nào ({period}) ạ."


def refused(kind: str) -> str:
    """What the bot never tells, because it never keeps it (domain rule: people are counts only)."""
    return {
        "names": "Dạ em chỉ giữ con số, không lưu danh sách tên hộ nghèo. Danh sách có ở phường ạ.",
        "informants": "Dạ em chỉ giữ số lượng nguồn tin, không lưu ai cung cấp ạ.",
    }[kind]


def for_the_ward_only() -> str:
    """A comparison of committees asked by a member."""
    return "Dạ số của các khu phố khác chỉ cán bộ phường xem được ạ."


# --- meetings ---


def ask_rule() -> str:
    """Step by step: when the committee meets."""
    return "Ban mình họp vào ngày nào hằng tháng ạ? (ví dụ: ngày 5 hàng tháng, tối thứ sáu tuần đầu)"


def ask_hour() -> str:
    """Step by step: the hour."""
    return "Họp lúc mấy giờ ạ? (ví dụ: 19h)"


def ask_place() -> str:
    """Step by step: the place."""
    return "Họp ở đâu ạ? (ví dụ: nhà văn hóa khu phố)"


def meeting_recap(unit: str, rule: str, hour: str, place: str, dates: Sequence[str]) -> str:
    """A rule read back with its next dates."""
    days = "\n".join(f"• {d}" for d in dates)
    return f"Em hiểu thế này, đúng không ạ?\nHọp ban {unit}: {rule}, {hour}, tại {place}.\nBa lần tới:\n{days}"


def meeting_set(who: str, first: str) -> str:
    """After a rule was saved."""
    return f"Đã đặt lịch, em cảm ơn {who} ạ! Lần tới: {first}.\nEm sẽ nhắc từng người trước 3 ngày và trước 2 giờ."


def no_meeting(who: str, *, leads: bool) -> str:
    """No meeting is known."""
    how = (
        f" {upper_first(who)} đặt giúp em, ví dụ: “{EXAMPLE_MEETING}”."
        if leads
        else " Trưởng ban hoặc thư ký đặt lịch ạ."
    )
    return f"Dạ em chưa có lịch họp của ban.{how}"


def only_leaders_set() -> str:
    """A member who wants to set the meeting."""
    return "Dạ lịch họp do trưởng ban hoặc thư ký đặt ạ."


def next_meeting(when: str, place: str, mine: str | None) -> str:
    """When the committee meets next, and the person's own answer."""
    status = f"\n{mine}" if mine else ""
    return f"Họp ban: {when}\nTại {place}.{status}"


def reminder(who: str, when: str, place: str, step: str, late: str | None) -> str:
    """The reminder of a meeting; a late one says that it is late."""
    head = {"3d": f"Em mời {who} họp ban", "2h": f"Dạ {who} ơi, sắp tới giờ họp ban rồi ạ"}[step]
    excuse = f"(Tin này đến trễ {late}, em xin lỗi ạ.)\n" if late else ""
    return f"{excuse}{head}:\n{when}\nTại {place}."


def will_you_come(who: str) -> str:
    """The question under a reminder."""
    return f"{upper_first(who)} có dự không ạ?"


def you_said(answer: str, reason: str | None) -> str:
    """A person's own answer."""
    return {"du": "Đã báo: dự họp.", "vang": f"Đã báo: vắng{f' ({reason})' if reason else ''}."}[answer]


def comes(who: str, when: str) -> str:
    """After Dự."""
    return f"Dạ em ghi {who} dự họp {when}. Hẹn gặp {who} ạ!"


def absent(who: str, reason: str | None) -> str:
    """After Vắng."""
    return f"Dạ em ghi {who} vắng{f' ({reason})' if reason else ''}. Đổi ý {who} nhắn “dự” nhé."


def ask_reason(who: str) -> str:
    """Why somebody does not come."""
    return f"Dạ {who} vắng vì việc gì ạ? (không bắt buộc)"


def attendance(when: str, coming: Sequence[str], away: Sequence[str], silent: Sequence[str]) -> str:
    """Who comes, by name, for the chair."""
    parts = [f"Họp {when}"]
    for title, names in (("Dự", coming), ("Vắng", away), ("Chưa trả lời", silent)):
        parts.append(f"{title} ({len(names)})" + (": " + ", ".join(names) if names else ""))
    return "\n".join(parts)


def attendance_counts(when: str, coming: int, away: int, silent: int) -> str:
    """Who comes, as counts, for the others."""
    return f"Họp {when}\nDự {coming} người, vắng {away}, chưa trả lời {silent}."


def lag(minutes: int) -> str:
    """How late something is, roughly.

    >>> lag(25), lag(200), lag(4000)
    ('25 phút', '3 giờ', '2 ngày')
    """
    if minutes < 60:
        return f"{minutes} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // (24 * 60)} ngày"


def figure_line(found: Figure) -> str:
    """A figure in one line, as after saving."""
    return f"{found.indicator.name}: {wording.figure(found)}"
