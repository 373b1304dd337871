"""The notices of a meeting: invitation, reminders, moved, cancelled, figures due, a date that comes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from db import meetings
from db.invitees import Invitee
from db.models import Attendance, Meeting
from handlers import texts, wording, words
from handlers.meetings import schedule
from handlers.message import Choice, Reply, choices

_DUE_NEXT_MONTH = 10  # figures due up to this day of a month are those of the month before


def about(meeting: Meeting) -> str:
    """What the buttons under a notice decide about."""
    return f"meeting:{meeting.id}:{meeting.version}"


def meeting_in(about: str) -> int | None:
    """The meeting that buttons decide about, by its id."""
    kind, _, rest = about.partition(":")
    return int(rest.partition(":")[0]) if kind == "meeting" else None


def excuse(since: datetime, now: datetime) -> str:
    """What a late notice says first; two of the same lateness read the same."""
    return texts.meetings.late(texts.general.lag(int((now - since).total_seconds() // 60)))


def named(meeting: Meeting, person: Invitee) -> str:
    """A meeting within a sentence to somebody; whose it is, for whoever is of several committees."""
    what = wording.lower_first(meeting.title)
    return texts.meetings.of_unit(what, person.unit) if person.several else what


@dataclass(frozen=True, slots=True)
class Case:
    """What one notice is about: to whom, of which meeting, at which step.

    `last` is the step nearest to the meeting; `knew` says that the person was told of the meeting before; `given` is
    their answer, perhaps to the time before; `late` what a late notice says first.
    """

    person: Invitee
    meeting: Meeting
    step: str
    last: str
    given: Attendance | None
    knew: bool
    zone: ZoneInfo
    late: str = ""

    @property
    def who(self) -> str:
        """How they are addressed."""
        return self.person.title

    @property
    def what(self) -> str:
        """The meeting within a sentence."""
        return named(self.meeting, self.person)

    @property
    def when(self) -> str:
        """When the meeting begins."""
        return wording.moment(self.meeting.at, self.zone)

    @property
    def current(self) -> Attendance | None:
        """The answer to the meeting as it is now."""
        return self.given if self.given is not None and self.given.version == self.meeting.version else None


def notice(case: Case) -> Reply:
    """What a person is told at a step."""
    reply = _NOTICES.get(case.meeting.kind, _meeting)(case)
    text = f"{case.late}\n{reply.text}" if case.late else reply.text
    return replace(reply, text=text, about=about(case.meeting))


def _meeting(case: Case) -> Reply:
    if case.step == "cancelled":
        return Reply(texts.meetings.cancelled(case.who, case.what, case.when), choices(words.KNOWN))
    where = texts.meetings.body(case.when, case.meeting.place)
    return Reply(f"{_head(case)}:\n{where}\n{_question(case)}", _offered(case))


def _head(case: Case) -> str:
    who, what, old = case.who, case.what, case.meeting.moved_from
    if case.step == "new":
        return texts.meetings.called(who, what)
    if case.step == "moved":
        return (
            texts.meetings.elsewhere(who, what)
            if old is None
            else texts.meetings.moved(who, what, wording.moment(old, case.zone))
        )
    if case.step == case.last:
        return texts.meetings.soon(who, what)
    return texts.meetings.once_more(who, what) if case.knew else texts.meetings.invitation(who, what)


def _asks_again(case: Case) -> bool:
    """Whether who does not come at the old time is asked about the new one; until they answer they do not come."""
    return case.step == "moved" and case.meeting.moved_from is not None and _is_away(case.current)


def _is_away(given: Attendance | None) -> bool:
    return given is not None and given.answer == "vang"


def _question(case: Case) -> str:
    if _asks_again(case):
        return texts.meetings.can_you_come_now(case.who, case.current.reason if case.current else None)
    if case.current is not None and case.current.answer != "chua_ro":
        return texts.meetings.you_said(case.who, case.current.answer, case.current.reason)
    said_before = case.given is not None and case.current is None and case.given.answer == "du"
    return texts.meetings.will_you_come(case.who, again=said_before)


def _offered(case: Case) -> tuple[Choice, ...]:
    given = case.current
    if _asks_again(case):
        return choices(words.COMES, words.ABSENT)
    if given is None or given.answer == "chua_ro":
        return choices(words.COMES, words.ABSENT, words.UNSURE, words.LATER)
    return choices(words.ABSENT if given.answer == "du" else words.COMES, words.KNOWN)


def _figures(case: Case) -> Reply:
    month = wording.span(*month_due(case.meeting.at.astimezone(case.zone).date()))
    if case.step == meetings.THANKS:
        return Reply(texts.meetings.figures_thanks(case.who, case.person.unit, month))
    head = texts.meetings.figures_due(case.who, case.person.unit, month)
    return Reply(f"{head}: {case.when}.\n{texts.meetings.figures_how()}", choices(words.KNOWN, words.LATER))


def _date(case: Case) -> Reply:
    head = texts.meetings.date_comes(case.who, case.meeting.title)
    day = schedule.said(case.meeting.at.astimezone(case.zone).date())
    return Reply(f"{head}:\n{day}.", choices(words.KNOWN, words.LATER))


_NOTICES = {"so_lieu": _figures, "ngay": _date}


def month_due(day: date) -> tuple[date, date]:
    """The month of which figures are due on a day, from its first day to its last.

    >>> [str(day) for on in (date(2026, 11, 25), date(2027, 1, 2)) for day in month_due(on)]
    ['2026-11-01', '2026-11-30', '2026-12-01', '2026-12-31']
    """
    if day.day <= _DUE_NEXT_MONTH:
        day = day.replace(day=1) - timedelta(days=1)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
