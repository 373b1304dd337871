"""What the bot says of the book itself: codes and what is behind them, versions, closing, targets."""

from collections.abc import Sequence
from datetime import date

from handlers import wording
from handlers.texts import general

# --- codes ---


def code_unknown(code: str) -> str:
    """A code that is not there, or not for this person's eyes."""
    return f"Dạ em không thấy mã {code} trong sổ của mình ạ. Xem lại giúp em từng chữ số."


def nothing_told(who: str) -> str:
    """ "Vì sao?" before any figure was told."""
    return f"Dạ em chưa đọc số nào cho {who} gần đây. {general.upper_first(who)} hỏi số trước, rồi hỏi “vì sao?” nhé."


def which_of_table(who: str) -> str:
    """ "Ai ghi?" after a table of several figures."""
    return f"Dạ bảng có nhiều số, {who} hỏi số nào ạ?"


def which_deed(who: str) -> str:
    """ "Hẻm nào vậy?", "ai nhận?" where nothing was told that it could be of."""
    return f"Dạ {who} hỏi về việc nào ạ? {general.upper_first(who)} xem số của việc đó trước, rồi hỏi lại là em kể:"


def as_told(name: str, unit: str) -> str:
    """Above the words of the records that a figure rests on."""
    return f"{general.upper_first(name)} · {unit}, lúc ghi có kể:"


def there_is() -> str:
    """Above the words of the records that tell of somebody, or of a place."""
    return "Dạ sổ có ghi:"


def in_words(when: str, text: str, who: str, number: str) -> str:
    """A record in the words of whoever wrote it."""
    return f"• {when}: “{text}” – {who}, #{number}"


def newest(day: str, amount: str, name: str, unit: str, number: str) -> str:
    """When something was done last, and how much."""
    return f"{general.upper_first(day)}: {amount}\n{name}, lần gần nhất · {unit}\nXem kỹ thì nhắn “xem #{number}” ạ."


def quoted(head: str, lines: Sequence[str], more: int) -> str:
    """The words of some records."""
    rest = [f"… và {more} lần ghi nữa"] if more else []
    return "\n".join([head, *lines, *rest, "Lời kể chưa rõ thì hỏi người ghi giúp em ạ."])


def nothing_of_them(who: str) -> str:
    """No record tells of the person or the place that is named."""
    return (
        f"Dạ em chưa thấy việc nào có tên người hay chỗ đó ạ. {general.upper_first(who)} có việc thì nhắn em ghi, "
        "ví dụ: “bàn giao 1 nhà cho bà Năm”."
    )


def behind(code: str, value: str, what: str, told: str, entries: Sequence[str], more: int, state: str) -> str:
    """A figure that was told, with the entries behind it."""
    rest = [f"… và {more} lần ghi nữa"] if more else []
    return "\n".join([value, f"{what} [{code}]", f"Em lấy từ các lần ghi (ngày {told}):", *entries, *rest, state])


def made_of(times: int) -> str:
    """Before a figure, where it is asked how often that was done: how often it was written down."""
    return f"Dạ {times} lần ghi,"


def right() -> str:
    """Before a figure that stands as it was told, where it is asked whether it is right."""
    return "Dạ đúng theo sổ ạ:"


def entry_behind(
    value: str, when: str, who: str, number: str, photos: int, witnesses: int, *, late: bool, version: int
) -> str:
    """An entry behind a figure: how much, of when, who, record number, evidence."""
    marks = [f"📎{photos}"] if photos else []
    if witnesses:
        marks.append(f"{witnesses + 1} người cùng ghi")
    if version > 1:
        marks.append(f"đã sửa {version - 1} lần")
    if late:
        marks.append("bổ sung")
    return f"• {value} – {when}, {who}, #{number}" + "".join(f" · {mark}" for mark in marks)


def greatest(entry: str, *, least: bool) -> str:
    """Which of the entries behind a figure tells most, or least."""
    return f"{'Ít nhất' if least else 'Nhiều nhất'}: {entry.removeprefix('• ')}"


def told_otherwise(day: str, before: str, when: str, code: str, now: str, when_now: str) -> str:
    """Which other number was told of a figure before, on another day or of other days."""
    return f"Hôm {day} em đọc {before} ({when}) [{code}], lần này {now} ({when_now})."


def unchanged() -> str:
    """A figure that is the same today."""
    return "Đến nay số này chưa đổi."


def has_changed(now: str | None) -> str:
    """A figure that is another one today."""
    return f"Từ đó đến nay đã đổi, bây giờ là: {now}." if now else "Từ đó đến nay đã rút, bây giờ chưa có số."


def who_wrote_is_for_leaders(who: str) -> str:
    """A member asks who wrote a figure."""
    return f"Dạ ai ghi số nào thì trưởng ban, thư ký xem được ạ, {who} nhờ giúp nhé."


# --- versions ---


def history(number: str, versions: Sequence[str], witnesses: Sequence[str], example: str) -> str:
    """Every version of a record's lines."""
    also = [f"Cùng ghi việc này: {', '.join(witnesses)}."] if witnesses else []
    how = f"Cần sửa thì nhắn, ví dụ: “{example}”." if example else f"Tính lại thì nhắn “khôi phục #{number}”."
    return "\n".join([f"Lịch sử #{number}", *versions, *also, how])


def version(value: str, did: str, who: str, when: str, why: str | None) -> str:
    """One version of a line: "wrote", "changed", "voided" or "restored"."""
    verb = {"wrote": "ghi", "changed": "sửa", "voided": "rút", "restored": "khôi phục"}[did]
    return f"• {value} – {who} {verb} lúc {when}" + (f": “{why}”" if why else "")


def changed_by_other(number: str, by: str, changes: Sequence[str]) -> str:
    """One record that somebody else changed, and what of it."""
    return f"#{number}, {by} sửa {'; '.join(map(wording.lower_first, changes))}"


def changed_by_others(who: str, lines: Sequence[str]) -> str:
    """What others changed of a person's records in the last month."""
    if not lines:
        return f"Dạ tháng nay không ai khác sửa số {who} ghi ạ. Cần xem việc nào thì nhắn số ghi của việc đó."
    return "\n".join(
        [f"Số {who} ghi, người khác đã sửa:", *(f"• {each}" for each in lines), "Chưa đúng thì nhắn em sửa lại ạ."]
    )


def restore_recap(number: str, lines: Sequence[str]) -> str:
    """Before a void record counts again."""
    return f"Em tính lại #{number} vào số liệu, đúng không ạ?\n" + "\n".join(f"• {line}" for line in lines)


def restored(number: str) -> str:
    """After a record was restored."""
    return f"Dạ em đã khôi phục #{number}, số này lại được tính. Rút lại thì nhắn “xóa #{number}”."


def yours_changed(who: str, by: str, number: str, rows: Sequence[str]) -> str:
    """To whoever wrote a record: what somebody else made of it."""
    if not rows:
        return f"Dạ báo {who}: {by} có sửa #{number} của {who}, rồi trả lại như cũ ạ."
    told = "".join(f"\n• {row}" for row in rows)
    return f"Dạ báo {who}: {by} đã sửa #{number} của {who}.{told}\nChưa đúng thì {who} nhắn “trả lại #{number}”."


def yours_withdrawn(who: str, by: str, number: str, lines: Sequence[str], why: str) -> str:
    """To whoever wrote a record: somebody else took it out."""
    told = "".join(f"\n• {line}" for line in lines) + (f"\nLý do: {why}" if why else "")
    return f"Dạ báo {who}: {by} đã rút #{number} của {who}.{told}\nCần tính lại thì nhắn “khôi phục #{number}”."


def yours_restored(who: str, by: str, number: str) -> str:
    """To whoever wrote a record: it counts again."""
    return f"Dạ báo {who}: {by} đã khôi phục #{number} của {who}, số này lại được tính ạ."


def yours_moved(who: str, by: str, number: str, unit: str) -> str:
    """To whoever wrote a record: it is another committee's now."""
    return f"Dạ báo {who}: {by} đã chuyển #{number} của {who} sang {unit} ạ."


def not_void(number: str, example: str) -> str:
    """A record that needs no restoring."""
    return f"Dạ #{number} đang được tính, không cần khôi phục ạ. Cần sửa thì nhắn “{example}”."


def merged(number: str, who: str | None) -> str:
    """After a second telling of one deed, by somebody else or (None) by the same person."""
    witness = f" Em ghi thêm là {who} cùng xác nhận việc này." if who else ""
    return f"Dạ em gộp vào #{number}, không tính hai lần.{witness}\nXem lại thì nhắn “#{number}”."


# --- closing ---


def not_closed_yet(who: str) -> str:
    """ "Lưu", or anything else that is no word to the question whether a month is to be closed."""
    return f"Dạ em chưa chốt ạ. {general.upper_first(who)} nhắn “chốt” thì em chốt, “thôi” thì em để nguyên."


def close_recap(unit: str, period: str, *, running: bool, empty: bool) -> str:
    """Before a month is closed; `empty` where nothing was told of it."""
    if empty:
        return f"Dạ {period} {unit} chưa ghi số nào. Chốt luôn không ạ?"
    still = f"\nLưu ý: {period} chưa hết." if running else ""
    return (
        f"Em chốt số liệu {period} của {unit}, đúng không ạ?{still}\n"
        "Sau khi chốt, số ghi thêm hoặc sửa lại sẽ được ghi rõ là “bổ sung”."
    )


def decision(kind: str, period: str, number: str) -> str:
    """A decision that waits for a yes, in a few words."""
    return {"close": f"chốt số liệu {period}", "restore": f"khôi phục #{number}", "term": "ghi nhiệm kỳ của Ban"}[kind]


def closed_now(unit: str, period: str) -> str:
    """After a month was closed."""
    return f"Đã chốt số liệu {period} của {unit}. Có số bổ sung thì cứ nhắn em ạ."


def already_closed(period: str, by: str, on: str) -> str:
    """A month that is closed already."""
    return f"Dạ {period} đã chốt rồi: {by}, ngày {on}. Có số bổ sung thì cứ nhắn em ạ."


def only_leaders_close(who: str) -> str:
    """A member who wants to close, restore or set a target."""
    return f"Dạ việc này do trưởng ban hoặc thư ký làm ạ, {who} nhờ giúp em nhé."


def not_come(period: str) -> str:
    """A month that has not begun cannot be closed."""
    return f"Dạ {period} chưa tới nên chưa chốt được ạ. Hết kỳ đó thì nhắn lại em nhé."


def closed_state(closed: Sequence[str], still_open: Sequence[str], late: int) -> str:
    """Whether a period is closed."""
    lines = [f"• {line}" for line in closed]
    if not closed:
        lines.append(f"Chưa chốt {', '.join(still_open)} ạ.")
    elif still_open:
        lines = ["Mới chốt một phần ạ.", *lines, f"• Chưa chốt: {', '.join(still_open)}"]
    else:
        lines = ["Đã chốt rồi ạ.", *lines]
    if still_open:
        lines.append(f"Chốt thì nhắn “chốt số liệu {still_open[0].partition(' …')[0]}”.")
    elif not late:
        lines.append("Có số bổ sung thì cứ nhắn em ạ.")
    if late:
        lines.append(f"Có {late} số bổ sung sau khi chốt; nhắn “số bổ sung” để xem.")
    return "\n".join(lines)


def seen_by_ward() -> str:
    """Before whether a month is closed, to who asks whether the ward has got the figures."""
    return "Dạ số ghi tới đâu phường xem được tới đó ạ."


def months(found: Sequence[date]) -> list[str]:
    """Months by name; a long row is told by its ends."""
    names = [f"tháng {m.month}/{m.year}" for m in found]
    return names if len(names) <= _MOST_MONTHS else [f"{names[0]} … {names[-1]} ({len(names)} tháng)"]


_MOST_MONTHS = 4


def closed_month(month: date, by: str, on: str) -> str:
    """A closed month, by whom and when."""
    return f"tháng {month.month}/{month.year}: {by} chốt ngày {on}"


def late(period: str, unit: str, lines: Sequence[str]) -> str:
    """What was told or changed after closing."""
    if not lines:
        return f"Dạ {period} của {unit} không có số bổ sung nào. Có thì cứ nhắn em ạ."
    return "\n".join(
        [f"{len(lines)} số bổ sung {period} · {unit}", *lines, "Xem kỹ việc nào thì nhắn số ghi của việc đó ạ."]
    )


def late_line(value: str, kind: str, before: str | None, who: str, on: str, number: str) -> str:
    """One late or corrected entry."""
    how = {"late": "ghi thêm", "corrected": "sửa", "voided": "rút ra", "restored": "khôi phục"}[kind]
    was = f" (trước là {before})" if before and kind == "corrected" else ""
    return f"• {value}{was} – {who} {how} ngày {on}, #{number}"


def note_after_closing(months_closed: Sequence[date]) -> str:
    """In a recap: the days belong to a closed month."""
    return f"{general.upper_first(', '.join(months(months_closed)))} đã chốt, số này sẽ ghi là bổ sung."


# --- terms ---


def term_recap(unit: str, start: date, end: date) -> str:
    """Before the dates of a term are kept."""
    return f"Em ghi nhiệm kỳ của {unit}: từ {wording.day(start)} đến {wording.day(end)}, đúng không ạ?"


def term_is(unit: str, span: str) -> str:
    """The dates of a term, when asked for."""
    return f"Nhiệm kỳ của {unit}: {span}. Hỏi “từ đầu nhiệm kỳ tới nay” là em tính từ ngày đó."


def term_set(unit: str) -> str:
    """After the dates of a term were kept."""
    return f"Đã ghi nhiệm kỳ của {unit}. Hỏi “từ đầu nhiệm kỳ tới nay” là em tính từ ngày đó."


# --- targets ---


def target_line(name: str, value: str, year: int) -> str:
    """A target in a recap."""
    return f"Chỉ tiêu năm {year}, {wording.lower_first(name)}: {value}"


def target_reached(name: str, target: str, percent: str) -> str:
    """A target in a list, and how far it is reached."""
    return f"• {name}: {target} (đạt {percent})"


def targets(unit: str, year: int, lines: Sequence[str]) -> str:
    """Every target of a year."""
    return "\n".join([f"Chỉ tiêu phường giao · {unit}, năm {year}:", *lines, "Hỏi riêng từng chỉ tiêu em kể kỹ hơn."])


def no_targets(who: str, unit: str, year: int, *, leads: bool) -> str:
    """A question for the targets of a year that has none."""
    return (
        f"Dạ năm {year} em chưa có chỉ tiêu nào của {unit}. "
        f"{general.who_tells(who, leads=leads)}, ví dụ: “chỉ tiêu phường giao quỹ vì người nghèo năm nay 30tr”."
    )


def target_saved(lines: Sequence[str]) -> str:
    """After targets were kept."""
    return (
        "Đã ghi chỉ tiêu ạ:\n"
        + "\n".join(f"• {line}" for line in lines)
        + "\nSai thì nhắn lại số đúng; muốn biết đạt tới đâu thì hỏi em."
    )


def target_for_leaders(who: str) -> str:
    """A member who tells a target."""
    return f"Dạ chỉ tiêu do trưởng ban, thư ký hoặc phường ghi nên em chưa ghi phần này, {who} nhờ giúp em nhé."


def no_target(who: str, name: str, year: int, *, leads: bool) -> str:
    """A question for progress without a target."""
    return (
        f"Dạ em chưa có chỉ tiêu năm {year} của {wording.lower_first(name)}. "
        f"{general.who_tells(who, leads=leads)}, ví dụ: “chỉ tiêu phường giao quỹ vì người nghèo năm nay 30tr”."
    )


def progress(percent: str, done: str, target: str) -> str:
    """How much of a target is reached."""
    return f"{percent} chỉ tiêu ({done}/{target})"


def nobody_wrote(who: str, value: str) -> str:
    """A number of which it is asked who wrote it, and that stands nowhere."""
    return f"Dạ trong sổ chưa ai ghi {value} ạ. {general.upper_first(who)} nhớ ngày thì nhắn em tìm."


def reached_yet(head: str, *, done: bool) -> str:
    """The share of a target, where it is asked whether it is reached."""
    return f"Dạ đạt rồi, {head}" if done else f"Dạ chưa đạt, mới {head}"


def pace(left: str, months_left: int, per_month: str | None) -> str:
    """What is still needed."""
    if per_month is None:
        return f"Còn thiếu {left}. Có thêm thì nhắn em ghi."
    monthly = f"mỗi tháng cần {per_month}" if months_left > 1 else "chỉ còn tháng này"
    return (
        f"Còn thiếu {left}, {monthly}"
        + (f" (còn {months_left} tháng)." if months_left > 1 else ".")
        + " Có thêm thì nhắn em ghi."
    )


def reached() -> str:
    """A target that is reached."""
    return "Đã đạt chỉ tiêu năm. Có thêm thì cứ nhắn em ghi."
