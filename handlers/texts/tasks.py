"""What the bot says of tasks."""

from collections.abc import Sequence

from handlers.texts.general import upper_first

THIS_WEEK = "tuần này"


def finish(number: int) -> str:
    """The button that ends a task; typed it says the same."""
    return f"Xong việc #{number}"


def drop(number: int) -> str:
    """The button that takes a task back."""
    return f"Bỏ việc #{number}"


def giving(what: str) -> str:
    """A task in the making, in a few words."""
    return f"giao việc: {what}" if what else "giao việc"


def only_leaders(who: str) -> str:
    """A member who wants to give a task."""
    return f"Dạ việc do trưởng ban hoặc thư ký giao ạ, {who} nhờ giúp em nhé."


def ask_what() -> str:
    """A task without words."""
    return "Dạ giao việc gì ạ?"


def ask_who(what: str) -> str:
    """A task for nobody, or for one of two of the same name."""
    return f"Dạ việc “{what}” giao cho ai ạ?"


def ask_due(who: str, what: str) -> str:
    """A task without a day."""
    return f"Dạ giao {who} “{what}”, hạn tới ngày nào ạ?"


def ask_own_due(who: str, what: str) -> str:
    """A task that one takes on oneself, without a day."""
    return f"Dạ việc “{what}” của {who}, hạn tới ngày nào ạ?"


def own(who: str, number: int, what: str, due: str | None, *, ahead: bool) -> str:
    """After one took a task on oneself; `ahead` says whether its day is still to come."""
    until = f", hạn {due}" if due else ", không hạn"
    return f"Em ghi việc #{number} của {who}: {what}{until}." + (f" Tới hạn em nhắc {who}." if due and ahead else "")


def given(number: int, who: str, what: str, due: str | None, *, told: bool | None, outside: bool, by: str) -> str:
    """After a task was given by somebody (`by`: how they are addressed).

    `told` says whether its person could be told, `outside` that they are not in the book.
    """
    until = f", hạn {due}" if due else ", không hạn"
    reached = {
        None: f"\n{upper_first(who)} không có trong sổ Ban nên em chưa báo được, nhờ {by} báo giúp ạ."
        if outside
        else "",
        True: f"\nEm đã báo {who}.",
        False: f"\nEm chưa nhắn được cho {who}, nhờ {by} báo giúp ạ.",
    }
    return f"Em ghi việc #{number}: {who} – {what}{until}.{reached[told]}"


def how_to_date(number: int) -> str:
    """How a task that was given without a day gets one."""
    return f"Có hạn thì nhắn “gia hạn việc #{number} đến thứ Sáu tuần sau”."


def for_you(who: str, by: str, number: int, what: str, due: str | None) -> str:
    """To whom a task was given."""
    until = f", hạn {due}" if due else ""
    return (
        f"Dạ {who} ơi, {by} giao {who} việc #{number}: {what}{until}.\nXong {who} nhắn “xong việc #{number}” giúp em."
    )


def hand_on(number: int, who: str) -> str:
    """The button that hands a task on; typed it says the same."""
    return f"Giao lại việc #{number} cho {who}"


def hand_on_to_whom(number: int, who: str, what: str) -> str:
    """A task is to be handed on, and it was not said to whom."""
    return f"Dạ việc #{number} ({what}) đang giao {who}. Giao lại cho ai ạ?"


def hand_on_which(open_ones: Sequence[str]) -> str:
    """A task is to be handed on, and it is not clear which."""
    if not open_ones:
        return "Dạ đang không có việc nào được giao để đổi người ạ. Giao việc thì nhắn “giao chị Hoa làm băng rôn”."
    lines = (f"• {each}" for each in open_ones)
    return "\n".join(["Dạ đổi người việc nào ạ?", *lines, "Nhắn giúp em, ví dụ: “giao lại việc #3 cho anh Tâm”."])


def handed_on(number: int, what: str, before: str, who: str, *, told: bool | None, by: str) -> str:
    """After a task was handed on; `told` says whether its new person could be told."""
    reached = {None: "", True: f" Em đã báo {who}.", False: f" Em chưa nhắn được cho {who}, nhờ {by} báo giúp ạ."}
    return f"Việc #{number} ({what}) đổi từ {before} sang {who}.{reached[told]}"


def line(number: int, who: str, what: str, due: str | None, *, late: bool) -> str:
    """An open task in a list."""
    until = f", hạn {due}" if due else ""
    return f"#{number} {who} – {what}{until}{' (quá hạn)' if late else ''}"


def over(state: str) -> str:
    """After a task in one line: how it ended, nothing while it is open."""
    return {"done": " – đã xong", "dropped": " – đã bỏ"}.get(state, "")


def listed(lines: Sequence[str], *, beside: bool) -> str:
    """The committee's open tasks, the most urgent first; `beside` what is being told and stands above."""
    if not lines and beside:
        return "Việc đã giao trong Ban thì không còn việc nào ạ."
    if not lines:
        return "Dạ Ban không có việc nào chưa xong ạ. Có việc mới cứ nhắn em."
    return "\n".join(
        [f"Việc chưa xong của Ban ({len(lines)}):", *(f"• {each}" for each in lines), "Việc nào xong thì nhắn em ạ."]
    )


def listed_due(when: str, lines: Sequence[str]) -> str:
    """The open tasks that fall due in some days."""
    return "\n".join([f"Việc tới hạn {when} ({len(lines)}):", *(f"• {each}" for each in lines),
                      "Việc nào xong thì nhắn em ạ."])  # fmt: skip


def none_due(when: str, following: str | None) -> str:
    """No open task falls due in some days, and which does next."""
    if following is None:
        return f"Dạ {when} không có việc nào tới hạn ạ. Xem việc cả Ban thì nhắn “việc chưa xong”."
    return f"Dạ {when} không có việc nào tới hạn ạ. Gần nhất:\n• {following}"


def not_done_yet(lines: Sequence[str]) -> str:
    """Whether somebody has done their task: no."""
    return "\n".join(["Dạ em chưa nghe báo xong ạ:", *(f"• {each}" for each in lines), "Xong rồi thì nhắn em nhé."])


def listed_of(called: str, lines: Sequence[str]) -> str:
    """The open tasks of one member."""
    if not lines:
        return f"Dạ {called} không có việc nào đang được giao ạ. Xem việc cả Ban thì nhắn “việc chưa xong”."
    told = (f"• {each}" for each in lines)
    return "\n".join([f"Việc chưa xong của {called} ({len(lines)}):", *told, "Việc nào xong thì nhắn em ạ."])


def finished(lines: Sequence[str]) -> str:
    """The committee's tasks that were done lately, the newest first."""
    if not lines:
        return "Hai tháng nay em chưa thấy việc nào báo xong ạ. Xong việc nào thì nhắn em, ví dụ: “xong việc #1”."
    return "\n".join(
        ["Việc đã xong của Ban:", *(f"• {each}" for each in lines), "Hỏi “việc chưa xong” để xem phần còn lại."]
    )


def which_one() -> str:
    """Words that fit several open tasks."""
    return "Dạ việc nào xong ạ? Nhắn “việc chưa xong” để xem đủ."


def unknown(number: int) -> str:
    """A number that no task has."""
    return f"Dạ em không thấy việc #{number} trong sổ của Ban ạ. Nhắn “việc chưa xong” để xem."


def not_yours(number: int, who: str) -> str:
    """Somebody else's task."""
    return f"Dạ việc #{number} là của {who}; người được giao, trưởng ban hoặc thư ký báo xong giúp em ạ."


def ended_before(number: int, state: str) -> str:
    """A task that was ended already."""
    return (
        f"Dạ việc #{number} {'đã xong' if state == 'done' else 'đã bỏ'} từ trước rồi ạ. "
        "Nhắn “việc chưa xong” để xem việc còn lại."
    )


def ended(who: str, number: int, what: str, state: str, left: int) -> str:
    """After a task was done or taken back."""
    rest = (
        f"Ban còn {left} việc, nhắn “việc chưa xong” để xem."
        if left
        else "Ban không còn việc nào dở, có việc mới cứ nhắn em."
    )
    if state == "done":
        return f"Em ghi việc #{number} đã xong: {what}. Em cảm ơn {who} ạ! {rest}"
    return f"Em bỏ việc #{number}: {what}. {rest}"


def open_again(number: int, what: str) -> str:
    """After it was taken back that a task is done, or that it is dropped."""
    return f"Dạ em mở lại việc #{number}, chưa xong: {what}. Xong thì nhắn “xong việc #{number}”."


def open_after_all(who: str, by: str, number: int, what: str) -> str:
    """To whoever gave a task and was told that it is done."""
    return f"Dạ báo {who}: {by} nhắn lại là việc #{number} ({what}) chưa xong ạ."


def take_back(who: str, number: int, what: str) -> str:
    """Whether a task is to be taken back that was given a while ago."""
    return f"Dạ {who} muốn bỏ việc #{number} đã giao ({what}), phải không ạ?"


def open_which(who: str, number: int, what: str) -> str:
    """Whether a task is to be open again that was ended a while ago."""
    return f"Dạ {who} muốn mở lại việc #{number} ({what}), phải không ạ?"


def done_by(who: str, by: str, number: int, what: str) -> str:
    """To whoever gave a task."""
    return f"Dạ báo {who}: {by} đã xong việc #{number} ({what}). Nhắn “việc chưa xong” để xem việc còn lại."


def until_when(number: int) -> str:
    """A new day that cannot be read."""
    return f"Dạ dời hạn việc #{number} đến ngày nào ạ? Ví dụ: “gia hạn việc #{number} đến thứ Sáu tuần sau”."


def more_time(who: str, lines: Sequence[str], example: int) -> str:
    """To whoever cannot do their task in time: who gives more."""
    if not lines:
        return f"Dạ {who} không có việc nào đang dở ạ. Việc của Ban thì nhắn “việc chưa xong” để xem."
    return "\n".join(
        ["Dạ việc này ạ:", *(f"• {each}" for each in lines),
         f"Thêm ngày thì {who} nhờ trưởng ban hoặc thư ký nhắn “gia hạn việc #{example} đến thứ Sáu tuần sau” nhé."]
    )  # fmt: skip


def delayed(number: int, what: str, due: str) -> str:
    """After a task got another day."""
    return f"Em dời hạn việc #{number} ({what}) đến {due}. Xong thì nhắn “xong việc #{number}”."


# --- reminders ---


def soon(who: str, number: int, what: str, due: str) -> str:
    """Some days before a task is due, to its person."""
    return f"Dạ em nhắc {who} việc #{number}: {what}, hạn {due}."


def today(who: str, number: int, what: str) -> str:
    """On the day on which a task is due, to its person."""
    return f"Dạ hôm nay đến hạn việc #{number}: {what}. Xong {who} báo em một tiếng ạ."


def overdue(who: str, number: int, what: str, due: str) -> str:
    """After the day, to its person."""
    return f"Dạ {who} ơi, việc #{number} ({what}) đã quá hạn {due}. {upper_first(who)} xong chưa ạ?"


def for_other(who: str, other: str, number: int, what: str, due: str, *, late: bool) -> str:
    """The same, to whoever gave a task to somebody whom the bot cannot write to."""
    until = f"đã quá hạn {due}" if late else f"hạn {due}"
    told = f"Dạ em nhắc {who}: việc #{number} của {other} ({what}), {until}."
    return f"{told} Em không nhắn được cho {other}; {who} nhắc giúp em nhé."


def overdue_to_chair(who: str, other: str, number: int, what: str, due: str) -> str:
    """A task is late: to the chair."""
    return f"Dạ báo {who}: việc #{number} của {other} ({what}) đã quá hạn {due}."
