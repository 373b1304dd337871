"""Who belongs to a committee and does what in it, as a member asks: "ai là trưởng ban", "ban mình có những ai"."""

import re
from collections.abc import Sequence

from db import people
from db.models import Person
from handlers import texts, units, words
from handlers.context import Context
from handlers.figures import subject
from handlers.message import Reply
from handlers.people import own_groups
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
    rf"|(?:(?:ong|ba|bac|co|chu|anh|chi) )?(truong ban|thu ky){_ENDING} (?:la|ten)(?: la)? (?:ai|gi){_ENDING}"
)
_IN_THE_HALL = {  # who leads the meeting, and who writes its minutes
    "chair": re.compile(r"ai (?:la )?(?:nguoi )?(?:chu tri|chu toa|dieu hanh)(?: cuoc| buoi)?(?: hop)?" + _ENDING),
    "secretary": re.compile(r"ai (?:la nguoi )?(?:ghi|viet|lam|lap|giu) bien ban(?: hop)?" + _ENDING),
}
_HELD = (
    r"(?:(?:pho )?(?:chu tich|bi thu|truong (?:khu pho|kp|ap|khom|thon|cong an|tram(?: y te)?)"
    r"|to truong|hieu truong|giam doc|chi hoi truong|hoi truong)|cong an khu vuc|canh sat khu vuc|can bo dia chinh)"
    r"(?: (?:chi bo|dang uy|dang|phuong|ubnd|uy ban|mat tran|hoi \w+ \w+|doan|phu nu|nong dan|cuu chien binh"
    r"|nguoi cao tuoi|thanh nien|khu pho|khu vuc|kp|ap|minh|ta|nay|cua|\d{1,2}))*"
)
_OF_ANOTHER_OFFICE = re.compile(  # "ông bí thư tên gì", "chủ tịch phường là ai", "ai làm trưởng khu phố"
    r"(?:(?:em|con|cho|hoi|ma|the|vay|biet) )*"
    rf"(?:(?:(?:ong|ba|bac|co|chu|anh|chi) )?{_HELD} (?:(?:bay gio|hien nay|la|ten) )*(?:la|ten)(?: la)? "
    r"(?:ai|gi|chi|(?:ong|ba|nguoi|anh|chi) nao)"
    rf"|(?:ai|(?:ong|ba|nguoi|anh|chi) nao) (?:la|lam|dang lam) {_HELD})"
    r"(?: (?:vay|em|a|ha|nhi|the|ta|con))*"
)
_HEAD_OF_GROUP = re.compile(  # which the book may know: a self-managed group of the committee
    r"(?:(?:ong|ba|bac|co|chu|anh|chi) )?to truong to (\d{1,2}) (?:la|ten) (?:ai|gi)(?: (?:vay|em|a|con))*"
    r"|ai (?:la|lam) to truong to (\d{1,2})(?: (?:vay|em|a|con))*"
)
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
    of_others = None if reading.facts else _of_another_office(ctx, said)
    if of_others is not None:
        return of_others
    of_role = _OF_ROLE.fullmatch(said)
    one = _WHO_IS.fullmatch(said) if of_role is None else None
    if one is not None and not reading.facts:
        called = _called(ctx, one["title"], one["name"])
        if called:
            return [Reply(texts.committees.one_of(ctx.unit.name, called))]
        return None if one["name"] in _POINTED_AT else [Reply(texts.committees.nobody_called(ctx.unit.name))]
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


def _of_another_office(ctx: Context, said: str) -> list[Reply] | None:
    """Who leads a group of neighbours; of an office that is none of the committee, that the book does not know."""
    of_a_group = _HEAD_OF_GROUP.fullmatch(said)
    if of_a_group is not None:
        return own_groups.wanted(ctx, f"tổ {of_a_group[1] or of_a_group[2]} có ai")
    if _OF_ANOTHER_OFFICE.fullmatch(said) is None:
        return None
    chairs = [one for one, held in _everybody(ctx) if held == "chair"]
    led = [f"{one.title} {one.name}" if one.id != ctx.person.id else texts.general.yourself(ctx.who) for one in chairs]
    return [Reply(texts.committees.office_not_kept(ctx.who, ctx.unit.name, led))]


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
    fitting = [(one, held) for one, held in _everybody(ctx) if words.bare(one.name).split()[-len(said) :] == said]
    titled = [(one, held) for one, held in fitting if words.bare(one.title) == title]
    return [(f"{one.title} {one.name}", held) for one, held in titled or fitting]


def _everybody(ctx: Context) -> Sequence[tuple[Person, str]]:
    return people.members(ctx.session, ctx.unit.id or 0, ctx.today)
