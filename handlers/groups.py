"""Groups: the bot speaks when it is spoken to, tells what is public of one's own committee, and records nothing there.

What was done is told in the private chat, to which a link leads that carries the sentence along.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import common_room, people, post
from db.catalogue import Indicator, indicators
from db.models import Incoming, Meeting, Person, Unit
from db.post import Chat
from handlers import texts, units, vi, visibility, words
from handlers.context import Context
from handlers.day import wished
from handlers.figures import breakdown, following, subject, telling
from handlers.figures.asked import Asked
from handlers.learning import beyond, smalltalk, teaching
from handlers.meetings import coming, reminding
from handlers.meetings import said as meetings_said
from handlers.message import Message, Reply, message_json
from handlers.people import committees
from handlers.records import correction_words, gallery
from handlers.vi.reading import Reading

BY_WEB = "nhom/"  # begins the way into the web chat, for groups of messengers without such links
# said to the bot in a common room of ours: other messengers have mentions of their own
_CALL = re.compile(r"(?<!\w)@ ?(?:em|bot|trợ ?l[ýí]|tro ?ly)(?!\w)(?: (?:ơi|oi)(?!\w))?[ \t]*[,:]?", re.IGNORECASE)
# at the beginning: nobody else is called so, and "em ơi" anybody may be
_HAIL = re.compile(
    r"\s*(?:(?:dạ|da|alo|a lô)[\s,]+)?(?P<who>em|bot|trợ ?l[ýí]|tro ?ly) ?(?:ơi|oi)(?!\w)[\s,.:!…]*", re.IGNORECASE
)
_CARRIED = re.compile(r"g(\d{1,12})")
_KEPT_LINES = ("Theo ", "Khác chuẩn", "Lưu ý")  # beside the figure itself; who said so is for members
_CODE = re.compile(r" \[S\d+\]")


def is_called(text: str) -> bool:
    """Whether words that are said among people call the bot, or give it a command.

    >>> [is_called(text) for text in ("@em còn mấy hộ nghèo?", "hỏi @Em đi", "/solieu", "bác hỏi em nó", "a@em.vn")]
    [True, True, True, False, False]
    """
    return text.lstrip().startswith("/") or _CALL.search(text) is not None


def is_hailed(text: str, today: date) -> bool:
    """Whether words in a common room of ours begin with a hail of the bot: its name, or "em ơi" and what it knows.

    >>> said = ("bot ơi", "Em ơi khi nào họp", "em oi con may ho ngheo", "em ơi qua đây", "em ơi mai em có họp không")
    >>> [is_hailed(text, date(2026, 11, 20)) for text in said]
    [True, True, True, False, False]
    """
    hail = _HAIL.match(text)
    if hail is None or hail["who"].lower() != "em":
        return hail is not None
    said = text[hail.end() :]
    plain = words.bare(said)
    told = plain.split()
    if len(told) > _LONGEST_HAILED or "em" in told[:-1]:  # "em ơi mai em có họp không" asks a neighbour
        return False
    reading = vi.read(said, today)
    if reading.facts or reading.doubts or correction_words.wants(reading):
        return False
    if reading.intent == "ask" and reading.question is not None and reading.question.indicators:
        return True
    meets = reading.intent == "meeting" and meetings_said.asks_when(reading, plain)
    return meets or reading.intent == "report" or wished.asked_for(said) in {"today", "week"}


_LONGEST_HAILED = 12  # words: a longer sentence tells a neighbour more than it asks


def _uncalled(text: str) -> str:
    """Words without the call.

    >>> [_uncalled(text) for text in ("@em ơi, còn mấy hộ nghèo?", "họp @trợ lý khi nào", "còn mấy hộ @em?", "@em ơi!")]
    ['còn mấy hộ nghèo?', 'họp khi nào', 'còn mấy hộ?', '']
    """
    rest = re.sub(r" (?=[?!.]*$)", "", re.sub(" {2,}", " ", _CALL.sub("", text))).strip()
    rest = _HAIL.sub("", rest, count=1) if _HAIL.match(rest) else rest
    return rest if any(map(str.isalnum, rest)) else ""


def respond(
    session: Session, message: Message, chat: Chat, now: datetime, zone: ZoneInfo, incoming_id: int | None
) -> list[Reply]:
    """Answer what is said to the bot in a group."""
    message = _as_meant(message, chat)
    if message.kind != "text" and not message.text.strip():
        return []
    ctx = _context(session, message, chat, now, zone)
    if ctx is None:
        return [Reply(texts.groups.not_known(_link(message, "")))]
    reading = vi.read(teaching.in_known_words(ctx, message.text), ctx.today)
    there = _link(message, f"g{incoming_id}")
    if message.photos or _is_told(reading):
        return [Reply(texts.groups.record_alone(there))]
    if gallery.wants_photos(reading.text):
        return [Reply(texts.groups.photos_alone(there))]
    met = _meeting(ctx, reading)
    if met is not None:
        return [Reply(met)]
    talk = _talk(ctx, reading)
    if talk is not None:
        return talk
    asks = reading.question is not None or following.may_go_on(reading)
    if not asks or wished.asked_for(message.text) is not None:
        if asks or reading.intent in {"report", "meeting"}:
            subject.nothing(ctx)
        return [Reply(texts.groups.ask_alone(there))]
    if incoming_id is not None and not following.names(reading):
        subject.keep_for(ctx, incoming_id)
    parts = breakdown.wished(message.text)
    told = _in_parts(ctx, reading, parts) if parts is not None else _figures(ctx, reading)
    return [Reply(texts.groups.ask_alone(there)) if told is None else told]


def _talk(ctx: Context, reading: Reading) -> list[Reply] | None:
    """What is said to a call, to thanks, and to what no book knows, whoever asks it; None to anything else."""
    if not ctx.message.text.strip() or smalltalk.is_a_call(reading):
        return [Reply(texts.groups.hello(_link(ctx.message, "")))]
    if smalltalk.is_polite(reading):
        return smalltalk.answer(ctx, reading) or []
    outside = beyond.asked(reading)
    return [Reply(texts.beyond.answer(ctx.who, outside, leads=ctx.leads))] if outside in beyond.OUTSIDE else None


def _is_told(reading: Reading) -> bool:
    """Whether a message tells, corrects or arranges something, which is shown before it is written."""
    tells = reading.intent in {"log", "status", "correct"} and bool(reading.facts or reading.doubts)
    looks = words.bare(reading.text).startswith(_LOOKS)  # "xem ảnh #KP9-0001"
    return (tells or correction_words.wants(reading)) and not looks


_LOOKS = ("xem ", "coi ", "cho xem ", "cho coi ", "mo ")


def _as_meant(message: Message, chat: Chat) -> Message:
    """A message without the call by which its writer turned to us: other messengers have left out theirs."""
    return message if common_room.unit_of(chat) is None else replace(message, text=_uncalled(message.text))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a group, to which a link leads: without the call, who wrote it, in which room of ours."""

    message: Message
    person_id: int | None
    room: int | None


def said_there(session: Session, word: str) -> Said | None:
    """What was said in a group, by the word of the link that answered it ("g17")."""
    found = _CARRIED.fullmatch(word)
    row = session.get(Incoming, int(found[1])) if found else None
    told = message_json.validate_json(row.message) if row else None
    if row is None or told is None or not told.group:
        return None
    chat = Chat(row.channel, row.bot, row.chat)
    writer = post.find_contact(session, Chat(row.channel, row.bot, told.sender or ""))
    return Said(_as_meant(told, chat), writer.person_id if writer else None, common_room.unit_of(chat))


def carried(ctx: Context) -> Message | None:
    """The sentence that its writer said in a group, and brings along by the link that answered it."""
    said = ctx.message.text.strip()
    there = said_there(ctx.session, said.removeprefix("/start ")) if said.startswith("/start g") else None
    if there is None or there.person_id != ctx.person.id:
        return None
    subject.bring(ctx, int(said.removeprefix("/start g")))
    told = there.message
    return replace(ctx.message, text=told.text, photos=told.photos, at=told.at)


def _link(message: Message, word: str) -> str | None:
    return message.link.replace("{}", word).removesuffix("?start=").removesuffix(BY_WEB) if message.link else None


def _context(session: Session, message: Message, chat: Chat, now: datetime, zone: ZoneInfo) -> Context | None:
    """The writer as a plain member of their committee, whatever else they may see; None for somebody we do not know.

    In the common room of a committee nobody speaks for another.
    """
    writer = post.find_contact(session, Chat(chat.channel, chat.bot, message.sender or ""))
    if writer is None or writer.person_id is None:
        return None
    roles = people.memberships(session, writer.person_id, now.astimezone(zone).date())
    here = common_room.unit_of(chat)
    roles = roles if here is None else [role for role in roles if role.unit_id == here]
    if not roles:
        return None
    unit = session.get_one(Unit, roles[0].unit_id)
    person = session.get_one(Person, writer.person_id)
    return committees.in_group(Context(session, message, chat, person, unit, "member", now, zone), roles)


def _meeting(ctx: Context, reading: Reading) -> str | None:
    """When the committee meets, in its own room only: a group elsewhere has others in it."""
    told = meetings_said.asked_when(ctx, reading) if common_room.unit_of(ctx.chat) == ctx.unit.id else None
    number = reminding.meeting_in(told.about) if told is not None else None
    meeting = ctx.session.get(Meeting, number) if number is not None else None
    if told is None or meeting is None:
        return told.text if told is not None else None
    return texts.groups.meeting(coming.told_to_all(ctx, meeting), _link(ctx.message, ""))


def _in_parts(ctx: Context, reading: Reading, wish: breakdown.Wish) -> Reply | None:
    """A public figure of one's own committee by months, quarters or years: its table."""
    found = breakdown.answer(ctx, reading) or following.in_parts(ctx, reading)  # keeps what was asked, told here or not
    asked = subject.of_figures(ctx) if found else None
    if wish.step == "unit" or wish.is_only_drawn:
        return None
    if not found or asked is None or asked.unit.id != ctx.unit.id or not visibility.is_public(asked.first):
        return None
    return Reply(_public(found[0].text), table=found[0].table)


def _figures(ctx: Context, reading: Reading) -> Reply | None:
    """The figures asked for, where all of them are public and of one's own committee."""
    going_on = following.question(ctx, reading)
    if isinstance(going_on, str):
        following.keep_place(ctx, reading)
        return None
    asked, wanted = going_on or _asked(ctx, reading)
    _remember(ctx, asked, wanted)
    if asked is None or asked.unit.id != ctx.unit.id or not wanted or not all(map(visibility.is_public, wanted)):
        return None
    if asked.question.aggregate not in {"sum", "latest", "ratio"}:
        return None
    return Reply("\n\n".join(_public(telling.one(ctx, asked, indicator)) for indicator in wanted))


def _remember(ctx: Context, asked: Asked | None, wanted: list[Indicator]) -> None:
    """Keep what was asked last, told here or not: what goes on from it must never go on from what came before."""
    if asked is not None and wanted:
        subject.remember(ctx, asked, tuple(i.code for i in wanted))
    elif subject.of_another_place(ctx) is None:
        subject.nothing(ctx)


def _asked(ctx: Context, reading: Reading) -> tuple[Asked | None, list[Indicator]]:
    question = reading.question
    unit = ctx.unit if question is None or question.unit is None else units.named(ctx, question.unit)
    if question is None or isinstance(unit, str):
        if isinstance(unit, str):
            following.keep_place(ctx, reading)
        return None, []
    wanted = [indicators()[code] for code in question.indicators if code in indicators()]
    return Asked(question, unit, words.bare(reading.text)), wanted


def _public(told: str) -> str:
    """A figure without who wrote it down, without the code behind it, without what other units did."""
    first, *rest = _CODE.sub("", told).split("\n")
    where = [line for line in rest[:1] if " · " in line]
    return "\n".join([first, *where, *(line for line in rest if line.startswith(_KEPT_LINES))])
