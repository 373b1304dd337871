"""What the bot says of what a messenger's plan allows: to the keeper, to members, to whoever comes when it is full."""

from handlers.texts.general import upper_first

_CHANNELS = {"telegram": "Telegram", "zalo": "Zalo", "web": "trang web"}


def nearly_used(channel: str, bot: str, used: int, allowed: int) -> str:
    """To the keeper, once a month.

    >>> nearly_used("zalo", "main", 2400, 3000).partition(". ")[0]
    'Bot Zalo “main” đã dùng 2.400 trên 3.000 tin của tháng'
    """
    numbers = f"{used:,} trên {allowed:,}".replace(",", ".")
    head = f"Bot {_CHANNELS.get(channel, channel)} “{bot}” đã dùng {numbers} tin của tháng."
    return f"{head} Phần còn lại em để dành cho tin nhắc, câu trả lời sẽ gọn hơn."


def kept(who: str, page: str | None) -> str:
    """To a member: until the month ends they are not answered here; where to go on."""
    rest = "Tháng này Zalo sắp hết lượt tin, em để dành cho tin nhắc họp, nên ở đây em chưa trả lời được nữa."
    if page is None:
        return f"{rest} Sang tháng em trả lời lại, em xin lỗi {who} ạ."
    return f"{rest} Mời {who} nhắn tiếp ở trang này, sổ vẫn là một (mở trong 15 phút):\n{page}"


def full(who: str, bot: str | None, page: str | None) -> str:
    """To somebody new, when a bot serves as many as it may: the link of another bot, or of the web chat."""
    if bot is not None:
        return f"Dạ bot này đã đủ người rồi ạ. Mời {who} nhắn cho em ở bot này, cách dùng y như vậy:\n{bot}"
    return f"Dạ bot này đã đủ người rồi ạ. {upper_first(who)} dùng em ở trang này nhé, cách dùng y như vậy:\n{page}"
