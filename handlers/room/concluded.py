"""What the last meeting came to, as an answer: its notes, its votes, the tasks it gave."""

from collections import Counter
from datetime import date

from db import meetings, people
from db.models import Meeting, Person
from db.room import presence, sittings, talking, tasks
from handlers import texts, wording
from handlers.context import Context
from handlers.message import Reply
from handlers.room import votes
from handlers.room.tasks import task_line
from handlers.vi import room


def show(ctx: Context, _rest: str) -> list[Reply]:
    """ "Họp lần trước kết luận gì?": of the meeting of the committee that was opened last."""
    meeting = sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None:
        return [Reply(texts.room.nothing_held(ctx.who))]
    notes = [note.text for note in talking.notes(ctx.session, meeting)]
    counted: dict[bool, list[str]] = {True: [], False: []}
    for one in talking.ballots(ctx.session, meeting):
        counted[one.way == "hiep_thuong"].append(f"{one.question}: {votes.result_words(one)}")
    given = [task_line(ctx, task) + texts.tasks.over(task.state) for task in tasks.of_meeting(ctx.session, meeting)]
    none = not any(room.given_in(line) for line in notes)
    day = wording.day(_held_on(ctx, meeting))
    return [Reply(texts.room.concluded(day, notes, counted[False], counted[True], given, none=none))]


def held_within(ctx: Context, start: date, end: date) -> bool:
    """Whether the meeting held last was in some days, and none is still ahead in them."""
    last, ahead = (find(ctx.session, ctx.unit.id or 0, ctx.now) for find in (sittings.last_held, meetings.upcoming))
    there = last is not None and start <= _held_on(ctx, last) <= end
    return there and (ahead is None or _held_on(ctx, ahead) > end)


def _held_on(ctx: Context, meeting: Meeting) -> date:
    """The day on which people met; that of its rule is another where it was moved."""
    return meeting.at.astimezone(ctx.zone).date()


def who_was(ctx: Context, start: date | None, end: date | None) -> Reply:
    """Who was at the meeting held last, if it was in some days: by name for those who lead, as "
    "counts for the others."""
    meeting = sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    day = _held_on(ctx, meeting) if meeting is not None else None
    if meeting is None or day is None or (start and day < start) or (end and day > end):
        return Reply(texts.room.nothing_held_then(ctx.who))
    there = presence.of(ctx.session, meeting)
    everybody = [one for one, _ in people.members(ctx.session, meeting.unit_id, meeting.day)]
    came = [f"{one.title} {one.name}" for one in everybody if one.id in there]
    away = [f"{one.title} {one.name}" for one in everybody if one.id not in there]
    named = (came, away) if ctx.leads else ((), ())
    return Reply(texts.room.who_was(wording.day(day), len(came), len(everybody), *named))


def how_often_there(ctx: Context, person: Person, start: date | None, end: date | None) -> Reply:
    """At how many of the meetings that were opened somebody was: of others only to those who lead."""
    if not ctx.leads and person.id != ctx.person.id:
        return Reply(texts.room.away_is_for_leaders(ctx.who))
    held = [
        each for each in sittings.held(ctx.session, ctx.unit.id or 0, ctx.now)
        if (start is None or start <= _held_on(ctx, each)) and (end is None or _held_on(ctx, each) <= end)
    ]  # fmt: skip
    if not held:
        return Reply(texts.room.nothing_held_then(ctx.who))
    there = [f"{_held_on(ctx, each):%d/%m}" for each in held if (person.id or 0) in presence.of(ctx.session, each)]
    return Reply(texts.room.how_often_there(f"{person.title} {person.name}", len(held), there))


def often_away(ctx: Context) -> Reply:
    """Who was away from the meetings that were opened, and how often: by name for those who lead."""
    held = sittings.held(ctx.session, ctx.unit.id or 0, ctx.now)
    if not held:
        return Reply(texts.room.nothing_held(ctx.who))
    if not ctx.leads:
        return Reply(texts.room.away_is_for_leaders(ctx.who))
    away: Counter[str] = Counter()
    for meeting in held:
        there = presence.of(ctx.session, meeting)
        everybody = people.members(ctx.session, meeting.unit_id, meeting.day)
        away.update(f"{one.title} {one.name}" for one, _ in everybody if one.id not in there)
    return Reply(texts.room.often_away(len(held), away.most_common()))
