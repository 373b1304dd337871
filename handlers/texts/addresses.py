"""What the bot says of a person's addresses on several messengers."""

from collections.abc import Sequence
from datetime import date

_NAMES = {"zalo": "Zalo", "telegram": "Telegram", "web": "trang web", "terminal": "máy này"}


def messenger(channel: str) -> str:
    """A messenger by the name that people use."""
    return _NAMES.get(channel, channel)


def code(who: str, digits: str) -> str:
    """A fresh code to type in the other messenger."""
    return (
        f"Mời {who} mở Zalo, Telegram hoặc trang web muốn dùng thêm, nhắn cho em đúng dòng này:\n"
        f"LIENKET {digits}\n"
        "Mã dùng một lần, trong 15 phút. Đừng đưa mã cho người khác ạ."
    )


def linked(who: str, name: str, channel: str) -> str:
    """In the chat that was just linked."""
    return (
        f"Dạ em chào {who} {name}! Từ giờ {who} nhắn cho em qua {messenger(channel)} cũng được, sổ vẫn là một.\n"
        f"Muốn em nhắc họp qua đây thì nhắn: nhắn tôi qua {messenger(channel)}"
    )


def linked_elsewhere(who: str, channel: str) -> str:
    """In the person's other chats: somebody used their code."""
    return (
        f"Em vừa nối thêm {messenger(channel)} cho {who}. "
        f"Nếu không phải {who} làm, {who} báo ngay cho trưởng ban giúp em ạ."
    )


def bad_code(why: str) -> str:
    """A linking code that does not work: "unknown", "expired" or "too often"."""
    reason = {
        "unknown": "Em chưa thấy mã này, có thể gõ nhầm một số.",
        "expired": "Mã này đã quá 15 phút rồi ạ.",
        "too often": "Mã sai nhiều lần quá, xin chờ 15 phút rồi thử lại ạ.",
    }[why]
    return f"{reason}\nLấy mã mới: ở chỗ đang dùng được, nhắn em “liên kết”."


def known_already(who: str, name: str) -> str:
    """A code typed in a chat that belongs to somebody already."""
    return f"Chỗ này em đã biết là của {who} {name} rồi ạ. Muốn nối cho người khác, xin nhắn “bỏ liên kết” trước."


def listed(who: str, lines: Sequence[tuple[str, bool, bool, bool]]) -> str:
    """A person's addresses: (channel, where they are written to, out of reach, this very chat)."""
    shown = [
        f"• {messenger(channel)}"
        + (" (đang nhắn ở đây)" if here else "")
        + (", em nhắc họp qua đây" if first else "")
        + (", em chưa gửi tới được" if gone else "")
        for channel, first, gone, here in lines
    ]
    return "\n".join([f"Em gặp {who} ở:", *shown, "Nối thêm: nhắn “liên kết”. Bỏ chỗ này: nhắn “bỏ liên kết”."])


def really_unlink(who: str, channel: str, others: Sequence[str]) -> str:
    """Before a chat is unlinked: what remains."""
    left = ", ".join(messenger(one) for one in others)
    rest = f"{who.capitalize()} vẫn gặp em qua {left}." if left else f"Đây là chỗ duy nhất em gặp được {who}."
    return f"{who.capitalize()} muốn thôi dùng em ở {messenger(channel)} này ạ? {rest}"


def unlinked(who: str) -> str:
    """Done; how to come back."""
    return (
        f"Dạ em đã bỏ liên kết. Số liệu {who} ghi vẫn còn trong sổ.\n"
        f"Muốn quay lại, {who} gửi em mã liên kết hoặc mã mời ạ."
    )


def stays(who: str) -> str:
    """Nothing was unlinked."""
    return f"Dạ, em giữ nguyên. {who.capitalize()} nhắn việc cần ghi hay cần hỏi nhé."


def preferred(who: str, channel: str) -> str:
    """From now on reminders go there."""
    return f"Dạ, từ giờ em nhắc {who} qua {messenger(channel)}. Khi chỗ đó không gửi được em mới nhắn chỗ khác."


def not_linked(who: str, channel: str) -> str:
    """No such address yet."""
    return f"Em chưa gặp {who} bên {messenger(channel)}. {who.capitalize()} nhắn “liên kết” để lấy mã nối ạ."


def devices(who: str, lines: Sequence[tuple[str, date, date]]) -> str:
    """The browsers in which the web chat is open: (name, since when, last seen)."""
    shown = [
        f"{number}. {name}, từ {since.day}/{since.month}/{since.year}, gần nhất {seen.day}/{seen.month}"
        for number, (name, since, seen) in enumerate(lines, 1)
    ]
    return "\n".join([f"Trang web của {who} đang mở ở:", *shown, "Máy nào lạ thì thoát máy đó nhé."])


def all_is_kept(who: str) -> str:
    """To whoever lost their telephone."""
    return f"Dạ {who} yên tâm, số đã ghi vẫn còn nguyên trong sổ ạ."


def no_devices(who: str) -> str:
    """The web chat is open nowhere."""
    return f"Trang web của {who} không mở ở máy nào cả. Muốn dùng trang web, {who} nhắn “liên kết” để lấy mã vào."


def no_such_device(who: str) -> str:
    """That number is not (or no longer) in the list."""
    return f"Máy này em không thấy, hoặc đã thoát rồi ạ. {who.capitalize()} nhắn “thiết bị” để xem lại."


def device_closed(who: str, name: str) -> str:
    """The chat is closed there."""
    return f"Em đã thoát {name}. Máy đó muốn vào lại thì {who} phải lấy mã mới ạ."


def draft_elsewhere(title: str, channel: str) -> str:
    """A draft waits on another messenger."""
    return f"Bên {messenger(channel)} còn việc đang ghi dở: {title}."


def nothing_elsewhere(who: str) -> str:
    """There is no such draft any more."""
    return f"Việc đó đã xong hoặc đã bỏ rồi ạ. {who.capitalize()} cứ nhắn việc mới nhé."
