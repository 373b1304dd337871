"""What a quick report is made of: a tuple of parts (`_PARTS`); a new kind of work is one more function in it."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time

from db import diary, meetings
from db.catalogue import indicators
from db.diary import Written
from db.models import Attendance, Meeting, Person
from db.room import tasks as book
from handlers import texts, visibility, waiting, wording, words
from handlers.context import Context
from handlers.day.period import Days, Kind
from handlers.people import whose
from handlers.records import lines
from handlers.room import papers, people_there, tasks
from handlers.vi import committees

Part = tuple[str, Sequence[str]]  # a head and its lines; no lines: nothing to tell
_MOST, _ALL = 8, 60  # records in one report, and where all are asked for


def told(ctx: Context, kind: Kind, days: Days) -> list[Part]:
    """What there is to tell."""
    return [part for make in _PARTS[kind] if (part := make(ctx, days))[1]]


def _open_drafts(ctx: Context, _days: Days) -> Part:
    titles = waiting.titles(ctx)
    undecided = whose.undecided(ctx) if ctx.assumed else None
    return texts.days.drafts(), [*titles, undecided[1]] if undecided else titles


def _meetings(ctx: Context, days: Days) -> Part:
    found = []
    for each in diary.to_come(ctx.session, ctx.unit, max(days.since, ctx.now), days.until):
        given = meetings.answers(ctx.session, each).get(ctx.person.id or 0)
        mine = "" if looks_on(ctx) else _mine(ctx, given)
        found.append(texts.days.meeting(wording.moment(each.at, ctx.zone), each.place, mine))
    return texts.days.meetings(), found


def _held(ctx: Context, days: Days) -> Part:
    """The meetings that were held, where it is not asked what was written down."""
    found = [] if days.basis == "written" else diary.held(ctx.session, ctx.unit, days.since, days.until)
    return texts.days.held(), [
        f"{each.title}, {wording.moment(sitting.opened_at, ctx.zone)}" for each, sitting in found
    ]


def _gone_by(ctx: Context, days: Days) -> Part:
    """The meetings of today whose hour is past and that nobody opened."""
    found: list[Meeting] = []
    if days.basis != "written" and days.first <= ctx.today <= days.last:
        midnight = datetime.combine(ctx.today, time(), ctx.zone)
        found = diary.unopened(ctx.session, ctx.unit, max(days.since, midnight), ctx.now)
    return texts.days.gone_by(), [f"{each.title}, {wording.moment(each.at, ctx.zone)}" for each in found]


def _mine(ctx: Context, given: Attendance | None) -> str:
    """One's own answer to a meeting."""
    if given is None:
        return texts.days.not_answered(ctx.who)
    return texts.meetings.you_said(ctx.who, given.answer, given.reason)


def _given(ctx: Context, _days: Days) -> Part:
    """What one was given to do at meetings."""
    return texts.days.given(), [tasks.task_line(ctx, each) for each in tasks.own(ctx)]


def _to_approve(ctx: Context, _days: Days) -> Part:
    """The minutes that wait for one's word."""
    waits = None if looks_on(ctx) else papers.still_to_approve(ctx)
    return texts.days.to_approve(), [waits] if waits else []


def _due(ctx: Context, days: Days) -> Part:
    """What is to be done until one of the days, by whomever."""
    if ctx.unit.kind == committees.WARD or looks_on(ctx) or days.last < ctx.today or asks_what_was_done(ctx, days):
        return texts.days.due(), []
    found = book.unfinished(ctx.session, ctx.unit.id or 0)
    first = max(days.first, ctx.today)
    return texts.days.due(), [
        tasks.task_line(ctx, each) for each in found if each.due and first <= each.due <= days.last
    ]


def unanswered(ctx: Context, days: Days) -> Meeting | None:
    """The first meeting of a report that this person has not answered."""
    ahead = [] if looks_on(ctx) else diary.to_come(ctx.session, ctx.unit, max(days.since, ctx.now), days.until)
    return next((m for m in ahead if (ctx.person.id or 0) not in meetings.answers(ctx.session, m)), None)


def looks_on(ctx: Context) -> bool:
    """Whether a ward's officer asks about a khu phố, to whose meetings they do not go."""
    return ctx.role == "ward" and ctx.unit.kind != committees.WARD


def _written(ctx: Context, days: Days) -> Part:
    """What was written down: for the ward how much by whom, else the records themselves."""
    head, found = found_in(ctx, days)
    if ctx.unit.kind == committees.WARD:
        return head, [_of_a_unit(ctx, name, of_it, days) for name, of_it in by_unit(found)]
    return head, _listed(ctx, found, days, named=True)


def found_in(ctx: Context, days: Days, by: Person | None = None) -> tuple[str, list[Written]]:
    """The records of some days with their head: those that were asked for, else the others of these days."""
    written = diary.written(ctx.session, ctx.unit, days.since, days.until, by)
    done = diary.done(ctx.session, ctx.unit, days.first, days.last, by)
    if days.basis == "either":
        known = {each.record.id for each in written}
        found = [*written, *(each for each in done if each.record.id not in known)]
        return texts.days.written(len(found)), found
    wanted, others = (done, written) if days.basis == "done" else (written, done)
    wanted = _deeds(ctx, days, wanted)
    if wanted or not others:
        return texts.days.written(len(wanted), _how(ctx, days)), wanted
    head = texts.days.not_done_then if days.basis == "done" else texts.days.not_written_then
    return head(_then(ctx, days), len(others)), others


def _deeds(ctx: Context, days: Days, found: list[Written]) -> list[Written]:
    """Those of some records that tell a deed, where it is asked what was done; all of them where none does."""
    if ctx.unit.kind == committees.WARD or not asks_what_was_done(ctx, days):
        return found
    return [each for each in found if not _tells_levels(each)] or found


def _tells_levels(written: Written) -> bool:
    """Whether all that a record tells is how it stands: "còn 4 hộ nghèo"."""
    return all(indicators()[entry.indicator].kind == "stock" for entry in written.lines)


def _levels(ctx: Context, days: Days, by: Person | None = None) -> Part:
    """How it stands, beside what was done."""
    if ctx.unit.kind == committees.WARD or not asks_what_was_done(ctx, days):
        return "", []
    done = diary.done(ctx.session, ctx.unit, days.first, days.last, by)
    levels = [each for each in done if _tells_levels(each)]
    if len(levels) == len(done):  # told as what there is
        return "", []
    return texts.days.levels(), _listed(ctx, levels, days, named=by is None)


def _own_levels(ctx: Context, days: Days) -> Part:
    """How it stands, as one told oneself, beside what one did."""
    return _levels(ctx, days, days.by or ctx.person)


def _how(ctx: Context, days: Days) -> str:
    if days.basis != "done":
        return "Đã ghi"
    return "Đã làm" if asks_what_was_done(ctx, days) else "Có"


def asks_what_was_done(ctx: Context, days: Days) -> bool:
    """Whether it is asked what one did, and not what there is, which levels are too."""
    return days.basis == "done" and not words.says(words.bare(ctx.message.text), "co gi", "co viec gi", "bao cao")


def _then(ctx: Context, days: Days) -> str:
    """How some days are named for the second time."""
    if days.first != days.last:
        return texts.days.THOSE_DAYS
    return texts.days.TODAY if days.first == ctx.today else texts.days.THAT_DAY


def by_unit(found: Sequence[Written]) -> list[tuple[str, list[Written]]]:
    """Records by the khu phố that they are of."""
    names = sorted({each.unit.name for each in found})
    return [(name, [each for each in found if each.unit.name == name]) for name in names]


def _of_a_unit(ctx: Context, name: str, found: Sequence[Written], days: Days) -> str:
    """How much a khu phố did, and the newest of it in a few words; with the day, where it is another."""
    briefly = [(each, told) for each in found[-_FEW:] if (told := _briefly(ctx, each))]
    told = [_on_its_day(ctx, each, days, ", ".join(_first(told))) for each, told in briefly]
    return texts.days.unit_did(name, len(found), told, more=len(found) > len(told))


def _first(told: list[str]) -> list[str]:
    return told if len(told) <= _FEW else [*told[: _FEW - 1], "…"]


def _on_its_day(ctx: Context, written: Written, days: Days, told: str) -> str:
    within = days.first <= written.days[0] and written.days[1] <= days.last
    return told if within else texts.days.on_its_day(told, wording.short_days(*written.days, ctx.today))


_FEW = 3


def _written_by_me(ctx: Context, days: Days) -> Part:
    found = diary.written(ctx.session, ctx.unit, days.since, days.until, ctx.person)
    return texts.days.written_by_me(len(found)), _listed(ctx, found, days, named=False)


def _own(ctx: Context, days: Days) -> Part:
    """What one wrote down oneself in some days, or somebody else did."""
    head, found = found_in(ctx, days, days.by or ctx.person)
    return head, _listed(ctx, found, days, named=False)


def _by_everybody(ctx: Context, days: Days) -> Part:
    """Who wrote down how much, most first; for the ward which khu phố did."""
    found = diary.written(ctx.session, ctx.unit, days.since, days.until)
    of_units = ctx.unit.kind == committees.WARD
    counts = Counter(each.unit.name if of_units else people_there.called(each.person) for each in found)
    return texts.days.written(len(found)), [texts.days.unit_wrote(*pair) for pair in counts.most_common(_MOST)]


def _listed(ctx: Context, found: Sequence[Written], days: Days, *, named: bool) -> list[str]:
    most = _ALL if days.whole else _MOST
    newest = (
        found[-most:] if len(found) > most + 1 else found
    )  # a line that says "one more" is no shorter than that one
    left_out = [texts.days.more(len(found) - len(newest))] if len(found) > len(newest) else []
    return [*(_line(ctx, each, days, named=named) for each in newest), *left_out]


def _line(ctx: Context, written: Written, days: Days, *, named: bool) -> str:
    names = named and (days.whom or written.person.id != ctx.person.id)
    by = people_there.called(written.person) if names else None
    as_asked = written.days == (days.first, days.last)
    day = None if as_asked else wording.short_days(*written.days, ctx.today)
    return texts.days.record(written.record.number, day, _briefly(ctx, written), by)


def _briefly(ctx: Context, written: Written) -> list[str]:
    """What a record tells in a few words; what something is worth stands beside it without its name."""
    seen = [entry for entry in written.lines if visibility.of_entry(ctx, entry)]
    worths = {lines.WORTH.get(entry.indicator) for entry in seen}
    said = written.record.text
    named = {e.line: wording.named_entry(e, wording.thing(e, said)) for e in seen if e.indicator not in worths}
    return [named.get(e.line) or wording.short_entry(e) for e in seen]


_PARTS: dict[Kind, tuple[Callable[[Context, Days], Part], ...]] = {
    "days": (_held, _gone_by, _meetings, _due, _written, _levels),
    "ahead": (_meetings, _due),
    "today": (_held, _gone_by, _meetings, _due, _written, _levels),
    "week": (_held, _gone_by, _meetings, _due, _written, _levels),
    "own": (_own, _own_levels),
    "most": (_by_everybody,),
    "mine": (_open_drafts, _given, _to_approve, _meetings, _written_by_me),
}
