"""Logging: one sentence, or step by step, becomes a record once the member has seen it and said yes."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from db import ledger, records, ward
from db.catalogue import Indicator, indicators
from db.figure import Figure, inherited
from db.models import Pending, Record, Unit
from handlers import texts, units, unmatched, vi, visibility, wording, words
from handlers.context import Context
from handlers.conversation import KEPT_FOR, Conversation, again_after, begin, change
from handlers.figures import aims, subject
from handlers.figures.asked import Asked, whole_year
from handlers.meetings import dues
from handlers.message import Reply, choices
from handlers.records import (
    adding,
    anew,
    apart,
    attached,
    belonging,
    checking,
    correct,
    drafts,
    feast_days,
    gone_on,
    lines,
    meant,
    once,
    one_alone,
    own_words,
    showing,
    so_far,
    steps,
    to_come,
    undone,
    unplaced,
)
from handlers.records.blanks import BLANKS
from handlers.records.drafts import Draft, days, unit_of
from handlers.records.lines import DraftLine
from handlers.vi import committees, several
from handlers.vi.dates import when
from handlers.vi.reading import Question, Reading, Span
from handlers.vi.words import split

_ONE_DEED = 5  # figures: a message with more is a report of many things, with no one activity or occasion


def open_from(ctx: Context, reading: Reading, photos: unplaced.Carried = unplaced.NOTHING) -> list[Reply]:
    """Begin a record from a sentence, with the photos that it tells of."""
    if reading.facts and not reading.facts[1:] and reading.facts[0].unit == "dong":
        reading = one_alone.read(reading) or reading
    told_of = several.by_place(reading)
    if told_of:
        return [Reply(texts.records.one_each(ctx.who, "một khu phố", told_of))]
    told_on = several.by_day(reading)
    if told_on:
        return [Reply(texts.records.one_each(ctx.who, "một ngày", told_on))]
    elsewhere = reading.unit is not None and not (reading.unit == "phuong" and belonging.for_the_ward(reading))
    unit = units.named(ctx, reading.unit) if elsewhere and reading.unit else ctx.unit
    slips = ctx.unit.kind != "phuong" and units.is_unknown(unit, reading.unit or "")
    unit = ctx.unit if slips else unit
    elsewhere_told = (_of_this_unit(ctx, reading.unit or ""),) if slips else ()
    if isinstance(unit, str):
        return [Reply(unit)]
    told_here = lines.gather(reading)
    gathered = lines.of_own(told_here) if unit.kind == "phuong" else told_here
    none_before = ""
    if is_as_before(reading):
        as_before = _as_before(ctx, unit, reading, photos, elsewhere_told)
        if as_before is not None:
            return as_before
        none_before = texts.records.none_before(ctx.who)
    if _is_not_done(reading):
        less = undone.of_saved(ctx, reading)
        return begin(ctx, correct.CORRECT, less) if less else [Reply(texts.records.not_done(ctx.who))]
    told = aims.told(reading)
    targets = told if ctx.leads else ()
    if not gathered.lines and not gathered.open and not gathered.prices and not targets:
        return _of_no_figure(ctx, reading, told, gathered, photos, counts=unit is ctx.unit)
    for_a_day = reading.occasion is not None and feast_days.is_untold(reading, ctx.today)
    unknown = for_a_day or drafts.vague_day(reading.text) is not None
    day_from, day_to = days(ctx, reading) or ((None, None) if unknown else (ctx.today, ctx.today))
    many = len(gathered.lines) > _ONE_DEED
    total = unit.kind == "phuong" and (reading.period is not None or reading.unit is not None)
    refused = () if targets == told else (texts.book.target_for_leaders(ctx.who),)
    draft = Draft(
        text=ctx.message.text or reading.text, unit_id=unit.id or 0, open=(*elsewhere_told, *gathered.open),
        lines=lines.with_gifts_of_money(gone_on.placed(ctx, reading, gathered.lines), reading.text),
        notes=(*gathered.notes, *refused), prices=gathered.prices, beside=gathered.uncounted,
        day_from=day_from, day_to=day_to,
        activity=None if many else reading.activity, occasion=None if many else reading.occasion,
        covers="all" if total else "own", photos=photos.files, photos_wait=photos.others_wait,
        stated=gathered.stated, aims=targets, assumed=ctx.assumed,
        remark=none_before or photos.told,
    )  # fmt: skip
    return begin(ctx, LOG, so_far.running(ctx, draft, gathered.running) if gathered.running else draft)


def _of_no_figure(
    ctx: Context, reading: Reading, told: tuple[aims.Aim, ...], gathered: lines.Gathered, photos: unplaced.Carried,
    *, counts: bool,
) -> list[Reply]:  # fmt: skip
    """What is begun, or said, where no figure is told; `counts` says that it is of one's own khu phố."""
    if not told and not gathered.uncounted and any(fact.planned for fact in reading.facts):
        return to_come.of_plan(ctx, reading)
    cleaned = once.cleaning(ctx, reading, gathered, photos) if not told and counts else None
    if cleaned is not None:
        return begin(ctx, LOG, cleaned)
    return [Reply(_nothing_to_log(ctx, reading, told, gathered))]


def _of_this_unit(ctx: Context, name: str) -> lines.Open:
    """The question whether a deed told of a khu phố that is not in the book is of this one."""
    asked = texts.records.kept_here(ctx.who, units.spelled(name), ctx.unit.name)
    return lines.Open(asked, None, (lines.Option(texts.records.write_for(ctx.unit.name)),))


def _is_not_done(reading: Reading) -> bool:
    """Whether all that is told is left undone: "quên, có 3 phần chưa phát"."""
    known = [indicators().get(fact.indicator or "") for fact in reading.facts]
    return len(known) == 1 and known[0] is not None and known[0].kind == "flow" and adding.leaves_undone(reading)


def is_as_before(reading: Reading) -> bool:
    """Whether a deed is told to be as another one was, and nothing else is likened: "nước ngập như hôm qua".

    >>> said = ("hom nay nhu hom qua nha em", "nước ngập như hôm qua", "hôm qua cũng như vậy không", "như lần trước")
    >>> [is_as_before(vi.read(text, date(2026, 11, 20))) for text in said]
    [True, False, False, True]
    """
    if not words.is_as_before(reading.text) or reading.intent in {"ask", "report", "meeting"}:
        return False
    said = words.bare(reading.text)
    if "?" in reading.text or said.endswith((" khong", " chua", " sao")):
        return False
    named = bool(reading.facts) or reading.activity not in {None, "khac"} or words.says(said, "lan", "khi", "truoc")
    return named or set(said.split()) <= _BESIDE_A_LIKENESS


_BESIDE_A_LIKENESS = frozenset(
    "hom nay bua sang trua chieu toi cung y nhu vay giong chang qua kia ngay em oi nha nhe nghe nghen ghi giup "
    "gium lai lam thi van roi do a da bac co chu anh chi minh tui luon di viec".split()
)


def _as_before(
    ctx: Context, unit: Unit, reading: Reading, photos: unplaced.Carried, asked: tuple[lines.Open, ...]
) -> list[Reply] | None:
    """Begin a record with the figures of this person's last one like it, and those that are told anew."""
    alike = _ALIKE_DAY.search(reading.text)  # "hôm nay như hôm qua": of another day than the deed told now
    like = when(split(alike[1]), reading.on).day if alike else None
    beside = vi.read(_ALIKE_DAY.sub("", _without_suat(reading)), reading.on)
    day_from, day_to = days(ctx, beside) or (ctx.today, ctx.today)
    activity = None if beside.activity == "khac" else beside.activity
    empty = Draft(
        ctx.message.text or reading.text, unit.id or 0, activity=activity, photos=photos.files,
        photos_wait=photos.others_wait, remark=photos.told, assumed=ctx.assumed,
    )  # fmt: skip
    draft = steps.as_before(ctx, empty, like)
    if draft is None:  # what is told beside it is a record all the same
        return None if lines.gather(reading).lines else [Reply(texts.records.nothing_before(ctx.who))]
    for line in lines.gather(reading).lines:
        alike_at = lines.counted_alike(draft.lines, line)
        at = drafts.place_of(draft.lines, line) if alike_at is None else alike_at
        new = line if alike_at is None else replace(draft.lines[alike_at], value=line.value, said=line.said)
        told = (*draft.lines, new) if at is None else lines.with_line(draft.lines, at, new)
        draft = drafts.with_lines(draft, told)
    draft = replace(draft, open=asked, day_from=day_from, day_to=day_to, occasion=reading.occasion)
    return begin(ctx, LOG, draft)


_ALIKE_DAY = re.compile(
    r"\b(?:như|nhu|giống|giong|chang|y)(?: ngày| ngay)? ((?:hôm|hom|bữa|bua) (?:qua|kia))\b", re.IGNORECASE
)


def _without_suat(reading: Reading) -> str:
    """A message without numbers that name no deed: "8 suất" may be of grants, of meals, of parcels."""
    text = reading.text
    for fact in sorted(reading.facts, key=lambda one: -one.start):
        if fact.unit == "suat" and _SUAT.fullmatch(words.bare(fact.text)):
            text = text[: fact.start] + text[fact.end :]
    return text


_SUAT = re.compile(r"\d+ suat")


def _nothing_to_log(ctx: Context, reading: Reading, told: tuple[aims.Aim, ...], gathered: lines.Gathered) -> str:
    if told:
        return texts.book.target_for_leaders(ctx.who)
    if gathered.uncounted:
        unmatched.keep(ctx, reading.text)  # it may be taught what is meant by it
        return _not_counted(ctx, reading, gathered.uncounted)
    return texts.general.not_understood(ctx.who)


def _not_counted(ctx: Context, reading: Reading, told: Sequence[DraftLine]) -> str:
    """What to say of numbers that no figure counts: what else may be meant by them, or be told of the matter."""
    said = texts.records.quoted([line.said for line in told])
    paid = lines.with_totals(lines.Gathered(prices=_of_each(reading, told)), told).lines
    if paid:
        each, whole = paid[0], wording.amount(paid[0].value, paid[0].unit)
        return texts.records.not_counted(ctx.who, f"{each.how}, cộng {whole},", (), ())
    if _FROM_A_FUND.search(words.bare(reading.text)) and all(line.unit == "dong" for line in told):
        what_for = _PURPOSE.match(reading.text, reading.facts[0].end) if len(told) == 1 else None
        of = f"{told[0].said}{what_for[0]}" if what_for else ""
        return texts.records.paid_out(ctx.who, texts.records.quoted([of]) if of else said)
    _, codes = steps.STEPS.get(reading.activity or "", ("", ()))
    if words.says(words.bare(reading.text), "tuan tra", "di tuan"):
        nights = [night for night in _NIGHTS.findall(reading.text) if all(night not in line.said for line in told)]
        return texts.records.patrolled(ctx.who, texts.records.quoted([*nights, *(line.said for line in told)]))
    of_people = reading.activity == "van_hoa" and all(line.unit != "other" for line in told)
    kept = [] if of_people else [indicators()[code] for code in codes]  # who put out flags is no family of culture
    alike = [i.name for i in kept if any(line.unit in lines.units_of(i.code) for line in told)]
    return texts.records.not_counted(ctx.who, said, alike, [(i.code, i.name) for i in kept])


def _of_each(reading: Reading, told: Sequence[DraftLine]) -> tuple[DraftLine, ...]:
    """What is paid by each of those told beside it, as a price: "mỗi hộ 30 ngàn, 40 hộ"."""
    each = [fact.text for fact in reading.facts if fact.per_item and fact.unit == "dong"]
    return tuple(line for line in told if line.said in each)


_NIGHTS = re.compile(r"\b\d+ (?:đêm|dem|buổi|buoi|tối|toi|lần|lan|ca)\b", re.IGNORECASE)
_PURPOSE = re.compile(r" [^\d,.;?]{2,40}$")  # "sửa nhà" of "dùng quỹ 5 triệu sửa nhà"
_SPENDS = r"(?:chi|rut|xuat|trich|dung|su dung|lay|xai|tieu)"
_FROM_A_FUND = re.compile(rf"\b{_SPENDS}\b(?: \S+)* quy\b|\bquy\b(?: \S+)* {_SPENDS}\b")


def open_by_steps(ctx: Context, days: tuple[date, date] | None = None, asked: tuple[str, ...] = ()) -> list[Reply]:
    """Begin a record by the hand: activity, figures, day if none is told, each by a tap or a word."""
    day_from, day_to = days or (None, None)
    draft = Draft("", ctx.unit.id or 0, day_from=day_from, day_to=day_to, led=True, assumed=ctx.assumed)
    if asked:
        today = (day_from or ctx.today, day_to or ctx.today)
        activity = vi.activity_of(asked[0])
        draft = replace(
            draft, steps=asked, activity=activity, text=ctx.message.text, day_from=today[0], day_to=today[1]
        )
    return begin(ctx, LOG, draft)


def is_left_behind(ctx: Context, pending: Pending, reading: Reading) -> bool:
    """Whether a sentence with a figure of its own is told after something else was saved beside a waiting draft."""
    told = {fact.indicator for fact in reading.facts if fact.indicator}
    if pending.conversation != LOG.name or not told or reading.intent not in {"log", "status"}:
        return False
    if words.puts_right(reading) or adding.is_meant(reading) or anew.says_little_more(reading):
        return False
    draft = LOG.load(pending.known)
    last = next(iter(meant.recent(ctx)), None)
    own = {*draft.steps, *(line.indicator for line in draft.lines)}
    between = last is not None and last.at > pending.expires - KEPT_FOR
    return between and told.isdisjoint(own) and not (draft.prices or drafts.is_asked_of_a_figure(draft))


def as_meant(ctx: Context, pending: Pending, meaning: str) -> list[Reply] | None:
    """Put what is told as the meaning of a draft in the place of what was read, so that no deed is counted twice.

    None where a figure of the draft has no place yet: such words teach one. Of several figures, those of the same
    number are meant.
    """
    reading, draft = vi.read(meaning, ctx.today), LOG.load(pending.known)
    told = lines.gather(reading).lines
    if reading.intent != "log" or not told or any(line.indicator is None for line in (*told, *draft.lines)):
        return None
    if not draft.lines or draft.steps:
        return None
    if {(line.indicator, line.value) for line in told} <= {(line.indicator, line.value) for line in draft.lines}:
        return again_after(texts.taught.read_so(ctx.who), ctx, LOG, pending)
    numbers = {line.value for line in told}
    left = tuple(line for line in draft.lines if line.value not in numbers) if draft.lines[1:] else ()
    if len(left) == len(draft.lines):
        return None
    day_from, day_to = days(ctx, reading) or (draft.day_from, draft.day_to)
    meant_so = replace(
        draft, text=f"{draft.text}, {meaning}", lines=(*left, *told),
        activity=draft.activity if left else reading.activity, day_from=day_from, day_to=day_to,
    )  # fmt: skip
    return change(ctx, LOG, pending, meant_so)


def _recap(ctx: Context, draft: Draft) -> Reply:
    unit = unit_of(ctx.session, draft)
    start, end = draft.day_from or ctx.today, draft.day_to or ctx.today
    when = wording.day_from(start, ctx.answered_on) if start == end else wording.span(start, end)
    shown = [recap_line(ctx, draft, unit, line, draft.lines[:at]) for at, line in enumerate(draft.lines)]
    shown += [aims.line(aim) for aim in draft.aims]
    what = texts.records.what_for(drafts.deed(draft), draft.occasion)
    closed = checking.closed_months(ctx, draft)
    late = [texts.book.note_after_closing(closed)] if closed else []
    head = (what, unit.name, when if draft.lines else None, f"📎{len(draft.photos)}" if draft.photos else None)
    other = [texts.committees.assumed(unit.name, [u.name for u, _ in ctx.others])] if draft.assumed else []
    left = [texts.records.note_left_out(texts.records.quoted(draft.left))] if draft.left else []
    notes = (*(_notes(draft) if draft.beside else draft.notes), *left, *late, *other, *filter(None, [draft.remark]))
    if draft.hint and not draft.lines[1:] and draft.same_as is None:
        notes = (*notes, draft.hint)
    said = draft.text
    if "u nay" in said or "i nay" in said or "a nay" in said or ", " in said:  # chiều, tối, trưa nay; "…, tối họp dân"
        notes = (*notes, *_later(ctx, draft))
    waits = unplaced.found(ctx, passed_over=True) if draft.photos_wait else None
    waits = None if waits is not None and unplaced.were_offered(ctx, waits) else waits
    if waits is not None:
        notes = (*notes, texts.photos.may_go_with_it(len(waits.files)))
    told = texts.records.recap(head, shown, notes, numbered=draft.numbered)
    offered = (words.SAVE, words.ATTACH, words.EDIT, words.DROP) if waits else (words.SAVE, words.EDIT, words.DROP)
    return Reply(told, choices(*offered))


def _later(ctx: Context, draft: Draft) -> list[str]:
    """The note on a deed of a later hour of today, which is better saved once it is done."""
    today = not draft.numbered and draft.day_from == draft.day_to == ctx.today
    flows = today and any(indicators()[line.indicator or ""].kind == "flow" for line in draft.lines)
    part = to_come.later_today(ctx, draft.text) if flows else None
    return [texts.records.note_later_today(ctx.who, part)] if part else []


def _notes(draft: Draft) -> list[str]:
    """The notes of a draft, without those on numbers that are seen in the sum of a line."""
    summed_ = [line.said for line in draft.beside if lines.is_in_a_total(line, draft.lines)]
    all_homes = {line.value for line in draft.lines if line.indicator == "so_ho"}
    placed = [line for line in draft.beside if line.value in all_homes]
    known = [texts.records.note_all_homes(line.said, wording.number(line.value)) for line in placed]
    kept = [note for note in draft.notes if note not in known]
    return [shown for note in kept if (shown := texts.records.without_quoted(note, summed_))]


def recap_line(ctx: Context, draft: Draft, unit: Unit, line: DraftLine, above: Sequence[DraftLine]) -> str:
    """A figure as it would be saved, with what it changes; `above` are the lines of the same draft before it."""
    kept = lines.into_ledger(line)
    same = [one for each in above if (one := lines.into_ledger(each)).indicator == kept.indicator]
    indicator = indicators()[kept.indicator]
    sign = "tăng " if kept.change and kept.value > 0 else "giảm " if kept.change else ""
    value = wording.amount(
        abs(kept.value) if kept.change else kept.value, indicator.unit, kept.qualifier, kept.value_max,
        own_words.noun(line.unit, line.said) or indicator.noun,
    )  # fmt: skip
    how = f" = {line.how}" if line.how else ""
    standard = f" ({texts.records.STANDARDS[kept.standard]})" if kept.standard else ""
    name = indicator.name
    if line.apart or indicator.code == apart.OTHER_FUNDS:
        named = (apart.fund(draft.text) if indicator.code == apart.OTHER_FUNDS else "", line.apart)
        name = texts.records.told_apart(name, list(filter(None, named)))
    return f"{name}: {sign}{value}{how}{standard} {_effect(ctx, draft, unit, kept, same)}".rstrip()


def _told_before(ctx: Context, draft: Draft, line: records.Line) -> bool:
    """Whether a line stands already in the record of the same deed."""
    same = records.by_number(ctx.session, draft.same_as) if draft.same_as else None
    standing = records.lines(ctx.session, same) if same else []
    told = line.indicator, line.value, line.change
    return any((e.indicator, e.value, e.change) == told for e in standing)


def _is_told_already(ctx: Context, draft: Draft) -> bool:
    """Whether a deed was said to be that of a record, which has all its figures: nothing is left to be saved."""
    return draft.same_as is not None and all(_told_before(ctx, draft, lines.into_ledger(one)) for one in draft.lines)


def _effect(ctx: Context, draft: Draft, unit: Unit, line: records.Line, above: Sequence[records.Line]) -> str:
    """What the line changes, with those `above` it: "(năm 2022: 0 → 70)"; nothing of a figure that is not for all."""
    indicator = indicators()[line.indicator]
    if _told_before(ctx, draft, line):
        return texts.asking.told_before(draft.same_as or "")
    if line.counts_for != "own":
        return texts.asking.counts_elsewhere(line.counts_for)
    if not visibility.may_see(ctx, indicator):
        return ""
    start, end = draft.day_from or ctx.today, draft.day_to or ctx.today
    year = (date(start.year, 1, 1), date(end.year, 12, 31))
    if draft.covers == "all" and indicator.kind == "flow" and _others_told(ctx, indicator, unit, year):
        return texts.records.whole_ward()
    before = ledger.amount(ctx.session, indicator, unit, *(year if indicator.kind != "stock" else (start, end)))
    adds = indicator.kind == "flow" or line.change
    if before is None and (not adds or indicator.kind == "stock"):
        return ""
    period = f"đến {wording.day(end)}" if indicator.kind == "stock" else wording.span(*year)
    if (
        before is not None and before.missing and unit.kind == committees.WARD and not adds
    ):  # a level of some khu phố did not rise to that of all
        every = len(ward.reported(ctx.session, unit, end, end))
        was = wording.brief(before.value, indicator.unit)
        return texts.records.effect_of_some(every - len(before.missing), every, was)
    told = sum((one.value for one in above if one.counts_for == "own"), Decimal(0)) if adds else Decimal(0)
    held = _lent(ctx, indicator, unit, (start, end)) if adds and unit.kind == committees.WARD else Decimal(0)
    return _arithmetic(before, line, period, told, held, adds=adds)


def _lent(ctx: Context, indicator: Indicator, of: Unit, days: tuple[date, date]) -> Decimal:
    """What khu phố told for their ward of some days, which it counts no more once it tells of these days itself."""
    found = ledger.figure(ctx.session, indicator, of, *days) if indicator.kind == "flow" else None
    entries = [source.entry for source in found.sources if source.entry.unit_id != of.id] if found else []
    return sum((entry.value for entry in entries if entry.counts_for == "phuong"), Decimal(0))


def _others_told(ctx: Context, indicator: Indicator, unit: Unit, days: tuple[date, date]) -> bool:
    """Whether those below a unit have told something of an indicator."""
    figure = ledger.figure(ctx.session, indicator, unit, *days)
    return figure is not None and any(source.entry.unit_id != unit.id for source in figure.sources)


def _arithmetic(
    before: Figure | None, line: records.Line, period: str, told: Decimal, held: Decimal, *, adds: bool
) -> str:  # fmt: skip
    unit = indicators()[line.indicator].unit
    old = (before.value if before else Decimal(0)) + told
    qualifier = inherited([before.qualifier if before and adds else "exact", line.qualifier])
    low = old + line.value - held if adds else line.value
    highest = (before.value_max or old) - held if before and adds else Decimal(0)
    high = highest + (line.value_max or line.value)
    top = f"-{wording.brief(high, unit)}" if high > low else ""
    after = wording.QUALIFIER_WORDS[qualifier] + wording.brief(low, unit) + top
    top = f"-{wording.brief(highest + held + told, unit)}" if adds and highest + held > old - told else ""
    was = wording.QUALIFIER_WORDS[before.qualifier if before else "exact"] + wording.brief(old, unit) + top
    return texts.records.effect(period, was, after, wording.brief(held, unit) if held else None)


def _save(ctx: Context, draft: Draft) -> list[Reply]:
    unit = unit_of(ctx.session, draft)
    units.speak_for(ctx, unit)
    aims.keep(ctx, unit, draft.aims)
    if not draft.lines:
        _remember_target(ctx, unit, draft.aims)
        return [Reply(texts.book.target_saved([aims.line(aim) for aim in draft.aims]))]
    kept = [lines.into_ledger(line) for line in draft.lines]
    same = records.by_number(ctx.session, draft.same_as) if draft.same_as else None
    merged = _as_witness(ctx, draft, same, kept) if same else []
    rest = [line for line in kept if line not in merged]
    told = [texts.book.merged(same.number, ctx.who if same.person_id != ctx.person.id else None)] if same else []
    if not rest:
        return [Reply("\n".join(told))]
    record = _add(ctx, draft, rest)
    what = showing.in_short(ctx, records.lines(ctx.session, record)) if ctx.unseen else ""
    told = [texts.records.saved(record.number, ctx.who, what), *told]
    return [Reply("\n".join(told), choices(words.UNDO), about=f"record:{record.number}"), *dues.thanks(ctx)]


def _remember_target(ctx: Context, unit: Unit, told: Sequence[aims.Aim]) -> None:
    """What is asked next, "còn thiếu bao nhiêu", is of the target that was just told."""
    if len(told) == 1:
        code, days = told[0].indicator, Span(*whole_year(told[0].year))
        subject.remember(ctx, Asked(Question(code, "sum", days), unit, aims.JUST_SET), (code,))


def _add(ctx: Context, draft: Draft, kept: Sequence[records.Line]) -> Record:
    record = records.add(ctx.session, unit_of(ctx.session, draft), ctx.person, drafts.about(ctx, draft), kept, ctx.now)
    for sha256 in draft.photos:
        records.attach(ctx.session, record, sha256, ctx.now)
    return record


def _as_witness(ctx: Context, draft: Draft, same: Record, kept: Sequence[records.Line]) -> list[records.Line]:
    """Put what is told a second time to the record that stands, with this person as a witness; those lines."""
    again = [line for line in kept if _told_before(ctx, draft, line)]
    records.merge(ctx.session, same, _add(ctx, draft, again), ctx.person, ctx.now)
    return again


LOG: Conversation[Draft] = Conversation(
    name="ghi",
    draft=Draft,
    title=drafts.title,
    blanks=BLANKS,
    recap=_recap,
    settled=_is_told_already,
    finish=_save,
    parts=lambda draft: len(draft.lines) + len(draft.aims),
    remark=lambda draft: " ".join(filter(None, (draft.remark, draft.noted))),
    is_empty=lambda draft: not (draft.lines or draft.aims or draft.prices or draft.open or draft.led or draft.steps),
    names=lambda draft: draft.text,
    puzzled=steps.no_such_deed,
    led=lambda draft: draft.led or bool(draft.steps),
    leaves=attached.left_over,
    forget=lambda draft: replace(draft, remark="", noted="") if draft.remark or draft.noted else draft,
)
