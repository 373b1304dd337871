"""The quick reports: "hôm nay", "tuần này có gì", "việc của tôi"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from db import diary
from db.models import Unit
from handlers import texts, units, words
from handlers.context import Context
from handlers.day import parts, period, which, wished
from handlers.day.parts import Part
from handlers.day.period import Days, Kind
from handlers.figures import asked, what_else
from handlers.meetings import reminding
from handlers.message import Choice, Reply, choices
from handlers.room import people_there
from handlers.vi import committees
from handlers.vi.dates import when
from handlers.vi.reading import Span
from handlers.vi.words import split

_ALSO_A_DAY = frozenset({"hom nay", "tuan nay"})  # beside a draft they tell its day


def answer(ctx: Context, *, beside_a_draft: bool) -> list[Reply] | None:
    """The report that a message asks for; None for any other message."""
    ctx = _there(ctx)
    plain = _CLOSING.sub("", _OPENING.sub("", ctx.message.text))
    unsaid = _without_unit(ctx, _WROTE_THEN.sub(" ai ghi gì", plain))
    text = _ANYBODY.sub(" ", unsaid).strip()
    said = words.bare(text)
    else_there = _what_else(ctx, said) if "nua" in said or "khac" in said else None
    if else_there is not None:
        return else_there
    kind = wished.asked_for(text)
    silent = _silent(ctx, said) if kind is None and "chua" in said else None
    if silent is not None:
        return [silent]
    days = which.meant(ctx, text) if kind is None else None
    if (
        kind is None and days is None and text != ctx.message.text and _TELLS.fullmatch(words.bare(text))
    ):  # "ai báo số của khu phố 5"
        first, last = asked.this_year(ctx)
        days = replace(period.named(ctx, first, last), most=True)
    if days is not None:
        days = replace(days, whom=text != unsaid)
        kind = "most" if days.most else "own" if days.by else "ahead" if days.since > ctx.now else "days"
        return _everywhere(ctx, kind, days)
    if kind is None or (beside_a_draft and words.bare(ctx.message.text) in _ALSO_A_DAY):
        return None
    days = replace(period.of_kind(ctx, kind), basis=wished.basis(kind, text))
    if kind != "mine":
        period.keep(ctx, days)
    return _everywhere(ctx, kind, days)


def _what_else(ctx: Context, said: str) -> list[Reply] | None:
    """ "Còn gì nữa không" after a figure or a report: the rest of it, or that it was all."""
    if not what_else.is_asked(said):
        return None
    beside = what_else.answer(ctx, said)
    days = period.kept_last(ctx) if beside is None and what_else.last(ctx) is not None else None
    if days is None:
        return beside
    kind: Kind = "own" if days.by else "days"
    if not _leaves_out(parts.told(ctx, kind, days)):
        return [Reply(texts.days.that_is_all(ctx.who, days.name))]
    days = replace(days, whole=True)
    return [_report(ctx, kind, days, parts.told(ctx, kind, days))]


def _leaves_out(found: Sequence[Part]) -> bool:
    return any(line.startswith(texts.days.MORE) for _, told in found for line in told)


_OPENING = re.compile(  # "cho chị hỏi", "bác quên": what stands before a question and asks nothing
    r"^\s*(?:(?:dạ|da|em|con|cháu|chau|ơi|oi|alo|à|thư ký|thu ky)[\s,]+)*"
    r"(?:(?:cho|xin)\s+(?:phép\s+|phep\s+)?(?:(?:anh|chị|chi|bác|bac|chú|chu|cô|co|dì|di|tôi|toi|tui|mình|minh|em|con"
    r"|cháu|chau)\s+)?(?:hỏi|hoi)(?:\s+(?:thăm|tham|chút|chut|xíu|xiu|tí|ti|cái|cai|là|la|coi|với|voi))*"
    r"|(?:(?:anh|chị|chi|bác|bac|chú|chu|cô|co|dì|di|tôi|toi|tui|mình|minh|em)\s+)?(?:quên|quen|không nhớ|khong nho"
    r"|hổng nhớ|hong nho|ko nho|ko nhớ)(?:\s+(?:mất|mat|là|la|coi))*)[\s,:]+(?=\S)",
    re.IGNORECASE,
)
_CLOSING = re.compile(  # "…, con đọc bác nghe", "kể cho chị nghe coi": what stands behind it
    r"[\s,.]+(?:(?:em|con|cháu|chau)\s+)?(?:đọc|doc|nói|noi|kể|ke)\s+(?:(?:cho|giùm|gium|giúp|giup|lại|lai)\s+)*"
    r"(?:bác|bac|anh|chị|chi|cô|co|chú|chu|tôi|toi|tui)\s+(?:nghe|coi|xem|biết|biet)"
    r"(?:\s+(?:với|voi|coi|em|con|nha|đi|di))*\W*$",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"(?:(?P<before>.+?) )??(?:(?:trong|ca)? ?ban (?:minh )?)?(?:con |co )*(?:nhung )?"
    r"(?:ai|nguoi nao|thanh vien nao) (?:ma |con |van )*chua (?:ghi|nhap|bao (?=so))"
    r"(?: ?(?:gi|viec|so|so lieu|vo|vao|nao|cai|het|duoc))*"
    r"(?: (?:trong )?(?P<after>.+?))??(?: (?:a|em|con|chau|vay|the|nhi|ha|ta|het|khong|hong))*"
)


def _silent(ctx: Context, said: str) -> Reply | None:
    """Who has written nothing down in some days, this month where none are named: "ai chưa ghi gì"."""
    found = _SILENT.fullmatch(said)
    if found is None or ctx.unit.kind == committees.WARD:
        return None
    named = found["before"] or found["after"]
    told = when(split(named), ctx.today) if named else None
    span = Span(*asked.this_month(ctx)) if told is None else Span(told.day, told.day) if told.day else told.span
    if span is None or (named and told is None):
        return None
    days = period.named(ctx, span.start, span.end)
    wrote = {each.person.id for each in diary.written(ctx.session, ctx.unit, days.since, days.until)}
    silent = [people_there.called(person) for person, _ in people_there.members(ctx) if person.id not in wrote]
    return Reply(texts.days.silent(ctx.who, days.name, silent))


_TELLS = re.compile(  # "(ai) báo số của khu phố mình vậy em"
    r"(?:bao|nhap|ghi) (?:so lieu|so)(?: cua)?(?: (?:khu pho|kp) (?:minh|ta))?(?: (?:vay|the|em|a|con|ta|ha))*"
)
_ANYBODY = re.compile(
    r"(?:^|\s+)(?:(?:có |co )?ai|mọi người|moi nguoi|cả ban|ca ban) (?:đã |da )?(?=(?:ghi|nhập|nhap|báo|bao)\b)",
    re.IGNORECASE,
)
_WROTE_THEN = re.compile(  # "ngày 12/3 ai ghi"
    r"\s(?:ai|người nào|nguoi nao)\s+(?:đã |da |là người |la nguoi )?(?:ghi|nhập|nhap)"
    r"(?:\s+(?:vậy|vay|thế|the|em|ạ|a|đó|do|ta|hả|ha))*[\s?.!]*$",
    re.IGNORECASE,
)


def _there(ctx: Context) -> Context:
    """The khu phố of whose days a ward's officer asks: "hôm nay khu phố 3 ghi gì"."""
    named = which.OF_A_UNIT.search(ctx.message.text) if ctx.unit.kind == committees.WARD else None
    unit = units.named(ctx, f"khu pho {named[1]}") if named else None
    return replace(ctx, unit=unit) if isinstance(unit, Unit) else ctx


def _everywhere(ctx: Context, kind: Kind, days: Days) -> list[Reply]:
    """A report of each committee of a person of several, where there is something to tell and none was named."""
    one = kind == "own" or ctx.chat.practice or which.OF_A_UNIT.search(ctx.message.text) is not None
    places = () if one else (replace(ctx, unit=unit, role=role, assumed=False) for unit, role in ctx.others)
    told = [(here, parts.told(here, kind, days)) for here in (ctx, *places)]
    return [_report(here, kind, days, found) for here, found in [each for each in told if each[1]] or told[:1]]


def _without_unit(ctx: Context, text: str) -> str:
    """A message without the committee it is about: "kp 9 tuần này có gì", of the ward "tuần này các kp làm gì"."""
    if ctx.unit.kind == committees.WARD:
        return _EVERYWHERE.sub(" ", text).strip()
    found = which.OF_A_UNIT.search(text)
    own = found is not None and words.bare(ctx.unit.name).split()[-1] == found[1].lower()
    return f"{text[: found.start()]} {text[found.end() :]}".strip() if own and found else text


_EVERYWHERE = re.compile(
    r"\s*\b(?:(?:ở|o|của|cua)\s+)?(?:(?:các|cac|mấy|may|những|nhung)\s+(?:khu phố|khu pho|kp)"
    r"|(?:toàn|toan|cả|ca)\s+(?:phường|phuong))\b\s*",
    re.IGNORECASE,
)


def _report(ctx: Context, kind: Kind, days: Days, found: Sequence[Part]) -> Reply:
    """A report, with the answer to the next meeting at hand where it is missing."""
    of_meetings = any(head == texts.days.meetings() for head, _ in found)
    waiting = parts.unanswered(ctx, days) if of_meetings else None
    offered, about = (choices(words.COMES, words.ABSENT), reminding.about(waiting)) if waiting else ((), "")
    other = days.by if days.by is not None and days.by.id != ctx.person.id else None
    who = people_there.called(other) if other else ctx.who
    if not found and parts.looks_on(ctx) and kind != "ahead":
        return Reply(texts.days.nothing_there(ctx.unit.name, days.name))
    if not found:
        return Reply(texts.days.nothing("other" if other else kind, who, days.name))
    title = texts.days.title(kind, who, ctx.unit.name, days.name, done=parts.asks_what_was_done(ctx, days))
    if kind == "mine" and found[0][0].startswith(texts.days.WRITTEN_LATELY):
        title = f"{title}\n{texts.days.nothing_open(who)}"
    left_out = _leaves_out(found)
    if left_out and kind == "mine":
        days = replace(period.named(ctx, days.first, ctx.today), by=ctx.person, basis="written")
        period.keep(ctx, days)
    if not about and kind != "most" and ctx.unit.kind == committees.WARD:
        offered = choices(*_each_unit(ctx, days))
    whole = (Choice(words.SEE_ALL, about=f"{_WHOLE}:{period.written(ctx.unit, days)}"),) if left_out else ()
    rest_first = () if about else whole
    return Reply(texts.days.report(title, found), (*rest_first, *offered, *(whole if about else ())), about=about)


def whole(ctx: Context, told: str) -> list[Reply]:
    """All of a report that told only a part of itself, as its button kept it: whatever was asked since."""
    unit_id, days = period.read(ctx, told)
    unit = ctx.session.get_one(Unit, unit_id)
    role = next((role for other, role in ctx.others if other.id == unit_id), ctx.role)
    here = replace(ctx, unit=unit, role=role)
    period.keep(here, days)
    kind: Kind = "own" if days.by else "days"
    return [_report(here, kind, days, parts.told(here, kind, days))]


_WHOLE = "whole"
WHOLE_OF = {_WHOLE: whole}
"""What the button that tells all of a report is about."""


def _each_unit(ctx: Context, days: Days) -> list[str]:
    """What to tap for the records of one khu phố of the ward."""
    names = [name for name, _ in parts.by_unit(parts.found_in(ctx, days)[1])]
    return [texts.days.of_a_unit(name, written=days.basis != "done") for name in names[:_OFFERED]]


_OFFERED = 4
