"""What cannot be told where it was to go: it takes another way, or the leaders are asked to telephone.

Looked at on every turn of the clock, which comes every minute while something waits to be sent. Most looks find
nothing, and write nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from db import failover, invitees, lines, people, post
from db.failover import Untold
from db.models import Meeting, Outgoing, Person, Unit
from db.post import Chat
from handlers import keeper, outbox, texts, wording
from handlers.meetings import leads
from handlers.message import Reply, reply_json

PATIENCE = timedelta(minutes=3)  # an outage may be a mishap for so long: then what waits goes another way
LATE = timedelta(minutes=15)  # what has not gone by any way after so long is for the telephone
OLD = timedelta(days=2)  # nobody is asked to telephone about what was to be told earlier
AGAIN = timedelta(minutes=1)
SLICE = 300  # messages that take another way in one transaction
MOST = 3000  # messages that are looked at for whom to telephone
WATCHED = ("reminder:", "task:", "minutes:", "standin:")
NOT_FOR_THE_TELEPHONE = (":summary", ":thanks")
NO_MORE = "the plan of the month is used up"
LEADERS = (("chair", "ward"), ("secretary",))


class Call(NamedTuple):
    """Somebody to telephone: about what, what is to be read out, and why it could not be told."""

    matter: str
    person: Person
    unit_id: int
    text: str
    state: str


def has_work(session: Session, now: datetime, zone: ZoneInfo) -> bool:
    """Whether `run` has something to do; a look that writes nothing."""
    if lines.is_overdue(session, now):
        return True
    return bool(_ways(session, now) or failover.unanswered(session, 1) or _calls(session, now, zone))


def run(session: Session, now: datetime, zone: ZoneInfo, to_keeper: str | None) -> int:
    """Send on what is held up, ask for telephone calls; how many messages took another way."""
    lines.look(session, now)
    moved = sum(failover.move(session, it.outgoing_id, to, now) for it, to in _ways(session, now))
    failover.drop(session, [it.outgoing_id for it in failover.unanswered(session, SLICE)], NO_MORE)
    _ask(session, _calls(session, now, zone), now, zone, to_keeper)
    return moved


def next_look(session: Session, now: datetime) -> datetime | None:
    """A minute from now while something that was told unasked waits to be sent; None when nothing does."""
    return now + AGAIN if failover.waits(session) else None


def _ways(session: Session, now: datetime) -> list[tuple[Untold, Chat]]:
    """What waits for a bot that cannot send, each with a chat whose bot can."""
    stuck = [*failover.held_up(session, now - PATIENCE, SLICE), *failover.unanswered(session, SLICE)]
    better = invitees.chats(session, {it.person_id for it in stuck}, sure=True) if stuck else {}
    return [(it, better[it.person_id]) for it in stuck if it.person_id in better]


def _calls(session: Session, now: datetime, zone: ZoneInfo) -> list[Call]:
    """Who is to be telephoned about what, now."""
    patience = PATIENCE if leads.quiet(now + LATE, zone) else LATE
    untold = [*failover.late(session, now - patience, MOST), *failover.lost(session, now - OLD, MOST)]
    watched = {_matter(it.key): it for it in untold if _is_watched(it.key)}
    left = failover.not_called(session, watched) if watched else set()
    calls = (_call(session, matter, it, now, zone) for matter, it in watched.items() if matter in left)
    return [call for call in calls if call is not None]


def _is_watched(key: str) -> bool:
    return key.startswith(WATCHED) and not key.endswith(NOT_FOR_THE_TELEPHONE)


def _matter(key: str) -> str:
    """What a message is about: of a meeting, all steps are one.

    >>> _matter("reminder:5:1:8:2h"), _matter("task:3:1:0d:8")
    ('reminder:5:1:8', 'task:3:1:0d:8')
    """
    return ":".join(key.split(":")[:4]) if key.startswith("reminder:") else key


def _call(session: Session, matter: str, untold: Untold, now: datetime, zone: ZoneInfo) -> Call | None:
    person = session.get_one(Person, untold.person_id)
    if untold.key.startswith("reminder:"):
        meeting_id, version = (int(part) for part in matter.split(":")[1:3])
        meeting = session.get(Meeting, meeting_id)
        if meeting is None or meeting.version != version or meeting.at <= now:
            return None
        if not failover.still_counts(session, meeting_id, version, untold):
            return None
        if not leads.free(now, meeting.at, zone, wakes=meeting.wakes):
            return None
        return Call(matter, person, meeting.unit_id, _read_out(meeting, zone), untold.state)
    member = people.membership(session, untold.person_id, now.astimezone(zone).date())
    if member is None or leads.quiet(now, zone):
        return None
    said = reply_json.validate_json(session.get_one(Outgoing, untold.outgoing_id).reply).text
    return Call(matter, person, member.unit_id, said, untold.state)


def _read_out(meeting: Meeting, zone: ZoneInfo) -> str:
    what, when = wording.lower_first(meeting.title), wording.moment(meeting.at, zone)
    if meeting.state == "cancelled":
        return texts.astray.read_out_cancelled(what, when)
    return texts.astray.read_out(what, when, meeting.place)


def _ask(session: Session, calls: Sequence[Call], now: datetime, zone: ZoneInfo, to_keeper: str | None) -> None:
    """One message for each committee and text: to who leads it and can be reached, else to the keeper."""
    grouped: dict[tuple[int, str], list[Call]] = defaultdict(list)
    for call in calls:
        grouped[call.unit_id, call.text].append(call)
    for (unit_id, text), some in grouped.items():
        failover.call(session, [call.matter for call in some], now)
        found = _leader(session, unit_id, {call.person.id or 0 for call in some}, now, zone)
        key = f"called:{some[0].matter}"
        others = [
            call for call in some if found and call.person.id != found[0].id
        ]  # nobody is told twice, a leader neither
        if found is None or not others:
            keeper.tell(session, to_keeper, key, texts.astray.for_keeper(len(some)), now)
        else:
            leader, chat = found
            names = [(f"{call.person.title} {call.person.name}", call.state) for call in others]
            told = Reply(texts.astray.to_telephone(leader.title, names, text))
            outbox.queue(session, chat, key, told, now, priority=post.REMINDER)


def _leader(
    session: Session, unit_id: int, missed: set[int], now: datetime, zone: ZoneInfo
) -> tuple[Person, Chat] | None:
    """Who leads a unit, or the one above it, and can be reached now; rather not one who has missed the same."""
    members = people.members(session, unit_id, now.astimezone(zone).date())
    reached = invitees.chats(session, [person.id or 0 for person, _ in members], sure=True)
    leaders = [person for roles in LEADERS for person, role in members if role in roles and person.id in reached]
    first = next(iter(sorted(leaders, key=lambda person: person.id in missed)), None)
    if first is not None:
        return first, reached[first.id or 0]
    above = session.get_one(Unit, unit_id).parent_id
    return None if above is None else _leader(session, above, missed, now, zone)
