"""What one person is to be told of one meeting at an instant: rules without a database.

A person is told of each version of a meeting by the newest step that is due and not yet known to them; what they learn
at an instant, by a notice or by answering, covers every step that was due by then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db import meetings
from db.invitees import Invitee
from db.models import Attendance, Meeting
from db.notices import Told
from handlers.meetings import leads

SETTLED = ("vang", "biet")


class Due(NamedTuple):
    """A step and since when it is due."""

    step: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """One person and one meeting as the tables know them; `steps` from the longest before the meeting to the shortest,
    each with the instant at which it is due.

    `done` says that what the meeting is about is done for this person: the figures that are due are told.
    """

    meeting: Meeting
    person: Invitee
    steps: tuple[Due, ...]
    told: Sequence[Told] = ()
    answer: Attendance | None = None  # perhaps to an earlier version of the meeting
    snoozed: datetime | None = None
    done: bool = False

    @property
    def given(self) -> Attendance | None:
        """The answer to the meeting as it is now."""
        return self.answer if self.answer and self.answer.version == self.meeting.version else None

    @property
    def told_now(self) -> list[Told]:
        """What was told of the meeting as it is now."""
        return [t for t in self.told if t.version == self.meeting.version and t.step not in meetings.BESIDE]

    @property
    def told_before(self) -> bool:
        """Whether the person knows of the meeting as it was."""
        return any(t.version < self.meeting.version and t.step not in meetings.BESIDE for t in self.told) or (
            self.answer is not None and self.knows_since is None
        )

    @property
    def knows_since(self) -> datetime | None:
        """When the person last learned of the meeting as it is now; None when they did not."""
        known = [t.at for t in self.told_now]
        given, changed = self.given, self.meeting.changed_at
        if given is not None and (changed is None or given.at > changed):
            known.append(given.at)
        return max(known, default=None)


def instant(meeting: Meeting, before: timedelta, zone: ZoneInfo) -> datetime:
    """When a step of a meeting is due."""
    return meeting.at - before if meeting.wakes else leads.due(meeting.at, before, zone)


def summary_at(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """When the chair is told who comes: some hours before, of a meeting called later than that halfway to it."""
    usual = instant(meeting, leads.SUMMARY, zone)
    changed = meeting.changed_at
    if changed is None or changed + leads.TO_ANSWER <= usual:
        return usual
    return changed + (meeting.at - changed) / 2


def steps(meeting: Meeting, own: Sequence[str], zone: ZoneInfo) -> tuple[Due, ...]:
    """The steps of a meeting, each with the instant at which it is due."""
    return tuple(Due(each, instant(meeting, leads.lead(each), zone)) for each in own)


def step(case: Case, now: datetime) -> Due | None:
    """What the person is to be told at an instant of a meeting that has not begun; None when nothing is due."""
    changed = _announced(case)
    if case.meeting.state == "cancelled":
        return changed
    if case.done:
        return _thanks(case, now)
    if changed is not None:
        return changed
    return _again(case, now) or _reminder(case, now)


def _announced(case: Case) -> Due | None:
    """The news that the meeting is called, moved or cancelled, for those who do not know it."""
    meeting = case.meeting
    if case.knows_since is not None or meeting.changed_at is None or meeting.kind not in meetings.ATTENDED:
        return None
    if meeting.state == "cancelled":
        return Due("cancelled", meeting.changed_at) if case.told_before else None
    if meeting.version > 1 and case.told_before:
        return Due("moved", meeting.changed_at)
    return Due("new", meeting.changed_at) if meeting.kind == "dot_xuat" else None


def _thanks(case: Case, now: datetime) -> Due | None:
    """Thanks to whoever was reminded of what is now done, once."""
    thanked = any(t.step == meetings.THANKS for t in case.told)
    return Due(meetings.THANKS, now) if case.told_now and not thanked else None


def _again(case: Case, now: datetime) -> Due | None:
    if case.snoozed is None or case.snoozed > now or _is_settled(case):
        return None
    return Due(f"{meetings.AGAIN}{case.snoozed:%Y%m%dT%H%M}", case.snoozed)


def _is_settled(case: Case) -> bool:
    return case.given is not None and case.given.answer in SETTLED


def _reminder(case: Case, now: datetime) -> Due | None:
    knows = case.knows_since
    fallen = (d for d in reversed(case.steps) if d.since <= now and (knows is None or d.since > knows))
    return next((d for d in fallen if _concerns(case, d.step)), None)


def _concerns(case: Case, wanted: str) -> bool:
    """Every step concerns who has not answered; the last also who comes, or only said that they know of it."""
    given = case.given
    if given is None or given.answer == "chua_ro":
        return True
    if given.answer == "vang" or (given.answer == "biet" and case.meeting.kind == "ngay"):
        return False
    return wanted == case.steps[-1].step


def is_late(case: Case, due: Due, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a notice comes late: not where meeting or member are newer than the instant at which it was due."""
    meeting, since = case.meeting, _waking(case.meeting, due.since, zone)
    called_later = meeting.changed_at is not None and meeting.changed_at > due.since
    joined_later = case.person.since >= since.astimezone(zone).date()
    return now - since > leads.LATE_AFTER and not called_later and not joined_later


def _waking(meeting: Meeting, at: datetime, zone: ZoneInfo) -> datetime:
    """The first instant from one on at which people may be told of a meeting."""
    return at if leads.free(at, meeting.at, zone, wakes=meeting.wakes) else leads.morning(at, zone)
