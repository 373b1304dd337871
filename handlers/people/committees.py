"""A person of several committees: which of them a message is about is never guessed in silence.

What names, answers or corrects something of one committee is about that one. Anything else is about the one they last
recorded for or switched to, which the recap says; while that is unknown they are asked, once.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from db import post, practice, records, remembered
from db.models import Button, Incoming, Membership, Outgoing, Unit
from handlers import conversation, outbox, texts, units, vi, words
from handlers.context import Context
from handlers.day import wished
from handlers.figures import following, subject
from handlers.message import Choice, Reply, message_json
from handlers.people import whose
from handlers.records import meant
from handlers.vi import committees
from handlers.vi.reading import Reading
from handlers.vi.words import split

_SWITCH = re.compile(r"(?:cho (?:toi|em|bac|co|chu|anh|chi|minh) )?(?:chuyen|doi|qua|sang|ve|lam viec)\b")
_NAME_ALONE = re.compile(r"(?:khu pho|kp|khu dan cu|kdc|ap|khom|thon) ?\d+[a-d]?(?: (?:nhe|nha|a|em|do))*")
_SHORT = 9  # words: "cho bác chuyển sang khu phố 8 nhé em"
_ONLY_NAMED = 6  # words: "của khu phố 8 nhé em"
_SEVERAL = 2
_ABOUT_FIGURES = frozenset({"log", "status", "ask", "report"})
_COMMANDS = ("/ghi", "/solieu", "/hop")


def placed(ctx: Context, roles: Sequence[Membership]) -> Context | list[Reply]:
    """A message in the committee of its writer that it is about; or what is to be said instead of answering it."""
    own = {role.unit_id: role for role in reversed(roles)}  # the newest role in each committee
    if len(own) < _SEVERAL:
        return ctx
    last = remembered.spoken_for(ctx.session, ctx.person.id or 0)
    if practice.running(ctx.session, ctx.chat) is not None:
        return _in(ctx, own, whose.answered(ctx, ()), last, ctx.unit.id)
    again = _asked_again(ctx) or _not_of_them(ctx, own)
    if again is not None:
        return again
    ctx, chosen = _awaited(_with_names(ctx, own))
    reading = vi.read(ctx.message.text, ctx.today)
    named = chosen or _named(ctx, reading, own)
    if named is not None:
        here = _in(ctx, own, named)
        if chosen or (reading.intent not in {"ask", "report"} and meant.number_in(reading.text) is None):
            units.speak_for(here, here.unit)
        return _switched(here, reading) or here
    going_on = whose.answered(ctx, tuple(own)) or _continued(ctx, reading, own)
    if going_on in own or last in own or not _needs_one(reading):
        return replace(_in(ctx, own, going_on, last, ctx.unit.id), assumed=going_on not in own)
    names = tuple(Choice(_name(ctx, i), about=f"{whose.ASKED}{i}:{ctx.incoming_id}") for i in sorted(own))
    return [Reply(texts.committees.which([choice.word for choice in names]), names)]


def in_group(ctx: Context, roles: Sequence[Membership]) -> Context:
    """A message in a group as that of a plain member of the committee it names, else of the one last spoken for."""
    own = {role.unit_id: role for role in reversed(roles)}
    named = _named(ctx, vi.read(ctx.message.text, ctx.today), own)
    last = remembered.spoken_for(ctx.session, ctx.person.id or 0)
    return replace(_in(ctx, own, named, last, ctx.unit.id), role="member", others=())


def _in(ctx: Context, own: Mapping[int, Membership], *wanted: int | None) -> Context:
    """The same message in the first of some units that is one of its writer's, with the role they have there."""
    unit_id = next(i for i in wanted if i is not None and i in own)
    others = tuple((ctx.session.get_one(Unit, i), role.role) for i, role in own.items() if i != unit_id)
    return replace(ctx, unit=ctx.session.get_one(Unit, unit_id), role=own[unit_id].role, others=others)


def _with_names(ctx: Context, own: Mapping[int, Membership]) -> Context:
    """A question about all of one's committees, "cả hai khu phố tặng mấy phần", "cả hai", with their names."""
    said = ctx.message.text
    found = _ALL_OF_THEM.search(said)
    if found is None or _COUNTS[words.bare(found["count"])] != len(own):
        return ctx
    alone = not words.bare(said.replace(found[0], "")).strip() and conversation.top(ctx.session, ctx.chat) is None
    if not alone and (found["kind"] is None or vi.read(said, ctx.today).intent == "correct" or not _ASKS.search(said)):
        return ctx
    names = " với ".join(_name(ctx, i) for i in sorted(own))
    return replace(ctx, message=replace(ctx.message, text=said.replace(found[0], names)))


_COUNTS = {"hai": 2, "2": 2, "ba": 3, "3": 3}
_ALL_OF_THEM = re.compile(
    r"(?:\b(?:cả|ca)\s+)?\b(?P<count>hai|2|ba|3)\b(?:\s+(?P<kind>khu phố|khu pho|kp|ấp|ap|bên|ben|nơi|noi))?"
    r"(?:\s+(?:thì sao|thi sao|luôn|luon|đi|di|em|nha|nhé|nhe|ạ))*", re.IGNORECASE
)  # fmt: skip
_ASKS = re.compile(r"\?|\b(?:bao nhiêu|bao nhieu|mấy|may|bn|nhiu)\b", re.IGNORECASE)


def _name(ctx: Context, unit_id: int) -> str:
    return ctx.session.get_one(Unit, unit_id).name


# --- what says it ---


def _named(ctx: Context, reading: Reading, own: Mapping[int, Membership]) -> int | None:
    """The committee that a message names itself, or by a record's number."""
    number = meant.number_in(ctx.message.text)
    record = records.by_number(ctx.session, number) if number else None
    if record is not None:
        return record.unit_id if record.unit_id in own else None
    name = committees.meant(split(ctx.message.text)) or reading.unit_named
    return next((i for i in own if name is not None and _is_called(ctx.session.get_one(Unit, i), name)), None)


def _is_called(unit: Unit, name: str) -> bool:
    return words.bare(unit.name) == name or unit.kind == name == committees.WARD


def _continued(ctx: Context, reading: Reading, own: Mapping[int, Membership]) -> int | None:
    """The committee of the question that a message goes on from: "còn năm ngoái?"."""
    for unit_id in own:
        here = _in(ctx, own, unit_id)
        before = subject.last(here)
        if before is not None and before.unit.id == unit_id and following.question(here, reading) is not None:
            return unit_id
    return None


def _needs_one(reading: Reading) -> bool:
    """Whether a message cannot be answered without knowing whose matter it is."""
    text = reading.text
    about_figures = reading.intent in _ABOUT_FIGURES and bool(reading.facts or reading.doubts or reading.question)
    told_of_all = wished.asked_for(text) is not None
    return not told_of_all and (about_figures or reading.intent == "meeting" or text.startswith(_COMMANDS))


def _switched(ctx: Context, reading: Reading) -> list[Reply] | None:
    """The answer to "chuyển sang khu phố 8", or to "khu phố 8" alone that answers nothing."""
    said = words.bare(reading.text)
    if (
        reading.facts
        or reading.intent == "meeting"
        or len(said.split()) > _SHORT
        or conversation.top(ctx.session, ctx.chat) is not None
    ):
        return None
    if not _SWITCH.match(said) and (not _NAME_ALONE.fullmatch(said) or following.question(ctx, reading) is not None):
        return None
    return [Reply(texts.committees.switched(ctx.who, ctx.unit.name, [unit.name for unit, _ in ctx.others]))]


def _awaited(ctx: Context) -> tuple[Context, int | None]:
    """The message that our question waits for, and the committee it was answered with; else the message itself."""
    chosen = whose.button(ctx) or _named_button(ctx)
    if chosen is None or chosen.used_at is not None or not chosen.about.startswith(whose.ASKED):
        return ctx, None
    asked = ctx.session.get_one(Outgoing, chosen.outgoing_id)
    unit_id, row_id = (int(part) for part in chosen.about.removeprefix(whose.ASKED).split(":"))
    row = ctx.session.get_one(Incoming, row_id)
    if (row.channel, row.bot, row.chat) != (ctx.chat.channel, ctx.chat.bot, ctx.chat.chat):
        return ctx, None
    outbox.close(ctx.session, asked, chosen.word, ctx.now)
    return replace(ctx, message=message_json.validate_json(row.message), incoming_id=row_id), unit_id


def _asked_again(ctx: Context) -> list[Reply] | None:
    """The answer to a word that steers while our question is open: it drops what waits, or is asked once more."""
    text = ctx.message.text
    offered = _offered(ctx) if words.steers(text) else []
    if not offered or conversation.top(ctx.session, ctx.chat) is not None:
        return None
    if words.is_no(text):
        outbox.close(ctx.session, ctx.session.get_one(Outgoing, offered[0].outgoing_id), None, ctx.now)
        return [Reply(texts.general.dropped(ctx.who))]
    return [_once_more(ctx, offered)]


def _offered(ctx: Context) -> list[post.Offered]:
    """The open answers to our question, where that was the last to be asked."""
    return [b for b in post.last_buttons(ctx.session, ctx.chat) if b.about.startswith(whose.ASKED)]


def _once_more(ctx: Context, offered: Sequence[Button | post.Offered], before: str = "") -> Reply:
    """Our question again in place of the open one, after a word about why."""
    outbox.close(ctx.session, ctx.session.get_one(Outgoing, offered[0].outgoing_id), None, ctx.now)
    names = tuple(Choice(button.word, about=button.about) for button in offered)
    question = texts.committees.which([choice.word for choice in names])
    return Reply("\n".join(filter(None, (before, question))), names)


def _not_of_them(ctx: Context, own: Mapping[int, Membership]) -> list[Reply] | None:
    """The answer to a committee that is named to our open question, and is none of the person's."""
    name = _committee_alone(ctx)
    offered = _offered(ctx) if name else []
    if not name or not offered:
        return None
    if any(_is_called(ctx.session.get_one(Unit, i), name) for i in own):
        return None
    return [_once_more(ctx, offered, texts.committees.only_of(ctx.who, [button.word for button in offered]))]


def still_asked(ctx: Context) -> list[Reply]:
    """Our question once more, below the answer to something else; nothing where it is not open."""
    asked = whose.undecided(ctx)
    if asked is None:
        return []
    return [_once_more(ctx, post.buttons(ctx.session, asked[0]), texts.general.draft_waits(asked[1]))]


def _committee_alone(ctx: Context) -> str | None:
    """The committee that a message names with hardly a word beside it: "của kp 8 nhé"."""
    few = len(words.bare(ctx.message.text).split()) <= _ONLY_NAMED
    return committees.meant(split(ctx.message.text)) if few else None


def _named_button(ctx: Context) -> post.Offered | None:
    """The open answer to our question that is named in other words: "của kp 8 nhé", "8"."""
    name = _committee_alone(ctx)
    number = words.plainly(ctx.message.text)
    if name is None and not number.isdecimal():
        return None
    return next(
        (b for b in _offered(ctx) if words.bare(b.word) == name or words.bare(b.word).split()[-1] == number), None
    )
