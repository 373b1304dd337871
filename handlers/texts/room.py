"""What the bot says around a meeting: agenda, attendance, votes, notes."""

import re
from collections.abc import Sequence
from decimal import Decimal

from handlers import wording
from handlers.texts.general import upper_first

TICK, SHOW_CODE, MAKE_MINUTES, PRINT_AGENDA = "Điểm danh", "Xem mã QR điểm danh", "Làm biên bản", "In chương trình họp"
TO_THE_BOOK = "Ghi vào sổ số liệu"
WAYS = {"gio_tay": "biểu quyết giơ tay", "hiep_thuong": "hiệp thương", "phieu": "bỏ phiếu"}
_VOTES = {"gio_tay": "lần biểu quyết", "hiep_thuong": "lần hiệp thương", "phieu": "lần bỏ phiếu"}
_PUT = {"gio_tay": "Biểu quyết {} (giơ tay)", "hiep_thuong": "Hiệp thương {}", "phieu": "Bỏ phiếu {}"}


def only_leaders(who: str, what: str) -> str:
    """A member who wants to do what those who lead do."""
    return f"Dạ việc {what} do trưởng ban hoặc thư ký làm ạ, {who} nhờ giúp em nhé."


def no_meeting_at_hand(who: str) -> str:
    """Something of a meeting, and none is near."""
    return (
        f"Dạ quanh giờ này em không thấy cuộc họp nào trong lịch. {upper_first(who)} nhắn “bao giờ họp?” để xem lịch ạ."
    )


def not_open(who: str) -> str:
    """Something of a meeting that goes on, and none does."""
    return f"Dạ cuộc họp chưa mở. Khi bắt đầu, {who} nhắn “khai mạc” giúp em."


def not_yet(who: str, at: str, sooner: str | None) -> str:
    """Opening hours before the meeting; so early that it cannot be opened it is to be moved, to `sooner`."""
    how = f"“dời họp qua {sooner}”" if sooner else "“khai mạc”"
    return f"Dạ {at} mới tới giờ họp ạ. Họp sớm thì {who} nhắn {how}."


def open_late(who: str, when: str, kept: str | None) -> str:
    """Something of a meeting that was never opened: whether it is to be opened now, and what is kept for it."""
    if kept is None:
        return f"Dạ buổi họp {when} chưa mở trong sổ. {upper_first(who)} bấm mở, em ghi bù điểm danh với biên bản nhé?"
    return f"Dạ buổi họp {when} chưa mở trong sổ. Em giữ ý này, {who} bấm mở thì em ghi vào biên bản:\n“{kept}”"


def opened_late(at: str, tally: str, kept: Sequence[str], *, goes_on: bool) -> str:
    """After a meeting was opened when it had begun before, with what was kept for it."""
    rest = "Còn ý nào cứ nhắn, xong thì “bế mạc”." if goes_on else "Thêm ý thì nhắn “ghi biên bản: …”."
    return "\n".join([f"Em ghi cuộc họp bắt đầu lúc {at}. {tally}", *kept, rest])


# --- agenda ---


def proposed(who: str, text: str, when: str | None) -> str:
    """After a member proposed what to speak of."""
    meeting = f"họp {when}" if when else "buổi họp tới"
    return f"Em ghi vào nội dung {meeting}: {text}. Em cảm ơn {who} ạ! Nhắn “nội dung họp” để xem."


def opinion(called: str, text: str) -> str:
    """A line of the minutes: what a member thinks."""
    return f"{called} có ý kiến: {text}"


def opinion_noted(who: str, number: int, text: str) -> str:
    """After a member gave an opinion while the meeting goes on."""
    return f"Biên bản, ý {number}: {text}\nEm cảm ơn {who} ạ! Thư ký xem lại giúp khi làm biên bản."


def withdraw(text: str) -> str:
    """The button that takes a point off the agenda; typed it says the same."""
    return f"Bỏ nội dung: {text}"


def put_back(text: str) -> str:
    """The button that puts a point back on the agenda; typed it says the same."""
    return f"Thêm nội dung: {text}"


def withdraw_which(who: str, any_there: bool) -> str:  # noqa: FBT001
    """A point is to be taken off, and it is not clear which."""
    if not any_there:
        return f"Dạ buổi họp tới chưa ai đề xuất nội dung nào ạ. {upper_first(who)} nhắn “nội dung họp” để xem."
    return f"Dạ {who} bỏ nội dung nào ạ? Nhắn “nội dung họp” để xem hết."


def withdrawn(text: str, when: str | None) -> str:
    """After a point was taken off the agenda."""
    return f"Em bỏ “{text}” khỏi nội dung {f'họp {when}' if when else 'buổi họp tới'}. Nhắn “nội dung họp” để xem."


def not_your_point(who: str, text: str, by: str) -> str:
    """A point that somebody else proposed."""
    return f"Dạ “{text}” là của {by} đề xuất, {who} nhắn {by}, trưởng ban hoặc thư ký bỏ giúp nhé."


def figure_line(name: str, value: str, code: str) -> str:
    """A figure of the month."""
    return f"{name}: {value} [{code}]"


def proposal_line(text: str, by: str) -> str:
    """What somebody proposes."""
    return f"{text} ({by})"


def agenda(
    when: str | None, left: Sequence[str], month: str, figures: Sequence[str], offered: Sequence[str]
) -> str:  # fmt: skip
    """The agenda of a meeting as it stands."""
    head = f"Nội dung họp {when}" if when else "Nội dung buổi họp tới (chưa có lịch)"
    return "\n".join(
        [
            f"{head}:",
            "1. Việc chưa xong từ lần trước",
            *_bullets(left, "không còn việc nào"),
            f"2. Số liệu {month}",
            *_bullets(figures, "chưa có số liệu"),
            "3. Nội dung thành viên đề xuất",
            *_bullets(offered, "chưa có; nhắn “thêm vào nội dung họp: …”"),
        ]
    )


def _bullets(lines: Sequence[str], nothing: str) -> list[str]:
    return [f"• {line}" for line in lines] or [f"• ({nothing})"]


# --- opening and closing ---


def opened(who: str, at: str, tally: str, taken_up: Sequence[str]) -> str:
    """After a meeting was opened; without the tally where the roll follows."""
    offered = f"\nNội dung thành viên đề xuất: {'; '.join(taken_up)}." if taken_up else ""
    there = f" {tally}" if tally else ""
    return (
        f"Cuộc họp bắt đầu lúc {at}.{there}{offered}\n"
        f"Từ giờ {who} nhắn gì em ghi vào biên bản. Ngoài ra:\n"
        "• “biểu quyết: …” hoặc “hiệp thương: …”\n"
        "• “giao anh … làm …, hạn thứ Sáu tuần sau”\n"
        "• “bế mạc” khi xong"
    )


def already_open(at: str) -> str:
    """Opening twice."""
    return f"Dạ cuộc họp đã mở từ {at} rồi ạ. Họp xong thì nhắn “bế mạc”."


def closed(at: str, there: int, members: int, notes: int, ways: Sequence[str], given: int) -> str:
    """After a meeting was closed; `ways` are those in which each vote was held."""
    votes = ((ways.count(way), what) for way, what in _VOTES.items())
    counted = ((notes, "ý"), *votes, (given, "việc được giao"))
    kept = ", ".join(f"{count} {what}" for count, what in counted if count)
    rest = f"Biên bản có {kept}." if kept else "Chưa có ý nào trong biên bản."
    return f"Cuộc họp kết thúc lúc {at}, {there}/{members} người đã dự.\n{rest}"


# --- attendance ---


def enough_or_not(tally: str, *, needed: bool) -> str:
    """Whether enough are there; without a rule how many are needed that is not known."""
    return f"Dạ {wording.lower_first(tally)}" + ("" if needed else _NO_RULE)


_NO_RULE = " Ban chưa đặt cần bao nhiêu người; muốn đặt thì nhắn “cần 2/3 có mặt”."


def closed_before(who: str, at: str, *, noted: bool, leads: bool) -> str:
    """ "Có mặt" after the end: whether it stands in the list, and else who can put it there."""
    if noted:
        return f"Dạ buổi họp đã bế mạc lúc {at}; em đã ghi {who} có mặt rồi ạ. Nhắn “bao giờ họp?” để xem buổi tới."
    how = "nhắn “điểm danh” để ghi bù" if leads else "nhờ trưởng ban hoặc thư ký ghi bù giúp em"
    return f"Dạ buổi họp đã bế mạc lúc {at}. {upper_first(who)} có dự thì {how} ạ."


def nothing_held(who: str) -> str:
    """No meeting was ever opened in the chat."""
    return (
        f"Dạ em chưa ghi biên bản buổi họp nào của Ban. Tới giờ họp {who} nhắn “khai mạc họp”, "
        "rồi “ghi biên bản: …” là em giữ lại giúp."
    )


def concluded(
    when: str, notes: Sequence[str], votes: Sequence[str], agreed: Sequence[str], given: Sequence[str], *, none: bool
) -> str:
    """What the last meeting came to: its notes, votes and consultations with their results, the tasks it gave.

    That it gave `none` is said unless a note tells of one.
    """
    parts = [f"Buổi họp {when}:"]
    if notes:
        parts += ["Đã ghi:", *(f"• {line}" for line in notes)]
    if votes:
        parts += ["Đã biểu quyết:", *(f"• {line}" for line in votes)]
    if agreed:
        parts += ["Đã hiệp thương:", *(f"• {line}" for line in agreed)]
    if given:
        parts += ["Đã giao việc:", *(f"• {line}" for line in given)]
    elif none:
        parts.append("Chưa giao việc nào.")
    return "\n".join([*parts, "Cần cả biên bản thì nhắn “xem biên bản”."])


def tally(present: int, members: int, needed: int | None, *, enough: bool) -> str:
    """How many are there, and whether that is enough."""
    text = f"Có mặt {present}/{members}"
    if needed is None:
        return f"{text}."
    return f"{text}, cần {needed}: {'đủ' if enough else 'chưa đủ'} người họp."


def tally_so_far(who: str, tally: str, *, there: bool, left: bool) -> str:
    """How many are there, to a member who asks and is there themselves, or has left, or is still to come."""
    if left:
        return f"{tally} Em đã ghi {who} về sớm ạ; quay lại thì nhắn “có mặt” nhé."
    return (
        f"{tally} Em đã ghi {who} có mặt rồi ạ, về sớm thì nhắn em nhé."
        if there
        else f"{tally} Tới nơi thì nhắn “có mặt” nhé."
    )


def missing(away: Sequence[str], tally: str) -> str:
    """Who is not there yet, while the meeting goes on."""
    if not away:
        return f"{tally} Dạ không thiếu ai ạ. Ai về sớm thì nhắn em."
    return f"{tally} Chưa tới: {', '.join(away)}. Ai tới thì nhắn em."


def welcomed(who: str, at: str, late: int, tally: str) -> str:
    """After somebody said that they are there."""
    return f"Em ghi {who} có mặt lúc {at}{f' (trễ {late} phút)' if late else ''}. {tally} Về sớm thì nhắn em nhé."


def noted_late_or_left(called: str, what: str, at: str, tally: str) -> str:
    """After somebody was noted as late or gone."""
    return f"Em ghi {called} {what} ({at}). {tally} Chưa đúng thì nhắn em."


def called_out(called: str, what: str, at: str | None) -> str:
    """One part of a roll that was called in a sentence."""
    return f"{called} {what}" + (f" ({at})" if at else "")


def roll_called(lines: Sequence[str], strangers: Sequence[str], tally: str) -> str:
    """After a roll was called in one sentence; whoever is not of the committee is no one to tick."""
    told = f"Em ghi {'; '.join(lines)}. {tally} Chưa đúng thì nhắn em."
    if not strangers:
        return told
    return f"{told}\n{no_member(', '.join(strangers))}"


def away_because(called: str, why: str) -> str:
    """What a roll tells of an absence, as a line of the minutes."""
    return upper_first(f"{called} vắng {why}")


def roll_of_which(who: str, away: str | None) -> str:
    """A roll is called, and no meeting is near."""
    example = f"vắng {away}" if away else "vắng anh …"
    return (
        f"Dạ {who} điểm danh buổi họp nào ạ? Giờ này em không thấy buổi nào đang họp nên em chưa ghi.\n"
        f"Buổi đã họp thì {who} kể, ví dụ: “biên bản họp hôm qua: 3 người dự, {example}”.\n"
        f"Báo giúp cho buổi sắp tới thì nhắn em “báo {example}”."
    )


def no_member(names: str) -> str:
    """Somebody who is no member cannot be ticked."""
    return f"Dạ {names} không có trong danh sách Ban nên em không điểm danh được ạ."


def who_is_meant(name: str, names: Sequence[str]) -> str:
    """A name that several bear."""
    return f"Dạ {name} là {' hay '.join(names)} ạ?"


def tick_list(when: str, tally: str, page: int, pages: int) -> str:
    """The head of the tick list."""
    return f"Điểm danh họp {when}\n{tally}" + (f" (trang {page}/{pages})" if pages > 1 else "")


def page(number: int) -> str:
    """The button of another page, counted from 0."""
    return f"Trang {number + 1}"


def ticks_closed(who: str) -> str:
    """A tick after the meeting."""
    return f"Dạ cuộc họp này đã xong, không điểm danh nữa ạ. {upper_first(who)} nhắn “ghi biên bản: …” nếu cần bổ sung."


def hall_code(code: str, when: str) -> str:
    """The code to be shown in the hall."""
    return f"Mã điểm danh họp {when}: {code}\nTreo mã ở hội trường; ai tới thì quét, hoặc nhắn {code} cho em."


def code_unknown() -> str:
    """A code of another committee, or of none."""
    return "Dạ mã điểm danh này không phải của cuộc họp Ban mình ạ, xem lại mã giúp em."


def code_over(when: str) -> str:
    """A code long before or after its meeting."""
    return f"Dạ mã này của cuộc họp {when}, chỉ dùng được từ một giờ trước giờ họp tới khi bế mạc ạ."


def quorum_set(rule: str, needed: int, members: int) -> str:
    """After the committee's own rule was told."""
    return (
        f"Em ghi quy định của Ban: họp khi có {rule} có mặt. "
        f"Hiện Ban có {members} người, cần {needed}. Đổi thì nhắn em ạ."
    )


# --- votes ---


def vote_put(number: int, way: str, question: str, tally: str, present: int, *, again: bool) -> str:
    """After a question was put; `again` when its result is to take the place of the earlier one."""
    told = f"{WAYS[way].capitalize()} lại (thay kết quả câu {number})" if again else _PUT[way].format(number)
    return f"{told}: {question}\n{tally}\nĐếm xong nhắn em, ví dụ: “{_count_of(present)}”."


def _count_of(present: int) -> str:
    """A result as it may be told of so many present."""
    return f"{max(present - 1, 1)} đồng ý, {1 if present > 1 else 0} không"


def tick_by_name(who: str, there: int, members: int) -> str:
    """A number of those present, where the minutes name them; there may be guests among more than the members."""
    told = f"có mặt {there}/{members}" if there <= members else f"có {there} người, Ban mình {members} người"
    return f"Dạ em hiểu là {told}. Biên bản ghi theo tên, {who} bấm tên người của Ban có mặt giúp em nhé:"


def vote_waits(number: int, question: str, present: int) -> str:
    """Another question before the result of the last."""
    how = f"Nhắn kết quả trước giúp em, ví dụ “{_count_of(present)}”."
    return f"Dạ biểu quyết {number} ({question}) chưa có kết quả. {how}"


def tick_before_counting(who: str) -> str:
    """A result when nobody is ticked."""
    return f"Dạ em chưa điểm danh ai nên chưa đối chiếu được số phiếu. {upper_first(who)} nhắn “điểm danh” trước ạ."


def more_votes_than_people(who: str, votes: int, present: int) -> str:
    """More hands than people."""
    return (
        f"Dạ em thấy {votes} ý mà mới có {present} người có mặt. {upper_first(who)} đếm lại giúp em, "
        "hoặc điểm danh thêm người mới tới ạ."
    )


def counts(agree: int, against: int, other: int, silent: int, present: int) -> str:
    """The result of a vote, of so many present (not 0).

    >>> counts(9, 1, 0, 2, 12)
    '9/12 đồng ý (75%), 1 không đồng ý, 2 không biểu quyết'
    """
    told = [f"{agree}/{present} đồng ý ({wording.percent(Decimal(agree) / present * 100)})"]
    told += [f"{against} không đồng ý"] if against else []
    told += [f"{other} ý kiến khác"] if other else []
    told += [f"{silent} không biểu quyết"] if silent else []
    return ", ".join(told)


def vote_counted(way: str, number: int, question: str, result: str, *, passed: bool) -> str:
    """After a result was told."""
    return (
        f"{_PUT[way].format(number)} – {question}: {result}. "
        f"{'Thông qua' if passed else 'Không thông qua'}.\nCâu sau thì nhắn “biểu quyết: …”."
    )


# --- notes ---


def strike(number: int) -> str:
    """The button that takes a line out again."""
    return f"Bỏ ý {number}"


def noted(number: int, text: str) -> str:
    """After a line went into the minutes."""
    return f"Biên bản, ý {number}: {text}"


def struck(number: int, text: str | None) -> str:
    """After a line was taken out."""
    return (
        f"Em bỏ ý {number} khỏi biên bản: {text}\nLấy lại thì nhắn “lấy lại ý {number}”."
        if text
        else f"Dạ biên bản không có ý {number} ạ, xem lại số giúp em."
    )


STRUCK = re.compile(r"Em bỏ ý (\d+) khỏi biên bản")


def nothing_struck(number: int | None, *, stands: bool) -> str:
    """A line is to come back, and none of that number was taken out."""
    if number is None:
        return "Dạ biên bản chưa bỏ ý nào ạ. Ghi thêm thì nhắn “ghi biên bản: …”."
    if stands:
        return f"Dạ ý {number} vẫn còn trong biên bản ạ."
    return f"Dạ biên bản không có ý {number} ạ. Ghi thêm thì nhắn “ghi biên bản: …”."


def line_is_wrong(number: int, text: str) -> str:
    """The line noted last is wrong, and it is not said how."""
    return f"Dạ ý {number} em ghi: {text}\nSửa thì nhắn “sửa ý {number} thành …”, bỏ thì nhắn “bỏ ý {number}”."


def how_to_note(who: str) -> str:
    """ "Ghi biên bản" without a word of what, while the meeting goes on."""
    return f"Dạ em đang ghi đây ạ, {who} cứ nhắn từng ý, ví dụ: “ghi biên bản: anh Dụ đề nghị sửa đèn hẻm 12”."


def all_is_noted(who: str) -> str:
    """ "Lưu", "ok" or "thôi" while the meeting goes on and nothing waits for it: no line of the minutes."""
    return (
        f"Dạ em giữ hết trong biên bản rồi, {who} khỏi lưu ạ. Sai chỗ nào thì nhắn “sửa ý 1 thành …” hoặc “bỏ ý 1”; "
        "họp xong thì “bế mạc”."
    )


def whether_over(who: str) -> str:
    """ "Xong", "hết giờ rồi nghỉ": the meeting may be over, and is closed by a yes only."""
    return f"Dạ mình bế mạc luôn không ạ? Chưa thì {who} cứ nhắn tiếp."


def goes_on(who: str) -> str:
    """ "Khoan", "vô họp lại": the meeting goes on."""
    return f"Dạ, {who} cứ nhắn tiếp, em ghi ạ. Họp xong thì “bế mạc”."


def pause(who: str) -> str:
    """A pause of the meeting."""
    return f"Dạ mình nghỉ chút ạ. Vào họp lại {who} cứ nhắn tiếp, em ghi; họp xong thì “bế mạc”."


def restored(number: int, text: str) -> str:
    """After a line that was taken out stands again."""
    return f"Dạ em để lại ý {number} trong biên bản: {text}\nKhông lấy thì nhắn “bỏ ý {number}”."


def strike_which(who: str, number: int, text: str) -> str:
    """Whether a line is to be taken out that was noted a while ago."""
    return f"Dạ {who} muốn bỏ ý {number} khỏi biên bản ({text}), phải không ạ?"


def restore_which(who: str, number: int, text: str) -> str:
    """Whether a line is to stand again that was taken out a while ago."""
    return f"Dạ {who} muốn để lại ý {number} trong biên bản ({text}), phải không ạ?"


def minutes_are_approved() -> str:
    """A note when the minutes are approved."""
    return "Dạ biên bản buổi này trưởng ban đã duyệt, em không ghi thêm được nữa ạ. Xem lại thì nhắn “xem biên bản”."


def nothing_held_then(who: str) -> str:
    """Who was at a meeting of days in which none was opened."""
    return (
        f"Dạ lúc đó em chưa ghi điểm danh buổi họp nào ạ. Lúc họp {who} nhắn “khai mạc” rồi “điểm danh” là em giữ lại."
    )


def away_is_for_leaders(who: str) -> str:
    """A member asks who is often away."""
    return f"Dạ ai vắng mấy buổi thì trưởng ban, thư ký xem được ạ, {who} hỏi giúp nhé."


def how_often_there(name: str, count: int, there: Sequence[str]) -> str:
    """At how many of the meetings that were opened somebody was, and on which days."""
    came = f"dự {len(there)} buổi ({', '.join(there)})" if there else "chưa dự buổi nào"
    return f"Dạ em có điểm danh {count} buổi họp, {name} {came}. Thiếu buổi nào thì nhắn em ạ."


def often_away(count: int, away: Sequence[tuple[str, int]]) -> str:
    """Who was away how often from the meetings that were opened in the chat."""
    if not away:
        return f"Dạ {count} buổi họp em có điểm danh, chưa ai vắng buổi nào ạ."
    lines = (f"• {name}: vắng {times}/{count} buổi" for name, times in away)
    return "\n".join(
        [f"Em xem {count} buổi họp có khai mạc trong sổ:", *lines, "Buổi nào thiếu điểm danh thì nhắn em ghi bù ạ."]
    )


def who_was(day: str, present: int, members: int, there: Sequence[str], away: Sequence[str]) -> str:
    """Who was at a meeting that is over."""
    head = f"Họp ngày {day}: có mặt {present}/{members}."
    came = f"\nDự: {', '.join(there)}." if there else ""
    missed = f"\nVắng: {', '.join(away)}." if away else ""
    return f"{head}{came}{missed}\nNhắn “xem biên bản” để xem."


# --- minutes told afterwards ---


def minutes_of_which_day(who: str) -> str:
    """What belongs to minutes, and no meeting of these days it could be of."""
    return f"Dạ lời {who} kể em giữ lại rồi ạ. Buổi họp này ngày nào ạ?"


def minutes_at_which_hour(title: str, day: str) -> str:
    """The minutes of a meeting that stands in no calendar."""
    return f"Dạ {title} {day} chưa có trong lịch, em ghi thêm là buổi đã họp. Buổi đó họp lúc mấy giờ ạ?"


def minutes_are_of_the_past(who: str) -> str:
    """Minutes of a meeting that is still to come."""
    return f"Dạ giờ đó chưa tới ạ, {who} nhắn lại ngày giờ đã họp giúp em."


def so_many_there(count: int, title: str | None, day: str | None, *, households: bool = False) -> str:
    """How many were at a meeting, as a line of its minutes; of one of the people as the book reads it."""
    told = f"{counted(count, households=households)} dự"
    return f"{title} ngày {day} có {told}" if title and day else f"Có {told}"


def counted(count: int, *, households: bool = False) -> str:
    """So many people, or households where these were counted."""
    return f"{count} {'hộ' if households else 'người'}"


SO_MANY_THERE = re.compile(r"^(?:Họp dân.* ngày \d.* )?có (?P<told>(?P<count>\d+) (?:hộ|người)) dự$", re.IGNORECASE)


def counted_there(line: str, *, unit: bool = False) -> str:
    """The number that a line of the minutes tells, which `SO_MANY_THERE` fits; with its unit where that is wanted."""
    found = SO_MANY_THERE.search(line)
    return found["told" if unit else "count"] if found is not None else ""


def counted_anew(was: str, now: str, *, everyone: bool) -> str:
    """Minutes tell another number of those who were there than what is told now, which replaces it."""
    told = f"điểm danh đủ mặt là {now}" if everyone else f"kể là {now}"
    return f"Biên bản đang ghi {was} dự, nay {told}; lưu thì em ghi theo số mới."


def told_anew(was: str, now: str | None) -> str:
    """Another number of those who were there was told in the same minutes before."""
    return f"Hồi nãy kể {was} dự, nay là {now}: em ghi theo số mới."


def struck_as_outdated(number: int, text: str) -> str:
    """A line of the minutes was taken out, because who was there was told anew."""
    return f"Em bỏ ý {number} (“{text}”) vì đã có số mới."


def given_there(who: str, what: str, due: str | None) -> str:
    """A task that a meeting gave."""
    return f"{who}: {what}" + (f" (hạn {due})" if due else "")


def minutes_told(
    title: str,
    when: str,
    place: str,
    there: Sequence[str],
    lines: Sequence[str],
    given: Sequence[str],
    *,
    new: bool,
    instead: str | None = None,
) -> str:
    """The minutes that were told in one message, before they are kept; a `new` meeting stands in no calendar.

    `instead` says which line of the minutes that stand is replaced.
    """
    parts = ["Em hiểu thế này, đúng không ạ?", f"Biên bản {title}, {when}, tại {place}:"]
    parts += [f"• Có mặt: {', '.join(there)}"] if there else []
    parts += [f"• {upper_first(line)}" for line in lines]
    parts += ["Giao việc:", *(f"• {each}" for each in given)] if given else []
    parts += ["Buổi này chưa có trong lịch, em ghi thêm là buổi đã họp."] if new else []
    parts += [instead] if instead else []
    return "\n".join(parts)


def minutes_kept(who: str, when: str, lines: Sequence[str], given: Sequence[str], tally: str | None) -> str:
    """After the minutes that were told in one message are kept."""
    parts = [f"Em ghi vào biên bản họp {when} rồi, em cảm ơn {who} ạ!", *([tally] if tally else []), *lines]
    parts += ["Việc đã giao:", *(f"• {each}" for each in given)] if given else []
    return "\n".join([*parts, "Thêm ý thì nhắn “ghi biên bản: …”."])


def minutes_title(when: str) -> str:
    """Minutes in the making, in a few words."""
    return f"biên bản họp {when}".strip()


def minutes_dropped(who: str) -> str:
    """After minutes that were told are not kept."""
    return f"Dạ em bỏ, không ghi biên bản này ạ. Cần gì {who} cứ nhắn em."
