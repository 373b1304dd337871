"""The committee's meeting: setting its rule, when it is next, who comes."""

from dataclasses import dataclass, replace
from datetime import time

from db import meetings, people
from db.models import Attendance, Meeting, MeetingSeries, Person
from handlers import schedule, texts, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin
from handlers.message import Reply, choices
from handlers.vi.reading import Reading

_ASKS_WHO = ("ai du", "ai vang", "ai den", "ai di", "ai chua tra loi", "bao nhieu nguoi du", "may nguoi du", "ai hop")
_REASONS = ("Bận việc nhà", "Không khỏe", "Đi xa")
DEFAULT_PLACE = "nhà văn hóa khu phố"


@dataclass(frozen=True, slots=True)
class Draft:
    """A meeting rule in the making."""

    rule: str | None = None
    rule_words: str = ""
    hour: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """That somebody does not come, and perhaps why."""

    meeting_id: int
    reason: str | None = None
    asked: bool = False


def answer(ctx: Context, reading: Reading) -> list[Reply]:
    """Answer whatever a message says about meetings."""
    said = words.bare(reading.text)
    if any(phrase in said for phrase in _ASKS_WHO):
        return [who_comes(ctx)]
    given = own_answer(ctx, reading.text)
    if given is not None:
        return given
    if reading.recurrence is not None:
        return _set_from(ctx, reading)
    if any(phrase in said for phrase in ("dat lich", "hen lich", "doi lich", "lap lich")):
        return _set_from(ctx, reading)
    return [next_one(ctx)]


def _set_from(ctx: Context, reading: Reading) -> list[Reply]:
    if not ctx.leads:
        return [Reply(texts.only_leaders_set())]
    rule = reading.recurrence
    draft = Draft(rule.rule if rule else None, rule.words if rule else "", _clock(reading.at), reading.place)
    return begin(ctx, SET_MEETING, draft)


def _clock(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


# --- the rule ---


def _ask_rule(_ctx: Context, draft: Draft) -> Reply | None:
    return None if draft.rule else Reply(texts.ask_rule(), choices("Ngày 5 hàng tháng", "Tối thứ sáu tuần đầu"))


def _hear_rule(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    rule = reading.recurrence
    if rule is None and asked:
        rule = schedule.rule_in(reading)
    return replace(draft, rule=rule.rule, rule_words=rule.words) if rule else None


def _ask_hour(_ctx: Context, draft: Draft) -> Reply | None:
    return None if draft.hour else Reply(texts.ask_hour(), choices("19h", "19h30", "8h sáng"))


def _hear_hour(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: ARG001, FBT001
    return replace(draft, hour=_clock(reading.at)) if reading.at else None


def _ask_place(_ctx: Context, draft: Draft) -> Reply | None:
    return None if draft.place else Reply(texts.ask_place(), choices(texts.upper_first(DEFAULT_PLACE)))


def _hear_place(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    place = reading.place or (reading.text if asked and not reading.question else None)
    return replace(draft, place=place.strip()) if place and place.strip() else None


def _recap(ctx: Context, draft: Draft) -> Reply:
    series = _series(ctx, draft)
    dates = [schedule.said(day) for day in schedule.days(series.rule, ctx.today, 3)]
    text = texts.meeting_recap(ctx.unit.name, draft.rule_words, _hour_words(series.hour), series.place, dates)
    return Reply(text, choices(words.SAVE, words.EDIT, words.DROP))


def _hour_words(hour: str) -> str:
    hours, minutes = hour.split(":")
    return f"{int(hours)} giờ" + (f" {minutes}" if minutes != "00" else "")


def _series(ctx: Context, draft: Draft) -> MeetingSeries:
    return MeetingSeries(
        unit_id=ctx.unit.id or 0,
        rule=draft.rule or "",
        hour=draft.hour or "19:00",
        place=draft.place or DEFAULT_PLACE,
        since=ctx.today,
    )


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    series = meetings.replace_series(ctx.session, _series(ctx, draft), ctx.now)
    schedule.plan(ctx.session, series, ctx.now, ctx.zone)
    first = meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now)
    when = wording.moment(first.at, ctx.zone) if first else "chưa rõ"
    return [Reply(texts.meeting_set(ctx.who, when))]


SET_MEETING: Conversation[Draft] = Conversation(
    name="lich-hop",
    draft=Draft,
    blanks=(Blank(_ask_rule, _hear_rule), Blank(_ask_hour, _hear_hour), Blank(_ask_place, _hear_place)),
    recap=_recap,
    finish=_finish,
)


# --- when, and who comes ---


def next_one(ctx: Context) -> Reply:
    """When the committee meets next, with buttons to answer."""
    meeting = meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None:
        return Reply(texts.no_meeting(ctx.who, leads=ctx.leads))
    mine = meetings.answers(ctx.session, meeting).get(ctx.person.id or 0)
    status = texts.you_said(mine.answer, mine.reason) if mine else texts.will_you_come(ctx.who)
    text = texts.next_meeting(wording.moment(meeting.at, ctx.zone), meeting.place, status)
    return Reply(text, choices(words.COMES, words.ABSENT), about=about(meeting))


def about(meeting: Meeting) -> str:
    """What the buttons under a reminder decide about."""
    return f"meeting:{meeting.id}:{meeting.version}"


def own_answer(ctx: Context, said: str, meeting: Meeting | None = None) -> list[Reply] | None:
    """Take "dự" or "vắng" (with a reason) as this person's answer to the next meeting; None for other words."""
    first, _, rest = words.bare(said).partition(" ")
    if words.is_coming(said):
        word = "du"
    elif first == "vang" or words.bare(said).startswith(("khong du", "khong di hop", "xin vang")):
        word = "vang"
    else:
        return None
    meeting = meeting or meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None or meeting.at <= ctx.now:
        return [Reply(texts.no_meeting(ctx.who, leads=ctx.leads))]
    if word == "du":
        meetings.answer(ctx.session, meeting, ctx.person, "du", ctx.now)
        return [Reply(texts.comes(ctx.who, wording.moment(meeting.at, ctx.zone)))]
    reason = said.split(maxsplit=1)[1].removeprefix("vì ").strip() if first == "vang" and rest else None
    meetings.answer(ctx.session, meeting, ctx.person, "vang", ctx.now, reason)
    if reason:
        return [Reply(texts.absent(ctx.who, reason))]
    return begin(ctx, ABSENCE, Absence(meeting.id or 0))


def who_comes(ctx: Context) -> Reply:
    """Who comes to the next meeting: by name for those who lead, as counts for the others."""
    meeting = meetings.upcoming(ctx.session, ctx.unit.id or 0, ctx.now)
    if meeting is None:
        return Reply(texts.no_meeting(ctx.who, leads=ctx.leads))
    given = meetings.answers(ctx.session, meeting)
    everybody = [person for person, _ in people.members(ctx.session, ctx.unit.id or 0, ctx.today)]
    coming = [_name(p) for p in everybody if p.id in given and given[p.id].answer == "du"]
    away = [_name(p, given[p.id].reason) for p in everybody if p.id in given and given[p.id].answer == "vang"]
    silent = [_name(p) for p in everybody if p.id not in given]
    when = wording.moment(meeting.at, ctx.zone)
    if ctx.leads:
        return Reply(texts.attendance(when, coming, away, silent))
    return Reply(texts.attendance_counts(when, len(coming), len(away), len(silent)))


def _name(person: Person, reason: str | None = None) -> str:
    return f"{person.title} {person.name}" + (f" ({reason})" if reason else "")


def reminder(
    person: Person, meeting: Meeting, given: Attendance | None, step: str, moment: str, late: str | None
) -> Reply:
    """The reminder that a person gets at a step; who has answered is not asked again, but may still change it."""
    text = texts.reminder(person.title, moment, meeting.place, step, late)
    question = texts.you_said(given.answer, given.reason) if given else texts.will_you_come(person.title)
    return Reply(f"{text}\n{question}", choices(words.COMES, words.ABSENT), about=about(meeting))


# --- the reason of an absence ---


def _ask_reason(ctx: Context, draft: Absence) -> Reply | None:
    if draft.reason is not None or draft.asked:
        return None
    return Reply(texts.ask_reason(ctx.who), choices(*_REASONS, words.SKIP))


def _hear_reason(_ctx: Context, draft: Absence, reading: Reading, asked: bool) -> Absence | None:  # noqa: FBT001
    if not asked or reading.facts or reading.question or reading.intent in {"log", "help", "report"}:
        return None
    if words.is_skip(reading.text):
        return replace(draft, asked=True)
    return replace(draft, reason=reading.text.strip()[:200])


def _note_reason(ctx: Context, draft: Absence) -> list[Reply]:
    meeting = ctx.session.get(Meeting, draft.meeting_id)
    if meeting is not None and draft.reason:
        meetings.answer(ctx.session, meeting, ctx.person, "vang", ctx.now, draft.reason)
    return [Reply(texts.absent(ctx.who, draft.reason))]


ABSENCE: Conversation[Absence] = Conversation(
    name="vang", draft=Absence, blanks=(Blank(_ask_reason, _hear_reason),), recap=None, finish=_note_reason
)
