"""What the bot says in the quick reports: of today, of this week, of one's own open work."""

from collections.abc import Sequence

from handlers.texts import general

WRITTEN_LATELY = "7 ngày qua đã ghi"  # the head above what one wrote down begins so


def report(title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A title and what there is, part by part; each part has a head and its lines."""
    shown = [line for head, lines in parts for line in (head, *(f"• {each}" for each in lines))]
    return "\n".join([title, *shown, "Có gì mới hay cần đổi thì cứ nhắn em ạ."])


def title(kind: str, who: str, unit: str, when: str, *, done: bool) -> str:
    """The first line of a report: of "today", of this "week", of "mine", of other "days"."""
    if kind == "own":
        return f"Việc {who} {'làm' if done else 'ghi'} · {when}"
    if kind == "mine":
        return f"Việc của {who}, {when}"
    return f"{unit} · {when}"


def nothing_open(who: str) -> str:
    """Below the head of one's own work, where nothing is left to do."""
    return f"{general.upper_first(who)} không có việc nào đang được giao hay làm dở."


def week(first: str, last: str) -> str:
    """This week by its days ("16/11")."""
    return f"tuần này, {first} – {last}"


def written(count: int, how: str = "Đã ghi") -> str:
    """The head above what was written down, or as it was asked, what was done ("Đã làm") or there is ("Có")."""
    return f"{how} {count} việc:"


def levels() -> str:
    """The head above how it stands, where it is asked what was done."""
    return "Số đã báo:"


def written_by_me(count: int) -> str:
    """The head above what one wrote down oneself lately."""
    return f"{WRITTEN_LATELY} {count} việc:"


def not_done_then(then: str, count: int) -> str:
    """The head above deeds of other days, where nothing was done on those asked for, and they were written then."""
    return f"Chưa có việc nào làm {then}, nhưng {then} có ghi {count} việc của ngày khác:"


def not_written_then(then: str, count: int) -> str:
    """The head above deeds of the days asked for, where nothing was written then."""
    return f"{general.upper_first(then)} chưa ghi việc nào; việc đã làm thì có {count}:"


TODAY, THAT_DAY, THOSE_DAYS = "hôm nay", "hôm đó", "những ngày đó"


def silent(who: str, when: str, names: Sequence[str]) -> str:
    """Who of a committee wrote nothing down in some days."""
    if not names:
        return f"Dạ {when} ai cũng có ghi rồi ạ. {general.upper_first(who)} cần biết ai ghi gì thì hỏi em."
    return f"Dạ {when} còn {len(names)} người chưa ghi việc nào: {', '.join(names)}. Ai ghi gì thì hỏi em ạ."


def record(number: str, day: str | None, told: Sequence[str], by: str | None) -> str:
    """A record in one line; its day where that is not the day asked for, `by` where it is not one's own report."""
    what = ", ".join(told) or "có số liệu"
    return f"#{number}" + (f" ({day})" if day else "") + f": {what}" + (f" ({by})" if by else "")


def on_its_day(told: str, day: str) -> str:
    """Something of another day than those asked for."""
    return f"{day}: {told}"


def unit_wrote(unit: str, count: int) -> str:
    """How much a khu phố or a member wrote down."""
    return f"{general.upper_first(unit)}: {count} việc"


def unit_did(unit: str, count: int, briefly: Sequence[str], *, more: bool) -> str:
    """How much a khu phố did or wrote down, and what of it in a few words; whether there is `more`."""
    rest = ["…"] if more else []
    return unit_wrote(unit, count) + (f" ({'; '.join([*briefly, *rest])})" if briefly else "")


def of_a_unit(unit: str, *, written: bool) -> str:
    """What to tap for the records of one khu phố, of the days that were just told."""
    return f"{unit} {'ghi' if written else 'có'} gì"


def more(count: int) -> str:
    """What is left out of a list."""
    return f"{MORE} {count} việc nữa"


MORE = "… và"


def drafts() -> str:
    """The head above what was begun and is not saved."""
    return "Còn đang làm dở, chưa lưu:"


def given() -> str:
    """The head above the tasks one was given."""
    return "Được giao:"


def held() -> str:
    """The head above the meetings that were held."""
    return "Đã họp:"


def to_approve() -> str:
    """The head above what waits for one's approval."""
    return "Chờ duyệt:"


def due() -> str:
    """Tasks whose day is among those asked about."""
    return "Việc đến hạn:"


def gone_by() -> str:
    """The head above meetings of today whose hour is past and that nobody opened."""
    return "Họp đã qua giờ (em chưa thấy khai mạc):"


def meetings() -> str:
    """The head above the meetings."""
    return "Họp:"


def meeting(when: str, place: str, mine: str) -> str:
    """A meeting in one line, with one's own answer."""
    return f"{when}, tại {place}. {mine}".rstrip()


def not_answered(who: str) -> str:
    """Behind a meeting one has not answered."""
    return f"{general.upper_first(who)} chưa báo dự hay vắng."


def nothing_there(unit: str, when: str) -> str:
    """A report of a khu phố that a ward's officer asks about, with nothing in it."""
    return f"Dạ {unit} chưa ghi việc nào {when} ạ. Cần xem ngày khác hay nơi khác thì hỏi em."


def that_is_all(who: str, when: str) -> str:
    """Asked what else there is after a report that told everything."""
    return f"Dạ hết rồi ạ, {when} sổ chỉ có chừng đó. {general.upper_first(who)} có thêm thì nhắn em ghi nhé."


def nothing(kind: str, who: str, when: str) -> str:
    """A report with nothing in it, and what one can do."""
    if kind == "other":
        return f"Dạ {when} {who} chưa ghi việc nào ạ. Cần xem cả Ban thì hỏi em “hôm nay ghi gì?”."
    if kind == "mine":
        return f"Dạ {who} không còn việc nào dở dang ạ. Có việc mới {who} cứ nhắn em."
    if kind == "ahead":
        how = f"{general.upper_first(who)} đặt thì nhắn em, ví dụ: “{general.EXAMPLE_MEETING}”."
        return f"Dạ {when}: chưa có lịch họp ạ.\n{how}"
    empty = {
        "days": f"Dạ {when}: chưa ghi việc nào ạ.",
        "most": f"Dạ {when}: chưa ai ghi việc nào ạ.",
        "today": f"Dạ {when}: chưa ghi việc nào, chưa có lịch họp ạ.",
        "week": f"Dạ {when}: chưa ghi việc nào, chưa có lịch họp ạ.",
        "own": f"Dạ {when} {who} chưa ghi việc nào ạ.",
    }[kind]
    return f"{empty}\n{general.upper_first(who)} có việc mới thì nhắn em, ví dụ: “{general.EXAMPLE_LOG}”."
