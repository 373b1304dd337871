"""A member asks to be called otherwise: "kêu tui bằng chú nghen"; the profile keeps it."""

import re

from handlers import texts
from handlers.context import Context
from handlers.message import Reply
from handlers.people import join

_ASKS = re.compile(
    r"\W*(?:(?:em|con|cháu|chau|cứ|cu|từ nay|tu nay|nhớ|nho|đừng|dung)\s+)*(?:gọi|goi|kêu|keu|xưng hô|xung ho)\s+"
    r"(?:với\s+|voi\s+)?(?:tôi|toi|tui|mình|minh|bác|bac|cô|co|chú|chu|anh|chị|chi|ông|ong|bà|ba)\s+"
    r"(?:là|la|bằng|bang)\s+(?P<title>\S.*)",
    re.IGNORECASE,
)


def answer(ctx: Context) -> list[Reply] | None:
    """Take the form of address that a message asks for; None for any other message."""
    found = _ASKS.fullmatch(ctx.message.text)
    title = join.title_in(f"gọi {found['title']}") if found else None
    if title is None:
        return None
    if ctx.chat.practice:
        return [Reply(texts.practice.in_earnest(ctx.who))]
    ctx.person.title = title
    ctx.session.add(ctx.person)
    return [Reply(texts.general.called(title))]
