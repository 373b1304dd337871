"""Who belongs to a committee and does what in it, as a member asks: "ai là trưởng ban", "ban mình có những ai"."""

import re

from db import people
from handlers import texts, units, words
from handlers.context import Context
from handlers.figures import subject
from handlers.message import Reply
from handlers.vi import committees
from handlers.vi.reading import Reading
from handlers.vi.words import split

_WHICH = {"truong ban": "chair", "thu ky": "secretary"}
_ENDING = (
    r"(?: (?:cua |o |trong )?(?:ban|kp|khu pho|ben|noi|o)(?: (?:minh|ta|nay|do|ay|\d{1,2}))?)?(?: (?:minh|ta|vay|the"
    r"|em|a|ha|nhi|con|day))*"
)
_OF_ROLE = re.compile(
    r"(?:(?:trong )?(?:ban|khu pho|kp)(?: minh| ta| nay)? )?(?:ai (?:la|lam|dang lam) "
    rf"|(?:ong|ba|anh|chi|nguoi) nao (?:la|lam) )(truong ban|thu ky){_ENDING}"
    rf"|(truong ban|thu ky){_ENDING} (?:la|ten)(?: la)? (?:ai|gi){_ENDING}"
)
_IN_THE_HALL = {  # who leads the meeting, and who writes its minutes
    "chair": re.compile(r"ai (?:la )?(?:nguoi )?(?:chu tri|chu toa|dieu hanh)(?: cuoc| buoi)?(?: hop)?" + _ENDING),
    "secretary": re.compile(r"ai (?:la nguoi )?(?:ghi|viet|lam|lap|giu) bien ban(?: hop)?" + _ENDING),
}
_ALL = re.compile(
    rf"(?:trong )?(?:ban|ban cong tac mat tran|ban cong tac){_ENDING} (?:gom |co )+(?:nhung )?(?:ai|nguoi nao){_ENDING}"
    rf"|(?:ben )?(?:kp|khu pho|ap) \d{{1,2}} (?:gom |co )+(?:nhung )?(?:ai|nguoi nao){_ENDING}"
    rf"|(?:nhung )?ai (?:o |dang o )?trong ban{_ENDING}"
    rf"|(?:trong )?ban(?: cong tac(?: mat tran)?)?(?: (?:minh|ta|nay|em))? (?:co |duoc )?(?:may|bao nhieu) "
    rf"(?:nguoi|thanh vien){_ENDING}"
    rf"|danh sach (?:thanh vien |nguoi trong )?ban(?: cong tac)?{_ENDING}"
)


def answer(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The people of the committee, or those with one task in it; None for any other message."""
    said = words.bare(reading.text)
    one = _WHO_IS.fullmatch(said)
    if one is not None and not reading.facts:
        called = _called(ctx, one["title"], one["name"])
        if called:
            return [Reply(texts.committees.one_of(ctx.unit.name, called))]
        return None if one["name"] in _POINTED_AT else [Reply(texts.committees.nobody_called(ctx.unit.name))]
    of_role = _OF_ROLE.fullmatch(said)
    role = _WHICH[of_role[1] or of_role[2]] if of_role else None
    role = role or next((held for held, asks in _IN_THE_HALL.items() if asks.fullmatch(said)), None)
    if role is None and _ALL.fullmatch(said) is None:
        return None
    name = committees.named(split(reading.text))
    unit = ctx.unit if name is None or name == committees.WARD else units.named(ctx, name)
    before = subject.last(ctx) if name is None and words.says(said, *_THERE) else None
    unit = before.unit if before is not None else unit
    if isinstance(unit, str):
        return [Reply(unit)]
    found = people.members(ctx.session, unit.id or 0, ctx.today)
    shown = [(f"{one.title} {one.name}", held) for one, held in found if role in {None, held}]
    return [Reply(texts.committees.people(unit.name, shown, role))]


_THERE = ("ben do", "ben ay", "noi do", "noi ay", "o do", "kp do", "khu pho do", "ban do", "kp ay")  # spoken of last
_WHO_IS = re.compile(
    r"(?:(?:em|con|cho|hoi|ma|the|vay) )*(?P<title>ong|ba|bac|co|chu|anh|chi|di|cau|a|c|b) (?P<name>\w+(?: \w+){0,4}?) "
    r"(?:(?:la|ten) (?:ai|nguoi nao)|la gi trong ban|lam (?:gi|chuc gi) (?:trong |o )?ban"
    r"|(?:giu|lam) (?:chuc|vai|nhiem vu) (?:gi|nao))"
    r"(?: (?:vay|em|a|ha|nhi|the|ta|con|trong ban|o ban))*"
)


_POINTED_AT = frozenset("ay do nay kia nao minh ta em".split())  # ông ấy là ai


def _called(ctx: Context, title: str, name: str) -> list[tuple[str, str]]:
    """The people of the committee whose name a word may mean; those of just that title where there are any."""
    said = name.split()
    everybody = people.members(ctx.session, ctx.unit.id or 0, ctx.today)
    fitting = [(one, held) for one, held in everybody if words.bare(one.name).split()[-len(said) :] == said]
    titled = [(one, held) for one, held in fitting if words.bare(one.title) == title]
    return [(f"{one.title} {one.name}", held) for one, held in titled or fitting]
