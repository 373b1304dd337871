"""Tasks of one's own: what one takes on oneself ("chị lo nước uống"), and of what one wants to be reminded."""

import re

from db.models import Person
from handlers import words
from handlers.context import Context
from handlers.message import Reply
from handlers.room import people_there, tasks
from handlers.vi import assigning
from handlers.vi.reading import Reading

_TAKES_ON = re.compile(  # "chị lo nước uống nghen", "để tôi phụ trách âm thanh"
    r"(?:(?:da|thoi|u|ok|vay|de|cai|vu|viec do|hom do|bua do) )*(?P<self>toi|tui|minh|bac|anh|chi|co|chu|ong|ba|di)"
    r" (?:se |thi |xin |cung )*(?:lo|phu trach|chiu trach nhiem|dam nhan|lanh phan|nhan phan) "
    r"(?!(?:lang|ngai|so|lam|qua|xong|gi|nao|cho|ghe|roi|the|khong|het)\b)"
    r"(?!.*\b(?:gi|nao|chua|khong|xong|roi|sao|quai|lam)$)"
)
_REMINDS = re.compile(
    r"^(?P<before>.*?)\b(?:nhắc|nhac)\s+(?:(?:giúp|giup|giùm|gium|dùm|dum|nhở|nho|cho)\s+)*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:hop|lich|truoc|lai|(?<!thu )sau|du hop|tra loi|nua|lan|hang (?:thang|tuan|nam|quy)|hoai|so lieu|chot"
    r"|ngay le)\b"
)
_ONLY_ASKS = frozenset("da em oi con chau a nho thi ban nhe nha va ma".split())


def answer(ctx: Context, reading: Reading, said: str) -> list[Reply] | None:
    """Begin a task that one takes on oneself, or of which somebody is to be reminded; None for any other message."""
    reminded = "nhac" in said
    takes_on = " lo " in said or "nhiem" in said or "nhan" in said or "trach" in said
    if not (reminded or takes_on) or "?" in reading.text:
        return None
    if not said.startswith(_TO_REMIND) and any(fact.indicator for fact in reading.facts):
        return None
    if reminded:
        return _reminded(ctx, reading.text, said)
    taken = _TAKES_ON.match(said)
    if taken is None or people_there.meant(ctx, taken["self"]) != [ctx.person]:
        return None
    return tasks.given_to_one(ctx, _WHO_TAKES.sub("", reading.text), ctx.person)


_TO_REMIND = (
    "nhac anh ",
    "nhac chi ",
    "nhac bac ",
    "nhac co ",
    "nhac chu ",
    "nhac tui ",
    "nhac toi ",
    "nho nhac ",
    "em nhac ",
)


_WHO_TAKES = re.compile(
    r"^.*?\b(?:tôi|toi|tui|mình|minh|bác|bac|anh|chị|chi|cô|co|chú|chu|ông|ong|bà|ba|dì|di)\s+"
    r"(?:(?:sẽ|se|thì|thi|xin|cũng|cung)\s+)*",
    re.IGNORECASE,
)


def _reminded(ctx: Context, text: str, said: str) -> list[Reply] | None:
    """ "Nhắc chị thứ sáu nộp báo cáo", "thứ sáu nhắc tôi gọi điện lực", of those who lead also "nhắc anh Dụ …"."""
    found = _REMINDS.match(text)
    if found is None or _MEETING.search(said):
        return None
    day, over = assigning.day_in(found["before"], ctx.today)
    if not _ONLY_ASKS.issuperset(words.bare(over).split()):
        return None
    whom, what = _whom(ctx, found["rest"])
    if whom is None or not what or words.bare(what) in {"nha", "nhe", "voi", "di", "nghen"}:
        return None
    if whom.id != ctx.person.id and not ctx.leads:
        return None
    if _POINTS.fullmatch(words.bare(what)):
        return tasks.pointed_at(ctx, whom)
    return tasks.given_to_one(ctx, what, whom, day)


_POINTS = re.compile(
    r"(?:lam |di lam |nho )*(?:cai )?(?:viec|chuyen|vu) (?:do|nay|kia)(?: (?:nha|nhe|nghen|di|em|giup|gium))*"
)


def told_to(ctx: Context, rest: str) -> list[Reply] | None:
    """ "Kêu anh Dụ mai đem ghế qua nhà văn hóa": a task of that member; None for a call to a meeting."""
    said = words.bare(rest)
    if "?" in rest or _MEETING.search(said) or _NO_TASK.search(said):
        return None
    return tasks.asked_of(ctx, rest)


_NO_TASK = re.compile(
    r"\b(?:la|bao|tra loi|goi|noi|biet|di|toi|den|vo|vang|nghi|om|ban|roi)$"
    r"|^\w+(?: \w+){0,3} (?:la|da|khong|chua|dang) "
)


def _whom(ctx: Context, rest: str) -> tuple[Person | None, str]:
    """Who is to be reminded, and of what."""
    told = rest.split()
    by_day = len(told) > 1 and assigning.day_in(" ".join(told[1:]), ctx.today)[0] is not None
    longest = 1 if by_day else min(len(told), _LONGEST)  # "chị thứ sáu" is no Thử
    if words.bare(told[0]) not in _TITLES or words.bare(" ".join(told[:2])) in {"ba con", "anh em", "chi em", "co bac"}:
        return None, ""
    for taken in range(longest, 0, -1):
        found = people_there.meant(ctx, " ".join(told[:taken]).strip(" ,:"))
        if len(found) == 1:
            return found[0], " ".join(told[taken:])
    return None, ""


_LONGEST = 5  # words of a name with its title
_TITLES = frozenset("toi tui minh bac anh chi co chu ong ba di thu truong".split())
