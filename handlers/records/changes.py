"""A change of a saved record: which of its lines become what, written down in one go, and shown before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from db import records
from db.catalogue import indicators
from db.models import Entry, Person, Record
from db.records import Line
from handlers import texts, vi, wording, words
from handlers.context import Context
from handlers.records import adding, effects, lines, meant
from handlers.records.lines import DraftLine
from handlers.vi.reading import Reading
from handlers.vi.words import split


@dataclass(frozen=True, slots=True)
class Draft:
    """A change in the making. With nothing to change the record is taken out as a whole.

    `lines` are entries (by id, so that what changed since is noticed) with their new forms, `struck` entries that go,
    `back` entries that become what they were before; `among` are the records one of which is meant, while none is
    chosen. `why` is the reason, or the sentence; `seen` are the entries that stood when the record was to be taken out;
    `remarks` are what is to be known beside it.
    """

    number: str
    lines: tuple[tuple[int, DraftLine], ...] = ()
    why: str = ""
    added: tuple[DraftLine, ...] = ()
    struck: tuple[int, ...] = ()
    days: tuple[date, date] | None = None
    back: tuple[int, ...] = ()
    unit_id: int | None = None
    among: tuple[str, ...] = ()
    asks_why: bool = False
    edited: bool = False
    seen: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    amount: str = ""  # a number of which it is asked which of these lines it is of
    of_lines: tuple[int, ...] = ()

    @property
    def takes_out(self) -> bool:
        """Whether the record is to be taken out."""
        return not (self.amount or self.lines or self.added or self.struck or self.days or self.back or self.unit_id)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries it rests on."""
        return (*(entry_id for entry_id, _ in self.lines), *self.struck, *self.back, *self.seen)


def told(ctx: Context, record: Record, reading: Reading) -> tuple[tuple[int, DraftLine], ...]:
    """Which lines of a record a sentence changes: each stated figure to the line of the same indicator or unit."""
    if adding.leaves_undone(reading):
        return ()
    more = adding.is_meant(reading)
    gathered = lines.gather(adding.done(reading) if more or adding.tells_whole(reading) else reading)
    stated = list(gathered.told or gathered.prices)  # "nhầm, mỗi phần 350 ngàn" is no 350 thousand parcels
    only_dates = reading.day is not None and not reading.facts  # "hôm 25 nha" is no 25, "nhầm, ngày 17" no 17
    number = None if only_dates else words.bare_number(reading)
    standing = records.lines(ctx.session, record)
    counts = [entry for entry in standing if indicators()[entry.indicator].unit != "dong"] or standing
    if not stated and number is not None and len(counts) == 1:
        only = indicators()[counts[0].indicator]
        stated = [DraftLine(only.code, number, only.unit, reading.text)]
    unplaced = all(line.indicator is None and line.unit == "other" for line in stated)
    if unplaced and (named := _line_named(record, reading, standing)) is not None:
        stated = [named]
    found: dict[int, DraftLine] = {}  # of two figures for one line the later is meant ("50 là nhầm, có 40 thôi")
    for line in sorted([_as_recorded(ctx, record, one) for one in stated], key=lambda one: one.unit == "dong"):
        entry = _meant(line, standing, reading)
        if entry is not None and entry.id is not None:
            whole = _whole_of_each(ctx, record, standing, entry, line, found)
            found[entry.id] = as_entry(adding.together(lines.of_entry(entry), line) if more else whole, entry)
    if len(stated) == 1 and not found and not more:
        found = _of_those_who_gave(ctx, record, standing, stated[0])
    return tuple((found | followed_by(ctx, record, standing, found)).items())


def left_out(ctx: Context, record: Record, reading: Reading) -> tuple[DraftLine, ...]:
    """What a record lacks of its deed and is told now: "quên, mỗi phần 200 ngàn" after 20 parcels without a value."""
    if len(reading.facts) != 1 or reading.facts[0].unit != "dong" or len(words.bare(reading.text).split()) > _FEW:
        return ()
    standing = records.lines(ctx.session, record)
    worths = [(e, lines.WORTH[e.indicator]) for e in standing if e.indicator in lines.WORTH]
    if len(worths) != 1 or worths[0][1] in {entry.indicator for entry in standing}:
        return ()
    count, code = worths[0]
    gathered = lines.gather(reading)
    money = next(iter((*gathered.prices, *gathered.lines)), None)
    if money is None or money.indicator not in {None, code, "qua_tri_gia"}:
        return ()
    if gathered.prices:
        return (lines.total(lines.of_entry(count), replace(money, indicator=code)),)
    names_it = words.says(words.bare(reading.text), "tri gia", "kinh phi", "tong tien", "tong cong", "gia tri")
    return (replace(money, indicator=code),) if names_it else ()


_FEW = 9  # words: "quên, mỗi phần trị giá 200 ngàn nha em"


def _of_those_who_gave(
    ctx: Context, record: Record, standing: Sequence[Entry], line: DraftLine
) -> dict[int, DraftLine]:
    """What each gave, of another number of them, who count nowhere: "ủa 19 hộ" where 18 gave 300 thousand each."""
    told = _as_told(ctx, record)
    for count in told.uncounted:
        of = {count.unit, "can_nha"} if count.unit == "ho" else {count.unit}
        for price in told.each if line.unit in of else ():
            entry = next((one for one in standing if one.id and _is_total(one, count.value, price)), None)
            if entry is not None and entry.id is not None:
                return {entry.id: as_entry(lines.total(replace(line, unit=count.unit), price), entry)}
    return {}


def _as_recorded(ctx: Context, record: Record, line: DraftLine) -> DraftLine:
    """A number in the word that a record was told in: "9 cháu" where that many children had scholarships."""
    if line.indicator is not None:
        return line
    was = _as_told(ctx, record).lines
    at = lines.counted_alike(was, line)
    if at is None:
        return line
    if was[at].indicator is None:  # it was asked what they are
        same = [e for e in records.history(ctx.session, record) if e.value == was[at].value]
        return replace(line, indicator=same[0].indicator, unit=indicators()[same[0].indicator].unit) if same else line
    return replace(line, indicator=was[at].indicator, unit=was[at].unit)


def _as_told(ctx: Context, record: Record) -> lines.Gathered:
    """What the words that a record came from tell, read as of the day they were written."""
    return lines.gather(vi.read(record.text, record.at.astimezone(ctx.zone).date()))


def is_of(ctx: Context, record: Record, reading: Reading) -> bool:
    """Whether a sentence names a figure of a record, with its number if two are told: "sửa 50 phần thành 55"."""
    stated = lines.gather(reading).told
    numbers = {low for low in split(reading.text).lows if low.isdecimal()} - {str(line.value) for line in stated}
    named = {line.indicator for line in stated if line.indicator}
    alike = [entry for entry in records.lines(ctx.session, record) if entry.indicator in named]
    return any(not numbers or str(int(entry.value)) in numbers for entry in alike)


def stands(ctx: Context, record: Record, changed: Sequence[tuple[int, DraftLine]]) -> bool:
    """Whether a record says already what its lines are to be changed to."""
    standing = {(e.id, e.value, e.value_max, e.qualifier) for e in records.lines(ctx.session, record)}
    return all((entry_id, line.value, line.value_max, line.qualifier) in standing for entry_id, line in changed)


def _meant(line: DraftLine, standing: Sequence[Entry], reading: Reading) -> Entry | None:
    """The entry that a figure is about: of the same indicator, else with a number told beside it, else by unit."""
    fitting = [entry for entry in standing if is_about(line, entry)]
    same = [entry for entry in fitting if entry.indicator == line.indicator]
    told = [entry for entry in fitting if str(int(entry.value)) in split(reading.text).lows]
    if not same and not told and _FROM.search(words.bare(meant.beside_number(reading.text))):
        return None  # the number that becomes another one stands nowhere here
    denied = None if _NO_COMMA.search(reading.text) else _DENIED.search(words.bare(reading.text))
    if denied and not any(is_told_as(denied[1], entry) for entry in standing):
        return None  # "không phải 40, 45 phần" of a record that tells no 40
    counted_so = [entry for entry in fitting if lines.is_counted_so(line, entry.indicator)]
    return next(iter([*(counted_so if len(counted_so) == 1 else ()), *same, *told, *fitting]), None)


def is_told_as(number: str, entry: Entry) -> bool:
    """Whether a number may be what stands: the 35 of "38 triệu chứ không phải 35" is 35 triệu."""
    scales = _MONEY if indicators()[entry.indicator].unit == "dong" else (1,)
    return any(Decimal(number) * scale == abs(entry.value) for scale in scales)


_MONEY = (1, 1_000, 1_000_000)
_DENIED = re.compile(r"\b(?:khong|ko|hong|k) phai (\d+)\b(?! (?:trieu|tr|ngan|nghin|k|ty|tram|chuc))")
_NO_COMMA = re.compile(r"(?:phải|phai) ?[,.:;] ?\d", re.IGNORECASE)  # "không phải, 45 cây" denies what was told
_FROM = re.compile(r"(?<!ngay )(?<!dong )(?<!thang )\b\d+(?: [a-z]+){0,3} (?:thanh|qua|sang|lai) \d")


def _line_named(record: Record, reading: Reading, standing: Sequence[Entry]) -> DraftLine | None:
    """A bare number for the only line, or the one that is named: "sửa #KP9-0142 thành 30", "sửa số người thành 55"."""
    dated = (reading.day or reading.period) and not reading.facts
    said = words.bare(words.beside_its_day(reading) if dated else reading.text)
    told = _BECOMES.search(said)
    before = said[: told.start()] if told else said  # the "thành" of "sửa #KP9-0142 thành 5" names no line
    named = [e for e in standing if not words_of(e).isdisjoint(before.split())]
    named = list(standing) if len(standing) == 1 else _counts_named(named)
    if told is None and (told := _MISTAKEN.fullmatch(said)) is not None:
        known = set(words.bare(record.text).split())
        named = [e for e in named if set(told[2].split()) <= known | words_of(e)]
        told = _NUMBER.search(said)
    if told is None or len(named) != 1:
        return None
    only = indicators()[named[0].indicator]
    return DraftLine(only.code, Decimal(told[1]), only.unit, told[1])


def _counts_named(named: Sequence[Entry]) -> list[Entry]:
    """Of entries named by the same words the one that counts: "cái phần quà là 16" is not what they were worth."""
    counts = [entry for entry in named if indicators()[entry.indicator].unit != "dong"]
    return counts if len(counts) == 1 else list(named)


def leaves_open(reading: Reading) -> bool:
    """Whether a sentence gives a number and does not say of which line it is."""
    return not reading.facts and reading.day is None and _ENDS_IN_NUMBER.search(words.bare(reading.text)) is not None


_BECOMES = re.compile(r"\b(?:thanh|la|con|xuong|len) (\d{1,6})(?: (?:thoi|nhe|nha|a|em|nghe|nghen|moi dung|di))*$")
_ENDS_IN_NUMBER = re.compile(r"(?<!dong) (?<!muc )\d{1,6}(?: (?:thoi|nhe|nha|a|em|nghe|nghen|moi dung|di))*$")
_NUMBER = re.compile(r"(\d{1,6})(?!.*\d)")
_MISTAKEN = re.compile(  # "nhầm, tiêu biểu 32"
    r"((?:(?:a|ua|ui|u|em|oi|da|ma|bi|ghi|noi) )*(?:nham|lon|sai)(?: roi)?) ((?:[a-z]+ )*?)"
    r"(?:(?:la|co|den|thanh|moi) )*\d{1,6}(?: (?:thoi|nhe|nha|a|em|nghe|nghen|moi dung|moi phai|di|chu|lan))*"
)
_SAID_OF_ALL = frozenset("so da duoc tang tong tri gia cuoc luot".split())


def words_of(entry: Entry) -> set[str]:
    """The words by which a line may be named."""
    indicator = indicators()[entry.indicator]
    return set(words.bare(f"{indicator.name} {indicator.noun}").split()) - _SAID_OF_ALL


def of_each(ctx: Context, record: Record, standing: Sequence[Entry]) -> dict[int | None, DraftLine]:
    """The prices that gave totals of a record: by the entry of the total."""
    counts = [entry for entry in standing if indicators()[entry.indicator].unit != "dong"]
    prices = _prices(ctx, record) if counts and len(standing) > 1 else ()
    pairs = ((entry, price) for entry in standing for price in prices)
    return {e.id: price for e, price in pairs if any(_is_total(e, count.value, price) for count in counts)}


def even_shares(standing: Sequence[Entry]) -> dict[int | None, DraftLine]:
    """What each one comes to where only the worth of all was told, and it is a round sum: 7,5 triệu of 30 parcels."""
    given = (entry for entry in standing if entry.indicator in lines.WORTH and entry.indicator != _EACH_ITS_OWN)
    counts = {lines.WORTH[entry.indicator]: entry for entry in given}
    shared = [(entry, counts[entry.indicator]) for entry in standing if entry.indicator in counts]
    return {
        worth.id: replace(lines.of_entry(worth), value=worth.value / count.value)
        for worth, count in shared
        if count.value and worth.value % (count.value * _ROUND) == 0
    }


_ROUND = 1000  # đồng
_EACH_ITS_OWN = "nha_ddk"  # no house costs what the last one did


def _prices(ctx: Context, record: Record) -> Sequence[DraftLine]:
    """What was told of each one, then or in correcting it; of a deed told to be as another one, what was of that."""
    if not words.is_as_before(record.text):
        return (*_as_told(ctx, record).each, *_prices_put_right(ctx, record))
    person = ctx.session.get_one(Person, record.person_id)
    found = records.recent(ctx.session, person, record.at - _LIKE_BEFORE, ctx.unit)
    earlier = (one for one in found if (one.id or 0) < (record.id or 0) and one.activity == record.activity)
    first = next((one for one in earlier if not words.is_as_before(one.text)), None)
    return _as_told(ctx, first).each if first else ()


def _prices_put_right(ctx: Context, record: Record) -> list[DraftLine]:
    """The prices that corrections of a record told: "mỗi phần 250 ngàn thôi"."""
    reasons = {entry.why for entry in records.lines(ctx.session, record) if entry.version > 1 and entry.why}
    told = [price for why in reasons for price in lines.gather(vi.read(why, ctx.today)).prices]
    codes = [lines.WORTH.get(entry.indicator) for entry in records.lines(ctx.session, record)]
    worth = next(filter(None, codes), None)
    return [replace(price, indicator=price.indicator or worth) for price in told]


_LIKE_BEFORE = timedelta(days=62)


def followed_by(
    ctx: Context, record: Record, standing: Sequence[Entry], found: dict[int, DraftLine]
) -> dict[int, DraftLine]:
    """What was told of each one, where its count changes: 45 parcels instead of 40 are worth more."""
    counts = [(entry, found[entry.id]) for entry in standing if entry.id in found]
    if len(counts) != 1 or counts[0][1].value_max is not None:
        return {}
    count, line = counts[0]
    prices = _prices(ctx, record)
    followed = {}
    for entry in standing:
        price = next((p for p in prices if _is_total(entry, count.value, p)), None)
        if price is not None and entry.id is not None and entry.id not in found:
            followed[entry.id] = as_entry(lines.total(line, price), entry)
    return followed


def _whole_of_each(
    ctx: Context,
    record: Record,
    standing: Sequence[Entry],
    entry: Entry,
    line: DraftLine,
    found: dict[int, DraftLine],
) -> DraftLine:
    """What a number is with the count, as `found` if so, where it corrects what was told for each: "nhầm tiền 200k"."""
    if line.unit != "dong" or line.value_max is not None or line.value * 2 > entry.value:
        return line
    for price in _prices(ctx, record):
        count = next((one for one in standing if _is_total(entry, one.value, price)), None)
        if count is not None and line.value**2 < price.value * entry.value:
            now = found.get(count.id or 0, lines.of_entry(count))
            return lines.total(now, replace(price, value=line.value, said=line.said))
    return line


def _is_total(entry: Entry, count: Decimal, price: DraftLine) -> bool:
    """Whether an entry is what a price for each gave with a count."""
    total = replace(price, indicator=entry.indicator, value=price.value * count)
    return price.indicator in {None, entry.indicator} and lines.into_ledger(total).value == entry.value


def is_about(line: DraftLine, entry: Entry) -> bool:
    """Whether a stated figure is about an entry: of the same indicator, of its unit, or counted in its word."""
    if line.indicator == entry.indicator or line.unit in lines.units_of(entry.indicator):
        return True
    return line.unit == "other" and line.indicator is None and lines.is_counted_so(line, entry.indicator)


def as_entry(line: DraftLine, entry: Entry) -> DraftLine:
    """A stated figure as the new form of an entry; fewer of what had fallen are a fall still."""
    fallen = entry.change and entry.value < 0 < line.value and not line.change
    value = -line.value if fallen else line.value
    return DraftLine(
        entry.indicator, value, line.unit, line.said, line.value_max, line.qualifier, change=entry.change,
        counts_for=entry.counts_for, standard=line.standard or entry.standard,
    )  # fmt: skip


def stale(ctx: Context, draft: Draft) -> list[Entry]:
    """The entries a change rests on that are not the newest any more."""
    found = [ctx.session.get_one(Entry, entry_id) for entry_id in draft.entries]
    return [entry for entry in found if not entry.current]


def make(ctx: Context, draft: Draft, record: Record, why: str) -> list[int]:
    """Write a change down; the ids of the new versions, for whoever takes it back."""
    session, person, now = ctx.session, ctx.person, ctx.now
    done = []
    for entry_id, line in draft.lines:
        entry = session.get_one(Entry, entry_id)
        done.append(records.correct(session, entry, person, lines.into_ledger(line), now, why, days=draft.days))
    done += [records.strike(session, session.get_one(Entry, i), person, now, why) for i in draft.struck]
    done += [records.revert(session, session.get_one(Entry, i), person, now, why) for i in draft.back]
    if draft.days is not None:
        for entry in records.lines(session, record):
            if entry not in done:
                same = records.line_of(entry)
                done.append(records.correct(session, entry, person, same, now, why, days=draft.days))
    done += [records.append(session, record, person, lines.into_ledger(line), now, why) for line in draft.added]
    return [entry.id or 0 for entry in done]


def shown(ctx: Context, draft: Draft, record: Record) -> list[str]:
    """What a change does, line by line, with its effect on the figures."""
    codes = [e.indicator for e in records.lines(ctx.session, record)] + [str(line.indicator) for line in draft.added]
    changes = effects.of(ctx, record, codes, lambda: make(ctx, draft, record, ""))
    rows = [
        _with(f"{indicators()[old.indicator].name}: {_from_to(old, lines.into_ledger(line))}", changes, old.indicator)
        for entry_id, line in draft.lines
        if (old := ctx.session.get_one(Entry, entry_id)).current
    ]
    for entry_id in draft.struck:
        old = ctx.session.get_one(Entry, entry_id)
        rows.append(_with(texts.records.struck(wording.entry(old)), changes, old.indicator))
    rows += [
        _with(texts.records.added(_named(line)), changes, str(line.indicator)) for line in draft.added if line.indicator
    ]
    if draft.days is not None:
        rows.append(texts.records.redated(wording.span(*records.days(ctx.session, record)), wording.span(*draft.days)))
    return rows


def _with(row: str, changes: dict[str, str], code: str) -> str:
    return f"{row} {changes[code]}" if code in changes else row


def _from_to(entry: Entry, new: Line) -> str:
    indicator = indicators()[entry.indicator]
    if entry.change:
        was = f"{'giảm' if entry.value < 0 else 'tăng'} {wording.number(abs(entry.value))}"
        return f"{was} → {wording.change(new.value, indicator.unit, indicator.noun, new.qualifier, new.value_max)}"
    value = wording.amount(new.value, indicator.unit, new.qualifier, new.value_max)
    was = wording.short_amount(entry.value, "", entry.qualifier, entry.value_max)
    return f"{was} → {value}"


def _named(line: DraftLine) -> str:
    kept = lines.into_ledger(line)
    indicator = indicators()[kept.indicator]
    return f"{indicator.name}: {wording.amount(kept.value, indicator.unit, kept.qualifier, kept.value_max)}"


def since(ctx: Context, entries: Sequence[Entry]) -> list[str]:
    """What has become of lines after these versions of them: who made what of it, and when."""
    told_since = []
    for entry in entries:
        later = records.after(ctx.session, entry)
        if later is not None:
            person = ctx.session.get_one(Person, later.person_id)
            told_since.append(
                texts.records.changed_since(
                    indicators()[entry.indicator].name,
                    wording.number(entry.value),
                    None if later.voided else wording.number(later.value),
                    f"{person.title} {person.name}" if person.id != ctx.person.id else ctx.who,
                    wording.clock(later.at, ctx.zone),
                )
            )
    return told_since
