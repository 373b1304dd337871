"""What the bot says of papers and of the calendar in the telephone."""

from collections.abc import Sequence

from handlers.texts.general import upper_first

APPROVE, NOT_YET = "Duyệt", "Chưa duyệt"
WAIVE = "Buổi này không họp"


def no_meeting_ahead(who: str, *, leads: bool) -> str:
    """A paper of a meeting that is not planned."""
    how = (
        f" {upper_first(who)} đặt lịch họp trước giúp em nhé."
        if leads
        else f" {upper_first(who)} nhờ trưởng ban hoặc thư ký đặt giúp em nhé."
    )
    return f"Dạ em chưa có lịch họp sắp tới ạ.{how}"


def moves_first(who: str, when: str, name: str) -> str:
    """A paper of a meeting whose move is not saved yet."""
    return f"Dạ buổi này đang chờ dời sang {when}. {upper_first(who)} nhắn “lưu” rồi nhắn “làm {name}”, em soạn ạ."


def nothing_held(who: str) -> str:
    """Minutes when no meeting was held."""
    return f"Dạ em chưa ghi cuộc họp nào. Lúc họp {who} nhắn “khai mạc” để em ghi biên bản ạ."


def nothing_to_mend(who: str) -> str:
    """Somebody wants to correct minutes, and no meeting was held."""
    return f"Dạ chưa có biên bản nào để sửa ạ. Lúc họp {who} nhắn “khai mạc” để em ghi."


def how_to_mend(who: str, *, leads: bool) -> str:
    """How the minutes are corrected."""
    if not leads:
        return f"Dạ biên bản do trưởng ban hoặc thư ký sửa ạ, {who} nhắn các anh chị ấy giúp em."
    return "Dạ thêm ý thì nhắn “ghi biên bản: …”, bỏ ý thì “bỏ ý 2”. Xong nhắn “làm biên bản”, em soạn lại ạ."


def listed_now(called: str, tally: str) -> str:
    """Somebody whom the minutes lacked stands in them now."""
    return f"Em ghi thêm {called} có mặt. {tally}"


def is_a_guest(name: str) -> str:
    """Somebody who is no member is said to be missing in the minutes."""
    return f"Dạ {name} không có trong danh sách Ban. Khách cùng dự thì nhắn “thêm ý: {name} cùng dự”."


def is_listed(called: str, tally: str) -> str:
    """Somebody whom the minutes are said to lack stands in them."""
    return f"Dạ biên bản có ghi {called} có mặt rồi ạ. {tally}"


def make_anew(*, shown: bool) -> str:
    """After the minutes were changed."""
    return "Xong nhắn “làm biên bản”, em soạn lại trình duyệt ạ." if shown else "Xong nhắn “làm biên bản” giúp em ạ."


def add_line(text: str) -> str:
    """The button that puts words into the minutes as a new line; typed it says the same."""
    return f"Thêm ý: {text}"


def which_to_mend(said: str, lines: Sequence[tuple[int, str]]) -> str:
    """The minutes are to be changed, and it is not clear where: their lines, and an example of each way."""
    first = lines[0][0] if lines else 1
    how = (
        f"Sửa thì nhắn “sửa ý {first} thành {said or '…'}”, bỏ thì “bỏ ý {first}”, thiếu tên ai thì “thiếu tên anh …”."
    )
    if not lines:
        return (
            f"Dạ biên bản chưa có ý nào ạ. Thêm thì nhắn “thêm ý: {said or '…'}”, thiếu tên ai thì “thiếu tên anh …”."
        )
    told = "\n".join(f"• Ý {number}: {line}" for number, line in lines)
    return f"Dạ biên bản đang có:\n{told}\n{how} Thêm thì “thêm ý: {said or '…'}”."


def waits_for_you(who: str, name: str, when: str) -> str:
    """A paper that waits for whoever approves it."""
    return f"{upper_first(name)} buổi họp {when}; {who} nhắn “duyệt” hoặc “chưa duyệt” nhé."


def waits_for(name: str, whom: str | None) -> str:
    """To whoever made a paper and says "duyệt"."""
    return f"Dạ {name} em đã trình {whom or 'trưởng ban'}, đang chờ duyệt ạ. Duyệt rồi em gửi bản chính liền."


def nothing_to_approve(who: str) -> str:
    """ "Duyệt" while no paper waits for it."""
    return f"Dạ lúc này không có giấy nào chờ duyệt ạ. {upper_first(who)} cần biên bản thì nhắn “làm biên bản”."


def not_approved_yet(name: str, *, made: bool) -> str:
    """A member asks for a paper that nobody has made, or that is not approved."""
    if not made:
        return f"Dạ chưa ai soạn {name} ạ. Thư ký nhắn “làm {name}”, trưởng ban duyệt rồi thì hỏi lại em nhé."
    return f"Dạ {name} chưa được trưởng ban duyệt ạ. Duyệt rồi thì nhắn lại em nhé."


def drafted(name: str, chair: str | None) -> str:
    """To the secretary, with the draft."""
    if chair:
        return f"Em soạn xong {name} (dự thảo), đã gửi {chair} duyệt. Duyệt rồi em đánh số và gửi bản chính ạ."
    return f"Em soạn xong {name} (dự thảo). Em chưa nhắn được cho trưởng ban để duyệt ạ."


def only_shown(who: str, name: str, chair: str | None, *, waits: bool) -> str:
    """To the secretary who only wants to look at a draft; `waits` when the chair has this one already."""
    if waits and chair:
        return f"Dạ đây là bản nháp {name}, {chair} chưa duyệt. Sửa xong thì {who} nhắn “làm {name}”, em trình lại ạ."
    to = f"em trình {chair} duyệt" if chair else "em soạn bản chính"
    return f"Dạ đây là bản nháp {name}. Xong thì {who} nhắn “làm {name}”, {to} ạ."


def to_approve(who: str, name: str, when: str, by: str | None, *, again: bool) -> str:
    """To the chair, with the draft; `again` with one that takes the place of an earlier."""
    made = f"{upper_first(by)} trình" if by else "Em soạn xong"
    anew = (" lại" if again and by else "", ", thay bản trước" if again else "")
    how = f"{upper_first(who)} xem rồi bấm Duyệt giúp em; duyệt rồi em mới đánh số."
    return f"{made}{anew[0]} {name} (dự thảo) cho buổi họp {when}{anew[1]}. {how}"


def only_chair(who: str) -> str:
    """Somebody else taps."""
    return f"Dạ việc này do trưởng ban duyệt ạ, {who} nhờ giúp nhé."


def changed_meanwhile(who: str, name: str) -> str:
    """The draft that was shown is not the newest."""
    return f"Dạ {name} đã có bản mới hơn bản {who} đang xem, {who} duyệt bản mới nhất giúp em."


def not_approved(who: str, name: str) -> str:
    """After Chưa duyệt: what is to be changed."""
    return f"Dạ em báo thư ký {name} chưa duyệt. {upper_first(who)} cần sửa chỗ nào ạ? Em nhắn thư ký luôn."


def mend_and_make_again(name: str) -> str:
    """After Chưa duyệt on a paper that one made oneself."""
    return f"Dạ em để {name} đó chưa duyệt ạ. Sửa xong nhắn “làm {name}” để em soạn lại."


def to_be_changed(name: str, by: str, what: str) -> str:
    """To the secretary: what the chair wants changed in a paper."""
    return f"{upper_first(by)} dặn sửa {name}: {what}\nSửa xong nhắn “làm {name}” để em trình lại ạ."


def passed_on(who: str, name: str) -> str:
    """After the chair said what is to be changed."""
    return f"Dạ em nhắn thư ký rồi ạ. Có bản {name} mới em trình {who} liền."


def left_to_the_secretary(who: str, name: str) -> str:
    """After the chair said nothing of what is to be changed."""
    return f"Dạ không sao ạ. Có bản {name} mới em trình {who} liền."


def asks_for_changes(name: str) -> str:
    """The open question what is to be changed, in a few words."""
    return f"chỗ cần sửa trong {name}"


def sent_back(name: str, by: str) -> str:
    """To the secretary after Chưa duyệt."""
    return f"{upper_first(by)} chưa duyệt {name}. Sửa xong nhắn “làm {name}” để em trình lại ạ."


def approved(name: str, number: str) -> str:
    """To the chair, with the numbered file."""
    return f"Đã duyệt {name} số {number}."


def approved_by(name: str, number: str, by: str) -> str:
    """To the secretary, with the numbered file."""
    return f"{upper_first(by)} đã duyệt {name} số {number}."


def approved_before(name: str, number: str, on: str) -> str:
    """An approved paper once more."""
    return f"{upper_first(name)} số {number}, đã duyệt ngày {on}."


def in_the_works(name: str) -> str:
    """While a file takes longer than a second."""
    return f"Em đang soạn tệp {name}, xong em gửi ngay ạ."


def cannot_make(name: str) -> str:
    """A file that could not be made."""
    return f"Dạ em xin lỗi, em chưa soạn được tệp {name}. Em đã báo người quản trị ạ."


def file_failed(name: str, error: str) -> str:
    """To the keeper: a file that could not be made."""
    return f"Tệp {name} chưa soạn được ({error})."


# --- overdue minutes ---


def minutes_from_scratch(who: str, when: str) -> str:
    """Minutes of a meeting of which the bot knows nothing."""
    return (
        f"Dạ buổi họp {when} em chưa ghi gì. {upper_first(who)} ghi bù giúp em: nhắn “điểm danh”, “ghi biên bản: …”, "
        "rồi “làm biên bản”."
    )


def minutes_wanted(who: str, when: str) -> str:
    """Some days after a meeting without minutes."""
    return f"Dạ {who} ơi, buổi họp {when} còn thiếu biên bản. {upper_first(who)} làm giúp em nhé?"


# --- calendar ---


def calendar(count: int) -> str:
    """With the calendar file."""
    return (
        f"Em gửi lịch {count} buổi họp sắp tới; mở tệp là điện thoại thêm vào lịch. "
        "Buổi nào dời hay hủy, em gửi lại để lịch tự sửa ạ."
    )


def calendar_changed(when: str, *, cancelled: bool) -> str:
    """With the calendar file of a meeting that was moved or cancelled."""
    if cancelled:
        return f"Buổi họp {when} đã hủy. Mở tệp này để điện thoại bỏ khỏi lịch ạ."
    return f"Buổi họp dời sang {when}. Mở tệp này để điện thoại sửa lịch ạ."


def calendar_stopped(who: str) -> str:
    """After somebody wants no more calendar files."""
    return f"Dạ em thôi gửi lịch họp vào điện thoại của {who} ạ. Cần lại thì nhắn “lịch họp vào điện thoại”."


def waived(who: str) -> str:
    """After Buổi này không họp."""
    return f"Dạ em ghi buổi này không họp, không nhắc biên bản nữa. Em cảm ơn {who} ạ, cần gì {who} cứ nhắn em."
