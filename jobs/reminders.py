"""The notices and reminders of meetings: what is due is asked of the tables, so a missed run is made up for.

Each person is told once of each version of a meeting at each step. What was slept through is told late and says so;
when a later step is due as well, only that one is told. Nothing is told of a meeting that has begun, nor in the quiet
hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from db import failover, invitees, meetings, notices, post, standins
from db.invitees import Invitee
from db.models import Meeting
from db.notices import Notice
from db.post import Chat
from handlers import outbox, texts, wording
from handlers.meetings import leads, reminding, roll, schedule
from jobs import due
from jobs.due import Case, Due

BATCH = 100  # meetings in one transaction, so that whoever writes meanwhile waits for a moment only
ASK_AGAIN = timedelta(hours=1)  # whether somebody who could not be reached can be by now


class Run(NamedTuple):
    """How many notices were queued, and whether more may be due."""

    told: int
    more: bool


def run(session: Session, now: datetime, zone: ZoneInfo) -> Run:
    """Plan the meetings ahead, and queue what is due, of at most BATCH series and meetings."""
    horizon = now.astimezone(zone).date() + schedule.HORIZON - schedule.MARGIN
    to_plan = meetings.to_plan(session, horizon, BATCH)
    schedule.plan(session, to_plan, now, zone)
    some = notices.due(session, now, BATCH)
    batch = _Batch(session, some, now, zone)
    if some:
        batch.look()
        notices.withdraw(session, batch.overtaken, failover.OVERTAKEN)
    told = notices.tell(session, batch.found, now, post.REMINDER)
    notices.forget_snoozes(session, batch.woken)
    notices.look_at(session, batch.next)
    return Run(told, more=BATCH in {len(some), len(to_plan)})


def next_look(session: Session, zone: ZoneInfo) -> datetime | None:
    """The first instant at which `run` has something to do, perhaps only to plan or to look again; None for never."""
    planned = meetings.planned_to(session)
    moments = [notices.next_look(session)]
    if planned is not None:
        moments.append(
            schedule.instant(planned - schedule.HORIZON + schedule.MARGIN + timedelta(days=1), "00:00", zone)
        )
    return min((moment for moment in moments if moment is not None), default=None)


def next_due(session: Session, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The next instant after `now` at which a reminder falls due."""
    ahead = session.exec(select(Meeting).where(col(Meeting.look_at).is_not(None), Meeting.at > now)).all()
    own = notices.steps(session, ahead)
    moments = (due.instant(m, leads.lead(s), zone) for m in ahead if m.state == "planned" for s in own[m.id or 0])
    return min((moment for moment in moments if moment > now), default=None)


class Written(NamedTuple):
    """A step and the reply that tells it, as JSON; empty when nothing is due."""

    step: str = ""
    reply: str = ""


@dataclass
class _Batch:
    """Some meetings of which something is due, and what the tables know of them."""

    session: Session
    some: Sequence[Meeting]
    now: datetime
    zone: ZoneInfo
    found: list[Notice] = field(default_factory=list)
    overtaken: list[int] = field(default_factory=list)
    woken: list[tuple[int, int]] = field(default_factory=list)
    next: list[tuple[int, datetime | None]] = field(default_factory=list)

    def look(self) -> None:
        """Find what is due of each meeting, and when it is to be looked at next."""
        session, some = self.session, self.some
        self._people = invitees.concerned(session, some, self.now.astimezone(self.zone).date())
        self._told = notices.told(session, some)
        self._answers = notices.answers(session, some)
        self._snoozed = notices.snoozed(session, some)
        self._steps = notices.steps(session, some)
        self._instead = standins.of(session, some)
        self._release_failed()
        for meeting in some:
            self.next.append((meeting.id or 0, self._look_at(meeting)))

    def _release_failed(self) -> None:
        """Who could not be reached when told and can be now counts as not told."""
        reached = {(m, i.person_id) for m, people in self._people.items() for i in people if i.chat is not None}
        lost = [
            t.outgoing_id
            for key, told in self._told.items()
            if key in reached
            for t in told
            if t.state == "failed" and t.outgoing_id
        ]
        if lost:
            notices.release(self.session, lost)
            self._told = notices.told(self.session, self.some)

    def _look_at(self, meeting: Meeting) -> datetime | None:
        if meeting.at <= self.now:
            self._overtake(*(rows for (number, _), rows in self._told.items() if number == meeting.id))
            return None
        if not leads.free(self.now, meeting.at, self.zone, wakes=meeting.wakes):
            return leads.morning(self.now, self.zone)
        steps = due.steps(meeting, self._steps[meeting.id or 0], self.zone)
        unreached, asleep = self._tell(meeting, steps)
        self._sum_up(meeting)
        moments = [each.since for each in steps]
        moments += [due.summary_at(meeting, self.zone), *asleep]
        begun = any(m <= self.now for m in moments) or meeting.state == "cancelled" or meeting.kind == "dot_xuat"
        moments += [leads.morning(self.now, self.zone)] if begun else []
        moments += [self.now + ASK_AGAIN] if unreached else []
        moments.append(meeting.at)  # what waits to be sent by then is not sent any more
        return min(m for m in moments if m > self.now)

    def _overtake(self, *told: Sequence[notices.Told]) -> None:
        self.overtaken += [t.outgoing_id for rows in told for t in rows if t.state == "waiting" and t.outgoing_id]

    def _tell(self, meeting: Meeting, steps: tuple[Due, ...]) -> tuple[bool, list[datetime]]:
        """Note what each person is to be told; whether somebody cannot be reached, and the second reminders wanted.

        Of most meetings nobody has heard: whoever is new to one in the same words is looked at once for all.
        """
        number, version, done = meeting.id or 0, meeting.version, self._done(meeting)
        alike, unreached, asleep = dict[object, Written](), False, list[datetime]()
        for person in self._people[number]:
            mine = (number, person.person_id)
            told, snoozed = self._told.get(mine, ()), self._snoozed.get(mine)
            new = not told and mine not in self._answers and not snoozed
            key = (person.title, person.unit_id, person.since, person.several) if new else person.person_id
            if key not in alike:
                is_done = person.unit_id in done
                alike[key] = self._write(Case(meeting, person, steps, told, self._answers.get(mine), snoozed, is_done))
            step, reply = alike[key]
            asleep += [snoozed] if snoozed else []
            if step and person.chat is None:
                unreached = True
                continue
            if snoozed and snoozed <= self.now:
                self.woken.append(mine)
            if step and person.chat:
                self._overtake(told)
                self.found.append(Notice(number, version, person.person_id, person.chat, step, reply))
        return unreached, asleep

    def _done(self, meeting: Meeting) -> set[int]:
        if meeting.kind != "so_lieu":
            return set()
        start, end = reminding.month_due(meeting.at.astimezone(self.zone).date())
        return notices.reported(self.session, {i.unit_id for i in self._people[meeting.id or 0]}, start, end)

    def _write(self, case: Case) -> Written:
        """What somebody is to be told, in JSON."""
        fallen = due.step(case, self.now)
        if fallen is None:
            return Written()
        late = reminding.excuse(fallen.since, self.now) if due.is_late(case, fallen, self.now, self.zone) else ""
        said = reminding.Case(
            case.person, case.meeting, fallen.step, case.steps[-1].step, case.answer, bool(case.told), self.zone, late
        )
        return Written(fallen.step, outbox.unarmed(reminding.notice(said)))

    def _sum_up(self, meeting: Meeting) -> None:
        """Tell the chair (without one, the secretary) who comes, and whom to telephone."""
        if meeting.kind not in meetings.ATTENDED or meeting.state == "cancelled":
            return
        if due.summary_at(meeting, self.zone) > self.now:
            return
        people = self._people[meeting.id or 0]
        chairs = [i for i in people if i.role == "chair" and i.unit_id == meeting.unit_id]
        reached = [i for i in chairs if i.chat] or [i for i in people if i.chat and i.role in {"secretary", "ward"}]
        for person in reached:
            told = self._told.get((meeting.id or 0, person.person_id), ())
            if person.chat and not any((t.version, t.step) == (meeting.version, meetings.SUMMARY) for t in told):
                self._write_summary(meeting, person, person.chat)

    def _write_summary(self, meeting: Meeting, person: Invitee, chat: Chat) -> None:
        number = meeting.id or 0
        people = self._people[number]
        rows = roll.rows(meeting, people, self._answers, self._told, self._instead)
        head = texts.coming.summary_head(reminding.named(meeting, person), wording.moment(meeting.at, self.zone))
        reminded = any((n.meeting_id, n.person_id) == (number, person.person_id) for n in self.found)
        reply = outbox.unarmed(roll.shown(head, rows, meeting, person, asked_before=reminded))
        self.found.append(Notice(number, meeting.version, person.person_id, chat, meetings.SUMMARY, reply))
