"""Who is there: the secretary's tick list, each one's own word, who came late and who left early."""

import re
from datetime import datetime, timedelta

from db import people, post
from db.models import Meeting, Outgoing, Person
from db.post import Chat
from db.room import papers, presence, sittings, talking
from db.room.presence import Count
from db.room.tables import Note, Presence
from handlers import outbox, texts, wording, words
from handlers.context import Context
from handlers.message import Choice, Reply, choices
from handlers.room import people_there
from handlers.vi import roll_call as rolls
from handlers.vi.reading import Reading

PAGE = 10  # names on one page of the tick list
_TICKED, _OPEN = "☑", "☐"


def count(ctx: Context, meeting: Meeting) -> Count:
    """How many of the committee are there."""
    return presence.count(ctx.session, meeting, _members(ctx, meeting))


def is_member(ctx: Context, meeting: Meeting) -> bool:
    """Whether the person who speaks belongs to those who meet."""
    return ctx.person.id in _members(ctx, meeting)


def _members(ctx: Context, meeting: Meeting) -> list[int]:
    return [person.id or 0 for person, _ in people.members(ctx.session, meeting.unit_id, ctx.today)]


def tally(ctx: Context, meeting: Meeting) -> str:
    """The same in words, with the quorum."""
    found = count(ctx, meeting)
    return texts.room.tally(found.present, found.members, found.needed, enough=found.enough)


# --- one's own word ---


def present(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Có mặt" around the hour of a meeting; at any other time it is an answer to the invitation."""
    meeting = sittings.at_hand(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None:
        return _too_late(ctx)
    return welcomed(ctx, meeting, presence.note(ctx.session, meeting, ctx.person.id or 0, ctx.now, "self"))


def _too_late(ctx: Context) -> list[Reply] | None:
    """To somebody who is there when the meeting has just been closed: who can still note it."""
    meeting = sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    held = sittings.sitting(ctx.session, meeting) if meeting else None
    if meeting is None or held is None or held.closed_at is None or ctx.now - held.closed_at > sittings.AFTER:
        return None
    noted = (ctx.person.id or 0) in presence.of(ctx.session, meeting)
    at = wording.hour(held.closed_at, ctx.zone)
    return [Reply(texts.room.closed_before(ctx.who, at, noted=noted, leads=ctx.leads))]


def welcomed(ctx: Context, meeting: Meeting, noted: Presence) -> list[Reply]:
    """To somebody who said that they are there; every open tick list shows it at once."""
    refresh(ctx, meeting)
    at = wording.hour(noted.at, ctx.zone)
    late = int((noted.at - meeting.at).total_seconds() // 60) if noted.late else 0
    return [Reply(texts.room.welcomed(ctx.who, at, late, tally(ctx, meeting)))]


def here(ctx: Context, name: str) -> list[Reply] | None:
    """The secretary names somebody who is there, or somebody says so of themselves: "tôi tới rồi nè"."""
    if words.bare(name) in _ALL:
        return _all_here(ctx)
    return present(ctx, "") if people_there.meant(ctx, name) == [ctx.person] else _noted(ctx, name, "có mặt")


_ALL = frozenset({"tat ca", "tat ca deu", "moi nguoi", "moi nguoi deu", "ca ban", "ai cung", "du het", "du ca"})


def _all_here(ctx: Context) -> list[Reply] | None:
    """Tick everybody at the meeting that goes on."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is None or not ctx.leads:
        return None
    meeting = going_on[0]
    for person_id in _members(ctx, meeting):
        presence.note(ctx.session, meeting, person_id, ctx.now, "tick")
    return _told(ctx, meeting, "mọi người", "có mặt")


def roll_call(ctx: Context, text: str) -> list[Reply] | None:
    """A roll called in one sentence: each of those named is ticked, away or late; None for any other words.

    One person alone is noted only by who leads, and by words that plainly say so: "bác Mẫu có" may be a vote.
    """
    told = rolls.called(text, whole=True)
    several = _is_a_roll(told)
    calls = several or (told and ctx.leads and _OF_ONE.search(words.bare(text)))
    meeting = _of_the_roll(ctx) if calls else None
    if meeting is None:
        return None
    fitting = {name: people_there.meant(ctx, name) for each in told for name in each.names}
    if not several and [ctx.person] in fitting.values():
        return None
    strangers = [name for name, people_ in fitting.items() if not people_]
    if len(strangers) == len(fitting) or any(len(name.split()) > _A_SHORT_NAME for name in strangers):
        return None
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "điểm danh cho người khác"))]
    doubtful = next((name for name, people_ in fitting.items() if len(people_) > 1), None)
    if doubtful is not None:
        return [Reply(texts.room.who_is_meant(doubtful, [people_there.called(p) for p in fitting[doubtful]]))]
    return _ticked(ctx, meeting, told, fitting)


def _ticked(
    ctx: Context, meeting: Meeting, told: tuple[rolls.Called, ...], fitting: dict[str, list[Person]]
) -> list[Reply]:
    """Note a roll whose names are known to mean one member each, or a stranger."""
    strangers = [name for name, people_ in fitting.items() if not people_]
    lines = []
    for each in told:
        if not each.names:
            continue
        at = _came_at(ctx, meeting, each)
        known = [fitting[name][0] for name in each.names if fitting[name]]
        for person in known:
            _note(ctx, meeting, person.id or 0, each.state, at)
        if known:
            hour = wording.hour(at, ctx.zone) if each.state == "đến trễ" or len(told) == 1 else None
            lines.append(texts.room.called_out(", ".join(map(people_there.called, known)), each.state, hour))
    others, number = _others(ctx, meeting, told, [people_[0].id or 0 for people_ in fitting.values() if people_])
    for person in others:
        presence.note(ctx.session, meeting, person.id or 0, ctx.now, "tick")
    if others:
        lines.append(texts.room.called_out(", ".join(map(people_there.called, others)), "có mặt", None))
    refresh(ctx, meeting)
    struck, points = _points(ctx, meeting, told, fitting, number)
    text = texts.room.roll_called(lines, strangers, tally(ctx, meeting))
    return [Reply("\n".join([text, *struck, *(texts.room.noted(point.number, point.text) for point in points)]))]


def _points(
    ctx: Context,
    meeting: Meeting,
    told: tuple[rolls.Called, ...],
    fitting: dict[str, list[Person]],
    number: int | None,
) -> tuple[list[str], list[Note]]:
    """Note in the minutes what ticks do not tell: why somebody is away, and a number that is not that of the ticks."""
    kept = [
        texts.room.away_because(people_there.called(fitting[name][0]), each.why)
        for each in told for name in each.names if each.why and fitting[name]
    ]  # fmt: skip
    struck = []
    if number is not None:
        outdated = [note for note in talking.notes(ctx.session, meeting) if texts.room.SO_MANY_THERE.search(note.text)]
        for note in outdated:
            talking.strike(ctx.session, meeting, note.number)
        struck = [texts.room.struck_as_outdated(note.number, note.text) for note in outdated]
        kept += [texts.room.so_many_there(number, None, None)] if number != count(ctx, meeting).present else []
    points = [talking.note(ctx.session, meeting, ctx.person.id or 0, line, ctx.now) for line in kept]
    return struck, points


def _of_the_roll(ctx: Context) -> Meeting | None:
    """The meeting whose roll is called: the one that goes on, else the one whose tick list was shown here."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is not None:
        return going_on[0]
    shown = post.open_about(ctx.session, ctx.chat, "room:tick:") if ctx.leads else []
    if not shown or ctx.now - shown[-1][0].at > _JUST_SHOWN:
        return None
    meeting = ctx.session.get_one(Meeting, int(shown[-1][1].split(":")[2]))
    return meeting if meeting.unit_id == ctx.unit.id and _may_tick(ctx, meeting) else None


_JUST_SHOWN = timedelta(hours=1)


def _others(
    ctx: Context, meeting: Meeting, told: tuple[rolls.Called, ...], named: list[int]
) -> tuple[list[Person], int | None]:
    """The members whom a roll tells to be there without their names, and how many it tells to be there.

    They are those who are not named, where all the others are told to be there or the number is just theirs.
    """
    of_all = [each for each in told if not each.names]
    number = next((each.number for each in of_all if each.number and each.state == "có mặt"), None)
    everybody = [person for person, _ in people.members(ctx.session, meeting.unit_id, ctx.today)] if of_all else []
    others = [person for person in everybody if person.id not in named]
    there = sum(len(each.names) for each in told if each.state != "vắng") + len(others)
    rest = any(each.number is None for each in of_all)
    return (others if rest or number == there else []), number


def roll_of_none(ctx: Context, text: str) -> list[Reply] | None:
    """To a roll of all, where no meeting is at hand: what to tell for one that was, or is to be."""
    told = rolls.called(text, whole=True)
    if all(each.names for each in told):
        return None
    if not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "điểm danh cho người khác"))]
    away = next((name for each in told if each.state == "vắng" for name in each.names), None)
    return [Reply(texts.room.roll_of_which(ctx.who, away))]


_OF_ONE = re.compile(
    r"\b(?:co mat|vang|thieu|tre|muon|toi|den|vo|vao)\b|^(?:da |moi )?co them\b"
    r"|^(?:da |moi )?co .*\b(?:nua|luon|roi|ne|day)\b|^(?:khong|chua) (?:co|thay)\b"
)


def is_a_roll(text: str) -> bool:
    """Whether a sentence tells of several people, or of an hour, who is there; or of one who is, by that very word."""
    told = rolls.called(text, whole=True)
    alone = len(told) == 1 and " " in told[0].names[0] and told[0].state == "có mặt" if told else False
    return _is_a_roll(told) or (alone and "co mat" in words.bare(text))


def _is_a_roll(told: tuple[rolls.Called, ...]) -> bool:
    return sum(len(each.names) for each in told) > 1 or any(each.after or each.hour or not each.names for each in told)


_A_SHORT_NAME = 3  # words: "cô Ba Lan"; "bác Mẫu xong rồi" is none


def _came_at(ctx: Context, meeting: Meeting, told: rolls.Called) -> datetime:
    """When somebody came: so long after the beginning, or at an hour, of the two that a clock face shows as one."""
    if told.after is not None:
        return meeting.at + told.after
    if told.hour is None:
        return ctx.now
    at = datetime.combine(meeting.at.astimezone(ctx.zone).date(), told.hour, ctx.zone)
    return at + _HALF_A_DAY if at + _HALF_A_DAY <= ctx.now + _SLACK and at < meeting.at else at


_HALF_A_DAY, _SLACK = timedelta(hours=12), timedelta(minutes=30)


def away(ctx: Context, name: str) -> list[Reply] | None:
    """The secretary names somebody who is not there: a tick is taken back."""
    return _noted(ctx, name, "vắng")


def late(ctx: Context, name: str) -> list[Reply] | None:
    """Somebody came late."""
    return _noted(ctx, name, "đến trễ")


def left(ctx: Context, name: str) -> list[Reply] | None:
    """Somebody left before the end."""
    return _noted(ctx, name, "về sớm")


def _noted(ctx: Context, name: str, what: str) -> list[Reply] | None:
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is None:
        return None
    meeting, named = going_on[0], []
    for each in _AND.split(name):
        fitting = people_there.meant(ctx, each)
        if len(fitting) != 1:
            called = [people_there.called(p) for p in fitting]
            return [Reply(texts.room.who_is_meant(each, called))] if fitting else None
        named += fitting
    if named != [ctx.person] and not ctx.leads:
        return [Reply(texts.room.only_leaders(ctx.who, "điểm danh cho người khác"))]
    for person in named:
        _note(ctx, meeting, person.id or 0, what, ctx.now)
    return _told(ctx, meeting, ", ".join(map(people_there.called, named)), what)


_AND = re.compile(r"\s*[,;]\s*(?:và\s+|va\s+)?|\s+(?:và|va|với|voi|cùng|cung)\s+", re.IGNORECASE)


def _note(ctx: Context, meeting: Meeting, person_id: int, what: str, at: datetime) -> None:
    if what == "có mặt":
        presence.note(ctx.session, meeting, person_id, ctx.now, "tick")
    elif what == "vắng":
        presence.forget(ctx.session, meeting, person_id)
    else:
        (presence.late if what == "đến trễ" else presence.left)(ctx.session, meeting, person_id, at)


def _told(ctx: Context, meeting: Meeting, who: str, what: str) -> list[Reply]:
    """What was noted of somebody and how many are there; every open tick list shows it at once."""
    refresh(ctx, meeting)
    hour = wording.hour(ctx.now, ctx.zone)
    return [Reply(texts.room.noted_late_or_left(who, what, hour, tally(ctx, meeting)))]


def counted(ctx: Context, reading: Reading) -> list[Reply] | None:
    """ "Có 5 người thôi": a mere number is no name, so whoever leads ticks who is there; None for other words."""
    found = rolls.COUNTED.fullmatch(words.bare(reading.text)) if "?" not in reading.text else None
    meeting = sittings.at_hand(ctx.session, ctx.unit.id or 0, ctx.now) if found and len(reading.facts) == 1 else None
    if found is None or meeting is None:
        return None
    everybody, told = _members(ctx, meeting), int(reading.facts[0].value)
    there = len(everybody) - told if found["away"] else told
    if there == len(everybody) and ctx.leads and (all_here := _all_here(ctx)) is not None:
        return all_here
    so_far = _so_far(ctx, meeting)
    if not ctx.leads or there == count(ctx, meeting).present:
        return [Reply(so_far)]
    return [Reply(texts.room.tick_by_name(ctx.who, there, len(everybody))), _list_alone(ctx, meeting)]


# --- the tick list ---


def ticks(ctx: Context, _rest: str) -> list[Reply] | None:
    """The tick list for those who lead, the count for the others; afterwards too, until the minutes are approved."""
    meeting = sittings.at_hand(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None and ctx.leads:
        meeting = sittings.last_held(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None or not _may_tick(ctx, meeting):
        return [Reply(texts.room.no_meeting_at_hand(ctx.who))]
    if words.says(words.bare(ctx.message.text), "du chua", "du nguoi chua"):
        needed = count(ctx, meeting).needed is not None
        offered = choices(texts.room.TICK) if ctx.leads else ()
        return [Reply(texts.room.enough_or_not(tally(ctx, meeting), needed=needed), offered)]
    return [_list_alone(ctx, meeting)] if ctx.leads else [Reply(_so_far(ctx, meeting))]


def missing(ctx: Context, _rest: str) -> list[Reply] | None:
    """ "Ai vắng" while the meeting goes on: those who are not ticked; else it is asked of another meeting."""
    going_on = sittings.opened(ctx.session, ctx.unit.id or 0, ctx.now)
    if going_on is None:
        return None
    meeting, there = going_on[0], presence.of(ctx.session, going_on[0])
    everybody = [person for person, _ in people.members(ctx.session, meeting.unit_id, ctx.today)]
    away = [
        ctx.who if each.id == ctx.person.id else people_there.called(each) for each in everybody if each.id not in there
    ]
    text = texts.room.missing(away, tally(ctx, meeting))
    return [Reply(text), _list_alone(ctx, meeting)] if ctx.leads and away else [Reply(text)]


def _so_far(ctx: Context, meeting: Meeting) -> str:
    """How many are there, and whether whoever asks is."""
    mine = presence.of(ctx.session, meeting).get(ctx.person.id or 0)
    left = mine is not None and mine.left_at is not None
    return texts.room.tally_so_far(ctx.who, tally(ctx, meeting), there=mine is not None, left=left)


def _may_tick(ctx: Context, meeting: Meeting) -> bool:
    """Around the meeting, and once it was held until its minutes are approved."""
    if sittings.admits(ctx.session, meeting, ctx.now):
        return True
    paper = papers.find(ctx.session, meeting, "bien_ban")
    return sittings.sitting(ctx.session, meeting) is not None and (paper is None or paper.approved_at is None)


def _list_alone(ctx: Context, meeting: Meeting) -> Reply:
    """The tick list in place of the earlier ones of this chat, so that one alone changes with each tick."""
    for message, _ in post.open_about(ctx.session, ctx.chat, f"room:tick:{meeting.id}:"):
        outbox.close(ctx.session, message, None, ctx.now)
    return _list(ctx, meeting, 0)


def _list(ctx: Context, meeting: Meeting, page: int) -> Reply:
    everybody = [person for person, _ in people.members(ctx.session, meeting.unit_id, ctx.today)]
    there = presence.of(ctx.session, meeting)
    pages = max(1, -(-len(everybody) // PAGE))
    shown = everybody[page * PAGE : (page + 1) * PAGE]
    names = tuple(_tick(meeting, person, page, there.get(person.id or 0)) for person in shown)
    turns = tuple(
        Choice(texts.room.page(other), about=f"room:tick:{meeting.id}:{page}:turn:{other}")
        for other in (page - 1, page + 1) if 0 <= other < pages
    )  # fmt: skip
    text = texts.room.tick_list(wording.moment(meeting.at, ctx.zone), tally(ctx, meeting), page + 1, pages)
    return Reply(text, (*names, *turns))


def _tick(meeting: Meeting, person: Person, page: int, there: Presence | None) -> Choice:
    """A name to tick; what the tap makes true is in the button, so that a tap that comes twice changes nothing."""
    mark, becomes = (_OPEN, 1) if there is None else (_TICKED, 0)
    about = f"room:tick:{meeting.id}:{page}:{person.id}:{becomes}"
    gone = " (đã về)" if there is not None and there.left_at else ""
    return Choice(f"{mark} {people_there.called(person)}{gone}", about=about)


def tapped(ctx: Context, message: Outgoing, told: list[str]) -> list[Reply]:
    """A tap on the tick list: a name is ticked or its tick taken back, or the page is turned."""
    meeting_id, _page, who, becomes = told
    meeting = ctx.session.get_one(Meeting, int(meeting_id))
    if not ctx.leads or meeting.unit_id != ctx.unit.id or not _may_tick(ctx, meeting):
        return [Reply(texts.room.ticks_closed(ctx.who))]
    if who == "turn":
        outbox.replace_shown(ctx.session, message, _list(ctx, meeting, int(becomes)), ctx.now)
        return []
    if becomes == "1":
        presence.note(ctx.session, meeting, int(who), ctx.now, "tick")
    else:
        presence.forget(ctx.session, meeting, int(who))
    refresh(ctx, meeting)
    return []


def refresh(ctx: Context, meeting: Meeting) -> None:
    """Show every open tick list of a meeting as it is now, each on the page at which it is open."""
    for message, about in post.open_everywhere(ctx.session, f"room:tick:{meeting.id}:"):
        page = int(about.split(":")[3])
        outbox.replace_shown(ctx.session, message, _list(ctx, meeting, page), ctx.now)


def chat_of(ctx: Context, person: Person | None) -> Chat | None:
    """Where a person can be written to."""
    contact = post.reach(ctx.session, person.id or 0) if person else None
    return Chat(contact.channel, contact.bot, contact.chat) if contact else None
