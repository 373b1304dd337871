"""What the bot says about the post itself: too much at once, an address that is gone, a message that may be lost."""

from datetime import date

_CHANNELS = {"telegram": "Telegram", "zalo": "Zalo", "web": "trang web"}


def many(who: str, count: int) -> str:
    """To somebody who sends very many messages at once.

    >>> many("bác", 21)
    'Dạ em nhận được 21 tin liền nhau của bác. Em đọc lần lượt, không bỏ tin nào, bác chờ em một lát ạ.'
    """
    return (
        f"Dạ em nhận được {count} tin liền nhau của {who}. Em đọc lần lượt, không bỏ tin nào, {who} chờ em một lát ạ."
    )


def unreachable(who: str, name: str, channel: str) -> str:
    """To the chair: somebody of the committee cannot be written to any more."""
    where = _CHANNELS.get(channel, channel)
    return (
        f"Dạ {who}, em không nhắn được cho {name} trên {where} nữa: có thể đã chặn em hoặc đổi tài khoản. "
        f"{who.capitalize()} nhắc giúp em: chỉ cần nhắn lại cho em một tin là em liên lạc được ạ."
    )


def undelivered(outgoing_id: int, name: str | None, *, in_doubt: bool) -> str:
    """To the keeper: a message that may or may not have arrived, or that never did."""
    whom = f" gửi {name}" if name else ""
    what = "không rõ đã tới chưa" if in_doubt else "không gửi được"
    return f"Tin số {outgoing_id}{whom} {what}. Chạy `python -m bot undelivered` để xem và gửi lại."


def spent(channel: str, bot: str, until: date) -> str:
    """To the keeper: a messenger refuses everything, because the plan of the month is used up.

    >>> spent("zalo", "main", date(2026, 12, 1))
    'Bot Zalo “main” hết lượt tin của tháng, đến 1/12 mới gửi lại được. Tin nhắc em gửi qua chỗ khác của từng người.'
    """
    return (
        f"Bot {_CHANNELS.get(channel, channel)} “{bot}” hết lượt tin của tháng, đến {until.day}/{until.month} "
        "mới gửi lại được. Tin nhắc em gửi qua chỗ khác của từng người."
    )
