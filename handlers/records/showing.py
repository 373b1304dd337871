"""A record as it stands: its figures, who wrote it and who changed it since, and how it is put right."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from db import quick, records
from db.catalogue import indicators
from db.models import Entry, File, Person, Record, Unit
from handlers import texts, units, visibility, wording
from handlers.context import Context
from handlers.message import Attached, Reply


def show(ctx: Context, number: str) -> list[Reply]:
    """A record as it stands, with its photos."""
    record = records.by_number(ctx.session, number)
    unit = ctx.session.get(Unit, record.unit_id) if record else None
    if record is None or unit is None or not units.may_see(ctx, unit):
        return [Reply(texts.general.record_unknown(number))]
    return [_shown(ctx, record, unit)]


def _shown(ctx: Context, record: Record, unit: Unit) -> Reply:
    by = texts.records.recorded_by(name_of(ctx, record.person_id), record.at, ctx.zone)
    when = wording.span(*records.days(ctx.session, record))
    steps = _changes(ctx, record)
    changed = [texts.corrections.changed_by(*change) for change in steps[-_MOST_CHANGES:]]
    if len(steps) > _MOST_CHANGES:
        changed.insert(0, texts.corrections.changed_before(record.number, len(steps) - _MOST_CHANGES))
    photos = tuple(
        Attached(file.sha256, file.name, file.media_type)
        for sha256 in records.photos(ctx.session, record)
        if (file := ctx.session.get(File, sha256))
    )
    text = texts.records.record(
        record.number, unit.name, when, standing(ctx, record), [by, *changed], own_words(ctx, record),
        len(photos), example(ctx, record),
    )  # fmt: skip
    return Reply(text, attached=photos)


def name_of(ctx: Context, person_id: int) -> str:
    """A person as they are named where the book tells of them."""
    person = ctx.session.get(Person, person_id)
    return f"{person.title} {person.name}" if person else "?"


def standing(ctx: Context, record: Record) -> list[str]:
    """The lines of a record as they stand, as far as this person may see them."""
    seen = [e for e in records.lines(ctx.session, record) if visibility.of_entry(ctx, e)]
    return [wording.entry(e, wording.thing(e, record.text)) for e in seen]


def in_short(ctx: Context, entries: Sequence[Entry]) -> str:
    """What some lines tell in a few words, as far as this person may see them: "20 phần quà, 21 triệu"."""
    return ", ".join(wording.short_entry(e, _thing(ctx, e)) for e in entries if visibility.of_entry(ctx, e))


def _thing(ctx: Context, entry: Entry) -> str:
    """What a line counts in the words of its record, where it is things of one kind."""
    if indicators()[entry.indicator].unit != "other":
        return ""
    return wording.thing(entry, quick.get_one(ctx.session, Record, entry.record_id).text)


def own_words(ctx: Context, record: Record) -> str:
    """The member's words as they were typed, where this person may see all that they tell."""
    all_seen = all(visibility.of_entry(ctx, entry) for entry in records.lines(ctx.session, record))
    return record.text if all_seen else texts.records.not_for_all()


# --- how it is put right ---


def example(ctx: Context, record: Record, made: Sequence[int] = ()) -> str:
    """What to write to give a figure of a record another number: "sửa #KP9-0142 thành 5 vụ"; "" of what is out.

    It is of one of the lines `made` just now, where there are any.
    """
    standing = records.lines(ctx.session, record)
    seen = [e for e in standing if visibility.of_entry(ctx, e)]
    return texts.corrections.how_to_correct(record.number, *_another(seen, made)) if standing else ""


def _another(seen: Sequence[Entry], made: Sequence[int]) -> tuple[str, str]:
    """Another number for one of some lines, and its name, where others could be meant by that number."""
    if not seen:
        return "", ""
    units_ = Counter(indicators()[entry.indicator].unit for entry in seen)
    plain = [entry for entry in seen if units_[indicators()[entry.indicator].unit] == 1 and not entry.change]
    one = next((entry for entry in seen if entry.id in made), (plain or seen)[0])
    known, value = indicators()[one.indicator], near(abs(one.value))
    if one.change:
        return "", wording.change(value if one.value > 0 else -value, known.unit)
    told = wording.brief(value, known.unit) if known.unit == "dong" else wording.short_amount(value, known.unit)
    return "" if one in plain else known.name, told


def near(value: Decimal) -> Decimal:
    """A number that might as well have been meant.

    >>> [int(near(Decimal(value))) for value in (3, 48, 120, 5_500_000, 0)]
    [4, 50, 125, 6000000, 1]
    """
    step = Decimal(1)
    while step * _FEW < value:
        step *= 10
    step = step / 2 if value > _FEW and step > 1 else step
    return value - value % step + step


_FEW = 20


# --- what became of it ---


def _changes(ctx: Context, record: Record) -> list[tuple[str, list[str], str]]:
    """The changes of a record: who made them, when, and what became of what, but what was taken back at once."""
    seen = [entry for entry in records.history(ctx.session, record) if visibility.of_entry(ctx, entry)]
    before = {(entry.line, entry.version): entry for entry in seen}
    steps: dict[object, list[tuple[Entry | None, Entry]]] = {}
    times: Counter[object] = Counter()
    for entry in seen:
        if entry.at != record.at or entry.version > 1:
            one = entry.at, entry.person_id, entry.why
            times[entry.line, one] += 1  # who takes back twice within a minute does so twice
            pair = before.get((entry.line, entry.version - 1)), entry
            steps.setdefault((one, times[entry.line, one]), []).append(pair)
    told: list[list[tuple[Entry | None, Entry]]] = []
    for pairs in sorted(steps.values(), key=lambda pairs: pairs[-1][1].id or 0):
        if told and _takes_back(pairs, told[-1]):
            told.pop()
        else:
            told.append(pairs)
    return [
        (name_of(ctx, pairs[0][1].person_id), rows(pairs), wording.clock(pairs[0][1].at, ctx.zone)) for pairs in told
    ]


_MOST_CHANGES = 3


def _takes_back(now: Sequence[tuple[Entry | None, Entry]], last: Sequence[tuple[Entry | None, Entry]]) -> bool:
    """Whether a step makes of the lines what they were before the last one, none of them being out meanwhile."""
    was = {new.line: (old, new) for old, new in last}
    if was.keys() != {new.line for _, new in now}:
        return False
    for _, new in now:
        old, between = was[new.line]
        if old is None or old.voided or between.voided or new.voided or _tells(old) != _tells(new):
            return False
    return True


def _tells(entry: Entry) -> tuple[object, ...]:
    return entry.value, entry.value_max, entry.qualifier, _days(entry)


def rows(pairs: Sequence[tuple[Entry | None, Entry]]) -> list[str]:
    """What became of lines, from one version to another: "Số phần quà đã tặng: 45 → 48 phần quà"."""
    told = [row for was, now in pairs if (row := _row(was, now))]
    moved = [(was, now) for was, now in pairs if was is not None and _days(was) != _days(now) and not now.voided]
    return told + ([texts.corrections.redated(*(wording.span(*_days(each)) for each in moved[0]))] if moved else [])


def _row(was: Entry | None, now: Entry) -> str | None:
    if was is None:
        return texts.corrections.added(wording.entry(now))
    if was.voided and not now.voided:
        return texts.corrections.counted_again(wording.entry(now))
    if now.voided:
        return texts.corrections.struck(wording.entry(was))
    if (was.value, was.value_max, was.qualifier) == (now.value, now.value_max, now.qualifier):
        return None
    old = wording.short_amount(abs(was.value) if was.change else was.value, "", was.qualifier, was.value_max)
    return f"{indicators()[now.indicator].name}: {old} → {wording.entry_value(now)}"


def _days(entry: Entry) -> tuple[date, date]:
    return entry.day_from, entry.day_to


def of_made(ctx: Context, record: Record, made: Sequence[int]) -> list[str]:
    """What new versions of a record's lines changed."""
    seen = [entry for entry in records.history(ctx.session, record) if visibility.of_entry(ctx, entry)]
    before = {(entry.line, entry.version): entry for entry in seen}
    return rows([(before.get((e.line, e.version - 1)), e) for e in seen if e.id in made])


def made_since(ctx: Context, record: Record, by: Person, since: datetime) -> list[str]:
    """What somebody has made of a record's lines since an instant, from what stood before to what stands."""
    seen = [entry for entry in records.history(ctx.session, record) if visibility.of_entry(ctx, entry)]
    was = {e.line: e for e in seen if e.at < since or e.person_id != by.id}
    pairs = [(was.get(e.line), e) for e in seen if e.current and was.get(e.line) is not e]
    return rows([(before, now) for before, now in pairs if before is not None or not now.voided])


def made_by_others(ctx: Context, record: Record) -> tuple[Person | None, list[str]]:
    """What others made of a record since its writer last touched it, and who was the last of them."""
    seen = [entry for entry in records.history(ctx.session, record) if visibility.of_entry(ctx, entry)]
    was = {e.line: e for e in seen if e.person_id == record.person_id}
    pairs = [(was.get(e.line), e) for e in seen if e.current and e.person_id != record.person_id]
    by = ctx.session.get(Person, max(pairs, key=lambda pair: pair[1].at)[1].person_id) if pairs else None
    return by, rows(pairs)


def of_back(ctx: Context, record: Record, entries: Sequence[int]) -> list[str]:
    """What taking back these versions of its lines would change."""
    seen = [entry for entry in records.history(ctx.session, record) if visibility.of_entry(ctx, entry)]
    before = {(entry.line, entry.version): entry for entry in seen}
    pairs = [(e, before.get((e.line, e.version - 1))) for e in seen if e.id in entries]
    told = rows([(now, was) for now, was in pairs if was is not None])
    return told + [texts.corrections.struck(wording.entry(now)) for now, was in pairs if was is None]
