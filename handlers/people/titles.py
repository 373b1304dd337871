"""A member asks to be called or named otherwise: "kêu tui bằng chú nghen", "tên tui là Hòa"; the profile keeps it."""

import re

from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply
from handlers.people import join

_ASKS = re.compile(
    r"\W*(?:(?:em|con|cháu|chau|cứ|cu|từ nay|tu nay|nhớ|nho|đừng|dung|đổi|doi|sửa|sua|lại|lai|cách|cach|cho)\s+"
    r"|(?:xưng hô|xung ho)(?:\s+(?:là|la|thành|thanh))?,?\s+(?=(?:gọi|goi|kêu|keu)\b))*"
    r"(?:gọi|goi|kêu|keu|xưng hô|xung ho)\s+"
    r"(?:với\s+|voi\s+)?(?:tôi|toi|tui|mình|minh|bác|bac|cô|co|chú|chu|anh|chị|chi|ông|ong|bà|ba)\s+"
    r"(?:là|la|bằng|bang)\s+(?P<title>\S.*)",
    re.IGNORECASE,
)


_NAMES = re.compile(
    r"\W*(?:(?:dạ|da|em|con|à|nhầm|nham|sai|sửa|sua|đổi|doi|ghi|lại|lai)\s+)*(?:họ\s+|ho\s+)?(?:tên|ten)\s+"
    r"(?:(?:đúng|dung|thật|that|của|cua|lại|lai)\s+)*(?:(?:tôi|toi|tui|mình|minh|bác|bac|cô|co|chú|chu|anh|chị|chi)\s+)?"
    r"(?:(?:lại|lai)\s+)?(?:là|la|thành|thanh)[:,]?\s+(?P<name>\S.*?)(?:\s+(?:nhé|nhe|nha|nghen|mà|ạ|em))*[.!]*",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\W*(?:(?:dạ|da|à|em|con)\s+)*(?:tôi|toi|tui)\s+(?:tên|ten)\s+(?:là\s+|la\s+)?(?P<name>\S.*?)"
    r"(?:,?\s+(?:chớ|cho|chứ|chu)\s+(?:không|khong|ko|hổng|hong)\s+(?:phải|phai)\b.*)[.!]*",
    re.IGNORECASE,
)
_ASKS_HOW = re.compile(
    r"(?:(?:em|sua|doi|cho|toi|minh|muon|lai) )*(?:(?:cach )?xung ho|ho ten|ten(?: (?:cua )?(?:toi|minh))?)"
    r"(?: (?:sai|lai|nham|khac|roi|sao|the nao|di|em|a))*"
)
_WHO_AM_I = re.compile(
    r"(?:(?:em|con) )*(?:(?:co )?(?:biet|nho) )?(?:(?:toi|minh)(?: (?:la|ten))+|ten (?:cua )?(?:toi|minh) la) (?:ai|gi)"
    r"(?: (?:khong|vay|a|em))*"
)


def answer(ctx: Context) -> list[Reply] | None:
    """Take the form of address or the name that a message asks for, or tell them; None for any other message."""
    text = ctx.message.text
    found = _ASKS.fullmatch(text)
    title = join.title_in(f"gọi {found['title']}") if found else None
    said = words.bare(text)
    if title is None and (_WHO_AM_I.fullmatch(said) or (_ASKS_HOW.fullmatch(said) and _says_more(said))):
        return [Reply(texts.general.known_as(ctx.who, ctx.person.name, ctx.role, ctx.unit.name))]
    named = (_NAMES.fullmatch(text) or _NAMED.fullmatch(text)) if title is None else None
    name = join.as_name(named["name"]) if named else None
    if title is None and name is None:
        return None
    if ctx.chat.practice:
        return [Reply(texts.practice.in_earnest(ctx.who))]
    ctx.person.title, ctx.person.name = title or ctx.person.title, name or ctx.person.name
    ctx.session.add(ctx.person)
    return [Reply(texts.general.called(title) if title else texts.general.named(ctx.who, ctx.person.name))]


def _says_more(said: str) -> bool:
    """Whether bare words ask to change something: "tên" alone asks for nothing."""
    return len(said.split()) > 1
