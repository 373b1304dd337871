"""What the bot says of who comes to a meeting, and of who goes in whose place.

Every sentence is a function of what it tells. `who` is the form of address ("bác", "chị"); `what` names a meeting ("họp
ban"), `when` says its hour and day.
"""

from collections.abc import Sequence

from handlers.texts.general import upper_first


def late(hour: str | None) -> str:
    """Beside the name of somebody who comes late, with the hour if they said one."""
    return f"đến trễ, khoảng {hour}" if hour else "đến trễ"


# --- stand-ins ---


def stand_in_asked(who: str, name: str) -> str:
    """Somebody of the committee is asked to go in their place."""
    return f"Dạ em ghi {who} vắng, {name} đi thay. Em hỏi {name} rồi báo lại {who} ạ. Đi được thì nhắn “dự” nhé."


def stand_in_offered(who: str, name: str) -> str:
    """Somebody from outside the committee would go in their place: the chair is asked."""
    asks = f"Em xin ý kiến trưởng ban rồi báo lại {who} ạ."
    return f"Dạ em ghi {who} vắng, {name} đi thay. {asks} Đi được thì nhắn “dự” nhé."


def stand_in_away(who: str, name: str) -> str:
    """Somebody names a member who does not come either."""
    how = f"{upper_first(who)} nhờ người khác thì nhắn em, ví dụ: “bác Tư đi thay tôi”."
    return f"Dạ em ghi {who} vắng, mà {name} cũng báo vắng rồi ạ. {how}"


def will_you_stand_in(who: str, absent_one: str, what: str, when: str) -> str:
    """The question to the stand-in."""
    return f"{upper_first(absent_one)} nhờ {who} đi {what} thay: {when}. {upper_first(who)} nhận lời không ạ?"


def goes_instead(name: str, state: str, *, outside: bool) -> str:
    """Who goes in place of an absent one, in a roll; somebody `outside` the committee was not asked, only its head."""
    asked = _ASKED_OUTSIDE[state] if outside else _ASKED[state]
    return f"{name} đi thay, {asked}"


_ASKED = {"asked": "chưa trả lời", "accepted": "đã nhận lời", "declined": "không đi được"}
_ASKED_OUTSIDE = {"asked": "chờ trưởng ban đồng ý", "accepted": "trưởng ban đã đồng ý", "declined": "chưa được đồng ý"}


def may_stand_in(who: str, absent_one: str, name: str, what: str, when: str) -> str:
    """The question to the chair about a stand-in from outside."""
    return f"{upper_first(absent_one)} vắng {what} {when}, xin cho {name} đi thay. {upper_first(who)} đồng ý không ạ?"


def stand_in_thanks(who: str, *, agreed: bool) -> str:
    """To the one who was asked."""
    done = "em ghi lại rồi ạ" if agreed else "em báo lại ạ"
    return f"Dạ em cảm ơn {who}, {done}. Cần gì {who} cứ nhắn em."


def stand_in_settled(who: str, name: str, *, agreed: bool) -> str:
    """To the absent one."""
    if agreed:
        return f"Dạ {name} đi thay {who} được rồi ạ. Đi được thì {who} nhắn “dự” nhé."
    how = f"{upper_first(who)} nhờ người khác thì nhắn em, ví dụ: “bác Tư đi thay tôi”."
    return f"Dạ {name} không đi thay {who} được ạ. {how}"


def stand_in_not_needed(who: str, absent_one: str) -> str:
    """To the stand-in, when the other one comes after all."""
    return f"Dạ {absent_one} dự được rồi, {who} không cần đi thay nữa ạ. Em cảm ơn {who}, cần gì {who} cứ nhắn em."


def gone_over(who: str) -> str:
    """A stand-in question that is settled or past."""
    return f"Dạ việc đi thay này đã xong rồi {who} ạ. Nhắn “lịch họp” để xem lịch tới."


# --- who comes ---

COMING, AWAY, UNSURE, SILENT = "Dự", "Vắng", "Chưa rõ", "Chưa trả lời"


def summary_head(what: str, when: str) -> str:
    """The head of the summary before a meeting."""
    return f"Trước giờ họp, em báo tình hình {what}, {when}:"


def roll(
    head: str,
    groups: Sequence[tuple[str, Sequence[str]]],
    telephone: Sequence[str],
    who: str,
    *,
    only_own: bool,
    asks: bool = True,
) -> str:
    """Who comes, by name, for those who lead, and whom to telephone, because the bot cannot reach them; each once.

    `only_own` when of all whom the bot can ask only the reader has not answered, who is asked unless that was done.
    """
    named = {title: names for title, names in groups if names}
    lines = [
        head,
        *(f"{title} ({len(names)}): {', '.join(names)}" for title, names in named.items() if title != SILENT),
    ]
    missing = [title.lower() for title in (COMING, AWAY) if title not in named]
    place = 2 if COMING in named else 1
    lines[place:place] = [f"Chưa ai báo {' hay '.join(missing)}."] if missing else []
    if SILENT in named:
        lines.append(f"{SILENT} ({len(named[SILENT])}): {', '.join(named[SILENT])}")
    if telephone:
        lines.append(f"Em chưa báo được, {who or 'mình'} gọi giúp em ({len(telephone)}): {', '.join(telephone)}")
    if only_own:
        asked = f"{upper_first(who)} chưa trả lời, {who} có dự không ạ?"
        lines.append(asked if asks else f"Chỉ còn {who} chưa trả lời, {who} nhắn em nhé.")
    elif SILENT in named and not telephone:
        lines.append("Ai chưa trả lời thì hỏi giúp em nhé.")
    elif not telephone:
        lines.append("Ai có đổi thì nhắn em ạ.")
    return "\n".join(lines)


def of_one(who: str, head: str, name: str, told: str | None, reason: str | None, *, reached: bool) -> str:
    """Whether one person comes to a meeting; `head` names it."""
    why = f" ({reason})" if reason else ""
    said = {"du": f"{name} báo dự rồi{why}", "vang": f"{name} báo vắng{why}", "chua_ro": f"{name} báo chưa rõ"}
    answer = said.get(told or "", f"{name} chưa trả lời" if reached else f"em chưa nhắn được cho {name}")
    ask = "" if reached or told else f" {upper_first(who)} hỏi giúp em nhé."
    return f"Dạ {answer} ạ.{ask}\n{head}. Xem cả danh sách thì hỏi “ai đi họp?”."


def reminded(who: str, when: str, asked: Sequence[str], unreached: Sequence[str], steps: str) -> str:
    """Whom the bot reminds of a meeting by itself and whom it cannot reach, to whoever wants them reminded."""
    lines = [f"Dạ họp {when}:"]
    if asked:
        names = ", ".join(asked)
        told = f"Em tự nhắc {names} trước {steps}, tới khi" if steps else f"Em đã mời {names} mà chưa thấy"
        lines.append(f"{told} trả lời. Cần gấp thì {who} gọi giúp em nhé.")
    if unreached:
        lines.append(f"Em không nhắn được cho {', '.join(unreached)}, {who} gọi giúp em nhé.")
    return "\n".join(lines)


def roll_counts(what: str, when: str, coming: int, away: int, unsure_: int, silent: int) -> str:
    """Who comes, as counts, for the others."""
    counts = ((coming, "dự"), (away, "báo vắng"), (unsure_, "chưa rõ"), (silent, "chưa trả lời"))
    told = [f"{count} người {which}" for count, which in counts if count]
    if not coming or not away:
        nobody = "chưa ai báo vắng" if coming else "chưa ai báo dự" if away else "chưa ai báo dự hay vắng"
        told.insert(bool(coming), nobody)
    return f"{what}, {when}\n{upper_first(', '.join(told))}. Báo lại thì nhắn em."


def who_is_away(who: str) -> str:
    """Some are said to be away, by their number alone."""
    return f"Dạ ai vắng ạ? {upper_first(who)} nhắn tên giúp em, ví dụ: “báo vắng anh Dụ”."


def noted_for(who: str, called: str, when: str, reason: str | None, *, comes: bool) -> str:
    """After the chair or the secretary told of another's coming."""
    why = f" ({reason})" if reason else ""
    noted = f"Dạ em ghi {called} {'dự' if comes else 'vắng'} họp {when}{why}."
    return f"{noted} Có đổi {who} nhắn lại em ạ; xem cả danh sách thì hỏi “ai đi họp?”."


def only_leaders_note(who: str, called: str) -> str:
    """To a member who tells of another's coming."""
    return (
        f"Dạ {called} nhắn cho em, hoặc trưởng ban, thư ký báo giùm thì em ghi được ạ. "
        f"Phần {who} thì cứ nhắn “dự” hay “vắng”."
    )
