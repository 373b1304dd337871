"""Tasks: who does what until when; given in a sentence, done in a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import quick
from db.models import Meeting, Person
from db.room import sittings
from db.room import tasks as book
from db.room.tables import Task
from handlers import outbox, texts, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, again, begin, top
from handlers.message import Choice, Reply, choices
from handlers.room import people_there
from handlers.room.attendance import chat_of
from handlers.vi import answers, assigning, room
from handlers.vi.reading import Reading, Span

BY_NEXT_MEETING, NO_DAY = "Trước buổi họp tới", "Không hạn"
_OFFERED = 6  # members offered as buttons; any other name may be typed


@dataclass(frozen=True, slots=True)
class Draft:
    """A task of a unit in the making; `who_id` is set when a member is meant, `no_day` when it has no day to end."""

    what: str = ""
    who: str | None = None
    who_id: int | None = None
    due: date | None = None
    no_day: bool = False
    unit_id: int = 0


# --- giving ---


def assign(ctx: Context, rest: str) -> list[Reply] | None:
    """Give a task: "giao anh Tâm vận động hẻm 12, hạn 25/11"."""
    if not ctx.leads:
        return [Reply(texts.tasks.only_leaders(ctx.who))]
    told = _each_task(ctx, rest)
    if told[1:]:
        return _several(ctx, [_assigned(ctx, each) for each in told])
    return begin(ctx, GIVE, _assigned(ctx, rest))


def _assigned(ctx: Context, rest: str) -> Draft:
    said = _said(ctx, rest)
    named = assigning.person(said.who_and_what)
    draft = Draft(said.who_and_what, due=said.due, unit_id=ctx.unit.id or 0)
    if named is not None:
        draft = _given_to(ctx, draft, *named)
    return _dated(ctx, draft)


def _each_task(ctx: Context, rest: str) -> list[str]:
    """The tasks of one sentence, each from the member on who is to do it: "chị Hai mua quà, anh Dụ báo dân"."""
    cuts = [0]
    for comma in _NEXT_TASK.finditer(rest):
        named = assigning.person(rest[comma.end() :].partition(",")[0])
        if named is not None and " " in named[0] and _given_to(ctx, Draft(), *named).what and _is_a_member(ctx, named):
            cuts += [comma.start(), comma.end()]
    cuts.append(len(rest))
    return [rest[first:end].strip() for first, end in zip(cuts[::2], cuts[1::2], strict=True)]


def _is_a_member(ctx: Context, named: tuple[str, str]) -> bool:
    return _given_to(ctx, Draft(), *named).who_id is not None


_NEXT_TASK = re.compile(
    r"\s*[,;]\s*(?:(?:còn|con|và|va|rồi|roi|giao|cho|thì|thi)\s+)*"
    r"(?=(?:anh|chị|chi|bác|bac|cô|co|chú|chu|ông|ong|bà|ba|dì|di|em|thư ký|thu ky|trưởng ban|truong ban)\s)",
    re.IGNORECASE,
)


def _several(ctx: Context, drafts: Sequence[Draft]) -> list[Reply]:
    """Give the tasks whose day is known, then ask of the others, the first of them first."""
    replies = [reply for draft in drafts if draft.due is not None for reply in begin(ctx, GIVE, draft)]
    asked: list[Reply] = []
    for draft in reversed([each for each in drafts if each.due is None]):
        asked = begin(ctx, GIVE, draft)
    return [*replies, *asked]


def said_of(ctx: Context, rest: str) -> Draft | None:
    """The task that words give to somebody; None where they name nobody, or nothing to be done."""
    said = _said(ctx, rest)
    named = assigning.person(said.who_and_what)
    if named is None or not named[1]:
        return None
    draft = _dated(ctx, _given_to(ctx, Draft(said.who_and_what, due=said.due, unit_id=ctx.unit.id or 0), *named))
    return replace(draft, no_day=draft.due is None) if draft.what else None


def keep(ctx: Context, draft: Draft, meeting: Meeting) -> str:
    """Give a task of a meeting that was held; it as it stands in the list."""
    return task_line(ctx, _written(ctx, draft, meeting.id)[0])


def asked_of(ctx: Context, rest: str) -> list[Reply] | None:
    """ "Nhờ anh Dụ mượn loa", "cô Thử lo nước uống": a task of the member who is named; None for any other words."""
    said = _said(ctx, rest)
    named = assigning.person(said.who_and_what) if ctx.leads else None
    if named is None:
        return None
    draft = _given_to(ctx, Draft(said.who_and_what, due=said.due, unit_id=ctx.unit.id or 0), *named)
    return begin(ctx, GIVE, _dated(ctx, draft)) if draft.who_id not in {None, ctx.person.id} and draft.what else None


def _dated(ctx: Context, draft: Draft) -> Draft:
    """The draft with the day that stands before or behind what is to be done: "thứ 7 đi mua quà"."""
    day, what = assigning.dated(draft.what, ctx.today) if draft.due is None else (draft.due, draft.what)
    return replace(draft, due=day, what=what) if what else draft


def pointed_at(ctx: Context, whom: Person) -> list[Reply]:
    """ "Nhắc anh Dụ làm việc đó": the task whose day is still asked for, else the open tasks of that member."""
    waiting = top(ctx.session, ctx.chat)
    if waiting is not None and waiting.conversation == GIVE.name and GIVE.load(waiting.known).who_id == whom.id:
        return again(ctx, GIVE, waiting)
    return of_one(ctx, whom)


def given_to_one(ctx: Context, told: str, whom: Person, day: date | None = None) -> list[Reply]:
    """Begin a task of a member who is known; its day stands before or behind what it is: "thứ sáu nộp báo cáo"."""
    said = _said(ctx, told)
    draft = Draft(said.who_and_what, people_there.called(whom), whom.id, due=said.due or day, unit_id=ctx.unit.id or 0)
    return begin(ctx, GIVE, _dated(ctx, draft))


def _said(ctx: Context, rest: str) -> assigning.Assigned:
    """Who, what and until when, as it is said; "trước khi họp" is the day of the next meeting."""
    told = _POLITE_END.sub("", rest)
    ahead = _BEFORE_IT.search(told)
    said = assigning.assigned(told[: ahead.start()] if ahead else told, ctx.today)
    return said._replace(due=_next_meeting(ctx)) if ahead and said.due is None else said


_BEFORE_IT = re.compile(
    r"[\s,]+(?:trước|truoc)\s+(?:khi|buổi|buoi|bữa|bua|cuộc|cuoc|kỳ|ky|ngày|ngay)\s+(?:họp|hop)(?:\s+(?:tới|toi|này|nay))?(?:\s+(?:nha|nhé|nhe|nghen|em|ạ|a))*\W*$",
    re.IGNORECASE,
)
_POLITE_END = re.compile(
    r"(?:\s+(?:nha|nhé|nhe|nghe|nghen|giùm|gium|dùm|dum|giúp|giup|em|với|voi|ạ|a))+\W*$", re.IGNORECASE
)


def _given_to(ctx: Context, draft: Draft, name: str, what: str) -> Draft:
    """The draft with its person: a member where the name means one, else the name as said.

    Names are typed in small letters as well, so the words that follow may belong to the name.
    """
    following = what.split()
    for taken in range(min(len(following) - 1, _LONGEST_NAME), -1, -1):
        longer = " ".join([name, *following[:taken]])
        fitting = people_there.meant(ctx, longer)
        if fitting:
            rest = assigning.task_words(" ".join(following[taken:]))
            one = fitting[0] if len(fitting) == 1 else None
            called = people_there.called(one) if one else None
            return replace(draft, what=rest, who=called, who_id=one.id if one else None)
    who, rest = assigning.with_trade(name, what)
    return replace(draft, what=rest, who=who)


_LONGEST_NAME = 4  # words


def _ask_what(_ctx: Context, draft: Draft) -> Reply | None:
    return None if draft.what else Reply(texts.tasks.ask_what())


def _hear_what(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    return replace(draft, what=reading.text.strip()) if asked and not answers.is_a_remark(reading.text) else None


def _fits_what(_ctx: Context, _draft: Draft, reading: Reading) -> bool:
    """Whether words tell a deed, which is then to be done, and nothing that the book counts."""
    return reading.intent == "log" and not reading.facts


def _ask_who(ctx: Context, draft: Draft) -> Reply | None:
    if draft.who is not None:
        return None
    names = [people_there.called(person) for person, _ in people_there.members(ctx)]
    return Reply(texts.tasks.ask_who(draft.what), choices(*names[:_OFFERED]))


def _hear_who(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    name = reading.text.strip()
    if not asked or not name or "?" in name or words.steers(name) or words.is_as_before(name):
        return None
    fitting = people_there.meant(ctx, name)
    nobody = assigning.due(name, ctx.today) is not None or not answers.may_be_a_name(name)  # a day, a remark
    if not fitting and nobody and not answers.is_somebody(name):
        return None
    if len(fitting) == 1:
        return replace(draft, who=people_there.called(fitting[0]), who_id=fitting[0].id)
    return None if fitting else replace(draft, who=name)


def _fits_who(ctx: Context, _draft: Draft, reading: Reading) -> bool:
    fits = answers.is_somebody(reading.text) or bool(people_there.meant(ctx, reading.text))
    return fits or assigning.due(reading.text, ctx.today) is not None


def _ask_due(ctx: Context, draft: Draft) -> Reply | None:
    if draft.due is not None or draft.no_day:
        return None
    offered = (BY_NEXT_MEETING, NO_DAY, words.NOT_NOW) if _next_meeting(ctx) else (NO_DAY, words.NOT_NOW)
    asked = (
        texts.tasks.ask_own_due(ctx.who, draft.what)
        if draft.who_id == ctx.person.id
        else texts.tasks.ask_due(draft.who or "", draft.what)
    )
    return Reply(asked, choices(*offered))


def _hear_due(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    if not asked and (draft.who is not None or not draft.what or not answers.is_a_time(reading.text)):
        return None  # "cuối tháng" may be said while it is still asked who does it
    if words.same(reading.text, NO_DAY) or words.is_skip(reading.text):
        return replace(draft, no_day=True)
    if words.same(reading.text, BY_NEXT_MEETING) or _BEFORE_IT.fullmatch(f" {reading.text}"):
        return replace(draft, due=_next_meeting(ctx))
    day = assigning.assigned(reading.text, ctx.today).due or assigning.due(reading.text, ctx.today)
    return replace(draft, due=day) if day else None


def _fits_due(ctx: Context, draft: Draft, reading: Reading) -> bool:
    """Whether words tell a day, or the task once more with it: "sửa lại anh Dụ mượn xe hạn thứ bảy"."""
    if answers.is_a_time(reading.text) or _BEFORE_IT.fullmatch(f" {reading.text}"):
        return True
    again = f" {words.bare(draft.what)} " in f" {words.bare(reading.text)} " and not reading.facts
    return again and "?" not in reading.text and assigning.assigned(reading.text, ctx.today).due is not None


def another(ctx: Context, reading: Reading) -> list[Reply] | None:
    """Begin one more task, told while the day of the one before is asked for: "chị Thử: lập danh sách trước 15/12"."""
    if not ctx.leads or not words.bare(reading.text).startswith(_TITLES):
        return None
    waiting = top(ctx.session, ctx.chat)
    before = GIVE.load(waiting.known) if waiting is not None and waiting.conversation == GIVE.name else None
    said = assigning.assigned(reading.text, ctx.today)
    named = assigning.person(said.who_and_what) if before is not None and before.who is not None else None
    if named is None or not named[1] or not people_there.meant(ctx, named[0]):
        return None
    if _ASKS_FOR_TIME.match(words.bare(named[1])):
        return None
    return begin(ctx, GIVE, _given_to(ctx, Draft(said.who_and_what, due=said.due, unit_id=ctx.unit.id or 0), *named))


_ASKS_FOR_TIME = re.compile(r"(?:\w+ )?(?:xin|chua|khong)\b")  # "anh Dụ xin thêm 2 ngày nữa"
_TITLES = ("anh ", "chi ", "bac ", "co ", "chu ", "ong ", "ba ", "em ", "di ", "thu ky ", "truong ban ")


def _next_meeting(ctx: Context) -> date | None:
    coming = sittings.coming(ctx.session, ctx.unit.id or 0, ctx.now)
    return coming[0].at.astimezone(ctx.zone).date() if coming else None


def _written(ctx: Context, draft: Draft, meeting_id: int | None) -> tuple[Task, bool | None]:
    """The task written down, and whether whoever is to do it is told."""
    task = book.give(
        ctx.session,
        Task(
            unit_id=ctx.unit.id or 0, number=0, meeting_id=meeting_id, what=draft.what,
            who=draft.who or "", who_id=draft.who_id, due=draft.due, made_by=ctx.person.id or 0, made_at=ctx.now,
        ),
    )  # fmt: skip
    return task, _tell_assigned(ctx, task)


def _give(ctx: Context, draft: Draft) -> list[Reply]:
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    task, told = _written(ctx, draft, going_on[0].id if going_on else None)
    due = _day(task.due)
    text = (
        texts.tasks.own(ctx.who, task.number, task.what, due, ahead=bool(task.due and task.due > ctx.today))
        if task.who_id == ctx.person.id
        else texts.tasks.given(task.number, task.who, task.what, due, told=told, outside=_is_outside(task), by=ctx.who)
    )
    return [Reply(text, choices(texts.tasks.drop(task.number)))]


def _is_outside(task: Task) -> bool:
    """Whether a task was given to one person of whom the book knows nothing."""
    return task.who_id is None and words.bare(task.who).startswith(_TITLES)


def stand_without_a_day(ctx: Context) -> list[Reply]:
    """Give the task whose day is still asked when its meeting is closed, and say how it gets one."""
    waiting = top(ctx.session, ctx.chat)
    draft = GIVE.load(waiting.known) if waiting is not None and waiting.conversation == GIVE.name else None
    if waiting is None or draft is None or not draft.what or draft.who is None:
        return []
    quick.delete(ctx.session, waiting)
    given = _give(ctx, replace(draft, no_day=True))[0]
    number = max(task.number for task in book.unfinished(ctx.session, ctx.unit.id or 0))
    return [replace(given, text=f"{given.text}\n{texts.tasks.how_to_date(number)}")]


def _tell_assigned(ctx: Context, task: Task) -> bool | None:
    """Tell a member of a new task; None when it is one's own or not a member's, False when nobody can be reached."""
    if task.who_id is None or task.who_id == ctx.person.id:
        return None
    person = ctx.session.get_one(Person, task.who_id)
    chat = chat_of(ctx, person)
    if chat is None:
        return False
    by = people_there.called(ctx.person)
    text = texts.tasks.for_you(person.title, by, task.number, task.what, _day(task.due))
    reply = Reply(text, choices(texts.tasks.finish(task.number)))
    outbox.queue(ctx.session, chat, f"task:{task.id}:new:{task.version}", reply, ctx.now)
    return True


GIVE: Conversation[Draft] = Conversation(
    name="giao-viec",
    draft=Draft,
    title=lambda draft: texts.tasks.giving(draft.what),
    blanks=(
        Blank(_ask_what, _hear_what, fits=_fits_what),
        Blank(_ask_who, _hear_who, fits=_fits_who),
        Blank(_ask_due, _hear_due, fits=_fits_due),
    ),
    recap=None,
    finish=_give,
    may_wait=True,
)


# --- what is left, what is done ---


def task_line(ctx: Context, task: Task) -> str:
    """An open task in one line: number, who, what, until when, and whether that is over."""
    return texts.tasks.line(task.number, task.who, task.what, _day(task.due), late=_late(ctx, task))


def _late(ctx: Context, task: Task) -> bool:
    return task.due is not None and task.due < ctx.today and task.state == "open"


def _day(day: date | None) -> str | None:
    return wording.day(day) if day else None


def unfinished(ctx: Context, _rest: str, drafts: Sequence[str] = ()) -> list[Reply]:
    """Every open task of the committee, with buttons for those that one may end; what is told besides stands above."""
    found = book.unfinished(ctx.session, ctx.unit.id or 0)
    listed = texts.tasks.listed([task_line(ctx, task) for task in found], beside=bool(drafts))
    text = "\n".join([*drafts, listed])
    mine = [task for task in found if may_end(ctx, task)]
    return [Reply(text, choices(*(texts.tasks.finish(task.number) for task in mine[:_OFFERED])))]


def due_within(ctx: Context, span: Span) -> list[Reply]:
    """The open tasks that fall due in some days, with those that are late; where none does the next one."""
    dated = [task for task in book.unfinished(ctx.session, ctx.unit.id or 0) if task.due is not None]
    found = [task for task in dated if task.due is not None and (task.due < ctx.today or task.due <= span.end)]
    found = [task for task in found if task.due is not None and (task.due < ctx.today or task.due >= span.start)]
    this_week = span.start <= ctx.today <= span.end and (span.end - span.start).days == _SIX
    when = texts.tasks.THIS_WEEK if this_week else span.words or wording.span(span.start, span.end)
    if found:
        text = texts.tasks.listed_due(when, [task_line(ctx, task) for task in found])
    else:
        text = texts.tasks.none_due(when, task_line(ctx, dated[0]) if dated else None)
    mine = [task for task in found or dated[:1] if may_end(ctx, task)]
    return [Reply(text, choices(*(texts.tasks.finish(task.number) for task in mine[:_OFFERED])))]


_SIX = 6  # days from the first to the last of a week


def whether_done(ctx: Context, person: Person, said: str) -> list[Reply] | None:
    """ "Anh Dụ làm xong đơn chưa": no, of an open task of that person that the words name; else None."""
    told = set(said.split()) - set(words.bare(person.name).split()) - _OF_THE_QUESTION
    found = book.unfinished(ctx.session, ctx.unit.id or 0, person.id)
    meant = [task for task in found if told & set(words.bare(task.what).split())] if told else list(found)
    if not meant or not said.endswith(_ASKS_WHETHER):
        return None
    text = texts.tasks.not_done_yet([task_line(ctx, task) for task in meant])
    mine = [task for task in meant if may_end(ctx, task)]
    return [Reply(text, choices(*(texts.tasks.finish(task.number) for task in mine[:_OFFERED])))]


_ASKS_WHETHER = ("xong chua", "chua", "chua em", "chua a", "chua vay")
_OF_THE_QUESTION = frozenset("bac anh chi co chu ong ba di em lam da xong viec cai chua vay a cua roi het".split())


def of_one(ctx: Context, person: Person) -> list[Reply]:
    """The open tasks of one member."""
    found = book.unfinished(ctx.session, ctx.unit.id or 0, person.id)
    called = ctx.who if person.id == ctx.person.id else people_there.called(person)
    return _listed_of(ctx, called, found)


def of_an_outsider(ctx: Context, said: str) -> list[Reply]:
    """The open tasks of somebody who is not in the book and is named: "anh Bảy điện lực"; else all of them."""
    found = [task for task in book.unfinished(ctx.session, ctx.unit.id or 0) if task.who_id is None]
    named = [task for task in found if f" {words.bare(task.who)} " in f" {said} "]
    return _listed_of(ctx, named[0].who, named) if named else unfinished(ctx, "")


def _listed_of(ctx: Context, called: str, found: Sequence[Task]) -> list[Reply]:
    text = texts.tasks.listed_of(called, [task_line(ctx, task) for task in found])
    mine = [task for task in found if may_end(ctx, task)]
    return [Reply(text, choices(*(texts.tasks.finish(task.number) for task in mine[:_OFFERED])))]


def finished(ctx: Context) -> Reply:
    """The tasks of the committee that were done lately."""
    ended = book.ended_since(ctx.session, ctx.unit.id or 0, ctx.now - _LATELY)
    lines = [
        texts.tasks.line(each.number, each.who, each.what, None, late=False) for each in ended if each.state == "done"
    ]
    return Reply(texts.tasks.finished(lines[:_MOST]))


_LATELY, _MOST = timedelta(days=60), 12


def own(ctx: Context) -> Sequence[Task]:
    """The open tasks of the person who speaks."""
    return book.unfinished(ctx.session, ctx.unit.id or 0, ctx.person.id)


def done(ctx: Context, rest: str, result: str = "") -> list[Reply] | None:
    """ "Xong việc #12": by whoever it was given to, or by those who lead; the `result` is kept behind its words."""
    return _ended(ctx, rest, "done", result)


def dropped(ctx: Context, rest: str) -> list[Reply] | None:
    """ "Bỏ việc #12": by those who lead."""
    return _ended(ctx, rest, "dropped")


def dropped_last(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Bỏ việc vừa giao": the one whose day is still asked, else the one this person gave last today."""
    waiting = top(ctx.session, ctx.chat)
    if waiting is not None and waiting.conversation == GIVE.name:
        quick.delete(ctx.session, waiting)
        return [Reply(texts.general.dropped(ctx.who))]
    mine = [each for each in book.unfinished(ctx.session, ctx.unit.id or 0) if each.made_by == ctx.person.id]
    last = max(mine, key=lambda each: each.number, default=None)
    if last is None or last.made_at.astimezone(ctx.zone).date() != ctx.today:
        return None
    return dropped(ctx, f"#{last.number}")


def _ended(ctx: Context, rest: str, state: str, result: str = "") -> list[Reply] | None:
    task = _called(ctx, rest)
    if task is None:
        return [Reply(texts.tasks.unknown(room.number(rest) or 0))]
    if not may_end(ctx, task) or (state == "dropped" and not ctx.leads and task.made_by != ctx.person.id):
        return [Reply(texts.tasks.not_yours(task.number, task.who))]
    if task.state != "open":
        return [Reply(texts.tasks.ended_before(task.number, task.state))]
    if result:
        task.what = f"{task.what}, {result}"
    book.finish(ctx.session, task, state, ctx.person.id or 0, ctx.now)
    if state == "done":
        _tell_giver(ctx, task)
    left = len(book.unfinished(ctx.session, ctx.unit.id or 0))
    text = texts.tasks.ended(ctx.who, task.number, task.what, state, left)
    return [Reply(text, (Choice(words.UNDO, about=f"room:back:ended:{task.id}"),))]


def open_again(ctx: Context, task: Task) -> list[Reply]:
    """Take back that a task was ended; whoever gave it was told so, and hears of it."""
    was_done = task.state == "done"
    book.reopen(ctx.session, task)
    giver = ctx.session.get_one(Person, task.made_by)
    chat = chat_of(ctx, giver) if was_done and giver.id != ctx.person.id else None
    if chat is not None:
        by = people_there.called(ctx.person)
        text = texts.tasks.open_after_all(giver.title, by, task.number, task.what)
        outbox.queue(ctx.session, chat, f"task:{task.id}:open:{ctx.now.timestamp():.0f}", Reply(text), ctx.now)
    return [Reply(texts.tasks.open_again(task.number, task.what))]


def _tell_giver(ctx: Context, task: Task) -> None:
    """Whoever gave a task hears that it is done."""
    giver = ctx.session.get_one(Person, task.made_by)
    chat = chat_of(ctx, giver)
    if giver.id == ctx.person.id or chat is None:
        return
    text = texts.tasks.done_by(giver.title, people_there.called(ctx.person), task.number, task.what)
    outbox.queue(ctx.session, chat, f"task:{task.id}:done", Reply(text), ctx.now)


def delay(ctx: Context, rest: str) -> list[Reply] | None:
    """ "Gia hạn việc #12 đến 30/11"."""
    task = _called(ctx, rest)
    day = assigning.assigned(rest, ctx.today).due or assigning.due(rest.partition(" ")[2], ctx.today)
    more = assigning.longer(rest)
    if task is not None and more is not None:
        day = max(task.due or ctx.today, ctx.today) + more
    if task is None:
        return [Reply(texts.tasks.unknown(room.number(rest) or 0))]
    if not ctx.leads:
        return [Reply(texts.tasks.only_leaders(ctx.who))]
    if day is None:
        return [Reply(texts.tasks.until_when(task.number))]
    book.change_due(ctx.session, task, day)
    _tell_assigned(ctx, task)
    return [Reply(texts.tasks.delayed(task.number, task.what, wording.day(day)))]


def hand_on(ctx: Context, task: Task, to: Person) -> list[Reply]:
    """Give an open task to another member, who is told of it."""
    before = task.who
    book.change_who(ctx.session, task, people_there.called(to), to.id)
    told = _tell_assigned(ctx, task)
    return [Reply(texts.tasks.handed_on(task.number, task.what, before, task.who, told=told, by=ctx.who))]


def may_end(ctx: Context, task: Task) -> bool:
    """Whether a person may say that a task is done."""
    return ctx.leads or task.who_id == ctx.person.id


def numbered(ctx: Context, number: int) -> Task | None:
    """The task of the committee that is called by a number."""
    return book.by_number(ctx.session, ctx.unit.id or 0, number)


def _called(ctx: Context, rest: str) -> Task | None:
    number = room.number(rest)
    return numbered(ctx, number) if number is not None else None
