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

from db import invitees, meetings, notices, post, standins
from db.invitees import Invitee
from db.models import Meeting
from db.notices import Notice
from handlers import leads, outbox, reminding, roll, schedule, texts_meeting, wording
from handlers.message import Reply
from jobs import due
from jobs.due import Case, Due

BATCH = 250  # meetings in one transaction, so that whoever writes meanwhile waits for half a second at most
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
        notices.withdraw(session, batch.overtaken, "something newer is told, or the meeting has begun")
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
    _written: dict[object, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

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
        cases = self._cases(meeting, steps)
        unreached = [self._tell(case) for case in cases]
        self._sum_up(meeting)
        moments = [each.since for each in steps]
        moments += [due.summary_at(meeting, self.zone), *(c.snoozed for c in cases if c.snoozed)]
        begun = any(m <= self.now for m in moments) or meeting.state == "cancelled" or meeting.kind == "dot_xuat"
        moments += [leads.morning(self.now, self.zone)] if begun else []
        moments += [self.now + ASK_AGAIN] if any(unreached) else []
        moments.append(meeting.at)  # what waits to be sent by then is not sent any more
        return min(m for m in moments if m > self.now)

    def _overtake(self, *told: Sequence[notices.Told]) -> None:
        self.overtaken += [t.outgoing_id for rows in told for t in rows if t.state == "waiting" and t.outgoing_id]

    def _cases(self, meeting: Meeting, steps: tuple[Due, ...]) -> list[Case]:
        number = meeting.id or 0
        done = self._done(meeting)
        return [
            Case(
                meeting, person, steps, self._told.get((number, person.person_id), ()),
                self._answers.get((number, person.person_id)), self._snoozed.get((number, person.person_id)),
                done=person.unit_id in done,
            )
            for person in self._people[number]
        ]  # fmt: skip

    def _done(self, meeting: Meeting) -> set[int]:
        if meeting.kind != "so_lieu":
            return set()
        start, end = reminding.month_due(meeting.at.astimezone(self.zone).date())
        return notices.reported(self.session, {i.unit_id for i in self._people[meeting.id or 0]}, start, end)

    def _tell(self, case: Case) -> bool:
        """Note what a person is to be told; True when something is due and they cannot be reached."""
        fallen = due.step(case, self.now)
        if fallen is not None and case.person.chat is None:
            return True
        if case.snoozed is not None and case.snoozed <= self.now:
            self.woken.append((case.meeting.id or 0, case.person.person_id))
        if fallen is None:
            return False
        self._overtake(case.told)
        late = reminding.excuse(fallen.since, self.now) if due.is_late(case, fallen, self.now, self.zone) else ""
        self._note(case.meeting, case.person, fallen, self._notice(case, fallen, late))
        return False

    def _notice(self, case: Case, fallen: Due, late: str) -> reminding.Case:
        return reminding.Case(
            case.person.title, case.person.unit, case.meeting, fallen.step, case.steps[-1].step,
            case.answer, bool(case.told), self.zone, late,
        )  # fmt: skip

    def _note(self, meeting: Meeting, person: Invitee, fallen: Due, case: reminding.Case) -> None:
        """The notice; people who are told the same in the same words share its text."""
        given = case.given and (case.given.version, case.given.answer, case.given.reason)
        key = (meeting.id, person.title, person.unit_id, fallen.step, given, case.knew, case.late)
        if key not in self._written:
            self._written[key] = outbox.template(reminding.notice(case))
        reply, words = self._written[key]
        self.found.append(Notice(meeting, person, fallen.step, reply, words, reminding.about(meeting)))

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
            if not any((t.version, t.step) == (meeting.version, meetings.SUMMARY) for t in told):
                self._write_summary(meeting, person)

    def _write_summary(self, meeting: Meeting, person: Invitee) -> None:
        people = self._people[meeting.id or 0]
        rows = roll.rows(meeting, people, self._answers, self._told, self._instead)
        head = texts_meeting.summary_head(wording.lower_first(meeting.title), wording.moment(meeting.at, self.zone))
        reply, words = outbox.template(Reply(roll.text(head, rows), about=roll.about(meeting)))
        self.found.append(Notice(meeting, person, meetings.SUMMARY, reply, words, ""))
