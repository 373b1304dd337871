"""What the bot says in a group: little, and nothing that only members of one committee may know."""


def hello(link: str | None) -> str:
    """To whoever calls the bot in a group without asking for a figure."""
    return f"Dạ em nghe ạ. Ở nhóm em chỉ đọc số liệu chung, ví dụ “năm nay tặng bao nhiêu phần quà?”.\n{_alone(link)}"


def not_known(link: str | None) -> str:
    """To somebody who has not joined."""
    invited = f"Có mã mời của trưởng ban thì nhắn riêng cho em{f': {link}' if link else ' ạ.'}"
    return f"Dạ em chưa biết mình ở Ban nào, nên chưa trả lời ở đây được.\n{invited}"


def record_alone(link: str | None) -> str:
    """To somebody who tells what was done: that is seen and saved where only they read it."""
    if link is None:
        return "Dạ việc này mình nhắn riêng cho em để xem lại rồi lưu nhé."
    return f"Dạ việc này mình ghi riêng với em nhé:\n{link}"


def ask_alone(link: str | None) -> str:
    """A figure that is not for everybody, of others, or no figure at all."""
    if link is None:
        return "Dạ câu này em không trả lời ở nhóm được. Mình nhắn riêng cho em nhé."
    return f"Dạ câu này em trả lời riêng ạ:\n{link}"


def photos_alone(link: str | None) -> str:
    """To somebody who asks to see photos: they show neighbours, and are not for everybody in a group."""
    if link is None:
        return "Dạ hình của khu phố em chỉ gửi riêng thôi ạ. Mình nhắn riêng cho em câu đó nhé."
    return f"Dạ hình của khu phố em chỉ gửi riêng thôi ạ, mình bấm vào đây:\n{link}"


def meeting(told: str, link: str | None) -> str:
    """When the committee meets, in its own room."""
    return f"{told}\nDự hay vắng, mình báo riêng cho em{f': {link}' if link else ' nhé.'}"


def _alone(link: str | None) -> str:
    return f"Việc khác mời nhắn riêng cho em: {link}" if link else "Việc khác mời nhắn riêng cho em."
