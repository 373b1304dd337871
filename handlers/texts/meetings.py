"""What the bot says of meetings: the rule, their changes, invitations and reminders, answers.

Every sentence is a function of what it tells. `who` is the form of address ("bác", "chị"); `what` names a meeting ("họp
ban"), `when` says its hour and day.
"""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.texts.general import EXAMPLE_MEETING, upper_first

# --- what is being made, in a few words ---


def title(deed: str, when: str = "") -> str:
    """A change of meetings in the making, with the new day and hour as far as they are known."""
    what = {
        "rule": "đặt lịch họp", "call": "gọi họp", "move": "dời buổi họp", "place": "đổi chỗ họp",
        "cancel": "hủy buổi họp", "end": "bỏ lịch họp", "absence": "lý do báo vắng",
    }[deed]  # fmt: skip
    return f"{what}{' sang' if deed == 'move' and when else ''} {when}".rstrip()


# --- setting the rule ---


def ask_rule(what: str) -> str:
    """When it returns."""
    return f"{upper_first(what)} vào ngày nào ạ? (ví dụ: ngày 5 hằng tháng, tối thứ Sáu tuần đầu, rằm hằng tháng)"


def ask_rule_instead(line: str) -> str:
    """When a meeting returns that returns already, by the rule in force."""
    return f"Dạ mình đang có lịch này rồi ạ:\n• {line}\nĐổi sang ngày nào thì nhắn em, ví dụ: “ngày 10 hằng tháng”."


def rule_stands(line: str, steps: str, wished: str | None) -> str:
    """After a rule was told that is in force already; how long before one is reminded, and how that is changed."""
    change = f"Đổi thành {wished} thì bấm đây ạ" if wished else "Muốn đổi thì nhắn “nhắc họp trước 2 ngày”"
    return f"Dạ lịch này đã có rồi ạ:\n• {line}\nHọp hay nộp số liệu, em nhắc cả Ban trước {steps}. {change}."


def remind_before(steps: str) -> str:
    """The button that sets how long before one is reminded; typed it says the same."""
    return f"Nhắc trước {steps}"


def ask_month_day(how_often: str) -> str:
    """How often is known, the day is not."""
    return f"Dạ {how_often}, vào ngày nào ạ? (ví dụ: ngày 10, thứ Bảy tuần đầu)"


def ask_hour() -> str:
    """The hour."""
    return "Dạ lúc mấy giờ ạ? (ví dụ: 19h)"


def ask_half(hour: str, later: str) -> str:
    """An hour that may be in the morning or `later`, in the evening or afternoon."""
    return f"Dạ {hour} sáng hay {hour} {later} ạ?"


def ask_place() -> str:
    """The place."""
    return "Dạ họp ở đâu ạ? (ví dụ: nhà văn hóa khu phố)"


def no_such_day(day: int, month: int, last: int) -> str:
    """A day that no month or this month does not have."""
    leap = " (năm nhuận 29)" if month == _FEBRUARY else ""
    return f"Dạ tháng {month} không có ngày {day} ạ, tháng {month} chỉ tới ngày {last}{leap}. Mình lấy ngày nào ạ?"


_FEBRUARY = 2


def not_every_month(day: int) -> str:
    """A day that some months do not have."""
    few = {29: "tháng 2 năm thường không có ngày 29", 30: "tháng 2 không có ngày 30"}.get(
        day, "không phải tháng nào cũng có ngày 31"
    )
    return f"Dạ {few} ạ. Mình họp ngày cuối tháng, hay ngày 28 hằng tháng?"


def recap(what: str, unit: str, rule: str, hour: str, place: str, dates: Sequence[str], notes: Sequence[str]) -> str:
    """A rule read back with its next dates, and what is to be noticed about them."""
    where = f", tại {place}" if place else ""
    days = "\n".join(f"• {d}" for d in dates)
    beside = "".join(f"\n{note}" for note in notes)
    whose = f" {unit}" if unit else ""
    return f"Em hiểu thế này, đúng không ạ?\n{what}{whose}: {rule}, {hour}{where}.\nBa lần tới:\n{days}{beside}"


def was_moved(before: str | None) -> str:
    """To whoever has heard that the meeting was moved: whether it was, and from when."""
    return f"Dạ đúng, buổi này đã dời, trước là {before} ạ." if before else "Dạ buổi này chưa dời ạ, vẫn như cũ:"


def note_free(day: str, name: str) -> str:
    """One of the dates is a holiday."""
    return f"Lưu ý: {day} trúng {name}."


def note_avoided(old: str, name: str | None, new: str, *, earlier: bool) -> str:
    """One of the dates left its own day."""
    why = f"trúng {name}" if name else "là ngày mình tránh"
    return f"Lưu ý: {old} {why} nên em {'đưa sớm lên' if earlier else 'dời sang'} {new}."


def note_common_steps(steps: str, wished: str) -> str:
    """One is to be reminded of this alone otherwise than of the rest, which cannot be."""
    return f"Lưu ý: em nhắc chung cả Ban trước {steps}. Muốn đổi thì lưu xong nhắn “nhắc họp trước {wished}”."


def note_replaces(rule: str) -> str:
    """A rule is in force already."""
    return f"(Thay cho lịch đang có: {rule}.)"


def note_clash(what: str, when: str) -> str:
    """There is something else at the same time."""
    return f"Lưu ý: {when} đã có {what} rồi ạ."


def note_clashes(what: str, hour: str, count: int, days: str | None) -> str:
    """The same other meeting stands on several of the days: on all of them, or on `days`."""
    which = f"ngày {days}" if days else f"cả {count} buổi trên"
    return f"Lưu ý: {which} trùng ngày với {what} {hour}."


def rule_set(who: str, first: str, steps: str, told: str, *, attended: bool) -> str:
    """After a rule was saved, of a meeting to which one is invited or of any other day."""
    listed = "lịch họp" if attended else "lịch đang có"
    return (
        f"Đã đặt lịch, em cảm ơn {who} ạ! Lần tới: {first}.\nEm sẽ nhắc {told} trước {steps}. Nhắn “{listed}” để xem."
    )


def rule_ended(what: str, *, attended: bool) -> str:
    """A rule was taken out of force."""
    told = "Ai đã được mời em sẽ báo lại" if attended else "Em không nhắc nữa"
    return f"Dạ em đã bỏ lịch {what}. {told} ạ. Đặt lại thì nhắn ngày giờ cho em."


def no_meeting(who: str, unit: str | None, *, leads: bool) -> str:
    """No meeting is known; of which committee, for whoever is of several."""
    how = (
        f" {upper_first(who)} đặt giúp em, ví dụ: “{EXAMPLE_MEETING}”."
        if leads
        else f" {upper_first(who)} nhờ trưởng ban hoặc thư ký đặt giúp em nhé."
    )
    return f"Dạ em chưa có lịch họp của {unit or 'ban'}.{how}"


def as_it_is() -> str:
    """To a member who wants a meeting as it was, before the meeting that stands."""
    return "Dạ em không đổi gì ạ, lịch đang là:"


def set_already() -> str:
    """Before the meeting that is on the very day and hour that somebody proposes."""
    return "Dạ đúng ngày đó mình đã có lịch rồi ạ:"


def only_leaders_set(who: str) -> str:
    """A member who wants to set or change a meeting."""
    return f"Dạ lịch họp, hạn nộp do trưởng ban hoặc thư ký đặt ạ, {who} nhờ một trong hai người nhắn em nhé."


def in_force(lines: Sequence[str], unit: str | None) -> str:
    """Everything that returns; in which committee, for whoever is of several."""
    return (
        f"Lịch đang có{f' của {unit}' if unit else ''}:\n"
        + "\n".join(f"• {line}" for line in lines)
        + "\nĐổi hay bỏ lịch nào thì nhắn em ạ."
    )


def series_line(title: str, rule: str, hour: str, place: str) -> str:
    """One rule in one line."""
    return f"{title}: {rule}, {hour}" + (f", tại {place}" if place else "")


# --- one meeting: extraordinary, moved, cancelled ---


def ask_day(example: str) -> str:
    """The day of one meeting."""
    return f"Dạ vào ngày nào ạ? (ví dụ: tối mai, thứ Bảy này, {example})"


def ask_day_instead(first: str, second: str) -> str:
    """The day to which a meeting goes, with two near it."""
    return f"Dạ dời sang ngày nào ạ? (ví dụ: {first} hoặc {second}; chưa biết cũng được ạ)"


def put_off_recap(who: str, what: str, when: str) -> str:
    """A meeting that is to be held later, nobody knows when, read back."""
    return f"Chưa biết ngày thì em tạm bỏ {what}, {when}; có ngày {who} nhắn em đặt lại, được không ạ?"


def in_the_past(when: str) -> str:
    """A day or hour that is over."""
    return f"Dạ {when} đã qua rồi ạ. Cho em xin ngày giờ khác nhé?"


def once_recap(what: str, when: str, place: str, notes: Sequence[str]) -> str:
    """An extraordinary or added meeting read back."""
    beside = "".join(f"\n{note}" for note in notes)
    return f"Em hiểu thế này, đúng không ạ?\n{what}: {when}, tại {place}.{beside}"


def note_empty_group(number: int) -> str:
    """Where a self-managed group should meet of which nobody is noted yet."""
    how = f"Muốn mời người trong tổ thì nhắn trước: “thêm anh Tâm vào tổ {number}”."
    return f"Tổ {number} em chưa ghi ai, nên em mời Ban ạ. {how}"


def note_expected(told: str) -> str:
    """How many are to come to a meeting that is called: it stays in the words, the calendar has no place for it."""
    return f"“{told}” em giữ trong lời kể, lịch họp chưa có mục riêng."


def once_set(who: str, when: str, told: int, waits: str, unreached: Sequence[str]) -> str:
    """After an extraordinary meeting was saved; whom the bot cannot reach is for the telephone."""
    news = f"\nEm báo {waits} cho {told} người ạ." if told else ""
    call = f"\nEm chưa nhắn được cho {', '.join(unreached)}, {who} gọi giúp em nhé." if unreached else ""
    alone = "" if news or call else "\nEm chưa báo cho ai khác ạ."
    return f"Dạ em ghi rồi, em cảm ơn {who}! {when}.{news}{call}{alone}\nCần dời hay hủy thì nhắn em."


def ask_wake(until: str | None) -> str:
    """The news falls in the quiet hours and may not be able to wait; None when the meeting is before their end."""
    rest = f"hay để {until}" if until else "hay thôi không họp nữa"
    return f"Giờ này (20 giờ 30 đến 7 giờ) bà con đang nghỉ. Em báo ngay, {rest} ạ?"


def which_meeting(lines: Sequence[str]) -> str:
    """A change of a meeting that cannot be found."""
    known = "\n".join(f"• {line}" for line in lines)
    return f"Dạ em không thấy cuộc họp đó. Lịch sắp tới:\n{known}\nCuộc nào ạ?"


def end_recap(line: str) -> str:
    """The end of a rule read back."""
    return f"Em bỏ hẳn lịch này, đúng không ạ?\n• {line}"


def move_recap(what: str, old: str, new: str, notes: Sequence[str], *, moved: bool) -> str:
    """A move read back, to another time or only to another place."""
    beside = "".join(f"\n{note}" for note in notes)
    return f"Em {'dời' if moved else 'đổi chỗ'} {what}, đúng không ạ?\nTừ: {old}\nSang: {new}{beside}"


def cancel_recap(what: str, when: str, *, returns: bool) -> str:
    """A cancellation read back; `returns` of a meeting that a rule brings again."""
    rest = " Lịch các lần sau vẫn giữ nguyên." if returns else ""
    return f"Em hủy {what}, {when}, đúng không ạ?{rest}"


def cancel_although(who: str, what: str, when: str, names: str) -> str:
    """A cancellation because nobody comes, read back with the names of those who do."""
    return f"Dạ có {names} báo dự {what}, {when}. {upper_first(who)} vẫn muốn hủy không ạ?"


def away_or_kept(who: str, away: str) -> str:
    """ "Lưu" where a meeting or a rule is to go: it is not said which of the two is meant."""
    return f"Dạ {who} muốn {away.lower()} hay giữ lại ạ?"


class News(NamedTuple):
    """How many are told that a meeting changed, and whether who leads was asked to telephone others about it."""

    told: int
    called: bool
    cancelled: bool


def whom_it_tells(who: str, news: News, waits: str) -> str:
    """Whom the bot tells of a change, or that nobody needs to be."""
    told = [f"Em báo lại {waits} cho {news.told} người ạ."] if news.told else []
    told += [f"{upper_first(who)} đã gọi cho ai thì nhờ {who} báo lại giúp em."] if news.called else []
    nobody = "Chưa ai nhận tin mời nên em không phải báo lại ạ."
    nobody = nobody if news.cancelled else "Chưa ai nhận tin mời, tới lúc mời em mời theo lịch mới ạ."
    return " ".join(told) or nobody


def changed(who: str, told: str) -> str:
    """After a meeting was moved; whom the bot tells."""
    return f"Dạ xong rồi, em cảm ơn {who}. {told} Cần đổi nữa thì nhắn em."


def called_off(who: str, what: str, when: str, told: str) -> str:
    """After a meeting was cancelled; whom the bot tells."""
    return f"Dạ em đã hủy {what}, {when}. {told} Họp lại thì {who} nhắn em."


def not_called(who: str) -> str:
    """After a meeting in the making was dropped."""
    return f"Dạ em bỏ, không đặt họp nữa ạ. Cần gì {who} cứ nhắn em."


def rule_not_set(who: str, *, before: bool) -> str:
    """After a rule in the making was dropped; whether one of its kind is in force already, and stays."""
    return f"Dạ em {'giữ nguyên lịch cũ' if before else 'bỏ, không đặt lịch nữa'} ạ. Cần gì {who} cứ nhắn em."


def stays(who: str, what: str, when: str) -> str:
    """After a change of a meeting was not wanted."""
    return f"Dạ em giữ nguyên {what}, {when}. Cần gì {who} cứ nhắn em."


def nothing_changes(when: str) -> str:
    """A move to where the meeting is already."""
    return f"Dạ cuộc họp vẫn đang là {when} ạ, không có gì đổi. Muốn dời thì nhắn ngày giờ mới cho em."


# --- how long before ---


def steps_set(steps: str) -> str:
    """After the committee's own steps were saved."""
    return (
        f"Dạ, từ nay em nhắc trước {steps}, họp hay nộp số liệu cũng vậy.\n"
        "Trúng giờ nghỉ ban đêm thì em nhắc sớm hay muộn hơn một chút. Muốn đổi thì nhắn em."
    )


def steps_are(steps: str) -> str:
    """How long before one is reminded."""
    other = next(each for each in ("5 ngày và 1 ngày", "3 ngày và 2 giờ") if each != steps)
    return f"Hiện em nhắc họp trước {steps}. Muốn đổi thì nhắn, ví dụ: “nhắc họp trước {other}”."


def reminds_by_itself(who: str, steps: str) -> str:
    """To whoever wants others reminded right now."""
    return (
        f"Dạ em tự nhắc ai chưa trả lời, trước buổi họp {steps}; việc được giao thì trước 3 ngày và đúng ngày. "
        f"Cần nhắc ngay thì {who} gọi điện giúp em ạ."
    )


def reminds_of_tasks(who: str) -> str:
    """To whoever leads and wants everybody reminded of something that is to be done."""
    return (
        f"Dạ em chưa nhắc chung nhiều người một việc được. {upper_first(who)} giao từng người, ví dụ: "
        "“giao anh Tâm nộp quỹ, hạn thứ Sáu”, em báo và nhắc giúp ạ."
    )


def keeps_no_leave(who: str) -> str:
    """To a member who will be away: the bot keeps no such days."""
    return f"Dạ em không giữ ngày nghỉ của từng người, {who} nói Ban một tiếng giúp em nhé."


def cannot_be_quiet(who: str, *, leads: bool) -> str:
    """To a member who wants no messages: how to have fewer."""
    change = "nhắn" if leads else "nhờ trưởng ban hoặc thư ký nhắn"
    return (
        f"Dạ em chưa tắt tin riêng cho một người được ạ. Buổi nào {who} báo vắng thì em thôi nhắc buổi đó.\n"
        f"Cả Ban muốn em nhắc ít hơn thì {change} “nhắc họp trước 1 ngày”."
    )


def meets_while_away(days: str) -> str:
    """Before the meetings of the days on which somebody is away."""
    return f"{upper_first(days)} Ban có họp:"


def one_while_away(title: str, when: str, place: str) -> str:
    """A meeting of the days on which somebody is away."""
    return f"{title}, {when}" + (f", tại {place}" if place else "") + "."


def none_while_away(days: str | None, following: str | None) -> str:
    """No meeting falls in the days on which somebody is away; the next one."""
    none = f"{upper_first(days)} Ban không có buổi họp nào" if days else ""
    if following is None:
        return f"{none}." if none else "Hiện em chưa có lịch họp nào."
    return f"{none}; buổi tới là {following}." if none else f"Buổi họp tới: {following}."


def none_of(unit: str) -> str:
    """Another committee that has no meeting in the book."""
    return f"Dạ {unit} chưa có lịch họp trong sổ ạ. Nhờ trưởng ban hoặc thư ký nơi ấy nhắn em đặt lịch."


def none_of_kind(who: str, what: str, following: str | None, *, leads: bool) -> str:
    """A kind of meeting that is not in the book of the committee, and what is."""
    next_one = f" Buổi gần nhất của mình: {following}." if following else ""
    how = (
        f"Đặt lịch {what} thì {who} nhắn em" if leads else f"{upper_first(who)} nhờ trưởng ban hoặc thư ký đặt giúp em"
    )
    return f"Dạ sổ chưa có lịch {what} ạ.{next_one} {how} nhé."


def answer_once_saved(who: str) -> str:
    """An answer to a meeting that is not saved yet."""
    return f"Dạ buổi này chưa lưu nên em chưa ghi dự hay vắng được. {upper_first(who)} lưu rồi nhắn lại em nhé."


def waits_to_be_saved(who: str, what: str, when: str) -> str:
    """A meeting that is asked about while it waits to be saved."""
    return f"Dạ {what}, {when}, đang chờ {who} bấm Lưu ạ."


def next_few(lines: Sequence[str]) -> str:
    """The next meetings of a committee."""
    return "\n".join(["Họp ban sắp tới:", *(f"• {line}" for line in lines), "Đổi buổi nào thì nhắn em ạ."])


def of_each(lines: Sequence[str], met: Sequence[str], silent: Sequence[str]) -> str:
    """When each khu phố of a ward meets next, which met this month, and of which the book knows neither."""
    none = [f"Chưa có lịch trong sổ: {', '.join(silent)}."] if silent else []
    head = ["Họp ban sắp tới của các khu phố:"] if lines else []
    held = [f"Đã họp trong tháng: {', '.join(met)}."] if met else []
    return "\n".join([*head, *(f"• {line}" for line in lines), *held, *none, "Cần hỏi riêng nơi nào thì nhắn em ạ."])


def in_days(period: str, lines: Sequence[str], following: str | None) -> str:
    """The meetings of some days to come, or when one meets next."""
    if not lines:
        coming = f" Buổi gần nhất: {following}." if following else ""
        return f"Dạ {period} chưa có lịch họp ban ạ.{coming} Cần xem lịch thì nhắn “lịch họp”."
    return "\n".join([f"Họp ban {period}:", *(f"• {line}" for line in lines), "Đổi buổi nào thì nhắn em ạ."])


def last_time(when: str, place: str) -> str:
    """When one met last."""
    where = f"\nTại {place}." if place else ""
    return f"Họp ban lần trước: {when}{where}\nHỏi “biên bản lần trước” thì em mở ra ạ."


def none_before(who: str) -> str:
    """There was no meeting yet, as far as the schedule knows."""
    return f"Dạ em chưa biết buổi họp nào trước đây ạ. {upper_first(who)} hỏi “bao giờ họp” thì em xem lịch tới."


def held_already(held: Sequence[str], *, opened: bool) -> str:
    """The meetings of some days, all of which are over; whether the last was opened here."""
    by_rule, rest = ("", _CAME_TO) if opened else ("theo lịch là ", "Xem lịch tới thì nhắn “lịch họp”.")
    if len(held) == 1:
        return f"Dạ {by_rule}họp rồi ạ, lúc {held[0]}.\n{rest}"
    return "\n".join([f"Dạ {by_rule}họp {len(held)} buổi rồi ạ:", *(f"• {each}" for each in held), rest])


_CAME_TO = "Hỏi “họp lần trước kết luận gì” thì em kể lại."


def how_often(unit: str, period: str, held: Sequence[str], ahead: Sequence[str]) -> str:
    """How many meetings of a committee the schedule knows in some days: those that are over and those to come."""
    counted = "họp dân, họp tổ thì hỏi em “họp dân mấy cuộc”."
    if not held and not ahead:
        return f"Dạ {period} em chưa có buổi họp ban nào trong lịch ạ; {counted}"
    parts = [f"{len(days)} buổi {which} ({', '.join(days)})" for which, days in (
        ("đã qua", held), ("sắp tới", ahead)) if days]  # fmt: skip
    return f"Họp ban {unit}, {period}: {', '.join(parts)}.\nEm đếm theo lịch họp của ban; {counted}"


def meeting_of(who: str, title: str, when: str, place: str) -> str:
    """When another committee meets next."""
    where = f"\nTại {place}." if place else ""
    return f"{title}: {when}{where}\nMuốn biết ai dự thì {who} hỏi trưởng ban nơi ấy ạ."


def bad_steps() -> str:
    """Steps that cannot be."""
    return "Dạ em nhắc được từ 15 phút tới 30 ngày trước, nhiều nhất 5 lần ạ. Ví dụ: “nhắc họp trước 3 ngày và 2 giờ”."


# --- to everybody ---


def next_meeting(what: str, when: str, place: str, mine: str | None) -> str:
    """When one meets next, and the person's own answer."""
    where = f"\nTại {place}." if place else ""
    return f"{what}: {when}{where}" + (f"\n{mine}" if mine else "")


def of_unit(what: str, unit: str) -> str:
    """A meeting with its committee."""
    return f"{what} {unit}"


def of_unit_at(unit: str, when: str) -> str:
    """Whose meeting and when, after the word "họp"."""
    return f"{unit}, {when}"


def invitation(who: str, what: str) -> str:
    """The head of the first notice of a meeting."""
    return f"Em mời {who} {what}"


def once_more(who: str, what: str) -> str:
    """The head of another reminder to somebody who has not answered."""
    return f"Em nhắc {who} {what} ạ"


def soon(who: str, what: str) -> str:
    """The head of the last reminder."""
    return f"Dạ {who} ơi, sắp tới giờ {what} rồi ạ"


def called(who: str, what: str) -> str:
    """The head of the notice of an extraordinary meeting."""
    return f"Em báo tin mới, mời {who} {what}"


def moved(who: str, what: str, old: str) -> str:
    """The head of the notice that a meeting is at another time."""
    return f"Em báo {who}: {what} dời lịch, không họp {old} nữa. Giờ mới"


def elsewhere(who: str, what: str) -> str:
    """The head of the notice that a meeting is at another place."""
    return f"Em báo {who}: {what} đổi chỗ, giờ giữ nguyên"


def cancelled(who: str, what: str, when: str) -> str:
    """The notice that a meeting does not take place."""
    return f"Em báo {who}: {what}, {when}, không họp nữa ạ."


def figures_due(who: str, unit: str, month: str) -> str:
    """The head of a reminder of figures due."""
    return f"Em nhắc {who}: {unit} chưa có số liệu {month}, hạn nộp"


def none_due() -> str:
    """Asked by when figures are due, where no rule says so."""
    return "Dạ em chưa có lịch nộp số liệu. Muốn em nhắc thì đặt, ví dụ: “nhắc nộp số liệu ngày 25 hằng tháng”."


def figures_due_on(when: str) -> str:
    """By when figures are to be told, to whoever asks."""
    return f"Hạn nộp số liệu lần tới: {when}. {figures_how()}"


def figures_how() -> str:
    """The end of a reminder of figures due."""
    return "Nhắn cho em việc đã làm, hoặc “chốt số liệu” là xong ạ."


def figures_thanks(who: str, unit: str, month: str) -> str:
    """After the figures came in."""
    return f"Em cảm ơn {who}, {unit} đã có số liệu {month}, em không nhắc nữa ạ. Có việc mới cứ nhắn em."


def date_comes(who: str, name: str) -> str:
    """The head of a reminder of a yearly date."""
    return f"Em nhắc {who}: sắp tới {name}"


def late(lag: str) -> str:
    """An excuse before a late notice."""
    return f"(Tin này đến trễ {lag}, em xin lỗi ạ.)"


def body(when: str, place: str) -> str:
    """When and where."""
    return f"{when}" + (f"\nTại {place}." if place else "")


def will_you_come(who: str, *, again: bool) -> str:
    """The question under a notice; `again` when they had said dự to another time."""
    return (
        f"{upper_first(who)} đã báo dự giờ cũ; giờ mới {who} có dự không ạ?"
        if again
        else f"{upper_first(who)} có dự không ạ?"
    )


def can_you_come_now(who: str, reason: str | None) -> str:
    """The question under the notice of a move to somebody who had said vắng to the time before."""
    why = f" ({reason})" if reason else ""
    return f"{upper_first(who)} đã báo vắng giờ cũ{why}; giờ mới {who} dự được không ạ?"


def you_said(who: str, answer: str, reason: str | None) -> str:
    """A person's own answer."""
    why = f" ({reason})" if reason else ""
    return {
        "du": f"{upper_first(who)} đã báo dự{why}.",
        "vang": f"{upper_first(who)} đã báo vắng{why}.",
        "chua_ro": f"{upper_first(who)} báo chưa rõ.",
        "biet": "",
    }[answer]


# --- answers ---


def comes(who: str, when: str) -> str:
    """After Dự."""
    return f"Dạ em ghi {who} dự họp {when}. Em cảm ơn, hẹn gặp {who} ạ! Có bận thì nhắn “vắng” nhé."


def comes_late(who: str, when: str, note: str) -> str:
    """After somebody said to come, but late."""
    return f"Dạ em ghi {who} dự họp {when} ({note}), em cảm ơn {who} đã báo. Không đi được thì nhắn “vắng” nhé."


def and_to(who: str, what: str, when: str) -> str:
    """After an answer to one of two meetings of a day."""
    return f"Cùng ngày còn {what}, {when}. {upper_first(who)} có dự không ạ?"


def absent(who: str, when: str, reason: str | None) -> str:
    """After Vắng."""
    why = f" ({reason})" if reason else ""
    return f"Dạ em ghi {who} vắng họp {when}{why}, em cảm ơn {who} đã báo. Đổi ý {who} nhắn “dự” nhé."


def absent_all_the_same(who: str, when: str) -> str:
    """After the question for the reason of an absence was dropped."""
    return f"Dạ em ghi {who} vắng họp {when}, không cần lý do ạ. Đổi ý {who} nhắn “dự” nhé."


def answer_taken_back(who: str, was: str, when: str) -> str:
    """After "hoàn tác" right after an answer to a meeting."""
    told = {"du": "dự", "vang": "vắng"}[was]
    return f"Dạ em bỏ câu báo {told} vừa rồi, họp {when}. {upper_first(who)} dự hay vắng ạ?"


def take_back_which(who: str, was: str, when: str) -> str:
    """Whether an answer to a meeting is to be taken back that was given a while ago."""
    told = {"du": "báo dự", "vang": "báo vắng"}.get(was, "trả lời")
    return f"Dạ {who} muốn bỏ câu {told} họp {when}, phải không ạ?"


def not_undone(who: str, day: str) -> str:
    """ "Hoàn tác" right after a meeting was set or moved."""
    how = f"Không họp nữa thì nhắn “hủy họp ngày {day}”; đổi giờ, đổi ngày thì {who} nhắn giờ mới."
    return f"Dạ lịch họp ngày {day} đã ghi thì em không tự lui được ạ.\n{how}"


def unsure(who: str) -> str:
    """After Chưa rõ."""
    return f"Dạ em ghi là {who} chưa rõ, em sẽ hỏi lại trước giờ họp. Khi biết {who} nhắn “dự” hoặc “vắng” nhé."


def ask_reason(who: str) -> str:
    """Why somebody does not come."""
    return f"Dạ {who} vắng vì việc gì ạ? (Không nói cũng được.)"


def known(who: str, *, last: bool) -> str:
    """After Đã biết; `last` when one last reminder comes all the same, unless it is done by then."""
    more = "tới sát hạn mà chưa có thì em nhắc thêm một lần" if last else "em không nhắc tin này nữa"
    return f"Dạ em cảm ơn {who}, {more} ạ. Cần gì {who} cứ nhắn em."


def later(who: str, when: str) -> str:
    """After Nhắc lại sau 1 giờ."""
    return f"Dạ, {when} em nhắc lại {who} ạ. Cần gì trước đó {who} cứ nhắn em."


def too_late_to_snooze(who: str) -> str:
    """An hour later the meeting has begun."""
    return f"Dạ sắp họp rồi {who} ạ, em không nhắc lại kịp nữa. {upper_first(who)} nhắn “dự” hoặc “vắng” giúp em nhé."


def meeting_over(who: str) -> str:
    """A button under a notice of a meeting that has begun or was cancelled."""
    return f"Dạ cuộc họp này đã qua hoặc đã hủy rồi {who} ạ. Nhắn “lịch họp” để xem lịch tới."


def over_today(who: str, when: str, following: str | None) -> str:
    """Whoever is busy at a meeting of today that is over; `following` is the next one, which may be meant."""
    rest = f"Cuộc tới:\n{following}" if following else f"Có cuộc mới {who} nhắn em nhé."
    return f"Dạ cuộc họp {when} đã qua giờ rồi, em không ghi dự hay vắng nữa ạ. {rest}"


def meeting_moved_since(who: str) -> str:
    """A button under a notice of a meeting that was moved since."""
    return f"Dạ cuộc họp này đã dời rồi {who} ạ. Lịch mới:"
