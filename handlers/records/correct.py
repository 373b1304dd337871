"""Correcting what was saved: a new version of a line, or taking a record out; the old stays for whoever asks."""

import json
from collections.abc import Callable
from dataclasses import replace

from db import drafts as stored
from db import post, quick, records
from db.catalogue import indicators
from db.models import Entry, Pending, Record, Unit
from handlers import texts, vi, visibility, wording, words
from handlers.context import Context
from handlers.conversation import Blank, Conversation, begin
from handlers.message import Reply, choices
from handlers.records import (
    changes,
    checking,
    correction_words,
    for_writer,
    lines,
    meant,
    moving,
    redating,
    showing,
    which_line,
)
from handlers.records.changes import Draft
from handlers.vi import answers
from handlers.vi.reading import Reading

_OF_BACK = ("Số trước mới đúng", "Sửa nhầm")  # why a correction is taken back


def not_yours(ctx: Context, record: Record) -> str:
    """That a record is for its writer to change, or for those who lead."""
    return texts.corrections.not_yours(ctx.who, record.number, showing.name_of(ctx, record.person_id))


def of_record(ctx: Context, record: Record, reading: Reading) -> list[Reply]:
    """Begin to correct one record as a sentence says."""
    if not may_change(ctx, record):
        return [Reply(not_yours(ctx, record))]
    if records.is_void(ctx.session, record):
        return [Reply(texts.corrections.is_out(record.number))]
    draft = which_line.of_two_alike(ctx, record, reading) or _draft(ctx, record, reading)
    same_day = (
        draft is None and redating.is_day_alone(reading) and records.days(ctx.session, record) == (reading.day,) * 2
    )
    if same_day or (draft is not None and draft.lines and changes.stands(ctx, record, draft.lines)):
        told = [wording.span(*records.days(ctx.session, record))] if same_day else showing.standing(ctx, record)
        return [Reply(texts.corrections.stands_so(ctx.who, record.number, told))]
    if draft is not None:
        return begin(ctx, CORRECT, draft)
    why_not = moving.wanted(ctx, record, reading)
    if isinstance(why_not, str):
        return [Reply(why_not)]
    asks = which_line.of_any(ctx, record, reading) if changes.leaves_open(reading) else None
    if asks is not None:
        return begin(ctx, CORRECT, asks)
    if not reading.facts:
        return [Reply(_to_what(ctx, record))]
    return [Reply(texts.corrections.nothing_to_correct(ctx.who))]


def _to_what(ctx: Context, record: Record) -> str:
    told = showing.standing(ctx, record)
    return texts.corrections.change_to_what(ctx.who, record.number, told, showing.example(ctx, record))


def corrects(ctx: Context, record: Record, reading: Reading) -> bool:
    """Whether a sentence changes something of a record, or takes it out."""
    return _draft(ctx, record, reading) is not None


def _draft(ctx: Context, record: Record, reading: Reading) -> Draft | None:
    if correction_words.takes_out(reading):
        return out(ctx, record, reading.text)
    changed = changes.told(ctx, record, reading)
    if changed:
        return Draft(record.number, changed, reading.text)
    added = changes.left_out(ctx, record, reading)
    if added:
        return Draft(record.number, why=reading.text, added=added)
    unit = moving.wanted(ctx, record, reading)
    if isinstance(unit, Unit):
        return Draft(record.number, why=reading.text, unit_id=unit.id)
    days = redating.days(ctx, reading)
    return (
        Draft(record.number, why=reading.text, days=days)
        if days and days != records.days(ctx.session, record)
        else None
    )


def out(ctx: Context, record: Record, why: str = "", remarks: tuple[str, ...] = ()) -> Draft:
    """Taking a record out as it stands now; later than ten minutes after it was written somebody has to say why."""
    seen = tuple(e.id or 0 for e in records.lines(ctx.session, record))
    return Draft(record.number, why=why, asks_why=ctx.now - record.at > meant.JUST_SAVED, seen=seen, remarks=remarks)


def may_change(ctx: Context, record: Record) -> bool:
    """Whether a person may correct a record: its writer, who leads the committee, the ward."""
    return record.person_id == ctx.person.id or (ctx.leads and record.unit_id == ctx.unit.id) or ctx.role == "ward"


def nothing_waits(ctx: Context) -> Reply:
    """The answer to "lưu", "bỏ" and the like when nothing is open: what was written last, and what can be done."""
    last = next(iter(meant.recent(ctx)), None)
    if last is None:
        return Reply(texts.general.nothing_open(ctx.who))
    told = [e for e in records.lines(ctx.session, last) if visibility.of_entry(ctx, e)]
    brief = wording.short_entry(told[0]) if told else ""
    return Reply(texts.records.nothing_waits(last.number, brief, showing.example(ctx, last)))


def withdrawn(ctx: Context, record: Record, why: str) -> Reply:
    """Take a record out; a tap takes that back again."""
    stood = for_writer.seen_lines(ctx, record)
    told = showing.in_short(ctx, records.lines(ctx.session, record))
    made = records.void(ctx.session, record, ctx.person, ctx.now, why)
    drop_waiting(ctx, record.number, lambda _: True)  # nothing is left that it would change
    for_writer.withdrawn(ctx, record, stood, "" if correction_words.is_request(why) or why == words.UNDO else why)
    return _undoable(texts.corrections.undone(record.number, told), record.number, [entry.id or 0 for entry in made])


def taken_back(ctx: Context, record: Record, made: list[int]) -> Reply:
    """What was taken back, with what that changed; the record itself, where it stands no longer."""
    for_writer.changed(ctx, record)
    number, standing = record.number, showing.standing(ctx, record)
    told = showing.of_made(ctx, record, made) or standing
    example = showing.example(ctx, record, made)
    gone = "" if standing else showing.in_short(ctx, [ctx.session.get_one(Entry, entry_id) for entry_id in made])
    text = texts.corrections.taken_back(number, told, example) if standing else texts.corrections.undone(number, gone)
    return _undoable(text, number, made)


def _undoable(text: str, number: str, made: list[int]) -> Reply:
    return Reply(text, choices(words.UNDO), about=f"change:{number}:{','.join(map(str, made))}")


def _ask_which(ctx: Context, draft: Draft) -> Reply | None:
    if draft.number:
        return None
    named = [records.by_number(ctx.session, number) for number in draft.among]
    found = [r for r in named if r is not None and not records.is_void(ctx.session, r)]
    told = [
        texts.corrections.one_of_yours(r.number, "; ".join(showing.standing(ctx, r)), wording.clock(r.at, ctx.zone))
        for r in found
    ]
    return Reply(
        texts.corrections.which_record(ctx.who, told), choices(*(f"#{r.number}" for r in found), words.NOT_NOW)
    )


def _hear_which(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    number = meant.number_in(reading.text)
    record = meant.numbered(ctx, number) if asked and number else None
    return _draft(ctx, record, vi.read(draft.why, ctx.today)) if record and may_change(ctx, record) else None


def _ask_why(ctx: Context, draft: Draft) -> Reply | None:
    record = (
        records.by_number(ctx.session, draft.number)
        if draft.asks_why and not correction_words.reason_in(draft.why)
        else None
    )
    if record is None:
        return None
    seen = [e for e in records.lines(ctx.session, record) if visibility.of_entry(ctx, e)]
    rows = [f"{wording.lower_first(indicators()[e.indicator].name)}: {wording.short_entry(e)}" for e in seen]
    told = "; ".join(rows)
    text = texts.corrections.ask_why(
        ctx.who, record.number, told, wording.clock(record.at, ctx.zone), out=draft.takes_out
    )
    return Reply(text, choices(*(correction_words.REASONS if draft.takes_out else _OF_BACK), words.KEEP))


def _fits_why(_ctx: Context, _draft: Draft, reading: Reading) -> bool:
    return not reading.facts and answers.is_a_slip(reading.text)


def _hear_why(_ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: FBT001
    short = len(words.bare(reading.text).split()) <= correction_words.LONGEST_REASON
    if not asked or not short or reading.facts or reading.question is not None or words.is_yes(reading.text):
        return None
    if words.is_left_open(reading.text) or words.is_as_before(reading.text):
        return None
    if not answers.is_a_slip(reading.text) and (
        answers.is_a_remark(reading.text) or answers.is_a_request(reading.text)
    ):
        return None
    own = next((reason for reason in (*correction_words.REASONS, *_OF_BACK) if words.same(reading.text, reason)), None)
    return replace(draft, why=wording.lower_first(own) if own else reading.text, asks_why=False)


def _hear(ctx: Context, draft: Draft, reading: Reading, asked: bool) -> Draft | None:  # noqa: ARG001, FBT001
    record = records.by_number(ctx.session, draft.number)
    if record is None or meant.number_in(reading.text) not in {None, draft.number} or draft.edited or draft.back:
        return None
    if not reading.facts and reading.question is None:
        why = correction_words.reason_beside(draft, reading)
        if why is not None or (words.only_says_wrong(reading.text) and not words.is_yes(reading.text)):
            return draft if why is None else replace(draft, why=why, remarks=_with_reason(draft, why))
    if draft.takes_out:
        return None
    of_it = len(words.bare(reading.text).split()) <= correction_words.SHORT and not correction_words.is_a_deed(reading)
    changed = changes.told(ctx, record, reading) if of_it else ()
    return Draft(draft.number, changed, reading.text) if changed else None


def _with_reason(draft: Draft, why: str) -> tuple[str, ...]:
    """What is to be known beside a change, with its reason; where something is taken out the recap tells that."""
    if draft.takes_out:
        return draft.remarks
    kept = [remark for remark in draft.remarks if remark != texts.corrections.reason_kept(draft.why)]
    return (*kept, texts.corrections.reason_kept(why))


def _recap(ctx: Context, draft: Draft) -> Reply:
    record = records.by_number(ctx.session, draft.number)
    if record is None:
        return Reply(texts.general.record_unknown(draft.number))
    if draft.takes_out:
        reason = correction_words.reason_in(draft.why) or (
            None if correction_words.is_request(draft.why) else draft.why
        )
        text = texts.corrections.void_recap(draft.number, showing.standing(ctx, record), reason, draft.remarks)
        return Reply(text, choices(words.WITHDRAW, words.KEEP))
    if draft.back:
        told = showing.of_back(ctx, record, draft.back)
        recap = texts.corrections.back_recap(draft.number, told, draft.why)
        return Reply(recap, choices(words.SAVE, words.DROP))
    if draft.unit_id:
        name = ctx.session.get_one(Unit, draft.unit_id).name
        recap = texts.committees.move_recap(draft.number, name, showing.standing(ctx, record))
        return Reply(recap, choices(words.SAVE, words.DROP))
    overtaken = changes.stale(ctx, draft)
    if overtaken:  # it is made of the newest once it is agreed to (`_on_top`)
        since = changes.since(ctx, overtaken)
        moved = _of_the_newest(ctx, draft, overtaken)
        rows = changes.shown(ctx, moved, record) if moved else []
        text = texts.corrections.overtaken(draft.number, since, rows) if rows else ""
        text = text or texts.corrections.not_the_newest(ctx.who, draft.number, since)
        return Reply(text, choices(*((words.ACCEPT, words.LEAVE) if draft.edited else (words.SAVE, words.DROP))))
    unit = ctx.session.get(Unit, record.unit_id)
    new = [lines.into_ledger(line) for _, line in draft.lines]
    odd = checking.about_correction(ctx, unit, record, new) if unit else []
    rows = changes.shown(ctx, draft, record)
    if draft.edited:
        text = texts.corrections.edit_recap(ctx.who, draft.number, rows, (*draft.remarks, *odd))
        return Reply(text, choices(words.ACCEPT, words.LEAVE))
    return Reply(
        texts.corrections.correct_recap(draft.number, rows, (*draft.remarks, *odd)), choices(words.SAVE, words.DROP)
    )


def _saves_in_vain(ctx: Context, draft: Draft) -> bool:
    """Whether "lưu" is said of what is to be taken out."""
    return draft.takes_out and words.names_saving(ctx.message.text)


def _puzzled(ctx: Context, draft: Draft) -> str | None:
    if not draft.number:
        return texts.corrections.one_at_a_time(ctx.who)
    return texts.corrections.takes_out(draft.number) if _saves_in_vain(ctx, draft) else None


def lists(pending: Pending) -> bool:
    """Whether what waits only lists records of which one is to be taken out: it goes once something else is said."""
    return pending.conversation == CORRECT.name and '"number":""' in pending.known


def _finish(ctx: Context, draft: Draft) -> list[Reply]:
    record = records.by_number(ctx.session, draft.number)
    if record is None:
        return [Reply(texts.general.record_unknown(draft.number))]
    overtaken = changes.stale(ctx, draft)
    if overtaken:
        return _on_top(ctx, draft, overtaken)
    done = _done(ctx, draft, record)
    drop_waiting(
        ctx, draft.number, lambda other: bool(changes.stale(ctx, other))
    )  # it would be offered again and again
    return done


def drop_waiting(ctx: Context, number: str, which: Callable[[Draft], bool]) -> None:
    """Drop what was proposed of a record before and never decided, where another word has overtaken it."""
    for pending in stored.of_chat(ctx.session, ctx.chat):
        draft = CORRECT.load(pending.known) if pending.conversation == CORRECT.name else None
        if draft is not None and (not draft.number or (draft.number == number and which(draft))):
            quick.delete(ctx.session, pending)


def _done(ctx: Context, draft: Draft, record: Record) -> list[Reply]:
    if draft.takes_out:
        return [withdrawn(ctx, record, correction_words.reason_in(draft.why) or draft.why)]
    if draft.unit_id:
        for_writer.moved(ctx, record, ctx.session.get_one(Unit, draft.unit_id).name)
        return moving.move(ctx, record, draft.unit_id, draft.why)
    made = changes.make(ctx, draft, record, draft.why)
    if draft.back:
        return [taken_back(ctx, record, made)]
    for_writer.changed(ctx, record)
    return [_undoable(texts.corrections.corrected(draft.number, ctx.who), draft.number, made)]


def _on_top(ctx: Context, draft: Draft, overtaken: list[Entry]) -> list[Reply]:
    """Somebody changed it meanwhile: say what, and show the same correction of what stands now."""
    remarks = tuple(changes.since(ctx, overtaken))
    record = records.by_number(ctx.session, draft.number)
    if record is not None and records.is_void(ctx.session, record):
        return [Reply(texts.corrections.is_out(draft.number))]
    if record is not None and draft.takes_out:
        return begin(ctx, CORRECT, replace(out(ctx, record, draft.why, remarks), asks_why=draft.asks_why))
    still = _of_the_newest(ctx, draft, overtaken)
    if still is None:
        return [Reply(texts.corrections.not_the_newest(ctx.who, draft.number, remarks))]
    if record is not None and not draft.edited and _was_seen(ctx, draft):
        return _done(ctx, still, record)
    return begin(ctx, CORRECT, replace(still, remarks=remarks))


def _was_seen(ctx: Context, draft: Draft) -> bool:
    """Whether what a correction makes of the newest version was shown just now, so that "lưu" agrees to that."""
    told = _recap(ctx, draft).text
    shown = [one for one in post.newest(ctx.session, ctx.chat, 3) if one.edits_id is None]
    return any(told in json.loads(one.reply)["text"] for one in shown[:1])


def _of_the_newest(ctx: Context, draft: Draft, overtaken: list[Entry]) -> Draft | None:
    """The same correction of what stands now; None where nothing of it is left."""
    moved = {e.id: records.standing(ctx.session, e) for e in overtaken}
    kept = [(moved.get(i) if i in moved else ctx.session.get_one(Entry, i), line) for i, line in draft.lines]
    still = tuple((e.id or 0, line) for e, line in kept if e is not None)
    return replace(draft, lines=still, struck=()) if still else None


def _to(draft: Draft) -> str:
    """What a correction makes of its record, in a few words."""
    told = [lines.in_short(line) for _, line in draft.lines[:2]]
    if draft.days is not None and not told:
        return wording.span(*draft.days)
    return draft.amount or ", ".join(told)


CORRECT: Conversation[Draft] = Conversation(
    name="sua",
    draft=Draft,
    title=lambda draft: texts.corrections.change_of(draft.number, _to(draft), out=draft.takes_out),
    blanks=(
        Blank(_ask_which, _hear_which),
        which_line.WHICH,
        Blank(_ask_why, _hear_why, fits=_fits_why),
        Blank(lambda _c, _d: None, _hear),
    ),
    recap=_recap,
    finish=_finish,
    resumes=words.SHOW,
    unanswered=lambda _ctx, draft: texts.corrections.reason_first(draft.takes_out) if draft.asks_why else None,
    puzzled=_puzzled,
    agrees=lambda _, draft, said: not (draft.takes_out and words.names_saving(said)),
    dropped=lambda ctx, draft: texts.corrections.left_as_it_is(ctx.who, draft.number),
)
