"""What the bot says where a record is corrected, taken out or taken back."""

from collections.abc import Sequence

from handlers import wording
from handlers.texts import general


def how_to_correct(number: str, of: str, example: str) -> str:
    """What to write to correct a record, with another number that it might have, `of` a line; or without one."""
    if of:
        return f"sửa #{number}: {wording.lower_first(of)} thành {example}"
    moves = example.startswith(("tăng ", "giảm "))
    return f"sửa #{number}{':' if moves else ' thành'} {example}" if example else f"sửa #{number}"


def undone(number: str, told: str) -> str:
    """After Hoàn tác, with what the record told."""
    what = f" ({told})" if told else ""
    return f"Dạ em đã rút #{number}{what}, số này không còn được tính nữa. Tính lại thì nhắn “khôi phục #{number}”."


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


def takes_out(number: str) -> str:
    """ "Lưu" where a record is to be taken out: it is not said which of the two is meant."""
    return f"Dạ #{number} đang chờ rút khỏi sổ: rút thì nhắn “rút”, để nguyên thì “giữ lại” ạ."


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
