"""What troubles the neighbourhood and is told in passing: lamps, rubbish, noise. No figure, a point to raise."""

import re

from db.room import sittings
from handlers import texts
from handlers.context import Context
from handlers.message import Reply, choices
from handlers.vi.reading import Reading

_TROUBLE = re.compile(
    r"\b(?:(?:bong )?den (?:\w+ ){0,4}?(?:hu|tat|khong sang|chay bong|toi thui|toi om)"
    r"|rac (?:\w+ ){0,3}?(?:hoi|thoi|bua bai|chat dong|tran lan|khong ai (?:don|gom|hot))"
    r"|(?:karaoke|loa keo|hat ho|nhac|quan (?:\w+ ){0,2}?) ?(?:\w+ ){0,2}?(?:on|um sum|am i)\b"
    r"|on (?:ao )?qua (?:chiu|khong|ngu)|cho (?:tha rong|can nguoi|sua hoai)"
    r"|(?:hem|duong|ngo) (?:\w+ ){0,3}?(?:ngap|hu|lo|o ga|toi thui|toi om|lun)"
    r"|cong (?:\w+ ){0,3}?(?:nghet|tac|be|thoi)|nuoc (?:yeu|duc|chay yeu|may cup)|(?:mat|cup) (?:dien|nuoc)"
    r"|xe (?:\w+ ){0,2}?(?:lan chiem|do bua|chay au)|lan chiem (?:via he|long duong))\b"
)
_QUARREL = re.compile(
    r"\b(?:vo chong|nha|hai (?:nha|ong|ba|anh|dua)|anh em|hang xom|thanh nien|may (?:dua|ong|ba|thang))\b.*"
    r"\b(?:danh|cai|gay|chui) (?:lon|nhau|lo)\b"
)
_DEEDS = re.compile(
    r"\b(?:sua|lap|thay|don|hot|gom|quet|xay|lam|khac phuc|xong|ra quan|van dong|hoa giai|giao|nhac|hop|noi dung|ghi"
    r"|bao cao|tang|giup|thu|nop|bao nhieu|may|gi|nao|dau|chua|luu|bo|xoa|dung|phai)\b"
)
_LONGEST = 14  # words
_SHORT = 40  # letters that still fit on a button


def answer(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """That the book counts no such thing, and the meeting's agenda for it; None for a deed, a question, a figure."""
    if reading.facts or reading.question is not None or "?" in reading.text:
        return None
    quarrel = _QUARREL.search(said) is not None
    if not quarrel and _TROUBLE.search(said) is None:
        return None
    if _DEEDS.search(said) or len(said.split()) > _LONGEST or ctx.role == "ward":
        return None
    if sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now) is not None:
        return None  # what is said in a meeting belongs to its minutes
    if quarrel:
        return [Reply(texts.life.quarrel(ctx.who), choices(texts.life.take_it_on()))]
    point = reading.text.strip(" .!")
    return [Reply(texts.life.trouble(ctx.who), choices(texts.room.put_back(point)) if len(point) <= _SHORT else ())]
