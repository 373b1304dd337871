"""What happens in people's lives and is said in passing: a kind word comes before the business, or is all there is."""

import re
from collections.abc import Callable
from dataclasses import replace

from db.room import sittings
from handlers import texts, words
from handlers.context import Context
from handlers.message import Reply
from handlers.vi import assigning
from handlers.vi.reading import Reading
from handlers.vi.words import split

_KIN = r"(?:con|chau|em|anh|chi|vo|chong|ba xa|ong xa|me|ma|ba|cha|bo|tia|bac|co|chu|ong|di|cau|dau|re)"
_NEWLY = r"(?:(?:moi|vua|da|duoc|duoc tin|hom qua|hom nay|sang nay|toi qua|vua moi) )*"
_AT = r"(?:benh vien|vien|nha thuong|tram xa)"
_WEATHER = r"(?:bao|mua|gio|loc|giong|lu|nuoc|set|trieu cuong|sat lo|troi)"
_BREAKS = (
    r"(?:sap|bay|toc|hu|ngap|cuon|troc|truc|trui|trut|do|lat|tron|lo) (?:\w+ ){0,2}?"
    r"(?:mai|noc|ton|nha|can|ho|cay|duong|hem)"
)

_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str, str | None], str]], ...] = (
    (
        "home_again",
        re.compile(rf"\b(?:{_NEWLY}(?:o|nam|di) {_AT} (?:{_NEWLY}|moi )?ve\b|(?:xuat|ra) vien\b)"),
        texts.life.home_again,
    ),
    (
        "get_well",
        re.compile(
            rf"\b(?:(?:nam|nhap|vo|vao|di|dua \w+ (?:\w+ )?(?:vo|vao|di)) {_AT}|cap cuu|dot quy|tai bien|sot xuat huyet"
            r"|bi (?:benh|om|te|thuong|tai nan|xe|dau|soi|ung thu)|dang (?:benh|om)|gay (?:tay|chan|xuong)"
            r"|(?:benh|om)$|(?:benh|om|dau) (?:nang|nhieu|qua|roi|hoai|may|ca tuan|may bua))\b"
        ),
        texts.life.get_well,
    ),
    (
        "condoles",
        re.compile(
            rf"\b{_KIN} (?:\w+ ){{0,3}}?{_NEWLY}(?:qua doi|tu tran)\b"
            rf"|\b(?:(?:nha|gia dinh) (?:\w+ ){{0,2}}?co (?:tang|dam (?:tang|ma))|dang co tang"
            rf"|^(?:\w+ ){{0,4}}{_KIN} (?:\w+ ){{0,3}}?{_NEWLY}(?<!co )(?<!vang )"
            r"mat(?= (?:hom|sang|toi|dem|chieu|hoi|roi|o|luc|thang"
            r"|ngay|dot ngot|em|a|roi em)\b|$))"
        ),
        texts.life.condoles,
    ),
    (
        "joy",
        re.compile(
            rf"\b{_KIN} (?:\w+ ){{0,3}}?{_NEWLY}(?:(?:thi )?(?:dau|do) (?:dai hoc|cao dang|truong|lop|cap|vao|vo"
            r"|thu khoa)|thi dau|trung tuyen|tot nghiep|cuoi (?:vo|chong)|lay (?:vo|chong)|s[ia]nh (?:con|em be|chau"
            r"|duoc|be)|duoc (?:hoc bong|giay khen|hoc sinh gioi|len lop))\b"
            rf"|^(?:\w+ ){{0,2}}s[ia]nh (?:em be|duoc (?:be|con|chau))\b"
            r"|\b(?:co|them|bong) chau (?:noi|ngoai)\b|\blen chuc (?:ong|ba)\b"
            rf"|\bdam cuoi (?:{_KIN}|nha) |\b(?:thoi noi|day thang) (?:{_KIN}|be|nha) "
        ),
        texts.life.joy,
    ),
    (
        "anybody_hurt",
        re.compile(
            rf"\b{_WEATHER} (?:\w+ ){{0,4}}?{_BREAKS}\b|\bnha (?:\w+ ){{1,3}}?(?:bi )?chay\b"
            r"|\bchay (?:\w+ ){0,2}?nha\b|\b(?:ngap|sap|toc mai|bay noc) \d+ (?:nha|can|ho)\b|\bhoa hoan\b"
        ),
        texts.life.anybody_hurt,
    ),
)
"""Each kind of event, how it is told, and the kind word; told of one person in the words before."""

HINTS = re.compile(
    r"\b(?:vi[eệ]n|th[uư][oơ]ng|c[uứ]u|qu[yỵ]|bi[eế]n|b[eệ]nh|[oố]m|g[aã]y|t[eé]|n[aạ]n|[dđ][oờ]i|tr[aầ]n|m[aấ]t|tang"
    r"|[dđ][aậ]u|[dđ][oỗ]|tuy[eể]n|nghi[eệ]p|c[uư][oớ]i|v[oợ]|ch[oồ]ng|s[ia]nh|n[oộ]i|ngo[aạ]i|ch[uứ]c|th[aá]ng|khen|gi[oỏ]i"
    r"|s[aậ]p|bay|t[oố]c|h[uư]|ng[aậ]p|cu[oố]n|tr[oố]c|ch[aá]y|ho[aạ]n|l[oở]|ma|bi|bị|ai|sao|qu[aá]|an)\b",
    re.IGNORECASE,
)
"""One of these stands in whatever is such an event; looked at before anything dearer."""
_DEEDS = re.compile(
    r"\b(?:tang|trao|tham|ho tro|van dong|giup|tap huan|tuyen truyen|dien tap|phong chong|phong chay|chua|sua|xay|lap"
    r"|phat|ghi|thuong|ung ho|quyen gop|gop|don|hoi|xin|nho|giao|bau|nhac|bao nhieu|may|gi|nao|khong|chua|dung"
    r"|neu|phai|can phai|danh sach|quy|bo|xoa|thay|kham|hien|tiep|lam)\b"
)
_DIED = re.compile(r"mất|đời|trần|tang|đám ma", re.IGNORECASE)
_BUSINESS = re.compile(r"\b(?:hop|vang|ban|du|tre|di duoc|viec)\b")
_LONGEST = 14  # words
_UNHARMED = re.compile(
    r"(?:(?:da|may|cung may|may ma|may qua|on troi|thiet|em|a|u|o) )*"
    r"(?:(?:khong|ko|hong|chang|chua) (?:co )?(?:ai|nguoi nao) (?:bi |co )*(?:sao|gi|thuong|he han|viec gi)"
    r"|(?:moi nguoi |ba con |ai cung |ca nha )+(?:khong sao|binh an|an toan|khoe|on))"
    r"(?: (?:het|ca|em|a|roi|dau|nha|nhe|nghen|tron|con|do|chi bi thiet hai|ve nguoi))*"
)
_UNTHANKED = re.compile(
    r"(?:(?:ma|lam|bac|toi|tui|co|chu|anh|chi|minh|viec|hoai|quai|quan quat|suot|ca ngay|cuc|cuc kho|di|lam viec) )+"
    r"(?:(?:cung |ma )?(?:khong|ko|chang|hong|chua|dau co|co) (?:thay )?ai (?:\w+ )?"
    r"(?:biet|hay|khen|thuong|cam on|ghi nhan|quan tam|doai hoai|thong cam|nhin)"
    r"|(?:cuc|nang|nhieu viec|het hoi|bu dau) (?:qua|ghe|lam|luon))"
    r"(?: (?:toi|den|cho|gi|het|minh|bac|em|a|troi|oi|dau|luon|ca|qua|on|hop))*"
)


def only(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """The answer to what tells of nothing else: an event, that nobody was hurt, that nobody says thanks."""
    if HINTS.search(reading.text) is None:
        return None
    if _UNHARMED.fullmatch(said):
        return [Reply(texts.life.unharmed(ctx.who))]
    if _UNTHANKED.fullmatch(said):
        return [Reply(texts.life.thanks_for_the_work(ctx.who))]
    found = _event(ctx, reading)
    if found is None or len(said.split()) > _LONGEST or any(fact.indicator for fact in reading.facts):
        return None
    kind, kindly, after = found
    if (
        _DEEDS.search(after.replace("tham ", ""))
        or _BUSINESS.search(said)
        or (reading.facts and kind != "anybody_hurt")
    ):
        return None
    if kind == "anybody_hurt":
        told = "”, “".join(fact.text for fact in reading.facts)
        return [Reply(f"{kindly}\n{texts.life.damage_is_no_figure(ctx.who, told or None)}")]
    return [Reply(f"{kindly} {texts.life.more(ctx.who)}")]


def before(ctx: Context, reading: Reading, replies: list[Reply]) -> list[Reply]:
    """The replies, a kind word before them where an event was said in passing."""
    found = _event(ctx, reading) if replies else None
    if found is None or replies[0].text.startswith(found[1]):
        return replies
    return [replace(replies[0], text=f"{found[1]}\n{replies[0].text}"), *replies[1:]]


def _event(ctx: Context, reading: Reading) -> tuple[str, str, str] | None:
    """Which event is told, the kind word to it, the words after it; None for the committee's own deed."""
    text = reading.text
    if "?" in text or ctx.message.forwarded:
        return None
    said = words.bare(text)
    for kind, pattern, kindly in _KINDS:
        found = pattern.search(said)
        if found is None or _DEEDS.search(said[: found.start()]):
            continue
        if kind == "condoles" and not text.isascii() and _DIED.search(text) is None:
            continue  # "có mặt"
        if (kind == "joy" and reading.facts) or (reading.question is not None and kind != "joy"):
            return None  # "dau dai hoc" without its marks asks where
        if sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now) is not None:
            return None  # what is said in a meeting belongs to its minutes
        return kind, kindly(ctx.who, _whom(ctx, text)), said[found.end() :]
    return None


def _whom(ctx: Context, text: str) -> str | None:
    """Of whom it is told: by title and name ("bác Tư mới ở bệnh viện về"), or oneself; else None."""
    cut = split(text)
    if cut.bares[0] in {"toi", "tui", "minh", words.bare(ctx.who)} and not cut.raws[1][:1].isupper():
        return ctx.who
    for place in range(len(cut.raws) - 1):
        end = assigning.name_at(cut, place) if cut.raws[place + 1][:1].isupper() and not text.isascii() else None
        if end is not None:
            return text[cut.starts[place] : cut.ends[end - 1]]
    return None
