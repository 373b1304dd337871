"""Decisions about the book that want a yes first: closing a month, restoring a record, the dates of a term."""

from dataclasses import dataclass
from datetime import date

from db import closing, drafts, quick, records, units
from db.models import Person, Record, Unit
from handlers import texts, wording, words
from handlers.context import Context
from handlers.conversation import Conversation, begin, versions
from handlers.figures import tables
from handlers.figures.asked import Days
from handlers.meetings import dues
from handlers.message import Reply, choices
from handlers.records import correct, for_writer, showing, undoing
from handlers.units import may_see


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision in the making: one of "close", "restore", "term"."""

    kind: str
    unit_id: int
    start: date
    end: date
    number: str = ""
    why: str = ""


# --- asking for it ---


def close(ctx: Context, month: Days) -> list[Reply]:
    """Begin to close a month of one's own unit."""
    if not ctx.leads:
        return [Reply(texts.book.only_leaders_close(ctx.who))]
    if month[0] > ctx.today:
        return [Reply(texts.book.not_come(wording.span(*month)))]
    already = closing.closed(ctx.session, ctx.unit, month[0])
    if already is not None:
        by, on = _by(ctx, already.person_id), wording.day(already.at.astimezone(ctx.zone).date())
        return [Reply(texts.book.already_closed(wording.span(*month), by, on))]
    return _asked(ctx, Draft("close", ctx.unit.id or 0, *month))


def taken_out_last(ctx: Context) -> str | None:
    """The number of the record that this person has just taken out, if that was the last thing written."""
    last = next(iter(records.last_by(ctx.session, ctx.person, ctx.unit)), None)
    return quick.get_one(ctx.session, Record, last.record_id).number if last is not None and last.voided else None


def restore(ctx: Context, number: str, why: str) -> list[Reply]:
    """Begin to bring back a record that was taken out, or what one was before its last correction."""
    record = records.by_number(ctx.session, number)
    unit = ctx.session.get(Unit, record.unit_id) if record else None
    if record is None or unit is None or not may_see(ctx, unit):
        return showing.show(ctx, number)
    if not correct.may_change(ctx, record):
        return [Reply(correct.not_yours(ctx, record))]
    if not records.is_void(ctx.session, record):
        return undoing.back_to(ctx, record) or [Reply(texts.book.not_void(number, showing.example(ctx, record)))]
    return _asked(ctx, Draft("restore", unit.id or 0, record.day_from, record.day_to, record.number, why))


def set_term(ctx: Context, term: Days) -> list[Reply]:
    """Begin to note the dates of the committee's term."""
    if not ctx.leads:
        return [Reply(texts.book.only_leaders_close(ctx.who))]
    return _asked(ctx, Draft("term", ctx.unit.id or 0, *term))


def _asked(ctx: Context, draft: Draft) -> list[Reply]:
    """Ask for a yes; in place of the same question put before, so that one answer settles it."""
    for pending in drafts.of_chat(ctx.session, ctx.chat):
        if pending.conversation == DECIDE.name and DECIDE.load(pending.known) == draft:
            quick.delete(ctx.session, pending)
    return begin(ctx, DECIDE, draft)


def term_told(ctx: Context) -> Reply:
    """The dates of the committee's term."""
    term = units.term(ctx.session, ctx.unit, ctx.today)
    if term is None:
        return Reply(texts.figures.no_term(ctx.who, ctx.unit.name, leads=ctx.leads))
    return Reply(texts.book.term_is(ctx.unit.name, wording.span(term.day_from, term.day_to)))


# --- showing and doing it ---


def _recap(ctx: Context, draft: Draft) -> Reply:
    unit = ctx.session.get_one(Unit, draft.unit_id)
    if draft.kind == "close":
        known = tables.known_figures(ctx, unit, draft.start, draft.end)
        span, running = wording.span(draft.start, draft.end), draft.end >= ctx.today
        text = texts.book.close_recap(unit.name, span, running=running, empty=not known)
        table = tables.daily(ctx, unit, known, draft.start)
        return Reply(text, choices(words.CLOSE, words.NOT_NOW), table=table)
    if draft.kind == "restore":
        text = texts.book.restore_recap(draft.number, _lines_of(ctx, draft.number))
        return Reply(text, choices(words.RESTORE, words.NOT_NOW))
    return Reply(texts.book.term_recap(unit.name, draft.start, draft.end), choices(words.SAVE, words.DROP))


def _lines_of(ctx: Context, number: str) -> list[str]:
    record = records.by_number(ctx.session, number)
    versions = records.history(ctx.session, record) if record else []
    return [wording.entry(entry) for entry in versions if entry.current]


def _title(draft: Draft) -> str:
    return texts.book.decision(draft.kind, wording.span(draft.start, draft.end), draft.number)


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    unit = ctx.session.get_one(Unit, draft.unit_id)
    if draft.kind == "close":
        closing.close(ctx.session, unit, draft.start, ctx.person, ctx.now)
        return [Reply(texts.book.closed_now(unit.name, wording.span(draft.start, draft.end))), *dues.thanks(ctx)]
    if draft.kind == "restore":
        record: Record | None = records.by_number(ctx.session, draft.number)
        if record is None:
            return [Reply(texts.general.record_unknown(draft.number))]
        if not records.restore(ctx.session, record, ctx.person, ctx.now, draft.why):
            return [Reply(texts.book.not_void(draft.number, showing.example(ctx, record)))]
        for_writer.restored(ctx, record)
        return [Reply(texts.book.restored(draft.number))]
    units.set_term(ctx.session, unit, draft.start, draft.end)
    return [Reply(texts.book.term_set(unit.name))]


def _others_wait(ctx: Context) -> bool:
    """Whether something else is open, which "lưu" would rather mean than to close a month."""
    return len(versions(ctx.session, ctx.chat)) > 1


def is_for_another(ctx: Context, said: str) -> bool:
    """Whether "lưu" is meant for what waits below, which alone offers to be saved."""
    return words.same(said, words.SAVE) and _others_wait(ctx)


_RESTORES = ("khoi phuc lai", "khoi phuc di", "phuc hoi", "phuc hoi lai")
DECIDE: Conversation[Draft] = Conversation(
    name="quyet",
    draft=Draft,
    title=_title,
    blanks=(),
    recap=_recap,
    finish=_finish,
    agrees=lambda _ctx, draft, said: not (draft.kind == "close" and words.names_saving(said)),  # nothing is saved there
    dropped=lambda ctx, _: texts.general.kept(ctx.who),
    puzzled=lambda ctx, draft: texts.book.not_closed_yet(ctx.who) if draft.kind == "close" else None,
    deeds=lambda draft: _RESTORES if draft.kind == "restore" else (),
)


# --- what is closed, and what came after ---


def state(ctx: Context, unit: Unit, start: date, end: date) -> Reply:
    """Whether the months of a period are closed."""
    found = closing.state(ctx.session, unit, start, end)
    closed = [
        texts.book.closed_month(c.month, _by(ctx, c.person_id), wording.day(c.at.astimezone(ctx.zone).date()))
        for c in found.closed
    ]
    return Reply(texts.book.closed_state(closed, texts.book.months(found.open), found.late))


def late(ctx: Context, unit: Unit, month: Days) -> Reply:
    """What was told or changed after a month was closed."""
    lines = []
    for each in closing.late(ctx.session, unit, month[0]):
        entry = each.source.entry
        on = wording.day(entry.at.astimezone(ctx.zone).date())
        before = wording.entry_value(each.before) if each.before else None
        kind = "restored" if each.before and each.before.voided else each.kind
        lines.append(
            texts.book.late_line(
                wording.entry(entry), kind, before, _by(ctx, entry.person_id), on, each.source.record.number
            )
        )
    return Reply(texts.book.late(wording.span(*month), unit.name, lines))


def _by(ctx: Context, person_id: int) -> str:
    person = ctx.session.get(Person, person_id)
    return f"{person.title} {person.name}" if person else "?"
