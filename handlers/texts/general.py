"""What the bot says of joining and help, and whatever the talk is about; the modules beside tell the rest.

Every sentence is a function of what it tells. `who` is the form of address ("bác", "chị").
"""

from collections.abc import Sequence

EXAMPLE_LOG = "sáng nay tặng 70 phần quà cho hộ nghèo, trị giá 21 triệu"
EXAMPLE_ASK = "tháng này tặng bao nhiêu phần quà?"
EXAMPLE_MEETING = "họp ban ngày 5 hằng tháng 19h tại nhà văn hóa"

ANYBODY = "anh/chị"
NEW_MEMBER = "Thành viên mới"


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
    ("tap", "Tập thử, không tính vào sổ"),
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
    return (
        f"Em lưu tên, vai trò và địa chỉ chat của {who} để ghi số liệu và nhắc họp; {who} thôi nhiệm vụ thì em xóa ạ."
    )


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


def greeting(who: str) -> str:
    """After a greeting."""
    return f"Dạ em chào {who} ạ!\n{short_help(who)}"


def newcomer(who: str) -> str:
    """To whoever says that they are new."""
    return (
        f"Dạ em chào {who}, em giữ sổ cho Ban mình ạ!\n{short_help(who)}\n"
        "Muốn làm quen trước thì nhắn “tập”, em không tính vào sổ."
    )


def not_at_all(who: str) -> str:
    """After thanks, or a farewell."""
    return f"Dạ không có gì ạ. Cần gì {who} cứ nhắn em."


def called(title: str) -> str:
    """After somebody asked to be called otherwise."""
    return f"Dạ từ giờ em gọi mình là {title} ạ. Cần gì {title} cứ nhắn em."


def named(who: str, name: str) -> str:
    """After somebody told their name anew."""
    return f"Dạ em sửa tên trong sổ rồi: {who} {name}. Cần gì {who} cứ nhắn em."


def known_as(who: str, name: str, role: str, unit: str) -> str:
    """To whoever asks who they are to the bot, or how to change it."""
    return (
        f"Dạ sổ ghi: {who} {name}, {role_name(role)} {unit}.\n"
        f"Chưa đúng thì {who} nhắn, ví dụ: “tên tôi là Lê Văn Tám” hoặc “gọi tôi là bác”."
    )


def here(who: str) -> str:
    """To whoever asks whether the bot is there."""
    return f"Dạ em đây ạ. {upper_first(who)} cần ghi hay hỏi gì cứ nhắn em."


def ask_away(who: str) -> str:
    """To whoever asks whether they may ask."""
    return f"Dạ {who} cứ hỏi ạ, ví dụ: “{EXAMPLE_ASK}”"


def not_written(who: str) -> str:
    """To whoever only tells something, and wants nothing written down."""
    return f"Dạ em nghe vậy thôi, không ghi gì ạ. Cần ghi hay hỏi gì {who} cứ nhắn em."


def cross_with(who: str) -> str:
    """To whoever is cross with the bot."""
    return (
        f"Dạ em xin lỗi {who} ạ. Chỗ nào chưa đúng {who} nhắn lại bằng lời của mình, em sửa ngay; "
        "muốn làm quen thì nhắn “tập thử” nhé."
    )


def glad(who: str) -> str:
    """To praise and good wishes."""
    return f"Dạ em cảm ơn {who}, em vui lắm ạ! Chúc {who} luôn khỏe, có việc cứ nhắn em."


def rest_well(who: str) -> str:
    """To whoever is tired or not well."""
    return (
        f"Dạ em cảm ơn {who} đã lo cho bà con, {who} nghỉ ngơi cho khỏe nhé. "
        f"Việc của Ban khi nào tiện {who} nhắn em cũng được ạ."
    )


def keeps_in_touch(who: str) -> str:
    """To whoever asks to be told when there is something."""
    return f"Dạ, có lịch họp hay tới hạn gì em nhắn {who} liền ạ. Cần gì {who} cứ nhắn em."


def asked_after(who: str) -> str:
    """To whoever asks how the bot is, or whether it has eaten."""
    return (
        f"Dạ em là máy nên không biết đói, biết mệt ạ, em cảm ơn {who} hỏi thăm. "
        f"{upper_first(who)} nhớ ăn uống, giữ sức khỏe nhé, có việc cứ nhắn em."
    )


def take_care(who: str) -> str:
    """To whoever speaks of the weather."""
    return f"Dạ {who} đi đâu nhớ giữ sức khỏe nhé. Việc của Ban lúc nào tiện {who} nhắn em cũng được ạ."


def any_words_will_do(who: str) -> str:
    """To whoever says that they write little, make mistakes or forget."""
    return (
        f"Dạ không sao ạ, {who} nhắn ngắn, không dấu, sai chữ em cũng cố hiểu, chỗ nào chưa rõ em hỏi lại. "
        "Ví dụ chỉ cần: “tang 20 phan qua” hay “ho ngheo may ho”."
    )


def forgetful(who: str) -> str:
    """To whoever says that they forget."""
    return f"Dạ quên thì có em nhắc {who} ạ: họp với hạn việc em nhắn trước, việc đã ghi {who} hỏi lúc nào cũng có."


def reads_plain(who: str) -> str:
    """To whoever asks whether words without their marks are understood."""
    return f"Dạ em hiểu ạ, {who} cứ viết không dấu. Ví dụ: “tang 20 phan qua” hay “ho ngheo may ho”."


def glad_too(who: str) -> str:
    """To whoever is happy."""
    return f"Dạ {who} vui là em cũng mừng lây ạ! Việc của Ban lúc nào tiện {who} nhắn em nhé."


def family_invitation(who: str) -> str:
    """To an invitation of the family to others, which is no matter of the committee."""
    return f"Dạ việc nhà em không nhắn thay được ạ, {who} nhắn trong nhóm giúp em nhé. Họp Ban thì em mời giúp liền."


def sorry_for_waiting(who: str) -> str:
    """To whoever had to wait for an answer."""
    return f"Dạ em xin lỗi để {who} phải đợi ạ. Tin {who} gửi em giữ hết, không mất; cần gì {who} nhắn tiếp cho em."


def which_button(who: str) -> str:
    """To whoever asks what to tap."""
    return (
        f"Dạ {who} bấm nút ngay dưới tin em nhắn ạ: “Lưu” là ghi vào sổ, “Bỏ” là thôi không ghi.\n"
        f"Không thấy nút thì {who} cứ nhắn bằng lời, ví dụ: “{EXAMPLE_ASK}”"
    )


def nothing_is_lost(who: str) -> str:
    """To whoever has trouble with the telephone or the line."""
    return f"Dạ không sao ạ, tin nào gửi được là em giữ, không mất. Lúc nào máy khỏe lại {who} nhắn tiếp cho em nhé."


def said_simply(who: str) -> str:
    """To whoever did not understand what the bot said."""
    return (
        f"Dạ em nói chưa rõ, em xin lỗi {who}. {upper_first(who)} cứ nhắn bằng lời thường, "
        f"ví dụ: “{EXAMPLE_ASK}” Nhắn “giúp” em chỉ từng việc ạ."
    )


def not_there_yet(who: str) -> str:
    """To whoever wonders that something is not in the book."""
    return f"Dạ sổ chưa có thật ạ. Có số thì {who} nhắn em ghi, sau này hỏi là em trả lời được."


def goodbye(who: str) -> str:
    """To whoever has done for today, or takes leave."""
    return f"Dạ em cảm ơn {who} ạ. Lúc nào cần {who} cứ nhắn em."


def as_you_like(who: str) -> str:
    """After "thôi khỏi" or "vâng" with nothing open."""
    return f"Dạ, cần gì {who} cứ nhắn em ạ."


def who_am_i(who: str) -> str:
    """To whoever asks who the bot is."""
    return f"Dạ em là sổ tay của Ban công tác Mặt trận, giúp mình ghi việc, hỏi số và nhắc họp.\n{short_help(who)}"


def already_in(who: str, unit: str) -> str:
    """A code from somebody who has joined already."""
    return f"Dạ {who} đã ở trong {unit} rồi ạ, không cần mã nữa. Cần ghi hay hỏi gì {who} cứ nhắn em."


def no_role(who: str) -> str:
    """To somebody whose term has ended."""
    return f"Dạ, hiện {who} không còn nhiệm vụ trong Ban nào trong sổ của em. Xin liên hệ trưởng ban để được mời lại ạ."


def tet_is(day: str) -> str:
    """Which day of the solar calendar the lunar year begins."""
    return f"Dạ mùng một Tết là {day} ạ. Xem việc trước Tết thì hỏi em “tháng này có gì”."


def day_is(day: str, hour: str) -> str:
    """Which day it is, and what o'clock."""
    return f"Dạ {day}. Bây giờ là {hour} ạ. Xem việc trong ngày thì nhắn “hôm nay”."


_LARGER = {
    "web": "chụm hai ngón tay rồi mở ra trên màn hình, hoặc vào dấu ⋮ (iPhone: AA) của trình duyệt, chọn phóng to",
    "telegram": "vào Cài đặt của Telegram, mục Trò chuyện (iPhone: Giao diện), kéo Cỡ chữ cho lớn",
    "zalo": "vào Cài đặt của Zalo, mục Giao diện, chọn Cỡ chữ lớn hơn",
    "terminal": "vào phần cài đặt của cửa sổ này, chọn cỡ chữ lớn hơn",
}


def larger_letters(who: str, channel: str) -> str:
    """To whom the letters are too small: where the messenger makes them larger, and what the telephone does for all."""
    return (
        f"Dạ để chữ to hơn, {who} {_LARGER[channel]}.\n"
        "Hoặc vào Cài đặt của điện thoại, mục Màn hình, chọn Cỡ chữ lớn.\n"
        f"Khó quá {who} nhờ người nhà làm giúp một lần là được ạ. Còn gì nữa {who} cứ nhắn em."
    )


# --- not understood ---


def not_understood(who: str) -> str:
    """A sentence that nobody could read."""
    return (
        f"Dạ em chưa hiểu ý {who}. {upper_first(who)} nhắn giúp em một câu như:\n• “{EXAMPLE_LOG}”\n• “{EXAMPLE_ASK}”"
    )


def nothing_open(who: str) -> str:
    """A word that steers ("lưu", "quay lại") while nothing is being made."""
    return f"Dạ lúc này không có việc nào đang chờ ạ. Cần ghi hay hỏi gì {who} cứ nhắn em."


def passed_on(who: str) -> str:
    """A word that steers, passed on from somebody else."""
    return f"Dạ đây là tin chuyển tiếp nên em không làm theo ạ. Cần thì {who} tự bấm hoặc nhắn giúp em."


def not_clear(who: str) -> str:
    """Words beside an open draft that say nothing we can use; the question follows again."""
    return f"Dạ em chưa hiểu ý {who}. Mình xong việc này trước nhé:"


def no_words(who: str) -> str:
    """A sticker, a voice note, an empty message."""
    return f"Dạ em chỉ đọc được chữ và ảnh thôi ạ. {upper_first(who)} nhắn giúp em bằng chữ, ví dụ: “{EXAMPLE_LOG}”."


def number_alone(who: str, said: str) -> str:
    """A number without a unit or an object."""
    return f"Dạ {said} là số gì ạ? {upper_first(who)} nhắn giúp em đủ ý, ví dụ: “tặng {said} phần quà”."


def too_long(who: str) -> str:
    """A message longer than we read."""
    return f"Dạ tin này dài quá, em đọc không hết. {upper_first(who)} gửi giúp em từng đoạn ngắn ạ."


def sorry(who: str) -> str:
    """A bug of ours: the message is kept."""
    return (
        f"Dạ em xin lỗi {who}, em bị trục trặc nên chưa xử lý được tin này. "
        f"Tin vẫn được giữ, người quản trị sẽ xem; {who} không cần nhắn lại ạ."
    )


def set_aside(incoming_id: int, error: str) -> str:
    """To the keeper: a message that could not be answered."""
    return f"Tin số {incoming_id} chưa xử lý được ({error}). Tin vẫn được giữ; chạy `python -m bot replay` để làm lại."


def no_copy(why: str) -> str:
    """To the keeper: the records were not copied this night."""
    return f"Đêm qua em chưa sao lưu được dữ liệu ({why}). Bản cũ vẫn còn; sửa xong chạy `python -m bot backup`."


def button_used(who: str, word: str) -> str:
    """A second tap, or a tap on an old message."""
    return f"Dạ nút “{word}” này đã xong rồi ạ, không ghi thêm lần nữa. Cần đổi gì {who} cứ nhắn em."


def button_unknown(who: str) -> str:
    """A tap that belongs to no message we know."""
    return f"Dạ nút này không còn dùng được ạ. {upper_first(who)} nhắn bằng chữ giúp em nhé."


def draft_moved_on(who: str) -> str:
    """A tap below an older form of a draft."""
    return f"Dạ việc này đã đổi rồi ạ, {who} xem tin mới nhất bên dưới giúp em."


def joining() -> str:
    """Getting acquainted, in a few words."""
    return "giới thiệu"


def not_saved_yet() -> str:
    """Before a draft, where it is asked whether it is saved."""
    return "Dạ chưa lưu ạ."


def draft_waits(title: str) -> str:
    """A line under an answer while a draft is still open."""
    return f"(Còn việc chưa xong: {title})"


def put_off(who: str) -> str:
    """After "để mai tính": what is open stays open."""
    return f"Dạ em để đó, không mất ạ. Lúc nào rảnh {who} nhắn “ghi tiếp”."


def draft_expired(who: str, title: str, *, again: bool) -> str:
    """A draft that was left for too long; `again` where a tap takes it up again."""
    how = "bấm hoặc nhắn “ghi lại”" if again else "nhắn lại câu đó"
    return f"Dạ {who} ơi, việc “{title}” để hai ngày chưa xong nên em bỏ rồi ạ. Cần thì {who} {how} nhé."


def drop_this(title: str) -> str:
    """Before what is being told is dropped, where it was only named: "xóa cái đó đi"."""
    return f"Dạ bỏ hẳn việc đang ghi (“{title}”), không lưu, đúng không ạ?"


def who_tells(who: str, *, leads: bool) -> str:
    """Who is to tell the bot what is missing: whoever leads is asked themselves."""
    return f"{upper_first(who)} nhắn giúp em" if leads else "Trưởng ban hoặc thư ký nhắn giúp em"


def dropped(who: str) -> str:
    """After Bỏ."""
    return f"Dạ em bỏ, không ghi việc này ạ. Cần gì {who} cứ nhắn em."


def kept(who: str) -> str:
    """After Giữ lại, Giữ số cũ."""
    return f"Dạ em giữ nguyên như cũ. Cần gì {who} cứ nhắn em."


def yourself(who: str) -> str:
    """The person spoken to, among others who are named."""
    return f"{who} đó ạ"


def drop_all(told: Sequence[str]) -> str:
    """Whether all that is being made is to be dropped."""
    return f"Dạ bỏ hết {len(told)} việc đang làm dở ({'; '.join(told)}), không lưu việc nào, đúng không ạ?"


def dropped_all(who: str, count: int) -> str:
    """After all that was being made was dropped."""
    return f"Dạ em bỏ cả {count} việc, không ghi việc nào ạ. Cần gì {who} cứ nhắn em."


def taking_back() -> str:
    """The question whether what was done is to be taken back, in a few words."""
    return "lui lại việc vừa làm"


def first_question() -> str:
    """After "quay lại" at the first question."""
    return "Dạ đây là câu đầu rồi ạ."


def nothing_to_leave() -> str:
    """After "bỏ qua" where nothing is asked any more."""
    return "Dạ em hỏi đủ rồi ạ, xem lại rồi chọn giúp em:"


def photos_welcome(who: str) -> str:
    """Photos are announced."""
    return f"Dạ {who} cứ gửi ạ, em gắn vào việc đang ghi hoặc việc vừa ghi."


def how_to_change(who: str) -> str:
    """After Sửa."""
    return f"Dạ, {who} nhắn chỗ cần sửa là được, ví dụ: “65 phần thôi” hoặc “hôm qua”."


# --- records and meetings ---


def record_unknown(number: str) -> str:
    """A record number that is not there or not one's own."""
    return f"Dạ em không thấy số ghi #{number} trong sổ của mình ạ. Xem lại số giúp em nhé."


# --- how late ---


def lag(minutes: int) -> str:
    """How late something is, roughly.

    >>> lag(25), lag(200), lag(4000)
    ('25 phút', '3 giờ', '2 ngày')
    """
    if minutes < 60:
        return f"{minutes} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // (24 * 60)} ngày"
